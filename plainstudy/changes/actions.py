"""Turn waiting record versions into events with their changes; note what happens to studies without one."""

import datetime as dt
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from plainstudy.studies import queries as studies
from plainstudy.studies.actions import make_way
from plainstudy.studies.ahead import done_ahead
from plainstudy.studies.bulk import insert_rows
from plainstudy.studies.models import RecordVersion, Study, Waiting
from plainstudy.studies.waiting import InLine, add_waiting, finish, in_line, set_aside, still_waiting

from .compared import Told, tell_all
from .models import Change, Event
from .presence_words import presence_words
from .told import Posting

NEWS_DAYS = 14
"""A study is new while it was first posted at most so many days before the registry's snapshot."""
_BATCH = 100
_COMPARE, _CODE, _WRITE, _INDEX = (
    Waiting.Stage.COMPARE,
    Waiting.Stage.CODE,
    Waiting.Stage.WRITE,
    Waiting.Stage.INDEX,
)
_NEW_ACCOUNT = "This study is new in the registry."
_FIRST_ACCOUNT = "This is the first version of the record that we saw."


@dataclass(frozen=True, slots=True)
class _Compared:
    """A waiting row and the event it comes to, in the order of _EVENT, with its changes; not stored yet."""

    row: InLine
    event: tuple[Any, ...]
    posting: Posting


def detect_changes(*, limit: int = 1000, executor: Executor | None = None) -> int:
    """Compare up to ``limit`` waiting record versions with the ones before them.

    Returns how many rows were worked on; 0 means nothing waits. Comparing happens
    outside any transaction; storing is short ones of a fixed number of queries
    that check again that the rows still wait. A crash leaves rows waiting, never
    half done. A version that cannot be compared steps aside and stops no other. An
    executor compares the next ones while the last are stored.
    """
    rows = in_line(_COMPARE, limit=limit)
    for compared in _compared(rows, executor):
        _store(compared)
        make_way()
    return len(rows)


def _compared(rows: Sequence[InLine], executor: Executor | None) -> Iterator[list[_Compared]]:
    handed: deque[_Batch] = deque()

    def tasks() -> Iterator[list[tuple[bytes, bytes]]]:
        for start in range(0, len(rows), _BATCH):
            handed.append(_batch(rows[start : start + _BATCH]))
            yield [pair for _, _, pair in handed[-1].later]

    for told in done_ahead(tell_all, tasks(), executor=executor):
        batch = handed.popleft()
        compared = list(batch.first)
        for (row, version, _), result in zip(batch.later, told, strict=True):
            if isinstance(result, str):
                set_aside(row, f"cannot compare with the version before: {result}")
            else:
                compared.append(_Compared(row, _event(row, version, result), result.posting))
        yield compared


@dataclass(frozen=True, slots=True)
class _Batch:
    """First versions, which are events as they are, and later ones with both documents."""

    first: list[_Compared]
    later: list[tuple[InLine, "_Version", tuple[bytes, bytes]]]


def _batch(rows: Sequence[InLine]) -> _Batch:
    versions = _versions((row.study_id, row.number) for row in rows)
    later = [(row.study_id, row.number) for row in rows if row.number > 1]
    documents = _documents([*later, *((study_id, number - 1) for study_id, number in later)])
    batch = _Batch([], [])
    for row in rows:
        version = versions.get((row.study_id, row.number))
        before, after = (documents.get((row.study_id, number)) for number in (row.number - 1, row.number))
        if version is None:
            set_aside(row, f"there is no version {row.number}")
        elif row.number == 1:
            batch.first.append(_Compared(row, _first(row, version), Posting(())))
        elif before is None or after is None:
            set_aside(row, "cannot compare with the version before: one of both cannot be read")
        else:
            batch.later.append((row, version, (before, after)))
    return batch


