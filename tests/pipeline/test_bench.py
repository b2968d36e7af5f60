"""The benchmark runs and its figures are figures."""

import json
from pathlib import Path

import pytest

from plainstudy.pipeline.bench import BenchFailed, bench_sync


def dump(folder: Path, count: int) -> Path:
    """Write a dump of small documents."""
    path = folder / "dump.jsonl"
    with path.open("w") as file:
        for number in range(1, count + 1):
            status = {"overallStatus": "COMPLETED", "statusVerifiedDate": "2026-01"}
            protocol = {"identificationModule": {"nctId": f"NCT{number:08d}"}, "statusModule": status}
            file.write(json.dumps({"protocolSection": protocol}, separators=(",", ":")) + "\n")
    return path


def test_bench_measures_the_floor_and_ours(tmp_path: Path) -> None:
    """Both are timed in one run, and the ratio is theirs."""
    figures = bench_sync(dump(tmp_path, 25), limit=20)
    assert figures["studies"] == 20
    assert figures["fill_to_floor"] == pytest.approx(
        figures["fill_per_second"] / figures["floor_per_second"], abs=0.001
    )
    assert all(value > 0 for name, value in figures.items() if name.endswith(("_per_second", "_share")))


def test_bench_that_stops_says_why(tmp_path: Path) -> None:
    """A dump that is none is told with the last words of the process."""
    with pytest.raises(BenchFailed, match="No such file"):
        bench_sync(tmp_path / "nothing.jsonl")
