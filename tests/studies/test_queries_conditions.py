"""Studies of a condition."""

import datetime as dt

import pytest

from plainstudy.conditions.models import Concept
from plainstudy.studies import coding
from plainstudy.studies.models import Study, Waiting
from plainstudy.studies.queries_conditions import (
    concepts_with_studies,
    counts_of,
    newest_of,
    open_first,
    studies_of,
)
from plainstudy.studies.waiting import add_waiting
from tests.studies.records import record, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def diabetes() -> Concept:
    """Store four studies about diabetes or a kind of it, and one about asthma."""
    studies = store(
        record(
            "NCT00000101", conditions=["Diabetes", "Type 2 Diabetes"], status="COMPLETED", posted="2020-01-01"
        ),
        record("NCT00000102", conditions=["Type 2 Diabetes"], posted="2026-06-24"),
        record(
            "NCT00000103", conditions=["Type 1 Diabetes"], status="NOT_YET_RECRUITING", posted="2026-06-01"
        ),
        record("NCT00000104", conditions=["Diabetes"], status="RECRUITING"),
        record("NCT00000105", conditions=["Asthma"]),
    )
    Study.objects.filter(nct_id="NCT00000104").update(presence=Study.Presence.REMOVED)
    add_waiting(Waiting.Stage.CODE, [study.id for study in studies])
    coding.code_conditions()
    return Concept.objects.get(slug="diabetes")


def _numbers(studies: object) -> list[str]:
    return [study.nct_id for study in studies]  # type: ignore[attr-defined]


def test_open_studies_of_narrower_conditions_come_first(diabetes: Concept) -> None:
    """Each listed study stands once, those that look for people on top."""
    found = _numbers(open_first(studies_of(diabetes)))
    assert found == ["NCT00000102", "NCT00000103", "NCT00000101"]


def test_newest_studies_are_those_the_registry_posted_last(diabetes: Concept) -> None:
    """For the feed: by the registry's date, not by ours."""
    assert _numbers(newest_of(diabetes, limit=2)) == ["NCT00000102", "NCT00000103"]
    assert newest_of(diabetes, limit=1)[0].first_posted == dt.date(2026, 6, 24)


def test_counts_are_of_listed_studies(diabetes: Concept) -> None:
    """A removed study is neither counted nor recruiting."""
    counts = counts_of(diabetes)
    assert (counts.all, counts.recruiting) == (3, 1)


def test_only_conditions_with_listed_studies_are_offered(diabetes: Concept) -> None:
    """Broader concepts that no study is coded with are left out, and those of removed studies alone."""
    offered = [concept.slug for concept in concepts_with_studies()]
    assert offered == ["asthma", "diabetes", "type-1-diabetes", "type-2-diabetes"]
    Study.objects.filter(nct_id="NCT00000105").update(presence=Study.Presence.REMOVED)
    assert "asthma" not in [concept.slug for concept in concepts_with_studies()]
