"""Dates, ages and durations in words."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstudy.plain.time_words import age_words, date_words, duration_words, months_between, time_ago
from plainstudy.record.partial_date import PartialDate

TODAY = dt.date(2026, 6, 25)


@pytest.mark.parametrize(
    ("age", "said"),
    [
        ("18 Years", "18 years"),
        ("1 Year", "1 year"),
        ("1 Years", "1 year"),
        ("6 Months", "6 months"),
        ("0 Days", "0 days"),
        ("N/A ", "N/A"),
    ],
)
def test_age_reads_as_words(age: str, said: str) -> None:
    """Number and unit agree; what is no age stays as it is."""
    assert said == age_words(age)


@pytest.mark.parametrize(
    ("date", "said"), [("2026-03", "March 2026"), ("2015-03-09", "9 March 2015"), ("2015", "2015")]
)
def test_date_is_as_exact_as_registered(date: str, said: str) -> None:
    """No month or day is ever added."""
    assert said == date_words(PartialDate.parse(date))


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2024-01", "2025-07", 18),
        ("2024-01-31", "2024-02-28", 0),
        ("2024-01-15", "2024-03-15", 2),
        ("2024-03-15", "2024-01-20", -1),
        ("2024-03", "2024-01-20", -2),
        ("2024", "2025-01", None),
        ("2024-01", "2025", None),
    ],
)
def test_months_between(start: str, end: str, months: int | None) -> None:
    """Full months with days, calendar months without, None without a month."""
    assert months == months_between(PartialDate.parse(start), PartialDate.parse(end))


@given(st.dates(min_value=dt.date(1980, 1, 1)), st.dates(min_value=dt.date(1980, 1, 1)))
def test_months_between_changes_its_sign_with_the_order(first: dt.date, second: dt.date) -> None:
    """From a to b is as long as from b to a."""
    one, two = PartialDate.parse(first.isoformat()), PartialDate.parse(second.isoformat())
    there, back = months_between(one, two), months_between(two, one)
    assert there is not None
    assert back == -there


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (0.4, "less than a month"),
        (1, "about a month"),
        (12, "about a year"),
        (18, "about 18 months"),
        (23.4, "about 23 months"),
        (24, "about 2 years"),
        (30, "about 2 and a half years"),
        (62, "about 5 years"),
    ],
)
def test_duration_is_rounded_and_says_so(months: float, said: str) -> None:
    """Months up to two years, then half years."""
    assert said == duration_words(months)


def test_negative_duration_is_refused() -> None:
    """A duration below zero is a mistake of the caller."""
    with pytest.raises(ValueError, match="negative"):
        duration_words(-1)


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2026-06-25", "today"),
        ("2026-06-24", "yesterday"),
        ("2026-06-26", "tomorrow"),
        ("2026-06-20", "5 days ago"),
        ("2026-06-30", "in 5 days"),
        ("2026-06-04", "3 weeks ago"),
        ("2026-07-16", "in 3 weeks"),
        ("2026-04-26", "8 weeks ago"),
        ("2026-04-25", "2 months ago"),
        ("2025-10-25", "8 months ago"),
        ("2024-06-26", "23 months ago"),
        ("2024-06-25", "2 years ago"),
        ("2023-01-01", "3 years ago"),
        ("2027-02-25", "in 8 months"),
        ("2030-01-01", "in 3 years"),
        ("2026-06", "this month"),
        ("2026-05", "1 month ago"),
        ("2026-07", "in 1 month"),
        ("2025-10", "8 months ago"),
        ("2026", "this year"),
        ("2025", "1 year ago"),
        ("2028", "in 2 years"),
    ],
)
def test_time_ago_is_no_more_exact_than_the_date(date: str, said: str) -> None:
    """Days, weeks, months or years, as the date allows."""
    assert said == time_ago(PartialDate.parse(date), TODAY)
