"""``plainstudy evaluate``: how good the writing is, over all that is stored."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .output import progress, result, say
from .store import make_ready


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("evaluate", help="reading level, length and support of every page")
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="write an HTML report with the worst 50 pages"
    )
    parser.add_argument(
        "--compare",
        action="store_true",
        help="measure beside each stored page what the present rules would write for the same study",
    )
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run_evaluate)


def run_evaluate(options: argparse.Namespace) -> int:
    """Measure, print, and write the report where one was asked for."""
    from plainstudy.writing.evaluate import evaluate
    from plainstudy.writing.report import html_report

    make_ready()
    with progress() as report:
        evaluation = evaluate(progress=report, also_rules=options.compare)
    summary = evaluation.summary()
    if options.json:
        result(summary, as_json=True)
    else:
        _print_table(summary)
    if options.report:
        options.report.write_text(html_report(evaluation), encoding="utf-8")
        say(f"The worst pages are in {options.report}.")
    return 0


def _print_table(summary: Mapping[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    from plainstudy.writing.report import columns, rows

    if not summary["pages"]:
        say("No page is stored yet. `plainstudy sync` reads studies and writes their pages.")
    table = Table("figure", *columns(summary), box=None, pad_edge=False)
    for name, values in rows(summary).items():
        table.add_row(name, *values)
    Console(soft_wrap=True).print(table)
    raw = summary["registry_summaries"]
    say(
        f"The registry's own short descriptions: grade median {raw['grade_median']}, p95 {raw['grade_p95']}; "
        f"as textstat counts, {raw['textstat_grade_median']} and {raw['textstat_grade_p95']}."
    )
