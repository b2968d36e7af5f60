"""What is put to the test is told as the title and the groups have it, not as a mere list."""

from collections.abc import Mapping

import pytest

from plainstudy.record.record import StudyRecord
from plainstudy.writing.facts import extract_facts
from plainstudy.writing.rules import write_text

from .documents import TODAY, arm, design, summary, text, thing, words

RANDOM = design(allocation="RANDOMIZED", interventionModel="PARALLEL", primaryPurpose="TREATMENT")
OPEN = design(allocation="NON_RANDOMIZED", interventionModel="PARALLEL", primaryPurpose="TREATMENT")


def of_drugs(*groups: str, **more: object) -> str:
    """Return the summary of a study whose groups get the drugs given by first letters: "AB", "A"."""
    names = {"A": "Amitol", "B": "Basol", "C": "Corol", "D": "Dinol"}
    used = sorted({letter for group in groups for letter in group})
    arms = [
        arm(
            " + ".join(names[letter] for letter in group),
            "EXPERIMENTAL",
            *(f"Drug: {names[letter]}" for letter in group),
        )
        for group in groups
    ]
    wanted = {
        "design": OPEN,
        "title": f"{' and '.join(names[letter] for letter in used)} for Adults With Asthma",
        "summary": " ".join(names.values()),
    } | more
    return summary(text(arms=arms, interventions=[thing(names[letter]) for letter in used], **wanted))


def test_drug_of_the_title_that_all_get_is_told_with_its_partners() -> None:
    """No drug stands alone in "Amitol combinations"."""
    told = of_drugs("AB", "AC", title="Amitol Combinations in Adults With Asthma")
    assert told.startswith("This study uses Amitol, Basol and Corol, not all in the same group.")
    assert "tests Amitol" not in told


def test_drug_given_alone_and_with_another_is_not_told_as_tested() -> None:
    """One group gets A, another A and B: not "tests A and B"."""
    told = of_drugs("A", "AB", title="Amitol With or Without Basol in Asthma")
    assert "This study uses Amitol and Basol." in told
    assert "Everyone gets Amitol; some also get Basol." in told


def test_drugs_of_different_groups_are_not_told_as_given_together() -> None:
    """Each group has one of them."""
    assert "This study tests Amitol and Basol, in different groups." in of_drugs("A", "B")


def test_groups_that_share_drugs_are_told_as_combinations() -> None:
    """Union of all drugs is not what is compared (NCT05329766)."""
    assert "This study tests combinations of Amitol, Basol and Corol." in of_drugs("AB", "BC", "AC")
    told = of_drugs("AB", "BC", "AC", design=RANDOM)
    assert "This study compares different combinations of Amitol, Basol and Corol." in told


def test_two_groups_without_a_common_drug_are_compared_as_they_are() -> None:
    """A and B against C."""
    assert "This study compares Amitol and Basol with Corol." in of_drugs("AB", "C", design=RANDOM)


def test_side_of_a_comparison_that_is_left_open_is_only_told_as_used() -> None:
    """A, and A with B, against C (NCT06467357)."""
    arms = [
        arm("Amitol and Basol", "EXPERIMENTAL", "Drug: Amitol", "Drug: Basol"),
        arm("Amitol", "EXPERIMENTAL", "Drug: Amitol"),
        arm("Corol", "ACTIVE_COMPARATOR", "Drug: Corol"),
    ]
    listed = [thing("Amitol"), thing("Basol"), thing("Corol")]
    title = "Amitol With or Without Basol Versus Corol in Asthma"
    told = summary(text(design=RANDOM, arms=arms, interventions=listed, title=title))
    assert "This study uses Amitol, Basol and Corol, not all in the same group." in told


