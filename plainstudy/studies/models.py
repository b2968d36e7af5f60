"""Studies, every version of their records, and what waits to be done with them."""

from django.db import models
from django.db.models import Q


class Installation(models.Model):
    """The one row that says what this store is filled with; samples and live records never mix."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    registry = models.CharField(max_length=20)
    """Name of the registry that fills this store: "ctgov" or "samples"."""
    data_timestamp = models.DateTimeField(null=True)
    """When the registry made the newest snapshot that was read completely (the first one counts from its
    start): our "today"."""
    alerts_held_since = models.DateTimeField(null=True)
    """A run changed far more than usual: no alert goes out until a person has looked."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_installation")]


class Study(models.Model):
    """One study as we know it now: what lists, searches and follows need, taken from its newest version."""

    class Presence(models.TextChoices):
        """Whether the registry still shows the study."""

        LISTED = "listed"
        REMOVED = "removed"  # 404
        WITHHELD = "withheld"  # the registry shows a placeholder
        ALIASED = "aliased"  # 301: merged into ``alias_of``

    nct_id = models.CharField(max_length=11, unique=True)
    presence = models.CharField(max_length=10, choices=Presence, default=Presence.LISTED)
    alias_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="aliases")
    missing_since = models.DateTimeField(null=True)

    title = models.CharField(max_length=600)
    overall_status = models.CharField(max_length=40)
    last_known_status = models.CharField(max_length=40, blank=True)
    study_type = models.CharField(max_length=40, blank=True)
    phases = models.CharField(max_length=60, blank=True)
    """Space-separated, as in "PHASE1 PHASE2"."""
    enrollment = models.PositiveBigIntegerField(null=True)
    """People, actual or planned; null where unknown."""
    first_posted = models.DateField(null=True)
    last_update_posted = models.DateField(null=True)

    first_seen = models.DateField()
    """Day of the registry's snapshot in which we first saw it."""
    last_updated = models.DateField()
    """Day of the snapshot that brought the newest version."""
    checked_at = models.DateTimeField()
    """When we last compared it with the registry."""

    head_number = models.PositiveIntegerField()
    """Number of the newest version that came by sync."""
    version_count = models.PositiveIntegerField()
    """All versions stored, backfilled ones among them."""
    update_count = models.PositiveIntegerField(default=0)
    """Versions after the first; backfilled ones do not count."""
    head_hash = models.BinaryField(max_length=32)
    """Chain hash of the newest version."""
    canonical_hash = models.BinaryField(max_length=16)
    canonical_version = models.PositiveSmallIntegerField()
    """Hash of the head's canonical form, and which form that was; empty and 0 until a document differs."""
    form_hash = models.BinaryField(max_length=16)
    """Hash of the last document's bytes but for the snapshot's day: the same need no second look."""
    derived_hash = models.BinaryField(max_length=16)
    """Hash of the registry's MeSH terms, which move without a change of meaning; empty as above."""
    moved_derived = models.BinaryField(null=True)
    """A document of number and derived section alone, where MeSH terms moved after the head was stored."""
    backfill_hash = models.BinaryField(max_length=32, null=True)
    """Chain hash of the newest backfilled version: zeros where there is none, null where nobody asked."""

    class Meta:
        verbose_name_plural = "studies"
        indexes = [
            models.Index(fields=["-last_updated", "-id"], name="study_recently_changed"),
            models.Index(fields=["-first_posted", "-id"], name="study_newly_registered"),
            models.Index(fields=["last_update_posted"], name="study_update_posted"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(presence="aliased", alias_of__isnull=False) | ~Q(presence="aliased"),
                name="an_alias_names_its_study",
            )
        ]

    def __str__(self) -> str:
        return self.nct_id


class RecordVersion(models.Model):
    """One version of a study's record, whole and as it came. Append-only."""

    class Origin(models.TextChoices):
        SYNC = "sync"
        BACKFILL = "backfill"  # an earlier version from the registry's history

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.IntegerField()
    """From 1 in the order they arrived; backfilled ones are negative, up to -1, the newest of them."""
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.SYNC)
    registry_date = models.DateField(null=True)
    """When the registry posted it (backfill: when it was submitted)."""
    data_timestamp = models.DateTimeField(null=True)
    """The registry's snapshot it came from; null for backfilled ones."""
    fetched_at = models.DateTimeField()
    silent = models.BooleanField(default=False)
    """Came with a first fill or after an outage: tells nobody."""

    encoding = models.CharField(max_length=12)
    """How ``document`` is packed: "zstd", "zstd-dict" or "zstd-delta" (see studies/packing.py)."""
    dictionary = models.ForeignKey(
        "CompressionDictionary", null=True, on_delete=models.PROTECT, db_index=False
    )
    base_number = models.IntegerField(null=True)
    """For a delta: the version it is written against."""
    document = models.BinaryField()
    document_size = models.PositiveIntegerField()
    """Bytes before packing."""
    chain_hash = models.BinaryField(max_length=32)
    """Hash of this document and of the chain before it."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"version {self.number}"


class CompressionDictionary(models.Model):
    """A zstd dictionary trained on this installation's own records."""

    trained_at = models.DateTimeField(auto_now_add=True)
    studies = models.PositiveIntegerField()
    """How many were stored then; when there are far more, another one is trained."""
    content = models.BinaryField()


class StudyCondition(models.Model):
    """A condition term exactly as registered, and the concept it stands for, with the reason why."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="conditions")
    position = models.PositiveIntegerField()
    registrant_term = models.TextField()
    """Character for character; empty where only the registry's own coding names the concept."""
    concept = models.ForeignKey(
        "conditions.Concept",
        null=True,
        on_delete=models.SET_NULL,
        related_name="study_conditions",
        db_index=False,
    )
    rule = models.CharField(max_length=40, blank=True)
    """Which rule found the concept; empty without one."""
    confidence = models.FloatField(default=0.0)
    """From 0 to 1."""

    class Meta:
        ordering = ["position"]
        # With the study beside it the pages of wide conditions need not look up each row.
        indexes = [models.Index(fields=["concept", "study"], name="studies_of_a_concept")]


class Waiting(models.Model):
    """Work that a stage has yet to do. The row is the truth; a worker is only told to look.

    A stage stores its results, removes its waiting rows and adds those of the next
    stage in one transaction. A row whose work fails stays, with the error and a
    time to try again, and stops nobody else.
    """

    class Stage(models.TextChoices):
        COMPARE = "compare"
        CODE = "code"  # conditions to concepts
        WRITE = "write"
        INDEX = "index"

    stage = models.CharField(max_length=10, choices=Stage)
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="waiting", db_index=False)
    number = models.IntegerField(default=0)
    """The record version to compare; 0 for stages that work on the study as it is."""
    retry_at = models.DateTimeField(null=True)
    """Not before; null means now."""
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "waiting"
        constraints = [models.UniqueConstraint(fields=["study", "stage", "number"], name="wait_once")]
        indexes = [models.Index(fields=["stage", "id"], name="wait_in_line")]


class QuarantinedDocument(models.Model):
    """A document of the registry that could not be read: kept as it came, with the reason, until it can."""

    nct_id = models.CharField(max_length=40, blank=True)
    """As far as it could be read; may be empty."""
    fingerprint = models.BinaryField(max_length=16, unique=True)
    raw = models.BinaryField()
    """zstd."""
    reason = models.TextField()
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=1)
