"""The benchmarks run and their figures are figures."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from plainstudy.conditions.models import Concept
from plainstudy.pipeline import bench_plain, stopwatch
from plainstudy.pipeline.bench import BenchFailed, bench_alerts, bench_sync
from plainstudy.pipeline.bench_store import TooEmpty, bench_pages, bench_search
from plainstudy.pipeline.stages import run_stages
from plainstudy.studies.models import Study
from tests.conftest import StandIn
from tests.pages import stores


def dump(folder: Path, count: int) -> Path:
    """Write a dump of small documents."""
    path = folder / "dump.jsonl"
    with path.open("w") as file:
        for number in range(1, count + 1):
            status = {"overallStatus": "COMPLETED", "statusVerifiedDate": "2026-01"}
            protocol = {"identificationModule": {"nctId": f"NCT{number:08d}"}, "statusModule": status}
            file.write(json.dumps({"protocolSection": protocol}, separators=(",", ":")) + "\n")
    return path


@pytest.mark.registry
def test_bench_measures_the_floor_and_ours(tmp_path: Path, small_registry: StandIn) -> None:
    """Both are timed in one run, and the ratio is theirs; a registry is read too where one is named."""
    figures = bench_sync(dump(tmp_path, 25), limit=20, registry=small_registry.url)
    assert figures["studies"] == 20
    assert figures["fill_to_floor"] == pytest.approx(
        figures["fill_per_second"] / figures["floor_per_second"], abs=0.001
    )
    assert all(value > 0 for name, value in figures.items() if name.endswith(("_per_second", "_share")))
    assert {"http_read_per_second", "http_read_and_stored_per_second", "memory_mb"} <= set(figures)


def test_bench_that_stops_says_why(tmp_path: Path) -> None:
    """A dump that is none is told with the last words of the process."""
    with pytest.raises(BenchFailed, match="No such file"):
        bench_sync(tmp_path / "nothing.jsonl")


def test_bench_of_alerts_sends_as_many_mails_as_asked() -> None:
    """Every subscription to a study with an event is matched, and mails go to a server of its own."""
    figures = bench_alerts(events=4, subscriptions=400, mails=40)
    assert figures["messages"] == 200
    assert figures["mails_per_second"] > 0 < figures["bare_mails_per_second"]
    assert figures["queries_a_mail"] > 0


@pytest.fixture
def three_studies(db: None) -> None:
    """Fill the store with three samples, written and indexed."""
    for number in ("NCT02387905", "NCT04280705", "NCT03548207"):
        stores.store(stores.sample("NCT02387905", "2026-06-25") | _numbered(number), day="2026-06-25")
    run_stages()


def _numbered(number: str) -> dict[str, object]:
    protocol = stores.sample("NCT02387905", "2026-06-25")["protocolSection"]
    protocol["identificationModule"]["nctId"] = number
    return {"protocolSection": protocol}


def test_bench_of_pages_shows_them_and_a_plain_view(three_studies: None) -> None:
    """Pages are whole, small and read in few queries; the plain view is what it says."""
    figures = bench_pages(requests=5)
    assert (figures["studies"], figures["pages"]) == (3, 2)
    assert 0 < figures["queries_most"] <= 10
    assert 0 < figures["sent_kb_largest"] <= 60
    assert figures["first_ms_median"] <= figures["first_ms_p95"]
    assert figures["unchanged_per_second"] > 0 < figures["plain_view_per_second"]


def test_plain_view_has_28_kb_of_a_hundred_studies(rf: RequestFactory, three_studies: None) -> None:
    """What pages are compared with is no straw man: the size of a page, in five queries."""
    study = Study.objects.get(nct_id="NCT02387905")
    for number in range(1, 98):
        study.pk, study.nct_id = None, f"NCT9{number:07d}"
        study.save()
    with CaptureQueriesContext(connection) as asked:
        answer = bench_plain.plain_view(rf.get(bench_plain.ADDRESS))
    assert len(asked) == 5
    assert 26_000 < len(answer.content) < 34_000


def test_bench_of_search_finds_what_is_there(three_studies: None) -> None:
    """Searches are for conditions of the store, with and without a filter."""
    figures = bench_search(requests=6)
    assert Concept.objects.exists()
    assert (figures["searches"], figures["found_most"]) == (6, 3)
    assert figures["ms_median"] <= figures["ms_p95"] <= figures["ms_longest"]


@pytest.mark.django_db
def test_bench_of_an_empty_store_says_what_to_do() -> None:
    """There is nothing to time."""
    with pytest.raises(TooEmpty, match="plainstudy sync"):
        bench_pages(requests=5)
    with pytest.raises(TooEmpty, match="plainstudy sync"):
        bench_search(requests=5)


def test_percentiles_are_of_the_times_given() -> None:
    """The 95th of a hundred is no mean."""
    times = [float(number) for number in range(1, 101)]
    assert (stopwatch.at(0.5, times), stopwatch.at(0.95, times), stopwatch.at(1.0, times)) == (51, 96, 100)
