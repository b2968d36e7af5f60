"""Our own additions to the built-in vocabulary: everyday names, abbreviations, labels, and topics.

``additions.csv``, one concept a row; several values in a cell have ``|`` between them:

============= ====================================================================================
heading       a MeSH heading, which the row adds to, or a new one of ours
label         what readers see; empty: made from the heading
names         other names, any case; a name given here is taken from every other concept
abbreviations in exactly this case, with one meaning among condition terms
doubtful      abbreviations with several meanings: believed only where the registry codes the same
not_names     names of the vocabulary that would mislead, as "deformity" for congenital abnormalities
parents       headings of broader concepts, for concepts of ours
not_parents   headings the tree puts it below and a reader would not ("Hypertension" for the lungs')
trees         MeSH tree numbers, where the package has cut ones
kind          "topic" for what no one falls ill with; empty otherwise
============= ====================================================================================
"""

import csv
from collections.abc import Iterator
from importlib.resources import files

from plainstudy.conditions.vocabulary import Entry

OURS = "plainstudy"


def _cell(row: dict[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in (row[name] or "").split("|") if part.strip())


def entries() -> Iterator[Entry]:
    """Yield our rows; those with a known heading add to it."""
    text = (files(__package__) / "additions.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        yield Entry(
            heading=row["heading"].strip(),
            label=row["label"].strip(),
            claimed=_cell(row, "names"),
            abbreviations=_cell(row, "abbreviations"),
            doubtful=_cell(row, "doubtful"),
            not_names=_cell(row, "not_names"),
            parents=_cell(row, "parents"),
            not_parents=_cell(row, "not_parents"),
            trees=_cell(row, "trees"),
            vocabulary=OURS,
            is_condition=False if row["kind"] == "topic" else True if row["parents"] else None,
        )
