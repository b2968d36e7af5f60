"""Runs of the pipeline."""

from django.db import models


class SyncRun(models.Model):
    """One reading of the registry: how far it came, what it brought, whether it is trusted."""

    class Kind(models.TextChoices):
        FULL = "full"
        INCREMENTAL = "incremental"
        RECONCILE = "reconcile"
        IDS = "ids"

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        REPEATED = "repeated"  # the snapshot moved or a page was lost: another run took its place

    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    seeding = models.BooleanField(default=False)
    since = models.DateField(null=True)
    data_timestamp = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    progress = models.JSONField(default=dict)
    """Where to go on after a stop."""
    announced = models.PositiveIntegerField(null=True)
    received = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    quarantined = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    aliased = models.PositiveIntegerField(default=0)
    alerts_held = models.BooleanField(default=False)
    """It changed far more than usual: a person looks before anybody is told."""
    error = models.TextField(blank=True)
