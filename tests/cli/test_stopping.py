"""Told to stop, each part stops soon, and at a point where nothing is lost or told twice."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.alerts.test_killed import MAKE, READERS, STATES
from tests.alerts.test_promptly import run
from tests.alerts.world import Inbox, mail_server
from tests.conftest import free_port

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Return what starts a command on a store of this test."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(*command: str, **settings: str) -> "subprocess.Popen[bytes]":
        environment = {"PATH": os.environ["PATH"], "PLAINSTUDY_DATA_DIR": str(tmp_path), **settings}
        started.append(subprocess.Popen([sys.executable, "-m", "plainstudy", *command], env=environment))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """Return a registry that takes a question and never answers."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening


@pytest.mark.parametrize("command", ["schedule", "up"])
def test_service_stops_within_seconds_while_the_registry_does_not_answer(
    start: Start, silent: socket.socket, command: str
) -> None:
    """A service manager, or a person at a terminal, does not wait for the registry's patience to end."""
    port = silent.getsockname()[1]
    options = ["--port", str(free_port()), "--workers", "1"] if command == "up" else []
    process = start(command, *options, PLAINSTUDY_CTGOV_URL=f"http://127.0.0.1:{port}/api")
    silent.settimeout(60)
    asked, _ = silent.accept()
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert time.monotonic() - began < 5
    asked.close()


def test_worker_told_to_stop_while_mails_go_out_ends_after_the_one_at_hand(
    tmp_path: Path, settings: Any, start: Start
) -> None:
    """None is left uncertain, and the others wait for the next worker."""
    run(MAKE, tmp_path)
    inbox = Inbox()
    with mail_server(settings, inbox):
        url = f"smtp://127.0.0.1:{settings.EMAIL_PORT}"
        senders: list[subprocess.Popen[bytes]] = []

        def stop_the_sender(content: bytes) -> None:
            if len(inbox.raw) == 1:
                senders[0].send_signal(signal.SIGTERM)

        inbox.on_data = stop_the_sender  # type: ignore[assignment]
        senders.append(start("work", PLAINSTUDY_EMAIL_URL=url))
        assert senders[0].wait(60) == 0
    assert len(inbox.recipients) == 2
    assert sorted(run(STATES, tmp_path).split()) == ["due"] * (READERS - 2) + ["sent"] * 2
