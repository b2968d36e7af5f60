"""Find which item of a list became which: by what it is, never by where it stands."""

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plainstudy.record import record as records
from plainstudy.record import results, study

from .likeness import all_words, likeness, name_key, telling_words
from .place_identity import LAST_RESORTS, is_unnamed, parts_of, unnamed_likeness

Item = Mapping[str, Any]

# For each kind of item, what tells it from its neighbours: tried in this order, the strictest first.
_IDENTITY: dict[type, tuple[tuple[str, ...], ...]] = {
    study.Location: (
        ("facility", "city", "state", "zip", "country"),
        ("facility", "city", "country"),
        ("facility", "zip", "country"),
        ("facility", "state", "country"),
    ),
    study.Outcome: (("measure", "timeFrame"), ("measure",), ("description",)),
    study.ArmGroup: (("label",), ("description",)),
    study.Intervention: (("type", "name"), ("name",), ("description",)),
    study.Contact: (("role", "name", "email"), ("role", "name"), ("name",), ("email",)),
    study.Official: (("role", "name"), ("name",)),
    study.Sponsor: (("name",),),
    study.SecondaryId: (("type", "domain", "id"), ("type", "id"), ("id",)),
    study.Reference: (("pmid",), ("citation",)),
    study.SeeAlsoLink: (("url",), ("label",)),
    study.AvailIpd: (("type", "id", "url"), ("id",), ("url",)),
    records.LargeDocument: (("typeAbbrev", "filename"), ("typeAbbrev", "label"), ("filename",)),
    results.BaselineMeasure: (("title",),),
    results.OutcomeMeasure: (("type", "title", "timeFrame"), ("type", "title"), ("title",)),
    results.Period: (("title",),),
}

# Words of which two measures that are alike otherwise have not more than one each, or they are two measures.
_TELL_APART: tuple[frozenset[str], ...] = tuple(
    frozenset(words.split())
    for words in (
        "overall progression disease event relapse recurrence metastasis",
        "systolic diastolic",
        "efficacy safety tolerability pharmacokinetics immunogenicity feasibility",
        "cmax tmax auc ctrough clearance",
        "left right",
        "mortality morbidity survival response remission relapse",
        "pain function stiffness",
        "anxiety depression stress sleep fatigue",
        "fasting postprandial",
        "complete partial",
        "height weight",
    )
)

# Ways to know a place that is in another city now: only where nothing is left out.
_NEEDS_ALL = (("facility", "zip", "country"), ("facility", "state", "country"))

# The text by which a renamed item is recognised, how alike it must be, and what must not differ meanwhile.
_NAME: dict[type, tuple[str, float, tuple[str, ...]]] = {
    study.Location: ("facility", 0.6, ("city", "country")),
    study.Outcome: ("measure", 0.6, ()),
    study.ArmGroup: ("label", 0.6, ()),
    study.Intervention: ("name", 0.6, ("type",)),
    study.Official: ("name", 0.6, ("role",)),
    study.Sponsor: ("name", 0.6, ()),
    study.Reference: ("citation", 0.8, ()),
    results.OutcomeMeasure: ("title", 0.6, ("type",)),
    results.BaselineMeasure: ("title", 0.6, ()),
}
_NUMBERS_TELL_APART = frozenset({study.ArmGroup, study.Intervention})  # "Cohort 2" is not "Cohort 3"
_MEASURES = frozenset({study.Outcome, results.OutcomeMeasure})
_LONG = 40  # characters of a description that make it unlikely to stand under two items
_PAIRS_COMPARED = 4000

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Pairing:
    """Positions in the two lists: which belong together, which are gone, which are new."""

    pairs: tuple[tuple[int, int], ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]


def pair_items(
    before: Sequence[Item], after: Sequence[Item], *, kind: type, same: Callable[[Item], Any]
) -> Pairing:
    """Pair the items of two lists.

    ``same`` gives an item's canonical form: equal ones pair first, then those of
    one identity, then those whose name was reworded. Nothing pairs twice.
    """
    old, new = dict(enumerate(before)), dict(enumerate(after))
    pairs = _pair_by(old, new, lambda item: repr(same(item)))
    for names in _IDENTITY.get(kind, ()):
        pairs += _pair_by(old, new, lambda item, names=names: _identity(item, names))  # type: ignore[misc]
    pairs += _pair_alike(old, new, kind=kind)
    if kind is study.Location:
        for key, fits in LAST_RESORTS:
            pairs += _pair_only_ones(old, new, key, fits)
    return Pairing(tuple(sorted(pairs, key=lambda pair: pair[1])), tuple(old), tuple(new))