def test_samples_are_not_told_as_tested() -> None:
    """Blood, saliva and a brushing of the nose are means; the title says what is studied (NCT04680117)."""
    told = words(
        text(
            title="Defining Severe Asthma in Childhood",
            design=OPEN,
            interventions=[thing("Blood collection", "OTHER"), thing("Nasal", "OTHER")],
            arms=[arm("A", "OTHER", "Other: Blood collection", "Other: Nasal")],
        )
    )
    assert "This study tests" not in told
    assert "registered as “Defining Severe Asthma in Childhood”" in told
    assert "nasal work" not in told


def test_operation_that_people_have_anyway_is_not_told_as_tested() -> None:
    """Cells are taken during an operation; the operation is not the question (NCT06775600)."""
    told = words(
        text(
            title="Cells From Removed Bone in Adults With Asthma",
            interventions=[thing("Hip Replacement", "PROCEDURE")],
            arms=[arm("A", "EXPERIMENTAL", "Procedure: Hip Replacement")],
        )
    )
    assert "hip replacement help" not in told.lower()
    assert "tests hip replacement" not in told


def test_drugs_that_make_ready_for_cells_are_not_told_as_tested() -> None:
    """CAR-T cells are tested, not what is given before them (NCT07428993)."""
    names = ["Cyclophosphamide", "Fludarabine", "B1-CAR-T cells"]
    told = text(
        title="B1-CAR-T Cells in Adults With Asthma",
        interventions=[thing(name) for name in names],
        arms=[arm("A", "EXPERIMENTAL", *(f"Drug: {name}" for name in names))],
    )
    assert "cyclophosphamide" not in told.headline.text.lower()
    assert "fludarabine" not in told.headline.text.lower()


REAL = {
    "NCT07256782": "“QLC5508 and QL1706”",
    "NCT05329766": "reatment combinations with and without chemotherapy",
    "NCT06775600": "registered as “Stem Cell Isolation",
    "NCT04680117": "registered as “Defining the Severe",
}


@pytest.mark.registry
@pytest.mark.parametrize(("nct_id", "said"), REAL.items())
def test_real_record_is_told_by_its_title_or_groups(
    real_records: Mapping[str, StudyRecord], nct_id: str, said: str
) -> None:
    """The real records in which this was seen."""
    assert said in words(write_text(extract_facts(real_records[nct_id], today=TODAY)))


def two(one: str, other: str, **more: object) -> str:
    """Return the headline of a study of two groups that list the same."""
    arms = [arm(one, "EXPERIMENTAL", "Drug: Amitol"), arm(other, "ACTIVE_COMPARATOR", "Drug: Amitol")]
    return text(**({"design": RANDOM, "arms": arms} | more)).headline.text


def test_two_ways_that_only_labels_name_make_the_headline() -> None:
    """The listed intervention is but one of the two ways (NCT04112485)."""
    assert two("Open cut", "Cut by laser").startswith("“Open cut” or “Cut by laser”: how do they compare")


@pytest.mark.parametrize("label", ["Control", "Healthy adults", "Amitol 5 mg", "Arm B", "Usual treatment"])
def test_controls_people_and_doses_are_no_ways_to_compare(label: str) -> None:
    """A headline quotes only labels that name something done."""
    assert "“" not in two("Open cut", label)


def test_title_on_drug_levels_asks_no_help() -> None:
    """How a drug moves through the body is the question, not whether it helps (NCT01738087)."""
    asked = text(
        title="Lung Bioavailability of Amitol in Adults With Asthma",
        primary=[{"measure": "AUC"}],
        criteria="Inclusion Criteria:\n\n* Asthma",
    )
    assert asked.headline.text == "What does the body of adults with asthma do with the drug Amitol?"


def test_interaction_of_drugs_is_no_contest() -> None:
    """One drug's effect on another is studied; they are no rivals (NCT03769870)."""
    arms = [arm("1", "EXPERIMENTAL", "Drug: Amitol"), arm("2", "EXPERIMENTAL", "Drug: Basol")]
    asked = text(
        title="Amitol and Basol DDI Study",
        design=RANDOM,
        arms=arms,
        interventions=[thing("Amitol"), thing("Basol")],
    )
    assert "compare" not in asked.headline.text
    assert "get Amitol and Basol together?" in asked.headline.text


