"""Tables of posted results: how many of their values changed, and one of them from what to what."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange
from plainstudy.plain.wording import count_of, join_words
from plainstudy.record.canonical import canonical_text
from plainstudy.record.record import StudyRecord

from .phrases import from_to, quote

CODE = re.compile(r"[A-Z]+(?:_[A-Z0-9]+)*")
_RESULTS = "resultsSection."


@dataclass(frozen=True, slots=True)
class _Cell:
    """One value of a table, with what it is ("the number of people who died") and what its row is called."""

    value: str
    what: str
    row: str
    group: str

    @property
    def named(self) -> str:
        """Say which value it is: "the number of people checked for “Nausea” in the group “Placebo”"."""
        row = f" for {quote(self.row, limit=60)}" if self.row and self.row != self.value else ""
        group = f" in the group {quote(self.group, limit=60)}" if self.group else ""
        return f"{self.what}{row}{group}"


def table_words(what: str, change: FieldChange, context: Context) -> str:
    """Tell how many values of a table changed, and one of them from what to what."""
    if change.operation in {"added", "removed"}:
        verb = "was added" if change.operation == "added" else "was taken out"
        return f"A part of {what} {verb}."
    before, after = (_cells(record, change) for record in (context.before, context.after))
    moved = [(before[at], after[at]) for at in before if at in after and before[at].value != after[at].value]
    told = [pair for pair in moved if not any(_is_code(cell.value) for cell in pair)]
    counts = [(len(moved), "changed"), (len(after.keys() - before.keys()), "added")]
    counts.append((len(before.keys() - after.keys()), "taken out"))
    parts = [_counted(number, verb) for number, verb in counts if number]
    if not parts:
        return f"In {what}, the order or names of parts changed."
    if not told:
        return f"In {what}, {join_words(parts)}."
    one, other = told[0]
    example = f"{other.named} changed {from_to(one.value, other.value)}"
    if counts == [(1, "changed"), (0, "added"), (0, "taken out")]:
        return f"In {what}, {example}."
    return f"In {what}, {join_words(parts)}; for one, {example}."


def _counted(number: int, verb: str) -> str:
    helper = "" if verb == "changed" else "was " if number == 1 else "were "
    return f"{count_of(number, 'value')} {helper}{verb}"


def _is_code(value: str) -> bool:
    return value in {"True", "False"} or ("_" in value and CODE.fullmatch(value) is not None)


_WHAT = {
    "numAtRisk": "the number of people checked",
    "numAffected": "the number of people affected",
    "numEvents": "the number of times it happened",
    "numSubjects": "the number of people",
    "numUnits": "the number of things counted",
    "deathsNumAffected": "the number of people who died",
    "deathsNumAtRisk": "the number of people checked for deaths",
    "seriousNumAffected": "the number of people with serious problems",
    "seriousNumAtRisk": "the number of people checked for serious problems",
    "otherNumAffected": "the number of people with other problems",
    "otherNumAtRisk": "the number of people checked for other problems",
    "title": "a name",
    "term": "a name",
    "type": "a name",
    "description": "a note",
    "comment": "a note",
    "spread": "the spread",
    "lowerLimit": "the lower limit",
    "upperLimit": "the upper limit",
    "pValue": "the p-value",
}
_NAMED_BY = ("term", "title", "type")


def _cells(record: StudyRecord, change: FieldChange) -> dict[str, _Cell]:
    """Return the values of a table by where they stand; ids of groups are no values."""
    rows, groups = _rows(record, change)
    found = _walk(rows, "", _Cell("", "the value", "", ""), groups)
    return {where: cell for where, cell in found if not where.endswith(("groupId", ".id"))}


def _walk(node: Any, at: str, within: _Cell, groups: Mapping[str, str]) -> Iterator[tuple[str, _Cell]]:
    if isinstance(node, Mapping):
        row = next((_name(str(node[name])) for name in _NAMED_BY if node.get(name)), within.row)
        group = groups.get(str(node.get("groupId")), within.group)
        for key, value in node.items():
            yield from _walk(value, f"{at}.{key}", _Cell("", _WHAT.get(key, "the value"), row, group), groups)
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for place, item in enumerate(node):
            yield from _walk(item, f"{at}[{_place(item, place)}]", within, groups)
    elif node is not None:
        yield at, _Cell(canonical_text(str(node)), within.what, within.row, within.group)


def _name(text: str) -> str:
    """Write a step in which people are counted as a word: "NOT COMPLETED" gives "Not completed"."""
    return text.capitalize() if text in {"STARTED", "COMPLETED", "NOT COMPLETED"} else text


def _place(item: Any, place: int) -> str:
    """Name a row by its group where it has one: such rows come in any order."""
    return str(item["groupId"]) if isinstance(item, Mapping) and "groupId" in item else str(place)


def _rows(record: StudyRecord, change: FieldChange) -> tuple[Any, dict[str, str]]:
    """Return the table that a change speaks of (None where it has none) and its groups by their ids."""
    node: Any = msgspec.to_builtins(record.results_section, enc_hook=str)
    groups: dict[str, str] = {}
    for key in change.short_field.removeprefix(_RESULTS).split("."):
        if isinstance(node, Sequence):
            node = _one_titled(node, change)
        if not isinstance(node, Mapping):
            return None, groups
        for group in [*(node.get("groups") or ()), *(node.get("eventGroups") or ())]:
            groups[str(group.get("id"))] = str(group.get("title") or "")
        node = node.get(key)
    return node, groups


def _one_titled(items: Sequence[Any], change: FieldChange) -> Any:
    about = change.about or {}
    for names in (("title", "type", "timeFrame"), ("title",)):
        for item in items:
            if all(_same(item.get(name), about.get(name)) for name in names):
                return item
    return None


def _same(one: Any, other: Any) -> bool:
    """Compare two texts of which the second may be cut."""
    return (one or "")[:400] == (other or "")[:400] if isinstance(one, str | None) else one == other
