"""What the store knows: the day it is, and records of any version."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, Q

from plainstudy.record.record import StudyRecord, decode_record

from . import packing
from .heads import Head
from .models import CompressionDictionary, Installation, RecordVersion, Study


class EmptyStore(LookupError):
    """Nothing was read from a registry yet."""


def data_timestamp() -> dt.datetime | None:
    """Return when the registry made the data we have; None while the store is empty."""
    return Installation.objects.values_list("data_timestamp", flat=True).first()


def today() -> dt.date:
    """Return the day of the registry's data, which is "today" for all that is recent, stale or due.

    EmptyStore before the first sync.
    """
    stamp = data_timestamp()
    if stamp is None:
        raise EmptyStore("the store is empty: run plainstudy sync first")
    return stamp.date()


def registry_name() -> str:
    """Return which registry fills this store, "ctgov" or "samples"; empty before the first sync."""
    return Installation.objects.values_list("registry", flat=True).first() or ""


def alerts_are_held() -> bool:
    """Say whether a person must look before any alert goes out."""
    return Installation.objects.filter(alerts_held_since__isnull=False).exists()


def document_of(version: RecordVersion) -> bytes:
    """Return a version's document byte for byte; packing.Damaged where it does not unpack."""
    chain = RecordVersion.objects.filter(
        study_id=version.study_id,
        number__gte=packing.first_of_chain(version.number),
        number__lte=version.number,
    ).order_by("number")
    return _unpack([_packed(row) for row in chain.values_list(*_PACKED)])


def documents(versions: Iterable[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    """Return the documents of several versions, by (study id, number), in one query and one for dictionaries.

    Made for a few hundred at a time. Versions that are not there are left out; packing.Damaged as above.
    """
    spans: dict[int, tuple[int, int]] = {}
    wanted = list(versions)
    for study_id, number in wanted:
        low, high = spans.get(study_id, (number, number))
        spans[study_id] = min(low, packing.first_of_chain(number)), max(high, number)
    if not spans:
        return {}
    span = Q()
    for study_id, (low, high) in spans.items():
        span |= Q(study_id=study_id, number__gte=low, number__lte=high)
    rows = RecordVersion.objects.filter(span).order_by("study_id", "number")
    chains: dict[int, dict[int, packing.Packed]] = defaultdict(dict)
    for *packed, study_id, number in rows.values_list(*_PACKED, "study_id", "number"):
        chains[study_id][number] = _packed(packed)
    return {
        (study_id, number): _unpack([packed for at, packed in chains[study_id].items() if at <= number])
        for study_id, number in wanted
        if number in chains[study_id]
    }


def head_documents(study_ids: Iterable[int]) -> dict[int, bytes]:
    """Return the newest document of each study, by study id, in one query and one for dictionaries."""
    return {study_id: _unpack(chain) for study_id, chain in head_chains(study_ids).items()}


def head_chains(study_ids: Iterable[int]) -> dict[int, list[packing.Packed]]:
    """Return what is needed to unpack each study's newest document, from its full copy on."""
    head = F("study__head_number")
    rows = (
        RecordVersion.objects.filter(
            study_id__in=list(study_ids), number__gte=head - (head - 1) % packing.FULL_COPY_EVERY
        )
        .order_by("study_id", "number")
        .values_list(*_PACKED, "study_id")
    )
    chains: dict[int, list[packing.Packed]] = defaultdict(list)
    for *packed, study_id in rows.iterator(chunk_size=500):
        chains[study_id].append(_packed(packed))
    return dict(chains)


def heads(study_ids: Iterable[int]) -> dict[int, Head]:
    """Return the newest document of each study with its newest MeSH terms, by study id, not unpacked yet.

    Two queries and one for each dictionary, whatever the number of studies. LookupError where a dictionary
    is missing.
    """
    ids = list(study_ids)
    moved = dict(
        Study.objects.filter(id__in=ids, moved_derived__isnull=False).values_list("id", "moved_derived")
    )
    chains = {study_id: tuple(packing.last_whole(chain)) for study_id, chain in head_chains(ids).items()}
    numbers = {chain[0].dictionary_id for chain in chains.values()}
    # Read anew each time: a restored backup may have brought another one of the same number.
    dictionaries = {number: dictionary(number) for number in numbers if number is not None}
    return {
        study_id: Head(
            chain,
            dictionaries.get(chain[0].dictionary_id or 0),
            bytes(moved[study_id] or b"") if study_id in moved else None,
        )
        for study_id, chain in chains.items()
    }


def head_records(study_ids: Iterable[int]) -> dict[int, StudyRecord]:
    """Return the newest record of each study, by study id.

    Its MeSH terms are the registry's newest, also where those moved without
    making a version.
    """
    return {study_id: head.record() for study_id, head in heads(study_ids).items()}


def head_record(study: Study) -> StudyRecord:
    """Return a study's newest record."""
    return head_records([study.id])[study.id]


def version_record(study: Study, number: int) -> StudyRecord:
    """Return the record as it stood in one version; RecordVersion.DoesNotExist."""
    return decode_record(document_of(RecordVersion.objects.get(study=study, number=number)))


def dictionary(number: int) -> packing.Dictionary:
    """Return one dictionary; CompressionDictionary.DoesNotExist."""
    content = CompressionDictionary.objects.values_list("content", flat=True).get(id=number)
    return packing.Dictionary(number, bytes(content))


_PACKED = ("encoding", "document", "dictionary_id", "base_number")


def _packed(row: Sequence[Any]) -> packing.Packed:
    encoding, document, dictionary_id, base_number = row
    return packing.Packed(encoding, bytes(document), dictionary_id, base_number)


_dictionaries: dict[int, packing.Dictionary] = {}


def _unpack(chain: Sequence[packing.Packed]) -> bytes:
    needed = packing.last_whole(chain)
    if not needed or (number := needed[0].dictionary_id) is None:
        return packing.unpack_chain(needed, dictionary=None)
    try:
        return packing.unpack_chain(needed, dictionary=_remembered(number))
    except packing.Damaged:
        # A restored backup may have brought another dictionary of the same number.
        _dictionaries.pop(number, None)
        return packing.unpack_chain(needed, dictionary=_remembered(number))


def _remembered(number: int) -> packing.Dictionary:
    if number not in _dictionaries:
        _dictionaries[number] = dictionary(number)
    return _dictionaries[number]
