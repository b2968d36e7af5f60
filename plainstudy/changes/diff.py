"""What differs between two records of one study, one change a data element.

The comparison follows the record's types, so that nothing that differs in the
canonical form goes unreported and nothing else is reported. Items of lists are
matched by what they are (``matching``); a path's position is the item's place
in the newer record, or in the older one where the item is gone.
"""

import dataclasses
import functools
import re
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from plainstudy.record import record as records
from plainstudy.record import results, study
from plainstudy.record.canonical import LEFT_OUT, SETS, canonical_part

from .matching import Item, out_of_order, pair_items

_POSITION = re.compile(r"\[\d+\]")

# Small structs told as one: a date and its type, a count and its type.
_TOLD_WHOLE = frozenset({study.DateStruct, study.EnrollmentInfo})
# Tables of results: how many numbers they hold is kept, not each of them.
_TABLES = frozenset(
    {
        results.Group,
        results.Denominator,
        results.Milestone,
        results.DropWithdraw,
        results.MeasureClass,
        results.Analysis,
        results.AdverseEvent,
        results.EventGroup,
    }
)
_ABOUT_LENGTH = 500
_PRIVATE = frozenset({"email", "phone", "phoneExt"})
_OUTCOME_LISTS = ("primaryOutcomes", "secondaryOutcomes", "otherOutcomes")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One data element that changed.

    ``operation`` is "changed", "added", "removed", "moved" (to another place or
    list) or "renamed" (an item that kept its identity but not its name). ``before``
    and ``after`` are JSON values, None where absent; a table or section of results
    is told by its size. ``about`` says of which list item the path
    speaks, by that item's own texts, as they are now (as they were, where it is gone).
    """

    path: str
    operation: str
    before: Any
    after: Any
    about: Mapping[str, Any] | None = None

    @property
    def short_field(self) -> str:
        """Return the path as :func:`short_field` gives it."""
        return short_field(self.path)


def short_field(path: str) -> str:
    """Return a path without positions and without the section that nearly all lie in.

    As in "protocolSection.designModule.phases" and "designModule.phases".
    """
    return _POSITION.sub("", path).removeprefix("protocolSection.")


def diff_records(before: records.StudyRecord, after: records.StudyRecord) -> tuple[FieldChange, ...]:
    """Return every change from one StudyRecord to another, in the order the record declares them.

    Both must be the same study; ValueError if not. Records of one canonical form give nothing.
    """
    if before.nct_id != after.nct_id:
        raise ValueError(f"cannot compare {before.nct_id} with {after.nct_id}")
    return diff_trees(_tree(before), _tree(after))


def diff_trees(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """Return every change between two documents that are already read."""
    if _is_withheld(before) != _is_withheld(after):
        return tuple(_veil(before, after))
    return tuple(_struct(records.StudyRecord, before, after, "", None))


def _tree(record: records.StudyRecord) -> dict[str, Any]:
    tree: dict[str, Any] = msgspec.to_builtins(record, enc_hook=str)
    return tree


# ── Structs ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Field:
    """How one field of a struct is compared."""

    name: str
    annotation: Any
    kind: type
    """The struct or leaf type, without Optional and tuple."""
    is_list: bool
    is_set: bool


@functools.cache
def _fields(kind: type[msgspec.Struct]) -> tuple[_Field, ...]:
    sets, left_out = SETS.get(kind, frozenset()), LEFT_OUT.get(kind, frozenset())
    found = []
    for field in msgspec.structs.fields(kind):
        if field.name in left_out:
            continue
        plain = _without_none(field.type)
        is_list = typing.get_origin(plain) is tuple
        inner = typing.get_args(plain)[0] if is_list else plain
        found.append(_Field(field.encode_name, field.type, inner, is_list, field.name in sets))
    return tuple(found)


def _without_none(annotation: Any) -> Any:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        (annotation,) = (part for part in typing.get_args(annotation) if part is not type(None))
    return annotation


def _struct(
    kind: type[msgspec.Struct], before: Item, after: Item, path: str, about: Item | None
) -> Iterator[FieldChange]:
    if kind is study.OutcomesModule:
        yield from _outcomes(before, after, path)
        return
    if kind in _TOLD_WHOLE:
        yield from _whole(kind, before, after, path)
        return
    for field in _fields(kind):
        one, other = before.get(field.name), after.get(field.name)
        if field.name == "hasResults":
            one, other = one or None, other or None
        same = canonical_part(field.annotation, is_set=field.is_set)
        if same(one) == same(other):
            continue
        where = f"{path}.{field.name}" if path else field.name
        if field.is_list:
            yield from _list(field, one or [], other or [], where, about)
        elif issubclass(field.kind, msgspec.Struct) and not _is_new_section(field, one, other):
            yield from _struct(field.kind, one or {}, other or {}, where, about)
        else:
            yield _leaf(field, one, other, where, about)


def _is_new_section(field: _Field, one: Any, other: Any) -> bool:
    """True where results came or went as a whole."""
    return field.kind is results.ResultsSection and not (one and other)


def _leaf(field: _Field, one: Any, other: Any, where: str, about: Item | None) -> FieldChange:
    if issubclass(field.kind, msgspec.Struct):
        one, other = _sizes(one), _sizes(other)
    return FieldChange(where, _operation(one, other), one, other, about)


def _whole(kind: type[msgspec.Struct], before: Item, after: Item, path: str) -> Iterator[FieldChange]:
    """Tell a small struct by the one field that changed, or as a whole when several did."""
    changed = [
        field.name
        for field in _fields(kind)
        if canonical_part(field.annotation)(before.get(field.name))
        != canonical_part(field.annotation)(after.get(field.name))
    ]
    if len(changed) == 1 and before and after:
        one, other = before.get(changed[0]), after.get(changed[0])
        yield FieldChange(f"{path}.{changed[0]}", _operation(one, other), one, other)
    elif changed:
        one, other = before or None, after or None
        yield FieldChange(path, _operation(one, other), one, other)


def _operation(one: Any, other: Any) -> str:
    return "added" if one in (None, "", [], {}) else "removed" if other in (None, "", [], {}) else "changed"


def _sizes(section: Mapping[str, Any] | None) -> dict[str, int] | None:
    """Count the rows of a results section's lists: {"outcomeMeasures": 12, …}."""
    if section is None:
        return None
    return {
        name: len(rows)
        for module in section.values()
        if isinstance(module, dict)
        for name, rows in module.items()
        if isinstance(rows, list | tuple)
    }


