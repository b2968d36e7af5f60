"""What is said of everyone and everything falls with one word against it, and stands without."""

import re
from typing import Any

import pytest

from plainstudy.writing.text import Sentence

from .test_verify_labelled_set import findings_of
from .test_verify_traps import record_with

P = "protocolSection."
ILL, ARMS = f"{P}conditionsModule", f"{P}armsInterventionsModule"
GROUP = {"label": "Everyone", "type": "EXPERIMENTAL", "interventionNames": ["Drug: Abatacept"]}
ALONE = {
    "armsInterventionsModule__armGroups": [GROUP],
    "armsInterventionsModule__interventions": [{"type": "DRUG", "name": "Abatacept"}],
    "designModule__designInfo__interventionModel": "SINGLE_GROUP",
    "designModule__designInfo__allocation": "NA",
}


def one_group(**changes: str) -> dict[str, Any]:
    """Give the changes that leave one group, which is described in other words."""
    return {**ALONE, "armsInterventionsModule__armGroups": [{**GROUP, **changes}]}


CASES: tuple[tuple[str, str, dict[str, Any], str, str], ...] = (
    (
        "healthy people are accepted",
        "It is for people with type 1 diabetes.",
        {"eligibilityModule__healthyVolunteers": True},
        "summary",
        ILL,
    ),
    (
        "a group is of healthy people",
        "It is for people with type 1 diabetes.",
        one_group(label="Healthy volunteers"),
        "summary",
        ILL,
    ),
    (
        "a group has no diabetes",
        "Facts about people with type 1 diabetes.",
        one_group(description="People without diabetes"),
        "substance",
        ILL,
    ),
    (
        "one cohort from the past",
        "There was one group, with no other group to compare it with.",
        one_group(description="Compared with a historical control cohort"),
        "summary",
        ARMS,
    ),
    (
        "a title leaves it open",
        "This study tests abatacept together with insulin.",
        {"identificationModule__briefTitle": "Abatacept With or Without Nasal Insulin in Type 1 Diabetes"},
        "summary",
        ARMS,
    ),
    ("two things of one kind", "Abatacept plus insulin, a drug.", {}, "substance", ARMS),
)


@pytest.mark.parametrize(
    ("text", "changes", "section", "source"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_strong_sentence_falls_when_one_field_speaks_against_it(
    text: str, changes: dict[str, Any], section: str, source: str
) -> None:
    """The sentence may be true by its own source: another place of the record makes it false."""
    assert findings_of(section, Sentence(text=text, sources=(source,)), record_with(**changes)) != []


@pytest.mark.parametrize(
    ("text", "changes", "section", "source"),
    [
        ("It is for people with type 1 diabetes.", {}, "summary", ILL),
        ("It is about type 1 diabetes.", {"eligibilityModule__healthyVolunteers": True}, "summary", ILL),
        ("There was one group, with no other group to compare it with.", ALONE, "summary", ARMS),
        ("This study tests insulin.", {}, "summary", ARMS),
    ],
)
def test_strong_sentence_stands_when_nothing_speaks_against_it(
    text: str, changes: dict[str, Any], section: str, source: str
) -> None:
    """Weak sentences stand beside any word of doubt, strong ones where there is none."""
    assert findings_of(section, Sentence(text=text, sources=(source,)), record_with(**changes)) == []


def test_what_comparison_groups_get_too_is_not_told_as_tested() -> None:
    """Both groups get abatacept, only one gets insulin: insulin is tested."""
    groups = [
        {
            "label": "A",
            "type": "EXPERIMENTAL",
            "interventionNames": ["Drug: Abatacept", "Drug: Nasal insulin"],
        },
        {"label": "B", "type": "ACTIVE_COMPARATOR", "interventionNames": ["Drug: Abatacept"]},
    ]
    record = record_with(armsInterventionsModule__armGroups=groups)
    found = findings_of("summary", Sentence(text="This study tests abatacept.", sources=(ARMS,)), record)
    assert [item.kind for item in found] == ["arm"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "risk-allergen",
            "Contact with what a person is allergic to can set off reactions, and some can be severe.",
        ),
        (
            "risk-radioactive",
            "A radioactive treatment gives off radiation, which can harm healthy parts of the body too.",
        ),
        ("risk-provoked", "A study of this kind can set off symptoms on purpose, and these can be strong."),
    ],
)
def test_general_risk_falls_when_only_a_stray_word_fits(name: str, text: str) -> None:
    """A dose, an exposure or the number 90 somewhere in the record is no allergen and no radiation."""
    record = record_with(
        descriptionModule={
            "briefSummary": "The dose and the exposure after 90 and 131 days are introduced here."
        }
    )
    sources = (f"general:{name}", f"{ARMS}.interventions[0].type")
    assert findings_of("could_go_wrong", Sentence(text=text, sources=sources), record) != []


def test_people_without_it_leave_the_rest_of_the_sentence_to_be_checked() -> None:
    """ "And for people without it" takes only itself out of the look at denials."""
    record = record_with(
        eligibilityModule__eligibilityCriteria=(
            "Inclusion Criteria:\n\n* No earlier treatment with insulin pumps for diabetes in pregnancy\n\n"
            "Exclusion Criteria:\n\n* Age below 18 years"
        )
    )
    told = "earlier treatment with insulin pumps for diabetes in pregnancy"
    text = f"It is for adults with {told}, and for people without it."
    sources = (f"{P}eligibilityModule.eligibilityCriteria",)
    found = findings_of("who_can_join", Sentence(text=text, sources=sources), record)
    assert "negation" in {item.kind for item in found}


@pytest.mark.parametrize("text", ["It may lower back strength.", "It could lower limb function."])
def test_lower_after_a_helping_verb_is_a_verb(text: str) -> None:
    """ "May lower" says what happens; "lower back" says where."""
    record = record_with(
        descriptionModule={"briefSummary": "It raises strength and function of back and limb."}
    )
    sources = (f"{P}descriptionModule.briefSummary",)
    found = findings_of("could_lead_to", Sentence(text=text, sources=sources), record)
    assert "effect" in {item.kind for item in found}
    where = re.sub(r"It (?:may|could)", "It may raise", text)
    assert not [
        item
        for item in findings_of("could_lead_to", Sentence(text=where, sources=sources), record)
        if item.kind == "effect"
    ]
