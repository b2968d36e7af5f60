"""Dates keep the precision they came with."""

import datetime as dt
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstudy.record.partial_date import PartialDate


def test_month_only_date_keeps_no_day():
    """A registry date without a day never gains one."""
    assert PartialDate.parse("2026-03") == PartialDate(2026, 3)
    assert PartialDate(2026, 3).day is None


def test_a_date_is_never_equal_to_a_more_precise_one():
    """March 2026 is not the first of March 2026."""
    assert PartialDate(2026, 3) != PartialDate(2026, 3, 1)


@pytest.mark.parametrize(
    "text", ["", "26-03-01", "2026-3", "2026-13", "2026-02-30", "2026-03-01T00:00", "soon"]
)
def test_what_is_no_date_is_refused(text):
    """Nothing is guessed."""
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_the_ends_of_a_partial_date_are_its_first_and_last_day():
    """February of a leap year ends on the 29th."""
    assert PartialDate(2024, 2).earliest() == dt.date(2024, 2, 1)
    assert PartialDate(2024, 2).latest() == dt.date(2024, 2, 29)
    assert PartialDate(2024).latest() == dt.date(2024, 12, 31)


def test_dates_cannot_be_ordered_by_accident():
    """Which end is meant has to be said."""
    with pytest.raises(TypeError):
        assert PartialDate(2024) < PartialDate(2025)  # type: ignore[operator]


def test_a_date_does_not_change():
    """Records are immutable all the way down."""
    with pytest.raises(AttributeError):
        PartialDate(2024).year = 2025


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from(["year", "month", "day"]))
def test_a_date_survives_being_written_and_read(day, precision):
    """Text and pickle bring back the same date at the same precision."""
    parts = {"year": (day.year,), "month": (day.year, day.month), "day": (day.year, day.month, day.day)}
    date = PartialDate(*parts[precision])
    assert PartialDate.parse(str(date)) == date
    assert pickle.loads(pickle.dumps(date)) == date
    assert date.precision == precision
