"""Run all checks over all sentences of a page."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

import msgspec

from plainstudy.record.record import StudyRecord
from plainstudy.writing.text import SECTIONS, Sentence, StudyText

from . import (
    arms,
    comparing,
    conditions,
    criteria,
    design,
    effects,
    form,
    general_use,
    joined,
    joining,
    moments,
    negation,
    numbers,
    page,
    people,
    results,
    status,
    universal,
    words,
)
from .evidence import Evidence
from .finding import Finding
from .form import Fault
from .passage import Passage
from .reading import Reading, read
from .sieve import among, bits_of
from .sources import Cited, cited
from .sources import check as check_sources

_CLAIMS: tuple[tuple[Any, int], ...] = tuple(
    (module, bits_of(module.SPEAKS))
    for module in (status, design, people, universal, conditions, arms, joined, comparing, results)
)
_EFFECTS = bits_of(effects.SPEAKS)
_Claim = Callable[[Reading, Passage, Evidence, tuple[str, ...], str], Iterator[Fault]]


def verify(
    text: StudyText, record: StudyRecord, *, facts: object = None, today: dt.date
) -> tuple[Finding, ...]:
    """Return all that is wrong with a text, in reading order; nothing means that it may be published.

    ``today`` is the registry's day. ``facts`` is accepted and not looked at: the record alone decides, so
    that a mistake in the facts cannot hide itself.
    """
    evidence = Evidence(record, today=today)
    return tuple(_findings(text, evidence))


def _findings(text: StudyText, evidence: Evidence) -> Iterator[Finding]:
    yield from _of_sentence(text.headline, "headline", evidence)
    for section in SECTIONS:
        for sentence in getattr(text, section):
            yield from _of_sentence(sentence, section, evidence)
    points = text.criteria
    for sentence in points.can:
        yield from _of_point(sentence, evidence, can=True)
    for sentence in points.cannot:
        yield from _of_point(sentence, evidence, can=False)
    if points.note is not None:
        yield from _of_sentence(points.note, "who_can_join", evidence)
    yield from page.check(text, evidence)


class _Asked(msgspec.Struct, frozen=True, gc=False):
    """All that is known of a sentence without its record: what it calls for."""

    reading: Reading
    claims: tuple[_Claim, ...]
    """The checks of claims that look at it."""
    speaks_of_effects: bool
    may_let_in: bool
    """It may tell who can join."""
    faults: tuple[Fault, ...]
    """What is wrong with its form and style."""
    counts: bool
    """It has numbers or shares that need a source."""
    lacks_stop: bool
    is_too_long: bool


@lru_cache(maxsize=60_000)
def _asked(text: str) -> _Asked:
    reading = read(text)
    counts = numbers.asked(text)
    return _Asked(
        reading=reading,
        claims=tuple(
            [
                module.check
                for module, bits in _CLAIMS
                if reading.may & bits
                and not module.TRIGGERS.isdisjoint(reading.words)
                and any(map(reading.find, among(reading.may, bits)))
            ]
        ),
        speaks_of_effects=reading.may & _EFFECTS != 0
        and not effects.TRIGGERS.isdisjoint(reading.words)
        and any(map(reading.find, among(reading.may, _EFFECTS))),
        may_let_in=not joining.TRIGGERS.isdisjoint(reading.words),
        faults=(*reading.faults_of_form, *reading.faults_of_style()),
        counts=bool(counts.items or counts.shares),
        lacks_stop=form.lacks_stop(text),
        is_too_long=form.too_long(text),
    )


def _of_sentence(sentence: Sentence, section: str, evidence: Evidence) -> Iterable[Finding]:
    found = _faults(_asked(sentence.text), cited(sentence.sources), section, evidence)
    return [_finding(fault, sentence, section) for fault in found] if found else ()


def _finding(fault: Fault, sentence: Sentence, section: str) -> Finding:
    kind, what, fragment = fault
    return Finding(kind=kind, section=section, sentence=sentence.text, what=what, fragment=fragment)


def _faults(asked: _Asked, given: Cited, section: str, evidence: Evidence) -> list[Fault]:
    reading, sources = asked.reading, given.sources
    found = [*check_sources(reading, given, evidence)]
    passage = evidence.passage(given.paths if section == "who_can_join" else given.narrow)
    is_general = reading.line in given.wordings
    if given.general:
        found += general_use.check(sources, evidence)
        if not is_general and not given.paths:
            found.append(("general", "the sentence is not the general text that it cites", reading.text))
    if not is_general:
        found += _of_words(asked, given, passage, section, evidence)
    for check in asked.claims:
        found += check(reading, passage, evidence, sources, section)
    if asked.lacks_stop and section != "headline":
        found.append(("form", "the sentence has no end", reading.text[-20:]))
    if asked.is_too_long:
        found.append(("form", f"more than {form.MAX_WORDS} words", reading.text))
    return found


def _of_words(
    asked: _Asked, given: Cited, passage: Passage, section: str, evidence: Evidence
) -> Iterator[Fault]:
    """Yield what is wrong with the words of a sentence that is no general text of ours."""
    reading, general, sources = asked.reading, given.general, given.sources
    if asked.faults:
        yield from [fault for fault in asked.faults if not _is_of_a_name(fault, reading, passage)]
    yield from words.check(reading, passage, evidence, general)
    if asked.counts:
        yield from numbers.check(reading, passage, evidence, sources, general)
    if reading.dates:
        yield from moments.check(reading, passage, evidence, sources, general)
    if asked.speaks_of_effects:
        yield from effects.check(reading, passage, evidence, sources, section)
    if asked.may_let_in:
        yield from joining.check(reading, evidence, sources)
    yield from negation.check(reading, passage)


def _is_of_a_name(fault: Fault, reading: Reading, passage: Passage) -> bool:
    """True for praise that is part of a registered name: "French Innovative Leukemia Organisation"."""
    kind, _what, fragment = fault
    last = fragment.rpartition(" ")[2]
    return (
        kind == "style"
        and last[:1].isupper()
        and f" {last.lower()}" in passage.line
        and last.lower() in " ".join(reading.names)
    )


def _of_point(sentence: Sentence, evidence: Evidence, *, can: bool) -> list[Finding]:
    found = _point_faults(read(sentence.text), cited(sentence.sources), evidence, can=can)
    return [_finding(fault, sentence, "criteria") for fault in found]


_FINE_IN_POINTS = frozenset(("an exclamation or shouting", "broken or doubled signs or words"))
"""A point keeps the registrant's own signs."""


def _point_faults(reading: Reading, given: Cited, evidence: Evidence, *, can: bool) -> Iterator[Fault]:
    yield from check_sources(reading, given, evidence)
    if reading.faults_of_form:
        yield from [fault for fault in reading.faults_of_form if fault[1] not in _FINE_IN_POINTS]
    yield from criteria.check(reading, evidence, can=can)
    passage = evidence.passage(given.paths)
    if passage.holds(reading.line):
        return
    yield from words.check(reading, passage, evidence, "", is_point=True)
    yield from numbers.check(reading, passage, evidence, given.sources, "")
    yield from moments.check(reading, passage, evidence, given.sources, "")
    yield from negation.against_source(reading, passage, ratio=0.6, strict=False)
