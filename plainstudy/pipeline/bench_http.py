"""How fast the registry that the settings name is read over HTTP, and read and stored."""

import json
import sys
import time
from typing import Any

from django.core.management import call_command

from plainstudy.registries.ctgov.client import ctgov

from .stopwatch import tell
from .sync import run_sync


def measure() -> dict[str, Any]:
    """Read every page once without looking at it, then once into an empty store."""
    began, read = time.perf_counter(), 0
    for page in ctgov().pages():
        read += len(page.documents)
    reading = time.perf_counter() - began
    tell("reading over HTTP")
    began = time.perf_counter()
    run = run_sync(ctgov(), full=True)
    storing = time.perf_counter() - began
    return {
        "http_read_per_second": round(read / reading, 1),
        "http_read_and_stored_per_second": round((run.new or 0) / storing, 1),
    }


def main() -> None:
    """Measure in the store that the environment names, which must be new."""
    call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(measure()) + "\n")
