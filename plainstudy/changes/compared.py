"""Two documents of one study told apart, many at a time. Pure: worker processes do it."""

from collections.abc import Sequence
from dataclasses import dataclass

from plainstudy.record.record import StudyRecord
from plainstudy.registries.ctgov.parse import parse_study
from plainstudy.registries.errors import UnreadableRecord

from .told import Posting, tell


@dataclass(frozen=True, slots=True)
class Told:
    """What changed between two versions, and whether the registry withheld the study before and after."""

    posting: Posting
    was_withheld: bool
    is_withheld: bool


def tell_all(pairs: Sequence[tuple[bytes, bytes]]) -> list[Told | str]:
    """Compare each pair of documents, the earlier one first; a string says why they cannot be compared."""
    return [_told_or_reason(before, after) for before, after in pairs]


def _told_or_reason(before: bytes, after: bytes) -> Told | str:
    try:
        was, is_ = parse_study(before), parse_study(after)
        return Told(tell(was, is_), _withheld(was), _withheld(is_))
    except (UnreadableRecord, ValueError, KeyError, RecursionError) as problem:
        return f"{type(problem).__name__}: {problem}"


def _withheld(record: StudyRecord) -> bool:
    return record.protocol_section.status_module.overall_status == "WITHHELD"
