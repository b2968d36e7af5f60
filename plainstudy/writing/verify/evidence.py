"""The record, as the checks ask it: what stands at a path, in words and in numbers."""

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

import msgspec

from plainstudy.record.partial_date import PartialDate
from plainstudy.record.record import StudyRecord

from . import normal
from .passage import SHORT, OfCriteria, Passage, short
from .plan import Plan, plan_of

GENERAL = "general:"
_STEP = re.compile(r"([A-Za-z0-9]+)((?:\[\d+\])*)")
_INDEX = re.compile(r"\[(\d+)\]")


_TITLES = (
    "protocolSection.identificationModule.briefTitle",
    "protocolSection.identificationModule.officialTitle",
)
_KNOWN: dict[str, tuple[Any, ...]] = {}
"""For paths seen before: how to get there, as getters and places in lists."""
_MOST_KNOWN = 20_000


class _Nothing:
    """What a path leads to that the record type does not know."""


NOTHING = _Nothing()


@lru_cache(maxsize=100_000)
def _steps(path: str) -> tuple[str | int, ...]:
    """Take a path apart; empty where it is none."""
    steps: list[str | int] = []
    for part in path.split("."):
        found = _STEP.fullmatch(part)
        if found is None:
            return ()
        steps.append(found[1])
        steps += [int(number) for number in _INDEX.findall(found[2])]
    return tuple(steps)


@cache
def _attributes(kind: type[msgspec.Struct]) -> dict[str, str]:
    """Map the registry's names of a struct's fields to ours."""
    return dict(zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True))


@cache
def _empty(kind: type[msgspec.Struct]) -> msgspec.Struct | None:
    try:
        return kind()
    except TypeError:
        return None


def _encode_extra(value: Any) -> str:
    return str(value)


_encoder = msgspec.json.Encoder(enc_hook=_encode_extra)


