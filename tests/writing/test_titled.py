"""This study tests X: only where a title, the groups and the whole list agree; else it "uses" X."""

import pytest

from plainstudy.writing.facts import Facts
from plainstudy.writing.rules import write_text

from .documents import arm, design, facts, summary, text, thing, words

RANDOM = design(allocation="RANDOMIZED", interventionModel="PARALLEL", primaryPurpose="TREATMENT")


def of(title: str, *names: str, **more: object) -> Facts:
    """Return the facts of a study of one group that gets all these drugs."""
    arms = [arm("A", "EXPERIMENTAL", *(f"Drug: {name}" for name in names))]
    return facts(**({"title": title, "arms": arms, "interventions": [thing(name) for name in names]} | more))


def told_as_tested(found: Facts) -> list[str]:
    """Return the names of what is said to be tested."""
    return [found.treatments[number].name for number in found.focus.tested]


@pytest.mark.parametrize(
    ("title", "names", "expected"),
    [
        ("Amitinib in Adults With Asthma", ["Amitinib"], ["amitinib"]),
        ("Basinib Plus Amitinib in Asthma", ["Amitinib", "Basinib"], ["basinib", "amitinib"]),
        ("Amitinib in Asthma After Basinib", ["Basinib", "Amitinib"], ["amitinib"]),
        ("Amitinib Added to Basinib in Asthma", ["Basinib", "Amitinib"], []),
        ("Amitinib in Asthma", ["Amitinib", "Basinib"], []),
        ("Amitinib Monotherapy or With Other Drugs in Asthma", ["Amitinib"], []),
        ("Amitinib Followed by Rest in Asthma", ["Amitinib"], []),
        ("Amitinib Combinations in Asthma", ["Amitinib"], []),
        ("Withdrawal of Amitinib in Asthma", ["Amitinib"], []),
        ("Amitinib for Relapsed or Refractory Asthma", ["Amitinib"], ["amitinib"]),
        ("A Study of AB-1234 (Amitinib) in Asthma", ["Amitinib"], ["amitinib"]),
        ("AB 12345 Tablets for Asthma", ["AB-12345"], ["AB-12345"]),
        ("Zorolimab Plus Amitinib in Asthma", ["Amitinib"], []),
        ("ZX-4567 and Amitinib in Asthma", ["Amitinib"], []),
        ("Amitinib and Allergy Shots in Hives", ["Amitinib"], []),
        ("Oral Immunotherapy With Amitinib and Peanut in Asthma", ["Amitinib"], []),
        ("Amitinib Response Markers in Asthma", ["Amitinib"], []),
        ("Blood Signs of Asthma", ["Amitinib", "Basinib"], []),
    ],
)
def test_what_the_title_names_is_tested_and_no_partner_is_left_out(
    title: str, names: list[str], expected: list[str]
) -> None:
    """A partner that the list lacks, or another question, leaves the title as it stands."""
    assert told_as_tested(of(title, *names)) == expected


def test_title_and_list_that_disagree_are_both_told_in_their_own_words() -> None:
    """The title is quoted, the list is given as a list, and nothing "could help"."""
    arms = [arm("A", "EXPERIMENTAL", "Drug: Amitinib")]
    told = text(title="Zorolimab Plus Amitinib in Asthma", arms=arms, interventions=[thing("Amitinib")])
    assert summary(told).startswith("The study is registered as “Zorolimab Plus Amitinib in Asthma”.")
    assert told.substance_title == "What the record lists"
    assert "The record lists amitinib." in words(told)
    assert "tests amitinib" not in words(told)
    assert not told.headline.text.startswith(("Can ", "Could ", "Does "))


def test_drug_that_some_get_alone_is_only_told_as_used() -> None:
    """ "Alone or with": neither is the whole of what is tested."""
    arms = [
        arm("Amitinib", "EXPERIMENTAL", "Drug: Amitinib"),
        arm("Amitinib and Basinib", "EXPERIMENTAL", "Drug: Amitinib", "Drug: Basinib"),
    ]
    found = of("Amitinib Alone or With Basinib in Asthma", "Amitinib", "Basinib", arms=arms, design=RANDOM)
    assert told_as_tested(found) == []
    assert [found.treatments[number].name for number in found.focus.uses] == ["amitinib", "basinib"]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Amitinib With or Without Basinib in Asthma", "uses amitinib and basinib."),
        ("Amitinib in Combination With Basinib in Asthma", "tests amitinib together with basinib."),
        ("Amitinib Alone and in Combination With Basinib", "uses amitinib and basinib."),
    ],
)
def test_drugs_are_joined_as_the_title_joins_them(title: str, said: str) -> None:
    """Where the groups do not show it, the title does."""
    arms = [arm("A", "EXPERIMENTAL", "Drug: Amitinib", "Drug: Basinib")]
    told = text(title=title, arms=arms, interventions=[thing("Amitinib"), thing("Basinib")])
    assert said in summary(told)


def test_one_drug_or_another_is_not_told_as_both() -> None:
    """ "A or B" in a title, and one list for all: the title is quoted."""
    told = summary(
        text(
            title="Amitinib or Basinib in Asthma",
            arms=[arm("A", "EXPERIMENTAL", "Drug: Amitinib", "Drug: Basinib")],
            interventions=[thing("Amitinib"), thing("Basinib")],
        )
    )
    assert "tests amitinib and basinib" not in told


@pytest.mark.parametrize(
    "title",
    [
        "Biomarkers of the Effect of Amitinib in Asthma",
        "Low Versus High Dose Amitinib in Asthma",
        "Once Weekly Dosing Schedule of Amitinib in Asthma",
        "Withdrawal of Amitinib in Asthma",
        "Equivalence of Amitinib Tablets in Asthma",
    ],
)
def test_title_with_another_question_asks_no_help(title: str) -> None:
    """What the study asks is not whether the drug helps."""
    assert not of(title, "Amitinib").focus.to_help
    assert "could become a choice" not in words(text(title=title, interventions=[thing("Amitinib")]))


