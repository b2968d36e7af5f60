"""Who gets what is told only where a second field of the record agrees; else the page says what is listed."""

from collections.abc import Mapping

import pytest

from plainstudy.record.record import StudyRecord

from .documents import arm, design, facts, summary, text, thing, words

RANDOM = design(allocation="RANDOMIZED", interventionModel="PARALLEL", primaryPurpose="TREATMENT")
BLIND = RANDOM | {"maskingInfo": {"masking": "DOUBLE", "whoMasked": ["PARTICIPANT", "INVESTIGATOR"]}}
SINGLE = design(allocation="NA", interventionModel="SINGLE_GROUP", primaryPurpose="TREATMENT")
THINGS = [thing("Amitol"), thing("Basol"), thing("Corol")]
PLAIN = "A randomized, blinded trial."


def two(one: str, other: str, *, gets: str = "A", against: str = "B", **more: object) -> str:
    """Return the words of a study of two groups with these labels; drugs by their first letters."""
    names = {"A": "Amitol", "B": "Basol", "C": "Corol"}
    arms = [
        arm(one, "EXPERIMENTAL", *(f"Drug: {names[letter]}" for letter in gets)),
        arm(other, "ACTIVE_COMPARATOR", *(f"Drug: {names[letter]}" for letter in against)),
    ]
    wanted = {
        "design": RANDOM,
        "arms": arms,
        "interventions": [item for item in THINGS if item["name"][0] in gets + against],
        "title": "Amitol Versus Basol in Adults With Asthma",
        "summary": PLAIN,
    } | more
    return words(text(**wanted))


# ── Groups ────────────────────────────────────────────────────────────────────


def test_groups_that_are_called_after_what_they_list_are_told_as_getting_it() -> None:
    """List and label agree: a plain claim, no hedge."""
    told = two("Amitol", "Basol")
    assert "This study compares Amitol with Basol." in told
    assert "One group gets Amitol." in told
    assert "Chance decides" in told


@pytest.mark.parametrize("label", ["Corol", "Amitol or Basol", "Amitol/Basol", "Basol and breathing lessons"])
def test_group_called_after_something_else_is_told_as_listed(label: str) -> None:
    """A label with another drug, an "or", or a thing that no list has: nobody is said to get the list."""
    told = two("Amitol", label, against="AB" if label.startswith("Amitol") else "B")
    assert "One group gets Basol" not in told
    assert "One group gets Amitol and Basol" not in told
    assert "compares" not in told


def test_optional_drug_is_compared_with_nothing() -> None:
    """What is optional or for rescue is no comparison (NCT05296798)."""
    listed = [thing("Amitol"), thing("Basol", description="Optional, by the choice of the investigator")]
    told = two("Amitol", "Basol", interventions=listed)
    assert "compares" not in told
    assert "One group gets Basol" not in told


def test_one_group_of_two_drugs_that_a_title_joins_by_or_does_not_get_both() -> None:
    """ "Amitol or Basol" in the title (NCT05752877)."""
    arms = [arm("Amitol, Basol", "EXPERIMENTAL", "Drug: Amitol", "Drug: Basol")]
    wanted = {"arms": arms, "interventions": THINGS[:2], "design": SINGLE}
    told = words(text(title="Amitol or Basol in Adults With Asthma", **wanted))
    assert "Everyone gets" not in told
    assert "not all of them for everyone" in told
    assert "Everyone gets Amitol and Basol." in words(text(title="Amitol and Basol in Asthma", **wanted))


def test_group_beside_which_a_text_speaks_of_another_is_not_called_the_only_one() -> None:
    """One group is listed; the description speaks of controls (NCT00267033)."""
    alone = "There is one group, with no other group to compare it with."
    assert alone in words(text())
    told = words(text(details="They are randomized to radiation, or to radiation and Amitol."))
    assert alone not in told
    assert "Everyone gets" not in told
    assert "comparison group, so changes cannot" not in told


# ── Placebo and sham ──────────────────────────────────────────────────────────