# ── Lists ─────────────────────────────────────────────────────────────────────


def _list(
    field: _Field, before: Sequence[Any], after: Sequence[Any], path: str, about: Item | None
) -> Iterator[FieldChange]:
    if not issubclass(field.kind, msgspec.Struct):
        one, other = list(before) or None, list(after) or None
        yield FieldChange(path, _operation(one, other), one, other, about)
    elif field.kind in _TABLES:
        one_size, other_size = ({"items": len(rows)} if rows else None for rows in (before, after))
        yield FieldChange(path, _operation(one_size, other_size), one_size, other_size, about)
    else:
        yield from _items(field, before, after, path, about)


def _items(
    field: _Field, before: Sequence[Item], after: Sequence[Item], path: str, about: Item | None
) -> Iterator[FieldChange]:
    paired = pair_items(before, after, kind=field.kind, same=canonical_part(field.kind))
    for i, j in paired.pairs:
        yield from _pair(field.kind, before[i], after[j], f"{path}[{j}]", _within(after[j], about))
    for i in paired.removed:
        yield FieldChange(f"{path}[{i}]", "removed", before[i], None, _within(before[i], about))
    for j in paired.added:
        yield FieldChange(f"{path}[{j}]", "added", None, after[j], _within(after[j], about))
    if not field.is_set and out_of_order(paired.pairs):
        yield FieldChange(path, "moved", _names(before), _names(after))


def _within(item: Item, parent: Item | None) -> Item:
    """Keep what names an item; of a contact of a place also the place."""
    about: dict[str, Any] = {
        name: value[:_ABOUT_LENGTH] if isinstance(value, str) else value
        for name, value in item.items()
        if isinstance(value, str | int) and name not in _PRIVATE
    }
    if parent is not None:
        about["within"] = {name: value for name, value in parent.items() if isinstance(value, str)}
    return about


