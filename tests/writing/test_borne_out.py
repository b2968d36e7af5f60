"""A listed condition is told as what a study is about only where another place of the record speaks of it."""

import pytest

from plainstudy.writing.text import Sentence

from .documents import design, summary, text
from .test_verify_labelled_set import findings_of
from .test_verify_traps import record_with

JOIN = "Inclusion Criteria:\n\n* {}\n\nExclusion Criteria:\n\n* Younger than 18"
LIST = "protocolSection.conditionsModule"


def told(conditions: list[str], title: str, **more: object) -> str:
    """Give the summary of a study with these conditions."""
    return summary(text(title=title, conditions=conditions, **more))


@pytest.mark.parametrize(
    ("condition", "title", "more"),
    [
        ("Gout", "Amitol in Gout", {}),
        ("Gout", "Amitol Now", {"summary": "Amitol may help with gout."}),
        ("Gout", "Amitol Now", {"criteria": JOIN.format("Gout for a year")}),
        ("Intervertebral Disc Displacement", "Amitol in Herniated Discs", {}),
        ("Autism Spectrum Disorder", "Amitol in ASD", {}),
        ("Food Hypersensitivity", "Amitol for Egg Allergy", {}),
    ],
)
def test_condition_that_another_place_names_is_told_flatly(
    condition: str, title: str, more: dict[str, str]
) -> None:
    """A title, the summary or a rule of who can join bears it out, by other words for it too."""
    page = told([condition], title, **more)
    assert "It is about " in page or "It is for " in page
    assert "listed" not in page.split("About 120")[0]


def test_condition_that_nothing_else_names_is_told_as_listed() -> None:
    """Who quits smoking does not have the cancer that the list names."""
    page = told(["Smoking-Related Carcinoma"], "Amitol for Quitting")
    assert "The condition listed is smoking-related cancer, and adults can join." in page
    assert "about smoking" not in page


def test_conditions_that_nothing_else_names_are_all_told_or_told_as_some() -> None:
    """None of three is picked, and of many it is said that there are more."""
    assert "The conditions listed are gout, migraine and asthma" in told(
        ["Gout", "Migraine", "Asthma"], "Amitol Now"
    )
    many = told(["Gout", "Migraine", "Asthma", "Psoriasis", "Epilepsy"], "Amitol Now")
    assert "The conditions listed include gout, migraine and asthma" in many


def test_condition_beside_one_that_is_borne_out_is_told_as_listed() -> None:
    """The title speaks of gout alone."""
    page = told(["Gout", "Migraine"], "Amitol and Gout", summary="A study about gout in the clinic.")
    assert "about gout, and adults can join. The list of conditions also names migraine." in page


def test_headline_names_none_of_many_that_only_the_list_has() -> None:
    """The first of five is not what the study is about."""
    page = text(title="Amitol Now", conditions=["Gout", "Migraine", "Asthma", "Psoriasis", "Epilepsy"])
    assert "gout" not in page.headline.text.lower()


def test_word_that_is_no_illness_and_stands_nowhere_else_is_left_out() -> None:
    """ "Efficacy" in a title is no "self efficacy"."""
    assert "self" not in told(["Efficacy, Self"], "Efficacy of Amitol Shots in Bronchial Complaints")


def test_tumor_is_not_borne_out_by_its_place_alone() -> None:
    """A cerebellar tremor is no cerebellar tumor."""
    page = told(["Tremor", "Cerebellar Tumor"], "Amitol in Tremor", summary="Tremor and cerebellar tremor.")
    assert "tumor" not in page


@pytest.mark.parametrize(
    "title",
    ["Amitol to Prevent Gout in Adults", "Gout Prevention in Adults", "Amitol for the Prophylaxis of Gout"],
)
def test_illness_that_a_title_keeps_away_word_for_word_is_told_as_prevented(title: str) -> None:
    """Whatever a rule of who can join says of it."""
    page = told(
        ["Gout"],
        title,
        criteria=JOIN.format("Joints at risk of gout"),
        design=design(allocation="RANDOMIZED", interventionModel="PARALLEL", primaryPurpose="PREVENTION"),
    )
    assert "about preventing gout" in page


@pytest.mark.parametrize(
    ("sentence", "conditions", "kinds"),
    [
        ("The condition listed is gout.", ["Gout", "Migraine", "Asthma", "Epilepsy"], ["condition"]),
        ("The condition listed is gout.", ["Gout"], []),
        ("The conditions listed include gout.", ["Gout", "Migraine", "Asthma", "Epilepsy"], []),
        ("The list of conditions also names gout.", ["Gout"], ["condition"]),
        ("The list of conditions also names gout.", ["Gout", "Migraine"], []),
    ],
)
def test_check_compares_what_is_said_of_the_list_with_its_length(
    sentence: str, conditions: list[str], kinds: list[str]
) -> None:
    """A list told as whole has no more, and one told as longer has."""
    record = record_with(conditionsModule__conditions=conditions)
    found = findings_of("summary", Sentence(text=sentence, sources=(LIST,)), record)
    assert [item.kind for item in found] == kinds


def test_cancer_is_not_borne_out_by_a_rule_without_a_cancer() -> None:
    """Smokers may join; nobody has the cancer that the list names."""
    page = told(["Smoking-Related Carcinoma"], "Amitol for Quitting", criteria=JOIN.format("Smoking daily"))
    assert "The condition listed is smoking-related cancer" in page


@pytest.mark.parametrize(
    "title", ["Amitol in Driver Gene Negative Lung Cancer", "Amitol in Folate Receptor-Positive Lung Cancer"]
)
def test_end_of_a_longer_quality_is_left_out(title: str) -> None:
    """ "Gene negative" and "receptor-positive" tell nothing without the name before them."""
    page = told(["Lung Cancer"], title)
    assert "lung cancer" in page
    assert "negative" not in page
    assert "receptor" not in page
