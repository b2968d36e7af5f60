"""Whether a text may be published: the one place that the writing stage asks."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from plainstudy.record.record import StudyRecord, encode_record

from . import needs
from .facts import Facts
from .finding import Finding
from .general import GENERAL
from .readability import measured
from .rules import sentences_of
from .text import SECTIONS, Sentence, StudyText
from .verify import Finding as Claim
from .verify import verify

LONGEST = 26
REQUIRED = SECTIONS
_MARKUP = re.compile(r"[<>\\`*#|]|\*\*|__|&[a-z]+;|\x1f|\[\[|\{\{|\}\}")
_HYPE = re.compile(
    r"\b(?:breakthrough|miracle|revolutionary|game-?chang\w+|cutting-edge|promising|groundbreaking|"
    r"amazing|exciting|cure-all|"
    r"wonder drug|state-of-the-art|best-in-class|world-?class|life-changing|guarantee\w*|proven to)\b",
    re.I,
)
_OF_HYPE = tuple(piece.strip("|") for piece in needs.of(_HYPE.pattern, _HYPE.flags) or ("",))
"""Pieces of which one stands in all hype."""
_ANY_MARK = re.compile(r"[<>\\`*#|_&\x1f\[{}]")
"""A sign without which there is no markup."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTED = re.compile(r"“[^”]*”")


def check(text: StudyText, facts: Facts, record: StudyRecord) -> tuple[Finding, ...]:
    """Give all that keeps this text from being published; empty when nothing does.

    Form first, by ``structural``; then ``verify`` holds every claim against the record itself.
    """
    found = structural(text, facts, record)
    day = dt.date.fromisoformat(facts.today.date)
    said = verify(text, record, today=day)
    claims = (
        Finding(kind=item.kind, part=item.section, sentence=item.sentence, detail=_told(item))
        for item in said
    )
    return (*found, *claims)


def _told(found: Claim) -> str:
    """Say what is wrong, and where it is not the whole sentence, with which piece: editors mend that."""
    piece = found.fragment if found.fragment != found.sentence else ""
    return f"{found.what}: “{piece}”" if piece else found.what


def structural(text: StudyText, facts: Facts, record: StudyRecord) -> tuple[Finding, ...]:
    """Check form: sources, length, markup, hype, sections, and that each number stands in the record."""
    found = [Finding(kind="missing section", part=name) for name in REQUIRED if not getattr(text, name)]
    if len(text.headline.text) > 110:
        found.append(Finding(kind="too long", part="headline", sentence=text.headline.text))
    known = _numbers_of(facts, record)
    for part, sentence in sentences_of(text):
        found += _of_sentence(part, sentence, known)
    return tuple(found)


def _of_sentence(part: str, sentence: Sentence, known: "_Known") -> list[Finding]:
    text = sentence.text
    found = []
    if not sentence.sources:
        found.append(Finding(kind="no source", part=part, sentence=text))
    found += [
        Finding(kind="path", part=part, sentence=text, detail=source)
        for source in _unknown_texts(sentence.sources)
    ]
    faults, numbers = _seen_in(text)
    found += [
        Finding(kind=kind, part=part, sentence=text, detail=detail)
        for kind, detail in faults
        if part != "criteria" or kind != "markup"
    ]
    found += [
        Finding(kind="number", part=part, sentence=text, detail=number)
        for number in numbers
        if not known.has(number)
    ]
    return found


@lru_cache(maxsize=20_000)
def _unknown_texts(sources: tuple[str, ...]) -> tuple[str, ...]:
    """Give the general texts that are cited and do not exist."""
    return tuple(source for source in sources if source.startswith("general:") and source[8:] not in GENERAL)


@lru_cache(maxsize=50_000)
def _seen_in(text: str) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Give what is wrong with a sentence's form, and its numbers."""
    return _faults_of_form(text), tuple(_NUMBER.findall(text))


def _faults_of_form(text: str) -> tuple[tuple[str, str], ...]:
    """Give what is wrong with a sentence whatever the record says; quoted words are the registry's."""
    found = []
    if measured(text)[3] > LONGEST:
        found.append(("too long", ""))
    own = _QUOTED.sub("", text) if "“" in text else text
    if _ANY_MARK.search(own) and (match := _MARKUP.search(own)):
        found.append(("markup", match.group()))
    low = own.casefold()
    if any(piece in low for piece in _OF_HYPE) and (match := _HYPE.search(own)):
        found.append(("hype", match.group()))
    return tuple(found)


class _Known:
    """The numbers that a text may name: those of the record, and counts of what it lists."""

    __slots__ = ("_documents", "_known", "_record")

    def __init__(self, record: StudyRecord, counted: frozenset[str]) -> None:
        """``counted`` are counts of what the record lists."""
        self._record = record
        self._documents: list[bytes] = []
        self._known = dict.fromkeys(counted, True)

    def has(self, number: str) -> bool:
        if number not in self._known:
            plain = number.replace(",", "")
            self._known[number] = self._known.get(plain, False) or any(
                plain.encode() in document or number.encode() in document for document in self._written()
            )
        return self._known[number]

    def _written(self) -> Iterator[bytes]:
        """Give the record's text, first without its results: they are long, and most numbers stand before."""
        if not self._documents:
            shorter = msgspec.structs.replace(self._record, results_section=None)
            self._documents.append(encode_record(shorter))
        yield self._documents[0]
        if self._record.results_section is not None:
            if len(self._documents) == 1:
                self._documents.append(encode_record(self._record))
            yield self._documents[1]


def _numbers_of(facts: Facts, record: StudyRecord) -> _Known:
    counts = [
        facts.arm_count,
        len(facts.countries),
        facts.papers,
        *range(1, len(facts.topics) + 1),
        *range(1, len(facts.treatments) + 1),
        *range(1, len(facts.points.inclusion) + len(facts.points.exclusion) + 1),
        *range(1, 5),  # the phases
    ]
    return _Known(record, frozenset(map(str, counts)))
