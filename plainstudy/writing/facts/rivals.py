"""Things that a study sets against each other: one in each group, and a title that says so."""

import re
from collections.abc import Collection, Sequence

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .agreement import is_for_some
from .group_lists import listed_in, lists_of, real_of
from .things import Treatment
from .title_lines import Titles, names_of
from .titled_words import JOINED

_MOST_RIVALS = 3
_AGAINST = gated(
    r"\bversus\b|\bvs\b|\bcompar\w+|\bhead[- ]to[- ]head\b|\brelative to\b|\bnon-?inferior\w*|\binstead of\b",
    re.I,
)


def rivals_of(record: StudyRecord, treatments: Sequence[Treatment], titles: Titles) -> tuple[int, ...]:
    """Give what is compared: one thing in each group, all of them set against each other by a title."""
    real = real_of(treatments)
    lists = lists_of(record, treatments, real)
    if lists.dummies or any(len(got) != 1 for got in lists.every):
        return ()
    own = frozenset().union(*lists.every)
    if not 2 <= len(own) <= _MOST_RIVALS or own != real or not own <= titles.seen:
        return ()
    if any(not treatments[number].name for number in own) or share_a_name(record, treatments, own, own):
        return ()
    if not any(_AGAINST.search(line.text) for line in titles.lines):
        return ()
    if any(JOINED.search(line.text) for line in titles.lines) or not _groups_agree(record, treatments, own):
        return ()
    order = titles.order
    return tuple(
        sorted(own, key=lambda number: (number in lists.compared, order.get(number, 30_000) % 30_001))
    )


_LONG = re.compile(r"[a-z]{4,}")
_OF_GROUPS_LISTED = """
    inter exper treat group contr activ study arms patie parti thera compa stand
"""
_OF_GROUPS = frozenset(_OF_GROUPS_LISTED.split())
_MORE = re.compile(r"[+/&]|\b(?:and|or|plus|with|then)\b", re.I)


def _groups_agree(record: StudyRecord, treatments: Sequence[Treatment], own: Collection[int]) -> bool:
    """True where no group is called after something else than what it lists, and nothing is for some only."""
    module = record.protocol_section.arms_interventions_module
    if record.protocol_section.design_module.design_info.intervention_model == "FACTORIAL":
        return False
    if any(map(is_for_some, module.interventions)):
        return False
    names = {treatments[n].registered: f"{treatments[n].name} {treatments[n].also}" for n in own}
    for group in module.arm_groups:
        listed = " ".join(f"{x} {names.get(x, '')}" for x in listed_in(group)).lower()
        label = {word[:5] for word in _LONG.findall((group.label or "").lower())} - _OF_GROUPS
        if label and label.isdisjoint({word[:5] for word in _LONG.findall(listed)}):
            return False
        if _MORE.search(group.label or "") and not _MORE.search(listed):
            return False
    return True


def share_a_name(
    record: StudyRecord, treatments: Sequence[Treatment], ones: Collection[int], others: Collection[int]
) -> bool:
    """True where a thing goes by the name of one that it is compared with: "omalizumab" and "Xolair"."""
    listed = record.protocol_section.arms_interventions_module.interventions

    def known(number: int) -> set[str]:
        item = treatments[number]
        at = int(item.path.rpartition("[")[2].rstrip("]"))
        names = {*names_of(item, record, alone=True), *listed[at].other_names}
        return {" ".join(_WORD.findall(name.lower())) for name in names if name}

    for one in ones:
        for other in others:
            mine, theirs = known(one), known(other)
            if one != other and (mine & theirs or _begins(mine, theirs) or _begins(theirs, mine)):
                return True
    return False


def _begins(names: set[str], others: set[str]) -> bool:
    """True where a name is another one with a word more: "insulin glargine Ezelin"."""
    return any(name.startswith(f"{other} ") for name in names for other in others)


_WORD = re.compile(r"[^\W_]+")
