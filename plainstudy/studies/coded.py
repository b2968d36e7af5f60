"""Coding the conditions of many studies: documents in, terms with their concepts out. Pure: workers do it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plainstudy.conditions.study import MeshTerm, StudyTexts, code_study, coded_concepts
from plainstudy.conditions.vocabularies.builtin import vocabulary
from plainstudy.conditions.vocabulary import VocabularyConcept
from plainstudy.record.excerpts import NamingRecord
from plainstudy.record.record import StudyRecord

from .heads import Head

_Found = tuple[str | None, str, float]
_NO_CONCEPT: list[_Found] = [(None, "", 0.0)]


@dataclass(frozen=True, slots=True)
class CodedRow:
    """One row of StudyCondition; ``code`` is its concept's, None where the term names none."""

    position: int
    term: str
    code: str | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class CodedStudy:
    """The rows of one study, and MeSH numbers that its record gave, by code."""

    rows: tuple[CodedRow, ...]
    mesh_ids: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CodedBatch:
    """What a batch comes to: a study or the reason why it could not be read, in the order of the heads."""

    studies: tuple[CodedStudy | str, ...]
    concepts: Mapping[str, VocabularyConcept]
    """All that the rows name and all broader ones, by code."""


def code_all(heads: Sequence[Head]) -> CodedBatch:
    """Code the conditions of a batch of studies."""
    concepts: dict[str, VocabularyConcept] = {}
    studies = tuple(_coded_or_reason(head, concepts) for head in heads)
    names = vocabulary()
    for code in list(concepts):
        for broader in names.broader(code):
            concepts.setdefault(broader, names.concepts[broader])
    return CodedBatch(studies, concepts)


def _coded_or_reason(head: Head, concepts: dict[str, VocabularyConcept]) -> CodedStudy | str:
    try:
        return _coded(head.naming(), concepts)
    except (ValueError, LookupError, RecursionError) as problem:
        return f"{type(problem).__name__}: {problem}"


def _coded(record: NamingRecord, concepts: dict[str, VocabularyConcept]) -> CodedStudy:
    """Give each term one row, or one for each concept; what only the registry's coding has follows."""
    texts = texts_of(record)
    names = vocabulary()
    by_term: dict[int | None, list[_Found]] = {}
    here: set[str] = set()
    for found in code_study(texts, vocabulary=names):
        concept = found.match.concept
        concepts[concept.code] = concept
        here.add(concept.code)
        by_term.setdefault(found.position, []).append(
            (concept.code, found.match.rule, found.match.confidence)
        )
    rows = [
        CodedRow(position, term, *found)
        for position, term in enumerate(texts.terms)
        for found in by_term.get(position, _NO_CONCEPT)
    ]
    rows += [
        CodedRow(len(texts.terms) + offset, "", *found) for offset, found in enumerate(by_term.get(None, ()))
    ]
    numbers = zip(coded_concepts(texts.mesh, names), texts.mesh, strict=True)
    return CodedStudy(
        rows=tuple(rows),
        mesh_ids={concept.code: term.id for concept, term in numbers if term.id and concept.code in here},
    )


def texts_of(record: NamingRecord | StudyRecord) -> StudyTexts:
    """Return what of a record the matcher reads."""
    protocol = record.protocol_section
    titles = (protocol.identification_module.brief_title, protocol.identification_module.official_title)
    return StudyTexts(
        terms=tuple(term.replace("\x00", "") for term in protocol.conditions_module.conditions),
        titles=tuple(title for title in titles if title),
        criteria=protocol.eligibility_module.eligibility_criteria or "",
        mesh=tuple(
            MeshTerm(mesh_number(mesh.id or ""), mesh.term)
            for mesh in record.derived_section.condition_browse_module.meshes
            if mesh.term
        ),
    )


def mesh_number(written: str) -> str:
    """Return a MeSH number without the leading zeros of 2023: "D000001930" is "D001930"; "" stays ""."""
    digits = written[1:]
    if not written.startswith(("C", "D")) or not digits.isdigit():
        return ""
    return f"{written[0]}{digits.lstrip('0').zfill(6)}"
