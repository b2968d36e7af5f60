"""Every value of real records is watched: edit any, and the form differs and a sentence says so."""

import copy
import re
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from plainstudy.changes.told import ToldChange, tell
from plainstudy.changes.wording import sentence_for, texts
from plainstudy.record.canonical import fingerprint
from plainstudy.record.record import decode_record

pytestmark = pytest.mark.registry

UNWATCHED = (
    "derivedSection.miscInfoModule.versionHolder",
    "derivedSection.miscInfoModule.submissionTracking.",
    "derivedSection.conditionBrowseModule.",
    "derivedSection.interventionBrowseModule.",
    "protocolSection.contactsLocationsModule.locations.geoPoint.",
    "protocolSection.identificationModule.nctId",
)
"""What the registry derives from the rest, its own day, and the number that makes a study another one."""
_DATE = re.compile(r"\d{4}-\d\d(-\d\d)?")
_CODE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")

Path = tuple[str | int, ...]


def _leaves(node: Any, path: Path = (), name: str = "") -> Iterator[tuple[str, Path]]:
    """Yield every value's name without positions, and its path; of a list the first two items."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _leaves(value, (*path, key), f"{name}.{key}".lstrip("."))
    elif isinstance(node, list):
        for at, value in enumerate(node[:2]):
            yield from _leaves(value, (*path, at), name)
    else:
        yield name, path


def _edited(value: Any) -> Any:
    """Return another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 7
    if _DATE.fullmatch(value):
        return f"{int(value[:4]) + 1}{value[4:]}"
    if value.isupper() and value.isascii() and value.replace("_", "").isalpha():
        return "OTHER" if value != "OTHER" else "UNKNOWN"
    return f"{value}1" if value[-1:].isdigit() else f"Xyzzy {value}"


@pytest.fixture(scope="module")
def fields(some_documents: list[bytes]) -> dict[str, tuple[bytes, Path]]:
    """Return every field that occurs, with the shortest record that has it and where it stands there."""
    found: dict[str, tuple[bytes, Path]] = {}
    for document in sorted(some_documents, key=len):
        for name, path in _leaves(orjson.loads(document)):
            found.setdefault(name, (document, path))
    return found


def _edit(document: bytes, path: Path) -> bytes:
    tree = copy.deepcopy(orjson.loads(document))
    node = tree
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = _edited(node[path[-1]])
    return orjson.dumps(tree)


def _told(before: bytes, after: bytes) -> tuple[ToldChange, ...]:
    return tell(decode_record(before), decode_record(after)).changes


def test_every_field_but_derived_ones_is_seen_and_told(fields: dict[str, tuple[bytes, Path]]) -> None:
    """Editing one value changes the canonical form and gives a change; derived ones do neither."""
    assert len(fields) > 250
    watched = {name for name in fields if not name.startswith(UNWATCHED)}
    assert len(watched) > 200
    unseen, untold, told_alike = set(), set(), set()
    for name, (document, path) in fields.items():
        if name == UNWATCHED[-1]:
            continue
        after = _edit(document, path)
        same = fingerprint(document).canonical == fingerprint(after).canonical
        unseen |= {name} if same else set()
        changes = _told(document, after) if name in watched else ()
        untold |= {name} if name in watched and not changes else set()
        told_alike |= {
            change.short_field for change in changes if sentence_for(change.short_field) is texts.other
        }
    assert unseen == {name for name in fields if name.startswith(UNWATCHED[:-1])}
    assert untold == set()
    assert told_alike == set()


def test_no_sentence_on_any_field_shows_a_code(fields: dict[str, tuple[bytes, Path]]) -> None:
    """Enumerations are words, also inside quotations; what the edit put in is left out of the search."""
    shown = [
        (name, change.words)
        for name, (document, path) in fields.items()
        if not name.startswith(UNWATCHED)
        and "secondaryIdInfos" not in path
        and path[-1] not in {"term", "filename", "id"}
        for change in _told(document, _edit(document, path))
        if _CODE.search(change.words)
    ]
    assert shown == []
