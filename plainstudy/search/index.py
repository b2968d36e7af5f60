"""The index on disk: where it is, who writes it, and how readers notice a new one.

``DATA_DIR/index/CURRENT`` names the folder in use, ``v<schema version>-<number>``. A rebuild fills a
new folder beside it and changes the name at the end, so readers always have a whole index.
"""

import fcntl
import logging
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import tantivy
from django.conf import settings

from .schema import SCHEMA_VERSION, register, schema

log = logging.getLogger(__name__)

_HEAP = 64_000_000
_PATIENCE_SECONDS = 5.0


class IndexBusy(RuntimeError):
    """Another process of this machine writes the index; what waits stays in line."""

    def __init__(self) -> None:
        super().__init__(
            "another process of this machine is writing the search index: "
            "let it finish, or stop the other plainstudy work, up or sync"
        )


class NoIndex(LookupError):
    """There is no index yet, or one of another version."""

    def __init__(self) -> None:
        super().__init__(
            "there is no search index yet: run plainstudy sync, or wait until the first studies are in"
        )


def folder() -> Path:
    """Return where indexes are."""
    return Path(settings.DATA_DIR) / "index"


def current() -> Path:
    """Return the folder of the index in use; NoIndex where none of this schema version is there."""
    try:
        name = (folder() / "CURRENT").read_text(encoding="ascii").strip()
    except OSError as problem:
        raise NoIndex from problem
    path = folder() / Path(name).name
    if not name.startswith(f"v{SCHEMA_VERSION}-") or not (path / "meta.json").is_file():
        raise NoIndex
    return path


def is_current() -> bool:
    """Say whether an index of this schema version is in use."""
    try:
        current()
    except NoIndex:
        return False
    return True


@contextmanager
def writing(path: Path) -> Iterator[tantivy.IndexWriter]:
    """Give the writer of an index; whatever was not committed is dropped. IndexBusy if another has it."""
    writer = _writer(register(tantivy.Index.open(str(path))))
    # A process killed during a commit leaves files by the names that the next commit gives its own.
    writer.garbage_collect_files()
    try:
        yield writer
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()


def _writer(index: tantivy.Index) -> tantivy.IndexWriter:
    patience = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return index.writer(heap_size=_HEAP, num_threads=1)
        except ValueError as problem:
            if "LockBusy" not in str(problem) and "lock" not in str(problem).lower():
                raise
            if time.monotonic() > patience:
                raise IndexBusy from problem
            time.sleep(0.1)


@contextmanager
def rebuilding() -> Iterator[None]:
    """Let one process of this machine build a new index; IndexBusy for the others. A crash frees it."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / "LOCK").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise IndexBusy from problem
        yield


def make_empty() -> Path:
    """Make an empty index beside the others and return its folder; it is not in use yet."""
    folder().mkdir(parents=True, exist_ok=True)
    number = 1 + max((_number(path) for path in folder().iterdir()), default=0)
    path = folder() / f"v{SCHEMA_VERSION}-{number}"
    path.mkdir()
    tantivy.Index(schema(), path=str(path))
    return path


def _number(path: Path) -> int:
    last = path.name.rpartition("-")[2]
    return int(last) if last.isdigit() else 0


def use(path: Path) -> None:
    """Put an index in use and remove the others; readers that have one open keep it until they look again."""
    new = folder() / "CURRENT.new"
    new.write_text(path.name, encoding="ascii")
    os.replace(new, folder() / "CURRENT")
    for other in folder().iterdir():
        if other.is_dir() and other != path:
            shutil.rmtree(other, ignore_errors=True)


@dataclass(slots=True)
class _Opened:
    path: Path
    stamp: int
    index: tantivy.Index


_opened: _Opened | None = None
_opening = threading.Lock()


def searcher() -> tantivy.Searcher:
    """Return a searcher that sees the last commit; NoIndex where nothing is indexed yet."""
    global _opened  # noqa: PLW0603  one open index a process
    path = current()
    stamp = (path / "meta.json").stat().st_mtime_ns
    with _opening:
        if _opened is None or _opened.path != path:
            _opened = _Opened(path, stamp, register(tantivy.Index.open(str(path))))
        elif _opened.stamp != stamp:
            _opened.index.reload()
            _opened.stamp = stamp
        return _opened.index.searcher()
