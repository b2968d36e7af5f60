"""What waits for a stage."""

import datetime as dt
import threading

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from plainstudy.studies.models import Study, Waiting
from plainstudy.studies.waiting import (
    _due,
    add_waiting,
    count_waiting,
    failed,
    finish,
    in_line,
    set_aside,
    still_waiting,
    waiting_for,
)
from tests.studies.conftest import document, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def ids() -> list[int]:
    """Return three studies that wait for nothing."""
    store(*(document(number) for number in (1, 2, 3)))
    Waiting.objects.all().delete()
    return list(Study.objects.order_by("id").values_list("id", flat=True))


def test_adding_twice_waits_once(ids: list[int]) -> None:
    """A stage looks at a study once, however often it was asked to."""
    add_waiting("write", ids)
    add_waiting("write", [ids[0], ids[0]])
    assert count_waiting() == {"compare": 0, "code": 0, "write": 3, "index": 0}


def test_rows_come_oldest_first_and_no_more_than_asked(ids: list[int]) -> None:
    """Nobody waits for ever behind newer ones."""
    add_waiting("write", ids)
    assert [row.study_id for row in waiting_for("write", limit=2)] == ids[:2]
    assert waiting_for("index", limit=2) == []


def test_finished_rows_are_gone(ids: list[int]) -> None:
    """Work is done once."""
    add_waiting("write", ids)
    assert finish(waiting_for("write", limit=2)) == 2
    assert [row.study_id for row in waiting_for("write", limit=9)] == ids[2:]


def test_row_queued_anew_is_not_finished_by_older_work(ids: list[int]) -> None:
    """A worker that read the study before a change cannot hide the change."""
    add_waiting("write", ids[:1])
    taken = waiting_for("write", limit=1)
    add_waiting("write", ids[:1])
    with transaction.atomic():
        assert still_waiting(taken) == []
        assert finish(taken) == 0
    assert len(waiting_for("write", limit=1)) == 1


def test_failed_row_steps_aside_longer_each_time(ids: list[int]) -> None:
    """It keeps its error, stops no other, and is tried again."""
    add_waiting("write", ids)
    with time_machine.travel(dt.datetime(2026, 6, 25, 12, tzinfo=dt.UTC), tick=False) as clock:
        set_aside(waiting_for("write", limit=1)[0], "it broke")
        assert [row.study_id for row in waiting_for("write", limit=9)] == ids[1:]
        clock.shift(dt.timedelta(minutes=6))
        row = waiting_for("write", limit=1)[0]
        assert (row.study_id, row.error, row.attempts) == (ids[0], "it broke", 1)
        set_aside(row, "it broke again")
        clock.shift(dt.timedelta(minutes=6))
        assert ids[0] not in [row.study_id for row in waiting_for("write", limit=9)]
        assert [row.error for row in failed()] == ["it broke again"]
        clock.shift(dt.timedelta(days=2))
        assert ids[0] in [row.study_id for row in waiting_for("write", limit=9)]


def test_light_rows_are_the_same_rows(ids: list[int]) -> None:
    """Stages that need no models get the same line, with what they ask of a study."""
    add_waiting("code", ids)
    models = waiting_for("code", limit=2)
    light = in_line("code", limit=2)
    assert [(row.id, row.study_id, row.number, row.attempts) for row in light] == [
        (row.id, row.study_id, row.number, row.attempts) for row in models
    ]
    assert [(row.nct_id, row.overall_status, row.first_posted) for row in light] == [
        (row.study.nct_id, row.study.overall_status, row.study.first_posted) for row in models
    ]
    set_aside(light[0], "it broke")
    assert finish(light[1:]) == 1
    assert [row.study_id for row in in_line("code", limit=9)] == ids[2:]


def test_head_of_the_line_is_found_without_sorting_it(db: None) -> None:
    """A fill takes a thousand of 600,000 rows at a time: reading all of them each time would take hours."""
    if connection.vendor != "sqlite":
        pytest.skip("looks at a plan of SQLite")
    plan = _due("write").explain()
    assert "USING INDEX wait_in_line" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_workers_that_queue_the_same_studies_at_once_do_not_fail() -> None:
    """Whoever comes second waits for the first; each study then waits once, and neither waits for ever."""
    store(*(document(number) for number in range(1, 41)))
    ids = list(Study.objects.values_list("id", flat=True))
    problems: list[Exception] = []

    def queue(order: list[int]) -> None:
        try:
            for _ in range(25):
                add_waiting("index", order)
        except DatabaseError as problem:
            problems.append(problem)
        finally:
            connection.close()

    workers = [threading.Thread(target=queue, args=[order]) for order in (ids, ids[::-1], ids[20:])]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert problems == []
    assert count_waiting()["index"] == 40
