"""Keeping the parts of one machine running."""

import argparse
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from plainstudy.cli import serve
from plainstudy.cli.output import Failure

ENDS = "raise SystemExit(3)"
STAYS = "import signal; signal.pause()"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Let parts be Python programs that start again at once; returns what was started."""
    programs: list[str] = []

    def start(arguments: list[str]) -> "subprocess.Popen[bytes]":
        programs.append(arguments[0])
        return subprocess.Popen([sys.executable, "-S", "-c", arguments[1]])

    monkeypatch.setattr(serve, "_start", start)
    monkeypatch.setattr(serve, "RESTART_AFTER_SECONDS", (0, 0, 0))
    monkeypatch.setattr(serve, "LOOK_AT_PARTS_SECONDS", 0.01)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield programs
    for number, handler in before.items():
        signal.signal(number, handler)


def test_pages_that_cannot_be_served_end_everything(started: list[str]) -> None:
    """Whoever supervises us sees the exit code; without it the site would be down in silence."""
    assert serve.supervise([["web", ENDS], ["work", STAYS]]) == 1
    assert started.count("web") == 4
    assert started.count("work") == 1


def test_other_parts_that_fail_leave_the_pages_to_their_readers(
    started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker starts again and again, and the web server is never touched."""
    stopping = threading.Event()
    monkeypatch.setattr(serve, "stop_on_signals", lambda: stopping)
    look = serve._Part.look

    def look_until_tried_often(part: serve._Part) -> None:
        look(part)
        if started.count("work") >= 6:
            stopping.set()

    monkeypatch.setattr(serve._Part, "look", look_until_tried_often)
    assert serve.supervise([["web", STAYS], ["work", ENDS]]) == 0
    assert started.count("web") == 1


def test_stage_that_fails_does_not_keep_mails_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged search index is no reason for a follower to hear nothing."""
    mailed = []

    def fail() -> None:
        raise OSError("the index is damaged")

    monkeypatch.setattr(serve, "make_ready", lambda: None)
    monkeypatch.setattr(serve, "end_on_signals", lambda: None)
    monkeypatch.setattr(serve, "stop_on_signals", threading.Event)
    monkeypatch.setattr("plainstudy.pipeline.stages.run_stages", fail)
    monkeypatch.setattr(
        "plainstudy.alerts.actions.run_alerts", lambda *, should_stop: mailed.append(should_stop())
    )
    with pytest.raises(OSError, match="damaged"):
        serve.run_work(argparse.Namespace())
    assert mailed == [False]


def test_a_taken_port_is_named_before_anything_starts() -> None:
    """Rather than a site that is said to be served and is not."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Failure, match="try another --port"):
            serve.refuse_taken_port(host="127.0.0.1", port=taken.getsockname()[1])
