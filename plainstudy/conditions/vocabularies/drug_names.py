"""Other names of a drug, brands among them, from ``drug-named-entity-recognition``.

Its data file is read directly: importing the package builds tables for searching running text and reads
a cache from the home folder. Its names come from MedlinePlus, MeSH, DrugBank's open vocabulary and others.
"""

from functools import cache

import msgspec

from plainstudy.conditions.terms import words_of
from plainstudy.conditions.vocabularies.kept import kept
from plainstudy.conditions.vocabularies.packed import data_file, read

_FILE = ("drug_named_entity_recognition", "drug_ner_dictionary.pkl.bz2")
MOST_NAMES = 15
_LONGEST = 3
"""Words of a name; longer ones are descriptions of a preparation."""
_SHORTEST_WORD = 6
"""Letters of a single word inside a longer treatment name that may be a drug."""


def other_names(treatment: str) -> tuple[str, ...]:
    """Return other names, in lower case, of the drugs in a treatment's name such as "Pembrolizumab 200 mg".

    () where none is known. At the first call it takes a tenth of a second, one where the names were not
    kept, and some 40 MB.
    """
    names = _names()
    found: dict[str, None] = {}
    whole = " ".join(words_of(treatment))
    for word in (whole, *(word for word in words_of(treatment) if len(word) >= _SHORTEST_WORD)):
        found |= dict.fromkeys(names.get(word, ()))
    return tuple(name for name in found if name != whole)


class _Kept(msgspec.Struct):
    """Names of drugs as they are kept: for each name the place of its drug's names in the list."""

    drugs: list[tuple[str, ...]]
    places: dict[str, int]


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Return for each name the first names of the same drug."""
    table = kept("drugs", _Kept, made_from=data_file(*_FILE), make=_made)
    return {name: table.drugs[place] for name, place in table.places.items()}


def _made() -> _Kept:
    canonical = read(*_FILE)["drug_variant_to_canonical"]
    by_drug: dict[str, list[str]] = {}
    for name, drugs in canonical.items():
        for drug in drugs:
            by_drug.setdefault(drug, []).append(name)
    table = _Kept([], {})
    for drug, names in by_drug.items():
        spoken = tuple(name for name in names if "," not in name and len(name.split()) <= _LONGEST)[
            :MOST_NAMES
        ]
        if len(spoken) < 2:
            continue
        table.drugs.append(spoken)
        for name in {drug, *spoken}:
            table.places.setdefault(name, len(table.drugs) - 1)
    return table
