"""Terms are found, replaced only where that is safe, and explained."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstudy.plain import dictionary
from plainstudy.plain.dictionary import BadDictionaryError, explain, find_terms, lookup, read_terms, simplify

FORMS = [form for term in dictionary.terms() for form, _ in term.forms]
NEGATIONS = re.compile(r"\b(?:no|not|without|never|nor|neither|cannot)\b", re.I)

SMALL_WORDS = 'a an the A of no not without never 18 2.5 ( ) , . " “ ” - / * Patients with is HIGH \n'

# Texts that look like records: terms in any order, with the small words, numbers and signs between them.
record_texts = st.lists(
    st.one_of(
        st.sampled_from(FORMS),
        st.sampled_from(SMALL_WORDS.split(" ")),
    ),
    max_size=14,
).map(" ".join)


def found(text: str) -> list[str]:
    """Name the forms found in a text."""
    return [use.found for use in find_terms(text)]


def test_there_are_enough_terms() -> None:
    """The dictionary is a real one."""
    assert len(dictionary.terms()) >= 1600


def test_no_form_stands_twice() -> None:
    """Two rows that match the same spelling would make the explanation a matter of luck."""
    spellings = Counter(
        form if term.part in {"abbreviation", "unit"} or re.search(r"\w[A-Z]", form) else form.lower()
        for term in dictionary.terms()
        for form, _ in term.forms
    )
    assert [form for form, count in spellings.items() if count > 1] == []


def faults(term: dictionary.Term) -> list[str]:
    """Name what is wrong with a row; nothing for a row that is fit to print."""
    found = []
    if len(term.explanation.split()) > 22 or not re.fullmatch(r"[^a-z].*\.", term.explanation):
        found.append(f"{term.term}: explanation is too long or no sentence")
    for form, plain in term.forms:
        if not plain:
            continue
        if re.findall(r"\d+", plain) != re.findall(r"\d+", form):
            found.append(f"{form}: a number is lost or won")
        if NEGATIONS.findall(plain) != NEGATIONS.findall(form):
            found.append(f"{form}: a negation is lost or won")
        if term.part == "noun" and re.search(r"\b(?:of|by|with|from|for|to|in|at|on)\b", plain):
            found.append(f"{form}: {plain!r} cannot stand before another noun")
    return found


def test_every_row_is_fit_to_print() -> None:
    """Explanations are one sentence of at most 22 words; replacements keep numbers and negations."""
    assert [fault for term in dictionary.terms() for fault in faults(term)] == []


def test_every_form_is_found_as_a_whole() -> None:
    """No form is hidden behind another row or lost to the rules of case and hyphens."""
    assert [form for term in dictionary.terms() for form, _ in term.forms if lookup(form) is not term] == []


def test_the_longest_term_wins() -> None:
    """Pulmonary hypertension is not high blood pressure as everyone has it measured."""
    assert found("severe pulmonary hypertension") == ["pulmonary hypertension"]
    assert simplify("pulmonary hypertension") == "pulmonary hypertension"


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Double blind or double-blind", ["Double blind", "double-blind"]),
        ("hypertensionlike", []),
        ("an ECOG performance status of 0-1", ["ECOG performance status of 0-1"]),
        ("HbA1c above 7", ["HbA1c"]),
        ("lung\ncancer has no row, but heart\nfailure has", ["heart\nfailure"]),
        ("heart\n\nfailure", []),
        ("heart, failure", []),
        ("10 mg/kg and 5 MG", ["mg/kg"]),
        ("EGFR and eGFR", ["EGFR", "eGFR"]),
        ("the pet and the PET scan", ["PET scan"]),
        ("HYPERTENSION", ["HYPERTENSION"]),
        ("İ hypertension", ["hypertension"]),
        ("", []),
    ],
)
def test_words_are_matched_whole_and_in_their_case(text: str, forms: list[str]) -> None:
    """Hyphens and single line breaks join, commas part, acronyms and units keep their case."""
    assert forms == found(text)


def test_a_use_says_where_it_stands() -> None:
    """Start and end cut the found words out of the text."""
    text = "People with İ and hypertension."
    (use,) = find_terms(text)
    assert text[use.start : use.end] == use.found == "hypertension"
    assert use.plain == "high blood pressure"


@pytest.mark.parametrize(
    ("text", "simpler"),
    [
        ("Hypertension is common.", "High blood pressure is common."),
        ("It ended. Hypertension stayed.", "It ended. High blood pressure stayed."),
        ("HYPERTENSION AND ASTHMA", "HIGH BLOOD PRESSURE AND ASTHMA"),
        ("an electrocardiogram", "a heart tracing"),
        ("An electrocardiogram", "A heart tracing"),
        ("a urticaria clinic", "a hives clinic"),
        ("the abdomen", "the belly"),
        ("two malignancies", "two cancers"),
        ("prior to surgery", "before surgery"),
        ("no hypertension", "no high blood pressure"),
    ],
)
def test_safe_terms_are_replaced_with_case_and_article(text: str, simpler: str) -> None:
    """Sentence case, capitals, plural and "a" or "an" fit the new words."""
    assert simpler == simplify(text)


@pytest.mark.parametrize(
    "text",
    [
        'the question "Do you have hypertension?" is asked',
        "the “hypertension” group",
        "high blood pressure (hypertension)",
        "hypertension (high blood pressure)",
        "hypertension-induced harm",
        "stroke/hypertension",
        "chronic venous hypertension",
        "hypertension questionnaire",
        "the Fatigue Severity Scale",
        "Karnofsky performance status",
        "once-daily insulin",
        "upper or lower limbs",
    ],
)
def test_some_places_are_left_alone(text: str) -> None:
    """Quotes, glosses, parts of larger words, forbidden neighbours and names of scales stay."""
    assert simplify(text) == text


def test_an_adverse_event_is_no_side_effect() -> None:
    """The cause is open, and the words say so."""
    assert simplify("Number of adverse events") == "Number of health problems (whatever the cause)"
    assert "side effect" not in simplify("serious adverse events, AEs and treatment-emergent adverse events")


def test_a_word_that_ends_like_an_article_is_kept() -> None:
    """The "an" in "woman" is no article."""
    assert simplify("a woman of childbearing potential") == "a woman who could become pregnant"


def test_each_replacement_stands_whole_after_an_article() -> None:
    """After "the" every replacement comes out as written in its row, without a second article."""
    wrong = []
    for term in dictionary.terms():
        for form, plain in term.forms:
            text = simplify(f"so the {form}.")
            if plain and text.lower() != f"so the {plain.lower()}.":
                wrong.append(text)
    assert wrong == []


@given(record_texts)
def test_simplifying_twice_is_simplifying_once(text: str) -> None:
    """No replacement makes a text that could be replaced again."""
    once = simplify(text)
    assert simplify(once) == once


@given(record_texts)
def test_numbers_and_negations_survive(text: str) -> None:
    """What could turn a statement into its opposite is never dropped or added."""
    simpler = simplify(text)
    assert re.findall(r"\d+", simpler) == re.findall(r"\d+", text)
    assert NEGATIONS.findall(simpler) == NEGATIONS.findall(text)


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    """Uses stand in order, do not overlap and lie inside the text, whatever the letters are."""
    end = 0
    for use in find_terms(text):
        assert end <= use.start < use.end <= len(text)
        assert text[use.start : use.end] == use.found
        end = use.end


def test_terms_are_explained_once_in_order() -> None:
    """A term that stands twice is explained once, where it came first."""
    terms = explain("A placebo, then a biopsy, then the placebo.")
    assert [term.term for term in terms] == ["placebo", "biopsy"]


def test_unknown_words_have_no_entry() -> None:
    """Only an exact form is looked up."""
    assert lookup("zebra") is None
    assert lookup("severe hypertension") is None
    assert lookup("Hypertension") is not None


HEADER = "term,plain,explanation,part,caution,forms,unless\n"


def test_forms_have_their_own_replacement() -> None:
    """``form=words`` replaces a plural by a plural, ``form=`` is explained only."""
    (term,) = read_terms(
        HEADER + "axilla,armpit,The hollow under the arm.,noun,,axillas=armpits|axillary=,\n", "x"
    )
    assert term.forms == (("axilla", "armpit"), ("axillas", "armpits"), ("axillary", ""))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("term,plain\n", "first line"),
        ("", "first line"),
        (HEADER + "a,b\n", "line 2: 2 fields"),
        (HEADER + "a,,Something.,verbb,,,\n", "line 2"),
        (HEADER + "a,,,noun,,,\n", "line 2"),
    ],
)
def test_a_bad_table_is_refused_with_its_line(table: str, message: str) -> None:
    """Whoever edits a file is told which line is wrong."""
    with pytest.raises(BadDictionaryError, match=message):
        tuple(read_terms(table, "x"))


@pytest.mark.parametrize(
    "words",
    [
        "a sore arm",
        "tyrosine kinase",
        "the controller",
        "premature beats",
        "glucose under 126 mg/d",
        "gray matter",
        "Computerized Adaptive Test",
        "attention bias",
        "the ascending aorta",
    ],
)
def test_word_with_another_common_sense_is_not_explained(words: str) -> None:
    """An explanation in the wrong sense is false."""
    telling = {
        "treatment arm",
        "tyrosine kinase inhibitor",
        "controller medication",
        "preterm",
        "mg/day",
        "Gy",
        "adaptive design",
        "selection bias",
        "ascending dose",
    }
    assert not telling & {term.term for term in explain(words)}


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("pulmonary rehabilitation", "lung"),
        ("core needle biopsy", "tissue"),
        ("tofacitinib", "medicine"),
        ("CAR T cells", "such as"),
        ("grade 3", "grades of their own"),
    ],
)
def test_explanation_that_was_wrong_or_too_sure_is_mended(form: str, says: str) -> None:
    """What a clinician would correct stays corrected."""
    term = lookup(form)
    assert term is not None
    assert says in term.explanation


@pytest.mark.parametrize(
    ("sentence", "plain"),
    [
        ("People with urticaria", "People with hives"),
        ("Has an allergic urticaria", "Has an allergic urticaria"),
        ("Has a chronic urticaria", "Has a chronic urticaria"),
    ],
)
def test_word_of_many_does_not_replace_one_of_one(sentence: str, plain: str) -> None:
    """ "An allergic hives" is no English."""
    assert simplify(sentence) == plain


@pytest.mark.parametrize("words", ["urticarial vasculitis", "hives vasculitis"])
def test_illness_of_the_vessels_is_no_rash(words: str) -> None:
    """Urticarial vasculitis keeps its name."""
    assert "hives" not in {term.term for term in explain("Has urticarial vasculitis")}
    assert simplify(words) == words


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("eclampsia", "Seizures"),
        ("right ventricle", "lung"),
        ("barrier method", "condom"),
        ("salbutamol", "airway"),
    ],
)
def test_explanation_is_what_a_clinician_would_say(form: str, says: str) -> None:
    """Read as one would read it to a patient."""
    term = lookup(form)
    assert term is not None
    assert says in term.explanation
