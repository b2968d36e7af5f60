"""What condition terms are matched with: concepts, their names, and where each stands in the tree. Pure.

Built once per process from the installed vocabulary and our additions; only lookups afterwards.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from plainstudy.conditions.labels import reader_label, surnames
from plainstudy.conditions.terms import bag, phrase, plain_text, stems_of, words_of

_CONDITION_TREES = re.compile(
    r"C(?!22|23\.550\.291)|F03|F01\.145\.126|F01\.470\.132|N06\.850\.135|G08\.686\.784\.769"
)
"""Diseases, mental disorders, behavioural symptoms, accidents. All else is a topic, as "Recurrence"."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept as a source lists it. Names are in lower case; abbreviations are in capitals as written."""

    heading: str
    names: tuple[str, ...] = ()
    trees: tuple[str, ...] = ()
    label: str = ""
    parents: tuple[str, ...] = ()
    """Headings of broader concepts, where no tree number says so."""
    not_parents: tuple[str, ...] = ()
    """Headings that a tree number puts it below, against how people speak."""
    abbreviations: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    """Abbreviations with other meanings: they count only when the registry codes the study likewise."""
    claimed: tuple[str, ...] = ()
    """Names that are this concept's alone, whatever other sources say."""
    not_names: tuple[str, ...] = ()
    """Names to take away, since they would mislead."""
    vocabulary: str = "MeSH"
    is_condition: bool | None = None
    """None lets the trees decide."""


@dataclass(frozen=True, slots=True, eq=False)
class VocabularyConcept:
    """One concept, equal only to itself. ``code`` is unique and stays: "MeSH:Hypertension, Pulmonary"."""

    code: str
    heading: str
    label: str
    vocabulary: str
    trees: tuple[str, ...]
    parents: tuple[str, ...]
    """Codes of the next broader concepts."""
    names: tuple[str, ...]
    """All its names in lower case, for search."""
    is_condition: bool
    """False for what no one falls ill with: "Quality of life", "Healthy people"."""


@dataclass(slots=True)
class Vocabulary:
    """Concepts by the many ways of writing their names."""

    concepts: dict[str, VocabularyConcept] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)
    by_phrase: dict[str, str] = field(default_factory=dict)
    by_bag: dict[str, str] = field(default_factory=dict)
    by_abbreviation: dict[str, str] = field(default_factory=dict)
    by_doubtful: dict[str, list[str]] = field(default_factory=dict)
    by_heading: dict[str, str] = field(default_factory=dict)
    _broader: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False)
    """What was asked for, to answer at once next time."""

    def named(self, term: str) -> VocabularyConcept | None:
        """Return the concept that has exactly this name, in any case."""
        return self.concepts.get(self.by_name.get(plain_text(term), ""))

    def phrased(self, stems: Sequence[str]) -> VocabularyConcept | None:
        """Return the concept one of whose names has these words in this order."""
        return self.concepts.get(self.by_phrase.get(phrase(stems), ""))

    def reordered(self, stems: Sequence[str]) -> VocabularyConcept | None:
        """Return the concept one of whose names has these words in any order; None if two concepts have."""
        return self.concepts.get(self.by_bag.get(bag(stems), ""))

    def abbreviated(self, term: str) -> VocabularyConcept | None:
        """Return the concept that a well-known abbreviation in capitals stands for."""
        return self.concepts.get(self.by_abbreviation.get(term.strip(), ""))

    def perhaps_abbreviated(self, term: str) -> list[VocabularyConcept]:
        """Return the concepts an abbreviation with several meanings may stand for."""
        return [self.concepts[code] for code in self.by_doubtful.get(term.strip(), ())]

    def headed(self, heading: str) -> VocabularyConcept | None:
        """Return the concept with this heading of its vocabulary, as the registry writes it."""
        return self.concepts.get(self.by_heading.get(heading.casefold(), ""))

    def broader(self, code: str) -> frozenset[str]:
        """Return the codes of all broader concepts, up to the top."""
        if code not in self._broader:
            self._broader[code] = self._found_above(code)
        return self._broader[code]

    def _found_above(self, code: str) -> frozenset[str]:
        found: set[str] = set()
        waiting = list(self.concepts[code].parents) if code in self.concepts else []
        while waiting:
            if (code := waiting.pop()) not in found:
                found.add(code)
                waiting.extend(self.concepts[code].parents)
        return frozenset(found)


def build(entries: Iterable[Entry]) -> Vocabulary:
    """Return the lookups for these entries; a later entry with the same heading adds to an earlier one."""
    merged: dict[str, Entry] = {}
    for entry in entries:
        key = entry.heading.casefold()
        merged[key] = _together(merged[key], entry) if key in merged else entry
    people = surnames(name for entry in merged.values() for name in entry.names)
    codes_by_tree = {tree: _code(entry) for entry in merged.values() for tree in entry.trees}
    vocabulary = Vocabulary()
    for entry in merged.values():
        _add(vocabulary, entry, people=people, codes_by_tree=codes_by_tree, merged=merged)
    _index(vocabulary, merged)
    return vocabulary


