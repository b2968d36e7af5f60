"""Lists, counts, articles and case in words."""

import pytest

from plainstudy.plain import wording


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a", "", "c"], "a and c"),
        (["Paris, France", "Rome, Italy", "Oslo"], "Paris, France; Rome, Italy; and Oslo"),
    ],
)
def test_words_join_as_a_spoken_list(words: list[str], said: str) -> None:
    """Empty items are left out; items with commas of their own are parted by semicolons."""
    assert said == wording.join_words(words)


def test_last_joining_word_can_be_or() -> None:
    """A list of choices is joined by "or"."""
    assert wording.join_words(["a", "b", "c"], last="or") == "a, b or c"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 people"),
        (1, "1 person"),
        (2, "2 people"),
        (1000, "1,000 people"),
        (99999999, "99,999,999 people"),
    ],
)
def test_count_agrees_with_its_noun(number: int, said: str) -> None:
    """One is singular, all else plural, thousands have commas."""
    assert said == wording.count_of(number, "person", "people")


def test_count_forms_a_missing_plural() -> None:
    """Without a given plural the common rules apply."""
    assert wording.count_of(3, "study") == "3 studies"


@pytest.mark.parametrize(
    ("number", "said"), [(1000, "1,000"), (2.5, "2.5"), (2.0, "2"), (1234567.25, "1,234,567.25"), (-3, "-3")]
)
def test_numbers_have_commas_and_no_idle_zeros(number: float, said: str) -> None:
    """Thousands are parted; decimals keep only what they say."""
    assert said == wording.format_number(number)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("person", "people"),
        ("Child", "Children"),
        ("study", "studies"),
        ("day", "days"),
        ("dose", "doses"),
        ("clinic", "clinics"),
        ("box", "boxes"),
        ("blood test", "blood tests"),
        ("young woman", "young women"),
        ("diagnosis", "diagnoses"),
        ("virus", "viruses"),
    ],
)
def test_plural_of_common_nouns(one: str, many: str) -> None:
    """Regular endings, the irregular nouns of this field, and the last word of a phrase."""
    assert many == wording.plural(one)


@pytest.mark.parametrize(
    "phrase",
    [
        "MRI scan",
        "ECG",
        "NSCLC tumor",
        "LY3502970 tablet",
        "X-ray",
        "x-ray",
        "8-week plan",
        "11-day course",
        "18-month study",
        "80 mg dose",
        "hour",
        "honest answer",
        "injection",
        "early study",
        "FDA rule",
        "HIV test",
        "unusual result",
        "umbilical vein",
        "uninsured person",
        "SSRI",
        "RSV vaccine",
        "18,000-person study",
        "eGFR",
        "IL-6 blocker",
        "unimportant change",
        "(early) study",
    ],
)
def test_article_an_before_a_vowel_sound(phrase: str) -> None:
    """The sound decides: letters by their names, numbers as spoken."""
    assert wording.article(phrase) == "an"


@pytest.mark.parametrize(
    "phrase",
    [
        "CT scan",
        "unit",
        "European clinic",
        "one-year plan",
        "uterus",
        "urine test",
        "1-day visit",
        "100 mg dose",
        "1,100-person study",
        "PET scan",
        "UK clinic",
        "SARS test",
        "RECIST response",
        "HER2 test",
        "study",
        "FOLFOX course",
        "useful test",
        "ureter",
        "118-day course",
        "",
        "universal rule",
        "healthy person",
    ],
)
def test_article_a_before_a_consonant_sound(phrase: str) -> None:
    """ "A unit", "a one-year plan", "a PET scan"; nothing to read gives "a"."""
    assert wording.article(phrase) == "a"


def test_article_is_put_before_its_phrase() -> None:
    """One space, the phrase as it was."""
    assert wording.with_article("MRI scan") == "an MRI scan"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("people with asthma", "People with asthma"),
        ("eGFR is measured", "eGFR is measured"),
        ("mRNA vaccine", "mRNA vaccine"),
        ("(early) study", "(Early) study"),
        ("", ""),
    ],
)
def test_sentence_case_spares_words_with_their_own_shape(text: str, said: str) -> None:
    """Only the first letter changes, and not in eGFR or mRNA."""
    assert said == wording.sentence_case(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hypertension study", "hypertension study"),
        ("A new drug", "a new drug"),
        ("MRI scan", "MRI scan"),
        ("HbA1c at week 4", "HbA1c at week 4"),
        ("LY3502970 tablet", "LY3502970 tablet"),
        ("Parkinson's disease", "Parkinson's disease"),
        ("Parkinson’s disease", "Parkinson’s disease"),
        ("European clinics", "European clinics"),
        ("X-ray of the chest", "X-ray of the chest"),
        ("A-fib", "A-fib"),
        ("I agree", "I agree"),
        ("Vitamin D", "vitamin D"),
        ("Northern lights", "northern lights"),
        ("", ""),
    ],
)
def test_first_letter_becomes_small_unless_it_must_not(text: str, said: str) -> None:
    """Acronyms, codes, names of people and places keep their capital."""
    assert said == wording.lower_first(text)


def test_given_names_keep_their_capital() -> None:
    """A brand name that only the caller knows is spared."""
    assert wording.lower_first("Keytruda alone", names={"Keytruda"}) == "Keytruda alone"


@pytest.mark.parametrize(
    ("noun", "said"), [("team", "team's"), ("patients", "patients'"), ("children", "children's")]
)
def test_possessive(noun: str, said: str) -> None:
    """Plurals on -s take the sign alone."""
    assert said == wording.possessive(noun)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It ended", "It ended."),
        ("It ended. ", "It ended."),
        ("Did it end?", "Did it end?"),
        ("(It ended.)", "(It ended.)"),
        ("It ended:", "It ended."),
        ("It ended,", "It ended."),
        ("He said “stop.”", "He said “stop.”"),
        ("", ""),
    ],
)
def test_a_sentence_ends_with_one_stop(text: str, said: str) -> None:
    """No double stops, no stop after a hanging comma or colon, nothing for nothing."""
    assert said == wording.end_with_stop(text)
