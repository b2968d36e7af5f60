"""The stage that codes conditions: what a registrant listed becomes concepts, each with its rule."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from plainstudy.conditions.actions import note_matcher, store_concepts
from plainstudy.conditions.match import MATCHER_VERSION
from plainstudy.conditions.study import CodedTerm, MeshTerm, StudyTexts, code_study, coded_concepts
from plainstudy.conditions.vocabularies.builtin import vocabulary
from plainstudy.record.record import StudyRecord

from . import queries
from .bulk import insert_rows
from .models import Study, StudyCondition, Waiting
from .waiting import add_waiting, finish, set_aside, still_waiting, waiting_for

log = logging.getLogger(__name__)

WRITTEN_AT_ONCE = 250
"""Studies in one transaction, so that it stays short."""
_QUEUED_AT_ONCE = 5_000
_ROW = ("study_id", "position", "registrant_term", "concept_id", "rule", "confidence")


@dataclass(frozen=True, slots=True)
class _Coded:
    """A study whose concepts are found and not yet stored."""

    waiting: Waiting
    terms: tuple[str, ...]
    found: tuple[CodedTerm, ...]
    mesh_ids: Mapping[str, str]


def code_conditions(*, limit: int = 1000) -> int:
    """Code the conditions of up to ``limit`` waiting studies; returns how many were done, 0 when none waits.

    Each term keeps one row, or one for each concept it names; a concept that only
    the registry's coding has follows with an empty term. Studies that have a plain
    page wait for the index next; new ones come to it with their page.
    """
    if note_matcher(MATCHER_VERSION):
        recode_all()
    waiting = waiting_for(Waiting.Stage.CODE, limit=limit)
    if not waiting:
        return 0
    coded = _coded(waiting)
    for start in range(0, len(coded), WRITTEN_AT_ONCE):
        _store(coded[start : start + WRITTEN_AT_ONCE])
    return len(waiting)


def recode_all() -> int:
    """Let every study be coded again, as after better rules; returns how many wait now."""
    ids = list(Study.objects.order_by("id").values_list("id", flat=True))
    for start in range(0, len(ids), _QUEUED_AT_ONCE):
        add_waiting(Waiting.Stage.CODE, ids[start : start + _QUEUED_AT_ONCE])
    return len(ids)


def _coded(waiting: Sequence[Waiting]) -> list[_Coded]:
    """Find the concepts of these studies; one that cannot be read steps aside."""
    records = _records([row.study_id for row in waiting], waiting)
    done = []
    for row in waiting:
        record = records.get(row.study_id)
        if record is not None:
            done.append(_coded_study(row, record))
    return done


def _records(study_ids: list[int], waiting: Sequence[Waiting]) -> dict[int, StudyRecord]:
    try:
        return queries.head_records(study_ids)
    except (ValueError, LookupError):
        return {row.study_id: record for row in waiting if (record := _record(row)) is not None}


def _record(row: Waiting) -> StudyRecord | None:
    try:
        return queries.head_records([row.study_id])[row.study_id]
    except (ValueError, LookupError) as problem:
        log.warning("the conditions of %s could not be coded: %s", row.study.nct_id, problem)
        set_aside(row, f"{type(problem).__name__}: {problem}")
        return None


def _coded_study(row: Waiting, record: StudyRecord) -> _Coded:
    texts = texts_of(record)
    names = vocabulary()
    concepts = coded_concepts(texts.mesh, names)
    return _Coded(
        waiting=row,
        terms=tuple(texts.terms),
        found=tuple(code_study(texts, vocabulary=names)),
        mesh_ids={concept.code: term.id for concept, term in zip(concepts, texts.mesh, strict=True)},
    )


def texts_of(record: StudyRecord) -> StudyTexts:
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


def _store(coded: Sequence[_Coded]) -> None:
    concepts = {term.match.concept.code: term.match.concept for study in coded for term in study.found}
    mesh_ids = {
        code: number
        for study in coded
        for code, number in study.mesh_ids.items()
        if number and code in concepts
    }
    ids = store_concepts(concepts.values(), vocabulary=vocabulary(), mesh_ids=mesh_ids)
    with transaction.atomic():
        current = {row.id for row in still_waiting(study.waiting for study in coded)}
        done = [study for study in coded if study.waiting.id in current]
        study_ids = [study.waiting.study_id for study in done]
        StudyCondition.objects.filter(study_id__in=study_ids).delete()
        insert_rows(StudyCondition, _ROW, [row for study in done for row in _rows(study, ids)])
        finish([study.waiting for study in done])
        paged = Study.objects.filter(id__in=study_ids, page__isnull=False).values_list("id", flat=True)
        add_waiting(Waiting.Stage.INDEX, list(paged))


def _rows(study: _Coded, ids: Mapping[str, int]) -> list[tuple[object, ...]]:
    """Return a row for each term and concept; a term without one keeps its row."""
    number = study.waiting.study_id
    by_term: dict[int | None, list[CodedTerm]] = {}
    for found in study.found:
        by_term.setdefault(found.position, []).append(found)
    rows: list[tuple[object, ...]] = []
    place: Callable[..., tuple[object, ...]] = partial(_row, number, ids)
    nothing: list[CodedTerm | None] = [None]
    for position, term in enumerate(study.terms):
        rows.extend(place(position, term, found) for found in by_term.get(position) or nothing)
    rows.extend(
        place(len(study.terms) + offset, "", found) for offset, found in enumerate(by_term.get(None, ()))
    )
    return rows


def _row(
    study_id: int, ids: Mapping[str, int], position: int, term: str, found: CodedTerm | None
) -> tuple[object, ...]:
    if found is None:
        return (study_id, position, term, None, "", 0.0)
    match = found.match
    return (study_id, position, term, ids[match.concept.code], match.rule, match.confidence)
