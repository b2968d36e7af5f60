"""Facts: values with their place and exact words, absent where the record is silent."""

import datetime as dt

import pytest

from plainstudy.writing.facts import extract_facts, facts_hash
from plainstudy.writing.facts.names import in_running_case, tidy, without_dose
from plainstudy.writing.facts.outcomes import topic_of, when_of
from plainstudy.writing.facts.topics import readable

from .documents import TODAY, arm, design, facts, record, thing


@pytest.mark.parametrize(
    ("registered", "words", "kind"),
    [
        ("Diabetes Mellitus, Type 2", "type 2 diabetes", "illness"),
        ("Rhinitis, Allergic, Perennial", "year-round nose allergy", "illness"),
        ("NSCLC", "non-small cell lung cancer", "illness"),
        ("Carcinoma, Non-Small-Cell Lung", "non-small cell lung cancer", "illness"),
        ("Lumbar Disc Herniation", "a slipped disc in the lower back", "illness"),
        ("ASTHMA", "asthma", "illness"),
        ("Patients With Asthma", "asthma", "illness"),
        ("Healthy Volunteers", "healthy people", "healthy"),
        ("Health Services Misuse", "health services misuse", "subject"),
        ("   ", "", "subject"),
    ],
)
def test_condition_reads_inside_a_sentence(registered: str, words: str, kind: str) -> None:
    """Library order is undone, shouting made quiet, known names put in readers' words."""
    assert readable(registered, "") == (words, kind)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Omalizumab 150mg", "Omalizumab"),
        ("Tezepelumab Dose 2", "Tezepelumab"),
        ("Ezetimibe Tablets", "Ezetimibe"),
        ("Botulinum Toxin Type A 25 U", "Botulinum Toxin Type A"),
        ("Vitamin D3", "Vitamin D3"),
        ("PWT33597 mesylate", "PWT33597 mesylate"),
    ],
)
def test_dose_and_form_come_off_a_name(name: str, short: str) -> None:
    """What is left names the thing, also where its own name ends in a number."""
    assert without_dose(name) == short


def test_comparison_signs_are_no_tags() -> None:
    """Only what looks like a tag is taken off; "<30 or >150" stays whole."""
    assert tidy("IgE <30 or >150") == "IgE <30 or >150"
    assert tidy("a <b>bold</b> name") == "a bold name"


def test_names_take_the_case_of_the_record_s_own_text() -> None:
    """A word that the record writes small is written small; a brand keeps its capital."""
    assert in_running_case("Orforglipron", " takes orforglipron daily", keep_unknown=True) == "orforglipron"
    assert in_running_case("Viaskin Peanut", "", keep_unknown=True) == "Viaskin peanut"
    assert in_running_case("HbA1c", "", keep_unknown=False) == "HbA1c"


@pytest.mark.parametrize(
    ("time_frame", "words"),
    [
        ("12 months", "12 months"),
        ("Up to approximately 5 years", "up to about 5 years"),
        ("Baseline, Week 40", "week 40"),
        ("Baseline to Week 12", "up to week 12"),
        ("Baseline to 12 weeks", "12 weeks"),
        ("Day 1", "day 1"),
        ("Year 10", "year 10"),
        ("Day 0", ""),
        ("From randomization until death", ""),
        ("", ""),
    ],
)
def test_simple_time_frames_are_read_and_others_left(time_frame: str, words: str) -> None:
    """Only a frame of one plain form is told."""
    assert when_of(time_frame) == words


@pytest.mark.parametrize(
    ("measure", "topic"),
    [
        ("Overall Survival (OS)", "survival"),
        ("Change in HbA1c", "long_term_sugar"),
        ("Number of Participants With Adverse Events", "harms"),
        ("Visual Analog Scale for Stress", ""),
        ("Immunological response to the vaccine arms", ""),
        ("Predictors of survival", ""),
        ("Number of patients who received CAR-T cells", ""),
        ("Voice Handicap Index", ""),
    ],
)
def test_measures_are_recognised_only_where_the_words_fit(measure: str, topic: str) -> None:
    """A scale without its subject is quoted, not guessed."""
    assert topic_of(measure) == topic


def test_each_fact_has_its_place_and_the_exact_words() -> None:
    """A fact can be shown with its source."""
    found = facts(why="Sponsor decision ", status="TERMINATED")
    assert found.why_stopped is not None
    assert found.why_stopped.path == "protocolSection.statusModule.whyStopped"
    assert (found.why_stopped.value, found.why_stopped.source) == ("Sponsor decision", "Sponsor decision ")


def test_placeholder_for_unknown_people_is_no_number() -> None:
    """99,999,999 people is nobody's number."""
    assert facts(enrollment={"count": 99_999_999, "type": "ESTIMATED"}).people is None


def test_hash_follows_the_facts_and_not_the_day() -> None:
    """The same record on another day needs no new text; another status does."""
    one = record(status="RECRUITING", verified="2024-01")
    on_two_days = {facts_hash(extract_facts(one, today=day)) for day in (TODAY, dt.date(2030, 1, 1))}
    assert len(on_two_days) == 1
    assert facts_hash(facts(status="COMPLETED")) not in on_two_days


def test_other_name_that_is_an_illness_is_not_taken() -> None:
    """A slip of the registrant does not become a drug's name."""
    found = facts(interventions=[thing("Amitol", otherNames=["Epilepsy", "AB-1234"])])
    assert found.treatments[0].also == "AB-1234"


@pytest.mark.parametrize(
    "other",
    [
        "Chemotherapy",
        "Amixa",
        "Basol",
        "Stratum A",
        "L01XA03",
        "Induction phase",
        "MA holder 123",
        "Amitol 5 mg",
    ],
)
def test_other_name_that_nothing_bears_out_is_not_told(other: str) -> None:
    """Registrants put classes, partners, groups and addresses among the other names."""
    listed = [thing("Amitol", otherNames=[other]), thing("Basol")]
    arms = [arm("Stratum A", "EXPERIMENTAL", "Drug: Amitol", "Drug: Basol")]
    assert facts(interventions=listed, arms=arms).treatments[0].also == ""


def test_other_name_that_the_text_puts_into_brackets_is_told() -> None:
    """ "Amitol (Amixa)" in the summary bears out the other name; one that two things share is none."""
    told = facts(summary="We test Amitol (Amixa).", interventions=[thing("Amitol", otherNames=["Amixa"])])
    assert told.treatments[0].also == "Amixa"
    shared = [thing("Amitol", otherNames=["AB-1234"]), thing("Basol", otherNames=["AB-1234"])]
    assert {item.also for item in facts(interventions=shared).treatments} == {""}


def test_group_that_stops_a_thing_is_not_said_to_get_it() -> None:
    """NCT04013763: what some stop and others keep is no treatment that groups get."""
    found = facts(
        design=design(allocation="RANDOMIZED"),
        interventions=[thing("Wheat soap", "OTHER")],
        arms=[
            arm("Stop using soap", "EXPERIMENTAL", "Other: Wheat soap"),
            arm("Keep", "OTHER", "Other: Wheat soap"),
        ],
    )
    assert found.comparison.kind == "unclear"


def test_products_that_differ_by_maker_are_kept_apart() -> None:
    """A copy and its original are two things, two doses are one."""
    makers = facts(interventions=[thing("Amitol (Aco)"), thing("Amitol (Beco Ltd)")])
    assert [item.name for item in makers.treatments] == ["Amitol (Aco)", "Amitol (Beco Ltd)"]
    doses = facts(interventions=[thing("Amitol 5 mg"), thing("Amitol 10 mg")])
    assert [item.name for item in doses.treatments] == ["Amitol"]
