"""Writing the index: the stage that takes what waits, and building it anew."""

import logging
from collections.abc import Sequence

import tantivy
from django.db import transaction

from plainstudy.studies.models import Study, Waiting
from plainstudy.studies.waiting import finish, set_aside, waiting_for

from .documents import document
from .index import IndexBusy, current, is_current, make_empty, rebuilding, use, writing
from .material import material_of

log = logging.getLogger(__name__)

_REBUILT_AT_ONCE = 1_000


def index_studies(*, limit: int = 1000) -> int:
    """Bring up to ``limit`` waiting studies up to date in the index; returns how many, 0 when none waits.

    The rows are taken away after the index has committed: a crash in between
    indexes the same studies again, which is harmless. Studies that the registry
    no longer lists leave the index. While another process writes, nothing is done
    and everything keeps waiting.
    """
    waiting = waiting_for(Waiting.Stage.INDEX, limit=limit)
    if not waiting:
        return 0
    try:
        if not is_current():
            return _first_index(waiting)
        with writing(current()) as writer:
            failed = _put(writer, [row.study for row in waiting])
            writer.commit()
    except IndexBusy as busy:
        log.warning("%s", busy)
        return 0
    _settle(waiting, failed)
    return len(waiting)


def _first_index(waiting: Sequence[Waiting]) -> int:
    """Build the whole index, since there is none or one of another version."""
    rebuild_index()
    _settle(waiting, {})
    return len(waiting)


def _settle(waiting: Sequence[Waiting], failed: dict[int, str]) -> None:
    with transaction.atomic():
        finish([row for row in waiting if row.study_id not in failed])
    for row in waiting:
        if row.study_id in failed:
            set_aside(row, failed[row.study_id])


def rebuild_index() -> int:
    """Build the index anew beside the one in use, then change over; returns how many studies are in it.

    IndexBusy while another process writes the one in use.
    """
    with rebuilding():
        if not is_current():
            return _rebuild()
        with writing(current()):  # nobody may add to the old one what the new one would then lack
            return _rebuild()


def _rebuild() -> int:
    path = make_empty()
    count, last = 0, 0
    with writing(path) as writer:
        while studies := _listed_after(last):
            failed = _put(writer, studies)
            for study_id, problem in failed.items():
                log.warning("study %s is not in the index: %s", study_id, problem)
            count, last = count + len(studies) - len(failed), studies[-1].id
        writer.commit()
    use(path)
    return count


def _listed_after(number: int) -> list[Study]:
    listed = Study.objects.filter(id__gt=number, presence=Study.Presence.LISTED)
    return list(listed.order_by("id")[:_REBUILT_AT_ONCE])


def _put(writer: tantivy.IndexWriter, studies: Sequence[Study]) -> dict[int, str]:
    """Replace these studies in the index, uncommitted; returns by id what kept a study out of it."""
    listed = [study for study in studies if study.presence == Study.Presence.LISTED]
    found, failed = material_of(listed)
    for study in studies:
        if study.id not in failed:
            writer.delete_documents_by_term("nct_id", study.nct_id)
    for material in found:
        writer.add_document(document(material))
    return failed
