"""What happened to studies, and each thing that changed."""

from django.db import models
from django.db.models import Q

from .diff import short_field


class Event(models.Model):
    """One thing that happened to a study in one snapshot of the registry."""

    class Kind(models.TextChoices):
        NEW = "new"
        CHANGED = "changed"
        REMOVED = "removed"
        WITHHELD = "withheld"
        ALIASED = "aliased"
        REAPPEARED = "reappeared"

    study = models.ForeignKey("studies.Study", on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind)
    number = models.IntegerField(null=True)
    """The record version that brought it; null where no version did (removed, aliased)."""
    data_timestamp = models.DateTimeField()
    silent = models.BooleanField(default=False)
    """Tells nobody: first fill, catching up, or nothing in it that a follower would want by mail."""
    severity = models.CharField(max_length=8, blank=True)
    """The highest of its changes: "major", "notable", "minor"; empty when there are none."""
    account = models.TextField(blank=True)
    """All its changes told as one ordered account: one sentence a line."""
    mail_account = models.TextField(blank=True)
    """The same for what followers read by mail; empty when nothing in it is mailed."""
    waits_for_alerts = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["study", "number"], condition=Q(number__isnull=False), name="one_event_per_version"
            ),
            models.UniqueConstraint(
                fields=["study", "kind", "data_timestamp"],
                condition=Q(number__isnull=True),
                name="one_event_per_day",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(waits_for_alerts=True), name="event_waits_for_alerts"),
            # Of changes alone: a first fill brings hundreds of thousands of others.
            models.Index(fields=["-data_timestamp", "-id"], condition=Q(kind="changed"), name="event_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.data_timestamp:%Y-%m-%d}"


class Change(models.Model):
    """One data element that changed, with how much it matters and how it is said."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="changes")
    position = models.PositiveIntegerField()
    path = models.CharField(max_length=200)
    """Into the record, as in "protocolSection.contactsLocationsModule.locations[3].status"."""
    operation = models.CharField(max_length=10)
    """"changed", "added", "removed", "moved" or "renamed"."""
    category = models.CharField(max_length=24)
    severity = models.CharField(max_length=8)
    mailed = models.BooleanField(default=False)
    """Whether followers get to read it by mail."""
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    about = models.JSONField(null=True)
    """Of an item of a list, what names it: a place's facility and city, a measure's words."""
    words = models.TextField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.path

    @property
    def short_field(self) -> str:
        """The path without positions and without the section that nearly all lie in."""
        return short_field(self.path)
