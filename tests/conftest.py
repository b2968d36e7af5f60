"""What all tests share: a data folder of their own, loopback only, and the stand-in registry where it is there."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ["PLAINSTUDY_DATA_DIR"] = tempfile.mkdtemp(prefix="plainstudy-tests-")
for _name in [name for name in os.environ if name.startswith("PLAINSTUDY_") and name != "PLAINSTUDY_DATA_DIR"]:
    del os.environ[_name]

import pytest  # noqa: E402  the environment is set before anything reads it

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
    import gzip

    if not REGISTRY.exists():
        pytest.skip(WITHOUT_REGISTRY)
    with gzip.open(REGISTRY.parent / "data" / "studies.jsonl.gz") as lines:
        return [line.rstrip(b"\n") for line in lines]
