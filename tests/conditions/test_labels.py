"""Headings as readers see them."""

import pytest

from plainstudy.conditions.labels import reader_label
from plainstudy.conditions.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("Otitis Media, Suppurative", "Suppurative otitis media"),
        ("Bardet-Biedl Syndrome", "Bardet-Biedl syndrome"),
        ("Addison Disease", "Addison disease"),
        ("Lymphoma, AIDS-Related", "AIDS-related lymphoma"),
        ("Gram-Negative Bacterial Infections", "Gram-negative bacterial infections"),
        ("Glycogen Storage Disease Type III", "Glycogen storage disease type III"),
        ("46, XX Testicular Disorders of Sex Development", "46, XX testicular disorders of sex development"),
        ("Hypertension, Pulmonary", "Pulmonary hypertension"),
        ("Breast Neoplasms", "Breast cancer"),
        ("Brain Neoplasms", "Brain tumors"),
        ("Hypertension", "High blood pressure (hypertension)"),
        ("Myocardial Infarction", "Heart attack (myocardial infarction)"),
    ],
)
def test_heading_reads_as_people_write_it(names: Vocabulary, heading: str, label: str) -> None:
    """No inversion, a capital only first and in names, everyday words for tumours."""
    concept = names.headed(heading)
    assert concept is not None
    assert concept.label == label


def test_label_of_an_unknown_heading_only_loses_its_capitals() -> None:
    """A heading without other names is not rewritten beyond its case."""
    assert reader_label("Kabuki syndrome", names=frozenset(), people=frozenset()) == "Kabuki syndrome"


def test_no_label_stands_for_two_concepts(names: Vocabulary) -> None:
    """A reader can tell any two concepts apart by their labels."""
    labels = [concept.label for concept in names.concepts.values()]
    assert len(labels) == len(set(labels))
