"""Who follows what, and what was sent. An interest in a condition is health data."""

from django.db import models
from django.db.models import Q


class Subscriber(models.Model):
    """An e-mail address that asked for mail: encrypted, found by its keyed hash."""

    address = models.BinaryField()
    address_hash = models.BinaryField(max_length=32, unique=True)
    generation = models.PositiveIntegerField(default=1)
    """Part of every link's code; raising it makes older manage links useless."""
    confirmed_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()


class Subscription(models.Model):
    """One wish: news of a study, or new studies for a condition."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="subscriptions")
    study = models.ForeignKey(
        "studies.Study", null=True, on_delete=models.CASCADE, related_name="subscriptions"
    )
    concept = models.ForeignKey(
        "conditions.Concept", null=True, on_delete=models.CASCADE, related_name="subscriptions"
    )
    confirmed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(study__isnull=False, concept__isnull=True)
                | Q(study__isnull=True, concept__isnull=False),
                name="a_subscription_follows_one_thing",
            ),
            models.UniqueConstraint(
                fields=["subscriber", "study"], condition=Q(study__isnull=False), name="follow_a_study_once"
            ),
            models.UniqueConstraint(
                fields=["subscriber", "concept"],
                condition=Q(concept__isnull=False),
                name="follow_a_condition_once",
            ),
        ]


class Message(models.Model):
    """One mail about one event for one subscription: it cannot be made twice."""

    class State(models.TextChoices):
        DUE = "due"
        CLAIMED = "claimed"
        SENT = "sent"
        SUPPRESSED = "suppressed"
        HELD = "held"
        FAILED = "failed"

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="messages")
    event = models.ForeignKey("changes.Event", on_delete=models.CASCADE, related_name="messages")
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    message_id = models.CharField(max_length=120, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscription", "event"], name="one_message_per_event")
        ]
