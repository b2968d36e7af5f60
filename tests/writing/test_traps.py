"""Each pattern in which a fluent sentence is false: a small record of our own that has it, and a real one."""

from collections.abc import Mapping

import pytest

from plainstudy.record.record import StudyRecord
from plainstudy.writing.facts import extract_facts
from plainstudy.writing.rules import status_today, write_text

from .documents import TODAY, arm, design, facts, record, summary, text, thing, words

RANDOM = design(allocation="RANDOMIZED", interventionModel="PARALLEL", primaryPurpose="TREATMENT")
TWO = [thing("Amitol"), thing("Placebo")]
AGAINST_PLACEBO = [
    arm("A", "EXPERIMENTAL", "Drug: Amitol"),
    arm("B", "PLACEBO_COMPARATOR", "Drug: Placebo"),
]

NEVER_SAID = {
    "NCT02532179": ["Pregnant women can"],
    "NCT07537062": [],
    "NCT05742243": ["placebo instead"],
    "NCT05023460": ["no device"],
    "NCT03397563": ["Some get a sham", "Some were to get a sham"],
    "NCT05962437": ["The people who take part are not", "The people who take part and"],
    "NCT03478930": ["not told who gets what", "not to be told who gets what"],
    "NCT06119581": ["Chance decides who"],
    "NCT04946890": ["compares"],
    "NCT07076095": ["compares", "is to compare"],
    "NCT04930887": ["Chance decides", "Chance does not decide", "Chance decided", "Chance did not"],
    "NCT01792817": ["early study", "early step"],
    "NCT06317558": ["This study tests"],
    "NCT05064306": ["tests", "tested"],
    "NCT03683472": ["is for healthy"],
    "NCT06359470": ["runs and pays"],
    "NCT06555328": ["with chronic urticaria and hidradenitis"],
    "NCT02247050": ["for patients"],
    "NCT04984876": ["safety reasons", "not about safety"],
    "NCT03964051": ["failed"],
    "NCT05144685": ["for safety"],
    "NCT00920621": ["1,752 people took part", "876 people took part"],
    "NCT01407380": ["had side effects"],
    "NCT00205894": ["No results exist"],
}
SAID = {
    "NCT05742243": "“Abatacept and nasal placebo”",
    "NCT04678869": "no phase",
    "NCT01792817": "calls this study pivotal",
    "NCT03478930": "omalizumab",
    "NCT05064306": "no longer available",
    "NCT03964051": "“Finished”",
    "NCT00205894": "the record lists a paper",
    "NCT04930887": "is not clear on",
    "NCT02247050": "health workers",
    "NCT01407380": "health problems",
    "NCT06972472": "Some get a placebo",
}


@pytest.mark.registry
@pytest.mark.parametrize("nct_id", sorted(NEVER_SAID))
def test_real_record_with_a_trap_never_leads_to_the_false_sentence(
    real_records: Mapping[str, StudyRecord], nct_id: str
) -> None:
    """The real record that taught us a trap has none of the wordings that would be false."""
    told = words(real_records[nct_id])
    assert [wrong for wrong in NEVER_SAID[nct_id] if wrong in told] == []


@pytest.mark.registry
@pytest.mark.parametrize("nct_id", sorted(SAID))
def test_real_record_with_a_trap_is_told_rightly(
    real_records: Mapping[str, StudyRecord], nct_id: str
) -> None:
    """The real record that taught us a trap has the words that are right."""
    assert SAID[nct_id].lower() in words(real_records[nct_id]).lower()


def test_exclusions_under_inclusion_stand_verbatim() -> None:
    """Pregnant women listed under "Inclusion" are never told as people who can join."""
    mixed = (
        "Inclusion Criteria:\n\n* Adults with asthma\n* Pregnant women\n\nExclusion Criteria:\n\n* Smokers"
    )
    criteria = text(criteria=mixed).criteria
    assert (criteria.can, criteria.cannot, criteria.verbatim) == ((), (), True)


def test_same_points_for_and_against_are_called_so() -> None:
    """A list that stands under both headings is not split."""
    both = "Inclusion Criteria:\n\n1. Under 4 years\n\nExclusion Criteria:\n\n1. Under 4 years"
    note = text(criteria=both).criteria.note
    assert note is not None
    assert "same points" in note.text


def test_exclusion_heading_in_mid_line_stands_verbatim() -> None:
    """A heading inside a line splits nothing."""
    hidden = "Inclusion Criteria:\n\n* Back pain. Exclusion Criteria: spine surgery\n* Able to walk"
    assert text(criteria=hidden).criteria.verbatim


