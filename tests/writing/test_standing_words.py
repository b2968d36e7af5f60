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
    assert "The rules also say “Men and women aged 18-80 years”, so ask the study team about age." in told
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


def test_reason_that_begins_before_the_stop_is_told_by_its_end() -> None:
    """What came before is not why (NCT05574335)."""
    why = (
        "Prior to termination the study was on hold, as the drug did more to the blood of those taking part "
        "than had been thought. The partner gave up the drug in this illness."
    )
    told = words(text(status="TERMINATED", why=why))
    assert "The reason given ends: “The partner gave up the drug in this illness”." in told


@pytest.mark.parametrize("phases", [["PHASE3"], ["PHASE2", "PHASE3"], ["EARLY_PHASE1"]])
def test_phase_is_told_without_a_word_on_size(phases: list[str]) -> None:
    """Ten people are no large study, whatever the phase (NCT03937544)."""
    told = " ".join(part.text for part in text(phases=phases, enrollment={"count": 10}).could_lead_to)
    assert "large" not in told
    assert "few people" not in told


def test_larger_study_is_foretold_only_after_a_small_one() -> None:
    """Six hundred people need no larger study, and a stopped one leads to none."""
    small, big = ({"count": count, "type": "ESTIMATED"} for count in (40, 600))
    assert "arger stud" in words(text(phases=["PHASE2"], enrollment=small))
    assert "arger stud" not in words(text(phases=["PHASE2"], enrollment=big))
    assert "arger stud" not in words(text(phases=["PHASE2"], enrollment=small, status="TERMINATED"))


@pytest.mark.parametrize("purpose", ["TREATMENT", "OTHER", "SCREENING", "HEALTH_SERVICES_RESEARCH"])
def test_one_study_does_not_decide_that_only_where_something_is_asked(purpose: str) -> None:
    """ "That" must point to something."""
    parts = [part.text for part in text(design=design(primaryPurpose=purpose)).could_lead_to]
    asked = any(part.startswith(("If ", "The results could")) for part in parts)
    assert asked or not any("decide that" in part or "that is sure" in part for part in parts)


def test_number_of_clinics_is_not_told_as_people() -> None:
    """Ten health systems are not ten people (NCT05254535)."""
    ten = {"count": 10, "type": "ESTIMATED"}
    told = words(text(enrollment=ten, summary="Up to 10 rural health systems take part."))
    assert "10 people" not in told
    assert "small" not in told
    assert "10 people" in words(text(enrollment=ten, summary="10 people in 10 clinics take part."))


def test_end_after_the_last_word_of_the_team_is_not_told() -> None:
    """What was confirmed in 2015 cannot tell of 2016 (NCT02948153)."""
    ended = {"date": "2016-04", "type": "ACTUAL"}
    assert "April 2016" not in words(text(status="COMPLETED", verified="2015-09", completion=ended))
    assert "April 2016" in words(text(status="COMPLETED", verified="2016-09", completion=ended))


def test_rule_that_starts_later_in_life_than_the_box_is_told() -> None:
    """The box says 18, the first rule 45: a reader of 30 must not go by the box alone (NCT05587465)."""
    later = "Inclusion Criteria:\n\n* Subjects ≥ 45 years of age\n* Asthma"
    assert "The rules also say “Subjects ≥ 45 years of age”" in words(
        text(min_age="18 Years", criteria=later)
    )
    kept_out = "Inclusion Criteria:\n\n* Asthma\n\nExclusion Criteria:\n\n* Over 75 years of age"
    assert "rules also say" not in words(text(min_age="18 Years", criteria=kept_out))


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        ("Age ≥18 and ≤75 years, any sex", "Age ≥18 and ≤75 years, any sex"),
        ("Males and females between 8 and 18 years old", "Males and females between 8 and 18 years old"),
        ("Patients must be 14 years of age or older", "Patients must be 14 years of age or older"),
        ("Age group of 20-45 years", "Age group of 20-45 years"),
        ("Aged 6-75 years at the time of signing the written informed consent form", "6-75 years"),
    ],
)
def test_age_of_the_rules_beside_another_in_the_box_is_told(rule: str, shown: str) -> None:
    """A reader of 70 must not go by a box that ends at 65; nor be told "adults" of a study with children."""
    rules = f"Inclusion Criteria:\n\n* {rule}\n* Asthma"
    told = words(text(min_age="18 Years", max_age="65 Years", criteria=rules))
    assert f"The rules also say “{shown}”, so ask the study team about age." in told
    assert "adults" not in told
    assert f"On age, the rules say “{shown}”." in words(text(min_age=None, max_age=None, criteria=rules))


@pytest.mark.parametrize(
    "rule",
    [
        "Women under 50 years of age who could become pregnant",
        "Diagnosed at over 30 years of age",
        "Karnofsky score of 80 for those at least 16 years old",
        "Consent of a parent for people under 30 years of age",
        "18 to 65 years of age",
        "Over 17 years of age",
    ],
)
def test_age_of_some_or_at_another_time_is_no_other_age(rule: str) -> None:
    """What holds for some, or held at the diagnosis, does not speak against the box."""
    rules = f"Inclusion Criteria:\n\n* {rule}\n* Asthma"
    assert "also say" not in words(text(min_age="18 Years", max_age="65 Years", criteria=rules))


def test_title_of_old_people_is_told_beside_a_box_of_all_adults() -> None:
    """The box lets people of 18 join, the title speaks of old people (NCT03209245)."""
    told = words(text(title="Amitol in Elderly Patients With Asthma", min_age="18 Years"))
    assert "The title also says “Elderly Patients”, so ask the study team about age." in told
    old = text(title="Amitol in Elderly Patients With Asthma", min_age="65 Years")
    assert "title also says" not in words(old)