def test_copy_is_no_other_name_of_the_original() -> None:
    """One drug listed for the group of the copy and for that of the original (NCT05564611)."""
    listed = [thing("Amitol", otherNames=["AB-018"])]
    arms = [arm("AB-018", "EXPERIMENTAL", "Drug: Amitol"), arm("US Amitolix", "OTHER", "Drug: Amitol")]
    told = words(text(design=RANDOM, arms=arms, interventions=listed))
    assert "also called AB-018" not in told
    assert "The record calls the groups “AB-018” and “US Amitolix”." in told


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        ("PROCEDURE", "Radiotherapy", "Radiation can harm healthy parts"),
        ("BIOLOGICAL", "Immune evaluation", "registered as"),
    ],
)
def test_thing_listed_under_a_wrong_kind_is_told_as_what_it_is(kind: str, name: str, told: str) -> None:
    """Radiation listed as a procedure, a blood test listed as a biological product (NCT04624828)."""
    arms = [arm("A", "EXPERIMENTAL", f"X: {name}")]
    listed = [thing(name, kind)]
    assert told in words(text(title="Care of Adults With Asthma", interventions=listed, arms=arms))


@pytest.mark.parametrize(
    ("title", "aim"),
    [
        ("Amitol for Prevention of Skin Burns in Adults With Asthma", "prevent skin burns"),
        ("Amitol in the Treatment of Bone Loss in Adults With Asthma", "treat bone loss"),
        ("Amitol to Reduce Fear of Falling in Adults With Asthma", "reduce fear of falling"),
        ("Amitol for the Treatment of Patients With Asthma", None),
        ("Amitol for the Treatment of Asthma in Adults", None),
        ("Amitol in the Treatment of DFUs", None),
        ("Amitol in the Treatment of House Dust Mite (HDM) Induced Rhinitis", None),
        ("Amitol in Adults With Asthma", None),
    ],
)
def test_aim_of_the_title_is_told_beside_the_illness(title: str, aim: str | None) -> None:
    """A gel against burns from radiation does not "help adults with breast cancer" (NCT06905561)."""
    told = text(title=title, criteria="Inclusion Criteria:\n\n* Asthma")
    assert (f"The aim is to {aim}." in words(told)) == (aim is not None)
    if aim is not None:
        assert f"help {aim} in " in told.headline.text


def test_another_drug_and_a_placebo_are_both_told() -> None:
    """Some get another drug, some a copy: the summary says both (NCT07342803)."""
    listed = [thing("Amitol"), thing("Basol"), thing("Placebo")]
    arms = [
        arm("Amitol", "EXPERIMENTAL", "Drug: Amitol"),
        arm("Basol", "ACTIVE_COMPARATOR", "Drug: Basol"),
        arm("Placebo", "PLACEBO_COMPARATOR", "Drug: Placebo"),
    ]
    told = summary(text(design=RANDOM, arms=arms, interventions=listed))
    assert "Some get Basol or a placebo instead." in told


def test_one_group_of_the_placebo_type_is_told_as_it_stands() -> None:
    """One group is listed, and its type is a placebo (NCT00876135)."""
    told = words(text(arms=[arm("A", "PLACEBO_COMPARATOR", "Drug: Amitol")]))
    assert "no other group to compare it with" not in told
    assert "The record lists one group, and speaks of a placebo or sham too." in told


# ── A claim only where a second field agrees ──────────────────────────────────


def test_drugs_given_one_after_the_other_are_not_told_as_with_or_without() -> None:
    """One drug until it fails, then the other, is no combination (NCT02856893)."""
    both = arm("1", "EXPERIMENTAL", "Drug: Amitol", "Drug: Basol")
    order = both | {"description": "Basol until progression, followed by Amitol"}
    arms = [arm("2", "EXPERIMENTAL", "Drug: Amitol"), order]
    wanted = {"design": OPEN, "title": "Amitol in Asthma", "interventions": [thing("Amitol"), thing("Basol")]}
    told = words(text(arms=arms, **wanted))
    assert "with or without" not in told
    assert "some also get" not in told
    assert "in different groups" not in told


