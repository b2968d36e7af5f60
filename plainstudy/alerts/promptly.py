"""Writes that a person waits for: they get in at the next gap of a busy SQLite.

SQLite lets one writer in at a time and keeps no queue. A waiting connection asks
again every 100 ms, while a sync leaves gaps of a few milliseconds or less between
its transactions: measured beside back-to-back transactions of 0.1 s, an ordinary
wait did not get in within 8 seconds. So we ask every millisecond for a moment and
then without pause, which got in at the first gap each time.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

_GENTLE_SECONDS = 0.15
_KEEN_SECONDS = 0.6
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
    patience = connection.settings_dict.get("OPTIONS", {}).get("timeout", 5)
    started = time.monotonic()
    connection.connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            atomic = transaction.atomic()
            try:
                atomic.__enter__()
            except OperationalError as problem:
                waited = time.monotonic() - started
                if "locked" not in str(problem) or waited > _PATIENCE_SECONDS:
                    raise
                if not _GENTLE_SECONDS < waited % 1.0 < _GENTLE_SECONDS + _KEEN_SECONDS:
                    time.sleep(0.001)
            else:
                return atomic
    finally:
        connection.connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
