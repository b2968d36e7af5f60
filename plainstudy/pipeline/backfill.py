"""Earlier versions from the registry's own history, where the operator asks for them."""

import datetime as dt
from collections.abc import Sequence

from plainstudy.record.canonical import fingerprint
from plainstudy.registries.base import Registry
from plainstudy.registries.ctgov.parse import parse_study
from plainstudy.registries.errors import StudyMoved, StudyNotFound, UnreadableRecord
from plainstudy.studies import checkpoint, queries
from plainstudy.studies.backfilling import Earlier, store_earlier, store_none_earlier
from plainstudy.studies.models import RecordVersion, Study

from .progress import Progress, silent

_WORDS = "Reading earlier versions"


def backfill(
    registry: Registry, *, nct_ids: Sequence[str] = (), progress: Progress | None = None
) -> dict[str, int]:
    """Fetch and store the versions before our first one; without numbers, of all studies.

    A study that was asked for already is passed over, so that a stopped backfill
    goes on where it was. They make no event and tell nobody. Returns
    ``{"studies", "versions", "unreadable", "passed_over"}``. RegistryUnavailable
    where the registry keeps its history to itself.
    """
    report = progress or silent
    checkpoint.catch_up()  # with what a stop kept from being noted
    counts = {"studies": 0, "versions": 0, "unreadable": 0, "passed_over": 0}
    wanted = Study.objects.filter(nct_id__in=list(nct_ids)) if nct_ids else Study.objects.all()
    ids = list(wanted.order_by("nct_id").values_list("id", flat=True))
    for done, study_id in enumerate(ids, start=1):
        study = Study.objects.get(id=study_id)
        if study.backfill_hash is not None:
            counts["passed_over"] += 1
        else:
            _one(study, registry, counts)
        report(_WORDS, done, len(ids))
    return counts


def _one(study: Study, registry: Registry, counts: dict[str, int]) -> None:
    unreadable_before = counts["unreadable"]
    try:
        earlier = _earlier(study, registry, counts)
    except (StudyNotFound, StudyMoved):
        counts["passed_over"] += 1
        return
    if earlier:
        checkpoint.seal([store_earlier(study, earlier)])
    elif counts["unreadable"] == unreadable_before:
        store_none_earlier(study)
    counts["studies"] += 1
    counts["versions"] += len(earlier)


def _earlier(study: Study, registry: Registry, counts: dict[str, int]) -> list[Earlier]:
    """Return the versions submitted before our first one, oldest first."""
    first = RecordVersion.objects.get(study=study, number=1)
    document = queries.document_of(first)
    submitted = _submitted(document)
    found = []
    for day, earlier in registry.earlier_versions(study.nct_id, until=first.registry_date):
        try:
            its = _submitted(earlier)
        except UnreadableRecord:
            counts["unreadable"] += 1
            continue
        if submitted is None or its is None or its < submitted:
            found.append(Earlier(day, earlier))
    # Where no date tells, the last one may be our own first version.
    if found and submitted is None and _same_protocol(found[-1].document, document):
        found.pop()
    return found


def _submitted(document: bytes) -> dt.date | None:
    date = parse_study(document).protocol_section.status_module.last_update_submit_date
    return date.earliest() if date else None


def _same_protocol(one: bytes, other: bytes) -> bool:
    return fingerprint(one).canonical == fingerprint(other).canonical
