"""Settings come from the environment alone; a wrong value is refused with a sentence that says what to do."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Read a variable; ``<NAME>_FILE`` may name a file that holds it instead, for secrets."""
    if value := os.environ.get(name):
        return value
    if not (path := os.environ.get(f"{name}_FILE")):
        return default
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise ImproperlyConfigured(
            f"{name}_FILE names {path}, which cannot be read: {problem.strerror}"
        ) from problem


def flag(name: str, *, default: bool) -> bool:
    """Read an on/off variable; refuse anything but "on", "off" or unset."""
    value = text(name, "on" if default else "off").lower()
    if value not in {"on", "off"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; write on or off")
    return value == "on"


def items(name: str) -> list[str]:
    """Read a comma-separated list; unset means empty."""
    return [part.strip() for part in text(name).split(",") if part.strip()]
