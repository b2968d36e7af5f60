"""Run all checks over all sentences of a page."""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from plainstudy.record.record import StudyRecord
from plainstudy.writing.text import SECTIONS, Sentence, StudyText

from . import (
    arms,
    criteria,
    design,
    effects,
    form,
    general_use,
    joining,
    moments,
    negation,
    numbers,
    page,
    people,
    results,
    sources,
    status,
    words,
)
from .evidence import Evidence, Passage
from .finding import Finding
from .form import Fault
from .reading import Reading, read

_CLAIMS = (status, design, people, arms, results)


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


@lru_cache(maxsize=60_000)
def _claims_of(text: str) -> tuple[int, ...]:
    """Return which of the checks of claims a sentence calls for."""
    reading = read(text)
    return tuple(
        number
        for number, module in enumerate(_CLAIMS)
        if not module.TRIGGERS.isdisjoint(reading.words)
        and any(reading.find(pattern) for pattern in module.SPEAKS)
    )


@lru_cache(maxsize=60_000)
def _speaks_of_effects(text: str) -> bool:
    reading = read(text)
    return not effects.TRIGGERS.isdisjoint(reading.words) and any(
        reading.find(pattern) for pattern in effects.SPEAKS
    )


def _of_sentence(sentence: Sentence, section: str, evidence: Evidence) -> Iterator[Finding]:
    reading = read(sentence.text)
    for kind, what, fragment in _faults(reading, sentence.sources, section, evidence):
        yield Finding(kind=kind, section=section, sentence=sentence.text, what=what, fragment=fragment)


_ELIGIBILITY = "protocolSection.eligibilityModule"
_FIELDS = tuple(
    f"{_ELIGIBILITY}.{name}"
    for name in ("minimumAge", "maximumAge", "sex", "healthyVolunteers", "stdAges", "studyPopulation")
)


def _narrowed(cited: tuple[str, ...], section: str) -> tuple[str, ...]:
    """Leave the long criteria out where a part that is not about joining cites their whole module."""
    if _ELIGIBILITY not in cited or section == "who_can_join":
        return cited
    return (*(source for source in cited if source != _ELIGIBILITY), *_FIELDS)


def _faults(reading: Reading, cited: tuple[str, ...], section: str, evidence: Evidence) -> Iterator[Fault]:
    yield from sources.check(reading, cited, evidence)
    passage = evidence.passage(_narrowed(cited, section))
    general, is_general = sources.general_text(reading, cited)
    if general:
        yield from general_use.check(cited, evidence)
        if not is_general and all(source.startswith("general:") for source in cited):
            yield "general", "the sentence is not the general text that it cites", reading.text
    if not is_general:
        yield from (fault for fault in reading.faults if not _is_of_a_name(fault, reading, passage))
        yield from words.check(reading, passage, evidence, general)
        yield from numbers.check(reading, passage, evidence, cited, general)
        if reading.dates:
            yield from moments.check(reading, passage, evidence, cited, general)
        if _speaks_of_effects(reading.text):
            yield from effects.check(reading, passage, evidence, cited, section)
        if section != "criteria" and not joining.TRIGGERS.isdisjoint(reading.words):
            yield from joining.check(reading, evidence, cited)
        yield from negation.check(reading, passage, evidence, cited, section)
    for number in _claims_of(reading.text):
        yield from _CLAIMS[number].check(reading, passage, evidence, cited, section)
    if section != "headline" and form.lacks_stop(reading.text):
        yield "form", "the sentence has no end", reading.text[-20:]
    if form.too_long(reading.text):
        yield "form", f"more than {form.MAX_WORDS} words", reading.text


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


def _of_point(sentence: Sentence, evidence: Evidence, *, can: bool) -> Iterator[Finding]:
    reading = read(sentence.text)
    for kind, what, fragment in _point_faults(reading, sentence.sources, evidence, can=can):
        yield Finding(kind=kind, section="criteria", sentence=sentence.text, what=what, fragment=fragment)


_FINE_IN_POINTS = frozenset(("an exclamation or shouting", "broken or doubled signs or words"))
"""A point keeps the registrant's own signs."""


def _point_faults(
    reading: Reading, cited: tuple[str, ...], evidence: Evidence, *, can: bool
) -> Iterator[Fault]:
    yield from sources.check(reading, cited, evidence)
    yield from (fault for fault in reading.faults if fault[0] == "form" and fault[1] not in _FINE_IN_POINTS)
    yield from criteria.check(reading, evidence, can=can)
    passage = evidence.passage(cited)
    if reading.line in passage.line:
        return
    yield from words.check(reading, passage, evidence, "", is_point=True)
    yield from numbers.check(reading, passage, evidence, cited, "")
    yield from moments.check(reading, passage, evidence, cited, "")
    yield from negation.against_source(reading, passage, ratio=0.6, strict=False)
