"""``plainstudy backup`` and ``restore``."""

import argparse
from pathlib import Path

from .output import Failure, progress, result, say
from .store import make_ready


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both commands."""
    backup = commands.add_parser("backup", help="write everything to one file, while plainstudy runs")
    backup.add_argument("file", type=Path)
    backup.add_argument("--json", action="store_true")
    backup.set_defaults(run=run_backup)
    restore = commands.add_parser("restore", help="bring a backup back to an empty machine")
    restore.add_argument("file", type=Path)
    restore.add_argument(
        "--without-followers",
        action="store_true",
        help="leave out who follows: the backup does not know who left after it was made",
    )
    restore.add_argument("--json", action="store_true")
    restore.set_defaults(run=run_restore)


def run_backup(options: argparse.Namespace) -> int:
    """Write the file, whole or not at all."""
    from plainstudy.pipeline.backup import BackupProblem, write_backup

    make_ready()
    try:
        with progress() as report:
            counts = write_backup(options.file, progress=report)
    except BackupProblem as problem:
        raise Failure(str(problem)) from problem
    result(counts, as_json=options.json)
    say("It holds the keys that read the followers' addresses: keep it where only you can read it.")
    return 0


def run_restore(options: argparse.Namespace) -> int:
    """Read the file into an empty store; a store with studies in it is left alone."""
    from plainstudy.pipeline.backup import BackupProblem, read_backup
    from plainstudy.pipeline.stages import rebuild_from_rows

    try:
        with progress() as report:
            counts = read_backup(options.file, without_followers=options.without_followers, progress=report)
            make_ready(migrate=True)
            rebuild_from_rows(progress=report)
    except BackupProblem as problem:
        raise Failure(str(problem)) from problem
    result(counts, as_json=options.json)
    if counts["followers"]:
        made = f"on {counts['made'][:10]}" if counts["made"] else "at a time it does not tell"
        say(f"{counts['followers']} people follow. The backup was made {made}: who left since follows again.")
        say("Where you cannot rule that out: empty this store, then plainstudy restore --without-followers.")
    if counts["alerts_held"]:
        say("Alerts are held: what was mailed after this backup was made would be mailed again. Sync first.")
        say("Then plainstudy release --drop tells nobody twice, or plainstudy release where none was sent.")
    say("Done. plainstudy verify checks every version and chain.")
    return 0
