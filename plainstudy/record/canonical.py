"""The canonical form of a record: two documents have the same one exactly when no meaning changed.

What is the same: the registry's small Markdown (bullets, the style of numbered
lists, backslash escapes, entities), CRLF, spaces of every kind, typographic
quotes and dashes, the order of lists that are sets (places, keywords, phases …),
absent and empty values, keys that the record type does not know. What is left
out: the day of the snapshot, coordinates (the registry looks them up by city,
and rounding would still jump at its edges) and MeSH terms, which the registry
derives; MeSH has a hash of its own. What is never the same: a changed word,
number or sign, a date with another precision, ESTIMATED and ACTUAL, another
order of outcomes or arms.

Raise CANONICAL_VERSION with every change of this form: hashes of different
versions are never compared, so that improving it makes no version of any study.
"""

import functools
import hashlib
import re
import types
import typing
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
import orjson

from . import record as records
from . import results, study

CANONICAL_VERSION = 1

_Handler = Callable[[Any], Any]

# Lists whose order carries nothing. Outcomes, arms and the structure of results keep their order.
SETS: dict[type, frozenset[str]] = {
    study.IdentificationModule: frozenset({"nct_id_aliases", "secondary_id_infos"}),
    study.SponsorCollaboratorsModule: frozenset({"collaborators"}),
    study.ConditionsModule: frozenset({"conditions", "keywords"}),
    study.DesignModule: frozenset({"phases"}),
    study.MaskingInfo: frozenset({"who_masked"}),
    study.ArmGroup: frozenset({"intervention_names"}),
    study.ArmsInterventionsModule: frozenset({"interventions"}),
    study.Intervention: frozenset({"arm_group_labels", "other_names"}),
    study.EligibilityModule: frozenset({"std_ages"}),
    study.ContactsLocationsModule: frozenset({"central_contacts", "overall_officials", "locations"}),
    study.Location: frozenset({"contacts"}),
    study.Reference: frozenset({"retractions"}),
    study.ReferencesModule: frozenset({"references", "see_also_links", "avail_ipds"}),
    study.IpdSharingStatementModule: frozenset({"info_types"}),
    records.LargeDocumentModule: frozenset({"large_docs"}),
    records.MiscInfoModule: frozenset({"removed_countries"}),
    results.Denominator: frozenset({"counts"}),
    results.Milestone: frozenset({"achievements"}),
    results.DropWithdraw: frozenset({"reasons"}),
    results.MeasureCategory: frozenset({"measurements"}),
    results.Analysis: frozenset({"group_ids"}),
    results.AdverseEvent: frozenset({"stats"}),
    results.AdverseEventsModule: frozenset({"serious_events", "other_events"}),
}
LEFT_OUT: dict[type, frozenset[str]] = {
    study.Location: frozenset({"geo_point"}),
    records.MiscInfoModule: frozenset({"version_holder"}),
    records.DerivedSection: frozenset({"condition_browse_module", "intervention_browse_module"}),
}

_GLYPHS = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    "\u2026": "...",
    "\u2264": "<=",
    "\u2265": ">=",
}
_GLYPH = re.compile(f"[{''.join(_GLYPHS)}]")
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "#39": "'", "apos": "'", "nbsp": " "}
_ENTITY = re.compile(r"&(lt|gt|amp|quot|#39|apos|nbsp);")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_OPENS_A_LIST = frozenset(" *-(0123456789•‣▪◦●○·")
_LIST_MARK = re.compile(r"(?:[*\-•‣▪◦●○·](?:\s+|$))*(?:\(?(\d{1,3})[.)]\s+(?=\S))?")
_OLD_MESH_ID = re.compile(r"D0000(\d{5})")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Two hashes of one document, 16 bytes each: of its meaning, and of the MeSH terms derived from it."""

    canonical: bytes
    derived: bytes


def fingerprint(document: bytes) -> Fingerprint:
    """Hash the canonical form and the MeSH terms of a v2 document.

    ValueError when the bytes are no JSON object. A document of the wrong types
    gets a fingerprint too: whether it can be read is the parser's to say.
    """
    tree = _read(document)
    return Fingerprint(canonical=_digest(canonical_form(tree)), derived=_digest(_derived_terms(tree)))


def canonical_tree(document: bytes) -> dict[str, Any]:
    """Return the canonical form of a v2 document, in the document's own keys; ValueError as above."""
    return canonical_form(_read(document))


def canonical_form(tree: dict[str, Any]) -> dict[str, Any]:
    """Return the canonical form of a v2 document that is already read; ``tree`` stays as it is."""
    return _WALK(tree) or {}


@functools.cache
def canonical_part(kind: Any, *, is_set: bool = False) -> Callable[[Any], Any]:
    """Return the function that gives the canonical form of one part of a document.

    ``kind`` is the part's type in the record, a struct or a field's annotation;
    ``is_set`` says that it is a list whose order carries nothing. The function
    takes what JSON gives and returns None for what is absent or empty.
    """
    return _handler(kind, is_set=is_set)


