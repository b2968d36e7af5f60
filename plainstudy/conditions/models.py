"""Concepts that registrants' condition terms stand for, with their names."""

from django.db import models


class Concept(models.Model):
    """One condition, or topic, as a vocabulary codes it."""

    code = models.CharField(max_length=300, unique=True)
    """Vocabulary and heading, as in "MeSH:Hypertension, Pulmonary": never changes."""
    slug = models.SlugField(max_length=120, unique=True)
    """Made from the label when the concept came in; stays when the label is bettered, since links hold it."""
    label = models.CharField(max_length=300)
    """What readers see: "Pulmonary hypertension"."""
    heading = models.CharField(max_length=300, blank=True)
    vocabulary = models.CharField(max_length=40)
    """Which source the concept came from; its licence is named on the about page."""
    mesh_id = models.CharField(max_length=12, blank=True)
    """MeSH number as the registry's own coding gives it; empty until a record does."""
    is_condition = models.BooleanField(default=True)
    """False for topics that no one falls ill with, as "Quality of life"."""
    names = models.TextField(blank=True)
    """All names in lower case, one a line: what search finds it by."""
    parents = models.ManyToManyField("self", symmetrical=False, related_name="children", blank=True)
    """Next broader concepts."""

    def __str__(self) -> str:
        return self.label

    @property
    def public_id(self) -> str:
        """Return the number readers of data know, "MESH:D006976", or our code where there is none."""
        return f"MESH:{self.mesh_id}" if self.mesh_id else self.code


class CodedWith(models.Model):
    """The one row that says which version of the matcher coded the stored studies."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    matcher_version = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_coded_with")]

    def __str__(self) -> str:
        return f"matcher {self.matcher_version}"
