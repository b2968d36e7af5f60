"""``plainstudy bench``: timings of this machine, side by side in one run."""

import argparse
from pathlib import Path

from .output import progress, result


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the benchmarks."""
    parser = commands.add_parser("bench", help="time this machine, each figure beside its floor")
    benches = parser.add_subparsers(dest="bench", required=True, metavar="what")
    sync = benches.add_parser(
        "sync", help="first fill and re-sync from a dump, beside parse + compress + insert"
    )
    sync.add_argument("dump", type=Path, help="study documents, one a line, .jsonl or .jsonl.gz")
    sync.add_argument("--limit", type=int, metavar="N", help="only the first N")
    sync.add_argument("--json", action="store_true")
    sync.set_defaults(run=run_sync_bench)


def run_sync_bench(options: argparse.Namespace) -> int:
    """Fill a store of its own in a temporary folder and print the figures."""
    from plainstudy.pipeline.bench import bench_sync

    with progress() as report:
        figures = bench_sync(options.dump, limit=options.limit, progress=report)
    result(figures, as_json=options.json)
    return 0
