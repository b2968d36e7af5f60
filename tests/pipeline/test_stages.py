"""Every stage does the same alone and with other processes at hand."""

from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import pytest

from plainstudy.changes.models import Event
from plainstudy.pipeline import stages
from plainstudy.pipeline.models import SyncRun
from plainstudy.pipeline.stages import STAGES, run_stages
from plainstudy.pipeline.workers import WORTH_IT_FROM, Workers
from plainstudy.search.queries import indexed_numbers
from plainstudy.studies.models import RecordVersion, Study, StudyCondition, Waiting
from plainstudy.studies.waiting import add_waiting
from plainstudy.writing.models import PlainPage


class _AtHand(Workers):
    """Workers that are threads, so that a test's transaction needs no other process."""

    def __init__(self, executor: Executor | None) -> None:
        super().__init__()
        self._executor = executor

    def executor_for(self, count: int) -> Executor | None:
        return self._executor


def _made() -> list[list[Any]]:
    """Return what the stages made, without row ids and times."""
    pages = PlainPage.objects.order_by("study__nct_id").values_list(
        "study__nct_id", "headline", "content", "facts_hash", "published", "version_number"
    )
    coded = StudyCondition.objects.order_by("study__nct_id", "position", "id").values_list(
        "study__nct_id", "position", "registrant_term", "concept__code", "rule", "confidence"
    )
    events = Event.objects.order_by("study__nct_id", "id").values_list(
        "study__nct_id", "kind", "number", "account", "silent"
    )
    return [list(pages), list(coded), list(events), sorted(indexed_numbers())]


@pytest.mark.registry
@pytest.mark.django_db
def test_stages_make_the_same_alone_and_with_others(sync: Callable[..., SyncRun]) -> None:
    """Real records: pages, concepts, events and index do not depend on who computed them."""
    sync(full=True)
    alone = run_stages(workers=_AtHand(None))
    made = _made()
    for stage, model in ((Waiting.Stage.CODE, StudyCondition), (Waiting.Stage.WRITE, PlainPage)):
        model.objects.all().delete()
        add_waiting(stage, Study.objects.values_list("id", flat=True))
    Event.objects.all().delete()
    rows = RecordVersion.objects.values_list("study_id", "number")
    Waiting.objects.bulk_create(Waiting(stage="compare", study_id=s, number=n) for s, n in rows)
    with ThreadPoolExecutor(2) as executor:
        together = run_stages(workers=_AtHand(executor))
    assert (alone.failed, together.failed) == (0, 0)
    assert _made() == made
    assert len(made[0]) == len(made[3]) == Study.objects.filter(presence="listed").count() > 100


def test_small_work_starts_no_process(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """A small sync is done in this process: starting others would take longer than all of it."""
    asked: list[Executor | None] = []

    def work(*, limit: int, executor: Executor | None) -> int:
        asked.append(executor)
        return 0

    quiet = tuple(stages.Stage(stage.waits, stage.words, work) for stage in STAGES)
    monkeypatch.setattr(stages, "STAGES", quiet)
    run_stages()
    assert asked == [None] * len(STAGES)


def test_workers_are_new_after_some_batches() -> None:
    """What a worker remembers is bounded by its life."""
    with Workers() as workers:
        first = workers.executor_for(WORTH_IT_FROM)
        pools = {id(workers.executor_for(WORTH_IT_FROM)): None for _ in range(5)}
        assert list(pools) == [id(first)]
        seen = [workers.executor_for(WORTH_IT_FROM) for _ in range(20)]
        assert len({id(pool) for pool in (first, *seen)}) == 3
        last = seen[-1]
        assert isinstance(last, ProcessPoolExecutor)
        assert last.submit(sum, (1, 2)).result() == 3
