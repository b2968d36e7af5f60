"""The stage that writes pages: newest records to facts to text to check, stored in short transactions."""

import datetime as dt
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from plainstudy.record.record import StudyRecord
from plainstudy.studies import queries as studies
from plainstudy.studies.bulk import insert_rows, update_rows
from plainstudy.studies.models import Waiting
from plainstudy.studies.waiting import add_waiting, finish, set_aside, still_waiting, waiting_for

from . import queries
from .check import check
from .facts import extract_facts, facts_hash
from .model.name import writer_name
from .models import PlainPage
from .readability import grade_of
from .rules import WRITER, sentences_of, write_text
from .text import StudyText, encode_text

log = logging.getLogger(__name__)

_BATCH = 100
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
)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A text that is written and checked and not yet stored; ``text`` None: the facts did not change."""

    row: Waiting
    facts_hash: bytes
    text: StudyText | None = None
    findings: int = 0


def write_pages(*, limit: int = 1000) -> int:
    """Write the pages of up to ``limit`` waiting studies; returns how many rows were worked on, 0 for none.

    A page is written anew only when its facts or the writer changed; else only its
    version number moves on. A text with open findings is stored, not published. A
    study whose record cannot be read steps aside and stops no other.
    """
    rows = waiting_for(Waiting.Stage.WRITE, limit=limit)
    if not rows:
        return 0
    today = studies.today()
    for start in range(0, len(rows), _BATCH):
        drafts = list(_drafts(rows[start : start + _BATCH], today))
        _store(drafts)
    return len(rows)


def rewrite_outdated() -> int:
    """Let every page that an older version of the rules wrote be written again; returns how many wait now."""
    ids = queries.outdated_pages(WRITER)
    for start in range(0, len(ids), _QUEUED_AT_ONCE):
        add_waiting(Waiting.Stage.WRITE, ids[start : start + _QUEUED_AT_ONCE])
    return len(ids)


def _drafts(rows: Sequence[Waiting], today: dt.date) -> Iterator[_Draft]:
    stored = queries.stored_pages(row.study_id for row in rows)
    records = _records(rows)
    for row in rows:
        record = records.get(row.study_id)
        if record is not None:
            yield _draft(row, record, stored.get(row.study_id), today)


def _draft(row: Waiting, record: StudyRecord, page: queries.StoredPage | None, today: dt.date) -> _Draft:
    facts = extract_facts(record, today=today)
    hashed = facts_hash(facts)
    if page is not None and page.facts_hash == hashed and page.writer in (WRITER, writer_name()):
        return _Draft(row, hashed)
    text = write_text(facts)
    findings = check(text, facts, record)
    if findings:
        log.warning("the text of %s has %d findings: %s", record.nct_id, len(findings), findings[0])
    return _Draft(row, hashed, text, len(findings))


def _records(rows: Sequence[Waiting]) -> dict[int, StudyRecord]:
    try:
        return studies.head_records(row.study_id for row in rows)
    except (ValueError, LookupError):
        return {row.study_id: record for row in rows if (record := _record(row)) is not None}


def _record(row: Waiting) -> StudyRecord | None:
    try:
        return studies.head_records([row.study_id])[row.study_id]
    except (ValueError, LookupError) as problem:
        log.warning("the page of %s could not be written: %s", row.study.nct_id, problem)
        set_aside(row, f"{type(problem).__name__}: {problem}")
        return None


@transaction.atomic
def _store(drafts: Sequence[_Draft]) -> None:
    """Store texts, take their waiting rows away and let the index look, in one commit."""
    current = {row.id for row in still_waiting(draft.row for draft in drafts)}
    done = [draft for draft in drafts if draft.row.id in current]
    ids = [draft.row.study_id for draft in done]
    there = set(PlainPage.objects.filter(study_id__in=ids).values_list("study_id", flat=True))
    now = timezone.now()
    written = [draft for draft in done if draft.text is not None]
    fresh = [
        (draft.row.study_id, *_values(draft, now)) for draft in written if draft.row.study_id not in there
    ]
    again = [(*_values(draft, now), draft.row.study_id) for draft in written if draft.row.study_id in there]
    same = [(draft.row.study.head_number, draft.row.study_id) for draft in done if draft.text is None]
    insert_rows(PlainPage, ("study_id", *_TEXT), fresh)
    update_rows(PlainPage, _TEXT, again)
    update_rows(PlainPage, ("version_number",), same)
    finish([draft.row for draft in done])
    add_waiting(Waiting.Stage.INDEX, ids)


def _values(draft: _Draft, now: dt.datetime) -> tuple[object, ...]:
    text = draft.text
    assert text is not None
    return (
        draft.row.study.head_number,
        WRITER,
        text.headline.text,
        encode_text(text).decode(),
        draft.facts_hash,
        grade_of(sentence.text for _, sentence in sentences_of(text)),
        min(draft.findings, 32_000),
        draft.findings == 0,
        now,
    )
