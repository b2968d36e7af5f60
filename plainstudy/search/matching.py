"""From a parsed query and filters to a tantivy query."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, floor, radians

import tantivy
from tantivy import Occur
from tantivy import Query as Matcher

from .query import Query
from .schema import CELLS_PER_DEGREE, ORGANISATIONS, TEXT_FIELDS, english, schema

_WHOLE_NAME = 8.0
"""How much it is worth that the whole search is a name of the study's condition."""
_OPEN = 1.2
"""A little, so that among equals the studies looking for people come first."""
_PHRASE_FIELDS = (*TEXT_FIELDS, ORGANISATIONS)
_MOST_CELLS = 400
EVERYDAY: Mapping[str, tuple[str, ...]] = {
    "chemo": ("chemotherapy",),
    "radio": ("radiotherapy",),
    "kid": ("child", "pediatric"),
    "kids": ("children", "pediatric"),
    "teen": ("adolescent",),
    "teens": ("adolescents",),
    "teenager": ("adolescent",),
    "teenagers": ("adolescents",),
    "baby": ("infant", "newborn"),
    "babies": ("infants", "newborns"),
    "seniors": ("elderly", "older"),
    "flu": ("influenza",),
    "jab": ("vaccine",),
    "shingles": ("zoster",),
    "fits": ("seizures",),
    "tumour": ("tumor",),
    "tumours": ("tumors",),
    "leukaemia": ("leukemia",),
    "anaemia": ("anemia",),
    "diarrhoea": ("diarrhea",),
    "oesophageal": ("esophageal",),
    "haemophilia": ("hemophilia",),
    "paediatric": ("pediatric", "children"),
}
"""What people type, and what records say: either is found."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What results must have; empty means anything."""

    status: str = ""
    """An overall status of the registry, as in "RECRUITING"."""
    country: str = ""
    phase: str = ""
    type: str = ""
    condition: str = ""
    """Slug of a concept; studies of narrower ones are found too."""
    sex: str = ""
    """"FEMALE" or "MALE": studies for all are found too."""
    age_days: int | None = None
    """Someone's age: only studies whose limits it lies in."""
    near: tuple[float, float] | None = None
    """Latitude and longitude: only studies with a place around it."""
    within_km: int = 100

    def without(self, facet: str) -> "Filters":
        """Return the filters without one, to count what else could be chosen."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return Filters(**{**values, facet: ""})


@cache
def _analyzer() -> tantivy.TextAnalyzer:
    return english()


def stems(words: Sequence[str]) -> list[str]:
    """Return words as the index has them."""
    return [stem for word in words for stem in _analyzer().analyze(word)]


def matcher(
    query: Query, filters: Filters, *, needed: int | None = None, organisations: bool = False
) -> Matcher:
    """Return what finds studies with all words and phrases, or at least ``needed`` of the words.

    ``organisations`` lets each word be found in names of sponsors and facilities
    too; without it only the words of the query one after the other count there.
    """
    fields = {**TEXT_FIELDS, ORGANISATIONS: 1.0} if organisations else TEXT_FIELDS
    words = list(_words(query.words, fields))
    if query.words and not words:
        return Matcher.empty_query()  # too long for any word of the index
    must = [*(_phrase(stems(phrase)) for phrase in query.phrases), *filter_matchers(filters)]
    if needed is None or needed >= len(words):
        must += [_all_or_organisation(words, stems(query.words))] if len(words) > 1 else words
    elif words:
        must.append(Matcher.boolean_query([(Occur.Should, word) for word in words], needed))
    parts = [(Occur.Must, part) for part in must]
    parts += [(Occur.MustNot, _phrase(stems(phrase))) for phrase in query.without]
    if query.words or query.phrases:
        parts += [(Occur.Should, liked) for liked in _liked(query)]
    if not must:
        parts.append((Occur.Must, Matcher.all_query()))
    return Matcher.boolean_query(parts)


def spelt_nearly(word: str) -> Matcher:
    """Return what finds studies with a word that differs by a letter, or by two where it is long."""
    return Matcher.fuzzy_term_query(schema(), "spelling", word, distance=2 if len(word) >= 8 else 1)


def filter_matchers(filters: Filters) -> list[Matcher]:
    """Return a condition for each filter that is set."""
    exact = {
        "status": filters.status,
        "country": filters.country,
        "phase": filters.phase,
        "type": filters.type,
        "under": filters.condition,
    }
    found = [_term(name, value) for name, value in exact.items() if value]
    if filters.sex:
        found.append(Matcher.term_set_query(schema(), "sex", ["ALL", filters.sex.upper()]))
    if filters.age_days is not None:
        kind = tantivy.FieldType.Integer
        found.append(Matcher.range_query(schema(), "age_from", kind, upper_bound=filters.age_days))
        found.append(Matcher.range_query(schema(), "age_to", kind, lower_bound=filters.age_days))
    if filters.near is not None:
        found.append(Matcher.term_set_query(schema(), "cell", cells_around(filters.near, filters.within_km)))
    return found


def cells_around(point: tuple[float, float], within_km: int) -> list[str]:
    """Return the half-degree cells that a circle touches, at most some hundred."""
    latitude, longitude = point
    high = within_km / 111.0
    wide = high / max(0.1, cos(radians(min(89.0, abs(latitude) + high))))
    rows = range(floor((latitude - high) * CELLS_PER_DEGREE), floor((latitude + high) * CELLS_PER_DEGREE) + 1)
    columns = range(
        floor((longitude - wide) * CELLS_PER_DEGREE), floor((longitude + wide) * CELLS_PER_DEGREE) + 1
    )
    around = 360 * CELLS_PER_DEGREE
    turned = [(column + around // 2) % around - around // 2 for column in columns]
    return [f"{row}:{column}" for row in rows for column in turned][:_MOST_CELLS]


def _term(field: str, value: str) -> Matcher:
    return Matcher.term_query(schema(), field, value, "basic")


def _all_or_organisation(words: Sequence[Matcher], asked: list[str]) -> Matcher:
    named = Matcher.phrase_query(schema(), ORGANISATIONS, [*asked])
    everything = Matcher.boolean_query([(Occur.Must, word) for word in words])
    return Matcher.boolean_query([(Occur.Should, everything), (Occur.Should, named)])


def _anywhere(stem: str, fields: Mapping[str, float] = TEXT_FIELDS) -> Matcher:
    """Return what finds a word in any field, worth what it is worth in the best of them."""
    return Matcher.disjunction_max_query(
        [
            Matcher.boost_query(Matcher.term_query(schema(), field, stem), boost)
            for field, boost in fields.items()
        ],
        tie_breaker=0.1,
    )


def _words(words: Sequence[str], fields: Mapping[str, float]) -> Iterator[Matcher]:
    """Yield what finds each word, or what records call it; a word too long for the index has none."""
    for own, word in {tuple(stems([word])): word for word in reversed(words)}.items():
        kinds = [own, *((stem,) for stem in stems(EVERYDAY.get(word, ())))]
        finders = [[_anywhere(stem, fields) for stem in kind] for kind in kinds]
        if len(kinds) == 1:
            yield from finders[0]
        else:
            either = [Matcher.boolean_query([(Occur.Must, one) for one in all_of]) for all_of in finders]
            yield Matcher.boolean_query([(Occur.Should, one) for one in either])


def _phrase(words: list[str]) -> Matcher:
    if not words:
        return Matcher.empty_query()
    if len(words) == 1:
        return _anywhere(words[0])
    return Matcher.boolean_query(
        [(Occur.Should, Matcher.phrase_query(schema(), field, [*words])) for field in _PHRASE_FIELDS]
    )


def _liked(query: Query) -> list[Matcher]:
    liked = [Matcher.const_score_query(_term("status", "RECRUITING"), _OPEN)]
    if query.words and not query.phrases:
        liked.append(Matcher.const_score_query(_term("whole_name", " ".join(query.words)), _WHOLE_NAME))
        words = stems(query.words)
        if len(words) > 1:
            liked += [
                Matcher.boost_query(Matcher.phrase_query(schema(), field, [*words]), TEXT_FIELDS[field])
                for field in ("conditions", "title")
            ]
    return liked
