"""Timings of this machine, each in a process and a store of its own unless it is about the store in use."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .progress import Progress, silent

_CHILD = "import django; django.setup(); from plainstudy.pipeline.{module} import main; main()"
_SINK = "from plainstudy.pipeline.bench_sink import main; main()"


class BenchFailed(Exception):
    """The benchmark stopped; the message is its last words."""


def bench_sync(
    dump: Path, *, limit: int | None = None, registry: str = "", progress: Progress | None = None
) -> dict[str, Any]:
    """Fill a store of its own from a dump of study documents, one a line, and return figures.

    Rates are studies per second; shares are stored bytes by raw bytes; memory is
    the most that all processes held together, in megabytes; processor times are
    milliseconds a study, of all processes together. With the address of a
    registry, how fast it is read and stored over HTTP, for information.
    BenchFailed when it stops.
    """
    arguments = (str(dump.resolve()), str(limit or 0))
    figures = _in_its_own_store("bench_run", arguments, progress=progress)
    if registry:
        named = {"PLAINSTUDY_CTGOV_URL": registry}
        figures |= _in_its_own_store("bench_http", (), surroundings=named, progress=progress)
    return figures


def bench_alerts(
    *, events: int, subscriptions: int, mails: int, progress: Progress | None = None
) -> dict[str, Any]:
    """Match events to subscriptions, then mail to a server of its own, beside rendering and sending alone.

    BenchFailed when it stops.
    """
    with _mail_server() as address:
        return _in_its_own_store(
            "bench_alerts",
            (str(events), str(subscriptions), str(mails)),
            surroundings={"PLAINSTUDY_EMAIL_URL": address},
            progress=progress,
        )


@contextmanager
def _mail_server() -> Iterator[str]:
    """Run a mail server that takes everything and keeps nothing; its address."""
    with subprocess.Popen([sys.executable, "-c", _SINK], stdout=subprocess.PIPE, text=True) as server:  # noqa: S603  ourselves
        assert server.stdout is not None
        try:
            yield f"smtp://127.0.0.1:{int(server.stdout.readline())}"
        finally:
            server.terminate()


def _in_its_own_store(
    module: str,
    arguments: tuple[str, ...],
    *,
    surroundings: Mapping[str, str] | None = None,
    progress: Progress | None,
) -> dict[str, Any]:
    """Run a benchmark in a new process with an empty data folder; returns the last line it prints."""
    report = progress or silent
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PLAINSTUDY_")}
    command = [sys.executable, "-c", _CHILD.format(module=module), *arguments]
    with (
        tempfile.TemporaryDirectory(prefix="plainstudy-bench-") as folder,
        tempfile.TemporaryFile("w+") as errors,
    ):
        own = {"PLAINSTUDY_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "plainstudy.config.settings"}
        with subprocess.Popen(  # noqa: S603  ourselves
            command,
            env={**kept, **own, **(surroundings or {})},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process:
            assert process.stdout is not None
            lines = []
            for number, line in enumerate(process.stdout, start=1):
                lines.append(line)
                report("Timing", number)
        if process.returncode != 0:
            errors.seek(0)
            words = errors.read().strip().splitlines()
            raise BenchFailed(words[-1] if words else "the benchmark was stopped")
    figures: dict[str, Any] = json.loads(lines[-1])
    return figures
