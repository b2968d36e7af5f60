"""A run in a process of its own that is killed at a chosen moment: ``python killed.py URL WHERE NTH``."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django


def kill_at(nth: int, original: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that kills this process, unwarned, instead of returning for the nth time."""
    calls = 0

    def deadly(*args: Any, **wishes: Any) -> Any:
        nonlocal calls
        result = original(*args, **wishes)
        calls += 1
        if calls == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return deadly


def main() -> None:
    """Sync; with a place and a number, die there."""
    url, where, nth = sys.argv[1], sys.argv[2], int(sys.argv[3])
    django.setup()
    from plainstudy.pipeline import presence, runs
    from plainstudy.pipeline.sync import run_sync
    from plainstudy.registries.ctgov.client import CtgovRegistry
    from plainstudy.studies import actions, checkpoint

    places: dict[str, tuple[Any, str]] = {
        "inside a transaction": (actions, "write_arrivals"),
        "after a transaction": (actions, "make_way"),
        "before the checkpoint": (checkpoint, "path"),
        "after the checkpoint": (checkpoint, "seal"),
        "after a page": (runs, "note_progress"),
        "inside the last transaction": (runs, "complete_snapshot"),
        "before looking for removed ones": (presence, "check_believable"),
    }
    if where in places:
        module, name = places[where]
        setattr(module, name, kill_at(nth, getattr(module, name)))
    run = run_sync(CtgovRegistry(url, page_size=50), full=True)
    sys.stdout.write(f"{run.received} {run.new} {run.changed}")


if __name__ == "__main__":
    main()
