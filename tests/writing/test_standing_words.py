"""Why a study stopped, whom its ages let in, and what it could still lead to."""

import msgspec
import pytest

from plainstudy.writing.verify import verify

from .documents import TODAY, design, record, text, words

LONG = (
    "An early look at the figures showed that the main measure is unlikely to be reached. "
    "No concern about safety was seen in any of the groups that took part in the study."
)


def test_long_reason_is_told_sentence_by_sentence() -> None:
    """The reason is what a reader wants, and what it says of safety is a part of it."""
    told = words(text(status="TERMINATED", why=LONG))
    assert "It adds: “No concern about safety was seen in any of the groups" in told
    assert "“An early look at the figures showed that the main measure is unlikely to be reached”" in told


def test_long_sentence_of_a_reason_is_cut_and_shown_as_cut() -> None:
    """A part of a sentence is marked as such: it "starts" so."""
    why = "The team " + "thought again and again " * 8 + "and closed the study"
    told = words(text(status="SUSPENDED", why=why))
    assert "The reason given starts: “The team thought again" in told
    assert "and closed the study”." in told


@pytest.mark.parametrize("why", ["Futility", "Lack of efficacy", "The main goal was not met", LONG])
def test_study_stopped_for_want_of_benefit_holds_out_no_help(why: str) -> None:
    """ "If it helps …" is not said of what was unlikely to help."""
    told = words(text(status="TERMINATED", why=why))
    assert "If Amitol helps" not in told


def test_study_stopped_for_slow_joining_may_still_have_helped() -> None:
    """Failing to meet a target of people says nothing of benefit."""
    why, rules = "Failure to meet enrollment target", "Inclusion Criteria:\n\n* Asthma"
    told = words(text(status="TERMINATED", why=why, criteria=rules))
    assert "This study could help doctors learn more about Amitol." in told


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
        ("Amitol in Adults With Asthma", "; one place is listed: Basel, Switzerland"),
        ("A Multicenter Study of Amitol in Adults With Asthma", ""),
        ("Amitol in Asthma: A Study in Six Countries", ""),
        (
            "Amitol and the International Classification of Headache in Asthma",
            "; one place is listed: Basel, Switzerland",
        ),
    ],
)
def test_one_listed_place_of_a_study_in_many_is_not_told_as_the_place(title: str, told: str) -> None:
    """The only place listed may be the sponsor's office."""
    places = [{"facility": "Office", "city": "Basel", "country": "Switzerland"}]
    assert f"About 120 people are to take part{told}." in words(text(title=title, places=places))


def test_reason_of_two_sentences_is_told_whole() -> None:
    """What came before may be a harm, and stands there whole (NCT05574335)."""
    why = (
        "Prior to termination the study was on hold, as the drug did more to the blood of those taking part "
        "than had been thought. The partner gave up the drug in this illness."
    )
    told = words(text(status="TERMINATED", why=why))
    assert "Prior to termination the study was on hold, as the drug did more" in told
    assert "of those taking part than had been thought" in told
    assert "It adds: “The partner gave up the drug in this illness”." in told


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


@pytest.mark.parametrize("word", ["two deaths", "a safety signal", "futility", "serious harm"])
def test_no_part_of_a_reason_that_speaks_of_harm_is_left_out(word: str) -> None:
    """However long the reason is, and wherever in it the word stands (NCT05574335)."""
    fill = "The team looked at many things that have no weight here and at some more of them too. "
    why = f"{fill * 8}It was closed for {word} among those who took part. {fill * 2}"
    shown = record(status="TERMINATED", why=why)
    told = words(shown)
    assert f"It was closed for {word}" in told
    assert not verify(text(status="TERMINATED", why=why), shown, today=TODAY)


def test_bracket_of_a_long_reason_is_told_without_its_marks() -> None:
    """No bracket is left open where a part ends (NCT04462055)."""
    why = (
        "Not feasible to include patients (due to e.g. a wave of colds, patients who would not undergo two "
        "tests, and a lower number of patients than expected)"
    )
    shown = text(status="TERMINATED", why=why)
    assert "“Not feasible to include patients”" in words(shown)
    assert "“due to e.g. a wave of colds" in words(shown)
    assert not verify(shown, record(status="TERMINATED", why=why), today=TODAY)


