"""What is known about stored texts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from plainstudy.editors.models import EditedSection
from plainstudy.editors.queries import standing_edits

from .edits import Edit
from .models import PlainPage
from .text import Sentence


@dataclass(frozen=True, slots=True)
class StoredPage:
    """What the writing stage must know of a page to tell whether it needs a new text."""

    writer: str
    facts_hash: bytes
    version_number: int
    edited: Mapping[str, str]
    """The day by section that an editor wrote."""
    is_withdrawn: bool
    is_reviewed: bool


def stored_pages(study_ids: Iterable[int], *, claimed: bool = False) -> dict[int, StoredPage]:
    """Return what is stored for these studies, by study id, in one query.

    ``claimed`` holds the rows until the end of the transaction, so that no editor changes them meanwhile.
    """
    rows = PlainPage.objects.filter(study_id__in=list(study_ids))
    if claimed:
        rows = rows.select_for_update()
    found = rows.values_list(
        "study_id", "writer", "facts_hash", "version_number", "edited", "withdrawn_at", "reviewed_at"
    )
    return {
        study_id: StoredPage(
            writer, bytes(hashed), number, edited, withdrawn is not None, reviewed is not None
        )
        for study_id, writer, hashed, number, edited, withdrawn, reviewed in found
    }


def contents(study_ids: Iterable[int]) -> dict[int, object]:
    """Return the stored texts of these studies, as JSON gives them."""
    return dict(PlainPage.objects.filter(study_id__in=list(study_ids)).values_list("study_id", "content"))


def edits_of(study_ids: Iterable[int]) -> dict[int, tuple[Edit, ...]]:
    """Return the editors' sections that stand, by study id, in one query."""
    return {study_id: tuple(map(edit_from, rows)) for study_id, rows in standing_edits(study_ids).items()}


def edit_from(row: EditedSection) -> Edit:
    """Return a stored section as the pure code needs it."""
    return Edit(
        id=row.id,
        section=row.section,
        sentences=tuple(msgspec.convert(row.sentences, list[Sentence])),
        fingerprint=bytes(row.fingerprint),
        made_on=row.made_at.date().isoformat(),
    )


def outdated_pages(writer: str) -> list[int]:
    """Return the studies whose text is by rules of another version than ``writer``."""
    return list(
        PlainPage.objects.filter(writer__startswith="rules ")
        .exclude(writer=writer)
        .values_list("study_id", flat=True)
    )


def all_pages() -> Iterator[PlainPage]:
    """Walk all pages with their studies, by number, without holding them all."""
    return PlainPage.objects.select_related("study").order_by("study__nct_id").iterator(chunk_size=500)
