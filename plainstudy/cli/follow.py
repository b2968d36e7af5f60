"""``plainstudy alerts``: mail to those who follow."""

import argparse
import os
import sys

from .output import Failure, result, say
from .serve import stop_on_signals
from .store import make_ready


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands about mail."""
    parser = commands.add_parser("alerts", help="match what happened with who follows, and send what is due")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run_alerts)
    bounces = commands.add_parser(
        "bounces", help="read a mail that came back, from standard input, and write no more to who is gone"
    )
    bounces.add_argument("--json", action="store_true")
    bounces.set_defaults(run=run_bounces)


def run_alerts(options: argparse.Namespace) -> int:
    """Match and send; non-zero when a mail failed."""
    from plainstudy.alerts.actions import run_alerts as match_and_send

    make_ready()
    counts = match_and_send(should_stop=stop_on_signals().is_set)
    result(counts, as_json=options.json)
    if counts["held"]:
        say("Far more changed than usual: look at it, then plainstudy release, or plainstudy release --drop.")
    return 1 if counts["failed"] else 0


def run_bounces(options: argparse.Namespace) -> int:
    """Read one mail; 75 where it cannot be taken in now, which tells a mail server to bring it again."""
    from django.db import DatabaseError
    from django.utils import timezone

    from plainstudy.alerts.bounces import take_in
    from plainstudy.alerts.returned import LONGEST

    raw = sys.stdin.buffer.read(LONGEST)
    try:
        make_ready()
        found = take_in(raw, now=timezone.now())
    except (DatabaseError, Failure) as problem:
        raise Failure(f"the mail waits: {problem}".strip(), exit_code=os.EX_TEMPFAIL) from problem
    result({"mail": found}, as_json=options.json)
    return 0
