"""The plain page of each study and what the checks found."""

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

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published=False) | Q(open_findings=0),
                name="published_pages_have_no_open_findings",
            )
        ]
