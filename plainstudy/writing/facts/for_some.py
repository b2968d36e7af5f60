"""What the groups leave of what a title names: "A together with B" is true of no group that gets A alone."""

import re
from collections.abc import Collection, Sequence

import msgspec

from plainstudy.record.record import StudyRecord
from plainstudy.record.study import ArmGroup

from .fact import Focus
from .things import Treatment

FOR_SOME = "for some"
"""A group lacks something of what the title names, and no short words tell which."""
MEANS = frozenset({"measurement", "care"})
_GIVEN = frozenset({"drug", "biological", "vaccine", "combination"})
_CONTROL = frozenset({"ACTIVE_COMPARATOR", "PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION"})


def borne_out_by_groups(record: StudyRecord, treatments: Sequence[Treatment], found: Focus) -> Focus:
    """Keep, or put right, how a title joins things where all groups bear it out; else say nothing of it."""
    if not found.tested:
        return found
    if any(item.kind in _GIVEN and not item.name and not item.dummy for item in treatments):
        return Focus(why="nameless")  # what is given besides may be what is tested (NCT05507827)
    way = _way_of_groups(record, treatments, found.tested, found.way, found.partner)
    return Focus(why=FOR_SOME) if way == FOR_SOME else msgspec.structs.replace(found, way=way)


def _way_of_groups(
    record: StudyRecord, treatments: Sequence[Treatment], numbers: Sequence[int], way: str, partner: str
) -> str:
    """Give ``way`` where all groups bear it out, "with or without" where some get the first thing alone.

    ``FOR_SOME`` where neither is true; then nothing is said of how the things go together (NCT06362252).
    ``partner``: the class of treatments that the title joins to the things; "" for none.
    """
    groups = record.protocol_section.arms_interventions_module.arm_groups
    trial = [group for group in groups if group.type not in _CONTROL] or groups
    real = {item.registered for item in treatments if not item.dummy and item.kind not in MEANS}
    lists = [
        got
        for group in trial
        if (got := real.intersection(name.partition(": ")[2] for name in group.intervention_names))
    ]
    mine = {treatments[number].registered for number in numbers}
    if len(lists) < 2:
        return way
    if partner:
        return FOR_SOME if any(got <= mine for got in lists) and any(got - mine for got in lists) else way
    if len(mine) < 2:
        return way
    shared = mine.intersection(*lists)
    if not shared or shared == mine:
        return way  # each in a group of its own, or all in every group
    first = treatments[numbers[0]].registered
    plain = shared == {first} and all(got <= mine for got in lists) and {first} in lists and mine in lists
    return "with or without" if plain else FOR_SOME


_STANDARD = re.compile(r"(?:the )?(?:standard|usual|control|comparator|reference)\b(?![- ]dose)", re.I)


def without_standard(treatments: Sequence[Treatment], found: Focus) -> Focus:
    """Leave out what bears the name of the usual or the control: it is there to compare (NCT04907045)."""
    real = tuple(n for n in found.tested if not _STANDARD.match(treatments[n].name))
    if len(real) == len(found.tested):
        return found
    return msgspec.structs.replace(found, tested=real) if real else Focus(why="shared")


def without_control(
    record: StudyRecord, treatments: Sequence[Treatment], numbers: tuple[int, ...]
) -> tuple[int, ...]:
    """Leave out what control groups get too, where experimental groups get something that they do not."""
    groups = record.protocol_section.arms_interventions_module.arm_groups
    trial = _given({"EXPERIMENTAL"}, groups)
    control = _given(_CONTROL, groups)
    if not trial or not any(group.type in _CONTROL for group in groups):
        return numbers
    own = trial - control
    real = [item for item in treatments if not item.dummy and item.kind not in MEANS]
    if any(item.registered in own for item in real):
        return tuple(number for number in numbers if treatments[number].registered in own)
    return tuple(number for number in numbers if treatments[number].registered in trial) or numbers


def _given(types: Collection[str], groups: Sequence[ArmGroup]) -> set[str]:
    """Give the registered names of what groups of these types get."""
    return {
        name.partition(": ")[2]
        for group in groups
        if group.type in types
        for name in group.intervention_names
    }
