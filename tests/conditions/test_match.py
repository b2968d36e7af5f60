"""From a registrant's term to concepts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstudy.conditions.explain import explain
from plainstudy.conditions.match import ALERTING_CONFIDENCE, CONFIDENCE, match_term
from plainstudy.conditions.vocabularies.builtin import vocabulary
from plainstudy.conditions.vocabulary import Vocabulary


def _matches(names: Vocabulary, term: str, *coded: str) -> list[tuple[str, str]]:
    concepts = [concept for heading in coded if (concept := names.headed(heading))]
    assert len(concepts) == len(coded)
    found = match_term(term, vocabulary=names, coded=concepts)
    return [(match.concept.heading, match.rule) for match in found]


@pytest.mark.parametrize(
    ("term", "heading", "rule"),
    [
        ("Asthma", "Asthma", "exact"),
        ("breast cancer", "Breast Neoplasms", "exact"),
        ("High Blood Pressure", "Hypertension", "variant"),
        ("Job's Syndrome", "Job Syndrome", "variant"),
        ("Urticaria Chronic", "Chronic Urticaria", "singular"),
        ("Leukaemia", "Leukemia", "singular"),
        ("Lung Cancer, Non-Small Cell", "Carcinoma, Non-Small-Cell Lung", "word order"),
        ("NSCLC", "Carcinoma, Non-Small-Cell Lung", "abbreviation"),
        ("Atopic Dermatitis (AD)", "Dermatitis, Atopic", "brackets removed"),
        ("CRC (Colorectal Cancer)", "Colorectal Neoplasms", "brackets removed"),
        ("Stage IIIB Lung Cancer AJCC v8", "Lung Neoplasms", "modifier removed"),
        ("Advanced NSCLC", "Carcinoma, Non-Small-Cell Lung", "modifier removed"),
        ("Relapsed Acute Myeloid Leukemia", "Leukemia, Myeloid, Acute", "modifier removed"),
        ("Chronic Low-back Pain", "Low Back Pain", "modifier removed"),
        ("Chronic Kidney Disease Stage 3", "Renal Insufficiency, Chronic", "modifier removed"),
        ("Stroke in Retired Sailors", "Stroke", "part"),
        ("Non-IgE Mediated Food Allergy", "Food Hypersensitivity", "last words"),
        ("Neutrophilic Asthma", "Asthma", "last words"),
        ("Healthy Volunteers", "Healthy people", "variant"),
        ("Thymic Carcinoma", "Thymic carcinoma", "exact"),
        ("Recurrent Adult Acute Myeloid Leukemia", "Leukemia, Myeloid, Acute", "modifier removed"),
        ("Pediatric Chronic Kidney Disease", "Renal Insufficiency, Chronic", "modifier removed"),
        ("Chronic Pain in Children", "Chronic Pain", "modifier removed"),
        ("Chronic Graft-versus-host Disease", "Graft vs Host Disease", "singular"),
        ("Graft Versus Host Disease, Chronic", "Graft vs Host Disease", "word order"),
        ("Small Cell Lung Cancer Extensive Stage", "Small Cell Lung Carcinoma", "variant"),
        ("Non-alcoholic Steatohepatitis", "Non-alcoholic Fatty Liver Disease", "singular"),
        ("Liver Metastases", "Neoplasm Metastasis", "singular"),
        ("Stroke, Cardiovascular", "Stroke", "singular"),
        ("Hypertension in Pregnancy", "Hypertension, Pregnancy-Induced", "variant"),
        ("Childhood Trauma", "Psychological Trauma", "variant"),
        ("TIA", "Ischemic Attack, Transient", "abbreviation"),
        ("Dry Mouth", "Xerostomia", "variant"),
    ],
)
def test_term_finds_its_concept_by_the_surest_rule(
    names: Vocabulary, term: str, heading: str, rule: str
) -> None:
    """Each rule answers for what it is made for."""
    assert _matches(names, term) == [(heading, rule)]


@pytest.mark.parametrize(
    ("term", "headings"),
    [
        ("Asthma and COPD", ["Asthma", "Pulmonary Disease, Chronic Obstructive"]),
        ("Breast and Ovarian Cancer", ["Breast Neoplasms", "Ovarian Neoplasms"]),
        ("Depression/Anxiety", ["Depression", "Anxiety"]),
        ("Chronic Rhinosinusitis With Nasal Polyps", ["Rhinosinusitis", "Nasal Polyps"]),
        ("Narcolepsy Without Cataplexy", ["Narcolepsy"]),
        ("Solid Tumors Excluding Breast Cancer", ["Neoplasms"]),
        ("Hypertension (Without Type 2 Diabetes Mellitus)", ["Hypertension"]),
        ("Pain After Stroke", ["Pain"]),
    ],
)
def test_term_of_several_parts_names_what_it_means(names: Vocabulary, term: str, headings: list[str]) -> None:
    """Lists name all their members; what is excluded, absent or only a cause is not named."""
    assert sorted(heading for heading, _ in _matches(names, term)) == sorted(headings)


@pytest.mark.parametrize(
    ("term", "wrong"),
    [
        ("Pulmonary Hypertension", "Hypertension"),
        ("Portal Hypertension", "Hypertension"),
        ("Chronic Venous Hypertension With Ulcer", "Hypertension"),
        ("Ocular Hypertension", "Hypertension"),
        ("Intracranial Hypertension", "Hypertension"),
        ("Hypertension", "Hypertension, Pulmonary"),
        ("Diabetes Insipidus", "Diabetes Mellitus"),
        ("Pre-Gestational Diabetes", "Diabetes, Gestational"),
        ("Colo-rectal Cancer", "Rectal Neoplasms"),
        ("X-linked Spinocerebellar Ataxia Type 3", "Machado-Joseph Disease"),
        ("Family History of Stroke", "Stroke"),
        ("Family History of Breast Cancer", "Breast Neoplasms"),
        ("Family History of Coronary Artery Disease", "Coronary Artery Disease"),
        ("Colon Cancer Liver Metastasis", "Liver Neoplasms"),
        ("Hepatic Metastases", "Liver Neoplasms"),
        ("Peritoneal Carcinomatosis", "Peritoneal Neoplasms"),
        ("Chronic Graft Versus Host Disease", "Bronchiolitis Obliterans Syndrome"),
        ("Stroke, Cardiovascular", "Myocardial Infarction"),
        ("Moral Injury", "Stress Disorders, Post-Traumatic"),
        ("Postoperative Delirium", "Emergence Delirium"),
        ("Birth Trauma", "Wounds and Injuries"),
        ("Anesthesia", "Surgery"),
        ("Breastfeeding", "Childbirth"),
        ("Non-asthmatic Smokers", "Asthma"),
        ("Benign Breast Tumor", "Breast Neoplasms"),
        ("Diabetic Maculopathy", "Macular Degeneration"),
        ("Thymic Carcinoma", "Thymoma"),
        ("Deformity", "Congenital Abnormalities"),
        ("Cardiovascular-kidney-metabolic Syndrome", "Metabolic Syndrome"),
        ("Bone Marrow Depression", "Depression"),
        ("Heat Stroke", "Stroke"),
        ("4p Deletion Syndrome, Non-Wolf-Hirschhorn Syndrome", "Wolf-Hirschhorn Syndrome"),
    ],
)
def test_similar_words_do_not_find_another_illness(names: Vocabulary, term: str, wrong: str) -> None:
    """What reads alike and is not the same stays apart, even where the registry's coding says so."""
    assert wrong not in [heading for heading, _ in _matches(names, term)]
    assert (
        wrong not in [heading for heading, _ in _matches(names, term, wrong)]
        or term.casefold() == wrong.casefold()
    )