def placebo(*names: str, label: str = "Placebo", listed: tuple[str, ...] = (), **more: object) -> str:
    """Return the words of a study whose second group is a placebo group with these things."""
    arms = [
        arm("Amitol", "EXPERIMENTAL", "Drug: Amitol", *listed),
        arm(label, "PLACEBO_COMPARATOR", *(f"Drug: {name}" for name in names)),
    ]
    things = [thing("Amitol"), *(thing(name) for name in names if name != "Amitol")]
    wanted = {"design": BLIND, "arms": arms, "interventions": things, "summary": PLAIN}
    return words(text(**(wanted | more)))


def test_placebo_beside_another_drug_takes_nobodys_place() -> None:
    """Both groups have a placebo; the other group gets another drug (NCT06372145)."""
    told = placebo("Basol", "Placebo", label="Basol", listed=("Drug: Placebo",))
    assert "in its place" not in told
    assert "better than the placebo" not in told


def test_placebo_that_comes_with_a_drug_in_one_name_takes_nobodys_place() -> None:
    """ "Placebo/Basol": the drug behind the stroke is given (NCT06742723)."""
    told = placebo("Placebo/Basol", label="Placebo/Basol")
    assert "in its place" not in told


def test_group_that_gets_its_placebo_later_is_not_told_as_getting_it_at_once() -> None:
    """The thing first, the placebo once a limit is reached (NCT01601847)."""
    arms = [
        arm("Amitol", "ACTIVE_COMPARATOR", "Drug: Amitol"),
        arm("Limited", "PLACEBO_COMPARATOR", "Drug: Amitol")
        | {"description": "placebo once they have enough"},
    ]
    told = words(text(design=BLIND, arms=arms, summary=PLAIN))
    assert "get a placebo" not in told
    assert "gets a placebo" not in told
    assert "“Limited”" in told


def test_thing_that_stands_for_a_placebo_is_told_as_one() -> None:
    """Starch in a group of that type, in a study that calls itself placebo-controlled (NCT04738565)."""
    told = placebo("Maltodextrin", label="Starch", official="A Placebo-Controlled Study of Amitol")
    assert "Some get a placebo in its place." in told
    assert "compares" not in told


@pytest.mark.parametrize("holds", ["contains 10 % of the active ingredients", "an infant formula with milk"])
def test_placebo_with_something_in_it_is_not_called_empty(holds: str) -> None:
    """NCT06358118, NCT01684319."""
    listed = [thing("Amitol"), thing("Placebo", description=holds)]
    assert "no active part" not in placebo("Placebo", interventions=listed)
    assert "no active part" in placebo("Placebo")


# ── Chance ────────────────────────────────────────────────────────────────────

LISTED = "By the record, chance plays a part in who gets what, or when they get it."
SOME = "Chance plays a part in who gets what, or when they get it."


def test_chance_that_no_text_speaks_of_is_told_as_listed() -> None:
    """One box says "randomized", and no text does."""
    assert LISTED in two("Amitol", "Basol", summary="A trial.")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Amitol", "Healthy controls"), ("Women with asthma", "Women without asthma"), ("Asthma", "Healthy")],
)
def test_chance_makes_nobody_ill(one: str, other: str) -> None:
    """Groups of different people (NCT05921903, NCT07306884)."""
    told = two(one, other)
    assert LISTED in told
    assert "Chance decides" not in told


def test_chance_is_told_of_some_where_a_stage_comes_before_it() -> None:
    """Induction for all, then the draw (NCT05296798)."""
    told = two("Induction: Amitol", "Maintenance treatment: Basol")
    assert SOME in told
    assert "One group" not in told


def test_chance_is_told_for_places_where_the_model_says_so() -> None:
    """Clinics are drawn, and only the description of the model says it (NCT05160233)."""
    model = RANDOM | {"interventionModelDescription": "Cluster-randomized trial of 20 clinics."}
    assert "for whole groups or places at a time" in two("Amitol", "Basol", design=model)


def test_single_arm_in_a_text_that_randomizes_is_no_contradiction() -> None:
    """A slip beside "randomization" (NCT07304232)."""
    told = two("Amitol", "Basol", summary="A single-arm study. Randomization is by computer.")
    assert "is not clear on" not in told


# ── Masking ───────────────────────────────────────────────────────────────────

