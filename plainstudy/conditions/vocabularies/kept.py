"""Tables made from the vocabulary packages, kept on disk: reading one back takes a tenth of making it.

A file belongs to one state of the packages' data and of our code, which its name tells. It is only ever
replaced as a whole, holds nothing but texts and numbers, and may be deleted at any time.
"""

import hashlib
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

_Table = TypeVar("_Table")
_OURS = Path(__file__).resolve().parent.parent
_ALSO_OURS = _OURS.parent / "plain" / "proper_names.py"
_folder: Path | None = None


def keep_in(folder: Path | None) -> None:
    """Say where tables are kept from now on; None keeps none."""
    global _folder  # noqa: PLW0603  one place a process
    _folder = folder


def kept(name: str, kind: type[_Table], *, made_from: Path, make: Callable[[], _Table]) -> _Table:
    """Return a table as it was kept, else make it and keep it; ``made_from`` is the package's data file.

    A file that cannot be read is made anew; a folder that cannot be written costs the time of making.
    """
    if _folder is None:
        return make()
    path = _folder / f"{name}-{_state((made_from, *_code()))}.msgpack"
    with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return msgspec.msgpack.decode(path.read_bytes(), type=kind)
    table = make()
    with suppress(OSError):
        _keep(path, msgspec.msgpack.encode(table))
        for other in _folder.glob(f"{name}-*.msgpack"):
            if other != path:
                other.unlink()
    return table


def _code() -> list[Path]:
    """Return the files that decide what is in a table: all of conditions, and the names it knows."""
    return [*sorted(path for path in _OURS.rglob("*") if path.suffix in {".py", ".csv"}), _ALSO_OURS]


def _state(paths: Iterable[Path]) -> str:
    """Return the hash of these files' names and contents."""
    state = hashlib.blake2b(digest_size=8)
    for path in paths:
        content = path.read_bytes()
        state.update(f"{path.name} {len(content)}\n".encode())
        state.update(content)
    return state.hexdigest()


def _keep(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, whoever else writes the same one now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(content)
    os.replace(draft, path)
