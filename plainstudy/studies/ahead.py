"""Pure work done ahead of storing it: while one batch is written, others compute the next. Pure."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

_AHEAD = 6
"""Tasks handed out and not yet taken back: enough to keep the processes busy, few enough to hold."""


def done_ahead(
    work: Callable[[_Task], _Result], tasks: Iterable[_Task], *, executor: Executor | None
) -> Iterator[_Result]:
    """Yield the result of each task in their order; without an executor one at a time, here and now.

    ``tasks`` is read only as far ahead as work is handed out, so it may read a database.
    """
    if executor is None:
        yield from map(work, tasks)
        return
    handed: deque[Future[_Result]] = deque()
    try:
        for task in tasks:
            handed.append(executor.submit(work, task))
            if len(handed) >= _AHEAD:
                yield handed.popleft().result()
        while handed:
            yield handed.popleft().result()
    finally:
        for future in handed:
            future.cancel()
