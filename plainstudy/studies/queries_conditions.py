"""Studies of a condition: what its page and its feed list."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from plainstudy.conditions.models import Concept
from plainstudy.conditions.queries import ids_below

from .models import Study, StudyCondition

OPEN_FIRST = Case(
    When(overall_status="RECRUITING", then=Value(0)),
    When(overall_status="ENROLLING_BY_INVITATION", then=Value(1)),
    When(overall_status="NOT_YET_RECRUITING", then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
"""Studies that look for people, then those that will or do so by invitation, then all others."""


@dataclass(frozen=True, slots=True)
class ConditionCounts:
    """How many listed studies a condition has, narrower ones included."""

    all: int
    recruiting: int


def studies_of(concept: Concept) -> QuerySet[Study]:
    """Return the listed studies of a concept or a narrower one, each once, without an order.

    One query for the narrower concepts here, one when the studies are read.
    """
    coded = StudyCondition.objects.filter(concept_id__in=ids_below(concept.id))
    return Study.objects.filter(presence=Study.Presence.LISTED, id__in=coded.values("study_id"))


def open_first(studies: QuerySet[Study]) -> QuerySet[Study]:
    """Order studies by whether they look for people, then by what changed last."""
    return studies.order_by(OPEN_FIRST, "-last_updated", "-id")


def newest_of(concept: Concept, *, limit: int) -> Sequence[Study]:
    """Return the studies that the registry posted last, with their plain pages."""
    posted = studies_of(concept).filter(first_posted__isnull=False)
    return list(posted.select_related("page").order_by("-first_posted", "-id")[:limit])


def counts_of(concept: Concept) -> ConditionCounts:
    """Count a concept's listed studies."""
    counts = studies_of(concept).aggregate(
        all=Count("id"), recruiting=Count("id", filter=Q(overall_status="RECRUITING"))
    )
    return ConditionCounts(**counts)


def concepts_with_studies() -> QuerySet[Concept]:
    """Return the concepts that a study is coded with, each with ``study_count``, by label."""
    listed = Q(study_conditions__study__presence=Study.Presence.LISTED)
    return (
        Concept.objects.annotate(study_count=Count("study_conditions__study", filter=listed, distinct=True))
        .filter(study_count__gt=0)
        .order_by("label")
    )
