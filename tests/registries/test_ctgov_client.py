"""The client of the ClinicalTrials.gov API, against a stand-in that speaks and fails like it."""

import datetime as dt
import gzip
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from plainstudy.registries.base import Registry
from plainstudy.registries.ctgov.client import CtgovRegistry, ctgov
from plainstudy.registries.ctgov.parse import parse_study
from plainstudy.registries.errors import (
    RegistryRefused,
    RegistryUnavailable,
    SnapshotMoved,
    StudyMoved,
    StudyNotFound,
    TokenExpired,
)
from plainstudy.registries.http import Http, is_loopback
from tests.conftest import StandIn

LIST = "/api/v2/studies"


def registry(server: StandIn) -> CtgovRegistry:
    """Return a client that needs several pages for the few studies."""
    return CtgovRegistry(server.url, page_size=50)


def numbers(client: Registry, **wishes: Any) -> list[str]:
    """Return the study numbers of a walk in the order they came."""
    return [
        json.loads(document)["protocolSection"]["identificationModule"]["nctId"]
        for page in client.pages(**wishes)
        for document in page.documents
    ]


@pytest.mark.registry
def test_walk_brings_as_many_studies_as_announced(small_registry: StandIn) -> None:
    """Every page follows the one before, and the first says how many come."""
    pages = list(registry(small_registry).pages())
    documents = {document for page in pages for document in page.documents}
    assert len(documents) == pages[0].announced == small_registry.get("/_calendar")["studies"]
    assert [page.announced for page in pages[1:]] == [None] * (len(pages) - 1)


@pytest.mark.registry
def test_documents_keep_their_exact_bytes(small_registry: StandIn, some_documents: list[bytes]) -> None:
    """A document of a page is the very bytes of the study alone."""
    client = registry(small_registry)
    document = next(client.pages()).documents[0]
    nct_id = json.loads(document)["protocolSection"]["identificationModule"]["nctId"]
    assert client.study(nct_id) == document


@pytest.mark.registry
@pytest.mark.parametrize(
    "kind",
    [
        "http_403",
        "http_429",
        "http_500",
        "http_502",
        "http_503",
        "truncate",
        "reset",
        "cut_gzip",
        "malformed_json",
        "empty_page",
    ],
)
def test_fault_that_passes_loses_nothing(small_registry: StandIn, kind: str) -> None:
    """Each kind of broken answer is asked for again, and the walk is whole."""
    expected = small_registry.get("/_calendar")["studies"]
    small_registry.faults({"kind": kind, "times": 2, "after": 1, "path": LIST})
    assert len(set(numbers(registry(small_registry)))) == expected
    assert len(small_registry.get("/_faults/log")) == 2


@pytest.mark.registry
@pytest.mark.parametrize("kind", ["http_503", "http_429", "http_403", "cut_gzip", "malformed_json", "reset"])
def test_fault_that_stays_is_told_as_unavailable(small_registry: StandIn, kind: str) -> None:
    """After the last try the caller hears that trying later may help."""
    small_registry.faults({"kind": kind, "path": LIST})
    with pytest.raises(RegistryUnavailable):
        numbers(registry(small_registry))


