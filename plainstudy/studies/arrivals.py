"""What an arriving document comes to, compared with what is stored. Pure: worker processes do it."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from plainstudy.record.canonical import CANONICAL_VERSION, Fingerprint, fingerprint
from plainstudy.record.partial_date import PartialDate
from plainstudy.record.record import StudyRecord
from plainstudy.registries.ctgov.parse import parse_study
from plainstudy.registries.errors import UnreadableRecord

from .packing import Damaged, Dictionary, Packed, pack, pack_next, unpack_chain

_LARGEST_COUNT = 2**63 - 1
_SNAPSHOT_DAY = b'"versionHolder":"'
_LONGEST_DAY = 40
_NUL = "\x00"  # PostgreSQL keeps no text with it


@dataclass(frozen=True, slots=True)
class Stored:
    """What the store has of a study, as far as comparing needs it."""

    number: int
    canonical: bytes
    canonical_version: int
    derived: bytes
    chain: tuple[Packed, ...]
    dictionary: Dictionary | None
    """That of the chain's whole copy."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document that was looked at: first version, next version, or the same meaning as the head.

    ``packed`` is None where no version is due. ``columns`` are values of Study in
    the order of STUDY_COLUMNS.
    """

    nct_id: str
    form: bytes
    canonical: bytes
    """With ``derived``: empty for a first version."""
    derived: bytes
    size: int
    sha256: bytes = b""
    packed: Packed | None = None
    registry_date: dt.date | None = None
    columns: tuple[Any, ...] = ()
    moved_derived: bytes | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that is no record; ``nct_id`` as far as it could be read."""

    nct_id: str
    form: bytes
    raw: bytes
    reason: str


STUDY_COLUMNS = (
    "presence",
    "title",
    "overall_status",
    "last_known_status",
    "study_type",
    "phases",
    "enrollment",
    "first_posted",
    "last_update_posted",
)


class _Identification(msgspec.Struct):
    nct_id: str = msgspec.field(name="nctId", default="")


class _Protocol(msgspec.Struct):
    identification: _Identification = msgspec.field(
        name="identificationModule", default_factory=_Identification
    )


class _Numbered(msgspec.Struct):
    protocol: _Protocol = msgspec.field(name="protocolSection", default_factory=_Protocol)


class _Sections(msgspec.Struct):
    derived: msgspec.Raw = msgspec.field(name="derivedSection", default_factory=lambda: msgspec.Raw(b"{}"))


_numbers = msgspec.json.Decoder(_Numbered)
_sections = msgspec.json.Decoder(_Sections)


def number_of(document: bytes) -> str:
    """Return the study number a document claims; empty where it cannot be read."""
    try:
        return _numbers.decode(document).protocol.identification.nct_id[:40].replace(_NUL, "")
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""


def form_of(document: bytes) -> bytes:
    """Hash a document but for the day of the snapshot, which differs in every record every day."""
    form = hashlib.blake2b(digest_size=16)
    whole, begin, found = memoryview(document), 0, document.find(_SNAPSHOT_DAY)
    while found >= 0:
        inside = found + len(_SNAPSHOT_DAY)
        end = document.find(b'"', inside, inside + _LONGEST_DAY + 1)
        if end >= 0:
            form.update(whole[begin:found])
            begin = end + 1
        found = document.find(_SNAPSHOT_DAY, inside)
    form.update(whole[begin:])
    return form.digest()


def examine(
    document: bytes, *, form: bytes, stored: Stored | None, dictionary: Dictionary | None
) -> Arrival | Unreadable:
    """Compare a document with what is stored; packs it where it makes a version."""
    try:
        record = parse_study(document)
        if stored is None:
            # Hashed when a document that differs arrives: a first fill needs no hashes.
            return _version(_Seen(document, record, form), pack(document, dictionary=dictionary))
        found = fingerprint(document)
    except (UnreadableRecord, ValueError, RecursionError) as problem:
        return Unreadable(number_of(document), form, document, str(problem) or type(problem).__name__)
    seen = _Seen(document, record, form, found.canonical, found.derived)
    base = None
    known = Fingerprint(stored.canonical, stored.derived)
    if stored.canonical_version != CANONICAL_VERSION:
        # There are no hashes yet, or of an older canonical form; two forms say nothing about each other.
        try:
            base = unpack_chain(stored.chain, dictionary=stored.dictionary)
        except Damaged as problem:
            return Unreadable(number_of(document), form, document, f"{_DAMAGED} ({problem})")
        known = fingerprint(base)
    if known.canonical == seen.canonical:
        return _same(seen, moved=seen.derived != known.derived)
    return _version(seen, _next(document, stored=stored, base=base, dictionary=dictionary))


