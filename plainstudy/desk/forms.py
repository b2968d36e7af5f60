"""What an editor typed for a section: sentences with their sources, as plain fields without a script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from plainstudy.editors.reports import seen_words
from plainstudy.pages.presenters.sources import Source
from plainstudy.writing.text import Sentence

from .actions import MOST, MOST_SENTENCES, Refused

SPARE_ROWS = 2
LONGEST = 600
"""Letters of a sentence; the checks want far fewer."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the form."""

    index: int
    text: str
    choices: tuple[tuple[Source, bool], ...]
    """Every source, and whether this sentence cites it."""
    problems: tuple[Any, ...] = ()

    @property
    def cited(self) -> int:
        """How many sources are chosen."""
        return sum(chosen for _, chosen in self.choices)


def lines_of(
    sentences: Sequence[Sentence],
    *,
    section: str,
    sources: Sequence[Source],
    problems: Mapping[str, Sequence[Any]],
) -> tuple[Line, ...]:
    """Return the rows of the form: one a sentence, and some that are empty."""
    most = MOST_SENTENCES.get(section, MOST)
    spare = min(SPARE_ROWS, most - len(sentences))
    rows = [*sentences, *(Sentence(text="", sources=()) for _ in range(spare))]
    return tuple(
        Line(
            index,
            sentence.text,
            tuple((source, source.path in sentence.sources) for source in sources),
            tuple(problems.get(sentence.text, ())),
        )
        for index, sentence in enumerate(rows)
    )


def sentences_from(data: QueryDict, *, offered: frozenset[str]) -> tuple[Sentence, ...]:
    """Read the rows that hold words, in order, with sources that were offered. Refused for one too long."""
    found = []
    for index in range(MOST + SPARE_ROWS):
        text = seen_words(data.get(f"text-{index}", ""))
        if not text:
            continue
        if len(text) > LONGEST:
            raise Refused(f"A sentence is longer than {LONGEST} letters.")
        cited = dict.fromkeys(data.getlist(f"sources-{index}"))
        found.append(Sentence(text=text, sources=tuple(path for path in cited if path in offered)))
    return tuple(found)