@pytest.mark.registry
def test_retry_after_is_waited_for(small_registry: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """The registry says how long to wait, and is believed."""
    waited: list[float] = []
    monkeypatch.setattr("stamina._core._smart_sleep", waited.append, raising=False)
    monkeypatch.setattr("tenacity.nap.time.sleep", waited.append)
    small_registry.faults({"kind": "http_429", "times": 1, "retryAfter": 3, "path": "/api/v2/version"})
    registry(small_registry).snapshot()
    assert waited == [3.0]


@pytest.mark.registry
def test_duplicate_row_is_sent_on(small_registry: StandIn) -> None:
    """A study that repeats on the next page is for the store to recognise."""
    small_registry.faults({"kind": "duplicate", "times": 1, "after": 1, "path": LIST})
    found = numbers(registry(small_registry))
    assert len(found) == len(set(found)) + 1


@pytest.mark.registry
def test_publishing_in_the_middle_of_a_walk_is_noticed(small_registry: StandIn) -> None:
    """Pages of two snapshots are never mixed."""
    client = registry(small_registry)
    client.snapshot()
    small_registry.faults({"kind": "advance", "times": 1, "after": 2, "path": LIST})
    with pytest.raises(SnapshotMoved):
        numbers(client)


@pytest.mark.registry
def test_expired_token_is_told_apart(small_registry: StandIn) -> None:
    """The walk can begin again, which helps against nothing else that is refused."""
    with pytest.raises(TokenExpired):
        numbers(registry(small_registry), token="no-such-token")


@pytest.mark.registry
def test_refusal_carries_the_registrys_sentence(small_registry: StandIn) -> None:
    """An operator reads what the registry said."""
    with pytest.raises(RegistryRefused, match="incorrect format"):
        registry(small_registry).study("NCT00000000")


@pytest.mark.registry
def test_study_that_is_not_there_is_not_found(small_registry: StandIn) -> None:
    """404 with the registry's own sentence means removed, or never there."""
    with pytest.raises(StudyNotFound, match="NCT99999999"):
        registry(small_registry).study("NCT99999999")


@pytest.mark.registry
def test_wrong_address_is_no_removed_study(small_registry: StandIn) -> None:
    """A web page with status 404 says nothing about any study."""
    client = CtgovRegistry(f"{small_registry.server}/elsewhere")
    with pytest.raises(RegistryRefused, match="PLAINSTUDY_CTGOV_URL"):
        client.study("NCT00000102")


@pytest.mark.registry
def test_since_and_newest_first_choose_by_update_date(small_registry: StandIn) -> None:
    """Incremental reading asks for a range of days, a limited one for the newest."""
    client = registry(small_registry)
    listings = {item.nct_id: item.last_update_posted for item in client.listings()}
    since = sorted(day for day in listings.values() if day)[-20]
    recent = {nct_id for nct_id, day in listings.items() if day and day >= since}
    assert set(numbers(client, since=since)) == recent
    newest = numbers(client, newest_first=True)
    assert listings[newest[0]] == max(day for day in listings.values() if day)
    assert {item.nct_id for item in client.listings(since=since)} == recent


@pytest.mark.registry
def test_studies_come_by_number_and_unknown_ones_do_not(small_registry: StandIn) -> None:
    """Many numbers fit in few requests; those nobody knows are passed over."""
    client = registry(small_registry)
    some = numbers(client)[:120]
    pages = list(client.studies([*some, "NCT99999999"]))
    found = [document for page in pages for document in page.documents]
    assert len(found) == len(some)


@pytest.mark.registry
def test_earlier_versions_come_oldest_first(small_registry: StandIn) -> None:
    """The history is read up to the day asked for."""
    client = registry(small_registry)
    versions = list(client.earlier_versions("NCT06692738"))
    days = [day for day, _ in versions]
    assert len(days) > 1
    assert days == sorted(days)
    assert {parse_study(document).nct_id for _, document in versions} == {"NCT06692738"}
    assert len(list(client.earlier_versions("NCT06692738", until=days[0]))) == 1


def test_user_agent_and_address_come_from_the_settings(settings: Any) -> None:
    """Only the base address differs between the live registry and a stand-in."""
    settings.CTGOV_URL = "http://127.0.0.1:9/api"
    with pytest.raises(RegistryUnavailable, match=r"127\.0\.0\.1"):
        ctgov(patience_seconds=1).snapshot()


# ── What no stand-in does ─────────────────────────────────────────────────────


class Scripted(http.server.ThreadingHTTPServer):
    """A server that gives one answer to everything and remembers what was asked."""

    daemon_threads = True

    def __init__(self, answer: Callable[[str], tuple[int, dict[str, str], bytes]]) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, dict(self.headers)))
                status, headers, body = answer(self.path)
                self.send_response(status)
                for name, value in ({"Content-Length": str(len(body))} | headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/api"


@pytest.fixture
def scripted() -> Iterator[Callable[..., Scripted]]:
    """Return what starts a scripted server; all stop with the test."""
    servers: list[Scripted] = []

    def serve(answer: Callable[[str], tuple[int, dict[str, str], bytes]]) -> Scripted:
        servers.append(Scripted(answer))
        return servers[-1]

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


JSON = {"Content-Type": "application/json"}


def test_merged_study_names_its_target(scripted: Callable[..., Scripted]) -> None:
    """A redirect to another study is told, and not followed."""
    for location in (
        "/api/v2/studies/NCT00000002",
        "https://elsewhere.example/api/v2/studies/NCT00000002?x=1",
    ):
        server = scripted(lambda _, location=location: (301, {"Location": location}, b""))
        with pytest.raises(StudyMoved) as moved:
            CtgovRegistry(server.url).study("NCT00000001")
        assert (moved.value.nct_id, moved.value.target) == ("NCT00000001", "NCT00000002")
        assert len(server.asked) == 1


def test_redirect_elsewhere_is_refused(scripted: Callable[..., Scripted]) -> None:
    """Nobody sends us to another host without the operator's knowledge."""
    server = scripted(lambda _: (302, {"Location": "https://elsewhere.example/login"}, b""))
    with pytest.raises(RegistryRefused, match="elsewhere"):
        CtgovRegistry(server.url).snapshot()


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Type": "text/html"}, b"<html>Maintenance</html>"),
        (JSON, b"<html>Maintenance</html>"),
        (JSON, b'{"studies":[{"a":1}'),
        (JSON, b'{"totalCount":1}'),
        (JSON, b""),
        (JSON | {"Content-Encoding": "gzip"}, b"no gzip at all"),
        (JSON | {"Content-Encoding": "gzip"}, gzip.compress(mtime=0, data=b'{"studies":[]}')[:-9]),
    ],
)
def test_body_that_is_no_list_is_unavailable(
    scripted: Callable[..., Scripted], headers: dict[str, str], body: bytes
) -> None:
    """HTML with status 200, half a JSON and cut gzip are no answer."""
    client = CtgovRegistry(scripted(lambda _: (200, headers, body)).url, patience_seconds=5)
    with pytest.raises(RegistryUnavailable):
        list(client.pages())


