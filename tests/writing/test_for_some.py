"""What only some groups get, or one box says, is told as far as groups and texts bear it out."""

import pytest

from plainstudy.writing.facts.nouns import noun_fits

from .documents import arm, design, record, text, thing, words

PARTS = design(allocation="NON_RANDOMIZED", interventionModel="SEQUENTIAL", primaryPurpose="TREATMENT")
RANDOM = design(allocation="RANDOMIZED", interventionModel="PARALLEL", primaryPurpose="TREATMENT")
BOTH = [thing("Amitinib"), thing("Basinib")]


def parts(title: str, *groups: tuple[str, ...], listed: list[dict[str, object]] = BOTH) -> str:
    """Return the words of a study in parts; each group gets these drugs."""
    arms = [
        arm(f"Part {number}", "EXPERIMENTAL", *(f"Drug: {name}" for name in names))
        for number, names in enumerate(groups, start=1)
    ]
    return words(text(title=title, design=PARTS, arms=arms, interventions=listed))


def test_drug_that_some_get_alone_is_not_joined_to_the_other() -> None:
    """ "X and X in combination with Y" (NCT05275374, NCT04457778)."""
    told = parts("Amitinib in Combination With Basinib in Asthma", ("Amitinib",), ("Amitinib", "Basinib"))
    assert "This study uses amitinib and basinib." in told
    assert "amitinib together with basinib" not in told


def test_drug_that_a_group_lacks_is_not_joined_to_the_rest() -> None:
    """Three of seven groups have no third drug (NCT06362252)."""
    listed = [*BOTH, thing("Corolinib")]
    told = parts(
        "Amitinib Plus Basinib Plus Corolinib in Asthma",
        ("Amitinib", "Basinib"),
        ("Amitinib", "Basinib", "Corolinib"),
        listed=listed,
    )
    assert "This study uses amitinib, basinib and corolinib." in told
    assert "tests amitinib" not in told


def test_drugs_that_all_groups_get_are_told_together() -> None:
    """Groups and title agree."""
    every = ("Amitinib", "Basinib")
    assert "amitinib together with basinib" in parts("Amitinib in Combination With Basinib", every, every)


def test_usual_thing_that_a_title_names_is_not_what_is_tested() -> None:
    """ "Standard implementation" is what all get (NCT04907045), "control formula" what is compared."""
    names = ("Behavioral: Standard teaching", "Behavioral: Coaching")
    listed = [thing(name.partition(": ")[2], "BEHAVIORAL") for name in names]
    arms = [arm("A", "EXPERIMENTAL", *names), arm("B", "ACTIVE_COMPARATOR", names[0])]
    told = words(
        text(title="Coaching and Standard Teaching in Asthma", design=RANDOM, arms=arms, interventions=listed)
    )
    assert "tests standard teaching" not in told


@pytest.mark.parametrize(
    ("name", "noun"),
    [
        ("amitinib", "a drug"),
        ("mini-hyper CVD", ""),
        ("amitinib + oral basinib", ""),
        ("amitinib and basinib", ""),
        ("amitinib/basinib", ""),
    ],
)
def test_several_drugs_under_one_name_are_not_called_a_drug(name: str, noun: str) -> None:
    """ "Mini-hyper-CVD, a drug" (NCT05268003); "X + oral Y" (NCT07463768)."""
    of_one = record(interventions=[thing(name, description="2 mg by mouth")])
    item = of_one.protocol_section.arms_interventions_module.interventions[0]
    assert noun_fits("drug", name, item, of_one) is (noun != "")


@pytest.mark.parametrize(
    ("allocation", "criteria"),
    [
        ("NON_RANDOMIZED", "Inclusion Criteria:\n* Asthma"),
        ("NA", "Inclusion (patient group only):\n* Asthma"),
    ],
)
def test_single_group_beside_which_another_is_named_is_told_as_listed(allocation: str, criteria: str) -> None:
    """What is allotted are groups; rules for "the patient group only" speak of another (NCT00328679)."""
    info = design(allocation=allocation, interventionModel="SINGLE_GROUP", primaryPurpose="TREATMENT")
    arms = [arm("A", "EXPERIMENTAL", "Drug: Amitinib")]
    told = words(text(design=info, arms=arms, interventions=[thing("Amitinib")], criteria=criteria))
    assert "The record lists one group" in told
    assert "no other group" not in told


def blind(masking: str, **more: object) -> str:
    """Return the words of a blinded study of two groups, with these words on who is kept from knowing."""
    info = design(allocation="RANDOMIZED", interventionModel="PARALLEL", primaryPurpose="TREATMENT")
    info |= {
        "maskingInfo": {
            "masking": "DOUBLE",
            "whoMasked": ["PARTICIPANT", "INVESTIGATOR"],
            "maskingDescription": masking,
        }
    }
    arms = [
        arm("Amitinib", "EXPERIMENTAL", "Drug: Amitinib"),
        arm("Basinib", "ACTIVE_COMPARATOR", "Drug: Basinib"),
    ]
    wanted = {"design": info, "arms": arms, "interventions": BOTH, "summary": "A randomized, blinded trial."}
    return words(text(**wanted | more))


@pytest.mark.parametrize(
    "masking",
    [
        "All but an unblinded pharmacist stay masked",
        "All will be blinded for the allocation during the complete study. Codes are opened only at need",
    ],
)
def test_masking_that_lasts_is_not_told_as_one_of_a_part(masking: str) -> None:
    """An unblinded pharmacist opens nothing (NCT07059091); "the complete study" is all (NCT05063149)."""
    told = blind(masking)
    assert "at least" not in told
    assert "not told who gets what." in told
    assert "The people who take part and the researchers are not told who gets what." in blind("Blinded")


def test_open_comparator_is_told_as_no_more_than_in_part() -> None:
    """ "With an open comparator group" (NCT04912076)."""
    assert "at least for a part" in blind("Blinded", details="Amitinib with an open comparator group.")


def test_group_that_chance_does_not_make_is_told() -> None:
    """Chance inside the groups only (NCT00778258)."""
    told = blind("Blinded", details="Each is assigned to this arm if able to eat peanut.")
    assert "Chance plays a part in who gets what" in told


def test_dose_of_an_earlier_study_is_no_work_of_chance() -> None:
    """All go on with what they got (NCT05816382)."""
    told = blind("Blinded", details="All get it according to the dose assigned to them in the parent study.")
    assert "By the record, chance plays a part" in told


def test_thing_without_a_usable_name_is_quoted() -> None:
    """ "The record lists clonidine" would hide the rest (NCT05029726)."""
    long = "0.25% of a thing that is spelled out at great length over many words, one by one, by weight"
    listed = [thing("Amitinib"), thing(long)]
    arms = [arm("A", "EXPERIMENTAL", "Drug: Amitinib", f"Drug: {long}")]
    told = words(text(title="Blood Signs of Asthma", arms=arms, interventions=listed))
    assert "The record lists amitinib and one more." in told
    assert "…” and amitinib." not in told
