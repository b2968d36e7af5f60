"""Why a study stopped, whom its ages let in, and what it could still lead to."""

import pytest

from .documents import design, text, words

LONG = (
    "An early look at the figures showed that the main measure is unlikely to be reached. "
    "No concern about safety was seen in any of the groups that took part in the study."
)


def test_long_reason_is_told_by_its_first_sentence() -> None:
    """The reason is what a reader wants."""
    told = words(text(status="TERMINATED", why=LONG))
    assert "“An early look at the figures showed that the main measure is unlikely to be reached”" in told


def test_long_sentence_of_a_reason_is_cut_and_shown_as_cut() -> None:
    """A part of a sentence is marked as such: it "starts" so."""
    why = "The team " + "thought again and again " * 8 + "and closed the study"
    told = words(text(status="SUSPENDED", why=why))
    assert "The reason given starts: “The team thought again" in told
    assert told.count("thought again and again") < 16


@pytest.mark.parametrize("why", ["Futility", "Lack of efficacy", "The main goal was not met", LONG])
def test_study_stopped_for_want_of_benefit_holds_out_no_help(why: str) -> None:
    """ "If it helps …" is not said of what was unlikely to help."""
    told = words(text(status="TERMINATED", why=why))
    assert "If Amitol helps" not in told


def test_study_stopped_for_slow_joining_may_still_have_helped() -> None:
    """Failing to meet a target of people says nothing of benefit."""
    why, rules = "Failure to meet enrollment target", "Inclusion Criteria:\n\n* Asthma"
    told = words(text(status="TERMINATED", why=why, criteria=rules))
    assert "If Amitol helps" in told


def test_age_from_birth_is_told_in_words() -> None:
    """ "0 years or older" is no age that a reader would give."""
    assert "Age: from birth on." in words(text(min_age="0 Years"))
    assert "Age: from birth up to 17 years." in words(text(min_age="0 Years", max_age="17 Years"))


def test_two_ranges_of_age_are_both_told() -> None:
    """The box says 18 to 60, the text says 18 to 80."""
    joining = "Inclusion Criteria:\n\n* Men and women aged 18-80 years\n* Asthma"
    told = words(text(min_age="18 Years", max_age="60 Years", criteria=joining))
    assert "The rules also say “aged 18-80 years”, so ask the study team about age." in told
    assert "rules also say" not in words(text(min_age="18 Years", max_age="80 Years", criteria=joining))


def test_prevention_is_not_promised_after_futility() -> None:
    """Nor is keeping people well."""
    told = words(text(status="TERMINATED", why="Futility", design=design(primaryPurpose="PREVENTION")))
    assert "keep people well" not in told


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Amitol in Adults With Asthma", "; the place listed is Basel, Switzerland"),
        ("A Multicenter Study of Amitol in Adults With Asthma", ""),
        ("Amitol in Asthma: A Study in Six Countries", ""),
        (
            "Amitol and the International Classification of Headache in Asthma",
            "; the place listed is Basel, Switzerland",
        ),
    ],
)
def test_one_listed_place_of_a_study_in_many_is_not_told_as_the_place(title: str, told: str) -> None:
    """The only place listed may be the sponsor's office."""
    places = [{"facility": "Office", "city": "Basel", "country": "Switzerland"}]
    assert f"About 120 people are to take part{told}." in words(text(title=title, places=places))
