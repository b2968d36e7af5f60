"""What editors are asked, what they wrote, what readers told them, and who did what."""

from django.db import models
from django.db.models import Q


class Section(models.TextChoices):
    """The parts of a page that a person may write in the place of the rules or a model."""

    HEADLINE = "headline", "Headline"
    SUMMARY = "summary", "Summary"
    SUBSTANCE = "substance", "What is tested"
    COULD_LEAD_TO = "could_lead_to", "What this could lead to"
    COULD_GO_WRONG = "could_go_wrong", "What could go wrong"
    WHO_CAN_JOIN = "who_can_join", "Who can join"
    CRITERIA = "criteria", "The points for joining"
    WHAT_HAPPENS = "what_happens", "What happens to you"


class EditorialCase(models.Model):
    """One thing about one study's page that a person should look at. Open until ``closed_at``."""

    class Reason(models.TextChoices):
        """Why; ``HARM`` puts them in order."""

        REPORT = "report", "A reader says: this seems wrong"
        EDIT_FELL = "edit_fell", "The facts under an editor's text changed"
        FINDINGS = "findings", "The text failed its checks: nothing is published"
        CHANGED = "changed", "Changed since it was reviewed"
        DRAFT_FAILED = "draft_failed", "A model's draft failed its checks"

    study = models.ForeignKey("studies.Study", on_delete=models.CASCADE, related_name="cases")
    reason = models.CharField(max_length=12, choices=Reason)
    harm = models.PositiveSmallIntegerField()
    """What may harm a reader most comes first: 1 before 2. See ``HARM``."""
    about = models.CharField(max_length=300, blank=True)
    """What it is about, in words for an editor: the first finding, the sections."""
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=150, blank=True)
    """An editor's name; empty where it settled itself."""

    class Meta:
        default_permissions = ()
        permissions = [
            ("view_queue", "See the queue, the pages under review and readers' reports"),
            ("close_cases", "Close cases and answer readers' reports"),
            ("edit_sections", "Write sections, take them back, mark pages as reviewed"),
            ("withdraw_pages", "Withdraw a page's text and bring it back"),
            ("stop_model", "Stop the model writer"),
            ("view_audit", "See who did what"),
        ]
        indexes = [
            models.Index(
                fields=["harm", "opened_at", "id"], condition=Q(closed_at=None), name="open_cases_in_order"
            ),
            models.Index(
                fields=["reason", "opened_at", "id"], condition=Q(closed_at=None), name="open_cases_by_reason"
            ),
            models.Index(fields=["study", "-id"], name="cases_of_a_study"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "reason"], condition=Q(closed_at=None), name="one_open_case_per_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason} of study {self.study_id}"


HARM = {
    # A published text may be false, and a person says so.
    EditorialCase.Reason.REPORT: 1,
    # What an editor corrected is no longer shown.
    EditorialCase.Reason.EDIT_FELL: 2,
    # Readers get the registry's own words only.
    EditorialCase.Reason.FINDINGS: 3,
    EditorialCase.Reason.CHANGED: 4,
    # The rules' text stands there, checked.
    EditorialCase.Reason.DRAFT_FAILED: 5,
}


class EditedSection(models.Model):
    """One section as a person wrote it, kept for good. It is shown while ``state`` is standing."""

    class State(models.TextChoices):
        """What became of it."""

        STANDING = "standing"
        FALLEN = "fallen"  # the facts under it changed, or the checks no longer bear it out
        WITHDRAWN = "withdrawn"  # an editor took it back
        REPLACED = "replaced"  # by a newer one

    study = models.ForeignKey("studies.Study", on_delete=models.CASCADE, related_name="edited_sections")
    section = models.CharField(max_length=20, choices=Section)
    sentences = models.JSONField()
    """As a list of {"text", "sources"}; empty for criteria: the record's own words stand there."""
    replaced = models.JSONField(default=list)
    """What stood there before, in the same shape."""
    fingerprint = models.BinaryField(max_length=16)
    """Hash of the record's elements that it rests on (writing/edits.py)."""
    version_number = models.PositiveIntegerField()
    """The record version it was written from."""
    state = models.CharField(max_length=10, choices=State, default=State.STANDING)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["study", "-id"], name="edits_of_a_study")]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "section"], condition=Q(state="standing"), name="one_edit_per_section"
            )
        ]

    def __str__(self) -> str:
        return f"{self.section} by {self.made_by}"


class ReaderReport(models.Model):
    """What a reader says is wrong. Nothing is kept of who it was; forgotten after some months."""

    class State(models.TextChoices):
        """What an editor found."""

        OPEN = "open", "Not looked at yet"
        CORRECTED = "corrected", "It was wrong, and is corrected"
        RECORD = "record", "The record itself says so"
        RIGHT = "right", "The page is right"
        UNCLEAR = "unclear", "It cannot be told"
        SPAM = "spam", "No report at all"

    study = models.ForeignKey("studies.Study", on_delete=models.CASCADE, related_name="reports")
    section = models.CharField(max_length=20)
    """A section, or "places", "dates", "conditions", "other"."""
    sentence = models.TextField(blank=True)
    """The sentence they chose, as it stood; empty for a whole part."""
    words = models.TextField()
    digest = models.BinaryField(max_length=16)
    """Hash of study, part and words: sent twice is kept once."""
    version_number = models.PositiveIntegerField()
    """The record version that the page showed."""
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    note = models.TextField(blank=True)
    """The editor's answer, for the other editors: nobody can be written to."""
    closed_by = models.CharField(max_length=150, blank=True)
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["study", "-id"], name="reports_of_a_study"),
            models.Index(fields=["created_at"], name="reports_expire"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=Q(state="open"), name="an_open_report_is_kept_once"
            )
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"


class AuditEntry(models.Model):
    """One thing that was done, by whom and when. Only ever added; it hangs on no other row."""

    class Action(models.TextChoices):
        """What was done."""

        EDITED = "edited", "Wrote a section"
        TOOK_BACK = "took back", "Took a section back"
        FELL = "fell", "Facts changed: automatic text again"
        REVIEWED = "reviewed", "Marked as reviewed"
        WITHDREW = "withdrew", "Withdrew the page's text"
        RESTORED = "restored", "Brought the page's text back"
        REWROTE = "rewrote", "Had the text written anew"
        ANSWERED = "answered", "Closed a reader's report"
        CLOSED = "closed", "Closed a case"
        STOPPED = "stopped", "Stopped the model writer"
        ROLE = "role", "Gave or took a role"
        SIGNED_IN = "signed in", "Signed in"

    at = models.DateTimeField()
    """UTC."""
    who = models.CharField(max_length=150)
    """An editor's name, "plainstudy" for what it did by itself, "command" for the command line."""
    action = models.CharField(max_length=12, choices=Action)
    nct_id = models.CharField(max_length=11, blank=True)
    section = models.CharField(max_length=20, blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["nct_id", "-id"], name="audit_of_a_study"),
            models.Index(fields=["-at", "-id"], name="audit_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} UTC {self.who} {self.action}"
