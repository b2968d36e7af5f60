"""Words of condition terms, comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstudy.conditions.terms import bag, phrase, plain_text, stem, stems_of, words_of


def _key(term: str) -> str:
    return phrase(stems_of(words_of(term)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Crohn’s disease", "crohn disease"),
        ("Leukaemia", "Leukemia"),
        ("Tumours", "tumor"),
        ("Oesophageal cancers", "Esophageal cancer"),
        ("β-thalassaemia", "beta thalassemia"),
        ("Metastases", "Metastasis"),
        ("Allergies", "allergy"),
        ("Type II diabetes", "Type 2 Diabetes"),
        ("Type2 diabetes", "Type 2 Diabetes"),
        ("Sjögren syndrome", "Sjogren Syndrome"),
        ("HER2+ cancer", "HER2 positive cancer"),
        ("Behcet&#39;s Disease", "Behcet disease"),
        ("Cancer of the lung", "cancer lung"),
    ],
)
def test_spellings_of_one_thing_have_one_key(one: str, other: str) -> None:
    """Number, possessive, accents, British spelling and small words do not tell two names apart."""
    assert _key(one) == _key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Type 1 diabetes", "Type 2 diabetes"),
        ("Hypertension", "Hypotension"),
        ("Pulmonary hypertension", "Hypertension"),
        ("Hepatitis B", "Hepatitis C"),
        ("Diabetes mellitus", "Diabetes insipidus"),
    ],
)
def test_different_things_have_different_keys(one: str, other: str) -> None:
    """Nothing that tells illnesses apart is lost."""
    assert _key(one) != _key(other)


def test_word_order_is_lost_only_in_the_bag() -> None:
    """A phrase keeps the order of its words, a bag does not."""
    assert _key("neoplasm brain") != _key("brain neoplasm")
    assert bag(stems_of(words_of("neoplasm, brain"))) == bag(stems_of(words_of("brain neoplasm")))


@pytest.mark.parametrize("word", ["diabetes", "herpes", "virus", "sepsis", "illness", "pancreas"])
def test_words_that_only_look_like_plurals_stay(word: str) -> None:
    """An s at the end is not always a plural."""
    assert stem(word).startswith(word[:-1])
    assert stem(word) == word


@given(st.text(max_size=200))
def test_any_text_has_a_key(text: str) -> None:
    """Whatever a registrant typed can be compared, and its plain form is stable."""
    assert isinstance(_key(text), str)
    assert " ".join(plain_text(text).split()) == plain_text(text)
