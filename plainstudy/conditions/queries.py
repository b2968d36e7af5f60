"""Reading concepts: what is around one."""

from django.db import connection
from django.db.models import QuerySet

from plainstudy.conditions.models import Concept

_BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT CAST(%s AS bigint)
    UNION
    SELECT link.from_concept_id FROM {link} link JOIN below ON link.to_concept_id = below.id
)
SELECT id FROM below
"""


def ids_below(concept_id: int) -> list[int]:
    """Return the ids of a concept and of all narrower ones, in one query."""
    table = connection.ops.quote_name(Concept.parents.through._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(_BELOW.format(link=table), [concept_id])
        return [row[0] for row in cursor.fetchall()]


def broader(concept: Concept) -> QuerySet[Concept]:
    """Return the next broader concepts, by label."""
    return concept.parents.order_by("label")


def narrower(concept: Concept) -> QuerySet[Concept]:
    """Return the next narrower concepts that are stored, by label."""
    return Concept.objects.filter(parents=concept).order_by("label")
