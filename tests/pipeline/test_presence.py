"""Studies that went away, moved, or came back: each way the registry may tell it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from plainstudy.changes.models import Event
from plainstudy.pipeline import presence, runs
from plainstudy.pipeline.models import SyncRun
from plainstudy.registries.errors import StudyMoved, StudyNotFound
from plainstudy.studies import actions, queries
from plainstudy.studies.models import QuarantinedDocument, Study
from plainstudy.studies.queries import alerts_are_held
from tests.conftest import StandIn
from tests.studies.conftest import DAY_ONE, document

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = "NCT00000001", "NCT00000002", "NCT00000003"


class Answers:
    """A registry that is asked for single studies: where each is, or a document."""

    name = "ctgov"

    def __init__(self, **moved: str) -> None:
        self._moved = moved

    def study(self, nct_id: str) -> bytes:
        """Answer as the registry does."""
        if nct_id in self._moved:
            raise StudyMoved(nct_id, self._moved[nct_id])
        if not Study.objects.filter(nct_id=nct_id).exists():
            raise StudyNotFound(nct_id)
        return document(int(nct_id[3:]))


@pytest.fixture
def run() -> SyncRun:
    """Return a run that is no seeding, in a store of three studies."""
    actions.claim_store(registry="ctgov", data_timestamp=DAY_ONE)
    actions.store_arrivals(
        [document(1), document(2), document(3)],
        stamp=actions.Stamp(data_timestamp=DAY_ONE, fetched_at=DAY_ONE),
    )
    return SyncRun.objects.create(
        kind="reconcile", data_timestamp=DAY_ONE + dt.timedelta(days=1), started_at=timezone.now()
    )


def test_study_merged_twice_ends_at_the_last(run: SyncRun) -> None:
    """One into two, two into three: nobody is sent to a page that is gone as well."""
    found = presence.ask_for(ONE, registry=Answers(NCT00000001=TWO, NCT00000002=THREE), run=run)
    study = Study.objects.get(nct_id=ONE)
    assert (study.presence, study.alias_of and study.alias_of.nct_id) == ("aliased", THREE)
    assert found == [document(3)]
    assert run.aliased == 1


@pytest.mark.parametrize("moved", [{ONE: "NCT00000009"}, {ONE: TWO, TWO: ONE}, {ONE: ONE}])
def test_study_merged_into_nothing_is_removed(run: SyncRun, moved: dict[str, str]) -> None:
    """The registry may point to a record it does not have, or round in a circle; the run goes on."""
    assert presence.ask_for(ONE, registry=Answers(**moved), run=run) == []
    assert Study.objects.get(nct_id=ONE).presence == "removed"
    assert list(Event.objects.values_list("kind", flat=True)) == ["removed"]


def test_placeholder_that_comes_back_is_still_withheld(run: SyncRun) -> None:
    """Listed again says nothing about what is shown."""
    Study.objects.filter(nct_id=ONE).update(presence="removed", overall_status="WITHHELD")
    Study.objects.filter(nct_id=TWO).update(presence="removed")
    assert presence.reappear([ONE, TWO], run=run) == 2
    assert dict(Study.objects.values_list("nct_id", "presence")) == {
        ONE: "withheld",
        TWO: "listed",
        THREE: "listed",
    }


def test_many_studies_that_vanish_hold_alerts(run: SyncRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each was looked at twice; so many at once are still for a person to look at first."""
    monkeypatch.setattr(runs, "USUAL_CHANGES", 1)
    Study.objects.filter(nct_id=ONE).update(presence="removed")
    presence.reappear([ONE], run=run)
    assert not alerts_are_held()
    presence.ask_for(TWO, registry=Answers(NCT00000002=THREE), run=run)
    assert (run.alerts_held, alerts_are_held()) == (True, True)
    run.refresh_from_db()
    assert (run.reappeared, run.aliased, run.alerts_held) == (1, 1, True)


@pytest.mark.registry
def test_document_without_a_number_is_forgotten_when_everything_was_read(
    sync: Callable[..., SyncRun], small_registry: StandIn
) -> None:
    """What it was of has been read well since: the doctor need not speak of it for ever."""
    small_registry.faults({"kind": "missing_nctid", "path": "/api/v2/studies"})
    sync(full=True)
    assert QuarantinedDocument.objects.filter(nct_id="").exists()
    small_registry.faults()
    sync()
    assert QuarantinedDocument.objects.filter(nct_id="").exists()
    sync(full=True)
    assert not QuarantinedDocument.objects.exists()
    assert Study.objects.count() == small_registry.get("/_calendar")["studies"]


@pytest.mark.registry
def test_first_page_of_the_next_day_is_not_stored_as_todays(
    sync: Callable[..., SyncRun], small_registry: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The registry publishes after it told its day and before its first page: dates stay true."""
    sync(full=True)
    small_registry.advance()
    begin = runs.begin

    def publish_after(*given: Any, **more: Any) -> SyncRun:
        run = begin(*given, **more)
        if SyncRun.objects.count() == 2:
            small_registry.advance()
        return run

    monkeypatch.setattr(runs, "begin", publish_after)
    run = sync()
    assert list(SyncRun.objects.order_by("id").values_list("state", flat=True)) == [
        "done",
        "repeated",
        "done",
    ]
    stamps = set(Event.objects.values_list("data_timestamp", flat=True))
    assert stamps <= {run.data_timestamp}
    changed = Study.objects.filter(last_updated__gt=dt.date(2026, 6, 25))
    assert changed.exists()
    assert (
        set(changed.values_list("last_updated", flat=True))
        == {queries.today()}
        == {run.data_timestamp.date()}
    )
