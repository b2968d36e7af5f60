"""Settings come from the environment alone; a wrong value is refused with a sentence that says what to do."""

import ipaddress
import os
import re
from decimal import Decimal
from difflib import get_close_matches
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "PLAINSTUDY_"
READ: set[str] = set()
"""The names of all variables that were read: what can be set."""


def misspelt() -> dict[str, str]:
    """Return variables that look like ours and that nobody reads, with the name that may be meant, or ""."""
    ours = (name for name in os.environ if name.startswith(PREFIX))
    unread = sorted(name for name in ours if name not in READ and name.removesuffix("_FILE") not in READ)
    return {name: _near(name) for name in unread}


def _near(name: str) -> str:
    known = sorted(read.removeprefix(PREFIX) for read in READ)
    near = get_close_matches(name.removeprefix(PREFIX), known, n=1)
    return PREFIX + near[0] if near else ""


def text(name: str, default: str = "") -> str:
    """Read a variable; ``<NAME>_FILE`` may name a file that holds it instead, for secrets."""
    READ.add(name)
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
    except UnicodeDecodeError as problem:
        raise ImproperlyConfigured(f"{name}_FILE names {path}, which is no text") from problem


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


def web_address(name: str, default: str = "", *, example: str, whole_site: bool = False) -> str:
    """Read an http(s) address, without its last slash; ``whole_site`` refuses a path, too."""
    value = text(name, default).rstrip("/")
    if value and not _is_web_address(value, whole_site=whole_site):
        raise ImproperlyConfigured(f"{name} is {value!r}; write it as in {example}")
    return value


def _is_web_address(value: str, *, whole_site: bool) -> bool:
    try:
        parts = urlsplit(value)
        is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, brackets that do not close
        return False
    is_plain = re.fullmatch(r"[!-~]+", value) and not (parts.username or parts.query or parts.fragment)
    return is_whole and bool(is_plain) and not (whole_site and parts.path)


def server_address(name: str, default: str, *, schemes: str, advice: str) -> str:
    """Read the address of a database or mail server. It may hold a password: a refusal does not repeat it."""
    value = text(name, default)
    try:
        is_right = re.match(rf"({schemes})://", value) and urlsplit(value).port != 0
    except ValueError:
        is_right = False
    if not is_right:
        raise ImproperlyConfigured(f"{name} {advice}")
    return value


def sender(name: str, default: str) -> str:
    """Read whom mails come from: an address, with or without a name before it."""
    value = text(name, default)
    if not value.isprintable() or not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(value)[1]):
        raise ImproperlyConfigured(
            f"{name} is {value!r}; write an e-mail address, as in studies@example.org "
            "or Plain studies <studies@example.org>"
        )
    return value


def networks(name: str) -> list[str]:
    """Read a comma-separated list of network addresses; unset means empty."""
    values = items(name)
    for value in values:
        try:
            ipaddress.ip_network(value, strict=False)
        except ValueError as problem:
            raise ImproperlyConfigured(
                f"{name} holds {value!r}; write addresses or networks, as in 127.0.0.1, 10.0.0.0/8"
            ) from problem
    return values


def long_secrets(name: str, *, least: int = 20) -> list[str]:
    """Read a comma-separated list of secrets; refuse what somebody could guess, without repeating it."""
    values = items(name)
    if any(len(value) < least for value in values):
        raise ImproperlyConfigured(
            f"{name} is too short to be a secret; write at least {least} random letters, "
            "as python3 -c 'import secrets; print(secrets.token_urlsafe(48))' prints"
        )
    return values
