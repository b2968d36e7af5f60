"""What is known about stored texts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from .models import PlainPage
from .text import StudyText

_decoder = msgspec.json.Decoder(StudyText)


@dataclass(frozen=True, slots=True)
class StoredPage:
    """What the writing stage must know of a page to tell whether it needs a new text."""

    writer: str
    facts_hash: bytes
    version_number: int


def stored_pages(study_ids: Iterable[int]) -> dict[int, StoredPage]:
    """Return what is stored for these studies, by study id, in one query."""
    rows = PlainPage.objects.filter(study_id__in=list(study_ids)).values_list(
        "study_id", "writer", "facts_hash", "version_number"
    )
    return {study_id: StoredPage(writer, bytes(hashed), number) for study_id, writer, hashed, number in rows}


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
