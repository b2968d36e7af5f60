"""Worker processes for pure work: parsing, hashing, packing, comparing, coding, writing."""

import multiprocessing
import multiprocessing.connection
import os
import threading
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing.forkserver import ensure_running
from typing import Self

WORTH_IT_FROM = 400
"""Documents; below, starting processes takes longer than the work."""
_MOST_WORKERS = 8
_RENEWED_AFTER = 10
"""Batches; what workers remember of texts grows with every one, and new workers are forked in no time."""


class Workers:
    """A pool that is started when there is enough to do, and ended with the block it is used in."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._batches = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def executor_for(self, count: int) -> Executor | None:
        """Return the pool for one batch; None while ``count`` documents are not worth starting one.

        Nothing of the batch before may still be at work.
        """
        self._batches += 1
        if self._pool and self._batches > _RENEWED_AFTER:
            self._pool.shutdown()
            self._pool = None
        if self._pool is None and count >= WORTH_IT_FROM:
            self._batches = 1
            # Not forked from here: this process has threads and database connections.
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(["plainstudy.pipeline.preloaded"])
            ensure_running()  # it gets ready while this process reads on
            cores = min(os.cpu_count() or 1, _MOST_WORKERS)
            self._pool = ProcessPoolExecutor(cores, mp_context=context, initializer=_end_with_parent)
        return self._pool


def _end_with_parent() -> None:
    """Let no worker outlive a killed command."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
