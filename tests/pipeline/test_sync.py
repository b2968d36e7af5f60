"""Reading the registry: complete, or loud."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from plainstudy.changes.models import Event
from plainstudy.pipeline import runs
from plainstudy.pipeline.lock import AlreadyRunning, only_one
from plainstudy.pipeline.models import SyncRun
from plainstudy.pipeline.sync import reconcile, run_sync
from plainstudy.registries.ctgov.client import CtgovRegistry
from plainstudy.registries.errors import CountMismatch, RegistryRefused, RegistryUnavailable, SnapshotMoved
from plainstudy.registries.folder.client import samples
from plainstudy.studies import queries
from plainstudy.studies.actions import OtherRegistry, release_alerts
from plainstudy.studies.integrity import verify_store
from plainstudy.studies.models import QuarantinedDocument, RecordVersion, Study
from tests.conftest import StandIn
from tests.pipeline.conftest import client

pytestmark = [pytest.mark.django_db, pytest.mark.registry]

LIST = "/api/v2/studies"
Sync = Callable[..., SyncRun]


def listed(server: StandIn) -> int:
    """Return how many studies the stand-in has now."""
    count: int = server.get("/_calendar")["studies"]
    return count


def test_full_run_stores_every_study_that_was_announced(sync: Sync, small_registry: StandIn) -> None:
    """Received, announced and stored are one number, and the store is sound."""
    run = sync(full=True)
    counts = run.counts()
    assert counts.pop("seconds") > 0
    expected = listed(small_registry)
    assert counts == {
        "received": expected,
        "new": expected,
        "changed": 0,
        "unchanged": 0,
        "quarantined": 0,
        "removed": 0,
        "aliased": 0,
    }
    assert (run.state, run.announced, run.seeding) == ("done", expected, True)
    assert Study.objects.count() == expected
    assert queries.today() == run.data_timestamp.date()
    report = verify_store()
    assert (report.problems, report.unsealed) == ([], 0)


def test_second_run_changes_nothing(sync: Sync) -> None:
    """Twice is once."""
    first, second = sync(full=True), sync(full=True)
    assert (second.new, second.changed, second.unchanged) == (0, 0, first.received)
    assert RecordVersion.objects.count() == first.received


def test_re_ingest_makes_no_version(sync: Sync, small_registry: StandIn) -> None:
    """The registry's own housekeeping in every record is no change of any study."""
    sync(full=True)
    small_registry.post("/_calendar/drift")
    run = sync(full=True)
    assert (run.new, run.changed) == (0, 0)


def test_daily_run_finds_what_was_posted_and_nothing_else(sync: Sync, small_registry: StandIn) -> None:
    """Five days, each against the stand-in's own account of what changed."""
    sync(full=True)
    for day in range(1, 6):
        small_registry.advance()
        run = sync()
        truth = small_registry.truth(day)
        found = RecordVersion.objects.filter(data_timestamp=run.data_timestamp)
        changed = set(found.filter(number__gt=1).values_list("study__nct_id", flat=True))
        new = set(found.filter(number=1).values_list("study__nct_id", flat=True))
        assert (run.kind, run.seeding) == ("incremental", False)
        assert new == set(truth["new"])
        # What moved without a date may be noticed early, where its study is read again anyway.
        assert set(truth["changed"]) - set(truth["removed"]) <= changed
        quiet = set(truth["undated"]) | set(truth["quiet_edits"])
        assert changed <= set(truth["changed"]) | quiet
        assert not changed & (set(truth["noise_only"]) | set(truth["derived_only"]))


def test_reconciling_finds_what_no_date_tells(sync: Sync, small_registry: StandIn) -> None:
    """Removed and merged studies, and statuses that moved by the clock."""
    sync(full=True)
    small_registry.advance(12)
    sync()
    truths = [small_registry.truth(day) for day in range(1, 13)]
    run = reconcile(client(small_registry))
    removed = {nct_id for truth in truths for nct_id in truth["removed"]}
    aliased = {old: new for truth in truths for old, new in truth["aliased"].items()}
    known = set(Study.objects.values_list("nct_id", flat=True))
    assert removed & known
    assert set(Study.objects.filter(presence="removed").values_list("nct_id", flat=True)) == removed & known
    gone = dict(Study.objects.filter(presence="aliased").values_list("nct_id", "alias_of__nct_id"))
    assert gone == {old: new for old, new in aliased.items() if old in known}
    assert (run.removed, run.aliased) == (len(removed & known), len(gone))
    told = Event.objects.filter(number=None).values_list("kind", "study__nct_id")
    assert set(told) == {("removed", nct_id) for nct_id in removed & known} | {
        ("aliased", old) for old in gone
    }
    assert reconcile(client(small_registry)).removed == 0
    after = sync(full=True)
    assert (after.new, after.changed, after.removed) == (0, 0, 0)


