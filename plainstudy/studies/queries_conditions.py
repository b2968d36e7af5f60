"""Studies of a condition: what its page and its feed list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Lower

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
    return in_order(posted.order_by("-first_posted", "-id").values_list("id", flat=True)[:limit])


def in_order(ids: Iterable[int]) -> Sequence[Study]:
    """Return these studies in this order, with their plain pages.

    Sorting ids first and reading the few that are shown afterwards spares the
    database from sorting whole rows and pages.
    """
    wanted = list(ids)
    studies = Study.objects.select_related("page").in_bulk(wanted)
    return [studies[number] for number in wanted if number in studies]


def counts_of(concept: Concept) -> ConditionCounts:
    """Count a concept's listed studies."""
    counts = studies_of(concept).aggregate(
        all=Count("id"), recruiting=Count("id", filter=Q(overall_status="RECRUITING"))
    )
    return ConditionCounts(**counts)


def concepts_with_studies() -> QuerySet[Concept]:
    """Return the concepts that a listed study is coded with, by label whatever its capitals."""
    coded = StudyCondition.objects.filter(concept=OuterRef("pk"), study__presence=Study.Presence.LISTED)
    return Concept.objects.filter(Exists(coded)).order_by(Lower("label"))
