"""The stage that writes pages: newest records to facts to text to check, stored in short transactions."""

import datetime as dt
import logging
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from plainstudy.studies import queries as studies
from plainstudy.studies.actions import make_way
from plainstudy.studies.ahead import done_ahead
from plainstudy.studies.bulk import insert_rows, update_rows
from plainstudy.studies.models import Study, Waiting
from plainstudy.studies.waiting import (
    add_waiting,
    finish,
    readable_heads,
    set_aside,
    still_waiting,
    waiting_for,
)

from . import queries
from .drafts import Draft, Order, Task, Written, draft_all
from .editorial import Outcome, tell_editors
from .edits import Edit
from .model.name import writer_name
from .models import PlainPage
from .rules import WRITER

log = logging.getLogger(__name__)

CHUNK = 50
"""Studies written and stored at once, so that a transaction stays short."""
_QUEUED_AT_ONCE = 5_000
_TEXT = (
    "version_number",
    "writer",
    "headline",
    "content",
    "facts_hash",
    "reading_grade",
    "open_findings",
    "published",
    "written_at",
    "edited",
)


@dataclass(frozen=True, slots=True)
class _Drafted:
    """A text that is written and checked and not yet stored."""

    row: Waiting
    draft: Draft


def write_pages(*, limit: int = 1000, executor: Executor | None = None) -> int:
    """Write the pages of up to ``limit`` waiting studies; returns how many rows were worked on, 0 for none.

    A page is written anew only when its facts or the writer changed; else only its
    version number moves on. A text with open findings is stored, not published. A
    study whose record cannot be read steps aside and stops no other. An executor
    writes the next texts while the last ones are stored.
    """
    rows = waiting_for(Waiting.Stage.WRITE, limit=limit)
    if not rows:
        return 0
    for drafted in _drafted(rows, today=studies.today(), executor=executor):
        _store(drafted)
        make_way()
    return len(rows)


def rewrite_outdated() -> int:
    """Let every page that an older version of the rules wrote be written again; returns how many wait now."""
    ids = queries.outdated_pages(WRITER)
    for start in range(0, len(ids), _QUEUED_AT_ONCE):
        add_waiting(Waiting.Stage.WRITE, ids[start : start + _QUEUED_AT_ONCE])
    return len(ids)


def _drafted(
    rows: Sequence[Waiting], *, today: dt.date, executor: Executor | None = None
) -> Iterator[list[_Drafted]]:
    handed: deque[list[Waiting]] = deque()

    def tasks() -> Iterator[Task]:
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            heads = readable_heads(chunk)
            stored = queries.stored_pages(heads)
            readable = [row for row in chunk if row.study_id in heads]
            handed.append(readable)
            edits = queries.edits_of(stored)
            orders = (
                Order(heads[id_], _known(stored.get(id_), edits.get(id_, ())), edits.get(id_, ()))
                for id_ in (row.study_id for row in readable)
            )
            yield Task(tuple(orders), today)

    for drafts in done_ahead(draft_all, tasks(), executor=executor):
        yield list(_without_unreadable(handed.popleft(), drafts))


def _known(page: queries.StoredPage | None, edits: tuple[Edit, ...]) -> bytes | None:
    """Return the hash that makes a new text needless; None where other words are to be replaced."""
    if page is None or page.writer not in (WRITER, writer_name()):
        return None
    has_all_edits = page.edited == {edit.section: edit.made_on for edit in edits}
    return page.facts_hash if has_all_edits else None


def _without_unreadable(rows: Sequence[Waiting], drafts: Sequence[Draft | str]) -> Iterator[_Drafted]:
    for row, draft in zip(rows, drafts, strict=True):
        if isinstance(draft, str):
            log.warning("the page of %s could not be written: %s", row.study.nct_id, draft)
            set_aside(row, draft)
            continue
        if draft.written and draft.written.findings:
            first = draft.written.first_finding
            log.warning("the text of %s has %d findings: %s", draft.nct_id, draft.written.findings, first)
        yield _Drafted(row, draft)


@transaction.atomic
def _store(drafted: Sequence[_Drafted]) -> None:
    """Store texts, take their waiting rows away and let the index look, in one commit.

    Where an editor wrote or took back a section meanwhile, the row waits for another draft.
    """
    current = {row.id for row in still_waiting(item.row for item in drafted)}
    there = queries.stored_pages([item.row.study_id for item in drafted], claimed=True)
    edits = queries.edits_of(there)
    done = [
        item
        for item in drafted
        if item.row.id in current
        and tuple(edit.id for edit in edits.get(item.row.study_id, ())) == item.draft.edits
    ]
    now = timezone.now()
    fresh, again, same = [], [], []
    outcomes = []
    for item in done:
        study = item.row.study
        page = there.get(study.id)
        if item.draft.written is None:
            same.append((study.head_number, study.id))
            continue
        hidden = page is not None and page.is_withdrawn
        values = _values(study.head_number, item.draft, item.draft.written, hidden=hidden, now=now)
        if page is None:
            fresh.append((study.id, *values))
        else:
            again.append((*values, study.id))
        outcomes.append(Outcome(study, item.draft, item.draft.written, page))
    tell_editors(outcomes, now=now)
    insert_rows(PlainPage, ("study_id", *_TEXT), fresh)
    update_rows(PlainPage, _TEXT, again)
    update_rows(PlainPage, ("version_number",), same)
    finish([item.row for item in done])
    add_waiting(Waiting.Stage.INDEX, [item.row.study_id for item in done])


def _values(
    head_number: int, draft: Draft, written: Written, *, hidden: bool, now: dt.datetime
) -> tuple[object, ...]:
    return (
        head_number,
        WRITER,
        written.headline,
        written.content,
        draft.facts_hash,
        written.reading_grade,
        written.findings,
        written.findings == 0 and not hidden,
        now,
        written.edited,
    )


def write_now(study: Study) -> None:
    """Write one page anew at once, whatever its facts: what an editor changed in it shows without waiting.

    ValueError where its record cannot be read.
    """
    add_waiting(Waiting.Stage.WRITE, [study.id])
    waiting = Waiting.objects.select_related("study")
    row = waiting.filter(stage=Waiting.Stage.WRITE, number=0, study=study).first()
    if row is None:
        return  # a worker has just written it
    head = readable_heads([row]).get(study.id)
    if head is None:
        raise ValueError(f"the record of {study.nct_id} cannot be read")
    order = Order(head, None, queries.edits_of([study.id]).get(study.id, ()))
    (draft,) = draft_all(Task((order,), studies.today()))
    if isinstance(draft, str):
        set_aside(row, draft)
        raise ValueError(f"the page of {study.nct_id} could not be written: {draft}")  # noqa: TRY004  words, not a type
    _store([_Drafted(row, draft)])