def _code(entry: Entry) -> str:
    return f"{entry.vocabulary}:{entry.heading}"


def _together(first: Entry, more: Entry) -> Entry:
    return Entry(
        heading=first.heading,
        names=first.names + more.names,
        trees=more.trees or first.trees,
        label=more.label or first.label,
        parents=first.parents + more.parents,
        not_parents=first.not_parents + more.not_parents,
        abbreviations=first.abbreviations + more.abbreviations,
        doubtful=first.doubtful + more.doubtful,
        claimed=first.claimed + more.claimed,
        not_names=first.not_names + more.not_names,
        vocabulary=first.vocabulary,
        is_condition=first.is_condition if more.is_condition is None else more.is_condition,
    )


def _add(
    vocabulary: Vocabulary,
    entry: Entry,
    *,
    people: frozenset[str],
    codes_by_tree: dict[str, str],
    merged: dict[str, Entry],
) -> None:
    code = _code(entry)
    listed = dict.fromkeys(
        plain_text(name) for name in (entry.heading, entry.label, *entry.claimed, *entry.names) if name
    )
    taken = {plain_text(name) for name in entry.not_names}
    names = tuple(name for name in listed if name not in taken)
    parents = [_above(tree, codes_by_tree) for tree in entry.trees]
    parents += [_code(merged[heading.casefold()]) for heading in entry.parents]
    cut = {code, *(_code(merged[heading.casefold()]) for heading in entry.not_parents)}
    is_condition = entry.is_condition
    if is_condition is None:
        is_condition = any(_CONDITION_TREES.match(tree) for tree in entry.trees)
    vocabulary.concepts[code] = VocabularyConcept(
        code=code,
        heading=entry.heading,
        label=entry.label or reader_label(entry.heading, names=frozenset(names), people=people),
        vocabulary=entry.vocabulary,
        trees=entry.trees,
        parents=tuple(parent for parent in dict.fromkeys(parents) if parent and parent not in cut),
        names=names,
        is_condition=is_condition,
    )
    vocabulary.by_heading[entry.heading.casefold()] = code


def _above(tree: str, codes_by_tree: dict[str, str]) -> str:
    """Return the nearest concept above a tree number; "" at the top. Levels may be missing."""
    while "." in tree:
        tree = tree.rpartition(".")[0]
        if tree in codes_by_tree:
            return codes_by_tree[tree]
    return ""


def _index(vocabulary: Vocabulary, merged: dict[str, Entry]) -> None:
    """Fill the lookups: claimed names first, then headings, then all names. Words that two concepts share in
    different orders find neither.
    """
    entries = [(concept, merged[concept.heading.casefold()]) for concept in vocabulary.concepts.values()]
    for concept, entry in entries:
        for name in entry.claimed:
            _file(vocabulary, concept, plain_text(name))
        for abbreviation in entry.abbreviations:
            vocabulary.by_abbreviation[abbreviation] = concept.code
        for abbreviation in entry.doubtful:
            vocabulary.by_doubtful.setdefault(abbreviation, []).append(concept.code)
    for concept, _ in entries:
        _file(vocabulary, concept, plain_text(concept.heading))
    claimed = frozenset(vocabulary.by_bag)
    shared: set[str] = set()
    for concept, _ in entries:
        for name in concept.names:
            key = _file(vocabulary, concept, name)
            if vocabulary.by_bag[key] != concept.code and key not in claimed:
                shared.add(key)
    for key in shared:
        del vocabulary.by_bag[key]


def _file(vocabulary: Vocabulary, concept: VocabularyConcept, name: str) -> str:
    """Put a name in all lookups unless its place is taken; return its key without order."""
    stems = stems_of(words_of(name))
    key = bag(stems)
    vocabulary.by_name.setdefault(name, concept.code)
    vocabulary.by_phrase.setdefault(phrase(stems), concept.code)
    vocabulary.by_bag.setdefault(key, concept.code)
    return key


def mesh_concept(*, heading: str, mesh_id: str) -> VocabularyConcept:
    """Return the concept of a MeSH term that only a record names; rare diseases have numbers with C."""
    return VocabularyConcept(
        code=f"MeSH:{heading}",
        heading=heading,
        label=reader_label(heading, names=frozenset({heading.casefold()}), people=frozenset()),
        vocabulary="MeSH",
        trees=(),
        parents=(),
        names=(plain_text(heading),),
        is_condition=mesh_id.startswith("C"),
    )
