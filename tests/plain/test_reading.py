"""Sentences, syllables and the reading grade."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstudy.plain import reading
from plainstudy.plain.syllables import syllables


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("Drugs, e.g. aspirin, are allowed.", 1),
        ("Drugs (i.e. Aspirin) are allowed.", 1),
        ("Dr. Smith and J. Doe met. They spoke.", 2),
        ("The dose is 2.5 mg. It is low.", 2),
        ("It is 3 a.m. Nobody is up.", 2),
        ("Doses of 5 mg etc. are given.", 1),
        ("He has hepatitis B. It is mild.", 2),
        ("Smith et al. Report this. Yes.", 3),
        ("Group 1 vs. Group 2 is compared.", 1),
        ("It ended (in 2007.) Nothing is posted.", 2),
        ("Rules:\n\n* one rule\n* another rule", 3),
        ("A line that\ngoes on. And ends.", 2),
        ("1. First rule. Second rule.", 2),
        ("No stop at the end", 1),
        ("Really?! Yes…", 2),
        ("The U.S. site is open.", 1),
        ("", 0),
        ("...", 0),
    ],
)
def test_sentences_are_split_where_a_reader_stops(text: str, count: int) -> None:
    """Abbreviations, initials and decimals end nothing; empty lines and list items do."""
    assert count == len(reading.sentences(text))


@given(st.text(alphabet="ab .!?\nAe.g1", max_size=80))
def test_splitting_loses_no_letter(text: str) -> None:
    """All letters and digits stand in the sentences, in order."""
    joined = "".join(reading.sentences(text))
    assert [c for c in joined if c.isalnum()] == [c for c in text if c.isalnum()]


def test_longest_sentence_counts_words() -> None:
    """The longest of several; none for an empty text."""
    assert reading.longest_sentence_words("A b c. D e f g h. I j.") == 5
    assert reading.longest_sentence_words("") == 0


def test_hyphened_words_and_decimals_are_one_word() -> None:
    """What is read in one go counts once."""
    assert reading.words("well-being of 2.5 mg/kg, e.g. it's") == (
        "well-being",
        "of",
        "2.5",
        "mg/kg",
        "e.g",
        "it's",
    )


HAND_COUNTED = """
    cat 1, study 2, studies 2, medicine 3, people 2, cancer 2, hospital 3, radiation 4, chemotherapy
    5, tissue 2, diabetes 4, hypertension 4, placebo 3, randomized 3, eligible 4, participant 4,
    patients 2, diagnosis 4, disease 2, diseases 3, used 1, wanted 2, table 2, tables 2, whole 1,
    boxes 2, files 1, names 1, treated 2, measured 2, people's 2, questionnaire 3, anxiety 4,
    science 2, leukemia 4, mechanism 4, area 3, exercise 3, experience 4, immunotherapy 6, syndrome
    2, injection 3, volunteers 3, asthma 2, rhythm 2, lifestyle 2, outcome 2, statement 2, nausea 3,
    physiotherapy 6, MRI 3, HIV 3, x-ray 2, well-being 3, 2020 1
"""


@pytest.mark.parametrize("entry", [entry.strip() for entry in HAND_COUNTED.split(",")])
def test_syllables_as_counted_by_hand(entry: str) -> None:
    """Everyday and medical words, endings that are silent, acronyms by their letters."""
    word, count = entry.rsplit(" ", 1)
    assert int(count) == syllables(word)


def test_grade_follows_the_formula() -> None:
    """Six words of one syllable in one sentence: 0.39 x 6 + 11.8 x 1 - 15.59."""
    assert reading.flesch_kincaid_grade("The cat sat on the mat.") == pytest.approx(-1.45)


def test_grade_of_nothing_is_zero() -> None:
    """A text without words has no grade to speak of."""
    assert reading.flesch_kincaid_grade(" ... ") == 0.0


def test_ignored_names_weigh_little() -> None:
    """A long drug name counts as a short word; the same text without it given is harder."""
    text = "This study tests orforglipron in people with type 2 diabetes mellitus."
    light = reading.grade(text, ignoring=["Orforglipron", "type 2 diabetes mellitus", "  "])
    assert light < reading.grade(text) == reading.flesch_kincaid_grade(text)
    assert light == reading.grade("This study tests label in people with label.")


def test_ignoring_only_blank_names_changes_nothing() -> None:
    """An empty name matches nothing."""
    assert reading.grade("One short text.", ignoring=[" "]) == reading.grade("One short text.")