NOT_TOLD = "The people who take part and the researchers are not told who gets what."
BOX = "By the record, those who take part and the researchers are not told who gets what"


def test_masking_that_a_text_bears_out_is_told_plainly() -> None:
    """Box and text agree."""
    assert NOT_TOLD in two("Amitol", "Basol", design=BLIND)


def test_masking_that_no_text_speaks_of_is_told_as_listed() -> None:
    """One box alone."""
    assert f"{BOX}." in two("Amitol", "Basol", design=BLIND, summary="A randomized trial.")


def test_masking_beside_an_open_part_is_told_of_a_part() -> None:
    """Partly blinded (NCT07284979)."""
    told = two("Amitol", "Basol", design=BLIND, summary="Randomized, blinded; then an open-label extension.")
    assert f"{BOX}, at least for a part of the study." in told


def test_masking_of_a_study_that_calls_itself_open_is_a_contradiction() -> None:
    """Open-label in the title, masked in the box (NCT03352674)."""
    told = two("Amitol", "Basol", design=BLIND, official="An Open-Label Study", summary="Randomized.")
    assert "The record is not clear on whether people know what they get." in told


# ── Turns ─────────────────────────────────────────────────────────────────────

CROSS = design(allocation="RANDOMIZED", interventionModel="CROSSOVER", primaryPurpose="TREATMENT")


def test_crossover_that_only_one_group_may_make_is_not_told_of_each() -> None:
    """Those who got the sham may cross over later (NCT06615505)."""
    told = two("Amitol", "Basol", design=CROSS, details="The Basol group can cross over after two visits.")
    assert "one after the other" not in told
    assert "The record calls it a crossover study." in told


def test_labels_are_told_once() -> None:
    """What the summary has quoted does not stand again below it."""
    arms = [arm("Early", "EXPERIMENTAL", "Drug: Amitol"), arm("Late", "ACTIVE_COMPARATOR", "Drug: Amitol")]
    of = text(design=RANDOM, arms=arms)
    assert "“Early” and “Late”" in summary(of)
    assert words(of).count("The record calls the groups") == 1


def test_group_agrees_by_the_words_of_its_description() -> None:
    """The label tells nothing, the description names the drug; "placebo to match" names no second one."""
    arms = [
        arm("Arm 1", "EXPERIMENTAL", "Drug: Amitol") | {"description": "Amitol 5 mg a day"},
        arm("Arm 2", "PLACEBO_COMPARATOR", "Drug: Placebo") | {"description": "Placebo to match Amitol"},
    ]
    found = facts(design=RANDOM, arms=arms, interventions=[thing("Amitol"), thing("Placebo")])
    assert [group.agrees for group in found.arms] == [True, True]


def test_choice_between_scans_is_no_choice_of_treatments() -> None:
    """ "CT or MRI" beside a drug (NCT06860815)."""
    listed = [
        thing("Amitol"),
        thing("Basol"),
        thing("Blood sample", "PROCEDURE"),
        thing("Bone scan", "PROCEDURE"),
    ]
    names = ("Drug: Amitol", "Drug: Basol", "Procedure: Blood sample", "Procedure: Bone scan")
    arms = [
        arm("Amitol, Basol", "EXPERIMENTAL", *names) | {"description": "A blood sample or a bone scan too"}
    ]
    told = words(text(design=SINGLE, arms=arms, interventions=listed, title="Amitol and Basol in Asthma"))
    assert "not all of them for everyone" not in told


def test_each_gets_both_where_each_sequence_lists_both() -> None:
    """First the drug and then the placebo, or the other way round (NCT03781128)."""
    both = ("Drug: Amitol", "Drug: Placebo")
    arms = [arm("Amitol, placebo", "OTHER", *both), arm("Placebo, Amitol", "OTHER", *both)]
    listed = [thing("Amitol"), thing("Placebo")]
    told = words(text(design=CROSS, arms=arms, interventions=listed, details="A crossover study."))
    assert "Each person gets Amitol and a placebo, one after the other." in told