@pytest.mark.parametrize(
    "description",
    ["Amitol if the wheeze comes back", "may get Amitol", "Amitol as needed", "some get Amitol at home"],
)
def test_what_only_some_of_a_group_get_is_told_as_listed(description: str) -> None:
    """ "If", "may", "some", "as needed" beside a name: not everyone gets it."""
    told = words(text(arms=[arm("Amitol", "EXPERIMENTAL", "Drug: Amitol") | {"description": description}]))
    assert "Everyone gets Amitol" not in told
    assert "The record lists Amitol." in told


def test_thing_that_no_title_summary_or_group_speaks_of_is_not_told_as_tested() -> None:
    """Only the list of interventions knows it."""
    arms = [arm("A", "EXPERIMENTAL", "Drug: Zorol")]
    told = summary(text(title="A Study of Amitol in Asthma", arms=arms, interventions=[thing("Zorol")]))
    assert "tests Zorol" not in told
    assert "This study uses Zorol." in told


@pytest.mark.parametrize(
    "title", ["Amitol Versus Rest in Asthma", "Placebo-Controlled Study of Amitol in Asthma"]
)
def test_one_listed_group_is_no_proof_that_nothing_is_compared(title: str) -> None:
    """One group in the list, a comparison in the title."""
    told = words(text(title=title))
    assert "no other group to compare it with" not in told
    assert "The record lists one group, and speaks of a comparison too." in told


def test_what_is_tried_on_samples_is_not_told_as_given() -> None:
    """In a tube, nobody gets it (NCT06675994)."""
    told = words(
        text(
            type="OBSERVATIONAL",
            phases=None,
            title="Amitol and White Blood Cells in Asthma",
            summary="Cells are treated with Amitol in vitro.",
            arms=[arm("Asthma", None, "Drug: Amitol")],
        )
    )
    assert "people who get Amitol" not in told
    assert "gets Amitol" not in told


def test_treatment_or_placebo_under_one_name_are_two() -> None:
    """ "Amitol or placebo" lists a drug and its copy (NCT03119584)."""
    told = words(
        text(
            interventions=[thing("Amitol or placebo")],
            arms=[arm("A", "EXPERIMENTAL", "Drug: Amitol or placebo")],
        )
    )
    assert "does not list by name" not in told
    assert "tests Amitol" in told


def test_steps_of_a_food_are_no_doses() -> None:
    """Four steps of an egg ladder against five (NCT07040111)."""
    ladder = [
        thing("Ladder", "OTHER", description="4 g steps"),
        thing("Ladder", "OTHER", description="5 g steps"),
    ]
    arms = [arm("Short ladder", "OTHER", "Other: Ladder"), arm("Long ladder", "OTHER", "Other: Ladder")]
    told = words(text(design=RANDOM, arms=arms, interventions=ladder, title="Ladder for Asthma"))
    assert "different doses" not in told
    assert "The record calls the groups “Short ladder” and “Long ladder”." in told


def test_a_name_with_stopping_in_it_is_no_question_of_less() -> None:
    """SEAL, "Stopping Eczema and ALlergy", tests more treatment, not less (NCT03742414)."""
    assert "less treatment" not in words(text(title="Amitol: the Stopping Eczema Study"))
    assert "less treatment" in words(text(title="Stopping treatment with Amitol in Asthma"))


def test_title_too_long_to_quote_leaves_what_is_listed() -> None:
    """The summary never starts without saying what is studied (NCT06454773)."""
    arms = [arm("A", "EXPERIMENTAL", "Drug: Zorol")]
    long = "A Study of the Effects of " + " ".join(["Several"] * 30) + " Compounds"
    told = summary(text(title=long, arms=arms, interventions=[thing("Zorol")]))
    assert told.startswith("This study uses Zorol.")


