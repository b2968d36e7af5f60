"""This study tests X: only where a title names it and nothing more; else the page quotes and lists."""

import pytest

from plainstudy.writing.facts import Facts

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
        ("Amitinib Added to Basinib in Asthma", ["Basinib", "Amitinib"], ["amitinib"]),
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


def test_drug_that_every_group_gets_is_tested_where_the_title_names_it() -> None:
    """It is no background."""
    arms = [
        arm("Amitinib", "EXPERIMENTAL", "Drug: Amitinib"),
        arm("Amitinib and Basinib", "EXPERIMENTAL", "Drug: Amitinib", "Drug: Basinib"),
    ]
    found = of("Amitinib Alone or With Basinib in Asthma", "Amitinib", "Basinib", arms=arms, design=RANDOM)
    assert told_as_tested(found) == ["amitinib", "basinib"]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Amitinib With or Without Basinib in Asthma", "tests amitinib with or without basinib."),
        ("Amitinib in Combination With Basinib in Asthma", "tests amitinib together with basinib."),
        ("Amitinib Alone and in Combination With Basinib", "tests amitinib alone or with basinib."),
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


def test_silent_titles_leave_it_to_groups_and_summary() -> None:
    """The titles name nothing; the summary names all that the group gets."""
    found = of("The Orchard Study", "Amitinib", summary="We test amitinib in adults.")
    assert told_as_tested(found) == ["amitinib"]
    assert told_as_tested(of("The Orchard Study", "Amitinib", summary="We test it.")) == []


def test_only_thing_listed_is_tested_where_no_second_one_is_spoken_of() -> None:
    """One group, one thing, a title that calls it a therapy."""
    more = {"summary": "Amilight is worn at night.", "interventions": [thing("Amilight", "DEVICE")]}
    assert told_as_tested(of("Home Light Therapy in Asthma", "Amilight", **more)) == ["Amilight"]
    assert told_as_tested(of("Light Therapy Plus Drug X in Asthma", "Amilight", **more)) == []


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
    assert "tests amitinib together with chemotherapy." in summary(told)
    assert "If amitinib helps" not in words(told)
