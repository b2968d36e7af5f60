"""Keys that nobody gave: made once, kept in a file beside the database that its owner alone can read."""

import json
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

NAMES = ("site", "addresses", "chain")


def stored_keys(data_dir: Path) -> dict[str, str]:
    """Return the installation's own keys by name, made on first use.

    The file is created whole or not at all, so that two processes starting
    together agree on one set. Losing it makes stored addresses unreadable:
    ``plainstudy backup`` keeps it.
    """
    path = data_dir / "keys.json"
    try:
        if not path.exists():
            _make(path)
        keys = json.loads(path.read_text(encoding="utf-8"))
        return {name: str(keys[name]) for name in keys}
    except OSError as problem:
        raise ImproperlyConfigured(
            f"PLAINSTUDY_DATA_DIR is {data_dir}, where keys.json cannot be kept ({problem.strerror}); "
            "write a folder that this user may write to"
        ) from problem
    except (ValueError, TypeError) as problem:
        raise ImproperlyConfigured(f"{path} is damaged; bring it back from a backup") from problem


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps({name: secrets.token_urlsafe(48) for name in NAMES}), encoding="utf-8")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first; its keys count
    finally:
        draft.unlink()


def secret_from(keys: dict[str, str], name: str) -> str:
    """Return one key; ImproperlyConfigured where the file lacks it."""
    try:
        return keys[name]
    except KeyError as problem:
        raise ImproperlyConfigured(f"keys.json has no {name!r}; bring it back from a backup") from problem
