"""Dates: in the cited sources, with the meaning they have there, and a plan or not as there."""

import re
from collections.abc import Iterator

from plainstudy.record.partial_date import PartialDate
from plainstudy.record.study import DateStruct, StatusModule

from .days import Day, dates
from .evidence import Evidence
from .form import Fault
from .passage import Passage
from .quantity import Quantity
from .reading import Reading
from .sieve import sieved
from .units import TIME

_APPROXIMATE = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|some|over|more than|under|less than|just)\s*$"
)


def check(
    reading: Reading, passage: Passage, evidence: Evidence, sources: tuple[str, ...], general: str
) -> Iterator[Fault]:
    """Yield each date without support."""
    for day in reading.dates:
        if not (general and day.text in general):
            yield from _check_date(day, reading, passage, evidence, sources)


def _cited_days(
    evidence: Evidence, sources: tuple[str, ...]
) -> Iterator[tuple[str, PartialDate, str | None]]:
    """Yield each cited date with its path and whether it is ACTUAL or ESTIMATED."""
    for path, node in evidence.nodes(sources):
        if isinstance(node, PartialDate):
            parent = evidence.node(path.rpartition(".")[0])
            yield path, node, parent.type if isinstance(parent, DateStruct) else "ACTUAL"
        elif isinstance(node, DateStruct) and node.date is not None:
            yield path, node.date, node.type
        elif isinstance(node, StatusModule):
            for name in ("start_date_struct", "primary_completion_date_struct", "completion_date_struct"):
                part: DateStruct = getattr(node, name)
                if part.date is not None:
                    yield f"{path}.{name}", part.date, part.type
            if node.status_verified_date is not None:
                yield f"{path}.statusVerifiedDate", node.status_verified_date, "ACTUAL"


_ROLES = (
    (
        "start",
        re.compile(
            r"\b(?:start(?:s|ed|ing)?|began|begins?|begun|open(?:s|"
            r"ed)?|first (?:person|people|patient)|set out)\b"
        ),
        ("start", "firstSubmit", "firstPost"),
    ),
    (
        "end",
        re.compile(
            r"\b(?:end(?:s|ed|ing)?|finish\w*|complet\w+|clos(?:es|"
            r"ed)|over\b|until|stop(?:s|ped)?|last(?:s|ed) until|"
            r"results? (?:are )?(?:due|expected))\b"
        ),
        ("ompletion",),
    ),
    ("confirmed", re.compile(r"\b(?:confirm\w*|verif\w+|checked)\b"), ("statusVerified", "lastUpdate")),
    ("posted", re.compile(r"\b(?:posted|registered|published)\b"), ("Post", "Submit")),
)
_PLANNED = re.compile(
    r"\b(?:plan\w*|expect\w*|due|is to|are to|will|would|should|"
    r"hopes?|aims?|estimated|scheduled|may(?! \d)|until|was to|were to|"
    r"runs? until|goes on until|opens|starts|begins|ends|finishes)\b"
)
_HAPPENED = re.compile(
    r"\b(?:started|began|begun|ended|finished|completed|opened|"
    r"closed|stopped|confirmed|posted|joined|took|has been|was|"
    r"were|ran|lasted)\b"
)


_FIELDS_OF_DATES = ("statusModule", "DateStruct", "Date", "Date.date", "Struct.date")


def _check_date(
    day: Day, reading: Reading, passage: Passage, evidence: Evidence, sources: tuple[str, ...]
) -> Iterator[Fault]:
    cited = list(_cited_days(evidence, sources))
    matching = [(path, kind) for path, date, kind in cited if _same_day(day, date)]
    if not matching:
        in_words = evidence.passage(tuple(path for path in sources if not path.endswith(_FIELDS_OF_DATES)))
        if not any(_same_text_day(day, other) for other in dates(in_words.raw)):
            yield "date", "the cited sources do not give this date", day.text
        return
    near = _near(reading.low, day)
    roles = [(name, ends) for name, pattern, ends in _ROLES if pattern.search(near)]
    if roles and not any(
        _means(path, part, near, evidence) for _n, ends in roles for part in ends for path, _k in matching
    ):
        yield "date", f"this date is not when it {roles[0][0]}s: the sources give another meaning", day.text
    kinds = {kind for _path, kind in matching}
    planned, happened = bool(_PLANNED.search(near)), bool(_HAPPENED.search(near))
    if kinds == {"ESTIMATED"} and happened and not planned:
        yield "plan", "the date is a plan and is told as what happened", day.text
    if kinds == {"ACTUAL"} and planned and not happened:
        yield "plan", "the date has happened and is told as a plan", day.text


def _means(path: str, part: str, near: str, evidence: Evidence) -> bool:
    """True where a date's path fits the meaning; the day of the main measure is not the end of the study."""
    if (
        part == "ompletion"
        and "rimary" in path
        and not re.search(r"\b(?:main|first|primary|measure|data)\b", near)
    ):
        whole = evidence.protocol.status_module
        return whole.completion_date_struct.date in {None, whole.primary_completion_date_struct.date}
    return part in path


_PART_END = re.compile(r"[;,.:]| and | but ")


def _near(low: str, day: Day) -> str:
    """Give the part of the sentence in which the date stands."""
    start = 0
    for found in _PART_END.finditer(low):
        if found.end() <= day.start:
            if len(low[found.end() : day.start].split()) >= 2:
                start = found.end()
        elif found.start() >= day.end:
            return low[start : found.start()]
    return low[start:]


def _same_day(day: Day, date: PartialDate) -> bool:
    """A text may be less exact than the record, never more."""
    return (
        (day.year in {0, date.year})
        and (day.month in {0, date.month})
        and (day.day in {0, date.day})
        and (day.year != 0 or day.month == 0)
    )


def _same_text_day(day: Day, other: Day) -> bool:
    return day.year in {0, other.year} and day.month in {0, other.month} and day.day in {0, other.day}


def _months(start: PartialDate, end: PartialDate) -> tuple[float, float]:
    """Return the least and the most months between two dates, as vague as they are."""
    least = (end.earliest() - start.latest()).days / 30.44
    most = (end.latest() - start.earliest()).days / 30.44
    return least, most


_LASTS = sieved(
    r"\b(?:ran|run|runs|lasts?|lasted|took|takes|ago|since|after "
    r"it (?:began|started)|long|later|in all|open for|went on|"
    r"goes on)\b"
)


def lies_between(item: Quantity, reading: Reading, evidence: Evidence, sources: tuple[str, ...]) -> bool:
    """True when a time lies between two cited dates, or between one and the registry's day ("ago")."""
    if not reading.find_low(_LASTS):
        return False
    days = [date for _path, date, _kind in _cited_days(evidence, sources)]
    months = item.value * TIME[item.unit] / TIME["month"]
    vague = bool(_APPROXIMATE.search(reading.low[: item.start])) or reading.low[item.start :].startswith(
        ("about", "nearly")
    )
    slack = (3.5 if item.unit == "year" and vague else 1.0) if months > 1.5 else 0.3
    if " ago" in reading.low or " since" in reading.low:
        today = evidence.today
        days.append(PartialDate(today.year, today.month, today.day))
    pairs = [(one, two) for one in days for two in days if one.earliest() < two.earliest()]
    return any(
        least - slack <= months <= most + slack for one, two in pairs for least, most in [_months(one, two)]
    )
