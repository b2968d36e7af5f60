"""What was stored, noted outside the database with a key of its own, so that rewritten history shows.

A file of fixed-size notes in the order versions were stored: the study's serial
number, the version's number and a keyed hash of the version's chain hash. A chain
hash depends on every version before it, so the newest note of a study vouches for
all of them. The file belongs to the machine that syncs.
"""

import hashlib
import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from . import chain
from .models import Study
from .rows import WrittenVersion

_NOTE = struct.Struct(">Ii16s")
LAST_BACKFILLED = -1


@dataclass(frozen=True, slots=True)
class Notes:
    """The newest notes, by a study's serial number."""

    synced: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    """Version number and keyed hash."""
    backfilled: dict[int, bytes] = field(default_factory=dict)
    """Keyed hash of version -1, the end of the chain of backfilled ones."""


def path() -> Path:
    """Return where the file lies."""
    return Path(settings.DATA_DIR) / "checkpoint.bin"


def serial_of(nct_id: str) -> int:
    """Return the digits of a study number."""
    return int(nct_id[3:])


def seal(versions: Iterable[WrittenVersion]) -> None:
    """Note versions that are committed."""
    notes = b"".join(
        _NOTE.pack(serial_of(version.nct_id), version.number, mac_of(version)) for version in versions
    )
    if not notes:
        return
    with path().open("ab") as file:
        if torn := file.tell() % _NOTE.size:  # a crash in the middle of a note
            file.truncate(file.tell() - torn)
        file.write(notes)
        file.flush()
        os.fsync(file.fileno())


def read_notes() -> Notes:
    """Return the newest note of every study; none where there is no file."""
    notes = Notes()
    if not path().exists():
        return notes
    content = path().read_bytes()
    for serial, number, mac in _NOTE.iter_unpack(content[: len(content) // _NOTE.size * _NOTE.size]):
        if number == LAST_BACKFILLED:
            notes.backfilled[serial] = mac
        elif number >= notes.synced.get(serial, (0, b""))[0]:
            notes.synced[serial] = (number, mac)
    return notes


def catch_up() -> int:
    """Note what a stop kept from being noted, everything where there is no file; returns how much."""
    notes = read_notes()
    rows = Study.objects.values_list("nct_id", "head_number", "head_hash", "backfill_hash")
    missing = []
    for nct_id, number, head, backfilled in rows.iterator(chunk_size=5000):
        serial = serial_of(nct_id)
        if notes.synced.get(serial, (0, b""))[0] < number:
            missing.append(WrittenVersion(nct_id, number, bytes(head)))
        if backfilled and bytes(backfilled) != chain.START and serial not in notes.backfilled:
            missing.append(WrittenVersion(nct_id, LAST_BACKFILLED, bytes(backfilled)))
    seal(missing)
    return len(missing)


def mac_of(version: WrittenVersion) -> bytes:
    """Return the keyed hash that vouches for a version and all before it (16 bytes)."""
    key = hashlib.sha256(settings.CHAIN_KEY.encode()).digest()
    text = f"{version.nct_id} {version.number} {version.chain_hash.hex()}".encode()
    return hashlib.blake2b(text, key=key, digest_size=16).digest()
