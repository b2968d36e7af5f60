"""Links in mails: a code that only we can make, so that nobody needs an account.

A code carries who (the address hash, which outlives a deleted and returned
subscriber), what for, a generation, what it is about and, for confirmations, an
end. It is checked before anything is looked up: a forged code is told apart from
a good one, never a known subscriber from an unknown one.
"""

import base64
import binascii
import datetime as dt
import enum
import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

_MAC_BYTES = 16
_LONGEST = 2_000


class Purpose(enum.StrEnum):
    """What a link lets its holder do."""

    CONFIRM = "c"
    MANAGE = "m"
    LEAVE = "l"
    BLOCK = "b"


class NotOurLink(ValueError):
    """The code was not made here, or not for this."""


class TooLate(ValueError):
    """The code was good once: it has expired, or a newer one has taken its place."""


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """What is followed: a study ("s12") or a concept ("c5"), by the row's id."""

    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}{self.id}"

    @classmethod
    def read(cls, text: str) -> "Target":
        """Read "s12" or "c5"; ValueError."""
        if text[:1] not in {"s", "c"}:
            raise ValueError(f"{text[:20]!r} names nothing that can be followed")
        return cls(text[0], int(text[1:]))


@dataclass(frozen=True, slots=True)
class Link:
    """What one code says. No ``targets`` means everything; ``expires`` None means never."""

    purpose: Purpose
    address_hash: bytes
    generation: int = 0
    targets: tuple[Target, ...] = ()
    expires: dt.datetime | None = None


def write_code(link: Link, *, keys: Sequence[bytes]) -> str:
    """Return the code for a link, signed with the newest key; safe inside an address, about 60 letters."""
    body = msgspec.msgpack.encode(
        (
            link.purpose.value,
            link.address_hash,
            link.generation,
            tuple(str(target) for target in link.targets),
            int(link.expires.timestamp()) if link.expires else 0,
        )
    )
    return base64.urlsafe_b64encode(body + _mac(body, keys[0])).rstrip(b"=").decode()


def read_code(code: str, *, purpose: Purpose, keys: Sequence[bytes]) -> Link:
    """Return what a code says; NotOurLink. Whether it has expired is for the caller, who knows the time."""
    if len(code) > _LONGEST:
        raise NotOurLink("not a code")
    try:
        raw = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as problem:
        raise NotOurLink("not a code") from problem
    body, mac = raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]
    # Every key is tried, whichever fits, so that the time taken tells nothing.
    fits = [hmac.compare_digest(mac, _mac(body, key)) for key in keys]
    if not any(fits):
        raise NotOurLink("not signed here")
    kind, address_hash, generation, targets, expires = msgspec.msgpack.decode(
        body, type=tuple[str, bytes, int, tuple[str, ...], int]
    )
    if kind != purpose.value:
        raise NotOurLink("made for something else")
    return Link(
        purpose,
        address_hash,
        generation,
        tuple(Target.read(text) for text in targets),
        dt.datetime.fromtimestamp(expires, dt.UTC) if expires else None,
    )


def targets_from(texts: Iterable[str]) -> tuple[Target, ...]:
    """Read stored target texts; ValueError."""
    return tuple(Target.read(text) for text in texts)


def _mac(body: bytes, key: bytes) -> bytes:
    return hmac.digest(key, b"plainstudy link\0" + body, hashlib.sha256)[:_MAC_BYTES]
