"""Storing earlier versions that came from the registry's history."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from . import chain, packing, queries
from .bulk import insert_rows
from .models import CompressionDictionary, RecordVersion, Study
from .rows import WrittenVersion


@dataclass(frozen=True, slots=True)
class Earlier:
    """One version of a study's history: the day it was submitted, and its document."""

    submitted: dt.date
    document: bytes


_COLUMNS = (
    "study_id",
    "number",
    "origin",
    "registry_date",
    "fetched_at",
    "silent",
    "encoding",
    "dictionary_id",
    "base_number",
    "document",
    "document_size",
    "chain_hash",
)


def store_earlier(study: Study, versions: Sequence[Earlier]) -> WrittenVersion:
    """Store all earlier versions of a study, oldest first, in one transaction; returns the newest of them.

    They are numbered up to -1 and chained among themselves, move neither first
    seen nor the number of updates, and make no event.
    """
    newest = CompressionDictionary.objects.order_by("-id").values_list("id", flat=True).first()
    dictionary = queries.dictionary(newest) if newest else None
    rows = []
    previous = chain.START
    for number, earlier in zip(range(-len(versions), 0), versions, strict=True):
        previous = chain.link_document(previous, number=number, document=earlier.document)
        packed = packing.pack(earlier.document, dictionary=dictionary)
        rows.append(
            (
                study.id,
                number,
                str(RecordVersion.Origin.BACKFILL),
                earlier.submitted,
                timezone.now(),
                True,
                packed.encoding,
                packed.dictionary_id,
                packed.base_number,
                packed.document,
                len(earlier.document),
                previous,
            )
        )
    with transaction.atomic():
        insert_rows(RecordVersion, _COLUMNS, rows)
        Study.objects.filter(id=study.id, backfill_hash=None).update(
            backfill_hash=previous, version_count=F("version_count") + len(rows)
        )
    return WrittenVersion(study.nct_id, -1, previous)


def store_none_earlier(study: Study) -> None:
    """Note that the registry's history has no earlier version, so that it is not asked again."""
    Study.objects.filter(id=study.id, backfill_hash=None).update(backfill_hash=chain.START)
