"""What the benchmark counts of the machine."""

import subprocess
import sys

from plainstudy.pipeline.usage import Peak, cpu_seconds, memory_mb

_BUSY = """
import sys, time
kept = bytearray(80_000_000)
end = time.process_time() + 0.3
while time.process_time() < end: pass
print("done", flush=True)
sys.stdin.read()
"""


def test_time_and_memory_of_started_processes_count() -> None:
    """A worker's work is work: its memory is in the sums while it lives, its time also after."""
    seconds, megabytes = cpu_seconds(), memory_mb()
    command = [sys.executable, "-c", _BUSY]
    with (
        Peak(every_seconds=0.01) as peak,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as worker,
    ):
        assert worker.stdout is not None
        worker.stdout.readline()
        assert cpu_seconds() - seconds >= 0.25
        assert memory_mb() - megabytes >= 70
        worker.communicate(b"")
    assert cpu_seconds() - seconds >= 0.25
    assert peak.megabytes - megabytes >= 70
