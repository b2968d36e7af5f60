"""From a v2 document to a record."""

import datetime as dt

import msgspec

from plainstudy.record.identifiers import NotAnIdentifier, parse_nct_id
from plainstudy.record.record import StudyRecord, decode_record
from plainstudy.registries.base import Listing
from plainstudy.registries.errors import UnreadableRecord


def parse_study(raw: bytes) -> StudyRecord:
    """Read one study's document; UnreadableRecord, with the bytes and a reason, when it is none."""
    try:
        record = decode_record(raw)
        number = parse_nct_id(record.nct_id)
    except (msgspec.MsgspecError, NotAnIdentifier, UnicodeDecodeError, RecursionError) as problem:
        raise UnreadableRecord(str(problem) or type(problem).__name__, raw) from problem
    if number != record.nct_id:
        raise UnreadableRecord(f"its number is written {record.nct_id!r}, which should be {number}", raw)
    return record


class _Posted(msgspec.Struct):
    date: str = ""


class _Status(msgspec.Struct, rename="camel"):
    overall_status: str = ""
    last_update_post_date_struct: _Posted = msgspec.field(default_factory=_Posted)


class _Identification(msgspec.Struct, rename="camel"):
    nct_id: str


class _Protocol(msgspec.Struct, rename="camel"):
    identification_module: _Identification
    status_module: _Status = msgspec.field(default_factory=_Status)


class _Listed(msgspec.Struct, rename="camel"):
    protocol_section: _Protocol


_listed = msgspec.json.Decoder(_Listed)


def parse_listing(raw: bytes) -> Listing:
    """Read number, update date and status alone; UnreadableRecord where there is no number."""
    try:
        protocol = _listed.decode(raw).protocol_section
        posted = protocol.status_module.last_update_post_date_struct.date
        day = dt.date.fromisoformat(posted) if posted else None
    except (msgspec.MsgspecError, ValueError, RecursionError) as problem:
        raise UnreadableRecord(str(problem) or type(problem).__name__, raw) from problem
    return Listing(protocol.identification_module.nct_id, day, protocol.status_module.overall_status)