def _pair_by(
    old: dict[int, Item], new: dict[int, Item], key: Callable[[Item], str | None]
) -> list[tuple[int, int]]:
    """Pair and take out the items with one key, in their order."""
    waiting = defaultdict(list)
    for at, item in old.items():
        if (found := key(item)) is not None:
            waiting[found].append(at)
    pairs = []
    for at, item in new.items():
        found = key(item)
        if found is not None and waiting.get(found):
            pairs.append((waiting[found].pop(0), at))
    for one, other in pairs:
        del old[one], new[other]
    return pairs


def _pair_only_ones(
    old: dict[int, Item],
    new: dict[int, Item],
    key: Callable[[Item], str | None],
    fits: Callable[[Item, Item], bool],
) -> list[tuple[int, int]]:
    """Pair and take out items of one key, where it is left just once in each list and the two fit."""
    before, after = (_by_key(items, key) for items in (old, new))
    pairs = [
        (ones[0], others[0])
        for name, ones in before.items()
        if len(ones) == 1 and len(others := after.get(name, [])) == 1 and fits(old[ones[0]], new[others[0]])
    ]
    for one, other in pairs:
        del old[one], new[other]
    return pairs


def _by_key(items: Mapping[int, Item], key: Callable[[Item], str | None]) -> dict[str, list[int]]:
    found = defaultdict(list)
    for at, item in items.items():
        if (name := key(item)) is not None:
            found[name].append(at)
    return found


def _identity(item: Item, names: tuple[str, ...]) -> str | None:
    """Return what names an item by these fields, or None where they do not tell it from others."""
    parts = parts_of(item, names)
    if not parts[0] or (names == ("description",) and len(parts[0]) < _LONG):
        return None
    if names in _NEEDS_ALL and not (all(parts) and ("zip" in names or not is_unnamed(item))):
        return None
    return "\n".join(parts)


def _pair_alike(old: dict[int, Item], new: dict[int, Item], *, kind: type) -> list[tuple[int, int]]:
    if kind not in _NAME:
        return []
    field, least, fixed = _NAME[kind]
    scored = []
    for i, j in _candidates(old, new, fixed):
        score = _name_likeness(kind, old[i], new[j], field)
        if score >= least:
            scored.append((-score, abs(i - j), i, j))
    pairs = []
    for _, _, i, j in sorted(scored):
        if i in old and j in new:
            pairs.append((i, j))
            del old[i], new[j]
    return pairs


def _candidates(
    old: dict[int, Item], new: dict[int, Item], fixed: tuple[str, ...]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs that agree in what is fixed; none of a group too large to compare each with each."""
    groups: dict[tuple[str, ...], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, items in enumerate((old, new)):
        for at, item in items.items():
            groups[tuple(parts_of(item, fixed))][side].append(at)
    for ones, others in groups.values():
        if len(ones) * len(others) <= _PAIRS_COMPARED:
            yield from itertools.product(ones, others)


def _name_likeness(kind: type, one: Item, other: Item, field: str) -> float:
    one_name, other_name = str(one.get(field) or ""), str(other.get(field) or "")
    score = likeness(one_name, other_name)
    if kind is study.Location:
        return max(score, unnamed_likeness(one, other))
    if kind in _MEASURES and _name_two_things(one_name, other_name):
        return 0.0
    if kind is study.Outcome and _goes_on(one, other):
        return max(score, 0.7)
    if kind in _NUMBERS_TELL_APART and _NUMBER.findall(one_name) != _NUMBER.findall(other_name):
        # "Cohort 2" is not "Cohort 3", but a long label or one long description may keep a group one.
        long = min(len(telling_words(one_name)), len(telling_words(other_name))) >= 5 and score >= 0.85
        return score if long or _same_story(one, other) else 0.0
    return score


def _name_two_things(one: str, other: str) -> bool:
    """True when each name has its own of words that tell measures apart: overall and event-free survival."""
    first, second = all_words(one), all_words(other)
    return any(first & words - second and second & words - first for words in _TELL_APART)


def _goes_on(one: Item, other: Item) -> bool:
    """True for a measure of which one name begins the other, while its description and time are the same."""
    if not all(one.get(field) and one[field] == other.get(field) for field in ("description", "timeFrame")):
        return False
    short, long = sorted((name_key(item.get("measure")) for item in (one, other)), key=len)
    return bool(short) and f"{long} ".startswith(f"{short} ")


def _same_story(one: Item, other: Item) -> bool:
    texts = [str(item.get("description") or "") for item in (one, other)]
    return (
        min(map(len, texts)) >= _LONG
        and _NUMBER.findall(texts[0]) == _NUMBER.findall(texts[1])
        and likeness(*texts) >= 0.6
    )


def out_of_order(pairs: Iterable[tuple[int, int]]) -> bool:
    """True when items that stayed have changed places with each other."""
    places = [i for i, _ in pairs]
    return any(one > other for one, other in itertools.pairwise(places))