def test_stop_is_not_dated_by_the_last_visit() -> None:
    """The date of completion is that of the last visit (NCT01728519)."""
    ended = {"date": "2012-07", "type": "ACTUAL"}
    told = words(text(status="TERMINATED", completion=ended, verified="2012-11"))
    assert "The study stopped early; the end date listed is July 2012." in told


def test_end_is_told_as_listed_where_a_text_goes_on() -> None:
    """The box says 2012, the text 2010 to 2013 (NCT01134757); or the box has a date of no known kind."""
    ended = {"date": "2012-10", "type": "ACTUAL"}
    asked = {"status": "COMPLETED", "completion": ended, "verified": "2023-03"}
    weak = "The study has ended; the end date listed is October 2012."
    assert "The study ended in October 2012." in words(text(**asked))
    assert weak in words(text(**asked, summary="In 2010-2013 people were asked."))
    assert weak in words(text(**(asked | {"completion": {"date": "2012-10"}})))
    first = words(text(**(asked | {"completion": None, "main_completion": ended})))
    assert "The study has ended." in first  # the day of the main measure is no end (NCT02861287)


@pytest.mark.parametrize("why", ["Completed", "Finished", "Recruitment Fulfilled"])
def test_stop_for_having_finished_is_told_as_listed(why: str) -> None:
    """The record says that it stopped early, and that it was done (NCT00226200)."""
    told = words(text(status="TERMINATED", why=why))
    assert "Listed as stopped early; it will not start again." in told
    assert "The study is listed as stopped early" in told


def test_reason_for_a_pause_tells_both_sentences() -> None:
    """A seeded reason that the record does not give is caught."""
    why = "The study was closed for lack of money and of people who would have been able to go on with it."
    shown = text(status="TERMINATED", why=f"{why} Nobody came to harm.")
    wrong = msgspec.structs.replace(
        shown,
        status=tuple(
            msgspec.structs.replace(line, text=line.text.replace("Nobody came", "Three people came"))
            for line in shown.status
        ),
    )
    sound = record(status="TERMINATED", why=f"{why} Nobody came to harm.")
    assert not verify(shown, sound, today=TODAY)
    assert verify(wrong, sound, today=TODAY)


def test_countries_that_withdrew_send_nobody() -> None:
    """Places that were all withdrawn are no places in which people take part (NCT04975997)."""
    towns = (("Basel", "Switzerland"), ("Bonn", "Germany"), ("Ghent", "Belgium"))
    places = [{"facility": "Clinic", "city": city, "country": country} for city, country in towns]
    places[2]["status"] = "WITHDRAWN"
    shown = text(places=places)
    assert "About 120 people are to take part in 2 countries." in words(shown)
    assert not verify(shown, record(places=places), today=TODAY)
    wrong = msgspec.structs.replace(
        shown,
        summary=tuple(
            msgspec.structs.replace(line, text=line.text.replace("in 2 countries", "in 3 countries"))
            for line in shown.summary
        ),
    )
    assert verify(wrong, record(places=places), today=TODAY)


def test_two_people_do_not_take_part_in_three_countries() -> None:
    """The list of places is no list of those who came (NCT04167618)."""
    places = [{"city": city, "country": city} for city in ("Singapore", "Monaco", "Luxembourg")]
    few = {"count": 2, "type": "ACTUAL"}
    told = words(text(places=places, enrollment=few, status="COMPLETED"))
    assert "2 people took part; places in 3 countries are listed." in told


@pytest.mark.parametrize(
    "summary",
    [
        "People who come to the University Hospital of Basel are asked.",
        "This is a single-center study of Amitol.",
        "People are asked at a single hospital.",
    ],
)
def test_place_that_the_text_names_too_is_told(summary: str) -> None:
    """Then it is no office."""
    places = [{"facility": "Clinic", "city": "Basel", "country": "Switzerland"}]
    assert "About 120 people are to take part in Basel, Switzerland." in words(
        text(places=places, summary=summary)
    )


@pytest.mark.parametrize(
    "summary",
    ["The Basel Sleep Index is asked.", "Pain on the scale of Basel Scale is asked.", "Amitol is tested."],
)
def test_place_that_is_only_a_name_of_something_is_not_borne_out(summary: str) -> None:
    """A list of questions may be called after a town."""
    places = [{"facility": "Clinic", "city": "Basel", "country": "Switzerland"}]
    assert "; one place is listed: Basel, Switzerland." in words(text(places=places, summary=summary))


