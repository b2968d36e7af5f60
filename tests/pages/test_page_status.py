"""The status line: right words today, unknown is never open."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstudy.pages.presenters.status import may_be_asked, place_status_words, short_status, status_line
from plainstudy.record.partial_date import PartialDate
from plainstudy.record.study import DateStruct, StatusModule

TODAY = dt.date(2026, 6, 25)


def module(status: str | None, *, verified: str | None = "2026-05", start: str | None = None) -> StatusModule:
    """Make a status module."""
    return StatusModule(
        overall_status=status,
        status_verified_date=PartialDate.parse(verified) if verified else None,
        start_date_struct=DateStruct(date=PartialDate.parse(start) if start else None, type="ESTIMATED"),
    )


def test_recruiting_study_says_how_long_ago_that_was_confirmed() -> None:
    """An open study that was confirmed lately is told as open."""
    line = status_line(module("RECRUITING"), today=TODAY)
    assert (line.tone, line.sentence) == ("open", "Looking for people now. Confirmed 1 month ago.")


def test_recruiting_study_that_nobody_confirmed_for_years_is_told_as_listed() -> None:
    """NCT02560883: listed as recruiting, last confirmed in April 2023."""
    line = status_line(module("RECRUITING", verified="2023-04"), today=TODAY)
    assert line.tone == "unsure"
    assert line.sentence == (
        "Listed as: looking for people now. The study team last confirmed it in April 2023. "
        "Ask whether this is still so."
    )


def test_planned_start_that_has_passed_is_told_as_such() -> None:
    """NCT05962437: not yet recruiting, though the planned start lies behind us."""
    line = status_line(module("NOT_YET_RECRUITING", start="2024-01"), today=TODAY)
    assert "Was due to start in January 2024" in line.sentence
    assert "Planned to start" not in line.sentence


def test_start_within_its_month_has_not_passed() -> None:
    """A month without a day has passed only when it is over."""
    line = status_line(module("NOT_YET_RECRUITING", start="2026-06"), today=TODAY)
    assert "Planned to start in June 2026" in line.sentence


def test_registrys_unknown_is_never_told_as_the_last_known_status() -> None:
    """UNKNOWN means that nobody confirmed the record; what it said before is not repeated."""
    status = StatusModule(overall_status="UNKNOWN", last_known_status="RECRUITING")
    line = status_line(status, today=TODAY)
    assert line.tone == "unsure"
    assert "looking" not in line.sentence.lower()


def test_study_that_left_the_registry_is_not_open() -> None:
    """Whatever its last record said."""
    assert not status_line(module("RECRUITING"), today=TODAY, is_listed=False).is_open


@given(st.text(max_size=30))
def test_status_that_nobody_knows_is_never_open(code: str) -> None:
    """Only the two codes that mean open lead to open; a substring of them does not."""
    line = status_line(module(code), today=TODAY)
    assert line.is_open == (code in {"RECRUITING", "NOT_YET_RECRUITING", "AVAILABLE"})


@pytest.mark.parametrize(
    "code", ["ACTIVE_NOT_RECRUITING", "NO_LONGER_AVAILABLE", "UNKNOWN", "", None, "recruiting"]
)
def test_contacts_of_other_statuses_are_not_for_asking(code: str | None) -> None:
    """ "RECRUITING" inside another word opens nothing."""
    assert not may_be_asked(code)


def test_unknown_status_of_a_place_is_told_as_unknown() -> None:
    """A new value of the registry reads as not known, an absent one as nothing."""
    assert place_status_words("SOMETHING_NEW") == "Status not known"
    assert place_status_words(None) == ""
    assert short_status("SOMETHING_NEW").words == "Status not known"


def test_confirmation_month_that_is_not_over_reads_as_this_month() -> None:
    """A record confirmed "2026-06" in June 2026 is confirmed this month, not in the future."""
    assert status_line(module("COMPLETED", verified="2026-06"), today=TODAY).confirmed == ""
    assert (
        status_line(module("RECRUITING", verified="2026-07"), today=TODAY).confirmed == "Confirmed this month"
    )
