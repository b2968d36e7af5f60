"""When all who take part may be said to have an illness, and what speaks against it."""

from typing import Any

import pytest

from .documents import arm, design, summary, text

CONTROLS = design(observationalModel="CASE_CONTROL")
JOIN = "Inclusion Criteria:\n\n* {}\n\nExclusion Criteria:\n\n* Under 18 years"


def watched(*labels: str, **more: Any) -> str:
    """Give the summary of a study of cases and controls with groups of these names."""
    return summary(
        text(type="OBSERVATIONAL", design=CONTROLS, arms=[arm(label, None) for label in labels], **more)
    )


@pytest.mark.parametrize("label", ["Rheumatoid arthritis", "Migraine"])
def test_group_of_other_people_leaves_it_open_who_is_ill(label: str) -> None:
    """A page does not say "for people with asthma" where one of the groups has not got it."""
    told = watched("Asthma", label, "Healthy controls", healthy=True, criteria=JOIN.format("Asthma"))
    assert "with asthma" not in told
    assert "about asthma" in told


def test_groups_that_lack_something_else_all_have_the_illness() -> None:
    """People without an allergy are controls, and have diabetes all the same."""
    told = watched(
        "Allergic diabetes",
        "Non-allergic diabetes",
        title="Allergy in People With Diabetes",
        conditions=["Diabetes"],
        criteria=JOIN.format("Diabetes"),
    )
    assert "comparison group" not in told
    assert "others" not in told


def test_rule_that_asks_for_healthy_people_alone_tells_all_as_healthy() -> None:
    """Nobody else is asked for, so they are not "some of them healthy"."""
    told = summary(
        text(
            title="A Skin Test",
            conditions=["Allergy"],
            healthy=True,
            criteria=JOIN.format("Healthy volunteers"),
        )
    )
    assert "some of them healthy" not in told
    assert "for healthy adults" in told


def test_single_group_without_a_word_of_controls_has_none() -> None:
    """The kind of study alone does not make some of the people controls."""
    told = watched(
        "Observed", title="The Spine in Water", conditions=["Slipped Disc"], criteria=JOIN.format("Tall")
    )
    assert "as controls" not in told


def test_people_without_a_diagnosis_are_not_told_as_ill() -> None:
    """Who is screened for an illness has not been told to have it."""
    told = summary(
        text(
            title="A Score for Diabetes Screening",
            conditions=["Diabetes"],
            criteria=JOIN.format("People without a prior diagnosis of diabetes"),
        )
    )
    assert "with diabetes" not in told


def test_healed_wounds_that_are_kept_from_coming_back_are_not_told_as_wounds() -> None:
    """Prevention in people whose wounds have closed."""
    told = summary(
        text(
            title="Amitol and Wounds",
            conditions=["Chronic Wound"],
            design=design(primaryPurpose="PREVENTION"),
            criteria=JOIN.format("Healed wound that was a chronic wound"),
        )
    )
    assert "with a chronic wound" not in told


def test_box_of_one_sex_against_a_rule_for_both_tells_neither() -> None:
    """The rule "male or female" speaks against the box."""
    told = summary(text(sex="FEMALE", criteria=JOIN.format("Male or female with asthma\n* Asthma")))
    assert "women" not in told


def test_number_after_a_point_stays_with_its_name() -> None:
    """A title's "Claudin18.2" is not cut at its point."""
    told = summary(
        text(
            title="Amitol in Participants With Gastric Cancer Expressing Claudin18.2",
            conditions=["Gastric Cancer"],
            criteria=JOIN.format("Gastric cancer expressing claudin18.2"),
        )
    )
    assert "laudin18.2" in told


def test_listed_illness_named_in_one_breath_with_the_others_is_not_left_out() -> None:
    """Prediabetes beside diabetes is told too."""
    told = summary(
        text(
            title="Walking",
            conditions=["Type 2 Diabetes", "Prediabetes"],
            criteria=JOIN.format("Type 2 diabetes or prediabetes"),
        )
    )
    assert "rediabetes" in told


@pytest.mark.parametrize(
    "rule", ["Aim 1 for parent: parent or guardian of a child", "Hospital employees who agree", "Nonsmokers"]
)
def test_rule_that_asks_for_other_people_too_leaves_it_open_who_is_ill(rule: str) -> None:
    """A second rule may open the study to people who are not ill (NCT04213547)."""
    told = summary(text(criteria=JOIN.format(f"Diagnosis of asthma\n* {rule}")))
    assert "with asthma" not in told
    assert "about asthma" in told
    assert "with asthma" in summary(text(criteria=JOIN.format("Diagnosis of asthma")))
