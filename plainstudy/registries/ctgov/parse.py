"""From a v2 document to a record."""

import msgspec

from plainstudy.record.identifiers import NotAnIdentifier, parse_nct_id
from plainstudy.record.record import StudyRecord, decode_record
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
