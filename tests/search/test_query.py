"""What a reader typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstudy.search.query import LONGEST, MOST_WORDS, parse_query


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Breast Cancer", ("breast", "cancer")),
        ("dépression", ("depression",)),
        ("trials for asthma in Houston", ("asthma", "houston")),
        ("the study", ("the", "study")),
        ("Crohn's", ("crohns",)),
        ("covid-19", ("covid", "19")),
        ("asthma asthma", ("asthma",)),
        ("", ()),
        ('- " ( * :', ()),
    ],
)
def test_words_are_read_without_case_accents_and_filler(text: str, words: tuple[str, ...]) -> None:
    """Filler words are passed over unless nothing else is there."""
    assert parse_query(text).words == words


def test_quoted_words_are_a_phrase() -> None:
    """Also in typographic quotes, and when the second is missing."""
    assert parse_query("“heart attack” diet").phrases == (("heart", "attack"),)
    assert parse_query('diet "heart attack').phrases == (("heart", "attack"),)
    assert parse_query('"asthma"').words == ("asthma",)


def test_minus_leaves_out() -> None:
    """Before a word or a phrase; inside a word it is a hyphen."""
    query = parse_query('cancer -metastatic -"stage four" non-small')
    assert query.without == (("metastatic",), ("stage", "four"))
    assert query.words == ("cancer", "non", "small")


def test_leaving_out_alone_is_an_empty_query() -> None:
    """Nothing is looked for, so everything else is listed."""
    assert parse_query("-cancer").is_empty


@pytest.mark.parametrize("text", ["NCT02387905", "nct02387905", " NCT 2387905 ", "nct-02387905"])
def test_study_number_alone_is_recognised(text: str) -> None:
    """People paste numbers in many shapes."""
    assert parse_query(text).nct_id == "NCT02387905"


@pytest.mark.parametrize(
    "text",
    [
        "https://clinicaltrials.gov/study/NCT02387905",
        "clinicaltrials.gov/ct2/show/nct02387905?cond=cancer",
        "http://127.0.0.1:8000/studies/NCT02387905/history/",
    ],
)
def test_address_of_a_study_leads_to_it(text: str) -> None:
    """People paste what their doctor sent them."""
    assert parse_query(text).nct_id == "NCT02387905"


@pytest.mark.parametrize("text", ["see a.b/NCT02387905", "x/NCT02387905/NCT02387906", "x/NCT023879051"])
def test_address_beside_words_or_of_several_studies_is_words(text: str) -> None:
    """Only one address of one study is meant to lead there."""
    assert parse_query(text).nct_id == ""


@pytest.mark.parametrize("text", ["NCT02387905 cancer", "NCT", "NCT000000000", "NCT00000000", "02387905"])
def test_text_with_more_or_less_than_a_number_is_words(text: str) -> None:
    """A direct hit needs a number that can exist, and nothing beside it."""
    assert parse_query(text).nct_id == ""


@given(st.text(max_size=3 * LONGEST))
def test_any_text_is_read(text: str) -> None:
    """Nothing raises, and what comes out is bounded and plain."""
    query = parse_query(text)
    assert len(query.words) <= MOST_WORDS
    assert len(query.text) <= LONGEST
    assert all(word.strip() for word in query.words)
