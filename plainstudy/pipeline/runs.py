"""Beginning, taking up and ending runs: which are silent, which hold alerts, which count as complete."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from plainstudy.registries.base import Snapshot
from plainstudy.studies import checkpoint
from plainstudy.studies.actions import Stamp, Tally, claim_store, complete_snapshot, hold_alerts
from plainstudy.studies.models import Installation, QuarantinedDocument, Study
from plainstudy.studies.quarantine import resolve_nameless
from plainstudy.studies.rows import NEW_FOR_DAYS

from .models import SyncRun

OVERLAP = dt.timedelta(days=4)
"""Read again before the last run's day: a weekend and a holiday lie in it, so at least one posting day."""
USUAL_CHANGES = 200
UNUSUAL_FACTOR = 5

Kind, State = SyncRun.Kind, SyncRun.State
HAPPENINGS = ("new", "changed", "removed", "aliased", "reappeared")
"""What a run counts that somebody may be told of."""
COVERING = (Kind.FULL, Kind.INCREMENTAL, Kind.RECONCILE)
"""After one of these the store is as current as its snapshot."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What a run is to read."""

    kind: str
    since: dt.date | None = None
    limit: int | None = None
    ids: tuple[str, ...] = ()


def errand(*, full: bool, since: dt.date | None, limit: int | None, ids: tuple[str, ...]) -> Errand:
    """Return what the wishes of a command come to; without any, all since the last complete run."""
    if ids:
        return Errand(Kind.IDS, ids=ids)
    if limit:
        return Errand(Kind.PARTIAL, since=since, limit=limit)
    covered = _last_covered()
    if full or (covered is None and since is None):
        return Errand(Kind.FULL)
    reach = covered.date() - OVERLAP if covered else None
    if since is None or (reach and since <= reach):
        return Errand(Kind.INCREMENTAL, since=since or reach)
    return Errand(Kind.PARTIAL, since=since)


def begin(wanted: Errand, *, registry: str, snapshot: Snapshot, after: SyncRun | None = None) -> SyncRun:
    """Return a run to go on with: the one that was stopped, where it read the same, or a new one.

    ``after`` is the run whose place the new one takes; it keeps what that one found.
    """
    claim_store(registry=registry, data_timestamp=snapshot.data_timestamp)
    stopped = SyncRun.objects.filter(state=State.RUNNING).order_by("-id").first()
    if stopped or not checkpoint.path().exists():
        checkpoint.catch_up()
    if stopped and _goes_on(stopped, wanted, snapshot):
        return stopped
    SyncRun.objects.filter(state=State.RUNNING).update(state=State.FAILED, error="it was stopped")
    covered = _last_covered()
    day = snapshot.data_timestamp.date()
    is_late = covered is not None and (day - covered.date()).days > NEW_FOR_DAYS
    return SyncRun.objects.create(
        kind=wanted.kind,
        since=wanted.since,
        seeding=_is_seeding(wanted),
        silent_before=day - dt.timedelta(days=NEW_FOR_DAYS) if is_late else None,
        data_timestamp=snapshot.data_timestamp,
        started_at=timezone.now(),
        **{name: getattr(after, name) if after else 0 for name in HAPPENINGS},
        alerts_held=after.alerts_held if after else False,
    )


def stamp_of(run: SyncRun) -> Stamp:
    """Return what the versions of a run are stored with."""
    return Stamp(
        data_timestamp=run.data_timestamp,
        fetched_at=timezone.now(),
        silent=run.seeding,
        silent_before=run.silent_before,
    )


def note(run: SyncRun, tally: Tally) -> None:
    """Add to a run's counts, inside the transaction that stored what they count; applies the brake."""
    _add(run, new=tally.new, changed=tally.changed)


def note_presence(run: SyncRun, kind: str, count: int) -> None:
    """Add studies that went or came back ("removed", "aliased", "reappeared"), as ``note`` does."""
    _add(run, **{kind: count})


def _add(run: SyncRun, **counts: int) -> None:
    if not any(counts.values()):
        return
    for name, count in counts.items():
        setattr(run, name, getattr(run, name) + count)
    SyncRun.objects.filter(pk=run.pk).update(**{name: F(name) + count for name, count in counts.items()})
    if (
        not run.seeding
        and not run.alerts_held
        and sum(getattr(run, n) for n in HAPPENINGS) > _most_expected()
    ):
        run.alerts_held = True
        SyncRun.objects.filter(pk=run.pk).update(alerts_held=True)
        hold_alerts()


def note_progress(run: SyncRun, *, token: str, received: int, announced: int | None) -> None:
    """Remember the page to go on from, after all before it is stored."""
    run.token, run.received, run.announced = token, received, announced
    run.save(update_fields=["token", "received", "announced"])


@transaction.atomic
def complete(run: SyncRun, *, received: int) -> SyncRun:
    """End a run that is trusted."""
    run.received = received
    run.quarantined = QuarantinedDocument.objects.filter(last_seen_at__gte=run.started_at).count()
    # What a repeated or resumed run stored before came again unchanged; it counts as what it was.
    run.unchanged = max(0, received - run.new - run.changed - run.quarantined)
    run.state, run.finished_at, run.token = State.DONE, timezone.now(), ""
    run.save()
    if run.kind in (Kind.FULL, Kind.RECONCILE):
        # Whichever study a document without a number was of, it has been read well since.
        resolve_nameless(before=run.started_at)
    if run.kind in COVERING or _last_covered() is None:
        complete_snapshot(run.data_timestamp)
    return run


def give_up(run: SyncRun, problem: Exception, *, state: str = State.FAILED) -> None:
    """End a run that is not trusted."""
    run.state, run.error, run.finished_at = state, str(problem)[:2000], timezone.now()
    run.save(update_fields=["state", "error", "finished_at"])


def _goes_on(stopped: SyncRun, wanted: Errand, snapshot: Snapshot) -> bool:
    return (
        stopped.kind == wanted.kind
        and wanted.kind in {Kind.FULL, Kind.INCREMENTAL}
        and stopped.since == wanted.since
        and stopped.data_timestamp == snapshot.data_timestamp
    )


def _last_covered() -> dt.datetime | None:
    """Return the newest snapshot that was read completely; None before the first complete run."""
    done = SyncRun.objects.filter(state=State.DONE, kind__in=COVERING)
    return done.order_by("-data_timestamp").values_list("data_timestamp", flat=True).first()


def _is_seeding(wanted: Errand) -> bool:
    done = SyncRun.objects.filter(state=State.DONE)
    return not (done.filter(kind__in=COVERING) if wanted.kind in COVERING else done).exists()


def _most_expected() -> int:
    usual = SyncRun.objects.filter(state=State.DONE, seeding=False, alerts_held=False)
    happened = sum((F(name) for name in HAPPENINGS[1:]), F(HAPPENINGS[0]))
    largest = usual.aggregate(largest=Max(happened))["largest"] or 0
    return max(USUAL_CHANGES, UNUSUAL_FACTOR * int(largest))


def accept_held() -> None:
    """Let runs whose alerts were held count as usual from now on: a person looked, and let them go."""
    SyncRun.objects.filter(alerts_held=True).update(alerts_held=False)


@transaction.atomic
def forget_empty_store() -> bool:
    """Let a store that no study ever came to be filled from another registry; False where it holds any."""
    if Study.objects.exists() or QuarantinedDocument.objects.exists():
        return False
    SyncRun.objects.all().delete()
    Installation.objects.all().delete()
    return True