def test_open_study_that_came_before_hides_nothing_of_this_one() -> None:
    """ "An open-label trial has demonstrated" (NCT06318962)."""
    told = two(
        "Amitol", "Basol", design=BLIND, summary="Randomized. An open-label trial has demonstrated it."
    )
    assert "is not clear on" not in told


def test_masking_that_ends_is_told_of_a_part() -> None:
    """Hidden until a year has passed (NCT04623593)."""
    info = BLIND["maskingInfo"] | {"maskingDescription": "Blinded until one year after allocation"}
    assert "at least for a part of the study" in two("Amitol", "Basol", design=BLIND | {"maskingInfo": info})


def test_factors_are_no_groups_beside_each_other() -> None:
    """Each person is in one group of each factor (NCT01105338)."""
    told = two("Amitol", "Basol", design=RANDOM | {"interventionModel": "FACTORIAL"})
    assert "One group gets" not in told
    assert "compares" not in told


def test_same_people_in_later_cycles_are_no_second_group() -> None:
    """Alone at first, together from the second cycle on (NCT04150965)."""
    arms = [
        arm("Amitol", "EXPERIMENTAL", "Drug: Amitol"),
        arm("Amitol and Basol", "EXPERIMENTAL", "Drug: Amitol", "Drug: Basol")
        | {"description": "Cycle 2 and beyond: Amitol and Basol"},
    ]
    told = words(
        text(design=RANDOM, arms=arms, interventions=THINGS[:2], title="Amitol With or Without Basol")
    )
    assert "One group gets" not in told


def test_drug_or_its_copy_within_one_group_is_not_told_as_both() -> None:
    """ "Amitol/Amitol placebo": some in the group get the copy (NCT05449535)."""
    arms = [
        arm("Amitol/Amitol Placebo", "EXPERIMENTAL", "Drug: Amitol", "Drug: Amitol Placebo"),
        arm("Basol", "ACTIVE_COMPARATOR", "Drug: Basol"),
    ]
    listed = [thing("Amitol"), thing("Amitol Placebo"), thing("Basol")]
    told = words(text(design=BLIND, arms=arms, interventions=listed, summary=PLAIN))
    assert "gets Amitol and a placebo" not in told


@pytest.mark.parametrize("label", ["Amitol ± Basol", "Amitol +/- Basol"])
def test_sign_for_with_or_without_gives_nobody_both(label: str) -> None:
    """A plus-minus in a label (NCT05952557)."""
    told = two("Corol", label, gets="C", against="AB", title="Corol Versus Amitol in Asthma")
    assert "gets Amitol and Basol" not in told
    assert f"“{label}”" in told


def test_placebo_that_ends_is_not_told_as_all_they_get() -> None:
    """Everybody gets the drug later (NCT05551793)."""
    other = "Some people get the placebo, not the treatment that is tested."
    assert other in placebo("Placebo")
    assert other not in placebo("Placebo", details="All patients will receive Amitol for another year.")


NEVER_SAID = {
    "NCT05296798": ["compare with optional", "One group gets", "Chance decides who"],
    "NCT01601847": ["get a placebo", "not the treatment that is tested"],
    "NCT05752877": ["Everyone gets"],
    "NCT05921903": ["Chance is to decide"],
    "NCT06372145": ["in its place", "teriflunomide or a placebo for"],
    "NCT06472076": ["placebo instead", "better than the placebo"],
    "NCT06268873": ["in its place"],
    "NCT05501886": ["with alpelisib", "Chance decides who"],
    "NCT05294952": ["Chance was to decide"],
    "NCT05449535": ["The people in the study and the researchers"],
    "NCT04088721": ["choose between treatments"],
    "NCT06358118": ["no active part"],
    "NCT05268003": ["One group gets"],
    "NCT00089427": ["This record does not say which groups"],
}


@pytest.mark.registry
@pytest.mark.parametrize(("nct_id", "phrases"), NEVER_SAID.items())
def test_real_record_is_not_told_beyond_what_agrees(
    real_records: Mapping[str, StudyRecord], nct_id: str, phrases: list[str]
) -> None:
    """The real records in which readers saw it."""
    told = words(real_records[nct_id])
    assert not [phrase for phrase in phrases if phrase in told]