def test_groups_alone_and_together_are_told_so() -> None:
    """One gets A, one B, one both: no mere combinations (NCT05775159)."""
    assert "This study tests Amitol and Basol, alone or together." in of_drugs("A", "B", "AB")


def test_dose_question_is_asked_of_a_single_drug_only() -> None:
    """Which of two drugs is raised step by step, the record may not say (NCT00099086)."""
    both = ["Drug: Amitol", "Drug: Basol"]
    asked = text(
        title="Amitol and Basol in Asthma",
        phases=["PHASE1"],
        interventions=[thing("Amitol"), thing("Basol")],
        arms=[arm("A", "EXPERIMENTAL", *both)],
        primary=[{"measure": "Maximum tolerated dose"}],
    ).headline.text
    assert not asked.startswith("How much of")


def test_things_of_different_groups_are_not_told_as_used_together() -> None:
    """ "A, B and C" reads as one treatment (NCT03191786)."""
    told = of_drugs("AB", "C", title="Treatments of Asthma", design=RANDOM)
    assert "This study uses Amitol, Basol and Corol, not all in the same group." in told
    both = of_drugs("AB", "AB", title="Treatments of Asthma", design=RANDOM)
    assert "This study uses Amitol and Basol." in both


def test_each_alone_and_both_together_are_told_so() -> None:
    """Three groups: A, B, and A with B (NCT03769870)."""
    told = of_drugs("A", "B", "AB", design=RANDOM)
    assert "This study compares Amitol and Basol, each alone and both together." in told


def test_what_is_given_for_rescue_is_not_told_as_used() -> None:
    """It may be listed before what is compared (NCT06305754)."""
    listed = [
        thing("Amitol"),
        thing("Corol") | {"description": "Rescue medication as needed"},
        thing("Basol"),
    ]
    arms = [
        arm("Amitol", "EXPERIMENTAL", "Drug: Amitol", "Drug: Corol"),
        arm("Basol", "ACTIVE_COMPARATOR", "Drug: Basol"),
    ]
    page = text(design=RANDOM, arms=arms, interventions=listed, title="Treatments of Asthma")
    assert "This study uses Amitol and Basol" in summary(page)
    assert "The record also lists Corol." in words(page)


def test_group_called_after_another_way_than_the_list_has_keeps_the_list_from_being_told_as_used() -> None:
    """ "Open repair" beside "Keyhole repair", and one of them is listed (NCT04112485)."""
    arms = [
        arm("Open laminotomy", "OTHER", "Procedure: Microsurgery"),
        arm("Keyhole microsurgery", "OTHER", "Procedure: Microsurgery"),
    ]
    listed = [thing("Microsurgery", "PROCEDURE")]
    told = words(text(design=RANDOM, arms=arms, interventions=listed, title="Operations for Asthma"))
    assert "This study uses" not in told
    assert "The record lists microsurgery." in told


def test_single_listed_drug_that_a_title_joins_to_another_is_not_told_as_used() -> None:
    """ "Amitol plus EGFR-TKI", and Amitol is all that is listed (NCT03634059)."""
    arms = [arm("Amitol", "EXPERIMENTAL", "Drug: Amitol")]
    told = summary(text(arms=arms, interventions=[thing("Amitol")], title="Amitol Plus EGFR-TKI in Asthma"))
    assert "uses Amitol" not in told
    assert "tests Amitol" not in told


def test_order_of_two_things_is_no_thing() -> None:
    """ "A long bolus then a short bolus" is not what is used (NCT05454891)."""
    names = ["Long bolus then short bolus", "Short bolus then long bolus"]
    arms = [arm(name, "EXPERIMENTAL", f"Drug: {name}") for name in names]
    page = text(design=RANDOM, arms=arms, interventions=list(map(thing, names)), title="Boluses in Asthma")
    assert "This study uses" not in summary(page)
