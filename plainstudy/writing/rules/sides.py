"""How several treatments stand together: in one group, in some groups only, or each in a group of its own."""

from collections.abc import Iterator, Sequence

from plainstudy.writing.facts import Facts, Treatment

from . import naming as n


def in_groups(facts: Facts, items: Sequence[Treatment], *, apart: bool = True) -> Iterator[str]:
    """Give ways to list treatments that say how the groups combine them, the fullest first.

    "A and B", "A, with or without B", "A together with B or C", "A and B, in different groups". ``apart``
    False leaves the last one at "A or B", as one side of a comparison has it.
    """
    if not _are_settled(facts) or (apart and _hides_something(facts, items)):
        for most in (4, 3, 2):
            yield n.names(items, most=most)
        return
    numbers = {facts.treatments.index(item) for item in items if item in facts.treatments}
    mine = [got for arm in facts.arms if (got := numbers.intersection(arm.gets))]
    base = numbers.intersection(*mine) if mine else numbers
    first = tuple(item for item in items if facts.treatments.index(item) in base)
    rest = tuple(item for item in items if item not in first)
    single = all(len(got) == 1 for got in mine)
    mixed = overlap(mine)
    for most in (4, 3, 2):
        if not rest:
            yield n.names(items, most=most)
        elif first:
            alone = any(got == base for got in mine)
            how = ", with or without " if alone else " together with "
            yield f"{n.names(first, most=2)}{how}{n.names(rest, most=most - 1, last='or')}"
        elif single and not apart:
            yield n.names(items, most=most, last="or")
        elif single:
            yield f"{n.names(items, most=most)}, in different groups"
        else:
            alone = mixed and any(len(got) == 1 for got in mine)
            start, end = ("combinations of ", "") if mixed and not alone else ("", ", alone or together")
            yield f"{start}{n.names(items, most=most)}{end if mixed else ''}"


def _hides_something(facts: Facts, items: Sequence[Treatment]) -> bool:
    """True where some group gets a thing that is not among these, and not for all: none is then "without"."""
    known = {*items, *(facts.treatments[number] for number in facts.comparison.everyone)}
    listed = (facts.treatments[number] for arm in facts.arms for number in arm.gets)
    return any(item not in known and item.kind not in {"care", "measurement"} for item in listed)


def _are_settled(facts: Facts) -> bool:
    """True where the groups' own words bear out who gets what together; else things are only named.

    One after the other for some: "with or without" would be wrong (NCT02856893).
    """
    several = len({frozenset(arm.gets) for arm in facts.arms}) > 1
    if several and any(arm.in_order or not arm.agrees for arm in facts.arms):
        return False
    return facts.comparison.kind != "unclear" and not facts.crossover


def overlap(groups: Sequence[set[int]]) -> bool:
    """True when different groups share a part of what they get."""
    kinds = {frozenset(got) for got in groups}
    return any(one != two and one & two for one in kinds for two in kinds)


def ways_to_compare(facts: Facts, items: Sequence[Treatment]) -> Iterator[str]:
    """Give ways to list what is compared among groups of which none is there to compare with."""
    numbers = {facts.treatments.index(item) for item in items}
    mine = [got for arm in facts.arms if (got := numbers.intersection(arm.gets))]
    kinds = list(dict.fromkeys(frozenset(got) for got in mine))
    if len(items) == 2 and {len(got) for got in kinds} == {1, 2} and len(kinds) == 3:
        yield f"{n.names(items)}, each alone and both together"
    elif overlap(mine):
        for most in (4, 3, 2):
            yield f"different combinations of {n.names(items, most=most)}"
    elif len(kinds) == 2 and any(len(got) > 1 for got in kinds):
        first, second = (tuple(facts.treatments[number] for number in sorted(got)) for got in kinds)
        for most in (4, 3, 2):
            yield f"{n.names(first, most=most)} with {n.names(second, most=most)}"
    else:
        for most in (4, 3, 2):
            yield n.names(items, most=most)
