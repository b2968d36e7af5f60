"""A small line of time with the study's key dates on it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from plainstudy.plain.wording import date_words
from plainstudy.record.partial_date import PartialDate
from plainstudy.writing.text import KeyDate

WIDTH = 340
_LEFT, _RIGHT = 14, 326
_NEAR = 20
_LIFT = 21
_OF_THE_RECORD = ("studyFirstPostDateStruct", "lastUpdatePostDateStruct")


@dataclass(frozen=True, slots=True)
class DateShown:
    """One date: its place on the line and its words in the list below."""

    number: int
    x: int
    row: int
    """0 on the line; 1, 2 … lifted above one another where dates stand too close."""
    label: str
    words: str
    note: str
    """"planned", "as it happened", or that a plan has passed; empty where the record does not say."""
    is_actual: bool
    source: str
    y: int


@dataclass(frozen=True, slots=True)
class TimelinePicture:
    """The line of time; ``today_x`` is None where today lies outside it."""

    dates: tuple[DateShown, ...]
    today_x: int | None
    done_x: int
    first_year: str
    last_year: str
    description: str
    base: int
    """How far down the line lies: further, the more dates stand above one another."""
    width: int = WIDTH

    @property
    def height(self) -> int:
        return self.base + 30


def present_timeline(dates: Sequence[KeyDate], *, today: dt.date) -> TimelinePicture | None:
    """Draw the dates in their order in time; None where there is none.

    When the record itself was posted is no date of the study: the identity line has those days.
    """
    of_study = (date for date in dates if not any(name in date.source for name in _OF_THE_RECORD))
    parsed = sorted(
        ((PartialDate.parse(date.date), date) for date in of_study), key=lambda pair: pair[0].earliest()
    )
    if not parsed:
        return None
    first, last = parsed[0][0].earliest(), parsed[-1][0].earliest()
    span = max((last - first).days, 1)

    def x_of(day: dt.date) -> int:
        return round(_LEFT + (_RIGHT - _LEFT) * min(max((day - first).days / span, 0), 1))

    xs = [x_of(when.earliest()) if len(parsed) > 1 else (_LEFT + _RIGHT) // 2 for when, _ in parsed]
    rows = _rows(xs)
    base = 22 + _LIFT * max(rows)
    shown = [
        _shown(number, x, row, base - _LIFT * row, when, date, today)
        for number, (x, row, (when, date)) in enumerate(zip(xs, rows, parsed, strict=True), start=1)
    ]
    inside = first <= today <= last
    return TimelinePicture(
        base=base,
        dates=tuple(shown),
        today_x=x_of(today) if inside else None,
        done_x=x_of(today) if today >= first else _LEFT,
        first_year=str(first.year),
        last_year=str(last.year) if last.year != first.year else "",
        description="; ".join(f"{d.label}: {d.words}{f' ({d.note})' if d.note else ''}" for d in shown),
    )


def _rows(xs: Sequence[int]) -> list[int]:
    """Lift each date that would cover the one before it."""
    rows: list[int] = []
    for index, x in enumerate(xs):
        is_near = index > 0 and x - xs[index - 1] < _NEAR
        rows.append(rows[-1] + 1 if is_near else 0)
    return rows


def _shown(
    number: int, x: int, row: int, y: int, when: PartialDate, date: KeyDate, today: dt.date
) -> DateShown:
    has_passed = date.actual is False and when.latest() < today
    note = "" if date.actual is None else "as it happened" if date.actual else "planned"
    if has_passed:
        note = "was planned; the record does not say whether it happened"
    return DateShown(number, x, row, date.label, date_words(when), note, bool(date.actual), date.source, y)
