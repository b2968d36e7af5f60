"""What commands print: words and progress for people on stderr, results on stdout."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)


class Failure(Exception):
    """A command cannot go on; the message says why and what to do."""

    def __init__(self, message: str, *, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class Report(Protocol):
    """Tells how far a stage has come; ``total`` is None while nobody knows."""

    def __call__(self, stage: str, done: int, total: int | None = None) -> None: ...


def say(line: str) -> None:
    """Print a line for a person."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(line, markup=False)


def result(values: Mapping[str, Any], *, as_json: bool) -> None:
    """Print a result: one line of JSON, or one "name value" line each."""
    if as_json:
        sys.stdout.write(json.dumps(values, ensure_ascii=False, default=str) + "\n")
        return
    for name, value in values.items():
        sys.stdout.write(f"{name.replace('_', ' ')}: {value}\n")


@contextmanager
def progress() -> Iterator[Report]:
    """Show a bar for each stage on a terminal; elsewhere say nothing."""
    console = Console(stderr=True)
    bars = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
    )
    stages: dict[str, Any] = {}

    def report(stage: str, done: int, total: int | None = None) -> None:
        if stage not in stages:
            stages[stage] = bars.add_task(stage, total=total)
        bars.update(stages[stage], completed=done, total=total)

    with bars:
        yield report
