"""Rows of studies and versions, many at a time. Only actions.py calls this."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plainstudy.record.canonical import CANONICAL_VERSION

from . import chain
from .arrivals import STUDY_COLUMNS, Arrival
from .bulk import insert_rows, update_rows
from .models import RecordVersion, Study, Waiting
from .waiting import NEW_ROW, add_waiting, new_row

if TYPE_CHECKING:
    from .actions import Stamp

NEW_FOR_DAYS = 14
"""A study first posted longer ago than this is new to us alone, and nobody is told."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a study's row says, as far as storing needs it."""

    id: int
    nct_id: str
    presence: str
    head_number: int
    version_count: int
    head_hash: bytes
    canonical: bytes
    canonical_version: int
    form: bytes
    derived: bytes

    @property
    def is_there(self) -> bool:
        """Say whether the registry shows it, as far as we know."""
        return self.presence in {Study.Presence.LISTED, Study.Presence.WITHHELD}


@dataclass(frozen=True, slots=True)
class WrittenVersion:
    """A version that was stored, as the checkpoint outside the database notes it."""

    nct_id: str
    number: int
    chain_hash: bytes


def known_studies(numbers: Iterable[str]) -> dict[str, Known]:
    """Return what is stored of these studies, by number, in one query."""
    columns = (
        "id",
        "nct_id",
        "presence",
        "head_number",
        "version_count",
        "head_hash",
        "canonical_hash",
        "canonical_version",
        "form_hash",
        "derived_hash",
    )
    rows = Study.objects.filter(nct_id__in=list(numbers)).values_list(*columns)
    return {row[1]: _known(row) for row in rows}


def _known(row: Sequence[Any]) -> Known:
    """Make bytes of what PostgreSQL gives as memory."""
    values: list[Any] = [bytes(value) if isinstance(value, memoryview) else value for value in row]
    return Known(*values)


def touch(study_ids: Sequence[int], *, at: dt.datetime) -> None:
    """Note that these studies were compared with the registry and are as they were."""
    if study_ids:
        Study.objects.filter(id__in=study_ids).update(checked_at=at)


def write_arrivals(
    found: Sequence[Arrival], *, known: Mapping[str, Known], stamp: "Stamp"
) -> tuple[dict[str, int], list[WrittenVersion]]:
    """Write what was examined, inside the caller's transaction; returns counts and the versions written."""
    same = [arrival for arrival in found if arrival.packed is None]
    new = [arrival for arrival in found if arrival.packed and arrival.nct_id not in known]
    changed = [arrival for arrival in found if arrival.packed and arrival.nct_id in known]
    _write_same([(arrival, known[arrival.nct_id]) for arrival in same], stamp)
    ids = _insert_studies(new, stamp)
    versions = [_Version(ids[a.nct_id], a, None) for a in new]
    versions += [_Version(known[a.nct_id].id, a, known[a.nct_id]) for a in changed]
    _update_studies([version for version in versions if version.before], stamp)
    _insert_versions(versions, stamp)
    rows = [new_row(Waiting.Stage.COMPARE, version.study_id, version.number) for version in versions]
    insert_rows(Waiting, NEW_ROW, rows)
    counts = {"new": len(new), "changed": len(changed), "unchanged": len(same)}
    return counts, [WrittenVersion(v.arrival.nct_id, v.number, v.chain_hash) for v in versions]


class _Version:
    """A version on its way to its row."""

    __slots__ = ("arrival", "before", "chain_hash", "number", "study_id")

    def __init__(self, study_id: int, arrival: Arrival, before: Known | None) -> None:
        self.study_id, self.arrival, self.before = study_id, arrival, before
        self.number = before.head_number + 1 if before else 1
        self.chain_hash = chain.link(
            before.head_hash if before else chain.START, number=self.number, sha256=arrival.sha256
        )


def _write_same(pairs: Sequence[tuple[Arrival, Known]], stamp: "Stamp") -> None:
    names = ("form_hash", "canonical_hash", "canonical_version", "checked_at")
    update_rows(
        Study,
        names,
        [(a.form, a.canonical, CANONICAL_VERSION, stamp.fetched_at, study.id) for a, study in pairs],
    )
    moved = [(a, study) for a, study in pairs if a.moved_derived is not None]
    update_rows(
        Study,
        ("derived_hash", "moved_derived"),
        [(a.derived, a.moved_derived, study.id) for a, study in moved],
    )
    if moved:
        add_waiting(Waiting.Stage.CODE, [study.id for _, study in moved])


_HEAD = (
    *STUDY_COLUMNS,
    "last_updated",
    "checked_at",
    "head_number",
    "version_count",
    "update_count",
    "head_hash",
    "canonical_hash",
    "canonical_version",
    "form_hash",
    "derived_hash",
    "moved_derived",
)


def _head(
    arrival: Arrival, number: int, version_count: int, head_hash: bytes, stamp: "Stamp"
) -> tuple[object, ...]:
    return (
        *arrival.columns,
        stamp.data_timestamp.date(),
        stamp.fetched_at,
        number,
        version_count,
        number - 1,
        head_hash,
        arrival.canonical,
        CANONICAL_VERSION if arrival.canonical else 0,
        arrival.form,
        arrival.derived,
        None,
    )


def _insert_studies(new: Sequence[Arrival], stamp: "Stamp") -> dict[str, int]:
    if not new:
        return {}
    rows = [
        (
            arrival.nct_id,
            stamp.data_timestamp.date(),
            *_head(arrival, 1, 1, chain.link(chain.START, number=1, sha256=arrival.sha256), stamp),
        )
        for arrival in new
    ]
    insert_rows(Study, ("nct_id", "first_seen", *_HEAD), rows)
    numbers = [arrival.nct_id for arrival in new]
    return dict(Study.objects.filter(nct_id__in=numbers).values_list("nct_id", "id"))


def _update_studies(versions: Sequence[_Version], stamp: "Stamp") -> None:
    rows = [
        (*_head(v.arrival, v.number, v.before.version_count + 1, v.chain_hash, stamp), v.study_id)
        for v in versions
        if v.before
    ]
    update_rows(Study, _HEAD, rows)


def _insert_versions(versions: Sequence[_Version], stamp: "Stamp") -> None:
    names = (
        "study_id",
        "number",
        "origin",
        "registry_date",
        "data_timestamp",
        "fetched_at",
        "silent",
        "encoding",
        "dictionary_id",
        "base_number",
        "document",
        "document_size",
        "chain_hash",
    )
    rows = []
    for version in versions:
        arrival, packed = version.arrival, version.arrival.packed
        assert packed is not None
        rows.append(
            (
                version.study_id,
                version.number,
                str(RecordVersion.Origin.SYNC),
                arrival.registry_date,
                stamp.data_timestamp,
                stamp.fetched_at,
                _is_silent(version, stamp),
                packed.encoding,
                packed.dictionary_id,
                packed.base_number,
                packed.document,
                arrival.size,
                version.chain_hash,
            )
        )
    insert_rows(RecordVersion, names, rows)


def _is_silent(version: _Version, stamp: "Stamp") -> bool:
    """Say whether a version tells nobody: a first fill, old news after an outage, an old study new to us."""
    if version.before is None and stamp.silent:
        return True
    posted = version.arrival.registry_date
    if stamp.silent_before and (posted is None or posted < stamp.silent_before):
        return True
    if version.before:
        return False
    first_posted = dict(zip(STUDY_COLUMNS, version.arrival.columns, strict=True))["first_posted"]
    oldest = stamp.data_timestamp.date() - dt.timedelta(days=NEW_FOR_DAYS)
    return first_posted is None or first_posted < oldest
