"""Proof that the store is whole: versions, chains, accounts, constraints, index."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection
from django.db.models import Exists, Model, OuterRef

from plainstudy.changes.models import Event
from plainstudy.search.check import REBUILD, REBUILD_NOW, out_of_step
from plainstudy.studies.integrity import Problem, Report, verify_store
from plainstudy.studies.models import RecordVersion, Study, Waiting

from .progress import Progress, silent

_WORDS = "Checking versions"
_PAST_US = "Restore a backup made before somebody wrote past plainstudy."


def verify_everything(*, progress: Progress | None = None) -> Report:
    """Check the database's own structure, every version, chain, head, count and account, and the index."""
    report = progress or silent
    found = verify_store(progress=lambda done, total: report(_WORDS, done, total))
    found.problems[:0] = [*_structure(), *_lost_rows(), *_constraints()]
    found.problems += [*_untold_versions(), *_index()]
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
        return [Problem("database", f"{problem}", _PAST_US)]
    return []


def _lost_rows() -> Iterator[Problem]:
    """Look for rows that belong to one that is not there; those of a study are looked for elsewhere."""
    for model, name, target in _relations():
        there = target._default_manager.filter(pk=OuterRef(name))
        lost = model._default_manager.filter(~Exists(there), **{f"{name}__isnull": False}).count()
        if lost:
            what, whose = model._meta.verbose_name_plural, target._meta.verbose_name
            yield Problem(str(what), f"{lost} rows belong to a {whose} that is not there.", _PAST_US)


def _relations() -> Iterator[tuple[type[Model], str, Any]]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is not Study:
                yield model, field.attname, field.related_model


def _untold_versions() -> list[Problem]:
    """Look for versions of which nothing says what changed in them, and that do not wait for it either."""
    same = {"study": OuterRef("study"), "number": OuterRef("number")}
    waits = Waiting.objects.filter(stage=Waiting.Stage.COMPARE, **same)
    untold = RecordVersion.objects.filter(
        ~Exists(Event.objects.filter(**same)), ~Exists(waits), origin=RecordVersion.Origin.SYNC
    )
    rows = list(untold.order_by("id").values_list("study__nct_id", "number")[:5])
    if not rows:
        return []
    some = ", ".join(f"{nct_id} version {number}" for nct_id, number in rows)
    return [Problem("history", f"{untold.count()} versions have lost their account: {some}.", _PAST_US)]


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
    if step.outdated:
        found.append(
            Problem("search index", f"{step.outdated} studies are found as they once were.", REBUILD_NOW)
        )
    return found
