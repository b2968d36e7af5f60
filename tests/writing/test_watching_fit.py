"""What is said of studies that watch: a box is repeated only where a text agrees and none denies it."""

import msgspec
import pytest

from plainstudy.record.record import decode_record
from plainstudy.writing.facts import extract_facts

from .documents import TODAY, arm, document, facts, text, thing, words

WATCHING = {"type": "OBSERVATIONAL", "phases": None, "arms": None, "interventions": None, "healthy": None}


def told(**more: object) -> str:
    """Return the page of a study that watches people with asthma."""
    return words(text(**{**WATCHING, **more}))


def risks(**more: object) -> str:
    """Return what could go wrong in such a study."""
    return " ".join(sentence.text for sentence in text(**{**WATCHING, **more}).could_go_wrong)


def is_listed(summary: str, **info: str) -> bool:
    """Say whether a study with the box for a registry is told as a list of patients."""
    whole = document(**{**WATCHING, "summary": summary, "design": info})
    whole["protocolSection"]["designModule"]["patientRegistry"] = True
    return extract_facts(decode_record(msgspec.json.encode(whole)), today=TODAY).is_registry


def test_study_of_questions_gives_nothing() -> None:
    """Nothing is listed and no text speaks of giving."""
    page = told(summary="A survey of people with asthma.")
    assert "nobody is given a treatment because of the study" in page
    assert "adds little bodily risk" in page


@pytest.mark.parametrize(
    "summary",
    [
        "Patients will be randomized in a 1:1 ratio to two needles.",
        "The safety and efficacy of applying eyewashes is looked at.",
        "We aim to apply two types of injections before surgery.",
        "One group received placebo for six weeks.",
    ],
)
def test_text_that_gives_something_is_quoted_beside_the_box(summary: str) -> None:
    """The box says "observational", the text says more."""
    page = told(summary=summary)
    assert "By the record, this is an observational study, but its text has the words “" in page
    assert "nobody is given a treatment" not in page
    assert "adds little bodily risk" not in page


def test_usual_care_is_not_given_by_the_study() -> None:
    """Standard treatment is what people get anyway."""
    assert facts(**{**WATCHING, "summary": "Patients will receive standard treatment."}).acts is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Nerve ultrasound", "DEVICE"),
        ("Blood draw", "DRUG"),
        ("There is no intervention", "BIOLOGICAL"),
        ("Wrist sensor", "DEVICE"),
        ("Distress screening", "BEHAVIORAL"),
        ("Asthma", "OTHER"),
    ],
)
def test_test_or_sample_is_no_treatment_whatever_its_type(name: str, kind: str) -> None:
    """A scan, a sample or the illness itself is got by nobody."""
    page = told(interventions=[thing(name, kind)], title=f"{name} in Asthma")
    assert "lists treatments too" not in page
    assert "people who get" not in page
    assert "what people get" not in page


def test_treatment_that_people_get_anyway_has_risks() -> None:
    """A drug is a drug, also where the study only watches."""
    page = told(interventions=[thing("Amitol")], title="Amitol in Asthma")
    assert "By the record, this study watches people who get Amitol." in page
    assert "What people get can have risks of its own." in page


def test_records_of_the_past_need_a_text_that_says_so() -> None:
    """Blood that will be taken is no fact from the past (NCT01995747)."""
    back = {"timePerspective": "RETROSPECTIVE"}
    assert "facts from the past" in told(design=back, summary="A review of medical records.")
    ahead = told(design=back, summary="A review of medical records. Patients will be asked for blood.")
    assert "facts from the past" not in ahead
    assert "how often you would have to come" not in ahead
    assert "what costs you might have" not in ahead


def test_one_point_in_time_is_no_follow_up() -> None:
    """A second look after years is not one point in time (NCT03361111)."""
    once = {"timePerspective": "CROSS_SECTIONAL"}
    day = [{"measure": "Answers", "timeFrame": "1 day"}]
    years = [{"measure": "Answers", "timeFrame": "baseline and after 156 weeks"}]
    summary = "A cross-sectional survey."
    assert "at one point in time" in told(design=once, primary=day, summary=summary)
    assert "at one point in time" not in told(design=once, primary=years, summary=summary)


def test_groups_are_compared_only_where_there_are_two() -> None:
    """One group differs from nothing (NCT05296200)."""
    design = {"observationalModel": "CASE_CONTROL"}
    two = [arm("With asthma", None), arm("Without asthma", None)]
    assert "compares groups of people" in told(design=design, arms=two)
    assert "compares groups of people" not in told(design=design, arms=two[:1])


def test_length_that_the_text_denies_is_left_out() -> None:
    """Fifteen years in a box, ten in the text (NCT05697991)."""
    assert "followed for 15 years" in told(duration="15 Years", summary="Patients are followed for 15 years.")
    ten = told(duration="15 Years", summary="Patients are followed for 10 years.")
    assert "followed for" not in ten
    assert "15 years" not in ten


def test_length_that_nothing_else_names_is_told_as_listed() -> None:
    """A list that is kept for 30 years follows nobody so long (NCT05584293)."""
    ranged = [{"measure": "Deaths", "timeFrame": "0-30 years"}]
    page = told(duration="30 Years", primary=ranged)
    assert "The follow-up time listed is 30 years." in page
    assert "Each person" not in page
    whole = [{"measure": "Deaths", "timeFrame": "30 years"}]
    assert "Each person is to be followed for 30 years." in told(duration="30 Years", primary=whole)


