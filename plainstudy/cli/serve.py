"""``plainstudy up``, ``web``, ``work`` and ``schedule``: the running service."""

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from types import FrameType

from .output import Failure, say
from .store import make_ready

WORK_PAUSE_SECONDS = 5
LOOK_EVERY_SECONDS = 3600  # the registry publishes once a day; asking for its version costs one small request
RESTART_AFTER_SECONDS = (1, 2, 5, 15, 60)


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
    import socket

    from django.core.management import call_command
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise Failure(f"cannot listen on {host} port {port} ({problem.strerror}); try another --port") from problem
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


def run_work(_: argparse.Namespace) -> int:
    """Do what waits, again and again, until stopped."""
    make_ready()
    stopping = stop_on_signals()
    while not stopping.is_set():
        work_once()
        stopping.wait(WORK_PAUSE_SECONDS)
    return 0


def work_once() -> None:
    """Run every stage until nothing waits, then the mails that are due."""
    from plainstudy.alerts.actions import run_alerts
    from plainstudy.pipeline.stages import run_stages

    run_stages()
    run_alerts()


def run_schedule(_: argparse.Namespace) -> int:
    """Look at the registry every hour and sync when it has published."""
    from plainstudy.pipeline.schedule import sync_when_due
    from plainstudy.registries.ctgov.client import ctgov

    make_ready()
    stopping = stop_on_signals()
    while not stopping.is_set():
        if words := sync_when_due(ctgov()):
            say(words)
        stopping.wait(LOOK_EVERY_SECONDS)
    return 0


def stop_on_signals() -> threading.Event:
    """Return an event that TERM and INT set, so that a stage ends between two batches."""
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopping


def run_up(options: argparse.Namespace) -> int:
    """Run the parts as processes; one that dies is started again. A model, where one is set, writes in its own."""
    from django.conf import settings

    make_ready(migrate=True)
    web = ["web", "--host", options.host, "--port", str(options.port), "--workers", str(options.workers)]
    model = [] if settings.MODEL == "rules" else [["write", "--model", "--keep-going"]]
    say(f"plainstudy serves at http://{options.host}:{options.port}")
    return supervise([web, ["work"], ["schedule"], *model])


def supervise(parts: Sequence[Sequence[str]]) -> int:
    """Keep each part running until we are told to stop, then stop them all.

    A part that dies is started again after a pause that grows; one that fails
    five times within a minute takes the whole down with it, since whoever
    supervises us should know.
    """
    stopping = stop_on_signals()
    running = {index: _start(part) for index, part in enumerate(parts)}
    failures: dict[int, list[float]] = {index: [] for index in running}
    try:
        while not stopping.wait(0.5):
            for index, process in running.items():
                if process.poll() is None:
                    continue
                recent = [when for when in failures[index] if when > time.monotonic() - 60]
                if len(recent) >= len(RESTART_AFTER_SECONDS):
                    say(f"plainstudy {parts[index][0]} keeps failing (exit code {process.returncode})")
                    return 1
                failures[index] = [*recent, time.monotonic()]
                stopping.wait(RESTART_AFTER_SECONDS[len(recent)])
                if not stopping.is_set():
                    running[index] = _start(parts[index])
    finally:
        for process in running.values():
            process.terminate()
        for process in running.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
    return 0


def _start(arguments: Sequence[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "plainstudy", *arguments])
