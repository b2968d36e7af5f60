"""``plainstudy up``, ``web``, ``work`` and ``schedule``: the running service."""

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from types import FrameType

from .output import Failure, say
from .store import make_ready

WORK_PAUSE_SECONDS = 5
LOOK_EVERY_SECONDS = 3600  # the registry publishes once a day; asking for its version costs one small request
LOOK_AT_PARTS_SECONDS = 0.5
RESTART_AFTER_SECONDS = (1, 2, 5, 10, 30)
STEADY_SECONDS = 60
"""A part that ran longer before it ended had not failed to start."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that keep running."""
    up = commands.add_parser("up", help="serve, work and keep to the schedule: all a single machine needs")
    web = commands.add_parser("web", help="serve the pages")
    for parser in (up, web):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=min(4, os.cpu_count() or 1))
    up.set_defaults(run=run_up)
    web.set_defaults(run=run_web)
    work = commands.add_parser("work", help="do what waits: compare, write, index, mail")
    work.set_defaults(run=run_work)
    schedule = commands.add_parser("schedule", help="read the registry whenever it has published")
    schedule.set_defaults(run=run_schedule)


def run_web(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    make_ready()
    serve_pages(host=options.host, port=options.port, workers=options.workers)
    return 0


def serve_pages(*, host: str, port: int, workers: int) -> None:
    """Collect the static files, then serve until told to stop; Failure where the port is taken."""
    from django.core.management import call_command
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    refuse_taken_port(host=host, port=port)
    call_command("collectstatic", verbosity=0, interactive=False)
    Granian(
        "plainstudy.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_level=LogLevels.warning,
        log_access=False,
    ).serve()


def refuse_taken_port(*, host: str, port: int) -> None:
    """Raise Failure where nobody can listen on this port now."""
    import socket

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as problem:
            reason = getattr(problem, "strerror", None) or problem
            raise Failure(f"cannot listen on {host} port {port} ({reason}); try another --port") from problem


def run_work(_: argparse.Namespace) -> int:
    """Do what waits, again and again, until stopped: at once, but never in the middle of a mail.

    Where a stage fails, as on a damaged search index, what is ready is mailed all the same;
    then this ends with the error, and is started again by whoever runs it.
    """
    from plainstudy.alerts.actions import run_alerts
    from plainstudy.desk.tidy import forget_old
    from plainstudy.pipeline.stages import run_stages

    make_ready()
    while True:
        end_on_signals()
        try:
            run_stages()
        finally:
            stopping = stop_on_signals()
            run_alerts(should_stop=stopping.is_set)
        forget_old()
        if stopping.wait(WORK_PAUSE_SECONDS):
            return 0


def run_schedule(_: argparse.Namespace) -> int:
    """Look at the registry every hour and sync when it has published, until stopped."""
    from plainstudy.pipeline.schedule import sync_when_due
    from plainstudy.registries.ctgov.client import ctgov

    make_ready()
    end_on_signals()
    while True:
        if words := sync_when_due(ctgov()):
            say(words)
        time.sleep(LOOK_EVERY_SECONDS)


def end_on_signals() -> None:
    """Let TERM and INT end this process where it stands.

    For work that a killed process leaves in good order, as all stages and the
    reading of the registry do: it may be waiting for a registry that is down.
    """

    def end(number: int, frame: FrameType | None) -> None:
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)


def stop_on_signals() -> threading.Event:
    """Return an event that TERM and INT set, for work that must come to a certain point first."""
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopping


def run_up(options: argparse.Namespace) -> int:
    """Run the parts as processes, a model's writing among them; one that dies is started again."""
    from django.conf import settings

    refuse_taken_port(host=options.host, port=options.port)
    make_ready(migrate=True)
    web = ["web", "--host", options.host, "--port", str(options.port), "--workers", str(options.workers)]
    model = [] if settings.MODEL == "rules" else [["write", "--model", "--keep-going"]]
    say(f"plainstudy serves at http://{options.host}:{options.port}")
    return supervise([web, ["work"], ["schedule"], *model])


@dataclass(slots=True)
class _Part:
    """A process that is kept running; ``failures`` counts its ends in a row that came soon after a start."""

    arguments: Sequence[str]
    process: "subprocess.Popen[bytes]"
    started: float
    failures: int = 0
    starts_again: float | None = None

    @classmethod
    def begin(cls, arguments: Sequence[str]) -> "_Part":
        return cls(arguments, _start(arguments), time.monotonic())

    def look(self) -> None:
        """Start it again where it ended, after a pause that grows while it keeps ending."""
        now = time.monotonic()
        if self.starts_again is None:
            if self.process.poll() is None:
                return
            self.failures = 1 if now - self.started > STEADY_SECONDS else self.failures + 1
            pause = RESTART_AFTER_SECONDS[min(self.failures, len(RESTART_AFTER_SECONDS)) - 1]
            self.starts_again = now + pause
            code = self.process.returncode
            say(f"plainstudy {self.arguments[0]} ended (exit code {code}); it starts again in {pause} s")
        elif now >= self.starts_again:
            self.process, self.started, self.starts_again = _start(self.arguments), now, None


def supervise(parts: Sequence[Sequence[str]]) -> int:
    """Keep each part running until we are told to stop, then stop them all.

    A part that ends is started again after a pause that grows, while the others go
    on: readers keep their pages when the registry or the mails make trouble. Where
    the first part, which serves them, ends again and again, all end with it, since
    whoever supervises us should know.
    """
    stopping = stop_on_signals()
    running = [_Part.begin(part) for part in parts]
    try:
        while not stopping.wait(LOOK_AT_PARTS_SECONDS):
            for part in running:
                part.look()
            if running[0].failures > len(RESTART_AFTER_SECONDS):
                say(f"plainstudy {running[0].arguments[0]} keeps failing: nothing is served.")
                return 1
    finally:
        for part in running:
            part.process.terminate()
        for part in running:
            try:
                part.process.wait(20)
            except subprocess.TimeoutExpired:
                part.process.kill()
    return 0


def _start(arguments: Sequence[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "plainstudy", *arguments])  # noqa: S603  our own words
