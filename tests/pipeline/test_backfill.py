"""Earlier versions from the registry's own history."""

from collections.abc import Callable
from typing import Any

import pytest

from plainstudy.changes.models import Event
from plainstudy.pipeline.backfill import backfill
from plainstudy.pipeline.models import SyncRun
from plainstudy.pipeline.sync import run_sync
from plainstudy.registries.errors import RegistryUnavailable
from plainstudy.studies import checkpoint, queries
from plainstudy.studies.integrity import verify_store
from plainstudy.studies.models import RecordVersion, Study, Waiting
from tests.conftest import StandIn
from tests.pipeline.conftest import client

pytestmark = [pytest.mark.django_db, pytest.mark.registry]
WITH_HISTORY = ("NCT06692738", "NCT06821503")


@pytest.fixture
def filled(sync: Callable[..., SyncRun]) -> None:
    """Fill the store with two studies that have a history."""
    sync(ids=WITH_HISTORY)


def test_earlier_versions_are_stored_before_ours(filled: None, small_registry: StandIn) -> None:
    """They are readable and in the order of their dates, and our own first version is not among them."""
    counts = backfill(client(small_registry), nct_ids=WITH_HISTORY[:1])
    study = Study.objects.get(nct_id=WITH_HISTORY[0])
    earlier = RecordVersion.objects.filter(study=study, origin="backfill").order_by("number")
    known = len(list(client(small_registry).earlier_versions(study.nct_id)))
    assert counts == {"studies": 1, "versions": known - 1, "unreadable": 0, "passed_over": 0}
    assert [version.number for version in earlier] == list(range(1 - known, 0))
    days = [version.registry_date for version in earlier]
    assert days == sorted(days, key=str)
    records = [queries.version_record(study, version.number) for version in earlier]
    assert {record.nct_id for record in records} == {study.nct_id}
    assert queries.document_of(earlier[0]) != queries.document_of(earlier[len(earlier) - 1])


def test_backfill_moves_nothing_and_tells_nobody(filled: None, small_registry: StandIn) -> None:
    """First seen, updates and events are those of our own readings."""
    kept: dict[str, Any] = {
        "first_seen": None,
        "last_updated": None,
        "update_count": None,
        "head_number": None,
    }
    before = Study.objects.values(*kept).get(nct_id=WITH_HISTORY[0])
    Waiting.objects.all().delete()
    backfill(client(small_registry))
    assert Study.objects.values(*kept).get(nct_id=WITH_HISTORY[0]) == before
    assert not Event.objects.exists()
    assert not Waiting.objects.exists()
    report = verify_store()
    assert (report.problems, report.unsealed) == ([], 0)


def test_second_backfill_passes_over_what_is_there(filled: None, small_registry: StandIn) -> None:
    """A stopped backfill goes on with the studies it has not done."""
    first = backfill(client(small_registry), nct_ids=WITH_HISTORY[:1])
    second = backfill(client(small_registry))
    assert first["studies"] == second["studies"] == second["passed_over"] == 1
    assert backfill(client(small_registry))["versions"] == 0


def test_history_that_is_closed_is_told(filled: None, serve_registry: Any, folder_of_some: Any) -> None:
    """The registry may keep its history to itself; nothing is stored then."""
    server = serve_registry("--data", str(folder_of_some), "--no-history")
    with pytest.raises(RegistryUnavailable, match=r"keeps its history to itself now \(.*403\)"):
        backfill(client(server))
    assert not RecordVersion.objects.filter(origin="backfill").exists()
    server.stop()


def test_backfill_that_was_killed_goes_on_and_asks_nothing_twice(
    filled: None, small_registry: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it stored last is vouched for later, and a study without a past is not asked again either."""
    registry = client(small_registry)
    listed = [item.nct_id for item in registry.listings() if item.nct_id not in WITH_HISTORY]
    run_sync(registry, ids=listed[:3])
    asked: list[str] = []
    ask = registry.earlier_versions

    def noted(nct_id: str, **wishes: Any) -> Any:
        asked.append(nct_id)
        return ask(nct_id, **wishes)

    class Killed(BaseException):
        """As a process that is gone."""

    def die(versions: Any) -> None:
        raise Killed

    monkeypatch.setattr(registry, "earlier_versions", noted)
    with monkeypatch.context() as deadly:
        deadly.setattr(checkpoint, "seal", die)
        with pytest.raises(Killed):
            backfill(registry)
    counts = backfill(registry)
    assert counts["studies"] + counts["passed_over"] == len(WITH_HISTORY) + 3
    assert len(asked) == len(set(asked)) == len(WITH_HISTORY) + 3
    assert not Study.objects.filter(backfill_hash=None).exists()
    assert len(checkpoint.read_notes().backfilled) == len(WITH_HISTORY)
    assert checkpoint.catch_up() == 0
    report = verify_store()
    assert (report.problems, report.unsealed) == ([], 0)
    assert backfill(registry)["studies"] == 0
    assert len(asked) == len(set(asked))
