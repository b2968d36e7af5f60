"""The words of mails."""

import datetime as dt

import pytest

from plainstudy.alerts.digest import OPENINGS, compose, day_words, one_line


def test_change_is_told_sentence_by_sentence():
    """One line of the account is one point of the mail."""
    found = compose(kind="changed", account="It closed.\n\nIt now plans 40 people instead of 60.\n")
    assert found is not None
    assert found.lines == ("It closed.", "It now plans 40 people instead of 60.")


@pytest.mark.parametrize("account", ["", "\n \n", "\x00\t"])
def test_change_with_nothing_to_say_makes_no_mail(account):
    """No mail is ever blank."""
    assert compose(kind="changed", account=account) is None


def test_unknown_kind_makes_no_mail():
    """What we have no words for is not sent."""
    assert compose(kind="exploded", account="Something.") is None


@pytest.mark.parametrize("kind", ["removed", "withheld", "reappeared"])
def test_study_that_goes_or_returns_has_words_of_its_own(kind):
    """These events may come without an account."""
    found = compose(kind=kind, account="")
    assert found is not None
    assert "registry" in found.lines[0]


def test_merged_study_names_the_one_that_is_followed_now():
    """Followers move with the study, and are told."""
    found = compose(kind="aliased", account="", alias_of="NCT00000002")
    assert found is not None
    assert any("You now follow NCT00000002" in line for line in found.lines)


def test_new_study_is_told_by_its_summary():
    """The first sentences of its page say what it is."""
    found = compose(kind="new", account="", summary=("It tests a drug.",))
    assert found is not None
    assert found.lines == ("It tests a drug.",)
    assert found.subject == "A new study you asked to hear about"


@pytest.mark.parametrize("kind", OPENINGS)
def test_first_lines_fill_what_a_locked_phone_shows(kind):
    """Programs show some 100 characters of a mail beside its subject; nothing in them tells of an illness."""
    found = compose(kind=kind, account="Cancer.", summary=("Cancer.",), alias_of="NCT00000002")
    assert found is not None
    assert len(found.opening) >= 130
    assert "ancer" not in found.opening + found.subject


def test_registry_text_with_control_characters_stays_on_one_line():
    """A title cannot break out of its line."""
    assert one_line("A\r\nBcc: x@example.org\x00 \u2028B") == "A Bcc: x@example.org B"


def test_day_is_said_in_words():
    """No locale, no leading zero."""
    assert day_words(dt.datetime(2026, 7, 3, 23, 59, tzinfo=dt.UTC)) == "3 July 2026"
