"""One reading of the registry at a time, on one machine or on several."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.conf import settings
from django.db import connection

_NUMBER = 7_283_902_114  # of the advisory lock; any number nobody else uses


class AlreadyRunning(Exception):
    """Another process reads the registry now."""

    def __init__(self) -> None:
        super().__init__("another plainstudy is reading the registry now; wait until it is done")


@contextmanager
def only_one() -> Iterator[None]:
    """Hold the lock; AlreadyRunning where somebody else does. A killed process lets go of it."""
    with _file_lock(), _server_lock() if connection.vendor == "postgresql" else nullcontext():
        yield


@contextmanager
def _server_lock() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_NUMBER])
        if not cursor.fetchone()[0]:
            raise AlreadyRunning
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_NUMBER])


@contextmanager
def _file_lock() -> Iterator[None]:
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / "sync.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning from None
        yield
