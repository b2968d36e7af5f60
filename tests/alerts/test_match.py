"""Who is told of what."""

import datetime as dt
from dataclasses import replace

import pytest

from plainstudy.alerts.match import (
    Happening,
    Planned,
    Wish,
    counts_for_alerts,
    plan_messages,
    tells_condition_followers,
    tells_study_followers,
)

STAMP = dt.datetime(2026, 6, 27, 9, tzinfo=dt.UTC)
CHANGED = Happening(
    1, 10, "changed", silent=False, mail_account="It closed.", first_posted=None, data_timestamp=STAMP
)
NEW = replace(CHANGED, kind="new", mail_account="", first_posted=dt.date(2026, 6, 20))


def test_change_with_something_to_read_tells_who_follows_the_study():
    """The plain case."""
    assert tells_study_followers(CHANGED)
    assert not tells_condition_followers(CHANGED)


@pytest.mark.parametrize("event", [replace(CHANGED, mail_account=""), replace(CHANGED, silent=True), NEW])
def test_silent_events_and_those_without_mailed_words_tell_nobody(event):
    """A typing slip, a first fill, a new record of a study one follows: no mail."""
    assert not tells_study_followers(event)


@pytest.mark.parametrize("kind", ["removed", "withheld", "aliased", "reappeared"])
def test_study_that_goes_or_returns_tells_its_followers(kind):
    """That a study left the registry matters most to those who follow it."""
    assert tells_study_followers(replace(CHANGED, kind=kind, mail_account=""))
    assert not tells_study_followers(replace(CHANGED, kind=kind, silent=True))


@pytest.mark.parametrize(
    ("posted", "told"),
    [
        (dt.date(2026, 6, 27), True),
        (dt.date(2026, 6, 13), True),
        (dt.date(2026, 6, 12), False),
        (None, False),
    ],
)
def test_new_study_is_told_only_within_fourteen_days_of_its_posting(posted, told):
    """New to us is not new: an old study met for the first time alerts nobody."""
    assert tells_condition_followers(replace(NEW, first_posted=posted)) is told


def test_silent_new_study_tells_nobody():
    """A first fill sends no mail."""
    assert not tells_condition_followers(replace(NEW, silent=True))


@pytest.mark.parametrize(
    ("term", "sure", "counts"),
    [
        ("Hypertension", 1.0, True),
        ("Hypertension", 0.7, True),
        ("Hypertension", 0.5, False),
        ("", 1.0, False),
    ],
)
def test_only_the_registrants_own_sure_terms_count(term, sure, counts):
    """What only the registry's MeSH terms say has no term of the registrant's."""
    assert counts_for_alerts(registrant_term=term, confidence=sure) is counts


def test_one_subscriber_gets_one_mail_whatever_matches():
    """Two conditions and the study itself: one mail that names all reasons."""
    wishes = {10: [Wish(1, 7), Wish(2, 7), Wish(3, 8), Wish(1, 7)]}
    planned = list(plan_messages([NEW], by_study={10: [Wish(9, 7)]}, by_condition=wishes))
    assert planned == [Planned(1, 7, 1, (2,)), Planned(1, 8, 3)]


def test_events_of_other_studies_reach_nobody():
    """A wish answers its own study alone."""
    assert list(plan_messages([CHANGED], by_study={11: [Wish(1, 7)]}, by_condition={10: [Wish(2, 7)]})) == []
