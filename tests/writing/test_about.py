"""What a page tells of the other illnesses that a record lists, and in what order of words."""

import pytest

from plainstudy.writing.facts.topics import readable

from .documents import design, summary, text

PREVENTION = design(allocation="RANDOMIZED", interventionModel="PARALLEL", primaryPurpose="PREVENTION")
JOIN = "Inclusion Criteria:\n\n* {}\n\nExclusion Criteria:\n\n* Younger than 18"


def told(conditions: list[str], *, title: str, who: str, **more: object) -> str:
    """Give the summary of a study with these conditions."""
    return summary(text(title=title, conditions=conditions, criteria=JOIN.format(who), **more))


@pytest.mark.parametrize(
    "conditions",
    [
        ["Asthma", "Asthma Bronchial"],
        ["Asthma", "Airways Disease"],
        ["Asthma", "Hypersensitivity"],
        ["Asthma", "Asthma; Eosinophilic"],
        ["Asthma", "Astma"],
    ],
)
def test_same_illness_in_other_words_is_not_told_again(conditions: list[str]) -> None:
    """A wider name, a finer one or a slip of the pen is no second illness."""
    page = told(conditions, title="Amitol in Adults With Asthma", who="Asthma for a year")
    assert "asthma" in page
    assert "listed" not in page
    assert "a topic too" not in page


def test_kinds_of_a_wide_illness_do_not_take_its_place() -> None:
    """Melanoma and bladder cancer may be two of many solid tumors."""
    page = told(
        ["Advanced Solid Tumor", "Melanoma", "Bladder Cancer"],
        title="Amitol in Patients With Advanced Solid Tumors",
        who="Advanced solid tumor",
    )
    assert "solid tumors" in page


def test_illness_that_people_are_not_said_to_have_is_a_topic() -> None:
    """What a program is to prevent in people with diabetes is not one of their illnesses."""
    page = told(
        ["Type 1 Diabetes", "Eating Disorders"],
        title="Eating Disorder Prevention in Adults With Type 1 Diabetes",
        who="Type 1 diabetes",
        design=PREVENTION,
    )
    assert "with eating disorders" not in page
    assert "eating disorders" in page


def test_illness_that_keeps_people_out_is_no_topic() -> None:
    """Nobody with depression can join."""
    page = summary(
        text(
            title="Preventing Depression in Adults With Asthma",
            conditions=["Asthma", "Depression"],
            criteria="Inclusion Criteria:\n\n* Asthma\n\nExclusion Criteria:\n\n* Known depression",
            design=PREVENTION,
        )
    )
    assert "as a topic too" not in page


@pytest.mark.parametrize(
    ("registered", "words"),
    [
        ("Acute Myeloid Leukemia, Childhood", "childhood acute myeloid leukemia"),
        ("Breast Cancer, Early Breast Cancer", "early breast cancer"),
        ("Depression - Major Depressive Disorder", "major depression"),
        ("Allergy;Food", "food allergy"),
        ("Wound; Foot", "foot wound"),
        ("Movement; Abnormal, Involuntary", "abnormal involuntary movement"),
        ("Liver Transplant; Complications", "liver transplant complications"),
        ("Atopic Dermatitis, Probiotics", "eczema"),
        ("Small Cell Lung Cancer Extensive Stage", "extensive stage small cell lung cancer"),
        ("Pediatric ALL", "childhood acute lymphoblastic leukemia"),
        ("Cervical Cancer, Not Otherwise Specified", "cervical cancer"),
        ("Hyperglycemia in Diabetic Patients", "high blood sugar in diabetes"),
    ],
)
def test_condition_reads_in_the_order_of_a_sentence(registered: str, words: str) -> None:
    """Libraries and forms put the noun first."""
    assert readable(registered, "")[0] == words


@pytest.mark.parametrize(
    "registered", ["Abnormal", "Adverse Drug Events", "Disease Course", "Pain Management"]
)
def test_quality_or_course_alone_is_no_illness(registered: str) -> None:
    """Nobody has "abnormal"."""
    assert readable(registered, "")[1] != "illness"


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Amitol in Patients With Asthma and Migraine", "A person with asthma and migraine"),
    ],
)
def test_line_that_asks_for_both_illnesses_joins_them(title: str, who: str) -> None:
    """ "Asthma with migraine" is asked of one person."""
    assert "adults with asthma and migraine." in told(["Asthma", "Migraine"], title=title, who=who)


def test_line_with_a_choice_does_not_join_two_illnesses() -> None:
    """ "Or" anywhere in the line leaves it open."""
    page = told(["Asthma", "Migraine"], title="Amitol", who="Asthma with cough, or migraine with asthma")
    assert "with asthma and migraine" not in page
