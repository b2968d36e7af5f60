"""What a page as a whole must have: sections, a hedge, the side of safety, readable prose, true dates."""

import re
from collections.abc import Iterator
from functools import lru_cache

from plainstudy.plain.reading import grade
from plainstudy.record.partial_date import PartialDate
from plainstudy.record.study import DateStruct
from plainstudy.writing.text import SECTIONS, KeyDate, Sentence, StudyText

from .evidence import Evidence
from .finding import Finding
from .form import MAX_HEADLINE

MAX_GRADE = 12.0
"""Names of drugs and illnesses included; the aim is far lower, this stops a page that nobody can read."""

_HEDGES = re.compile(
    r"\b(?:if|could|may|might|would|cannot|not|whether|nothing|"
    r"unknown|unlikely|alone|early|often|question|only|help show|"
    r"looks for|looks at|looks first|no|patterns|learn|way to)\b",
    re.I,
)
_SAFETY = re.compile(
    r"\b(?:may|can|could|might|not|risks?|harms?|side effects?|"
    r"nobody|possible|unknown|wrong|hard|without|too few|problems?|"
    r"serious|needs?|always|reactions?)\b",
    re.I,
)
_TITLES = frozenset(
    [
        "active substance",
        "active substances",
        "substance",
        "device",
        "devices",
        "procedure",
        "procedures",
        "behavior",
        "behaviour",
        "behaviors",
        "behaviours",
        "test",
        "tests",
        "what is collected",
        "what is tested",
        "what is studied",
        "what is looked at",
        "what is compared",
        "radiation",
        "vaccine",
        "vaccines",
        "diet",
        "food",
        "foods",
        "supplement",
        "supplements",
        "treatment",
        "treatments",
        "program",
        "programme",
        "method",
        "care",
        "app",
        "exercise",
        "surgery",
        "operation",
        "combination",
        "what is offered",
        "what it is about",
        "what is watched",
        "genetic treatment",
        "genetic test or treatment",
        "gene treatment",
        "digital program",
        "software",
        "what is measured",
        "what is given",
        "what the record lists",
        "what the study uses",
        "what was planned",
        "what was tested",
        "cells",
        "therapy",
    ]
)
_SECTIONS = ("status", "summary", "substance", "could_lead_to", "could_go_wrong", "who_can_join")


def check(text: StudyText, evidence: Evidence) -> Iterator[Finding]:
    """Yield what the page lacks as a whole."""
    for name in _SECTIONS:
        if not getattr(text, name):
            yield _finding("section", name, "the section is missing")
    if not text.substance_title.strip():
        yield _finding("section", "substance", "the title of the section is missing")
    elif text.substance_title.lower() not in _TITLES:
        yield _finding("section", "substance", "not a title that we know", text.substance_title)
    yield from _title_fits(text, evidence)
    if len(text.headline.text) > MAX_HEADLINE:
        yield _finding("form", "headline", f"longer than {MAX_HEADLINE} characters", text.headline.text)
    if text.could_lead_to and not any(_HEDGES.search(sentence.text) for sentence in text.could_lead_to):
        yield _finding(
            "effect", "could_lead_to", "nothing says that this is not certain", text.could_lead_to[0].text
        )
    if text.could_go_wrong and not any(_SAFETY.search(sentence.text) for sentence in text.could_go_wrong):
        yield _finding(
            "harm", "could_go_wrong", "nothing is said of what could go wrong", text.could_go_wrong[0].text
        )
    yield from _repeats(text)
    yield from _points(text, evidence)
    for day in text.key_dates:
        yield from _key_date(day, evidence)
    yield from _readable(text)


def _finding(kind: str, section: str, what: str, fragment: str = "") -> Finding:
    return Finding(kind=kind, section=section, sentence="", what=what, fragment=fragment)


_TITLE_TYPES = {
    "device": {"DEVICE", "COMBINATION_PRODUCT"},
    "procedure": {"PROCEDURE", "RADIATION", "OTHER", "DEVICE", "DIAGNOSTIC_TEST"},
    "active substance": {
        "DRUG",
        "BIOLOGICAL",
        "COMBINATION_PRODUCT",
        "DIETARY_SUPPLEMENT",
        "GENETIC",
        "RADIATION",
        "OTHER",
        "PROCEDURE",
        "DEVICE",
        "DIAGNOSTIC_TEST",
    },
}


def _title_fits(text: StudyText, evidence: Evidence) -> Iterator[Finding]:
    types = {item.type for item in evidence.arms.interventions}
    allowed = _TITLE_TYPES.get(text.substance_title.lower())
    if allowed is not None and types and not types & allowed:
        yield _finding("word", "substance", "nothing of that kind is registered", text.substance_title)


