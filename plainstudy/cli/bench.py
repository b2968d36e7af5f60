"""``plainstudy bench``: timings of this machine, side by side in one run."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .output import Failure, progress, result
from .store import make_ready
from .sync import count


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the benchmarks."""
    parser = commands.add_parser("bench", help="time this machine, each figure beside its floor")
    benches = parser.add_subparsers(dest="bench", required=True, metavar="what")
    sync = benches.add_parser(
        "sync", help="first fill and re-sync from a dump, beside parse + compress + insert"
    )
    sync.add_argument("dump", type=Path, help="study documents, one a line, .jsonl or .jsonl.gz")
    sync.add_argument("--limit", type=count, metavar="N", help="only the first N")
    sync.add_argument(
        "--registry", default="", metavar="URL", help="also read this registry over HTTP, for information"
    )
    sync.set_defaults(run=run_sync_bench)
    alerts = benches.add_parser(
        "alerts", help="events to subscriptions to mails, beside building and sending alone"
    )
    alerts.add_argument("--events", type=count, default=5_000, metavar="N")
    alerts.add_argument("--subscriptions", type=count, default=1_000_000, metavar="N")
    alerts.add_argument("--mails", type=count, default=2_000, metavar="N")
    alerts.set_defaults(run=run_alerts_bench)
    pages = benches.add_parser("pages", help="study pages of the store in use, beside a plain view")
    pages.set_defaults(run=run_pages_bench)
    search = benches.add_parser("search", help="searches with all facets in the store in use")
    search.set_defaults(run=run_search_bench)
    for bench in (pages, search):
        bench.add_argument("--requests", type=count, default=500, metavar="N")
    for bench in (sync, alerts, pages, search):
        bench.add_argument("--json", action="store_true")


def run_sync_bench(options: argparse.Namespace) -> int:
    """Fill a store of its own in a temporary folder and print the figures."""
    from plainstudy.pipeline.bench import BenchFailed, bench_sync

    try:
        with progress() as report:
            figures = bench_sync(
                options.dump, limit=options.limit, registry=options.registry, progress=report
            )
    except BenchFailed as problem:
        raise Failure(str(problem)) from problem
    result(figures, as_json=options.json)
    return 0


def run_alerts_bench(options: argparse.Namespace) -> int:
    """Match and mail in a store of its own, to a mail server of its own."""
    from plainstudy.pipeline.bench import BenchFailed, bench_alerts

    try:
        with progress() as report:
            figures = bench_alerts(
                events=options.events,
                subscriptions=options.subscriptions,
                mails=options.mails,
                progress=report,
            )
    except BenchFailed as problem:
        raise Failure(str(problem)) from problem
    result(figures, as_json=options.json)
    return 0


def run_pages_bench(options: argparse.Namespace) -> int:
    """Show pages of the store in use."""
    from plainstudy.pipeline.bench_store import bench_pages

    return _bench_of_store(options, bench_pages)


def run_search_bench(options: argparse.Namespace) -> int:
    """Search the store in use."""
    from plainstudy.pipeline.bench_store import bench_search

    return _bench_of_store(options, bench_search)


def _bench_of_store(options: argparse.Namespace, bench: Callable[..., dict[str, Any]]) -> int:
    from plainstudy.pipeline.bench_store import TooEmpty

    make_ready()
    try:
        with progress() as report:
            figures = bench(requests=options.requests, progress=report)
    except TooEmpty as problem:
        raise Failure(str(problem)) from problem
    result(figures, as_json=options.json)
    return 0