@pytest.mark.parametrize(
    ("enrollment", "summary", "told"),
    [
        ({"count": 25, "type": "ACTUAL"}, "Of the 100 patients enrolled, 74 took a drug.", True),
        ({"count": 25, "type": "ACTUAL"}, "A total of 92 patients were recruited.", True),
        ({"count": 25, "type": "ACTUAL"}, "A total of 92 patients will be recruited.", False),
        ({"count": 25, "type": "ACTUAL"}, "Of 92 patients asked, 25 patients were recruited.", False),
        ({"count": 25, "type": "ACTUAL"}, "A total of 24 patients were recruited.", False),
    ],
)
def test_number_that_a_text_exceeds_is_told_as_of_the_record(
    enrollment: dict[str, object], summary: str, told: bool
) -> None:
    """The box says 58, the text 92 (NCT03209245)."""
    page = words(text(status="COMPLETED", enrollment=enrollment, summary=summary))
    assert ("By the record, 25 people joined." in page) is told
    assert ("25 people took part." in page) is not told


def test_greater_plan_of_the_text_makes_the_number_that_of_the_list() -> None:
    """The box says 125, the summary plans 200 (NCT06126172)."""
    plan = "This study plans to enroll 200 eligible patients."
    assert "The plan listed is for about 120 people." in words(text(summary=plan))


@pytest.mark.parametrize("of", ["mother/infant dyads", "dental implants", "medical records"])
def test_pairs_and_things_are_not_told_as_people(of: str) -> None:
    """Five hundred pairs are a thousand people (NCT06260956)."""
    assert "120 people" not in words(text(summary=f"The study will include 120 {of} from the clinics."))


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Amitol in Asthma: a Single Center Retrospective Cohort Study", False),
        ("Amitol in Asthma: a Retrospective and Prospective Study", False),
        ("Amitol in Asthma: a Prospective Study After Retrospective Work", True),
    ],
)
def test_people_in_old_papers_are_not_told_as_taking_part(title: str, told: bool) -> None:
    """The box of time says "other", the title that papers are looked at (NCT05521750)."""
    page = words(
        text(
            type="OBSERVATIONAL",
            title=title,
            design=design(timePerspective="OTHER"),
            status="COMPLETED",
            enrollment={"count": 33, "type": "ACTUAL"},
        )
    )
    assert ("33 people took part" in page) is told
    assert ("The number of people listed is 33." in page) is not told


def test_place_of_another_name_is_caught() -> None:
    """What the check says of a town and of a number that are not those of the record."""
    asked = {
        "places": [{"facility": "Clinic", "city": "Basel", "country": "Switzerland"}],
        "summary": "People at the University Hospital of Basel are asked.",
    }
    shown, of = text(**asked), record(**asked)
    for right, wrong in (
        ("in Basel", "in Bonn"),
        ("Switzerland", "Germany"),
        ("About 120 people are to take part", "By the record, 120 people joined"),
    ):
        told = tuple(
            msgspec.structs.replace(line, text=line.text.replace(right, wrong)) for line in shown.summary
        )
        assert verify(msgspec.structs.replace(shown, summary=told), of, today=TODAY)


@pytest.mark.parametrize("why", ["1," * 10_000, "( " * 400 + "x" + " )" * 400, "Money (and time " * 20])
def test_reason_that_is_no_text_is_not_poured_out(why: str) -> None:
    """Twenty thousand letters without a space, or brackets that never close."""
    shown = text(status="TERMINATED", why=why)
    assert all(len(line.text) < 400 for line in shown.status)
    assert not verify(shown, record(status="TERMINATED", why=why), today=TODAY)


def test_harm_beside_what_is_no_word_is_still_told() -> None:
    """An address of a page, however long, does not hide two deaths."""
    told = words(text(status="TERMINATED", why=f"See {'x/' * 200} for more. Two people died."))
    assert "Two people died" in told
    address = f"https://{'x/' * 40}"
    assert "Two people died" in words(text(status="TERMINATED", why=f"See {address}. Two people died."))
