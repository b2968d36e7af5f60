"""``plainstudy doctor``: what works, what does not, and what to do."""

import argparse
from collections.abc import Iterable

from .output import result, say

MARKS = {"works": "ok    ", "look": "look  ", "broken": "BROKEN"}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "doctor", help="settings, database, registry, mail, model: what works, what to do"
    )
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run_doctor)


def run_doctor(options: argparse.Namespace) -> int:
    """Look at everything; non-zero when something is broken."""
    from plainstudy.pipeline.checkup import look_at_everything

    checks = look_at_everything()
    if options.json:
        result(
            {
                check.subject: {"state": check.state, "found": check.found, "advice": check.advice}
                for check in checks
            },
            as_json=True,
        )
        return _exit_code(check.state for check in checks)
    for check in checks:
        say(
            f"{MARKS[check.state]}  {check.subject}: {check.found}"
            + (f"\n        {check.advice}" if check.advice else "")
        )
    return _exit_code(check.state for check in checks)


def _exit_code(states: Iterable[str]) -> int:
    return 1 if "broken" in states else 0
