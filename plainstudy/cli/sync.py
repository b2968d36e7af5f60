"""``plainstudy sync``: the registry's studies, through every stage."""

import argparse
import datetime as dt
from collections.abc import Iterable

from .output import Failure, progress, result, say
from .store import make_ready


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that read the registry."""
    parser = commands.add_parser("sync", help="read the registry: fetch, keep, compare, write, index")
    parser.add_argument(
        "--full", action="store_true", help="read every study and look for those that went away"
    )
    parser.add_argument(
        "--since", type=_date, metavar="DATE", help="read what was updated on this day or later"
    )
    parser.add_argument("--limit", type=count, metavar="N", help="read the N most recently updated studies")
    parser.add_argument("--ids", nargs="+", default=(), metavar="NCT", help="read these studies")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run_sync)

    backfill = commands.add_parser(
        "backfill", help="fetch earlier versions from the registry's history, slowly"
    )
    backfill.add_argument(
        "ids", nargs="*", metavar="NCT", help="these studies; without any, all that are stored"
    )
    backfill.add_argument("--json", action="store_true")
    backfill.set_defaults(run=run_backfill)

    release = commands.add_parser(
        "release", help="send the alerts that a mass change holds back, or --drop them"
    )
    release.add_argument("--drop", action="store_true", help="tell nobody about the changes held")
    release.add_argument("--json", action="store_true")
    release.set_defaults(run=run_release)

    migrate = commands.add_parser("migrate", help="bring the database up to this plainstudy")
    migrate.set_defaults(run=run_migrate)


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write it as 2026-06-25") from None


def count(text: str) -> int:
    """Read a number of studies, 1 or more, as an argument gives it."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of studies")
    return int(text)


def run_sync(options: argparse.Namespace) -> int:
    """Sync, then every stage until nothing waits; non-zero when the run is not to be trusted."""
    from plainstudy.pipeline.stages import run_stages
    from plainstudy.pipeline.sync import run_sync as sync
    from plainstudy.registries.ctgov.client import ctgov

    ids = study_numbers(options.ids)
    make_ready()
    with progress() as report:
        run = sync(
            ctgov(), full=options.full, since=options.since, limit=options.limit, ids=ids, progress=report
        )
        stages = run_stages(progress=report)
    result(run.counts(), as_json=options.json)
    if run.alerts_held:
        say("Far more changed than usual. Alerts are held until you look: plainstudy release.")
    if stages.failed:
        raise Failure(f"{stages.failed} studies could not be worked on; plainstudy doctor names them")
    return 0 if run.state == run.State.DONE else 1


def run_backfill(options: argparse.Namespace) -> int:
    """Fetch earlier versions; what was fetched stays when it stops in between."""
    from plainstudy.pipeline.backfill import backfill
    from plainstudy.registries.ctgov.client import ctgov

    ids = study_numbers(options.ids)
    make_ready()
    with progress() as report:
        counts = backfill(ctgov(), nct_ids=ids, progress=report)
    result(counts, as_json=options.json)
    return 0


def run_release(options: argparse.Namespace) -> int:
    """Let held alerts go, or drop them."""
    from plainstudy.alerts.actions import release_held
    from plainstudy.pipeline.runs import accept_held

    make_ready()
    counts = release_held(drop=options.drop)
    if not options.drop:
        accept_held()
    result(counts, as_json=options.json)
    return 0


def run_migrate(_: argparse.Namespace) -> int:
    """Apply what waits."""
    make_ready(migrate=True)
    say("The database is up to date.")
    return 0


def study_numbers(texts: Iterable[str]) -> tuple[str, ...]:
    """Return canonical NCT numbers; Failure, exit code 2, names the first that is none."""
    from plainstudy.record.identifiers import NotAnIdentifier, parse_nct_id

    try:
        return tuple(parse_nct_id(text) for text in texts)
    except NotAnIdentifier as problem:
        raise Failure(str(problem), exit_code=2) from problem
