"""Dates, ages and durations in words, as exact as the registry gave them and no more."""

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plainstudy.record.partial_date import PartialDate

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_AGE = re.compile(r"\s*(\d+)\s*(year|month|week|day|hour|minute)s?\s*", re.I)


def age_words(age: str) -> str:
    """Put a registry age into a sentence: "18 Years" gives "18 years", "1 Year" gives "1 year".

    What is not a number and a unit of time comes back as it was, trimmed.
    """
    found = _AGE.fullmatch(age)
    if found is None:
        return age.strip()
    number, unit = int(found[1]), found[2].lower()
    return f"{number:,} {unit}" if number == 1 else f"{number:,} {unit}s"


def date_words(date: "PartialDate") -> str:
    """Write a date as exact as it is: "9 March 2015", "March 2026" or "2015"."""
    if date.month is None:
        return str(date.year)
    month = f"{_MONTHS[date.month - 1]} {date.year}"
    return month if date.day is None else f"{date.day} {month}"


def months_between(start: "PartialDate", end: "PartialDate") -> int | None:
    """Count the months from start to end; negative when end is earlier; None when a date lacks its month.

    Full months when both have a day (31 January to 28 February is 0), calendar months otherwise.
    """
    if start.month is None or end.month is None:
        return None
    months = (end.year - start.year) * 12 + end.month - start.month
    if start.day is not None and end.day is not None:
        if months > 0 and end.day < start.day:
            months -= 1
        elif months < 0 and end.day > start.day:
            months += 1
    return months


def duration_words(months: float) -> str:
    """Say how long, rounded: 18 gives "about 18 months", 24 "about 2 years", 0.4 "less than a month".

    Whole months up to two years; then whole or half years. ValueError below 0.
    """
    if months < 0:
        raise ValueError(f"a duration cannot be negative: {months}")
    if months < 0.75:
        return "less than a month"
    whole = max(1, round(months))
    if whole == 12:
        return "about a year"
    if whole < 24:
        return "about a month" if whole == 1 else f"about {whole} months"
    halves = round(whole / 6)
    years, half = divmod(halves, 2)
    return f"about {years}{' and a half' if half else ''} years"


def time_ago(then: "PartialDate", today: dt.date) -> str:
    """Say how long ago a date was: "today", "5 days ago", "3 weeks ago", "8 months ago", "3 years ago".

    A date to come gives "in 8 months". A date without a day counts calendar months ("this month"), one
    without a month counts years ("this year"); nothing more exact than the date itself is ever said.
    """
    if then.month is None:
        years = today.year - then.year
        return "this year" if years == 0 else _ago(years, "year")
    if then.day is None:
        months = (today.year - then.year) * 12 + today.month - then.month
        return "this month" if months == 0 else _months_ago(months)
    date = dt.date(then.year, then.month, then.day)
    days = (today - date).days
    if abs(days) < 2:
        return {0: "today", 1: "yesterday", -1: "tomorrow"}[days]
    if abs(days) < 14:
        return _ago(days, "day")
    months = _full_months(min(date, today), max(date, today))
    if months < 2:
        return _ago(days // 7 if days > 0 else -(-days // 7), "week")
    return _months_ago(months if days > 0 else -months)


def _full_months(earlier: dt.date, later: dt.date) -> int:
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - 1 if later.day < earlier.day else months


def _months_ago(months: int) -> str:
    """Months below two years, full years from there; the sign says past (+) or future (-)."""
    if abs(months) < 24:
        return _ago(months, "month")
    years = abs(months) // 12
    return _ago(years if months > 0 else -years, "year")


def _ago(count: int, unit: str) -> str:
    amount = f"{abs(count)} {unit}{'' if abs(count) == 1 else 's'}"
    return f"{amount} ago" if count > 0 else f"in {amount}"