def test_double_negative_is_no_point() -> None:
    """ "No history of allergy" among the exclusions is left to the record's own words."""
    double = (
        "Inclusion Criteria:\n\n* Adults with asthma\n\n"
        "Exclusion Criteria:\n\n* No history of past allergy\n* Heavy smoking"
    )
    assert [point.text for point in text(criteria=double).criteria.cannot] == ["Heavy smoking."]


def test_one_clear_heading_each_gives_points() -> None:
    """Plain lists below clear headings become points on their right side."""
    clear = "Inclusion Criteria:\n\n* Age \\>= 18 years\n\nExclusion Criteria:\n\n* Pregnant women"
    criteria = text(criteria=clear).criteria
    assert [point.text for point in criteria.can] == ["Age at least 18 years."]
    assert [point.text for point in criteria.cannot] == ["Pregnant women."]


def test_placebo_added_to_a_treatment_that_all_get_is_told_so() -> None:
    """Everyone gets the base treatment; the placebo does not stand in its place."""
    told = summary(
        text(
            design=RANDOM,
            interventions=[thing("Basol"), *TWO],
            arms=[
                arm("Basol and Amitol", "EXPERIMENTAL", "Drug: Basol", "Drug: Amitol"),
                arm("Basol and placebo", "PLACEBO_COMPARATOR", "Drug: Basol", "Drug: Placebo"),
            ],
        )
    )
    assert "Everyone gets Basol, plus Amitol or a placebo." in told
    assert "in its place" not in told


def test_placebo_device_is_told_in_the_words_of_the_record() -> None:
    """A switched-off implant is quoted; nobody is said to get no device."""
    told = words(
        text(
            design=RANDOM,
            interventions=[
                thing("Nerve stimulator", "DEVICE"),
                thing("Placebo", "DEVICE", description="Implant that stays switched off"),
            ],
            arms=[
                arm("A", "EXPERIMENTAL", "Device: Nerve stimulator"),
                arm("B", "PLACEBO_COMPARATOR", "Device: Placebo"),
            ],
        )
    )
    assert "“Implant that stays switched off”" in told
    assert "no active part" not in told


def test_crossover_gives_everyone_both_in_turn() -> None:
    """In a crossover nobody gets "the sham instead"."""
    cross = design(allocation="RANDOMIZED", interventionModel="CROSSOVER", primaryPurpose="TREATMENT")
    said = "A cross-over trial with two treatment periods."
    told = summary(text(design=cross, interventions=TWO, arms=AGAINST_PLACEBO, details=said))
    assert "Each person gets Amitol and a placebo, one after the other." in told
    assert "Some get" not in told


def test_only_those_who_are_masked_are_said_not_to_know() -> None:
    """Where participants are not masked, nobody says that they do not know."""
    info = RANDOM | {"maskingInfo": {"masking": "DOUBLE", "whoMasked": ["INVESTIGATOR", "OUTCOMES_ASSESSOR"]}}
    told = summary(text(design=info, interventions=TWO, arms=AGAINST_PLACEBO, details="Double-blind."))
    assert "The researchers and those who judge the results are not told who gets what." in told


def test_extension_in_which_all_get_the_drug_hides_nothing() -> None:
    """A placebo that only names where people come from is no placebo of this study."""
    told = words(
        text(
            design=design(
                allocation="NON_RANDOMIZED",
                interventionModel="PARALLEL",
                masking="TRIPLE",
                whoMasked=["PARTICIPANT"],
            ),
            interventions=TWO,
            arms=[
                arm("From drug", "EXPERIMENTAL", "Drug: Amitol"),
                arm("From placebo", "EXPERIMENTAL", "Drug: Amitol", "Drug: Placebo"),
            ],
        )
    )
    assert "The record calls the groups “From drug” and “From placebo”." in told
    assert "not told" not in told
    assert "a placebo" not in told


def test_study_of_several_parts_says_that_chance_decides_for_some() -> None:
    """Chance in one part is not told of all."""
    told = summary(
        text(
            design=RANDOM,
            interventions=TWO,
            arms=[
                arm("Part A: drug", "EXPERIMENTAL", "Drug: Amitol"),
                arm("Part B: drug", "EXPERIMENTAL", "Drug: Amitol"),
                arm("Part B: placebo", "PLACEBO_COMPARATOR", "Drug: Placebo"),
            ],
            details="Part B is randomized.",
        )
    )
    assert "Chance plays a part in who gets what, or when they get it." in told