def test_study_that_is_listed_again_reappears(sync: Sync, small_registry: StandIn) -> None:
    """What was taken away and came back is told."""
    sync(full=True)
    study = Study.objects.order_by("nct_id").first()
    assert study is not None
    Study.objects.filter(pk=study.pk).update(presence="removed", missing_since=study.checked_at)
    run = sync(full=True)
    study.refresh_from_db()
    assert (study.presence, study.missing_since, run.reappeared) == ("listed", None, 1)
    assert Event.objects.filter(kind="reappeared", study=study).count() == 1


def test_most_of_the_store_vanishing_is_not_believed(sync: Sync, serve_registry: Any, tmp_path: Any) -> None:
    """Another registry behind the same address must not take every study away."""
    sync(full=True)
    few = [queries.document_of(version) for version in RecordVersion.objects.all()[:20]]
    (tmp_path / "few").mkdir()
    (tmp_path / "few" / "studies.jsonl").write_bytes(b"".join(document + b"\n" for document in few))
    server = serve_registry("--data", str(tmp_path / "few"))
    with pytest.raises(CountMismatch, match="hard to believe"):
        run_sync(CtgovRegistry(server.url), full=True)
    assert not Study.objects.filter(presence="removed").exists()
    server.stop()


@pytest.mark.parametrize(
    "kind",
    [
        "http_403",
        "http_429",
        "http_503",
        "truncate",
        "reset",
        "cut_gzip",
        "malformed_json",
        "duplicate",
        "empty_page",
    ],
)
def test_passing_fault_loses_nothing(sync: Sync, small_registry: StandIn, kind: str) -> None:
    """The run is whole all the same."""
    small_registry.faults({"kind": kind, "times": 2, "after": 1, "path": LIST})
    run = sync(full=True)
    assert run.received == run.new == Study.objects.count() == listed(small_registry)
    assert SyncRun.objects.count() == 1


def test_expired_token_begins_the_walk_again(sync: Sync, small_registry: StandIn) -> None:
    """What was stored before is not stored twice."""
    small_registry.faults({"kind": "token_expired", "times": 2, "after": 3, "path": LIST})
    run = sync(full=True)
    assert run.received == run.new == listed(small_registry) == RecordVersion.objects.count()


def test_publishing_in_the_middle_repeats_the_run(sync: Sync, small_registry: StandIn) -> None:
    """Pages of two days are not trusted; the run that takes over counts what both stored."""
    small_registry.faults({"kind": "advance", "times": 1, "after": 2, "path": LIST})
    run = sync(full=True)
    assert list(SyncRun.objects.order_by("id").values_list("state", flat=True)) == ["repeated", "done"]
    assert run.data_timestamp.date() == dt.date(2026, 6, 26)
    assert run.received == listed(small_registry)
    assert run.seeding
    assert set(RecordVersion.objects.filter(number=1).values_list("silent", flat=True)) == {True}


def test_registry_that_never_rests_is_given_up(sync: Sync, small_registry: StandIn) -> None:
    """After some tries the run fails loudly."""
    small_registry.faults({"kind": "advance", "after": 1, "path": LIST})
    with pytest.raises(SnapshotMoved):
        sync(full=True)
    assert set(SyncRun.objects.values_list("state", flat=True)) == {"repeated", "failed"}


def test_registry_that_is_down_fails_the_run(sync: Sync, small_registry: StandIn) -> None:
    """The next run goes on; what is stored stays."""
    small_registry.faults({"kind": "http_503", "after": 2, "path": LIST})
    with pytest.raises(RegistryUnavailable):
        sync(full=True)
    stored = Study.objects.count()
    assert (SyncRun.objects.get().state, stored) == ("failed", 100)
    small_registry.faults()
    assert sync(full=True).received == listed(small_registry)


class LosingPages(CtgovRegistry):
    """A registry that loses its last page without a word."""

    def pages(self, **wishes: Any) -> Any:
        pages = list(super().pages(**wishes))
        yield from pages[:-1]


def test_lost_page_is_noticed(small_registry: StandIn) -> None:
    """Fewer studies than announced is no complete run."""
    with pytest.raises(CountMismatch, match="announced"):
        run_sync(LosingPages(small_registry.url, page_size=50), full=True)
    assert SyncRun.objects.filter(state="done").count() == 0


@pytest.mark.parametrize("kind", ["wrong_types", "missing_nctid"])
def test_document_broken_on_its_way_is_read_again(sync: Sync, small_registry: StandIn, kind: str) -> None:
    """A record that came broken once is fetched by its number, and nothing is missing."""
    small_registry.faults({"kind": kind, "times": 1, "after": 1, "path": LIST})
    run = sync(full=True)
    assert Study.objects.count() == listed(small_registry) == run.received
    assert run.quarantined == 0
    assert not QuarantinedDocument.objects.exists()