def test_thing_that_no_title_names_is_only_told_as_used() -> None:
    """The titles are silent, and the list is short."""
    told = text(
        title="The Orchard Study",
        summary="We test amitinib in adults.",
        arms=[arm("A", "EXPERIMENTAL", "Drug: Amitinib")],
        interventions=[thing("Amitinib")],
    )
    assert "This study uses amitinib." in summary(told)
    assert "tests amitinib" not in words(told)
    assert told.substance_title == "What the study uses"


def test_what_the_control_group_gets_too_is_not_tested() -> None:
    """ "A study of A and B": the experimental group has both, the control group has B."""
    arms = [
        arm("1", "EXPERIMENTAL", "Drug: Amitinib", "Drug: Basinib"),
        arm("2", "ACTIVE_COMPARATOR", "Drug: Basinib"),
    ]
    found = of("Amitinib and Basinib in Asthma", "Amitinib", "Basinib", arms=arms, design=RANDOM)
    assert told_as_tested(found) == ["amitinib"]
    assert told_as_tested(of("Basinib in Asthma", "Amitinib", "Basinib", arms=arms, design=RANDOM)) == []


def test_class_of_drugs_that_the_title_joins_is_told_with_the_drug() -> None:
    """ "X Combined With Chemotherapy" is no study of X alone, and none of its help alone."""
    arms = [arm("A", "EXPERIMENTAL", "Drug: Amitinib", "Drug: Carboplatin")]
    listed = [thing("Amitinib"), thing("Carboplatin")]
    told = text(title="Amitinib Combined With Chemotherapy in Asthma", arms=arms, interventions=listed)
    assert "uses amitinib and carboplatin." in summary(told)
    assert "tests amitinib" not in words(told)
    assert "If amitinib helps" not in words(told)


def of_two(title: str, *, first: str = "EXPERIMENTAL", **more: object) -> Facts:
    """Return the facts of a study with one drug in each of two groups."""
    arms = [
        arm("Amitinib", first, "Drug: Amitinib"),
        arm("Basinib", "ACTIVE_COMPARATOR", "Drug: Basinib"),
    ]
    return of(title, "Amitinib", "Basinib", **({"arms": arms, "design": RANDOM} | more))


def test_two_drugs_that_a_title_sets_against_each_other_are_compared() -> None:
    """Each group gets one of them, and the title has both."""
    found = of_two("Amitinib Versus Basinib in Asthma")
    assert found.focus.rivals
    assert told_as_tested(found) == ["amitinib", "basinib"]
    told = write_text(found)
    assert "This study compares amitinib with basinib." in summary(told)
    assert told.headline.text.startswith("Amitinib or basinib: how do they compare")


@pytest.mark.parametrize(
    "title",
    ["Amitinib in Asthma", "Amitinib Plus Rest Versus Basinib in Asthma", "Amitinib and Basinib in Asthma"],
)
def test_drugs_that_no_title_sets_against_each_other_are_not_called_rivals(title: str) -> None:
    """A word that joins a third thing, or none that compares, leaves it open."""
    assert not of_two(title).focus.rivals


def test_copy_is_no_rival_of_what_goes_by_the_same_name() -> None:
    """Amitinib against its own brand (NCT04601389)."""
    listed = [thing("Amitinib"), thing("Basinib", otherNames=["Amitinib"])]
    assert not of_two("Amitinib Versus Basinib in Asthma", interventions=listed).focus.rivals


@pytest.mark.parametrize(
    "more",
    [
        {"summary": "Amitinib is given in combination with rest."},
        {"arms": [arm("Amitinib plus rest", "EXPERIMENTAL", "Drug: Amitinib")]},
        {
            "arms": [
                arm("A", "EXPERIMENTAL", "Drug: Amitinib"),
                arm("B", "ACTIVE_COMPARATOR", "Drug: Amitinib"),
            ]
        },
    ],
)
def test_word_or_group_that_speaks_against_it_leaves_a_thing_untested(more: dict[str, object]) -> None:
    """A second thing in a text, or the same thing in the group that is there to compare."""
    assert told_as_tested(of("Amitinib in Asthma", "Amitinib")) == ["amitinib"]
    assert told_as_tested(of("Amitinib in Asthma", "Amitinib", **more)) == []


def test_long_name_is_quoted_beside_the_short_ones() -> None:
    """It may be the very thing that is tested (NCT05018585)."""
    long = "Recombinant human protein of many parts formulated in a salt of aluminum for one shot"
    arms = [arm("A", "EXPERIMENTAL", "Drug: Amitinib", f"Drug: {long}")]
    told = words(text(title="The Orchard Study", arms=arms, interventions=[thing("Amitinib"), thing(long)]))
    assert "lists amitinib and “Recombinant human protein" in told
    assert "uses amitinib" not in told


def test_test_that_only_measures_is_a_tool() -> None:
    """Pictures show what a drug does to the brain; they are not put to the test (NCT04767152)."""
    purpose = design(allocation="NA", interventionModel="SINGLE_GROUP", primaryPurpose="DIAGNOSTIC")
    more = {
        "design": purpose,
        "arms": [arm("A", "EXPERIMENTAL", "Diagnostic Test: MRI")],
        "interventions": [thing("MRI", "DIAGNOSTIC_TEST")],
    }
    assert told_as_tested(of("Brain Changes in Asthma Using MRI", **more)) == []
    assert told_as_tested(of("Diagnostic Accuracy of MRI in Asthma", **more)) == ["MRI"]
