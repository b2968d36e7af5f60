"""Who follows what, and what was sent. An interest in a condition is health data."""

from django.db import models
from django.db.models import Q


class Keyring(models.Model):
    """The one row of keys that must outlive a change of ``PLAINSTUDY_ADDRESS_KEYS``.

    What finds an address and what signs the links in mails is random, made once
    and kept here wrapped (encrypted) with the address keys. Changing those only
    wraps it anew, so that every leave link ever sent goes on working.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    wrapped = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_keyring")]

    def __str__(self) -> str:
        return "keyring"


class Subscriber(models.Model):
    """An e-mail address that asked for mail: encrypted, found by its keyed hash."""

    address = models.BinaryField()
    address_hash = models.BinaryField(max_length=16, unique=True)
    generation = models.PositiveIntegerField()
    """Part of every manage and confirm link; a new one makes older links useless. Random, so that it
    never returns when somebody has their data deleted and signs up again."""
    confirmed_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    """The address does not exist (any more): nothing is sent until a later sign-up is confirmed."""
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


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
    """Null while the link in the confirmation mail was not used; such a row expires."""
    created_at = models.DateTimeField()
    """When it was asked for, the last time while unconfirmed."""

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
        indexes = [
            models.Index(fields=["created_at"], condition=Q(confirmed_at=None), name="follow_unconfirmed")
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"


class Outgoing(models.Model):
    """A mail on its way: due → claimed → handing over → sent.

    A claim that died goes back to due. Once the hand-over to the mail server has
    begun, nobody but the server knows whether the mail went out, so a row that
    stops there turns uncertain, is shown to the operator and never sent again.
    """

    class State(models.TextChoices):
        DUE = "due"
        CLAIMED = "claimed"
        HANDING_OVER = "handing over"
        SENT = "sent"
        UNCERTAIN = "uncertain"
        SUPPRESSED = "suppressed"  # the address does not take mail, or there was nothing to say
        FAILED = "failed"

    state = models.CharField(max_length=12, choices=State, default=State.DUE)
    claimed_by = models.CharField(max_length=120, blank=True)
    """Machine, process and a random part: whose claim it is."""
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    """Not before; null means now."""
    error = models.CharField(max_length=200, blank=True)
    """The mail server's code and kind of refusal, without the address."""
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Message(Outgoing):
    """One mail about one event for one subscriber: it cannot be made twice."""

    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    """The first of the wishes that the event answers."""
    also = models.JSONField(default=list)
    """Ids of the subscriber's other subscriptions that it answers."""
    event = models.ForeignKey("changes.Event", on_delete=models.CASCADE, related_name="messages")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscription", "event"], name="one_message_per_event"),
            models.UniqueConstraint(fields=["subscriber", "event"], name="one_message_per_reader"),
        ]
        # Not partial: SQLite cannot tell that a bound value fits such an index's condition.
        indexes = [models.Index(fields=["state", "id"], name="message_state")]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Letter(Outgoing):
    """A mail that answers a sign-up or a request: confirm, you follow this already, your manage link."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm"
        ALREADY = "already"
        MANAGE = "manage"

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=8, choices=Kind)
    targets = models.JSONField(default=list)
    """What is to be followed, as links.Target texts: "s12" a study, "c5" a concept."""

    class Meta:
        indexes = [models.Index(fields=["state", "id"], name="letter_state")]

    def __str__(self) -> str:
        return f"letter {self.pk}"


class SignUpAttempt(models.Model):
    """One sign-up counted against a limit, under keyed hashes; gone after a day."""

    kind = models.CharField(max_length=8)
    """"network" or "address"."""
    key = models.BinaryField(max_length=16)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "key", "created_at"], name="sign_ups_of"),
            models.Index(fields=["created_at"], name="sign_ups_expire"),
        ]

    def __str__(self) -> str:
        return f"sign-up attempt {self.pk}"


class BlockedAddress(models.Model):
    """An address whose owner wants no mail from here at all: only its keyed hash is kept."""

    address_hash = models.BinaryField(max_length=16, unique=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"blocked address {self.pk}"
