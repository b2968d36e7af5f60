"""When a list of conditions speaks of another disease."""

import pytest

from plainstudy.changes.diseases import names_another_disease

from .world import STATUS, only, posting

_TERMS = "protocolSection.conditionsModule.conditions"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["Breast Cancer"], ["Breast Cancer", "Breast Neoplasms"]),
        (["Breast Cancer", "Carcinoma of Breast"], ["Breast Cancer"]),
        (["Breast Cancer"], ["Breast Neoplasms"]),
        (["Heart Attack"], ["Myocardial Infarction"]),
        (["Breast Cancer"], ["Breast Cancer", "Cancer"]),
        (["Type 2 Diabetes"], ["Diabetes Mellitus, Type 2"]),
        (["Diabetes type 2"], ["Diabetes Type 2"]),
        (["Zzyzx Syndrome"], ["Zzyzx Syndromes Syndrome"]),
        (["Breast Cancer"], ["Metastatic Breast Cancer"]),
        ([], []),
    ],
)
def test_other_words_for_the_same_disease_are_none(before: list[str], after: list[str]) -> None:
    """A synonym or a wider word beside the old one changes nobody's chance to join."""
    assert not names_another_disease(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["Breast Cancer"], ["Breast Cancer", "Lung Cancer"]),
        (["Breast Cancer", "Gout"], ["Breast Cancer"]),
        (["Hypertension"], ["Pulmonary Hypertension"]),
        (["Diabetes Mellitus, Type 2"], ["Diabetes Mellitus, Type 1"]),
        (["Hepatitis B"], ["Hepatitis C"]),
        (["Lung Cancer Stage III"], ["Lung Cancer Stage IV"]),
        (["Zzyzx Syndrome Type 1"], ["Zzyzx Syndrome Type 2"]),
        (["Asthma"], ["Zzyzx Syndrome"]),
        (["Cancer"], ["Cancer", "Breast Cancer"]),
        (["Asthma"], []),
    ],
)
def test_disease_that_came_or_went_is_another(before: list[str], after: list[str]) -> None:
    """A new, a dropped or a narrower disease may decide who can join."""
    assert names_another_disease(before, after)


def test_synonym_in_an_open_study_is_wording_and_silent() -> None:
    """Nobody is told by mail that an old disease got a second name."""
    told = only(posting((_TERMS, ["Knee Pain", "Gonalgia", "Pain, Knee"])))
    assert told.category in {"wording", "who can join"}
    told = only(
        posting((_TERMS, ["Heart Attack", "Myocardial Infarction"]), given=((_TERMS, ["Heart Attack"]),))
    )
    assert (told.category, told.severity, told.mailed) == ("wording", "minor", False)


def test_other_disease_in_an_open_study_is_major() -> None:
    """The disease decides who can join."""
    told = only(posting((_TERMS, ["Knee Pain", "Gout"])))
    assert (told.category, told.severity, told.mailed) == ("who can join", "major", True)
    told = only(posting((_TERMS, ["Knee Pain", "Gout"]), given=((STATUS + "overallStatus", "COMPLETED"),)))
    assert (told.severity, told.mailed) == ("minor", False)
