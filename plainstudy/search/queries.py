"""Searching: what was found, how many of which kind, and what may have been meant."""

import datetime as dt
import difflib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
import tantivy
from tantivy import Query as Matcher

from . import index
from .index import NoIndex
from .matching import EVERYDAY, Filters, matcher, spelt_nearly, stems
from .query import Query, parse_query
from .schema import FACETS, ORGANISATIONS, TEXT_FIELDS, schema

log = logging.getLogger(__name__)

PAGE_SIZE = 20
LARGEST_PAGE = 100
DEEPEST = 10_000
"""Hits that can be paged to; nobody reads further, and the last pages of a million cost most."""
_CHOICES = 12
_NEARBY_WORDS = 5_000
_MOST_DAYS = 60_000
_MOST_MISSPELT = 3
"""So many titles may have a slip of the pen."""
_MANY_TIMES = 20
_SOME_TIMES = 3
_MOST_LETTERS_MORE = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """One study in the results; everything comes from the index."""

    nct_id: str
    headline: str
    """Ours; empty where no plain page is published."""
    title: str
    """The registry's brief title."""
    status: str
    phases: str
    study_type: str
    people: int | None
    updated: str
    """ISO date on which the newest version came."""
    conditions: tuple[tuple[str, str], ...]
    """(slug, label), the first few."""
    places: tuple[tuple[str, str], ...]
    """(city, country), the first few."""
    place_count: int


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of results."""

    query: Query
    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """By facet (schema.FACETS): value and number of studies, most first; conditions by slug."""
    suggestion: str = ""
    """Another spelling of the query; when the query itself found nothing these are its results."""
    did_you_mean: str = ""
    """Another spelling that far more studies have; the results are those of the query itself."""
    is_loose: bool = False
    """True when no study has all the words, and these have most."""
    nct_id: str = ""
    """Set when the query is a study number, whether we hold it or not."""
    is_ready: bool = True
    """False while there is no index yet."""
    page: int = 1
    page_size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        """How many pages can be shown."""
        return -(-min(self.total, DEEPEST) // self.page_size)


def search(
    query: str,
    *,
    status: str = "",
    country: str = "",
    phase: str = "",
    type: str = "",  # noqa: A002  the name of the facet
    condition: str = "",
    sex: str = "",
    age_days: int | None = None,
    near: tuple[float, float] | None = None,
    within_km: int = 100,
    page: int = 1,
    page_size: int = PAGE_SIZE,
    with_facets: bool = True,
) -> SearchResults:
    """Find studies by any text; whatever a reader types, this answers and does not raise.

    Nothing typed lists the most recently updated. Words may be in any form; other
    names of an illness find it. When nothing has all words, another spelling is
    tried, and then studies with most of the words.
    """
    filters = Filters(
        status=status, country=country, phase=phase, type=type, condition=condition,
        sex=sex if sex.upper() in {"FEMALE", "MALE"} else "",
        age_days=age_days, near=near, within_km=within_km,
    )  # fmt: skip
    parsed = parse_query(query)
    size = max(1, min(page_size, LARGEST_PAGE))
    asked = _Asked(parsed, filters, max(1, min(page, DEEPEST // size)), size, with_facets)
    try:
        searcher = index.searcher()
    except NoIndex:
        return SearchResults(query=parsed, is_ready=False, nct_id=parsed.nct_id, page_size=size)
    if parsed.nct_id:
        return _by_number(searcher, asked)
    return _by_words(searcher, asked)


@dataclass(frozen=True, slots=True)
class _Asked:
    query: Query
    filters: Filters
    page: int
    page_size: int
    with_facets: bool


def _by_number(searcher: tantivy.Searcher, asked: _Asked) -> SearchResults:
    found = _page(searcher, asked, Matcher.term_query(schema(), "nct_id", asked.query.nct_id, "basic"))
    if not found.total:
        words = Query(text=asked.query.text, words=(asked.query.nct_id.lower(),))
        found = _page(searcher, asked, matcher(words, asked.filters))
    return replace(found, nct_id=asked.query.nct_id)


def _by_words(searcher: tantivy.Searcher, asked: _Asked) -> SearchResults:
    found = _page(searcher, asked, matcher(asked.query, asked.filters))
    if asked.query.is_empty:
        return found
    if not found.total:
        found = _page(searcher, asked, matcher(asked.query, asked.filters, organisations=True))
    corrected = _corrected(searcher, asked.query)
    if found.total:
        return replace(found, did_you_mean=corrected.text if corrected else "")
    if corrected is not None:
        found = _page(searcher, asked, matcher(corrected, asked.filters))
        if found.total:
            return replace(found, suggestion=corrected.text)
    if len(asked.query.words) > 1:
        query, needed = corrected or asked.query, max(1, len(asked.query.words) * 2 // 3)
        found = _page(searcher, asked, matcher(query, asked.filters, needed=needed))
    return replace(found, is_loose=found.total > 0, suggestion=corrected.text if corrected else "")


def _page(searcher: tantivy.Searcher, asked: _Asked, wanted: Matcher) -> SearchResults:
    """Return one page of what a matcher finds, by worth, or newest first where nothing was asked for."""
    offset = (asked.page - 1) * asked.page_size
    order = "updated" if asked.query.is_empty else None
    found = searcher.search(wanted, limit=asked.page_size, offset=offset, count=True, order_by_field=order)
    total = int(getattr(found, "count", 0) or 0)
    return SearchResults(
        query=asked.query,
        total=total,
        hits=tuple(_hit(searcher.doc(address)) for _, address in found.hits),
        facets=_facets(searcher, asked, wanted) if asked.with_facets and total else {},
        page=asked.page,
        page_size=asked.page_size,
    )


def _facets(
    searcher: tantivy.Searcher, asked: _Asked, wanted: Matcher
) -> dict[str, tuple[tuple[str, int], ...]]:
    """Count the results by each facet; one that is chosen is counted as if it were not, to choose another."""
    chosen = [name for name in FACETS if getattr(asked.filters, name)]
    counted = _counts(searcher, wanted, [name for name in FACETS if name not in chosen])
    for name in chosen:
        counted |= _counts(searcher, matcher(asked.query, asked.filters.without(name)), [name])
    return {name: counted[name] for name in FACETS}


def _counts(
    searcher: tantivy.Searcher, wanted: Matcher, names: Sequence[str]
) -> dict[str, tuple[tuple[str, int], ...]]:
    if not names:
        return {}
    found = searcher.aggregate(wanted, {name: {"terms": {"field": name, "size": _CHOICES}} for name in names})
    return {
        name: tuple((str(bucket["key"]), int(bucket["doc_count"])) for bucket in found[name]["buckets"])
        for name in names
    }


def _hit(document: tantivy.Document) -> Hit:
    shown: dict[str, Any] = orjson.loads(bytes(document.get_first("shown") or b"{}"))
    return Hit(
        nct_id=str(document.get_first("nct_id")),
        headline=shown["headline"],
        title=shown["title"],
        status=shown["status"],
        phases=shown["phases"],
        study_type=shown["type"],
        people=shown["people"],
        updated=shown["updated"],
        conditions=tuple((slug, label) for slug, label in shown["conditions"]),
        places=tuple((city, country) for city, country in shown["places"]),
        place_count=shown["place_count"],
    )


def _corrected(searcher: tantivy.Searcher, query: Query) -> Query | None:
    """Return the query with words that no study has replaced by near ones; None where nothing is better."""
    better = {word: near for word in query.words if (near := _near_word(searcher, word)) and near != word}
    if not better:
        return None
    text = " ".join(better.get(part.casefold(), part) for part in query.text.split())
    return replace(query, text=text, words=tuple(better.get(word, word) for word in query.words))


def _near_word(searcher: tantivy.Searcher, word: str) -> str:
    """Return the word of the index that is spelt most like this one and is in most studies; "" for none.

    A word that some studies have is one of its own, unless the other is in many times as many.
    """
    if len(word) < 4 or word.isdigit() or word in EVERYDAY:
        return ""
    spelt = searcher.doc_freq("spelling", word)
    if spelt > _MOST_MISSPELT:
        return ""
    least = max(spelt * _MANY_TIMES, _found(searcher, word) * _SOME_TIMES)
    found = searcher.search(spelt_nearly(word), limit=1, count=True)
    if not found.hits:
        return ""
    # The commonest of all with the first letter, and rarer ones with the first two.
    words = {
        other: count
        for prefix in (word[:2], word[:1])
        for other, count in searcher.terms_with_prefix("spelling", prefix, limit=_NEARBY_WORDS)
        if count >= least and other != word and abs(len(other) - len(word)) <= _MOST_LETTERS_MORE
    }
    near = difflib.get_close_matches(word, words, n=3, cutoff=0.75)
    return max(near, key=lambda other: (_likeness(word, other), words[other]), default="")


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()


def _found(searcher: tantivy.Searcher, word: str) -> int:
    """Count the studies that have a word, at least those of the field that has it most."""
    fields = (*TEXT_FIELDS, ORGANISATIONS)
    return max((searcher.doc_freq(field, stem) for stem in stems([word]) for field in fields), default=0)


def indexed_days() -> dict[dt.date, int]:
    """Return how many studies are indexed as updated on each day; empty without an index."""
    try:
        searcher = index.searcher()
    except NoIndex:
        return {}
    days = {"updated": {"terms": {"field": "updated", "size": _MOST_DAYS}}}
    found = searcher.aggregate(Matcher.all_query(), days)
    return {
        dt.date.fromordinal(int(bucket["key"])): int(bucket["doc_count"])
        for bucket in found["updated"]["buckets"]
    }


def indexed_numbers() -> set[str]:
    """Return the NCT numbers of all studies in the index, to compare with the store; empty without one."""
    try:
        searcher = index.searcher()
    except NoIndex:
        return set()
    living = Matcher.all_query()  # without it the numbers of deleted documents come too
    return {
        number for number, count in searcher.terms_with_prefix("nct_id", "NCT", filter_query=living) if count
    }
