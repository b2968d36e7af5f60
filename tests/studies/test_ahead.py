"""Work handed to others while results are stored."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from plainstudy.studies.ahead import _AHEAD, done_ahead


def _double(number: int) -> int:
    return 2 * number


def test_results_come_in_the_order_of_the_tasks() -> None:
    """With and without an executor the same comes out."""
    expected = [2 * number for number in range(50)]
    assert list(done_ahead(_double, range(50), executor=None)) == expected
    with ThreadPoolExecutor(3) as executor:
        assert list(done_ahead(_double, range(50), executor=executor)) == expected


def test_tasks_are_read_only_a_little_ahead() -> None:
    """A million waiting studies are never held in memory at once."""
    read: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(100):
            read.append(number)
            yield number

    with ThreadPoolExecutor(1) as executor:
        results = done_ahead(_double, tasks(), executor=executor)
        assert next(results) == 0
        assert len(read) == _AHEAD
        results.close()


def test_failed_task_stops_the_work_and_takes_back_what_nobody_began() -> None:
    """An error in a worker is an error here, and no work goes on behind it."""
    handed: list[Future[int]] = []

    class Shelf(ThreadPoolExecutor):
        """Takes work and never begins it, but for the first, which failed."""

        def submit(self, *_: object, **__: object) -> Future[int]:
            future: Future[int] = Future()
            if not handed:
                future.set_exception(ArithmeticError("bad"))
            handed.append(future)
            return future

    with pytest.raises(ArithmeticError):
        list(done_ahead(_double, range(20), executor=Shelf()))
    assert len(handed) == _AHEAD
    assert all(future.cancelled() for future in handed[1:])
