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
    the largest of any one process, in megabytes. BenchFailed when it stops.
    """
    report = progress or silent
    with tempfile.TemporaryDirectory(prefix="plainstudy-bench-") as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PLAINSTUDY_")}
        process = subprocess.Popen(  # noqa: S603  ourselves, in a store of its own
            [sys.executable, "-c", _CHILD, str(dump.resolve()), str(limit or 0)],
            env=kept
            | {"PLAINSTUDY_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "plainstudy.config.settings"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        lines = []
        for number, line in enumerate(process.stdout, start=1):
            lines.append(line)
            report("Timing", number)
        words = process.stderr.read() if process.stderr else ""
        if process.wait() != 0:
            raise BenchFailed(
                words.strip().splitlines()[-1] if words.strip() else "the benchmark was stopped"
            )
    figures: dict[str, Any] = json.loads(lines[-1])
    return figures