@pytest.mark.parametrize(
    "term",
    ["", " ", "Control", "Prospective", "JAK2 Mutation", "28 Day Mortality", "Pediatric ALL", "()", ";,/"],
)
def test_what_is_no_condition_finds_none(names: Vocabulary, term: str) -> None:
    """A doubtful term stays without a concept."""
    assert _matches(names, term) == []


def test_doubtful_abbreviation_needs_the_registrys_agreement(names: Vocabulary) -> None:
    """ "MS" is multiple sclerosis only where the registry codes the study so."""
    assert _matches(names, "MS") == []
    assert _matches(names, "MS", "Multiple Sclerosis") == [("Multiple Sclerosis", "abbreviation")]
    assert _matches(names, "MS", "Mitral Valve Stenosis") == []


def test_one_last_word_needs_the_registrys_agreement(names: Vocabulary) -> None:
    """A compound is taken as a kind of its last word only when the registry agrees."""
    assert _matches(names, "Lumbar Radiculopathy") == []
    assert _matches(names, "Lumbar Radiculopathy", "Radiculopathy") == [
        ("Radiculopathy", "registry MeSH agrees")
    ]


def test_registry_coding_never_brings_in_words_the_term_has_not(names: Vocabulary) -> None:
    """The registry's own coding decides between readings and adds none."""
    assert _matches(names, "Asthma", "Diabetes Mellitus") == [("Asthma", "exact")]
    assert _matches(names, "JAK2 Mutation", "Diabetes Mellitus") == []


def test_every_rule_has_a_confidence_and_a_sentence() -> None:
    """A reader is told why, and the registry's own coding is below what alerts."""
    for rule, confidence in CONFIDENCE.items():
        assert 0 < confidence <= 1
        assert "sorted the study under it by what" not in explain(rule=rule, registrant_term="Asthma")
    assert CONFIDENCE["registry's own coding"] < ALERTING_CONFIDENCE


def test_reason_shows_the_registrants_words() -> None:
    """ "Why is this here?" quotes the term; a rule of a newer version is answered too."""
    assert "“Hay Fever”" in explain(rule="variant", registrant_term="Hay Fever")
    assert explain(rule="from the future", registrant_term="x").endswith(".")
    assert "{" not in explain(rule="exact", registrant_term="{term} {0}").replace("{term} {0}", "")


@given(st.text(max_size=120))
def test_any_term_is_answered(term: str) -> None:
    """Whatever a registrant typed is matched or not, and raises nothing."""
    for match in match_term(term, vocabulary=vocabulary()):
        assert match.rule in CONFIDENCE
