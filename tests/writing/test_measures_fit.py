"""A plain word for a measure fits the whole measure; else the measure is quoted as registered."""

import pytest

from plainstudy.writing.facts import asked
from plainstudy.writing.facts.asked import kind_of_measure
from plainstudy.writing.facts.fitting import fits
from plainstudy.writing.facts.outcomes import name_of

from .documents import arm, design, facts, record, text, thing, words


@pytest.mark.parametrize(
    ("measure", "plain"),
    [
        ("Overall Survival (OS)", "how long people live"),
        ("Change from baseline in HbA1c at week 26", "long-term blood sugar"),
        ("Number of participants with adverse events", "how many people have health problems"),
        ("Pain intensity on a visual analog scale", "how strong the pain is"),
    ],
)
def test_whole_measure_is_told_in_plain_words(measure: str, plain: str) -> None:
    """Every word of it belongs to the plain one."""
    assert plain in words(text(primary=[{"measure": measure}]))


@pytest.mark.parametrize(
    "measure",
    [
        "Overall survival and disease free survival",
        "Child glycemic control",
        "Clinical improvement of skin condition, pruritus and sleep disturbance",
        "Safety of CELZ-201 in subjects with chronic lower back pain",
        "Time to progression",
        "Number of serious device related adverse events",
        "Time to resolution of pain",
    ],
)
def test_measure_with_more_in_it_is_quoted(measure: str) -> None:
    """A page reduces no measure to a part of it."""
    assert f"listed as “{measure}”" in words(text(primary=[{"measure": measure}]))


def test_description_can_speak_against_a_plain_word() -> None:
    """ "Treatment-related" is a part of all health problems (NCT07148557)."""
    assert fits("harms", "Adverse events", "All that happens is written down")
    assert not fits("harms", "Adverse events", "Number of subjects with treatment-related events")
    assert not fits("return_free", "Disease free survival", "From start to progression or death")


def test_measure_that_is_a_heading_is_left_out() -> None:
    """ "Safety as measured by:" measures nothing."""
    for measure in ("Safety as measured by:", "Primary Outcome Measure", "Use, as judged by the following:"):
        assert measure.rstrip(":") not in words(text(primary=[{"measure": measure}]))


def test_no_time_is_told_for_the_beginning() -> None:
    """Day 0 is no length of time."""
    told = words(text(primary=[{"measure": "Overall survival", "timeFrame": "Day 0"}]))
    assert "time given" not in told


# ── What all measures ask ─────────────────────────────────────────────────────

SAFE = {"measure": "Number of participants with adverse events"}
WORKS = {"measure": "Change in attacks"}
BLOOD = {"measure": "IgG4 antibodies"}


@pytest.mark.parametrize(
    ("measures", "title", "asks"),
    [
        ([SAFE], "Amitol", "safety"),
        ([SAFE, WORKS], "Amitol", "mixed"),
        ([SAFE, WORKS], "Safety of Amitol", "safety"),
        ([WORKS, SAFE], "Amitol", "effect"),
        ([BLOOD], "Amitol", "laboratory"),
        ([{"measure": "Maximum tolerated dose"}], "Amitol", "dose"),
        ([{"measure": "Sensitivity and specificity"}], "Amitol", "exact"),
    ],
)
def test_question_is_what_measures_and_title_agree_on(
    measures: list[dict[str, str]], title: str, asks: str
) -> None:
    """One measure of several says little alone."""
    assert asked.asked_of(record(primary=measures, title=title)) == asks


def test_headline_asks_about_safety_only_where_safety_is_measured() -> None:
    """Phase 1 alone is no question (NCT01852825)."""
    assert "safe" in text(primary=[SAFE], phases=["PHASE1"]).headline.text.lower()
    assert "safe" not in text(primary=[BLOOD], phases=["PHASE1"]).headline.text.lower()


def test_study_that_sets_off_attacks_is_not_said_to_help() -> None:
    """Attacks are brought on to learn of them (NCT02466334)."""
    told = words(
        text(
            title="Headache Inducing Effects of Amitol in Migraine: Amitol Induces Headache Attacks",
            conditions=["Migraine"],
            design=design(allocation="NA", interventionModel="SINGLE_GROUP", primaryPurpose="BASIC_SCIENCE"),
        )
    )
    assert "can set off symptoms on purpose" in told
    assert "could become a choice" not in told


def test_trial_of_likeness_does_not_fear_that_one_works_less() -> None:
    """A biosimilar is to be alike."""
    assert facts(title="Therapeutic Equivalence of Amitol").even
    told = words(
        text(
            title="Therapeutic Equivalence of Amitol and Bemitol",
            interventions=[thing("Amitol"), thing("Bemitol")],
            arms=[
                arm("Amitol", "EXPERIMENTAL", "Drug: Amitol"),
                arm("Bemitol", "ACTIVE_COMPARATOR", "Drug: Bemitol"),
            ],
            design=design(allocation="RANDOMIZED", interventionModel="PARALLEL", primaryPurpose="TREATMENT"),
        )
    )
    assert "not work better than" not in told


def test_one_drug_or_another_is_not_told_as_both() -> None:
    """Who gets either gets not both (NCT06692738)."""
    both = {
        "interventions": [thing("Amitol"), thing("Bemitol")],
        "arms": [arm("A", "EXPERIMENTAL", "Drug: Amitol"), arm("B", "EXPERIMENTAL", "Drug: Bemitol")],
        "primary": [{"measure": "Overall survival"}],
    }
    told = text(title="Amitol or Bemitol in Adults With Asthma", **both).headline.text
    assert "Amitol and Bemitol help" not in told
    assert "live longer" not in told


