"""From the registry to the store: the whole flow on one screen."""

import datetime as dt
import logging
from collections.abc import Iterable, Sequence

from plainstudy.registries.base import Registry
from plainstudy.registries.errors import (
    CountMismatch,
    RegistryError,
    SnapshotMoved,
    StudyNotFound,
    TokenExpired,
)
from plainstudy.studies.models import Study

from . import presence, runs
from .lock import only_one
from .models import SyncRun
from .progress import Progress, silent
from .runs import Errand, Kind, State
from .walk import Walk
from .workers import Workers

logger = logging.getLogger(__name__)

ATTEMPTS = 5
_LOOKING_FOR = "Looking for studies that are no longer listed"


def run_sync(
    registry: Registry,
    *,
    full: bool = False,
    since: dt.date | None = None,
    limit: int | None = None,
    ids: Sequence[str] = (),
    progress: Progress | None = None,
) -> SyncRun:
    """Read what is new in the registry, or all of it, and store it.

    A run that lost a page or saw the registry publish is not trusted: another one
    takes its place, a few times. Returns the run that is DONE. RegistryError where
    none was, OtherRegistry where this store belongs to another registry,
    AlreadyRunning while another process reads.
    """
    with only_one(), Workers() as workers:
        wanted = runs.errand(full=full, since=since, limit=limit, ids=tuple(ids))
        return _run(wanted, registry, workers, progress or silent)


def reconcile(registry: Registry, *, progress: Progress | None = None) -> SyncRun:
    """Compare numbers, dates and statuses of all studies, and read the records of those that differ.

    Finds what no update date tells of: studies removed, merged or shown again, and
    those that the registry declared UNKNOWN by the clock. Errors as for run_sync.
    """
    with only_one(), Workers() as workers:
        return _run(Errand(Kind.RECONCILE), registry, workers, progress or silent)


def _run(wanted: Errand, registry: Registry, workers: Workers, progress: Progress) -> SyncRun:
    before = None
    for _ in range(ATTEMPTS):
        run = runs.begin(wanted, registry=registry.name, snapshot=registry.snapshot(), after=before)
        walk = Walk(run, registry, workers=workers, progress=progress)
        try:
            _read(walk, wanted, progress)
            return runs.complete(run, received=walk.received)
        except (SnapshotMoved, CountMismatch, TokenExpired) as problem:
            logger.info("reading once more: %s", problem)
            runs.give_up(run, problem, state=State.REPEATED)
            before, last = run, problem
        except RegistryError as problem:
            runs.give_up(run, problem)
            raise
    runs.give_up(run, last)
    raise last


def _read(walk: Walk, wanted: Errand, progress: Progress) -> None:
    match wanted.kind:
        case Kind.IDS:
            unlisted = walk.these(wanted.ids)
        case Kind.PARTIAL if wanted.limit:
            walk.newest(wanted.limit)
            unlisted = set()
        case Kind.RECONCILE:
            unlisted = _what_differs(walk)
        case _:
            walk.all_pages()
            unlisted = _not_seen(walk) if wanted.kind == Kind.FULL else set()
    walk.retry_quarantined()
    _check_snapshot(walk)
    _find_out(walk, unlisted, progress, believe=wanted.kind == Kind.IDS)
    _check_snapshot(walk)


def _what_differs(walk: Walk) -> set[str]:
    """Read the records of studies whose listing is not what we have; return those no longer listed."""
    columns = ("nct_id", "last_update_posted", "overall_status")
    here = Study.objects.exclude(nct_id__in=presence.gone_numbers())
    ours = {row[0]: row[1:] for row in here.values_list(*columns).iterator(chunk_size=5000)}
    differing = set()
    for listing in walk.registry.listings():
        if ours.pop(listing.nct_id, None) != (listing.last_update_posted, listing.overall_status):
            differing.add(listing.nct_id)
    return walk.these(differing) | set(ours)


def _not_seen(walk: Walk) -> set[str]:
    here = Study.objects.filter(presence__in=(Study.Presence.LISTED, Study.Presence.WITHHELD))
    before = here.filter(checked_at__lt=walk.run.started_at)
    return set(before.values_list("nct_id", flat=True)) - walk.seen


def _find_out(walk: Walk, numbers: Iterable[str], progress: Progress, *, believe: bool) -> None:
    """Ask for each study that is not listed."""
    unlisted = sorted(numbers)
    if not believe:
        presence.check_believable(len(unlisted))
    for done, nct_id in enumerate(unlisted, start=1):
        try:
            found = presence.ask_for(nct_id, registry=walk.registry, run=walk.run)
            walk.take(found)
            if found and nct_id not in walk.seen:  # its target is stored now
                presence.ask_for(nct_id, registry=walk.registry, run=walk.run)
        except StudyNotFound as problem:
            logger.warning("%s", problem)
        progress(_LOOKING_FOR, done, len(unlisted))


def _check_snapshot(walk: Walk) -> None:
    if walk.registry.snapshot().data_timestamp != walk.run.data_timestamp:
        raise SnapshotMoved("the registry published new data while we were reading")