def test_single_study_that_is_no_object_is_unavailable(scripted: Callable[..., Scripted]) -> None:
    """A study is a JSON object."""
    client = CtgovRegistry(scripted(lambda _: (200, JSON, b"[]")).url, patience_seconds=5)
    with pytest.raises(RegistryUnavailable):
        client.study("NCT00000001")


def test_endless_empty_pages_end(scripted: Callable[..., Scripted]) -> None:
    """An empty page may come, but not one after another for ever."""
    client = CtgovRegistry(scripted(lambda _: (200, JSON, b'{"studies":[],"nextPageToken":"on"}')).url)
    with pytest.raises(RegistryUnavailable, match="empty page"):
        list(client.pages())


def test_too_large_answer_is_refused(
    scripted: Callable[..., Scripted], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a long body nor one that gzip makes long fills our memory."""
    monkeypatch.setattr("plainstudy.registries.http.LARGEST_ANSWER", 1000)
    plain = scripted(lambda _: (200, JSON, b" " * 2000))
    packed = scripted(
        lambda _: (200, JSON | {"Content-Encoding": "gzip"}, gzip.compress(mtime=0, data=b" " * 200_000))
    )
    for server in (plain, packed):
        with pytest.raises(RegistryUnavailable, match="larger"):
            CtgovRegistry(server.url, patience_seconds=5).snapshot()


def test_slow_answer_runs_out_of_patience(
    scripted: Callable[..., Scripted], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A body that drips has an end in time as well."""
    ticks = iter(range(0, 100_000, 200))
    server = scripted(lambda _: (200, JSON, b" " * 10))
    client = CtgovRegistry(server.url, patience_seconds=5)
    monkeypatch.setattr("plainstudy.registries.http.time.monotonic", lambda: float(next(ticks)))
    with pytest.raises(RegistryUnavailable, match="too long"):
        client.snapshot()


def test_following_pages_repeat_the_first_ones_parameters(scripted: Callable[..., Scripted]) -> None:
    """The registry does not check that a token belongs to a query: another query gives wrong rows."""
    bodies = iter([b'{"totalCount":1,"studies":[],"nextPageToken":"t1"}', b'{"studies":[{"a":1}]}'])
    server = scripted(lambda _: (200, JSON, next(bodies)))
    list(CtgovRegistry(server.url).pages(since=dt.date(2026, 6, 1)))
    first, second = (
        dict(part.split("=") for part in path.split("?")[1].split("&")) for path, _ in server.asked
    )
    assert first.pop("countTotal") == "true"
    assert second.pop("pageToken") == "t1"
    assert first == second
    assert server.asked[0][1]["User-Agent"].startswith("plainstudy/")
    assert server.asked[0][1]["Accept-Encoding"] == "gzip"


def test_new_tag_with_the_same_data_is_no_new_snapshot(scripted: Callable[..., Scripted]) -> None:
    """A tag also changes with the registry's software."""
    bodies = iter([b'{"totalCount":2,"studies":[{"a":1}],"nextPageToken":"t1"}', b'{"studies":[{"a":2}]}'])
    tags = iter("ab")

    def answer(path: str) -> tuple[int, dict[str, str], bytes]:
        if path.endswith("/version"):
            return 200, JSON, b'{"apiVersion":"2.0.5","dataTimestamp":"2026-06-25T09:00:04"}'
        return 200, JSON | {"ETag": next(tags)}, next(bodies)

    client = CtgovRegistry(scripted(answer).url)
    client.snapshot()
    assert sum(len(page.documents) for page in client.pages()) == 2


def test_pace_is_a_request_a_second_but_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The live registry is asked politely."""
    slept: list[float] = []
    monkeypatch.setattr("plainstudy.registries.http.time.sleep", slept.append)
    monkeypatch.setattr("plainstudy.registries.http.time.monotonic", lambda: 50.0)
    for base, expected in (("https://registry.example/api", [1.0]), ("http://127.0.0.1:1/api", [])):
        slept.clear()
        client = Http(base, user_agent="test")
        client._keep_pace()
        client._keep_pace()
        assert slept == expected


def test_loopback_is_this_machine_alone() -> None:
    """A name that looks like this machine is another one."""
    assert [
        is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "localhost.example", "10.0.0.1")
    ] == [
        True,
        True,
        True,
        False,
        False,
    ]
