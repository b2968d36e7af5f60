"""Writes that a person waits for: they get in at the next gap of a busy SQLite.

SQLite lets one writer in at a time and keeps no queue. A waiting connection asks
again every 100 ms, while a sync leaves gaps of a few milliseconds between its
transactions: measured beside transactions of 0.1 s without any pause, an ordinary
wait did not get in within 8 seconds. So we ask every millisecond for a moment and
then without pause, which on an idle machine got in at the first gap each time.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

_GENTLE_SECONDS = 0.1
_KEEN_SECONDS = 3.0
_PATIENCE_SECONDS = 25.0


@contextmanager
def promptly() -> Iterator[None]:
    """Open a short write transaction as soon as the database lets anybody in.

    OperationalError after 25 seconds. On PostgreSQL, and inside another
    transaction, it is an ordinary one.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    atomic = _enter_at_the_next_gap()
    try:
        yield
    except BaseException as problem:
        atomic.__exit__(type(problem), problem, problem.__traceback__)
        raise
    atomic.__exit__(None, None, None)


def _enter_at_the_next_gap() -> "transaction.Atomic":
    connection.ensure_connection()
    database: sqlite3.Connection = connection.connection
    patience = connection.settings_dict.get("OPTIONS", {}).get("timeout", 5)
    database.execute("PRAGMA busy_timeout = 0")
    try:
        _begin_at_the_next_gap(database)
    except sqlite3.OperationalError as problem:
        raise OperationalError(str(problem)) from problem
    finally:
        database.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
    atomic = transaction.atomic()
    # The transaction has begun: Django enters it without beginning another.
    connection._start_transaction_under_autocommit = lambda: None  # type: ignore[attr-defined]
    try:
        atomic.__enter__()
    finally:
        del connection._start_transaction_under_autocommit  # type: ignore[attr-defined]
    return atomic


def _begin_at_the_next_gap(database: sqlite3.Connection) -> None:
    """Begin on the driver itself: Django's way takes longer than some gaps are."""
    started = time.monotonic()
    while True:
        try:
            database.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as problem:
            waited = time.monotonic() - started
            if "locked" not in str(problem) or waited > _PATIENCE_SECONDS:
                raise
            if waited < _GENTLE_SECONDS or waited > _KEEN_SECONDS:
                time.sleep(0.001)
        else:
            return
