"""The fields of the search index, and how text becomes words in it."""

from functools import cache

import tantivy

SCHEMA_VERSION = 1
"""Raise it when fields or their text treatment change: an index of another version is built anew."""

TEXT_FIELDS = {"conditions": 6.0, "title": 4.0, "treatments": 3.0, "names": 3.0, "text": 1.0}
"""Fields that words are looked up in, and how much a word in each is worth.

Few of them, since each word costs a look into every one: "title" has our headline too, "treatments" the
other names of drugs, "text" the summary, wider conditions, towns, key words and numbers.
"""
ORGANISATIONS = "organisations"
"""Sponsors and facilities. Who looks for cancer does not mean every study at a cancer center: these count
when the whole search is a name among them, or when nothing else is found.
"""
FACETS = ("status", "country", "phase", "type", "condition")
"""What results are counted by; each is also a filter."""
CELLS_PER_DEGREE = 2
"""Places are found by cells of half a degree, about 55 km from north to south."""

_ENGLISH = "plainstudy_english"
_SPELLING = "plainstudy_spelling"


@cache
def schema() -> tantivy.Schema:
    """Return the fields: texts, exact values for filters and counts, numbers, and what is shown."""
    build = tantivy.SchemaBuilder()
    build.add_text_field("nct_id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in (*TEXT_FIELDS, ORGANISATIONS):
        build.add_text_field(name, tokenizer_name=_ENGLISH, index_option="position")
    build.add_text_field("spelling", tokenizer_name=_SPELLING, index_option="basic")
    build.add_text_field("whole_name", tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        build.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("under", "sex", "cell"):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("updated", "first_posted", "age_from", "age_to"):
        build.add_integer_field(name, indexed=True, fast=True)
    build.add_bytes_field("shown", stored=True)
    return build.build()


def english() -> tantivy.TextAnalyzer:
    """Return what makes words of texts and of queries: lower case, no accents, without endings."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def spelling() -> tantivy.TextAnalyzer:
    """Return what keeps words as they are spelt, for what is corrected in a query."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(40))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .build()
    )


def register(index: tantivy.Index) -> tantivy.Index:
    """Make an opened index know both ways of making words."""
    index.register_tokenizer(_ENGLISH, english())
    index.register_tokenizer(_SPELLING, spelling())
    return index


def cell_of(latitude: float, longitude: float) -> str:
    """Return the name of the half-degree cell a point lies in."""
    return f"{int(latitude // (1 / CELLS_PER_DEGREE))}:{int(longitude // (1 / CELLS_PER_DEGREE))}"