def test_groups_that_are_doses_are_one_drug() -> None:
    """Three doses of one drug are not three treatments."""
    told = text(
        design=RANDOM,
        interventions=[thing("Amitol 5 mg"), thing("Amitol 10 mg")],
        arms=[
            arm("Amitol 5 mg", "EXPERIMENTAL", "Drug: Amitol 5 mg"),
            arm("Amitol 10 mg", "EXPERIMENTAL", "Drug: Amitol 10 mg"),
        ],
    )
    assert told.summary[0].text == "This study tests different doses of Amitol."
    assert "compare" not in summary(told)


def test_title_that_compares_without_a_group_to_compare_is_not_believed() -> None:
    """ "Versus" in the title alone makes no comparison."""
    told = summary(text(title="Amitol Versus Basol in Asthma"))
    assert "compares" not in told
    assert "speaks of a comparison" in told


def test_allocation_against_the_text_is_told_as_a_contradiction() -> None:
    """Neither of two fields is chosen."""
    told = summary(
        text(
            official="A Randomized Study of Amitol",
            design=design(allocation="NON_RANDOMIZED", interventionModel="PARALLEL"),
            interventions=TWO,
            arms=AGAINST_PLACEBO,
        )
    )
    assert "The record is not clear on whether chance decides who gets what." in told
    assert "Chance" not in told


def test_drug_without_phase_is_still_a_drug() -> None:
    """Phase "NA" says nothing about what is tested."""
    told = text(phases=["NA"])
    assert told.substance_title == "Active substance"
    assert "No phase is given." in [sentence.text for sentence in told.could_lead_to]


def test_pivotal_device_study_is_not_called_early() -> None:
    """What the record calls pivotal is told as that."""
    told = words(
        text(
            title="Pivotal Study of the Amiflex Device",
            phases=["NA"],
            interventions=[thing("Amiflex stimulator", "DEVICE")],
            arms=[arm("A", "EXPERIMENTAL", "Device: Amiflex stimulator")],
        )
    )
    assert "The record calls this study pivotal" in told
    assert "early" not in told


def test_less_treatment_is_told_as_the_question_it_is() -> None:
    """A study that takes something away is no "better treatment"."""
    told = text(title="De-escalation of Amitol in Adults With Asthma")
    assert told.headline.text.startswith(("Is less treatment enough", "A study of de-escalation of Amitol"))
    assert "The question is whether less treatment is enough." in words(told)


def test_outcome_worded_as_a_hope_is_quoted_as_listed() -> None:
    """A hoped-for result is never told as one."""
    told = summary(
        text(primary=[{"measure": "75 percent of people are alive and well", "timeFrame": "2 years"}])
    )
    assert "is listed as “75 percent of people are alive and well” (time given: 2 years)." in told


def test_observational_study_with_interventions_tests_nothing() -> None:
    """It looks at people who were treated."""
    told = summary(
        text(
            type="OBSERVATIONAL",
            status="COMPLETED",
            phases=None,
            design={"observationalModel": "COHORT", "timePerspective": "RETROSPECTIVE"},
            arms=[arm("A", None, "Drug: Amitol")],
        )
    )
    assert "It looked at people who got Amitol." in told
    assert "test" not in told


def test_expanded_access_is_told_as_a_way_outside_a_study() -> None:
    """A way to get a drug is not called a test."""
    told = words(
        text(type="EXPANDED_ACCESS", status="NO_LONGER_AVAILABLE", phases=None, arms=None, design=None)
    )
    assert "This was not a study" in told
    assert "no longer available" in told
    assert "tests" not in told


def test_healthy_box_with_an_illness_required_does_not_invite_healthy_people() -> None:
    """The tick alone never says that healthy people can join."""
    told = words(text(healthy=True))
    assert "its rules may still ask for an illness" in told
    assert "is for healthy" not in told
    ill = "Inclusion Criteria:\n\n* Diagnosis of asthma\n* Over 18 years"
    assert "its rules may still ask for an illness" in words(text(healthy=True, criteria=ill))
    well = "Inclusion Criteria:\n\n* Owns a phone\n* Over 18 years"
    assert "may still ask" not in words(text(healthy=True, criteria=well))


def test_biosimilar_is_told_as_a_copy() -> None:
    """What the record calls a biosimilar is no new drug of its sponsor."""
    told = text(
        title="Proposed Biosimilar Amitol in Healthy Male Volunteers",
        conditions=["Healthy"],
        healthy=True,
        sex="MALE",
    )
    assert (
        told.headline.text
        == "How does a proposed copy of the drug Amitol compare with the original in healthy men?"
    )


