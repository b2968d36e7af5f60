"""Two versions of a record side by side, word by word."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plainstudy.changes.diff import FieldChange, diff_records
from plainstudy.changes.told import tell
from plainstudy.changes.words_diff import Segment, side_by_side
from plainstudy.record.record import decode_record
from plainstudy.studies.models import RecordVersion, Study
from plainstudy.studies.queries import document_of

from .fields import path_name
from .history import VersionShown, version_shown
from .plain_values import plain_text_of

_OPERATIONS = {
    "changed": "Changed",
    "added": "Added",
    "removed": "Removed",
    "moved": "Moved to another place",
    "renamed": "Renamed",
}
MOST = 400
CUT = "[…]"
_KEPT = 160  # characters of an unchanged passage that are shown before and after a cut


@dataclass(frozen=True, slots=True)
class Difference:
    """One data element in both versions; a side is empty where the element is absent."""

    field: str
    item: str
    """What the list item is called, as the place a contact belongs to; empty outside lists."""
    operation: str
    before: tuple[Segment, ...]
    after: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """The differences between two versions, in the record's order."""

    nct_id: str
    title: str
    before: VersionShown
    after: VersionShown
    differences: tuple[Difference, ...]
    left_out: int
    account: tuple[str, ...]
    """All that changed between the two, one sentence each."""
    is_cut: bool
    """Whether some unchanged passage is shortened."""

    @property
    def heading(self) -> str:
        """ "Version 1 and version 2"."""
        return f"{self.before.name} and {self.after.name[0].lower()}{self.after.name[1:]}"


def present_comparison(study: Study, *, before: RecordVersion, after: RecordVersion) -> ComparisonPage:
    """Compare two versions of a study."""
    old, new = (decode_record(document_of(version)) for version in (before, after))
    posting = tell(old, new)
    changes = diff_records(old, new)
    differences = tuple(map(_difference, changes[:MOST]))
    page = getattr(study, "page", None)
    return ComparisonPage(
        nct_id=study.nct_id,
        title=page.headline if page and page.published else study.title or study.nct_id,
        before=version_shown(before),
        after=version_shown(after),
        differences=differences,
        left_out=max(len(changes) - MOST, 0),
        account=tuple(posting.account),
        is_cut=any(CUT in text for each in differences for _, text in (*each.before, *each.after)),
    )


def _difference(change: FieldChange) -> Difference:
    key = change.short_field.rsplit(".", 1)[-1]
    old, new = side_by_side(*(plain_text_of(value, key=key) for value in (change.before, change.after)))
    return Difference(
        field=path_name(change.path),
        item=_item_name(change.about),
        operation=_OPERATIONS.get(change.operation, "Changed"),
        before=tuple(map(_shortened, old)),
        after=tuple(map(_shortened, new)),
    )


def _shortened(segment: Segment) -> Segment:
    """Cut the middle out of a long passage that stayed the same: readers look for what did not."""
    op, text = segment
    if op != "same" or len(text) <= 3 * _KEPT:
        return segment
    return op, f"{text[:_KEPT].rsplit(' ', 1)[0]} {CUT} {text[-_KEPT:].split(' ', 1)[-1]}"


def _item_name(about: Mapping[str, Any] | None) -> str:
    names = (
        (str(about[key]) for key in ("facility", "label", "measure", "name", "title") if about.get(key))
        if about
        else iter(())
    )
    return next(names, "")
