"""Settings come from the environment alone; a wrong value is refused with a sentence that says what to do."""

import os
import re
from decimal import Decimal
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


def whole(name: str, *, default: int, least: int, most: int) -> int:
    """Read a whole number; refuse anything else, and what is below ``least`` or above ``most``."""
    value = text(name, str(default))
    if not re.fullmatch(r"[0-9]{1,15}", value) or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number from {least} to {most}")
    return int(value)


def money(name: str) -> Decimal:
    """Read an amount as in 2.50; unset means 0."""
    value = text(name, "0")
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,4})?", value):
        raise ImproperlyConfigured(f"{name} is {value!r}; write an amount as in 2.50")
    return Decimal(value)
