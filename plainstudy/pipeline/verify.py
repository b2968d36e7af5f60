"""Proof that the store is whole: versions, chains, constraints, index."""

from django.db import IntegrityError, connection

from plainstudy.search.check import REBUILD, out_of_step
from plainstudy.studies.integrity import Problem, Report, verify_store

from .progress import Progress, silent

_WORDS = "Checking versions"


def verify_everything(*, progress: Progress | None = None) -> Report:
    """Check the database's own structure, every version, chain, head and count, and the search index."""
    report = progress or silent
    found = verify_store(progress=lambda done, total: report(_WORDS, done, total))
    found.problems[:0] = [*_structure(), *_constraints()]
    found.problems += _index()
    return found


def _structure() -> list[Problem]:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(5)")
        lines = [row[0] for row in cursor.fetchall()]
    if lines == ["ok"]:
        return []
    return [Problem("database", f"The file is damaged: {'; '.join(lines)}.", "Restore the newest backup.")]


def _constraints() -> list[Problem]:
    try:
        connection.check_constraints()
    except IntegrityError as problem:
        return [
            Problem("database", f"{problem}", "Restore a backup made before somebody wrote past plainstudy.")
        ]
    return []


def _index() -> list[Problem]:
    step = out_of_step()
    found = []
    for numbers, words in (
        (step.missing, "not found by search"),
        (step.extra, "found by search but not listed"),
    ):
        if numbers:
            some = ", ".join(sorted(numbers)[:5])
            found.append(Problem("search index", f"{len(numbers)} studies are {words}: {some}.", REBUILD))
    return found