_DAMAGED = "the stored version is damaged, so that this one cannot be compared with it: run plainstudy verify"


def _next(document: bytes, *, stored: Stored, base: bytes | None, dictionary: Dictionary | None) -> Packed:
    """Pack the next version: as a difference from the one before, or whole where that one is damaged."""
    try:
        before = base if base is not None else unpack_chain(stored.chain, dictionary=stored.dictionary)
    except Damaged:
        return pack(document, dictionary=dictionary)
    return pack_next(
        document, number=stored.number + 1, base=before, base_number=stored.number, dictionary=dictionary
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    document: bytes
    record: StudyRecord
    form: bytes
    canonical: bytes = b""
    derived: bytes = b""


def _same(seen: _Seen, *, moved: bool) -> Arrival:
    return Arrival(
        nct_id=seen.record.nct_id,
        form=seen.form,
        canonical=seen.canonical,
        derived=seen.derived,
        size=len(seen.document),
        moved_derived=_derived_alone(seen) if moved else None,
    )


def _version(seen: _Seen, packed: Packed) -> Arrival:
    return Arrival(
        nct_id=seen.record.nct_id,
        form=seen.form,
        canonical=seen.canonical,
        derived=seen.derived,
        size=len(seen.document),
        sha256=hashlib.sha256(seen.document).digest(),
        packed=packed,
        registry_date=_day(seen.record.protocol_section.status_module.last_update_post_date_struct.date),
        columns=columns_of(seen.record),
    )


def columns_of(record: StudyRecord) -> tuple[Any, ...]:
    """Return the values of Study that a record determines, in the order of STUDY_COLUMNS."""
    protocol = record.protocol_section
    identification, status, design = (
        protocol.identification_module,
        protocol.status_module,
        protocol.design_module,
    )
    people = design.enrollment_info.people
    return (
        "withheld" if status.overall_status == "WITHHELD" else "listed",
        _cut(identification.brief_title or identification.official_title or record.nct_id, 600),
        _cut(status.overall_status, 40),
        _cut(status.last_known_status, 40),
        _cut(design.study_type, 40),
        _cut(" ".join(design.phases), 60),
        people if people is not None and 0 <= people <= _LARGEST_COUNT else None,
        _day(status.study_first_post_date_struct.date),
        _day(status.last_update_post_date_struct.date),
    )


def _derived_alone(seen: _Seen) -> bytes:
    section = bytes(_sections.decode(seen.document).derived)
    number = seen.record.nct_id.encode()
    return b'{"protocolSection":{"identificationModule":{"nctId":"%s"}},"derivedSection":%s}' % (
        number,
        section,
    )


def _cut(text: str | None, length: int) -> str:
    """Fit text into a column; the document keeps all of it."""
    return (text or "")[:length].replace(_NUL, "")


def _day(date: PartialDate | None) -> dt.date | None:
    return date.earliest() if date else None


@dataclass(frozen=True, slots=True)
class Task:
    """A chunk of work for a worker process."""

    documents: tuple[tuple[bytes, bytes, Stored | None], ...]
    """Document, form, what is stored."""
    dictionary: Dictionary | None


def examine_all(task: Task) -> list[Arrival | Unreadable]:
    """Examine a chunk."""
    return [
        examine(document, form=form, stored=stored, dictionary=task.dictionary)
        for document, form, stored in task.documents
    ]


def identify_all(documents: Sequence[bytes]) -> list[tuple[str, bytes]]:
    """Return the number and the form of each document."""
    return [(number_of(document), form_of(document)) for document in documents]
