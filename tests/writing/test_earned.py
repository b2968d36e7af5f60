"""What is tested: strong words where a record bears them out in a second place, weak ones elsewhere."""

import pytest

from plainstudy.writing.verify import verify

from .documents import TODAY, arm, design, record, summary, text, thing

_TRIED = "The purpose of this study is to determine the safety and efficacy of Amitol in adults."


def test_thing_that_only_the_summary_tells_to_be_tried_is_tested() -> None:
    """A title may name the study alone; the summary and the groups then bear it out (NCT06452199)."""
    wanted = {"title": "The Morning Study", "official": "The Morning Study", "summary": _TRIED}
    assert summary(text(**wanted)).startswith("This study tests Amitol")
    assert verify(text(**wanted), record(**wanted), today=TODAY) == ()


@pytest.mark.parametrize(
    "told",
    [
        "Everybody takes Amitol. The study looks at sleep.",
        "The purpose of this study is to determine the safety of Amitol and Bemitol.",
        "The purpose of this study is to determine the safety of Bemitol plus Amitol.",
        "The purpose of this study is to determine how well people respond to Amitol with Bemitol.",
    ],
)
def test_thing_that_the_summary_joins_to_another_is_used(told: str) -> None:
    """One thing on a list may be half of what is tried."""
    of = text(title="The Morning Study", official="The Morning Study", summary=told)
    assert "tests Amitol" not in summary(of)


def test_thing_that_is_there_to_compare_is_not_tested_by_its_summary() -> None:
    """A group of comparison that gets it speaks against it."""
    of = text(
        title="The Morning Study",
        summary=_TRIED,
        arms=[arm("A", "EXPERIMENTAL", "Drug: Amitol"), arm("B", "ACTIVE_COMPARATOR", "Drug: Amitol")],
    )
    assert "tests Amitol" not in summary(of)


def test_sign_of_a_marker_joins_no_second_thing() -> None:
    """ "HER2+ cancer" names one thing; "Amitol + Bemitol" two."""
    assert "tests Amitol" in summary(text(title="Amitol in Ph+ Leukemia", conditions=["Ph+ Leukemia"]))
    assert "tests Amitol" not in summary(text(title="Amitol + Surgery in Asthma"))


def test_class_behind_a_name_is_no_second_thing() -> None:
    """ "Amitol, a JAK2 inhibitor" is one drug."""
    assert "tests Amitol" in summary(text(title="A Study of Amitol, a JAK2 Inhibitor, in Asthma"))


def test_immunotherapy_with_allergens_is_a_second_thing_beside_an_antibody() -> None:
    """An antibody is not the oral immunotherapy that a title joins to it (NCT02402231)."""
    of = text(
        title="Treatment of Peanut Allergy With Omalizumab and Oral Immunotherapy",
        arms=[arm("Omalizumab", "EXPERIMENTAL", "Drug: Omalizumab")],
        interventions=[thing("Omalizumab")],
    )
    assert "tests omalizumab" not in summary(of)


@pytest.mark.parametrize("purpose", ["BASIC_SCIENCE", "TREATMENT"])
def test_drug_whose_safety_a_title_asks_for_is_tested_whatever_the_purpose(purpose: str) -> None:
    """ "This study looks at Amitol" is too weak where its safety is the question (NCT06324604)."""
    wanted = design(allocation="NA", interventionModel="SINGLE_GROUP", primaryPurpose=purpose)
    assert "tests Amitol" in summary(text(title="Safety of Amitol in Asthma", design=wanted))


def test_name_for_two_things_has_no_one_way_of_giving() -> None:
    """A transplant is not taken by mouth (NCT06058572)."""
    name = "Amitol with Stem Cell Transplant"
    of = text(
        title=f"{name} in Leukemia",
        arms=[arm("A", "EXPERIMENTAL", f"Drug: {name}")],
        interventions=[thing(name, description="Amitol orally twice a day")],
    )
    assert "by mouth" not in " ".join(line.text for line in of.substance)


def test_group_without_the_treatment_is_not_told_as_getting_it() -> None:
    """A study that watches may have a group of healthy people (NCT06876506)."""
    groups = [
        arm("Control", None, "Other: Blood draw"),
        arm("Test", None, "Drug: Amitol", "Other: Blood draw"),
    ]
    of = text(
        title="Amitol and the Blood",
        type="OBSERVATIONAL",
        phases=None,
        design=design(observationalModel="COHORT", timePerspective="PROSPECTIVE"),
        arms=groups,
        interventions=[thing("Amitol"), thing("Blood draw", "OTHER")],
    )
    assert "people who get Amitol" not in f"{summary(of)} {of.what_happens}"
    assert "people who get amitol" not in f"{summary(of)} {of.what_happens}".lower()


def test_control_without_a_name_is_not_listed_beside_what_is_tested() -> None:
    """ "The record also lists Active-Control" tells nothing."""
    of = text(
        title="The Morning Study",
        official="Walking Through a Digital Music Therapeutic in Asthma",
        arms=[
            arm("A", "EXPERIMENTAL", "Device: Digital music therapeutic"),
            arm("B", "ACTIVE_COMPARATOR", "Device: Active-Control"),
        ],
        interventions=[thing("Digital music therapeutic", "DEVICE"), thing("Active-Control", "DEVICE")],
    )
    assert "Control" not in " ".join(line.text for line in of.substance)
    assert "the digital music therapeutic" in summary(of)