def canonical_text(text: str) -> str:
    r"""Return the words of a text without its markup and on one line: "* Age \\> 18 " gives "Age > 18"."""
    if not text.isascii():
        text = _GLYPH.sub(_plain_glyph, unicodedata.normalize("NFC", text))
    if "&" in text:
        text = _ENTITY.sub(lambda found: _ENTITIES[found[1]], text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    words = " ".join(" ".join(map(_line, text.splitlines())).split())
    return words or " ".join(text.split())  # a lone "-" is a value, not a bullet


def _line(line: str) -> str:
    """Take the bullet off one line and write a number before a list item as "1."."""
    line = line.strip()
    if line[:1] not in _OPENS_A_LIST:
        return line
    found = _LIST_MARK.match(line)
    if found is None or not found.end():
        return line
    rest = line[found.end() :]
    return f"{found[1]}. {rest}" if found[1] else rest


def _plain_glyph(found: re.Match[str]) -> str:
    return _GLYPHS[found[0]]


def _read(document: bytes) -> dict[str, Any]:
    tree = orjson.loads(document)
    if not isinstance(tree, dict):
        raise ValueError(f"a study document is a JSON object, not {type(tree).__name__}")  # noqa: TRY004  one error for all unreadable bytes
    return tree


def _digest(tree: Any) -> bytes:
    return hashlib.blake2b(orjson.dumps(tree, option=orjson.OPT_SORT_KEYS), digest_size=16).digest()


# ── The walk, made once from the record's types ───────────────────────────────


def _text(value: Any) -> Any:
    """Return the canonical text of what should be one; the common case in as few steps as can be."""
    if type(value) is not str:
        return value
    if (
        value[:1] not in _OPENS_A_LIST
        and value.isascii()
        and value.isprintable()
        and "  " not in value
        and "\\" not in value
        and "&" not in value
    ):
        return value.rstrip() or None
    return canonical_text(value) or None


def _as_is(value: Any) -> Any:
    return value if value != "" else None


def _true(value: Any) -> Any:
    """A flag that is off when absent."""
    return value or None


def _handler(kind: Any, *, is_set: bool) -> _Handler:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        (kind,) = (argument for argument in arguments if argument is not type(None))
        return _handler(kind, is_set=is_set)
    if origin is tuple:
        return _list_handler(
            _handler(arguments[0], is_set=False), key=_sort_key(arguments[0]) if is_set else None
        )
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _struct_handler(kind)
    return _text if kind is str else _as_is


def _sort_key(kind: Any) -> Callable[[Any], Any]:
    """Order a set by its text, else by all it says; lists by group have one item a group."""
    return str if kind is str else _group_key if "group_id" in kind.__struct_fields__ else _whole_key


def _group_key(item: Any) -> Any:
    return str(item.get("groupId", "")) if isinstance(item, dict) else str(item)


def _whole_key(item: Any) -> bytes:
    return orjson.dumps(item, option=orjson.OPT_SORT_KEYS)


def _list_handler(inner: _Handler, *, key: Callable[[Any], Any] | None) -> _Handler:
    def walk(items: Any) -> Any:
        if not isinstance(items, list | tuple):
            return _as_is(items)
        found = [value for value in map(inner, items) if value is not None]
        if key is not None and len(found) > 1:
            found = sorted({str(item) for item in found}) if key is str else sorted(found, key=key)
        return found or None

    return walk


def _struct_handler(kind: type[msgspec.Struct]) -> _Handler:
    sets, left_out = SETS.get(kind, frozenset()), LEFT_OUT.get(kind, frozenset())
    plan = {
        field.encode_name: _handler(field.type, is_set=field.name in sets)
        for field in msgspec.structs.fields(kind)
        if field.name not in left_out
    }
    if "hasResults" in plan:
        plan["hasResults"] = _true
    find = plan.get

    def walk(node: Any) -> Any:
        if not isinstance(node, dict):
            return _as_is(node)
        out = {}
        for key, value in node.items():
            handler = find(key)
            if handler is not None and (kept := handler(value)) is not None:
                out[key] = kept
        return out or None

    return walk


_WALK = _struct_handler(records.StudyRecord)


def _derived_terms(tree: dict[str, Any]) -> list[list[list[str]]]:
    """Return the MeSH terms of conditions and of interventions, each a sorted list of [number, term]."""
    derived = tree.get("derivedSection")
    derived = derived if isinstance(derived, dict) else {}
    found = []
    for module in ("conditionBrowseModule", "interventionBrowseModule"):
        browse = derived.get(module)
        browse = browse if isinstance(browse, dict) else {}
        for name in ("meshes", "ancestors"):
            rows = browse.get(name)
            terms = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
            found.append(
                sorted(
                    [_mesh_id(str(row.get("id", ""))), _text(str(row.get("term", ""))) or ""] for row in terms
                )
            )
    return found


def _mesh_id(text: str) -> str:
    """Write a MeSH number the one way: captures of 2023 have "D000001930" for "D001930"."""
    found = _OLD_MESH_ID.fullmatch(text)
    return f"D{int(found[1]):06d}" if found else text
