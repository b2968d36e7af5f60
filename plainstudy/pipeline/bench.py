"""How fast this machine fills and keeps a store, timed in a process and a folder of its own."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from .progress import Progress, silent

_CHILD = "import django; django.setup(); from plainstudy.pipeline.bench_run import main; main()"


class BenchFailed(Exception):
    """The benchmark stopped; the message is its last words."""


def bench_sync(dump: Path, *, limit: int | None = None, progress: Progress | None = None) -> dict[str, Any]:
    """Fill a store of its own from a dump of study documents, one a line, and return figures.

    Rates are studies per second; shares are stored bytes by raw bytes; memory is
    the most that all processes held together, in megabytes; processor times are
    milliseconds a study, of all processes together. BenchFailed when it stops.
    """
    report = progress or silent
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PLAINSTUDY_")}
    command = [sys.executable, "-c", _CHILD, str(dump.resolve()), str(limit or 0)]
    with (
        tempfile.TemporaryDirectory(prefix="plainstudy-bench-") as folder,
        tempfile.TemporaryFile("w+") as errors,
    ):
        surroundings = {"PLAINSTUDY_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "plainstudy.config.settings"}
        with subprocess.Popen(  # noqa: S603  ourselves, in a store of its own
            command, env=kept | surroundings, stdout=subprocess.PIPE, stderr=errors, text=True
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