@pytest.mark.parametrize(
    "summary",
    [
        "This non-interventional study follows people of a trial in which 300 were randomized to a drug.",
        "Observation that will not affect the care patients will receive for asthma.",
        "Participants will receive a drug; the study looks at real-world data.",
        "It follows the ABC trial, which is a randomised, double-blind placebo-controlled trial.",
    ],
)
def test_words_on_another_study_or_on_usual_care_are_not_held_against_the_box(summary: str) -> None:
    """Where a text says itself that nothing is given, or tells of an earlier study (NCT04598893)."""
    assert "but its text has the words" not in told(summary=summary)


@pytest.mark.parametrize(
    "summary",
    ["Room air served as placebo.", "Each got one of two gases, randomly applied.", "A clinical trial."],
)
def test_treatment_that_a_study_may_give_is_not_told_as_one_people_get_anyway(summary: str) -> None:
    """Oxygen in random order is not what people get anyway (NCT05511155)."""
    oxygen = {"title": "Oxygen in Asthma", "interventions": [thing("Oxygen", "DRUG")]}
    assert "who get oxygen" in told(**oxygen, summary="People on oxygen are looked at.")
    page = told(**oxygen, summary=summary)
    assert "who get oxygen" not in page
    assert "cannot prove that one" not in page
    assert "One study alone seldom settles a question." in page
    assert "What people get can have risks of its own." in page


def test_blood_is_told_where_blood_is_taken() -> None:
    """A blood sample hurts a little, milk does not."""
    blood = risks(interventions=[thing("Blood sample for DNA", "OTHER")])
    assert "taking blood can cause a little pain" in blood
    assert "adds little bodily risk" not in blood
    assert "taking blood" not in risks(interventions=[thing("Milk collection", "PROCEDURE")])


def test_review_of_studies_has_no_people_who_take_part() -> None:
    """Earlier studies are put together; nobody joins."""
    page = told(title="Nuts and Asthma: a Meta-Analysis", enrollment={"count": 1, "type": "ESTIMATED"})
    assert "studies that were done before" in page
    assert "to take part" not in page


def test_count_of_groups_is_told_as_what_the_record_gives() -> None:
    """Two people cannot be two groups of thirty (NCT05768399)."""
    two = [arm("With asthma", None), arm("Healthy", None)]
    page = told(arms=two, enrollment={"count": 2, "type": "ESTIMATED"})
    assert "The number of people listed is 2." in page


def test_program_that_a_watching_study_gives_is_quoted_and_has_its_risk() -> None:
    """Twelve weeks of coaching are no mere watching (NCT04616482)."""
    program = thing("Meal coaching", "BEHAVIORAL")
    given = arm("Meal coaching", None, "Behavioral: Meal coaching")
    given["description"] = "The intervention involves 12 weeks of coaching in an app."
    page = told(interventions=[program], arms=[given])
    assert "but its text has the words “The intervention involves 12 weeks of coaching”" in page
    assert "It takes time and effort." in page
    assert "only watches" not in page


def test_skin_test_in_a_watching_study_has_its_own_risk() -> None:
    """Bee venom under the skin of those who react to it (NCT06156046)."""
    assert "can itch and swell" in risks(interventions=[thing("Skin prick test", "DIAGNOSTIC_TEST")])


def test_look_back_tells_of_no_harm_and_of_nothing_to_join() -> None:
    """Charts hurt nobody (NCT04389034)."""
    back = {"design": {"timePerspective": "RETROSPECTIVE"}, "summary": "A review of medical charts."}
    page = told(**back, interventions=[thing("Peanut immunotherapy", "BIOLOGICAL")])
    assert "can set off reactions" not in page
    assert "What people get can have risks" not in page
    assert "whether you can join" not in page.lower()


@pytest.mark.parametrize(
    "summary",
    ["Patients are followed for 10 years.", "Some participants will be followed for 10 years."],
)
def test_follow_up_of_some_is_not_told_of_each(summary: str) -> None:
    """A subset that comes back is not everybody (NCT03648918)."""
    page = told(duration="10 Years", summary=f"Blood is drawn once. {summary}")
    assert ("Each person" in page) == ("Some" not in summary)


@pytest.mark.parametrize(
    ("summary", "listed"),
    [
        ("A registry of people with asthma.", True),
        ("Blood of people with asthma is looked at.", False),
    ],
)
def test_list_of_patients_is_told_where_a_text_speaks_of_one(summary: str, listed: bool) -> None:
    """The box for a registry is ticked for many a study that keeps none (NCT03648918)."""
    assert is_listed(summary) is listed


def test_survey_is_no_list_of_patients() -> None:
    """Surveys that were done again and again keep no list of those who answered (NCT07048717)."""
    assert not is_listed("Surveys of a cohort, each cross-sectional.", timePerspective="CROSS_SECTIONAL")


def test_thing_applied_to_all_at_random_speaks_against_the_box() -> None:
    """Four gases "will be applied to all patients" (NCT05511155)."""
    assert "its text has the words “will be applied to all patients" in told(
        summary="Both gases will be applied to all patients included."
    )
