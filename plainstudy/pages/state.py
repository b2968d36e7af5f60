"""What decides how a study's page looks, read by one statement that is built once.

Most requests only need to know whether a page is still the same. Building the
query anew each time would take ten times as long as asking the database.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F, OuterRef, QuerySet, Subquery

from plainstudy.changes.models import Event
from plainstudy.studies.models import Installation, Study, StudyCondition

_ANY = "NCT00000000"
"""Stands in the statement where the number belongs."""


@dataclass(frozen=True)
class StudyState:
    """A study's number, what it was merged with (else None), and all that its page depends on."""

    nct_id: str
    alias_of: str | None
    parts: tuple[object, ...]

    @cached_property
    def study(self) -> Study:
        """The study with its page; Study.DoesNotExist where it was deleted in the meantime."""
        return Study.objects.select_related("page").get(nct_id=self.nct_id)


def study_state(nct_id: str) -> StudyState | None:
    """Return a study's state by one query; None where we do not hold the study."""
    statement, before, after = _statement()
    with connection.cursor() as cursor:
        cursor.execute(statement, [*before, nct_id, *after])
        row = cursor.fetchone()
    if row is None:
        return None
    merged_with, head_hash, presence, *others = row
    site = (settings.OPERATOR, settings.SITE_URL, settings.MAILBOX_DIR)
    alias_of = merged_with if presence == Study.Presence.ALIASED else None
    return StudyState(nct_id, alias_of, (bytes(head_hash).hex(), presence, *others, *site))


@cache
def _statement() -> tuple[str, list[Any], list[Any]]:
    """Build the statement for the database in use; its parameters before and after the number."""
    statement, parameters = _query().query.sql_with_params()
    values = list(parameters)
    place = values.index(_ANY)
    return statement, values[:place], values[place + 1 :]


def _query() -> "QuerySet[Study, tuple[object, ...]]":
    here = OuterRef("pk")
    return (
        Study.objects.filter(nct_id=_ANY)
        .annotate(
            registry=Subquery(Installation.objects.values("registry")[:1]),
            stamp=Subquery(Installation.objects.values("data_timestamp")[:1]),
            last_event=Subquery(Event.objects.filter(study=here).order_by("-id").values("id")[:1]),
            last_coded=Subquery(StudyCondition.objects.filter(study=here).order_by("-id").values("id")[:1]),
            merged_with=F("alias_of__nct_id"),
        )
        .values_list(
            "merged_with", "head_hash", "presence", "missing_since", "version_count", "update_count",
            "first_seen", "last_updated", "registry", "stamp", "last_event", "last_coded",
            "page__written_at", "page__version_number", "page__published", "page__withdrawn_at",
            "page__edited",
        )
    )  # fmt: skip
