"""Studies that the registry no longer shows, shows again, or merged into another."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from plainstudy.changes.actions import record_presence
from plainstudy.registries.base import Registry
from plainstudy.registries.errors import CountMismatch, StudyMoved, StudyNotFound
from plainstudy.studies.models import Study

from . import runs
from .models import SyncRun

_GONE = (Study.Presence.REMOVED, Study.Presence.ALIASED)
_BELIEVABLE = 50
_BELIEVABLE_SHARE = 0.05
_STEPS = 5  # of a study that was merged into one that was merged into another one


def gone_numbers() -> set[str]:
    """Return the studies that we know are no longer listed."""
    return set(Study.objects.filter(presence__in=_GONE).values_list("nct_id", flat=True))


@transaction.atomic
def reappear(numbers: Iterable[str], *, run: SyncRun) -> int:
    """Note that studies are listed again; returns how many."""
    back = Study.objects.filter(nct_id__in=list(numbers), presence__in=_GONE)
    ids = list(back.values_list("id", flat=True))
    there = Study.objects.filter(id__in=ids)
    there.update(presence=Study.Presence.LISTED, alias_of=None, missing_since=None)
    # What comes back may still be the placeholder that we have.
    there.filter(overall_status="WITHHELD").update(presence=Study.Presence.WITHHELD)
    record_presence(kind="reappeared", study_ids=ids, data_timestamp=run.data_timestamp, silent=run.seeding)
    runs.note_presence(run, "reappeared", len(ids))
    return len(ids)


def check_believable(missing: int) -> None:
    """Refuse to believe that a large part of the registry went away; CountMismatch."""
    stored = Study.objects.exclude(presence__in=_GONE).count()
    if missing > max(_BELIEVABLE, stored * _BELIEVABLE_SHARE):
        raise CountMismatch(
            f"{missing} of {stored} stored studies are no longer listed, which is hard to believe: "
            "check that PLAINSTUDY_CTGOV_URL is the registry this store was filled from"
        )


def ask_for(nct_id: str, *, registry: Registry, run: SyncRun) -> list[bytes]:
    """Ask for a study that is not listed, and note what became of it.

    Returns documents to store: the study's own, where the registry has it after
    all, or that of the study it was merged into, at the end of the way. One that
    was merged into nothing is as good as removed. StudyNotFound where it is
    neither there nor here.
    """
    try:
        return [registry.study(nct_id)]
    except StudyMoved as moved:
        return _ask_for_target(nct_id, moved.target, registry=registry, run=run)
    except StudyNotFound:
        _note_removed(nct_id, run)
        return []


def _ask_for_target(nct_id: str, target: str, *, registry: Registry, run: SyncRun) -> list[bytes]:
    for _ in range(_STEPS):
        try:
            document = registry.study(target)
        except StudyMoved as moved:
            target = moved.target
        except StudyNotFound:
            break
        else:
            # The target's own record names its aliases from now on, without a new date.
            return [document] if _note_aliased(nct_id, target, run) else []
    _note_removed(nct_id, run)
    return []


@transaction.atomic
def _note_removed(nct_id: str, run: SyncRun) -> None:
    for study in Study.objects.select_for_update().filter(nct_id=nct_id).exclude(presence__in=_GONE):
        study.presence, study.missing_since, study.checked_at = _GONE[0], run.data_timestamp, timezone.now()
        study.save(update_fields=["presence", "missing_since", "checked_at"])
        _tell("removed", study, run)


@transaction.atomic
def _note_aliased(nct_id: str, target: str, run: SyncRun) -> bool:
    """Return whether the target's record is wanted: it is news, or must be stored before it can be named."""
    study = Study.objects.select_for_update().filter(nct_id=nct_id).exclude(presence=_GONE[1]).first()
    if study is None or nct_id == target:
        return False
    into = Study.objects.filter(nct_id=target).first()
    if into is None:
        return True
    study.presence, study.alias_of, study.missing_since = _GONE[1], into, run.data_timestamp
    study.checked_at = timezone.now()
    study.save(update_fields=["presence", "alias_of", "missing_since", "checked_at"])
    _tell("aliased", study, run)
    return True


def _tell(kind: str, study: Study, run: SyncRun) -> None:
    record_presence(kind=kind, study_ids=[study.id], data_timestamp=run.data_timestamp, silent=run.seeding)
    runs.note_presence(run, kind, 1)
