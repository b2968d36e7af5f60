"""When the registry is read: after it published, and once a week all of it."""

import datetime as dt

from plainstudy.registries.base import Registry
from plainstudy.registries.errors import RegistryError
from plainstudy.studies.actions import OtherRegistry
from plainstudy.studies.models import Study

from .lock import AlreadyRunning
from .models import SyncRun
from .runs import COVERING
from .sync import reconcile, run_sync

FULL_EVERY = dt.timedelta(days=28)
"""Every record is read and compared whole: finds what changes without a date or a status."""
RECONCILE_EVERY = dt.timedelta(days=6)
"""Numbers, dates and statuses of all studies are compared."""

_Kind = SyncRun.Kind


def sync_when_due(registry: Registry) -> str:
    """Read the registry where it published since; returns a sentence about it, empty when nothing was due.

    Never raises for the registry's sake: the sentence says what went wrong, and
    the next look tries again.
    """
    try:
        stamp = registry.snapshot().data_timestamp
        kind = _due(stamp)
        if kind is None:
            return ""
        run = _run(kind, registry)
    except (RegistryError, OtherRegistry, AlreadyRunning) as problem:
        return f"The registry was not read: {problem}"
    held = " Alerts are held until somebody looks: plainstudy release." if run.alerts_held else ""
    return f"Read the registry's data of {stamp:%d %B %Y}: {run.new} new, {run.changed} changed.{held}"


def _run(kind: str, registry: Registry) -> SyncRun:
    if kind == _Kind.RECONCILE:
        return reconcile(registry)
    if kind == _Kind.IDS:
        return run_sync(registry, ids=list(Study.objects.values_list("nct_id", flat=True)))
    return run_sync(registry, full=kind == _Kind.FULL)


def _due(stamp: dt.datetime) -> str | None:
    """Return the kind of run that is due for the snapshot of this moment; None when it was read."""
    newest = _newest(*COVERING)
    some = _newest(_Kind.PARTIAL, _Kind.IDS)
    if newest is None and some is not None:
        # Somebody chose a few studies, as the demo does: those are kept current, and no more.
        return _Kind.IDS if stamp > some else None
    full, looked = _newest(_Kind.FULL), _newest(_Kind.FULL, _Kind.RECONCILE)
    if newest is None or full is None or stamp - full >= FULL_EVERY:
        return _Kind.FULL
    if looked is None or stamp - looked >= RECONCILE_EVERY:
        return _Kind.RECONCILE
    return _Kind.INCREMENTAL if stamp > newest else None


def _newest(*kinds: str) -> dt.datetime | None:
    done = SyncRun.objects.filter(state=SyncRun.State.DONE, kind__in=kinds)
    return done.order_by("-data_timestamp").values_list("data_timestamp", flat=True).first()