def _documents(versions: Sequence[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    """Return the documents of these versions; what does not unpack is left out."""
    try:
        return studies.documents(versions)
    except (ValueError, LookupError):
        found: dict[tuple[int, int], bytes] = {}
        for version in versions:
            with suppress(ValueError, LookupError):
                found |= studies.documents([version])
        return found


@dataclass(frozen=True, slots=True)
class _Version:
    silent: bool
    data_timestamp: dt.datetime


def _versions(keys: Iterable[tuple[int, int]]) -> dict[tuple[int, int], _Version]:
    """Return the versions that came by sync; backfilled ones make no event."""
    wanted = list(keys)
    rows = RecordVersion.objects.filter(
        origin=RecordVersion.Origin.SYNC,
        study_id__in={study_id for study_id, _ in wanted},
        number__in={number for _, number in wanted},
    )
    return {
        (study_id, number): _Version(silent, stamp)
        for study_id, number, silent, stamp in rows.values_list(
            "study_id", "number", "silent", "data_timestamp"
        )
        if stamp is not None
    }


def is_news(first_posted: dt.date | None, data_timestamp: dt.datetime) -> bool:
    """Say whether a study first posted on that day is new to the world, not only to us."""
    return first_posted is not None and (data_timestamp.date() - first_posted).days <= NEWS_DAYS


def _first(row: InLine, version: _Version) -> tuple[Any, ...]:
    told = (
        not version.silent
        and is_news(row.first_posted, version.data_timestamp)
        and row.overall_status != "WITHHELD"
    )
    account = _NEW_ACCOUNT if told else _FIRST_ACCOUNT
    return (row.study_id, str(Event.Kind.NEW), 1, version.data_timestamp, not told, told, "", account, "")


def _event(row: InLine, version: _Version, told: Told) -> tuple[Any, ...]:
    mail = told.posting.mail_account
    silent = version.silent or not mail
    return (
        row.study_id,
        str(_kind(told)),
        row.number,
        version.data_timestamp,
        silent,
        not silent,
        told.posting.severity,
        "\n".join(told.posting.account),
        "\n".join(mail),
    )


def _kind(told: Told) -> Event.Kind:
    if told.was_withheld == told.is_withheld:
        return Event.Kind.CHANGED
    return Event.Kind.WITHHELD if told.is_withheld else Event.Kind.REAPPEARED


_EVENT = (
    "study_id",
    "kind",
    "number",
    "data_timestamp",
    "silent",
    "waits_for_alerts",
    "severity",
    "account",
    "mail_account",
)


@transaction.atomic
def _store(compared: Sequence[_Compared]) -> None:
    """Store events, changes and the next stages' rows, and take the waiting rows away, in one commit."""
    ours = {row.id for row in still_waiting([item.row for item in compared])}
    kept = [item for item in compared if item.row.id in ours]
    insert_rows(Event, _EVENT, [item.event for item in kept if not item.posting.changes])
    told = [item for item in kept if item.posting.changes]
    events = Event.objects.bulk_create(Event(**dict(zip(_EVENT, item.event, strict=True))) for item in told)
    Change.objects.bulk_create(
        [row for event, item in zip(events, told, strict=True) for row in _rows(event, item.posting)]
    )
    studies_touched = [item.row.study_id for item in kept]
    add_waiting(_CODE, studies_touched)
    add_waiting(_WRITE, studies_touched)
    finish([item.row for item in kept])


def _rows(event: Event, posting: Posting) -> list[Change]:
    return [
        Change(
            event=event,
            position=position,
            path=change.path,
            operation=change.operation,
            category=change.category,
            severity=change.severity,
            mailed=change.mailed,
            before=change.before,
            after=change.after,
            about=change.about,
            words=change.words,
        )
        for position, change in enumerate(posting.changes)
    ]


@transaction.atomic
def record_presence(
    *, kind: str, study_ids: Iterable[int], data_timestamp: dt.datetime | None, silent: bool
) -> int:
    """Note that studies were removed, withheld, aliased or listed again in a snapshot; twice is once.

    Returns how many events were stored. The studies' pages and index entries are made anew.
    """
    if data_timestamp is None:
        raise ValueError("an event belongs to a snapshot of the registry")
    chosen = Event.Kind(kind)
    rows = list(Study.objects.filter(id__in=list(study_ids)).select_related("alias_of"))
    known = set(
        Event.objects.filter(
            study__in=rows, kind=chosen, data_timestamp=data_timestamp, number=None
        ).values_list("study_id", flat=True)
    )
    events = [
        _presence(chosen, study, data_timestamp, silent=silent) for study in rows if study.id not in known
    ]
    Event.objects.bulk_create(events, ignore_conflicts=True)
    add_waiting(_WRITE, [study.id for study in rows])
    add_waiting(_INDEX, [study.id for study in rows])
    return len(events)


def _presence(kind: Event.Kind, study: Study, data_timestamp: dt.datetime, *, silent: bool) -> Event:
    words: Any = presence_words(kind, alias_of=study.alias_of.nct_id if study.alias_of else None)
    return Event(
        study=study,
        kind=kind,
        data_timestamp=data_timestamp,
        silent=silent,
        waits_for_alerts=not silent,
        severity="major",
        account=words,
        mail_account=words,
    )
