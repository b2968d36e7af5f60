"""All conditions of one study."""

from typing import Any

import pytest

from plainstudy.conditions.study import MeshTerm, StudyTexts, code_study
from plainstudy.conditions.vocabulary import Vocabulary
from plainstudy.record.record import decode_record
from plainstudy.studies.coded import texts_of

MESH_ONLY = "registry's own coding"


def _coded(names: Vocabulary, **texts: Any) -> list[tuple[int | None, str, str]]:
    mesh = tuple(MeshTerm("D000001", heading) for heading in texts.pop("mesh", ()))
    found = code_study(StudyTexts(mesh=mesh, **texts), vocabulary=names)
    return [(term.position, term.match.concept.heading, term.match.rule) for term in found]


def test_heading_of_the_title_is_added_with_low_confidence(names: Vocabulary) -> None:
    """What only the registry's coding names is shown when the title speaks of it."""
    found = _coded(
        names,
        terms=["Diabetes"],
        titles=["Blood sugar in type 1 diabetes"],
        mesh=["Diabetes Mellitus, Type 1"],
    )
    assert found == [(0, "Diabetes Mellitus", "exact"), (None, "Diabetes Mellitus, Type 1", MESH_ONLY)]


def test_heading_that_nobody_speaks_of_is_not_added(names: Vocabulary) -> None:
    """Clinicians are no patients: headings from key words alone stay out (as in NCT02247050)."""
    found = _coded(
        names,
        terms=["Health Care Costs"],
        titles=["Clinician commitments"],
        mesh=["Low Back Pain", "Sinusitis"],
    )
    assert [heading for _, heading, _ in found if heading in {"Low Back Pain", "Sinusitis"}] == []


def test_excluded_disease_is_not_added(names: Vocabulary) -> None:
    """The registry codes thymic carcinoma as thymoma; this study excludes thymoma (as in NCT05832827)."""
    criteria = "Inclusion Criteria:\n\n1. Thymic carcinoma. Those with thymoma are excluded.\n"
    found = _coded(
        names,
        terms=["Untreated Advanced or Recurrent Thymic Carcinomas"],
        titles=["Treatment of thymic carcinomas and not thymoma"],
        criteria=criteria,
        mesh=["Carcinoma", "Thymoma"],
    )
    assert "Thymoma" not in [heading for _, heading, _ in found]
    assert found[0] == (0, "Thymic carcinoma", "modifier removed")


@pytest.mark.parametrize(
    "criteria",
    [
        "Inclusion Criteria:\n* adults\n\nExclusion Criteria:\n* asthma",
        "* adults\n* No asthma",
        "Asthma is excluded.",
    ],
)
def test_heading_among_exclusions_is_not_added(names: Vocabulary, criteria: str) -> None:
    """A disease in the title that the criteria exclude is no condition of the study."""
    texts: dict[str, Any] = {
        "terms": ["Healthy"],
        "titles": ["Lungs in asthma and health"],
        "mesh": ["Asthma"],
    }
    assert [heading for _, heading, _ in _coded(names, **texts)] == ["Healthy people", "Asthma"]
    assert [heading for _, heading, _ in _coded(names, criteria=criteria, **texts)] == ["Healthy people"]


def test_wider_heading_than_a_term_is_not_added(names: Vocabulary) -> None:
    """Who has type 2 diabetes need not be told of diabetes."""
    found = _coded(
        names, terms=["Type 2 Diabetes"], titles=["Diabetes mellitus and diet"], mesh=["Diabetes Mellitus"]
    )
    assert [heading for _, heading, _ in found] == ["Diabetes Mellitus, Type 2"]


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Treatment in cystic fibrosis", "Fibrosis"),
        ("Post-polycythemia myelofibrosis", "Polycythemia"),
        ("A study of pulmonary hypertension", "Hypertension"),
        ("Children without asthma", "Asthma"),
    ],
)
def test_title_speaks_only_of_what_it_means(names: Vocabulary, title: str, heading: str) -> None:
    """The end of another illness's name and what is denied are no mention."""
    assert _coded(names, terms=["Control"], titles=[title], mesh=[heading]) == []


def test_rare_disease_that_only_the_registry_lists_is_found(names: Vocabulary) -> None:
    """A heading the vocabulary lacks is matched with the registrant's same words."""
    mesh = (MeshTerm("C537705", "Kabuki syndrome"),)
    (found,) = code_study(StudyTexts(terms=["Kabuki Syndrome"], mesh=mesh), vocabulary=names)
    assert (found.position, found.match.concept.code, found.match.rule) == (
        0,
        "MeSH:Kabuki syndrome",
        "exact",
    )


def test_real_studies_have_a_concept(names: Vocabulary, real_documents: list[bytes]) -> None:
    """At least 95 % of the real studies have one from their own terms; hypertension is never the lungs'."""
    texts = [texts_of(decode_record(document)) for document in real_documents]
    coded = [code_study(one, vocabulary=names) for one in texts]
    own = sum(any(term.position is not None for term in found) for found in coded)
    assert own / len(coded) >= 0.95
    pairs = {
        (one.terms[term.position], term.match.concept.heading)
        for one, found in zip(texts, coded, strict=True)
        for term in found
        if term.position is not None
    }
    assert ("High Blood Pressure", "Hypertension") in pairs
    assert [term for term, heading in pairs if heading == "Hypertension" and "ulmonary" in term] == []