def _repeats(text: StudyText) -> Iterator[Finding]:
    for name in SECTIONS:
        seen: set[str] = set()
        sentences: tuple[Sentence, ...] = getattr(text, name)
        for sentence in sentences:
            if sentence.text in seen:
                yield Finding(kind="form", section=name, sentence=sentence.text, what="said twice")
            seen.add(sentence.text)


_OF_POINTS = re.compile(r"\b(\d+) of (\d+) points\b")


def _points(text: StudyText, evidence: Evidence) -> Iterator[Finding]:
    """ "These are 7 of 15 points": as many stand on the page, and no more than the criteria have lines."""
    for sentence in (*text.who_can_join, *filter(None, (text.criteria.note,))):
        if " points" in sentence.text and (found := _OF_POINTS.search(sentence.text)):
            shown = len(text.criteria.can) + len(text.criteria.cannot)
            criteria = evidence.protocol.eligibility_module.eligibility_criteria or ""
            if (
                int(found[1]) != shown
                or not shown <= int(found[2])
                or not _has_lines(criteria, int(found[2]))
            ):
                yield Finding(
                    kind="number",
                    section="who_can_join",
                    sentence=sentence.text,
                    what="not the number of points",
                    fragment=found.group(),
                )


def _has_lines(criteria: str, number: int) -> bool:
    """True where the criteria can be cut into so many points; most are long enough at a glance."""
    at_least = criteria.count(";") + criteria.count(", ") + criteria.count(". ")
    at_least += len([line for line in criteria.split("\n") if line])
    return number <= at_least or number <= len(_LINE_END.findall(criteria)) + 1


_LINE_END = re.compile(r"\n+|\.\s|;|,\s")
_LABELS = (
    (re.compile(r"start|began|open", re.I), "start"),
    (
        re.compile(r"main (?:measure|result|data)|primary|last (?:measure|data)|result", re.I),
        "rimaryCompletion",
    ),
    (re.compile(r"\bend|complet|finish|over", re.I), "ompletion"),
    (re.compile(r"confirm|verif", re.I), "statusVerified"),
    (re.compile(r"regist|first", re.I), "studyFirst"),
    (re.compile(r"update|changed", re.I), "lastUpdate"),
)


def _key_date(day: KeyDate, evidence: Evidence) -> Iterator[Finding]:
    node = evidence.node(day.source)
    date, kind = (node.date, node.type) if isinstance(node, DateStruct) else (node, None)
    if isinstance(node, PartialDate):
        parent = evidence.node(day.source.rpartition(".")[0])
        kind = parent.type if isinstance(parent, DateStruct) else None
    if not isinstance(date, PartialDate) or str(date) != day.date:
        yield Finding(
            kind="date",
            section="key_dates",
            sentence=day.label,
            what="the record has another date there",
            fragment=day.date,
        )
        return
    if kind is not None and day.actual is not (kind == "ACTUAL"):
        yield Finding(
            kind="plan",
            section="key_dates",
            sentence=day.label,
            what="a plan and what happened are mixed up",
            fragment=day.date,
        )
    if kind is None and day.actual is False:
        yield Finding(
            kind="plan",
            section="key_dates",
            sentence=day.label,
            what="the record does not say that it is a plan",
            fragment=day.date,
        )
    if not _label_fits(day.label, day.source):
        yield Finding(
            kind="date",
            section="key_dates",
            sentence=day.label,
            what="the label is not that of this date",
            fragment=day.source,
        )


@lru_cache(maxsize=2_000)
def _label_fits(label: str, source: str) -> bool:
    if "result" in source.lower() and "result" in label.lower():
        return True
    return next((part in source for pattern, part in _LABELS if pattern.search(label)), True)


def _readable(text: StudyText) -> Iterator[Finding]:
    measured = [
        (sentence.text, *_measured(sentence.text))
        for sentence in (*text.summary, *text.substance, *text.could_lead_to, *text.could_go_wrong)
        if "“" not in sentence.text
    ]
    count = sum([words for _text, words, _stops, _vowels in measured])
    stops = sum([stops for _text, _words, stops, _vowels in measured])
    vowels = sum([vowels for _text, _words, _stops, vowels in measured])
    # A grade that the exact one hardly exceeds, quickly: vowel groups for syllables.
    if not count or 0.39 * count / max(1, stops) + 11.8 * vowels / count - 15.59 <= MAX_GRADE:
        return
    prose = " ".join(text for text, _words, _stops, _vowels in measured)
    if len(prose) > 200 and (level := grade(prose)) > MAX_GRADE:
        yield _finding("form", "summary", f"reads like school year {level:.0f}, too hard", "")


_VOWELS = re.compile(r"[aeiouyAEIOUY]+")


@lru_cache(maxsize=60_000)
def _measured(text: str) -> tuple[int, int, int]:
    """Count the words, stops and groups of vowels of a sentence."""
    stops = f"{text} ".count(". ") + f"{text} ".count("? ")
    return text.count(" ") + 1, stops, len(_VOWELS.findall(text))
