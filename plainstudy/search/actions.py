"""Writing the index: the stage that takes what waits, and building it anew."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor

import tantivy
from django.db.models import Max, QuerySet

from plainstudy.studies.actions import make_way
from plainstudy.studies.ahead import done_ahead
from plainstudy.studies.models import Study, Waiting
from plainstudy.studies.waiting import InLine, finish, in_line, set_aside

from .documents import Order, document, fields_all
from .index import IndexBusy, current, is_current, make_empty, rebuilding, use, writing
from .material import Candidate, Reader, all_listed, candidates

log = logging.getLogger(__name__)

CHUNK = 100
"""Studies made ready at once."""
_FINISHED_AT_ONCE = 500


def index_studies(*, limit: int = 1000, executor: Executor | None = None) -> int:
    """Bring up to ``limit`` waiting studies up to date in the index; returns how many, 0 when none waits.

    The rows are taken away after the index has committed: a crash in between
    indexes the same studies again, which is harmless. Studies that the registry
    no longer lists leave the index. While another process writes, nothing is done
    and everything keeps waiting. The first time all that waits is done at once.
    """
    try:
        if not is_current():
            return _first_index(executor)
        waiting = in_line(Waiting.Stage.INDEX, limit=limit)
        if not waiting:
            return 0
        with writing(current()) as writer:
            failed = _add(writer, _chunks(waiting), executor, replacing=True)
            writer.commit()
    except IndexBusy as busy:
        log.warning("%s", busy)
        return 0
    _settle(waiting, failed)
    return len(waiting)


def _first_index(executor: Executor | None) -> int:
    """Build the whole index, since there is none or one of another version; 0 where it would be empty.

    Also where nothing waits at all: a machine that was restored, or joined others, lacks what they indexed.
    """
    rows = Waiting.objects.filter(stage=Waiting.Stage.INDEX)
    last = rows.aggregate(last=Max("id"))["last"]
    if last is None and (Waiting.objects.exists() or not Study.objects.exists()):
        return 0  # nothing to index, or not yet
    indexed, failed = _rebuilt(executor)
    if last is None:
        return indexed
    waited = rows.filter(id__lte=last)  # what came meanwhile may be newer than what was read
    for study_id, problem in failed.items():
        for row in waited.filter(study_id=study_id):
            set_aside(row, problem)
    return _finished(waited.exclude(study_id__in=failed).order_by("id"))


def _finished(rows: QuerySet[Waiting]) -> int:
    done = 0
    while some := list(rows[:_FINISHED_AT_ONCE]):
        done += finish(some)
        make_way()
    return done


def _chunks(waiting: Sequence[InLine]) -> Iterator[Sequence[Candidate]]:
    for start in range(0, len(waiting), CHUNK):
        found = candidates([row.study_id for row in waiting[start : start + CHUNK]])
        yield list(found.values())


def _settle(waiting: Sequence[InLine], failed: dict[int, str]) -> None:
    done = [row for row in waiting if row.study_id not in failed]
    for start in range(0, len(done), _FINISHED_AT_ONCE):
        finish(done[start : start + _FINISHED_AT_ONCE])
        make_way()
    for row in waiting:
        if row.study_id in failed:
            set_aside(row, failed[row.study_id])


def rebuild_index(*, executor: Executor | None = None) -> int:
    """Build the index anew beside the one in use, then change over; returns how many studies are in it.

    IndexBusy while another process writes the one in use.
    """
    return _rebuilt(executor)[0]


def _rebuilt(executor: Executor | None) -> tuple[int, dict[int, str]]:
    with rebuilding():
        if not is_current():
            return _rebuild(executor)
        with writing(current()):  # nobody may add to the old one what the new one would then lack
            return _rebuild(executor)


def _rebuild(executor: Executor | None) -> tuple[int, dict[int, str]]:
    path = make_empty()
    count = 0

    def counted() -> Iterator[Sequence[Candidate]]:
        nonlocal count
        for studies in all_listed(at_once=CHUNK):
            count += len(studies)
            yield studies

    with writing(path) as writer:
        failed = _add(writer, counted(), executor)
        writer.commit()
    for study_id, problem in failed.items():
        log.warning("study %s is not in the index: %s", study_id, problem)
    use(path)
    return count - len(failed), failed


def _add(
    writer: tantivy.IndexWriter,
    chunks: Iterable[Sequence[Candidate]],
    executor: Executor | None,
    *,
    replacing: bool = False,
) -> dict[int, str]:
    """Add those that are listed, uncommitted; returns by id what kept a study as the index has it.

    ``replacing`` takes away what the index has of all the others first.
    """
    reader = Reader()
    failed: dict[int, str] = {}
    handed: deque[tuple[Sequence[Candidate], list[int]]] = deque()

    def tasks() -> Iterator[list[Order]]:
        for studies in chunks:
            orders, unreadable = reader.orders([one for one in studies if one.is_listed])
            failed.update(unreadable)
            handed.append((studies, list(orders)))
            yield list(orders.values())

    for found in done_ahead(fields_all, tasks(), executor=executor):
        studies, ids = handed.popleft()
        results = dict(zip(ids, found, strict=True))
        failed.update((study_id, result) for study_id, result in results.items() if isinstance(result, str))
        if replacing:
            for one in studies:
                if one.id not in failed:
                    writer.delete_documents_by_term("nct_id", one.study.nct_id)
        for result in results.values():
            if not isinstance(result, str):
                writer.add_document(document(result))
    return failed
