"""Timing for the benchmarks: on the clock, and of the processors in all processes."""

import sys
import time
from collections.abc import Callable, Sequence

from .usage import cpu_seconds


class Stopwatch:
    """Adds up the time of one part."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.processor_seconds = 0.0
        self.count = 0

    def time(self, count: int, work: Callable[[], object]) -> None:
        """Do the work, which is of so many things, and add its time."""
        used, began = cpu_seconds(), time.perf_counter()
        work()
        self.seconds += time.perf_counter() - began
        self.processor_seconds += cpu_seconds() - used
        self.count += count

    @property
    def rate(self) -> float:
        """Things a second."""
        return round(self.count / self.seconds, 1) if self.seconds else 0.0

    @property
    def milliseconds(self) -> float:
        """Processor time of one thing."""
        return round(1000 * self.processor_seconds / self.count, 3) if self.count else 0.0


def milliseconds_of(works: Sequence[Callable[[], object]]) -> tuple[list[float], list[float]]:
    """Return how long each took, on the clock and of the processor, each list shortest first.

    The processor's times are of this process alone, and hardly depend on what else the machine does.
    """
    clock, processor = [], []
    for work in works:
        used, began = time.process_time(), time.perf_counter()
        work()
        clock.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - used))
    return sorted(clock), sorted(processor)


def at(share: float, times: Sequence[float]) -> float:
    """Return the time that this share of sorted times does not exceed: 0.95 is the 95th percentile."""
    return round(times[min(len(times) - 1, int(share * len(times)))], 2)


def tell(part: str) -> None:
    """Say that a part is done."""
    sys.stdout.write(f"{part}\n")
    sys.stdout.flush()
