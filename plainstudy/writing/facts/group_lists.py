"""What the groups of a record list, as numbers of its treatments."""

from collections.abc import Iterator, Sequence

import msgspec

from plainstudy.record.record import StudyRecord
from plainstudy.record.study import ArmGroup

from .things import Treatment

MEANS = frozenset({"measurement", "care"})
CONTROL = frozenset({"ACTIVE_COMPARATOR", "PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION"})
_OF_COPIES = frozenset({"PLACEBO_COMPARATOR", "SHAM_COMPARATOR"})


class Lists(msgspec.Struct, gc=False):
    """What the groups list, as numbers of real treatments; groups with nothing real are left out."""

    every: list[frozenset[int]]
    trial: list[frozenset[int]]
    compared: frozenset[int]
    """What groups list that are there to compare."""
    dummies: bool


def real_of(treatments: Sequence[Treatment]) -> frozenset[int]:
    """Give what is given or done: no copy, no usual care, no mere measuring."""
    return frozenset(n for n, item in enumerate(treatments) if not item.dummy and item.kind not in MEANS)


def lists_of(record: StudyRecord, treatments: Sequence[Treatment], real: frozenset[int]) -> Lists:
    """Give what of ``real`` the experimental groups list, and what those list that are there to compare."""
    numbers: dict[str, set[int]] = {}
    for number, item in enumerate(treatments):
        numbers.setdefault(item.registered, set()).add(number)
    groups = record.protocol_section.arms_interventions_module.arm_groups
    every = [(group, _numbers_of(group, numbers)) for group in groups]
    lists = [(group.type or "", got & real) for group, got in every if got & real]
    trial = [got for kind, got in lists if kind == "EXPERIMENTAL"]
    # One name is often listed for the thing and for its copy.
    control = [got for kind, got in lists if kind in CONTROL and not (kind in _OF_COPIES and got in trial)]
    if not trial:
        trial = [got for kind, got in lists if kind not in CONTROL] or control
        control = [got for got in control if got not in trial]
    compared = frozenset(number for got in control for number in got)
    dummies = any(treatments[n].dummy for _, got in every for n in got) or len(lists) < len(every)
    return Lists([got for _, got in lists], trial, compared, dummies)


def _numbers_of(group: ArmGroup, numbers: dict[str, set[int]]) -> frozenset[int]:
    return frozenset(number for name in listed_in(group) for number in numbers.get(name, ()))


def compared_in(record: StudyRecord, treatments: Sequence[Treatment]) -> frozenset[int]:
    """Give what groups list that are there to compare."""
    return lists_of(record, treatments, real_of(treatments)).compared


def listed_in(group: ArmGroup) -> Iterator[str]:
    """Give the registered names that a group lists, without their types."""
    return (name.partition(": ")[2] for name in group.intervention_names)
