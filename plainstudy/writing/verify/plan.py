"""Who gets what, by the record's groups and treatments."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from plainstudy.record.study import ArmsInterventionsModule

from . import normal
from .vocabulary import neutral


@dataclass(frozen=True, slots=True)
class Plan:
    """Which words name which treatment, and which groups get it (numbers of groups)."""

    words: tuple[frozenset[str], ...]
    groups: tuple[frozenset[int], ...]
    spoken: tuple[frozenset[str], ...]
    """All telling words of each treatment, also those that several share."""
    labels: tuple[str, ...]
    types: tuple[str, ...]


@lru_cache(maxsize=20_000)
def _line(text: str) -> str:
    return normal.normal(text)


def plan_of(module: ArmsInterventionsModule) -> Plan:
    """Work out who gets what, by the groups' own lists and by the treatments' lists of groups."""
    labels = tuple(_line(arm.label or "").strip() for arm in module.arm_groups)
    groups: dict[str, set[int]] = {}
    spoken: dict[str, set[str]] = {}
    listed_in = [
        {_line(listed.partition(": ")[2]) for listed in arm.intervention_names} for arm in module.arm_groups
    ]
    for item in module.interventions:  # one that is listed once per dose is one treatment
        name, mine = (
            _line(item.name or ""),
            {_line(label).strip() for label in item.arm_group_labels},
        )
        words = _line(" ".join((item.name or "", *item.other_names))).split()
        dummy = not _DUMMIES.isdisjoint(words) and not _JOINS.search(item.name or "")
        spoken.setdefault(name, set()).update(() if dummy else filter(_says_which, words))
        groups.setdefault(name, set()).update(
            at for at, label in enumerate(labels) if label in mine or name in listed_in[at]
        )
    times = Counter(word for words in spoken.values() for word in words)
    own = [frozenset(word for word in words if times[word] == 1) for words in spoken.values()]
    types = tuple(arm.type or "" for arm in module.arm_groups)
    return Plan(
        tuple(own),
        tuple(map(frozenset, groups.values())),
        tuple(map(frozenset, spoken.values())),
        labels,
        types,
    )


_JOINS = re.compile(r"[+&/]|\b(?:and|plus|with)\b", re.I)
_DUMMIES = frozenset(("placebo", "placebos", "sham"))


def _says_which(word: str) -> bool:
    """True for a word that tells treatments apart: a code's number does, short and plain words do not."""
    return word not in neutral() and len(word) > 2


def named_in(line: str, plan: Plan) -> list[int]:
    """Return the treatments that a piece of text names by a word of their own."""
    words = set(line.split())
    return [at for at, own in enumerate(plan.words) if own & words]
