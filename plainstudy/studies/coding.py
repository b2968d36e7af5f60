"""The stage that codes conditions: what a registrant listed becomes concepts, each with its rule."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from django.db import transaction

from plainstudy.conditions.actions import StoredConcepts, note_matcher
from plainstudy.conditions.match import MATCHER_VERSION
from plainstudy.conditions.vocabulary import VocabularyConcept

from .actions import make_way
from .ahead import done_ahead
from .bulk import insert_rows
from .coded import CodedStudy, code_all
from .heads import Head
from .models import Study, StudyCondition, Waiting
from .waiting import InLine, add_waiting, finish, in_line, readable_heads, set_aside, still_waiting

CHUNK = 200
"""Studies coded and written at once, so that a transaction stays short."""
_QUEUED_AT_ONCE = 5_000
_ROW = ("study_id", "position", "registrant_term", "concept_id", "rule", "confidence")


@dataclass(frozen=True, slots=True)
class _Coded:
    """Studies whose concepts are found and not yet stored."""

    studies: tuple[tuple[InLine, CodedStudy], ...]
    concepts: Mapping[str, VocabularyConcept]


def code_conditions(*, limit: int = 1000, executor: Executor | None = None) -> int:
    """Code the conditions of up to ``limit`` waiting studies; returns how many were done, 0 when none waits.

    Each term keeps one row, or one for each concept it names; a concept that only
    the registry's coding has follows with an empty term. Studies that have a plain
    page wait for the index next; new ones come to it with their page. An executor
    computes the next studies while the last ones are stored.
    """
    if note_matcher(MATCHER_VERSION):
        recode_all()
    waiting = in_line(Waiting.Stage.CODE, limit=limit)
    concepts = StoredConcepts()
    for coded in _coded(waiting, executor=executor):
        _store(coded, concepts)
        make_way()
    return len(waiting)


def recode_all() -> int:
    """Let every study be coded again, as after better rules; returns how many wait now."""
    ids = list(Study.objects.order_by("id").values_list("id", flat=True))
    for start in range(0, len(ids), _QUEUED_AT_ONCE):
        add_waiting(Waiting.Stage.CODE, ids[start : start + _QUEUED_AT_ONCE])
    return len(ids)


def _coded(waiting: Sequence[InLine], *, executor: Executor | None = None) -> Iterator[_Coded]:
    """Find the concepts of these studies, a chunk at a time; one that cannot be read steps aside."""
    handed: deque[list[InLine]] = deque()

    def tasks() -> Iterator[list[Head]]:
        for start in range(0, len(waiting), CHUNK):
            chunk = waiting[start : start + CHUNK]
            heads = readable_heads(chunk)
            readable = [row for row in chunk if row.study_id in heads]
            handed.append(readable)
            yield [heads[row.study_id] for row in readable]

    for batch in done_ahead(code_all, tasks(), executor=executor):
        rows = handed.popleft()
        yield _Coded(tuple(_without_unreadable(rows, batch.studies)), batch.concepts)


def _without_unreadable(
    rows: Sequence[InLine], found: Sequence[CodedStudy | str]
) -> Iterator[tuple[InLine, CodedStudy]]:
    for row, study in zip(rows, found, strict=True):
        if isinstance(study, str):
            set_aside(row, study)
        else:
            yield row, study


def _store(coded: _Coded, concepts: StoredConcepts) -> None:
    mesh_ids = {code: number for _, study in coded.studies for code, number in study.mesh_ids.items()}
    ids = concepts.store(coded.concepts.values(), mesh_ids=mesh_ids)
    with transaction.atomic():
        current = {row.id for row in still_waiting(row for row, _ in coded.studies)}
        done = [(row, study) for row, study in coded.studies if row.id in current]
        study_ids = [row.study_id for row, _ in done]
        StudyCondition.objects.filter(study_id__in=study_ids).delete()
        rows = [
            (row.study_id, at.position, at.term, ids[at.code] if at.code else None, at.rule, at.confidence)
            for row, study in done
            for at in study.rows
        ]
        insert_rows(StudyCondition, _ROW, rows)
        finish([row for row, _ in done])
        paged = Study.objects.filter(id__in=study_ids, page__isnull=False).values_list("id", flat=True)
        add_waiting(Waiting.Stage.INDEX, list(paged))