def test_person_as_sponsor_is_known_as_a_person() -> None:
    """A sponsor-investigator does not "run and pay"."""
    found = facts(
        sponsor={"name": "Mona Example", "class": "OTHER"}, responsible={"type": "SPONSOR_INVESTIGATOR"}
    )
    assert found.sponsor_is_person


def test_basket_of_conditions_is_never_joined_by_and() -> None:
    """Several listed conditions are what it is about, and are not said to be all needed."""
    criteria = "Inclusion Criteria:\n\n* Hives for six weeks\n* Hidradenitis for a year"
    told = summary(text(title="Amitol", conditions=["Hives", "Hidradenitis"], criteria=criteria))
    assert "It is about hives and hidradenitis, and adults can join." in told
    assert "with hives" not in told


def test_condition_that_is_no_illness_makes_no_patients() -> None:
    """Clinicians who take part are not told as patients."""
    told = summary(
        text(
            title="Commitments",
            conditions=["Health Services Misuse"],
            criteria="Inclusion Criteria:\n\n* Primary care clinicians\n\nExclusion Criteria:\n\n* Retired",
        )
    )
    assert "The people who take part are health workers, not patients." in told


def test_vague_reason_for_stopping_is_quoted_and_not_explained() -> None:
    """ "Sponsor Decision" is all that is known."""
    told = words(text(status="TERMINATED", why="Sponsor Decision"))
    assert "The reason given is: “Sponsor Decision”." in told
    assert "safety" not in told.replace("how safe", "")


def test_reason_finished_is_not_told_as_failure() -> None:
    """ "Finished" is quoted as it is."""
    told = words(text(status="TERMINATED", why="Finished"))
    assert "“Finished”" in told
    assert "fail" not in told


def test_planned_start_that_has_passed_is_told_on_the_day_only() -> None:
    """A stored text never says that a study opens soon; the page of the day says that it was due."""
    late = record(
        status="NOT_YET_RECRUITING", start={"date": "2024-01", "type": "ESTIMATED"}, verified="2023-11"
    )
    stored = words(late)
    assert "Planned start: January 2024." in stored
    today = " ".join(sentence.text for sentence in status_today(late, today=TODAY))
    assert "It was due to open in January 2024; nobody has confirmed since that it did." in today


def test_enrollment_that_differs_from_who_started_is_told_as_the_record_counts() -> None:
    """Mothers and children are not added up to people who took part."""
    flow = {"periods": [{"milestones": [{"type": "STARTED", "achievements": [{"numSubjects": "240"}]}]}]}
    told = summary(
        text(
            status="COMPLETED",
            enrollment={"count": 120, "type": "ACTUAL"},
            results={"participantFlowModule": flow},
        )
    )
    assert "By the record, 120 people joined." in told
    assert "took part" not in told


def test_adverse_events_are_health_problems_and_no_side_effects() -> None:
    """An adverse event is not a side effect."""
    told = summary(
        text(primary=[{"measure": "Number of participants with adverse events", "timeFrame": "2 years"}])
    )
    assert "how many people have health problems (time given: 2 years)." in told
    assert "side effect" not in told


def test_no_posted_results_with_linked_papers_says_both() -> None:
    """ "No results exist" would be false."""
    told = summary(text(status="COMPLETED", references=[{"pmid": "1", "type": "DERIVED"}]))
    assert "No results are posted in this registry; the record lists a paper." in told


def test_plan_is_told_as_a_plan() -> None:
    """Before it begins, nothing is told as what happened; a withdrawn study says that nobody took part."""
    planned = summary(text(status="NOT_YET_RECRUITING"))
    assert planned.startswith("This study is to test Amitol")
    withdrawn = summary(text(status="WITHDRAWN", enrollment={"count": 0, "type": "ACTUAL"}))
    assert withdrawn.startswith("The plan was to test Amitol")
    assert "The study was withdrawn and nobody took part." in withdrawn


@pytest.mark.parametrize("status", ["UNKNOWN", "SOMETHING_NEW", None])
def test_unknown_status_is_never_open(status: str | None) -> None:
    """UNKNOWN and values nobody has seen are told as not known, not as recruiting or closed."""
    told = write_text(extract_facts(record(status=status, last_known="RECRUITING"), today=TODAY))
    first = told.status[0].text
    assert "recruiting" not in first.lower()
    assert "closed" not in " ".join(sentence.text for sentence in told.status)