_NAMED_BY = {
    study.Location: "facility",
    study.Outcome: "measure",
    study.ArmGroup: "label",
    study.Intervention: "name",
    study.Official: "name",
    study.Contact: "name",
    study.Sponsor: "name",
    results.OutcomeMeasure: "title",
    results.BaselineMeasure: "title",
}


def _pair(
    kind: type[msgspec.Struct], before: Item, after: Item, path: str, about: Item
) -> Iterator[FieldChange]:
    name = f"{path}.{_NAMED_BY.get(kind, '')}"
    for change in _struct(kind, before, after, path, about):
        if change.path == name and change.operation == "changed":
            yield dataclasses.replace(change, operation="renamed")
        else:
            yield change


def _names(items: Sequence[Item]) -> list[str]:
    return [
        str(item.get("measure") or item.get("label") or item.get("title") or item.get("name") or "")
        for item in items
    ]


# ── Outcomes: three lists between which a measure may move ────────────────────


def _outcomes(before: Item, after: Item, path: str) -> Iterator[FieldChange]:
    old = [(name, i, item) for name in _OUTCOME_LISTS for i, item in enumerate(before.get(name) or [])]
    new = [(name, i, item) for name in _OUTCOME_LISTS for i, item in enumerate(after.get(name) or [])]
    same = canonical_part(study.Outcome)
    stayed, gone, come = [], dict(enumerate(old)), dict(enumerate(new))
    for name in _OUTCOME_LISTS:  # first within each list, so that a measure moves only when it left its own
        ours = [at for at, row in gone.items() if row[0] == name]
        theirs = [at for at, row in come.items() if row[0] == name]
        paired = pair_items(
            [old[at][2] for at in ours], [new[at][2] for at in theirs], kind=study.Outcome, same=same
        )
        stayed += [(ours[i], theirs[j]) for i, j in paired.pairs]
    for i, j in stayed:
        del gone[i], come[j]
    left, arrived = list(gone), list(come)
    moves = pair_items(
        [old[at][2] for at in left], [new[at][2] for at in arrived], kind=study.Outcome, same=same
    )
    moved = {arrived[j]: left[i] for i, j in moves.pairs}
    pairs = {j: i for i, j in stayed}
    for j, (name, place, item) in enumerate(new):
        where, about = f"{path}.{name}[{place}]", _within(item, None)
        if j in pairs:
            yield from _pair(study.Outcome, old[pairs[j]][2], item, where, about)
        elif j in moved:
            source, _, earlier = old[moved[j]]
            yield FieldChange(where, "moved", {"list": source, **earlier}, {"list": name, **item}, about)
            yield from _pair(study.Outcome, earlier, item, where, about)
        else:
            yield FieldChange(where, "added", None, item, about)
    for i in sorted(set(gone) - set(moved.values())):
        name, place, item = old[i]
        yield FieldChange(f"{path}.{name}[{place}]", "removed", item, None, _within(item, None))
    for name in _OUTCOME_LISTS:
        order = [(i, j) for i, j in sorted(stayed, key=lambda pair: pair[1]) if new[j][0] == name]
        if out_of_order(order):
            yield FieldChange(
                f"{path}.{name}", "moved", _names(before.get(name) or []), _names(after.get(name) or [])
            )


# ── A study that the registry withholds, or shows again ───────────────────────


def _is_withheld(tree: Mapping[str, Any]) -> bool:
    status = tree.get("protocolSection", {}).get("statusModule", {})
    return bool(status.get("overallStatus") == "WITHHELD")


def _veil(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FieldChange]:
    """Tell a placeholder's coming or going as one change; what it hides has not changed."""
    hidden = _is_withheld(after)
    full = before if hidden else after
    title = full["protocolSection"]["identificationModule"].get("briefTitle")
    shown = {"briefTitle": title}
    if hidden:
        yield FieldChange("protocolSection", "removed", shown, None)
    else:
        yield FieldChange("protocolSection", "added", None, shown)
    statuses = [tree["protocolSection"]["statusModule"].get("overallStatus") for tree in (before, after)]
    yield FieldChange("protocolSection.statusModule.overallStatus", "changed", *statuses)
