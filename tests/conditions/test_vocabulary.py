"""Lookups, and what the sources of the vocabulary promise."""

import csv
import io
import pickle
from importlib.resources import files

import pytest

from plainstudy.conditions import vocabularies
from plainstudy.conditions.licences import sources
from plainstudy.conditions.terms import stems_of, words_of
from plainstudy.conditions.vocabularies.disease_names import entries
from plainstudy.conditions.vocabularies.drug_names import other_names
from plainstudy.conditions.vocabularies.packed import DataOnly
from plainstudy.conditions.vocabulary import Entry, Vocabulary, build, mesh_concept


def _reordered(vocabulary: Vocabulary, term: str) -> str | None:
    concept = vocabulary.reordered(stems_of(words_of(term)))
    return concept.heading if concept else None


def test_words_of_two_concepts_in_other_orders_find_neither() -> None:
    """Order is passed over only where it can mean one thing."""
    vocabulary = build([Entry("A", names=("child abuse",)), Entry("B", names=("abuse child",))])
    assert _reordered(vocabulary, "abuse child") is None


def test_claimed_name_is_taken_from_other_concepts() -> None:
    """Our additions decide whose a name is."""
    vocabulary = build(
        [Entry("Fibrosis", names=("cirrhosis",)), Entry("Liver Cirrhosis", claimed=("cirrhosis",))]
    )
    concept = vocabulary.named("Cirrhosis")
    assert concept is not None
    assert concept.heading == "Liver Cirrhosis"


def test_misleading_name_finds_nothing() -> None:
    """A name that an addition takes away is gone from every lookup."""
    vocabulary = build(
        [Entry("Thymoma", names=("thymic carcinoma",)), Entry("Thymoma", not_names=("thymic carcinoma",))]
    )
    assert vocabulary.named("thymic carcinoma") is None
    assert _reordered(vocabulary, "carcinoma thymic") is None


def test_parents_follow_tree_numbers_over_missing_levels() -> None:
    """The nearest known heading above is the parent."""
    vocabulary = build([Entry("Top", trees=("C01",)), Entry("Deep", trees=("C01.100.200",))])
    assert vocabulary.broader("MeSH:Deep") == {"MeSH:Top"}


def test_pulmonary_hypertension_is_not_below_hypertension(names: Vocabulary) -> None:
    """Followers of high blood pressure hear nothing of the other illness."""
    assert "MeSH:Hypertension" not in names.broader("MeSH:Hypertension, Pulmonary")
    assert "MeSH:Hypertension, Pulmonary" not in names.broader("MeSH:Hypertension")


def test_type_2_diabetes_is_below_diabetes(names: Vocabulary) -> None:
    """A cut tree number of the package is mended by our additions."""
    assert "MeSH:Diabetes Mellitus" in names.broader("MeSH:Diabetes Mellitus, Type 2")


def test_no_concept_is_above_itself(names: Vocabulary) -> None:
    """The tree has no circles."""
    assert not [code for code in names.concepts if code in names.broader(code)]


def test_animal_diseases_are_left_out() -> None:
    """No person has "Bovine respiratory disease complex"."""
    assert "Bovine Respiratory Disease Complex" not in {entry.heading for entry in entries()}


def test_vocabulary_file_may_not_name_code() -> None:
    """A pickle is data here; one that would run something is refused."""
    with pytest.raises(pickle.UnpicklingError, match="names"):
        DataOnly(io.BytesIO(pickle.dumps(print))).load()


def test_heading_of_a_record_alone_becomes_a_concept() -> None:
    """Rare diseases that MeSH lists as supplements are conditions, other unknown headings are not."""
    assert mesh_concept(heading="Kabuki syndrome", mesh_id="C537705").is_condition
    assert not mesh_concept(heading="Disease", mesh_id="D004194").is_condition


def _additions() -> list[dict[str, str]]:
    text = (files(vocabularies) / "additions.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_additions_claim_each_name_once() -> None:
    """Two rows that claim one name would make the order of rows decide."""
    claimed = [name for row in _additions() for name in row["names"].split("|") if name]
    assert sorted(claimed) == sorted(set(claimed))


def test_additions_of_ours_have_a_place(names: Vocabulary) -> None:
    """A condition of ours stands below a known one; a topic needs none."""
    lost = [
        concept.heading
        for concept in names.concepts.values()
        if concept.vocabulary == "plainstudy" and concept.is_condition and not concept.parents
    ]
    assert lost == []


def test_every_source_names_its_licence() -> None:
    """The about page can say whose words these are."""
    assert {source.name for source in sources()} >= {"Medical Subject Headings (MeSH)", "GeoNames"}
    assert all(
        source.licence and source.url.startswith("https://") and source.used_for for source in sources()
    )


@pytest.mark.parametrize(
    ("treatment", "name"),
    [("Pembrolizumab 200 mg", "keytruda"), ("KEYTRUDA", "pembrolizumab"), ("paracetamol", "acetaminophen")],
)
def test_drug_is_known_by_its_other_names(treatment: str, name: str) -> None:
    """A brand leads to the substance and back, with or without a dose."""
    assert name in other_names(treatment)


@pytest.mark.parametrize("treatment", ["", "Placebo", "Bone cement", "Questionnaire"])
def test_what_is_no_drug_has_no_other_names(treatment: str) -> None:
    """Nothing is guessed."""
    assert other_names(treatment) == ()