class Evidence:
    """One record, asked by path. Everything found is kept for the next sentence of the page."""

    def __init__(self, record: StudyRecord, *, today: dt.date) -> None:
        """``today`` is the registry's day."""
        self.record = record
        self.today = today
        self.protocol = record.protocol_section
        self.status = self.protocol.status_module.overall_status or ""
        self.design = self.protocol.design_module
        self.arms = self.protocol.arms_interventions_module
        self._nodes: dict[str, Any] = {}
        self._passages: dict[tuple[str, ...], Passage] = {}
        self._parts: dict[str, Passage] = {}
        self._whole: Passage | None = None
        self._plan: Plan | None = None
        self._told: str | None = None
        self._groups: str | None = None
        self.others: str | None = None
        """What speaks of people without the illness: kept by ``universal`` for the next sentence."""

    def node(self, path: str) -> Any:
        """Return what stands at a path: a struct, tuple, text, number, None; NOTHING for no such path."""
        if path not in self._nodes:
            self._nodes[path] = self._walk(path)
        return self._nodes[path]

    def _walk(self, path: str) -> Any:
        known = _KNOWN.get(path)
        if known is None:
            return self._find(path)
        node: Any = self.record
        try:
            for step in known:
                node = node[step] if isinstance(step, int) else step(node)
        except (AttributeError, IndexError, TypeError):
            return NOTHING
        return node

    def _find(self, path: str) -> Any:
        """Follow a path step by step, and remember its attributes for the next record."""
        steps = _steps(path)
        node: Any = self.record if steps else NOTHING
        names: list[str | int] = []
        for step in steps:
            if isinstance(step, int):
                if not isinstance(node, tuple) or step >= len(node):
                    return NOTHING
                node = node[step]
                names.append(step)
            elif isinstance(node, msgspec.Struct):
                name = _attributes(type(node)).get(step)
                if name is None:
                    return NOTHING
                node = getattr(node, name)
                names.append(name)
            else:
                return NOTHING
        if names and len(_KNOWN) < _MOST_KNOWN:
            _KNOWN[path] = tuple(
                part
                for is_index, group in itertools.groupby(names, lambda name: isinstance(name, int))
                for part in (group if is_index else (attrgetter(".".join(map(str, group))),))
            )
        return node

    def passage(self, sources: tuple[str, ...]) -> Passage:
        """Return the text of all cited paths of the record together."""
        found = self._passages.get(sources)
        if found is None:
            parts = [self.part(path) for path in sources if not path.startswith(GENERAL)]
            found = self._passages[sources] = parts[0] if len(parts) == 1 else Passage(parts=tuple(parts))
        return found

    def part(self, path: str) -> Passage:
        """Return the text at one path of the record."""
        found = self._parts.get(path)
        if found is None:
            found = self._parts[path] = _passage_of(self.node(path), path)
        return found

    def whole(self) -> Passage:
        """Return the text of the whole protocol and of what the registry derived from it."""
        if self._whole is None:
            self._whole = Passage(
                lambda: _text_of(self.protocol) + "\n" + _text_of(self.record.derived_section)
            )
        return self._whole

    def arms_line(self) -> str:
        """Return all words about groups and treatments, titles and summary included."""
        return self.passage(
            (
                "protocolSection.armsInterventionsModule",
                "protocolSection.identificationModule.briefTitle",
                "protocolSection.identificationModule.officialTitle",
            )
        ).line

    def titles_line(self) -> str:
        """Return the words of both titles."""
        return self.passage(_TITLES).line

    def groups_line(self) -> str:
        """Return the words of the groups' labels and descriptions, as they are spelled."""
        if self._groups is None:
            texts = (text for arm in self.arms.arm_groups for text in (arm.label, arm.description, " . "))
            self._groups = normal.rough_line(*texts)
        return self._groups

    def told_line(self) -> str:
        """Return all words that tell how the study is done and who joins, as they are spelled.

        Outcomes, places and papers are left out: the words of a comparison in them may be of anything.
        """
        if self._told is None:
            ids, told = self.protocol.identification_module, self.protocol.description_module
            info = self.design.design_info
            self._told = normal.rough_line(
                ids.brief_title,
                ids.official_title,
                told.brief_summary,
                told.detailed_description,
                info.intervention_model_description,
                info.masking_info.masking_description,
                *(item.description for item in self.arms.interventions),
                self.protocol.eligibility_module.eligibility_criteria,
            )
            self._told += self.groups_line()
        return self._told

    def in_every_arm(self, word: str) -> bool:
        """True when each group's own text has the word."""
        count = len(self.arms.arm_groups)
        paths = [(f"protocolSection.armsInterventionsModule.armGroups[{at}]",) for at in range(count)]
        return count > 0 and all(f" {word}" in self.passage(path).line for path in paths)

    def plan(self) -> Plan:
        """Return who gets what."""
        if self._plan is None:
            self._plan = plan_of(self.arms)
        return self._plan

    def nodes(self, sources: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        """Yield each cited path of the record with what stands there."""
        for path in sources:
            if not path.startswith(GENERAL) and (node := self.node(path)) is not NOTHING:
                yield path, node


_MISSING, _EMPTY = Passage(lambda: ""), Passage(lambda: "")
_MISSING.is_there = _MISSING.says = _EMPTY.says = False


def _passage_of(node: Any, path: str) -> Passage:
    if node is NOTHING:
        return _MISSING
    if node is None or node == "":
        return _EMPTY
    if isinstance(node, str):
        if path.endswith(".eligibilityCriteria"):
            return OfCriteria(node)
        return short(node) if len(node) <= SHORT else Passage(lambda: node)
    if isinstance(node, msgspec.Struct | tuple):
        made = Passage(lambda: _text_of(node))
        made.says = node != () and (isinstance(node, tuple) or node != _empty(type(node)))
        return made
    return short(_text_of(node))


def _text_of(node: Any) -> str:
    """Return all text below a node; names of fields are in it, which does no harm."""
    if isinstance(node, str):
        return node
    if node is None or node is NOTHING:
        return ""
    if isinstance(node, PartialDate):
        return str(node)
    return normal.from_json(_encoder.encode(node).decode())
