"""Dates as they stand in a text: "9 March 2015", "2012-09", "March 2026", "2007"."""

import re
from functools import lru_cache

import msgspec

from .units import NOUNS, UNITS

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(
    rf"(?<![\w.-])(?:(?P<iso>(?:19|20|21)\d\d-\d\d(?:-\d\d)?)"
    rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m1>{_MONTH})\.?,? (?P<y1>(?:19|20|21)\d\d)"
    rf"|(?P<m2>{_MONTH})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>(?:19|20|21)\d\d)"
    rf"|(?P<m3>{_MONTH})\.?,? (?:of )?(?P<y3>(?:19|20|21)\d\d)"
    rf"|(?P<d4>\d{{1,2}}) (?P<m4>{_MONTH})\b(?! \d)"
    rf"|(?P<m5>january|february|april|june|july|august|september|october|november|december)\b"
    rf"|(?P<y6>(?:19[5-9]|20[0-6]|210)\d))(?![\w-]|[.,]\d)"
)


class Day(msgspec.Struct, frozen=True, gc=False):
    """A date in a text; 0 where year, month or day is not said."""

    year: int
    month: int
    day: int
    start: int
    end: int
    text: str


@lru_cache(maxsize=20_000)
def dates(text: str) -> tuple[Day, ...]:
    """Find the dates of a text, also bare years from 1950 to 2069."""
    if not _may_have_dates(text):
        return ()
    return tuple([_day(match) for match in _DATE.finditer(text) if _is_date(text, match)])


_LONG_MONTHS = tuple(name for name in _MONTHS if len(name) > 4 or name in {"june", "july"})
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_DAY_OF_MONTH = re.compile(rf"\d (?:{_MONTH})")


def _may_have_dates(text: str) -> bool:
    """Look for what every date has, in much less time: a year, a full month, or a day before a short one."""
    return (
        _YEAR.search(text) is not None
        or _DAY_OF_MONTH.search(text) is not None
        or any(month in text for month in _LONG_MONTHS)
    )


def _is_date(text: str, match: re.Match[str]) -> bool:
    """A bare year that is counted ("2000 people", "1,950 mg") is no date."""
    if not match["y6"]:
        return True
    after = text[match.end() : match.end() + 12].lstrip(" -")
    word = re.match(r"[a-z%]+", after)
    return not (
        word
        and (
            (word.group() in UNITS and word.group() not in {"m", "y", "d", "w", "u", "g", "l", "h"})
            or word.group() in NOUNS
        )
    )


def _day(match: re.Match[str]) -> Day:
    if match["iso"]:
        parts = [int(part) for part in match["iso"].split("-")]
        year, month, day = [*parts, 0][:3]
    else:
        year = int(match["y1"] or match["y2"] or match["y3"] or match["y6"] or 0)
        month = _MONTHS.get(match["m1"] or match["m2"] or match["m3"] or match["m4"] or match["m5"] or "", 0)
        day = int(match["d1"] or match["d2"] or match["d4"] or 0)
    return Day(year, month, day, match.start(), match.end(), match.group())
