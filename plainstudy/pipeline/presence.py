"""Studies that the registry no longer shows, shows again, or merged into another."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from plainstudy.changes.actions import record_presence
from plainstudy.registries.base import Registry
from plainstudy.registries.errors import CountMismatch, StudyMoved, StudyNotFound
from plainstudy.studies.models import Study

from .models import SyncRun

_GONE = (Study.Presence.REMOVED, Study.Presence.ALIASED)
_BELIEVABLE = 50
_BELIEVABLE_SHARE = 0.05


def gone_numbers() -> set[str]:
    """Return the studies that we know are no longer listed."""
    return set(Study.objects.filter(presence__in=_GONE).values_list("nct_id", flat=True))


@transaction.atomic
def reappear(numbers: Iterable[str], *, run: SyncRun) -> int:
    """Note that studies are listed again; returns how many."""
    ids = list(
        Study.objects.filter(nct_id__in=list(numbers), presence__in=_GONE).values_list("id", flat=True)
    )
    Study.objects.filter(id__in=ids).update(presence=Study.Presence.LISTED, alias_of=None, missing_since=None)
    record_presence(kind="reappeared", study_ids=ids, data_timestamp=run.data_timestamp, silent=run.seeding)
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
    all, or that of the study it was merged into. StudyNotFound where it is neither
    there nor here.
    """
    try:
        return [registry.study(nct_id)]
    except StudyNotFound:
        _note_removed(nct_id, run)
        return []
    except StudyMoved as moved:
        # Its own record names its aliases from now on, without a new date.
        return [registry.study(moved.target)] if _note_aliased(nct_id, moved.target, run) else []


@transaction.atomic
def _note_removed(nct_id: str, run: SyncRun) -> None:
    for study in Study.objects.select_for_update().filter(nct_id=nct_id).exclude(presence__in=_GONE):
        study.presence, study.missing_since, study.checked_at = _GONE[0], run.data_timestamp, timezone.now()
        study.save(update_fields=["presence", "missing_since", "checked_at"])
        _tell("removed", study, run)
        run.removed += 1
        run.save(update_fields=["removed"])


@transaction.atomic
def _note_aliased(nct_id: str, target: str, run: SyncRun) -> bool:
    """Return whether the target's record is wanted: it is news, or must be stored before it can be named."""
    study = Study.objects.select_for_update().filter(nct_id=nct_id).exclude(presence=_GONE[1]).first()
    if study is None:
        return False
    into = Study.objects.filter(nct_id=target).first()
    if into is None:
        return True
    study.presence, study.alias_of, study.missing_since = _GONE[1], into, run.data_timestamp
    study.checked_at = timezone.now()
    study.save(update_fields=["presence", "alias_of", "missing_since", "checked_at"])
    _tell("aliased", study, run)
    run.aliased += 1
    run.save(update_fields=["aliased"])
    return True


def _tell(kind: str, study: Study, run: SyncRun) -> None:
    record_presence(kind=kind, study_ids=[study.id], data_timestamp=run.data_timestamp, silent=run.seeding)
