"""The chain of hashes that ties a study's versions together. Pure."""

import hashlib

START = bytes(32)


def link(previous: bytes, *, number: int, sha256: bytes) -> bytes:
    """Return the hash of a version: of its document, its number and the chain before it (32 bytes).

    Synced versions are chained from 1 upwards, backfilled ones from the oldest to
    -1; both chains begin at START.
    """
    return hashlib.blake2b(
        previous + number.to_bytes(8, "big", signed=True) + sha256, digest_size=32
    ).digest()


def link_document(previous: bytes, *, number: int, document: bytes) -> bytes:
    """Return the hash of a version from its document."""
    return link(previous, number=number, sha256=hashlib.sha256(document).digest())
