"""``plainstudy alerts``: mail to those who follow."""

import argparse

from .output import result
from .serve import stop_on_signals
from .store import make_ready


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands about mail."""
    parser = commands.add_parser("alerts", help="match what happened with who follows, and send what is due")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run_alerts)


def run_alerts(options: argparse.Namespace) -> int:
    """Match and send; non-zero when a mail failed."""
    from plainstudy.alerts.actions import run_alerts as match_and_send

    make_ready()
    counts = match_and_send(should_stop=stop_on_signals().is_set)
    result(counts, as_json=options.json)
    return 1 if counts["failed"] else 0