@pytest.mark.parametrize("kind", ["wrong_types", "missing_nctid"])
def test_document_that_stays_broken_is_quarantined(sync: Sync, small_registry: StandIn, kind: str) -> None:
    """It stops nobody else, and is resolved when it can be read."""
    small_registry.faults({"kind": kind, "path": LIST})
    run = sync(full=True)
    assert run.quarantined >= 1
    assert run.received == listed(small_registry)
    assert listed(small_registry) > Study.objects.count() >= listed(small_registry) - run.quarantined
    small_registry.faults()
    again = sync(full=True)
    assert (again.quarantined, Study.objects.count()) == (0, listed(small_registry))
    assert not QuarantinedDocument.objects.exclude(nct_id="").exists()


@pytest.mark.parametrize("kind", ["unknown_enum", "unknown_keys"])
def test_unknown_value_or_key_is_stored(sync: Sync, small_registry: StandIn, kind: str) -> None:
    """The registry may invent things."""
    small_registry.faults({"kind": kind, "path": LIST})
    run = sync(full=True)
    assert (run.quarantined, Study.objects.count()) == (0, listed(small_registry))


def test_limit_reads_the_newest(sync: Sync, small_registry: StandIn) -> None:
    """The demo wants some recent studies, not all."""
    run = sync(limit=70)
    assert (run.kind, run.received, run.seeding) == ("partial", 70, True)
    oldest = min(day for day in Study.objects.values_list("last_update_posted", flat=True) if day)
    newer = list(client(small_registry).listings(since=oldest + dt.timedelta(days=1)))
    assert len(newer) <= 70


def test_ids_reads_these_alone(sync: Sync, small_registry: StandIn) -> None:
    """Unknown numbers are passed over with a line in the log."""
    some = [item.nct_id for item in client(small_registry).listings()][:3]
    run = sync(ids=[*some, "NCT99999999"])
    assert (run.kind, run.received, run.new) == ("ids", 3, 3)
    assert set(Study.objects.values_list("nct_id", flat=True)) == set(some)


def test_since_reads_from_that_day(sync: Sync, small_registry: StandIn) -> None:
    """A day of somebody's choice does not count as complete."""
    sync(full=True)
    assert sync(since=dt.date(2026, 6, 24)).kind == "partial"
    assert sync(since=dt.date(2026, 6, 1)).kind == "incremental"


def test_store_of_samples_refuses_a_live_run(sync: Sync) -> None:
    """Samples and live records never mix."""
    run_sync(samples(), full=True)
    with pytest.raises(OtherRegistry):
        sync(full=True)
    assert not SyncRun.objects.filter(state="running").exists()


def test_filled_store_refuses_samples(sync: Sync) -> None:
    """The other way round as well."""
    sync(limit=10)
    with pytest.raises(OtherRegistry):
        run_sync(samples(), full=True)


def test_mass_change_holds_alerts(
    sync: Sync, small_registry: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Far more changes than usual are for a person to look at first."""
    sync(full=True)
    monkeypatch.setattr(runs, "USUAL_CHANGES", 5)
    small_registry.advance(2)
    run = sync()
    assert run.new + run.changed > 5
    assert run.alerts_held
    assert queries.alerts_are_held()
    release_alerts()
    assert not queries.alerts_are_held()


def test_usual_day_holds_nothing(sync: Sync, small_registry: StandIn) -> None:
    """Ten changes are no reason to stop."""
    sync(full=True)
    small_registry.advance(1)
    assert not sync().alerts_held
    assert not queries.alerts_are_held()


def test_catching_up_after_an_outage_is_silent_for_what_is_old(sync: Sync, small_registry: StandIn) -> None:
    """Nobody wants forty mails after a month."""
    sync(full=True)
    small_registry.advance(25)
    run = sync()
    border = run.data_timestamp.date() - dt.timedelta(days=14)
    versions = RecordVersion.objects.filter(data_timestamp=run.data_timestamp, number__gt=1)
    assert {v.silent for v in versions if v.registry_date and v.registry_date < border} == {True}
    assert {v.silent for v in versions if v.registry_date and v.registry_date >= border} == {False}


def test_only_one_run_at_a_time(sync: Sync) -> None:
    """Two would step on each other's toes."""
    with only_one(), pytest.raises(AlreadyRunning):
        sync(full=True)


def test_wrong_address_is_told_as_such(small_registry: StandIn) -> None:
    """An operator's slip is no registry without studies."""
    with pytest.raises(RegistryRefused, match="PLAINSTUDY_CTGOV_URL"):
        run_sync(CtgovRegistry(f"{small_registry.server}/elsewhere"), full=True)


def test_progress_is_told(sync: Sync, small_registry: StandIn) -> None:
    """Somebody watches the bar."""
    told: list[tuple[int, int | None]] = []
    sync(full=True, progress=lambda stage, done, total=None: told.append((done, total)))
    total = listed(small_registry)
    assert told[-1] == (total, total)
    assert told == sorted(told)
