"""The plain page of each study, and what models drafted for it."""

from django.db import models
from django.db.models import Q


class PlainPage(models.Model):
    """The plain text of one study. ``content`` is a writing.text.StudyText as JSON."""

    study = models.OneToOneField(
        "studies.Study", on_delete=models.CASCADE, related_name="page", primary_key=True
    )
    version_number = models.PositiveIntegerField()
    """The record version the text was written from."""
    writer = models.CharField(max_length=80)
    """"rules 1" or the model's name and prompt version."""
    headline = models.CharField(max_length=200)
    content = models.JSONField()
    facts_hash = models.BinaryField(max_length=16)
    """Hash of the facts the text depends on: the same facts need no new text."""
    reading_grade = models.FloatField()
    """Flesch-Kincaid grade level of all its sentences."""
    open_findings = models.PositiveSmallIntegerField(default=0)
    published = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    edited = models.JSONField(default=dict)
    """By section that an editor wrote: the day, as {"summary": "2026-11-23"}. See editors.EditedSection."""
    reviewed_at = models.DateTimeField(null=True)
    """When an editor last said that the page is right; another text opens a case."""
    reviewed_by = models.CharField(max_length=150, db_default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    """Since when an editor keeps the text from readers; it stays away until an editor brings it back."""
    withdrawn_reason = models.CharField(max_length=300, db_default="", blank=True)
    """Why, in plain words for readers."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published=False) | Q(open_findings=0),
                name="published_pages_have_no_open_findings",
            ),
            models.CheckConstraint(
                condition=Q(published=False) | Q(withdrawn_at=None),
                name="withdrawn_pages_are_not_published",
            ),
        ]


class ModelRun(models.Model):
    """One run of the model writer. At most one is at work, on whatever machine."""

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        STOPPED = "stopped"  # somebody pressed stop, the budget is spent, or the model does not answer
        LOST = "lost"  # its process died

    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    host = models.CharField(max_length=120)
    process = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    alive_at = models.DateTimeField()
    """When it last said that it is at work."""
    finished_at = models.DateTimeField(null=True)
    stop_asked = models.BooleanField(default=False)
    """Somebody pressed stop: it asks nothing more, and no run starts by itself until a person starts one."""
    words = models.TextField(blank=True)
    """Why it ended before all was done."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="running"), name="one_model_run_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"model run of {self.started_at:%Y-%m-%d %H:%M}"


class ModelDraft(models.Model):
    """One answer of a model, or the lack of one, kept with all that is needed to judge it later."""

    class State(models.TextChoices):
        ASKED = "asked"  # under way; its tokens are an estimate
        ACCEPTED = "accepted"  # no finding: it was published
        REJECTED = "rejected"  # findings, or no readable text
        DECLINED = "declined"  # the model would not
        FAILED = "failed"  # no answer; asked again another time
        LOST = "lost"  # the run died meanwhile; what it cost stays an estimate

    study = models.ForeignKey("studies.Study", on_delete=models.CASCADE, related_name="model_drafts")
    run = models.ForeignKey(ModelRun, null=True, on_delete=models.SET_NULL, related_name="drafts")
    version_number = models.PositiveIntegerField()
    """The record version it was written from."""
    facts_hash = models.BinaryField(max_length=16)
    model = models.CharField(max_length=80)
    prompt_version = models.PositiveSmallIntegerField()
    attempt = models.PositiveSmallIntegerField()
    """1, or 2 for the answer to the findings."""
    sections = models.JSONField(default=list)
    """The sections that were asked for; the others kept the wording of an earlier draft."""
    section_hashes = models.JSONField(default=dict)
    """By section: hash of what it may say, so that an unchanged one need not be written again."""
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    raw_reply = models.BinaryField(default=bytes)
    """The model's words as they came, zstd; empty where none came."""
    content = models.JSONField(null=True)
    """The whole text as published, for an accepted draft."""
    findings = models.JSONField(default=list)
    """What the checks found, as a list of writing.verify.Finding."""
    error = models.TextField(blank=True)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    """US dollars; null where nobody knows the price."""
    seconds = models.FloatField(default=0.0)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["study", "-id"], name="drafts_of_a_study"),
            models.Index(fields=["created_at"], name="drafts_by_day"),
        ]

    def __str__(self) -> str:
        return f"draft by {self.model}, {self.state}"
