"""Runs of the pipeline."""

from typing import Any

from django.db import models


class SyncRun(models.Model):
    """One reading of the registry: how far it came, what it brought, whether it is trusted."""

    class Kind(models.TextChoices):
        FULL = "full"  # every study, and a look at those that are no longer there
        INCREMENTAL = "incremental"  # what was updated since the last complete run
        RECONCILE = "reconcile"  # numbers, dates and statuses of all; records of those that differ
        PARTIAL = "partial"  # the newest few, or those since a day of somebody's choice
        IDS = "ids"

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        REPEATED = "repeated"  # the snapshot moved or a page was lost: another run took its place

    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    seeding = models.BooleanField(default=False)
    """The first fill: its versions tell nobody."""
    since = models.DateField(null=True)
    data_timestamp = models.DateTimeField()
    """The registry's snapshot that was read."""
    silent_before = models.DateField(null=True)
    """Catching up after an outage: what was posted before this day tells nobody."""
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    token = models.TextField(blank=True)
    """The page to go on from after a stop; empty at the beginning."""
    announced = models.PositiveIntegerField(null=True)
    received = models.PositiveIntegerField(default=0)
    """Different studies."""
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    quarantined = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    aliased = models.PositiveIntegerField(default=0)
    reappeared = models.PositiveIntegerField(default=0)
    alerts_held = models.BooleanField(default=False)
    """It changed far more than usual: a person looks before anybody is told."""
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.kind} run of {self.started_at:%Y-%m-%d %H:%M}"

    def counts(self) -> dict[str, Any]:
        """Return what ``plainstudy sync --json`` prints; a repeated run's findings are in its successor's."""
        seconds = (self.finished_at - self.started_at).total_seconds() if self.finished_at else None
        names = ("received", "new", "changed", "unchanged", "quarantined", "removed", "aliased")
        return {name: getattr(self, name) for name in names} | {"seconds": seconds and round(seconds, 3)}
