"""Concepts that registrants' condition terms stand for, with their names."""

from django.db import models


class Concept(models.Model):
    """One condition as a vocabulary codes it."""

    code = models.CharField(max_length=60, unique=True)
    """Vocabulary and number, as in "MESH:D003920"."""
    slug = models.SlugField(max_length=120, unique=True)
    label = models.CharField(max_length=200)
    vocabulary = models.CharField(max_length=40)
    """Which source, and release, the concept came from; its licence is named on the about page."""
    parents = models.ManyToManyField("self", symmetrical=False, related_name="children", blank=True)

    def __str__(self) -> str:
        return self.label
