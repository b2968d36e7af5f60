"""The rules writer: from facts to a page's sentences. Pure: no model, no network, no clock."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from plainstudy.plain.dictionary import find_terms
from plainstudy.writing.facts import Facts
from plainstudy.writing.readability import measured
from plainstudy.writing.text import SECTIONS, Sentence, StudyText

from .happening import key_dates, what_happens
from .harms import could_go_wrong
from .headline import headline_of
from .joining import who_can_join
from .meaning import could_lead_to
from .points import criteria_of
from .standing import status_of, status_today
from .substance import substance_of
from .summary import summary_of
from .voice import MAX_WORDS, Voice, voice_of

__all__ = ["WRITER", "sentences_of", "status_today", "with_explanations", "write_text"]

WRITER = "rules 1"
_MOST_EXPLAINED = 12


def write_text(facts: Facts) -> StudyText:
    """Write the whole text of one study. Never raises for facts that were extracted from a record."""
    voice = voice_of(facts)
    title, substance = substance_of(voice)
    summary = summary_of(voice)
    text = StudyText(
        headline=headline_of(voice),
        status=_short(voice, status_of(voice)),
        summary=_short(voice, summary),
        substance_title=title,
        substance=_short(voice, substance),
        could_lead_to=_short(voice, could_lead_to(voice)),
        could_go_wrong=_short(voice, could_go_wrong(voice)),
        who_can_join=_short(voice, who_can_join(voice)),
        criteria=criteria_of(voice),
        what_happens=_short(voice, _not_again(what_happens(voice), summary)),
        key_dates=key_dates(voice),
        not_explained=facts.spelled_otherwise,
        opens_with_help=facts.help_first is not None,
    )
    return with_explanations(text)


def _not_again(sentences: tuple[Sentence, ...], told: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Leave out what the summary has said in the same words, where enough of its own remains."""
    known = {sentence.text for sentence in told}
    fresh = tuple(sentence for sentence in sentences if sentence.text not in known)
    own = [sentence for sentence in fresh if not sentence.sources[0].startswith("general:")]
    return fresh if len(own) >= _ENOUGH_OF_ITS_OWN else sentences


_ENOUGH_OF_ITS_OWN = 2


def _short(voice: Voice, sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Leave out what a strange record made too long; say so when nothing is left."""
    kept = tuple(sentence for sentence in sentences if measured(sentence.text)[3] <= MAX_WORDS)
    return kept or (voice.general("says-little"),)


def sentences_of(text: StudyText) -> Iterator[tuple[str, Sentence]]:
    """Yield every sentence with the name of its part, in reading order."""
    yield "headline", text.headline
    for name in SECTIONS:
        for sentence in getattr(text, name):
            yield name, sentence
    for sentence in (*text.criteria.can, *text.criteria.cannot):
        yield "criteria", sentence
    if text.criteria.note:
        yield "criteria", text.criteria.note


def with_explanations(text: StudyText) -> StudyText:
    """Explain the hard words that remain, each once, in order of first use."""
    found: dict[str, str] = {}
    for _, sentence in sentences_of(text):
        for term, explanation in _explained(sentence.text):
            if term not in text.not_explained and not _is_listed(term, found):
                found[term] = explanation
    explained = tuple(list(found.items())[:_MOST_EXPLAINED])
    return msgspec.structs.replace(text, explained=explained)


def _is_listed(term: str, found: dict[str, str]) -> bool:
    """True where the same word stands there already, in another case or number."""
    low = term.lower()
    return term in found or any(
        low in {known, known + "s"} or low + "s" == known for known in map(str.lower, found)
    )


@lru_cache(maxsize=50_000)
def _explained(sentence: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (_as_listed(use.found), use.term.explanation)
        for use in find_terms(sentence)
        if not (use.found.isupper() and _IN_A_CODE.match(sentence, use.end))
        and not (use.found == "IV" and _COUNTED.search(sentence, 0, use.start))
    )


_IN_A_CODE = re.compile(r"-?\d|-[A-Z]")
"""What makes of a short form the beginning of another name: "ALT-803"."""


_COUNTED = re.compile(
    r"(?:stages?|class|grades?|phases?|types?|levels?|factor|arms?|parts?|groups?|cohorts?|"
    r"\bI+|\bto|\bor|\band|[/–-]) ?$",
    re.I,
)
"""What makes the letters IV the number four: "NYHA class III or IV"."""


def _as_listed(found: str) -> str:
    """List a word as it stands in the text, without the capital of a sentence's first word."""
    return found if any(letter.isupper() for letter in found[1:]) else found.lower()
