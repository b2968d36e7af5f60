"""The vocabulary that works straight after installation: MeSH diseases and our additions."""

from functools import cache

import msgspec

from plainstudy.conditions.vocabularies import additions, disease_names
from plainstudy.conditions.vocabularies.kept import kept
from plainstudy.conditions.vocabularies.packed import data_file
from plainstudy.conditions.vocabulary import Vocabulary, VocabularyConcept, build


class _Kept(msgspec.Struct):
    """A vocabulary as it is kept: lookups hold the place of a concept in the list."""

    concepts: list[VocabularyConcept]
    lookups: dict[str, dict[str, int]]
    doubtful: dict[str, list[int]]


_LOOKUPS = ("by_name", "by_phrase", "by_bag", "by_abbreviation", "by_heading")


@cache
def vocabulary() -> Vocabulary:
    """Return it, read at the first call: a fifth of a second, two where it was not kept, and 60 MB."""
    return _whole(kept("conditions", _Kept, made_from=data_file(*disease_names.FILE), make=_made))


def _made() -> _Kept:
    built = build([*disease_names.entries(), *additions.entries()])
    places = {code: place for place, code in enumerate(built.concepts)}
    return _Kept(
        concepts=list(built.concepts.values()),
        lookups={
            name: {key: places[code] for key, code in getattr(built, name).items()} for name in _LOOKUPS
        },
        doubtful={key: [places[code] for code in codes] for key, codes in built.by_doubtful.items()},
    )


def _whole(table: _Kept) -> Vocabulary:
    codes = [concept.code for concept in table.concepts]
    lookups = {
        name: {key: codes[place] for key, place in lookup.items()} for name, lookup in table.lookups.items()
    }
    return Vocabulary(
        concepts=dict(zip(codes, table.concepts, strict=True)),
        by_doubtful={key: [codes[place] for place in places] for key, places in table.doubtful.items()},
        **lookups,
    )
