"""What this process and those it started use of the machine, as Linux tells; elsewhere this process alone."""

import os
import resource
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self

_PROCESSES = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
_TIMES = slice(11, 15)  # of /proc/…/stat behind the name: user, system, and both of children that ended


def cpu_seconds() -> float:
    """Return the processor time used so far by all of them together."""
    ticks = sum(sum(map(int, found[_TIMES])) for found in map(_stat, _processes()) if found)
    return ticks / _TICKS if ticks else sum(os.times()[:4])


def memory_mb() -> int:
    """Return the memory all of them hold now, pages that they share counted once, in megabytes."""
    shares = sum(map(_share_kb, _processes()))
    return (shares or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) // 1024


def _processes() -> Iterator[int]:
    """Yield this process and all below it."""
    waiting = [os.getpid()]
    while waiting:
        number = waiting.pop()
        yield number
        for task in _read(_PROCESSES / str(number) / "task", list_it=True):
            children = _read(_PROCESSES / str(number) / "task" / task / "children")
            waiting.extend(int(child) for line in children for child in line.split())


def _stat(number: int) -> list[str]:
    """Return what stands in a process's line behind its name; empty where it has ended."""
    lines = _read(_PROCESSES / str(number) / "stat")
    return lines[0].rpartition(")")[2].split() if lines else []


def _share_kb(number: int) -> int:
    lines = _read(_PROCESSES / str(number) / "smaps_rollup")
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _read(path: Path, *, list_it: bool = False) -> list[str]:
    try:
        return os.listdir(path) if list_it else path.read_text(encoding="ascii").splitlines()
    except OSError:  # it ended meanwhile, or this is no Linux
        return []


class Peak:
    """Looks at the memory from time to time, in a thread, while its block runs."""

    def __init__(self, *, every_seconds: float = 0.5) -> None:
        self.megabytes = 0
        self._every, self._done = every_seconds, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()
        self._look()

    def _watch(self) -> None:
        while not self._done.wait(self._every):
            self._look()

    def _look(self) -> None:
        self.megabytes = max(self.megabytes, memory_mb())
