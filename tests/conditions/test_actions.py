"""Concepts in the database."""

from typing import Any

import pytest

from plainstudy.conditions.actions import StoredConcepts, note_matcher, slug_of, store_concepts
from plainstudy.conditions.models import Concept
from plainstudy.conditions.queries import broader, ids_below, narrower
from plainstudy.conditions.vocabulary import Entry, Vocabulary, build

pytestmark = pytest.mark.django_db


def _store(names: Vocabulary, *headings: str) -> dict[str, int]:
    concepts = [concept for heading in headings if (concept := names.headed(heading))]
    return store_concepts(concepts, vocabulary=names, mesh_ids={})


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("High blood pressure (hypertension)", "high-blood-pressure"),
        ("Sjögren disease", "sjogren-disease"),
        ("???", "condition"),
    ],
)
def test_slug_is_the_label_without_brackets(label: str, slug: str) -> None:
    """An address is short, and never empty."""
    assert slug_of(label) == slug


def test_two_labels_with_one_slug_get_two_addresses() -> None:
    """A number tells them apart, also when one is stored already."""
    first = build([Entry("One", label="Same (a)")])
    both = build([Entry("Two", label="Same (b)"), Entry("Three", label="Same (c)")])
    store_concepts(first.concepts.values(), vocabulary=first, mesh_ids={})
    store_concepts(both.concepts.values(), vocabulary=both, mesh_ids={})
    assert list(Concept.objects.order_by("id").values_list("slug", flat=True)) == ["same", "same-2", "same-3"]


def test_better_label_reaches_stored_concepts_and_keeps_their_address() -> None:
    """Links to a condition page never break."""
    old, new = build([Entry("One", label="Old words")]), build([Entry("One", label="New words")])
    store_concepts(old.concepts.values(), vocabulary=old, mesh_ids={"MeSH:One": "D000001"})
    store_concepts(new.concepts.values(), vocabulary=new, mesh_ids={})
    concept = Concept.objects.get()
    assert (concept.label, concept.slug, concept.mesh_id) == ("New words", "old-words", "D000001")


def test_concepts_below_include_itself_and_all_kinds(names: Vocabulary) -> None:
    """A page of diabetes lists type 2 as well; that of hypertension nothing of the lungs."""
    ids = _store(names, "Diabetes Mellitus, Type 2", "Hypertension, Pulmonary", "Essential Hypertension")
    below = set(ids_below(ids["MeSH:Diabetes Mellitus"]))
    assert {ids["MeSH:Diabetes Mellitus"], ids["MeSH:Diabetes Mellitus, Type 2"]} == below
    assert ids["MeSH:Hypertension, Pulmonary"] not in ids_below(ids["MeSH:Hypertension"])


def test_broader_and_narrower_concepts_are_next_to_each_other(names: Vocabulary) -> None:
    """One step up and one step down."""
    _store(names, "Diabetes Mellitus, Type 2")
    diabetes = Concept.objects.get(slug="diabetes")
    assert [concept.slug for concept in narrower(diabetes)] == ["type-2-diabetes"]
    assert "diabetes" in [concept.slug for concept in broader(Concept.objects.get(slug="type-2-diabetes"))]


def test_first_matcher_asks_for_no_recoding() -> None:
    """Only a change of version does, and only once."""
    assert [note_matcher(1), note_matcher(1), note_matcher(2), note_matcher(2)] == [False, False, True, False]


def test_concept_of_a_later_batch_is_below_one_of_an_earlier(names: Vocabulary) -> None:
    """What was stored before is not read again, and still is the parent."""
    stored = StoredConcepts()
    broad, narrow = (
        names.concepts[f"MeSH:{heading}"] for heading in ("Hypertension", "Essential Hypertension")
    )
    above = [names.concepts[code] for code in names.broader(broad.code)]
    stored.store([broad, *above], mesh_ids={})
    ids = stored.store([broad, narrow, *above], mesh_ids={})
    assert list(Concept.objects.get(id=ids[narrow.code]).parents.values_list("id", flat=True)) == [
        ids[broad.code]
    ]


def test_batch_of_known_concepts_asks_nothing(names: Vocabulary, django_assert_num_queries: Any) -> None:
    """Nearly every batch has the same concepts; a number that only a later study gives still arrives."""
    stored, asthma = StoredConcepts(), names.concepts["MeSH:Asthma"]
    stored.store([asthma, *(names.concepts[code] for code in names.broader(asthma.code))], mesh_ids={})
    with django_assert_num_queries(0):
        ids = stored.store([asthma], mesh_ids={})
    stored.store([asthma], mesh_ids={asthma.code: "D001249"})
    assert Concept.objects.get(id=ids[asthma.code]).mesh_id == "D001249"
