"""What waits for a stage: rows are the truth, and each is taken, finished or set aside here."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from . import queries
from .bulk import insert_rows
from .heads import Head
from .models import Waiting

_FIRST_RETRY = dt.timedelta(minutes=5)
_LAST_RETRY = dt.timedelta(days=1)


class InLine(NamedTuple):
    """A waiting row with what stages ask of its study; making models of both costs more than reading them."""

    id: int
    study_id: int
    number: int
    """The record version to compare; 0 for stages that work on the study as it is."""
    attempts: int
    nct_id: str
    overall_status: str
    first_posted: dt.date | None


_IN_LINE = ("id", "study_id", "number", "attempts")
_OF_STUDY = ("study__nct_id", "study__overall_status", "study__first_posted")
_Row = TypeVar("_Row", Waiting, InLine)


def waiting_for(stage: str, *, limit: int) -> list[Waiting]:
    """Return up to ``limit`` rows whose time has come, oldest first, each with its study.

    Inside a transaction on a database with row locks the rows are claimed until
    its end, and rows that another worker holds are passed over.
    """
    return list(_due(stage).select_related("study")[:limit])


def in_line(stage: str, *, limit: int) -> list[InLine]:
    """Return the same rows as waiting_for, lighter."""
    return [InLine(*row) for row in _due(stage).values_list(*_IN_LINE, *_OF_STUDY)[:limit]]


def _due(stage: str) -> QuerySet[Waiting]:
    rows = (
        Waiting.objects.filter(stage=stage)
        .filter(Q(retry_at=None) | Q(retry_at__lte=timezone.now()))
        .order_by("id")
    )
    if connection.in_atomic_block and connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return rows


def still_waiting(rows: Iterable[_Row]) -> list[_Row]:
    """Return those rows that nobody finished or queued anew meanwhile, claimed; for use in a transaction."""
    given = list(rows)
    found = Waiting.objects.filter(id__in=[row.id for row in given])
    if connection.features.has_select_for_update_skip_locked:
        found = found.select_for_update(skip_locked=True)
    there = set(found.values_list("id", flat=True))
    return [row for row in given if row.id in there]


@transaction.atomic
def add_waiting(stage: str, study_ids: Iterable[int]) -> None:
    """Let the stage look at these studies (again). Twice is once.

    A row that already waits is replaced by a new one, so that a worker that has
    read the study before now cannot finish what was queued after.
    """
    ids = sorted(set(study_ids))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_ADD, [str(stage), ids])
        return
    Waiting.objects.filter(stage=stage, number=0, study_id__in=ids).delete()
    insert_rows(Waiting, NEW_ROW, [new_row(stage, study_id) for study_id in ids])


_ADD = f"""
    INSERT INTO {Waiting._meta.db_table} (stage, study_id, number, retry_at, attempts, error)
    SELECT %s, study_id, 0, NULL, 0, '' FROM unnest(%s::bigint[]) AS study_id ORDER BY study_id
    ON CONFLICT (stage, study_id, number)
    DO UPDATE SET id = EXCLUDED.id, retry_at = NULL, attempts = 0, error = ''
"""  # noqa: S608  the name is our own model's
"""Several workers queue the same studies at once: in one order each, so that nobody waits in a circle."""


NEW_ROW = ("stage", "study_id", "number", "retry_at", "attempts", "error")


def new_row(stage: str, study_id: int, number: int = 0) -> tuple[object, ...]:
    """Return the values of a row that waits from now on, in the order of NEW_ROW."""
    return (str(stage), study_id, number, None, 0, "")


def finish(rows: Iterable[Waiting | InLine]) -> int:
    """Take rows away, in the transaction that stored their results; returns how many were still there."""
    return Waiting.objects.filter(id__in=[row.id for row in rows]).delete()[0]


def set_aside(row: Waiting | InLine, error: str) -> None:
    """Let a row whose work failed wait longer each time, so that it stops nobody else."""
    pause = min(_FIRST_RETRY * 2 ** min(row.attempts, 20), _LAST_RETRY)
    Waiting.objects.filter(id=row.id).update(
        attempts=row.attempts + 1, error=error[:2000], retry_at=timezone.now() + pause
    )


def readable_heads(rows: Sequence[_Row]) -> dict[int, Head]:
    """Return the newest documents of these rows' studies, by study id; a damaged one steps aside."""
    try:
        found = queries.heads(row.study_id for row in rows)
    except (ValueError, LookupError):
        return {row.study_id: head for row in rows if (head := _readable_head(row)) is not None}
    for row in rows:
        if row.study_id not in found:
            set_aside(row, "no version of its record is stored")
    return found


def _readable_head(row: Waiting | InLine) -> Head | None:
    try:
        return queries.heads([row.study_id])[row.study_id]
    except (ValueError, LookupError) as problem:
        set_aside(row, f"{type(problem).__name__}: {problem}")
        return None


def count_waiting() -> dict[str, int]:
    """Return how many rows wait for each stage, those set aside among them; stages with none are 0."""
    counts = dict(Waiting.objects.values_list("stage").annotate(Count("id")))
    return {stage: counts.get(stage, 0) for stage in Waiting.Stage.values}


def failed(*, limit: int = 20) -> Sequence[Waiting]:
    """Return rows that failed and wait for another try, most tried first."""
    return list(Waiting.objects.exclude(error="").select_related("study").order_by("-attempts", "id")[:limit])
