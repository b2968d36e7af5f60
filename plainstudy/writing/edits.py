"""Editors' sections in a text: when they stand, when they fall, and how they are put in. Pure.

An edit rests on elements of the record: those that its section always speaks of, and those that its
sentences cite. It stands while their canonical form is the same, whatever the rules or a model write
meanwhile; so a new version of the rules, or other bullets in the record, move no editor's word.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import orjson

from plainstudy.record.canonical import canonical_tree

from .text import Criteria, Sentence, StudyText

_GENERAL = "general:"
_P = "protocolSection."
_STATUS = (f"{_P}statusModule.overallStatus", f"{_P}statusModule.whyStopped")
_GROUPS = f"{_P}armsInterventionsModule"
_DESIGN = f"{_P}designModule"
_CRITERIA = f"{_P}eligibilityModule.eligibilityCriteria"

RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "headline": (
        f"{_P}identificationModule.briefTitle",
        f"{_P}identificationModule.officialTitle",
        f"{_P}conditionsModule.conditions",
        _GROUPS,
        f"{_DESIGN}.studyType",
        f"{_DESIGN}.phases",
    ),
    "summary": (
        f"{_P}identificationModule.briefTitle",
        f"{_P}identificationModule.officialTitle",
        f"{_P}descriptionModule.briefSummary",
        f"{_P}conditionsModule.conditions",
        _DESIGN,
        _GROUPS,
        f"{_P}outcomesModule.primaryOutcomes",
        f"{_P}eligibilityModule.minimumAge",
        f"{_P}eligibilityModule.maximumAge",
        f"{_P}eligibilityModule.sex",
        f"{_P}eligibilityModule.healthyVolunteers",
        "hasResults",
        *_STATUS,
    ),
    "substance": (_GROUPS, f"{_DESIGN}.studyType"),
    "could_lead_to": (
        _DESIGN,
        _GROUPS,
        f"{_P}outcomesModule.primaryOutcomes",
        f"{_P}conditionsModule.conditions",
        "hasResults",
        *_STATUS,
    ),
    "could_go_wrong": (
        _DESIGN,
        _GROUPS,
        "resultsSection.adverseEventsModule",
        "hasResults",
        *_STATUS,
    ),
    "who_can_join": (f"{_P}eligibilityModule", *_STATUS),
    "criteria": (_CRITERIA,),
    "what_happens": (_GROUPS, f"{_DESIGN}.studyType", f"{_DESIGN}.designInfo", *_STATUS),
}
"""By section: the elements of the record that it always rests on."""

VERBATIM = "The list stands in the record's own words."


@dataclass(frozen=True, slots=True)
class Edit:
    """A section as an editor wrote it; ``made_on`` is the day as 2026-11-23."""

    id: int
    section: str
    sentences: tuple[Sentence, ...]
    fingerprint: bytes
    made_on: str


def fingerprint_of(section: str, sentences: Iterable[Sentence], document: bytes) -> bytes:
    """Hash the elements that an edit rests on, as they stand in this document, in 16 bytes."""
    return _hash(_elements(section, sentences), canonical_tree(document))


def stand_or_fall(edits: Sequence[Edit], document: bytes) -> tuple[tuple[Edit, ...], tuple[Edit, ...]]:
    """Return the edits whose elements are as they were, and those under which something changed."""
    tree = canonical_tree(document)
    still = tuple(
        edit for edit in edits if _hash(_elements(edit.section, edit.sentences), tree) == edit.fingerprint
    )
    return still, tuple(edit for edit in edits if edit not in still)


def put_in(text: StudyText, edits: Iterable[Edit]) -> StudyText:
    """Put editors' sections in the place of those that stand there."""
    changes: dict[str, object] = {}
    for edit in edits:
        if edit.section == "headline":
            changes["headline"] = edit.sentences[0]
        elif edit.section == "criteria":
            note = Sentence(text=VERBATIM, sources=(_CRITERIA,))
            changes["criteria"] = Criteria(note=note, verbatim=True)
        else:
            changes[edit.section] = edit.sentences
    return msgspec.structs.replace(text, **changes)


def sentences_in(text: StudyText, section: str) -> tuple[Sentence, ...]:
    """Return what a section says now, in order."""
    if section == "headline":
        return (text.headline,)
    if section == "criteria":
        return (*text.criteria.can, *text.criteria.cannot)
    found: tuple[Sentence, ...] = getattr(text, section)
    return found


def _elements(section: str, sentences: Iterable[Sentence]) -> list[str]:
    """Name what an edit rests on. A numbered item stands for its whole list: sets have no order."""
    cited = (source.partition("[")[0] for sentence in sentences for source in sentence.sources)
    return sorted({*RESTS_ON[section], *(path for path in cited if not path.startswith(_GENERAL))})


def _hash(elements: Iterable[str], tree: Mapping[str, Any]) -> bytes:
    said = [[path, _at(path, tree)] for path in elements]
    return hashlib.blake2b(orjson.dumps(said, option=orjson.OPT_SORT_KEYS), digest_size=16).digest()


def _at(path: str, tree: Mapping[str, Any]) -> Any:
    """Return what stands at a path; None where nothing does."""
    value: Any = tree
    for key in path.replace("[", ".").replace("]", "").split("."):
        if isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value
