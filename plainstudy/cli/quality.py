"""``plainstudy evaluate``: how good the writing is, over all that is stored."""

import argparse
from pathlib import Path

from .output import progress, result, say
from .store import make_ready


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("evaluate", help="reading level, length and support of every page")
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="write an HTML report with the worst 50 pages"
    )
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run_evaluate)


def run_evaluate(options: argparse.Namespace) -> int:
    """Measure, print, and write the report where one was asked for."""
    from plainstudy.writing.evaluate import evaluate, html_report

    make_ready()
    with progress() as report:
        evaluation = evaluate(progress=report)
    result(evaluation.summary(), as_json=options.json)
    if options.report:
        options.report.write_text(html_report(evaluation), encoding="utf-8")
        say(f"The worst pages are in {options.report}.")
    return 0
