"""What a model may not do even where each of its words is borne out by the record. Pure.

A small real model taught us these: it fills sections with questions, says of the record what the record
does not hold, repeats our own labels, and says one thing everywhere. The rules' own words are exempt.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from plainstudy.writing.text import Sentence
from plainstudy.writing.verify import Finding

from .material import Line

_OF_THE_RECORD = re.compile(
    r"\b(?:records?|registry|registries|registered|facts?|sources?|page|text)\b", re.I
)
_FEWEST = 3
_HEADLINE = "headline"


def stricter(parts: Mapping[str, Sequence[Sentence]], lines: Sequence[Line]) -> Iterator[Finding]:
    """Yield what is wrong with a model's sections beyond what the record can tell."""
    offered = {line.says for line in lines}
    labels = {line.about.lower() for line in lines}
    seen: set[str] = set()
    for section, sentences in parts.items():
        for sentence in sentences:
            if sentence.text in offered:
                continue
            for what in _faults(sentence.text, section, labels):
                yield _finding(section, sentence.text, what)
            if sentence.text in seen:
                yield _finding(section, sentence.text, "this was said before")
            seen.add(sentence.text)
    summary = parts.get("summary", ())
    statements = sum("summary" in line.sections and line.about == "a true statement" for line in lines)
    if summary and len(summary) < min(_FEWEST, statements):
        yield _finding("summary", "", f"fewer than {_FEWEST} sentences")


def _faults(text: str, section: str, labels: set[str]) -> Iterator[str]:
    if section != _HEADLINE and "?" in text:
        yield "a question tells a reader nothing; say what the facts say"
    if _OF_THE_RECORD.search(text):
        yield "what the record says or lacks may only be told in the very words of a fact"
    if any(label in text.lower() for label in labels):
        yield "these are words of the instructions"


def _finding(section: str, sentence: str, what: str) -> Finding:
    return Finding(kind="model", section=section, sentence=sentence, what=what)