def test_long_measure_is_told_by_its_first_words() -> None:
    """A reader is told the main measure wherever the record has one."""
    long = (
        "Percentage of participants who bear a single dose of egg that was baked for half an hour and "
        "then ground, mixed with oats, weighed twice by two people and given in a spoon"
    )
    assert "begins: “Percentage of participants who bear a single dose" in words(
        text(primary=[{"measure": long}])
    )


def test_measure_in_short_form_is_told_with_its_description() -> None:
    """ "rw-PFS" tells a neighbour nothing (NCT07247227)."""
    primary = [{"measure": "rw-PFS", "description": "Time from the start to growth or death"}]
    assert "listed as “rw-PFS”: “Time from the start to growth or death”." in words(text(primary=primary))


def test_first_measure_that_is_none_gives_way_to_the_next() -> None:
    """Age and sex of the people are no main measure (NCT04885140)."""
    primary = [{"measure": "General data"}, {"measure": "Knowledge of the illness by a set of questions"}]
    told = words(text(primary=primary))
    assert "General data" not in told
    assert "Knowledge of the illness" in told


@pytest.mark.parametrize(
    ("measure", "description", "wrong"),
    [
        (
            "HbA1c",
            "The ability of the digital twin model to accurately predict HbA1c",
            "long-term blood sugar",
        ),
        ("Incidence of Treatment-Emergent Adverse Events", "Number of patients deceased", "health problems"),
    ],
)
def test_measure_whose_description_asks_something_else_is_quoted(
    measure: str, description: str, wrong: str
) -> None:
    """The title of a measure alone bears no paraphrase (NCT07116902)."""
    told = text(primary=[{"measure": measure, "description": description}])
    assert wrong not in " ".join(sentence.text for sentence in told.summary)


def test_area_under_a_curve_of_symptoms_is_no_drug_level() -> None:
    """A curve of symptoms is not what the body does with a drug (NCT03776643)."""
    assert kind_of_measure("Nasal congestion expressed as area under the curve (AUC)") == "effect"
    assert kind_of_measure("Change in AUC of C-peptide") == "effect"
    assert kind_of_measure("AUC0-inf of Amitol") == "levels"


@pytest.mark.parametrize(
    ("measure", "name"),
    [
        ("Event-free spell (EFS), defined as time from the first day", "Event-free spell (EFS)"),
        ("Anti-KLH Antibody. This is Measured by ELISA and told", "Anti-KLH Antibody"),
        ("Safety and spirit as determined by the number of calls", "Safety and spirit"),
        ("Weight at week 12", "Weight at week 12"),
    ],
)
def test_definition_of_a_measure_is_cut_off_its_name(measure: str, name: str) -> None:
    """A quote that ends "defined as time" says nothing (NCT07428993)."""
    assert name_of(measure) == name


def test_quote_of_a_long_measure_never_hangs() -> None:
    """No "… the control arm as" (NCT05816460)."""
    long = (
        "Mean slow change in the talking group when held against the control arm as it is told by many "
        "people on many days in many towns and by their friends in all the other towns"
    )
    told = words(text(primary=[{"measure": long}]))
    assert "control arm”." in told


def test_share_of_people_is_not_told_as_a_length_of_life() -> None:
    """A rate at 18 weeks counts people (NCT00698815)."""
    told = words(text(primary=[{"measure": "18 Week Progression-free Survival Rate"}]))
    assert "how many people live without their illness getting worse for a set time" in told
    long = "Progression-free Survival (PFS), as assessed by the investigator"
    assert "how long people live without their illness getting worse" in words(
        text(primary=[{"measure": long}])
    )


def test_score_of_symptoms_and_medicines_is_quoted() -> None:
    """It is no measure of the symptoms alone (NCT01720251)."""
    told = words(text(primary=[{"measure": "Combined Rhinoconjunctivitis Symptom and Medication Score"}]))
    assert "Symptom and Medication Score" in told


@pytest.mark.parametrize(
    ("measure", "about"),
    [
        ("Grade 3 or higher acute toxicity", "health problems"),
        ("Postoperative VAS Pain Scores on the ward", "pain"),
        ("Annual rate of acute COPD exacerbation", "flare-ups, when an illness gets worse"),
    ],
)
def test_short_quoted_measure_is_told_with_what_it_is_about(measure: str, about: str) -> None:
    """The name stands as registered, and a plain word before it tells a neighbour what it is."""
    assert f" about {about}: “{measure}”" in words(text(primary=[{"measure": measure}]))


@pytest.mark.parametrize(
    "measure",
    [
        "Diagnosis of IgE-mediated food allergy",
        "Hypoglycemic Confidence Scale on blood sugar",
        "Concentration that elicits a fall in FEV1",
        "Vital signs such as blood pressure",
        "Pruritus and sleep",
        "Absence of ophthalmic complications",
    ],
)
def test_measure_that_is_more_than_a_plain_word_is_quoted_alone(measure: str) -> None:
    """A word within a name is not always what is measured."""
    told = words(text(primary=[{"measure": measure}]))
    assert " about " not in told.partition("main ")[2].partition("“")[0]
    assert f"listed as “{measure}”" in told


def test_list_without_a_space_is_never_quoted() -> None:
    """Twenty thousand letters are one word (a bound by words alone lets them through)."""
    long = "1," * 10_000
    told = text(
        primary=[{"measure": long, "description": long}],
        arms=[arm(long, "EXPERIMENTAL"), arm("B", "EXPERIMENTAL")],
    )
    assert "1,1,1,1," not in words(told)
