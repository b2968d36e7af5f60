"""E-mail addresses: read, encrypted, found again. Neither database nor settings are known here.

Address keys are secrets of any length, newest first. Each becomes a Fernet key
through HKDF, so that an operator may give any long random text.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from email_validator import EmailNotValidError, validate_email

_PURPOSE = b"plainstudy: addresses of subscribers"


class NotAnAddress(ValueError):
    """The text is no e-mail address that mail can be sent to; the message says why, for the reader."""


class WrongKeys(ValueError):
    """None of the address keys opens what was encrypted: they were lost or replaced."""


def read_address(text: str) -> str:
    """Return the address in the form mail is sent to (domain in lower case ASCII); NotAnAddress.

    Whether the domain takes mail is not asked of the network: that would tell others who signs up.
    """
    try:
        found = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as problem:
        raise NotAnAddress(str(problem)) from problem
    return found.ascii_email or found.normalized


def mail_box_of(address: str) -> str:
    """Return the address without what stands behind a plus: with many providers these are one mail box."""
    local, _, domain = address.rpartition("@")
    return f"{local.split('+')[0] or local}@{domain}"


def masked(address: str) -> str:
    """Return the address as its owner recognises it and others do not: "a…@example.org"."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"


@lru_cache(maxsize=8)
def _box(address_keys: tuple[str, ...]) -> MultiFernet:
    def key(secret: str) -> bytes:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode())
        return base64.urlsafe_b64encode(derived)

    return MultiFernet([Fernet(key(secret)) for secret in address_keys])


def seal(plain: bytes, *, address_keys: Sequence[str]) -> bytes:
    """Encrypt with the newest key."""
    return _box(tuple(address_keys)).encrypt(plain)


def unseal(sealed: bytes | memoryview, *, address_keys: Sequence[str]) -> bytes:
    """Decrypt with whichever key fits; WrongKeys."""
    try:
        return _box(tuple(address_keys)).decrypt(bytes(sealed))
    except InvalidToken as problem:
        raise WrongKeys("no key of PLAINSTUDY_ADDRESS_KEYS opens what is stored") from problem


@dataclass(frozen=True, slots=True)
class Keys:
    """What an installation needs to keep addresses and to sign links.

    ``lookup`` finds an address; ``links`` sign, newest first, and all of them are
    accepted. Both are random and never shown.
    """

    address_keys: tuple[str, ...]
    lookup: bytes
    links: tuple[bytes, ...]

    @classmethod
    def fresh(cls, address_keys: Sequence[str]) -> "Keys":
        return cls(tuple(address_keys), secrets.token_bytes(32), (secrets.token_bytes(32),))

    @classmethod
    def unwrap(cls, wrapped: bytes | memoryview, *, address_keys: Sequence[str]) -> "Keys":
        """Open what ``wrap`` made, under any of the address keys; WrongKeys."""
        lookup, links = msgspec.msgpack.decode(
            unseal(wrapped, address_keys=address_keys), type=tuple[bytes, tuple[bytes, ...]]
        )
        return cls(tuple(address_keys), lookup, links)

    def wrap(self) -> bytes:
        return seal(msgspec.msgpack.encode((self.lookup, self.links)), address_keys=self.address_keys)

    def encrypt(self, address: str) -> bytes:
        return seal(address.encode(), address_keys=self.address_keys)

    def decrypt(self, sealed: bytes | memoryview) -> str:
        """Return the address; WrongKeys."""
        return unseal(sealed, address_keys=self.address_keys).decode()

    def address_hash(self, address: str) -> bytes:
        """Return the 16 bytes an address is found by; capitals make no difference."""
        return self._hash("address", address.casefold())

    def network_hash(self, network: str) -> bytes:
        """Return the 16 bytes a network is counted under."""
        return self._hash("network", network)

    def _hash(self, kind: str, text: str) -> bytes:
        return hmac.digest(self.lookup, f"{kind}\0{text}".encode(), hashlib.sha256)[:16]
