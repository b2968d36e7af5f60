"""Numbers, units, counts and dates: each must stand in the cited passage or follow from the cited fields."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from .counts import counts as counts_of
from .evidence import Evidence
from .form import Fault
from .moments import lies_between
from .normal import normal
from .passage import Passage
from .plan import named_in
from .quantity import Quantity, bound_of
from .reading import Reading, read
from .sieve import sieved
from .units import TIME

_SCALES = {
    "g": ("mg", 1000.0),
    "ug": ("mg", 0.001),
    "ng": ("mg", 1e-6),
    "kg": ("mg", 1e6),
    "l": ("ml", 1000.0),
    "dl": ("ml", 100.0),
    "mm": ("cm", 0.1),
}
_COUNTED = frozenset(("people", "places", "countries", "cities", "groups", "doses", "papers", "times"))


def check(
    reading: Reading, passage: Passage, evidence: Evidence, sources: tuple[str, ...], general: str
) -> Iterator[Fault]:
    """Yield each number, unit, count and date without support."""
    wanted = asked(reading.text)
    for item in wanted.items:
        if general and item.text in general:
            continue
        if not (_stands_so(item, reading, passage) or _supported(item, reading, passage, evidence, sources)):
            yield _kind(item), "the cited sources do not give this number", reading.low[item.start : item.end]
    for share in wanted.shares:
        if normal(share) not in passage.line and share not in general:
            yield "number", "the cited sources do not give this share", share


class Asked(msgspec.Struct, frozen=True, gc=False):
    """The numbers of a sentence that need a source, and shares like "two in three"."""

    items: tuple[Quantity, ...]
    shares: tuple[str, ...]


@lru_cache(maxsize=60_000)
def asked(text: str) -> Asked:
    """Leave out the numbers that other checks look at, and those that say nothing."""
    reading = read(text)
    is_of_points = bool(reading.quantities) and reading.find_low(_OF_POINTS) is not None
    return Asked(
        tuple(
            [
                item
                for item in reading.quantities
                # the page's own count of points is looked at with the page
                if not (is_of_points and item.noun in {"of", "points"})
                # the check of names looks at "type 2"
                and not any(
                    reading.low.endswith(f"{kind} ", 0, item.start) for kind, _label in reading.labels
                )
                # the check of the design looks at phases
                and not _AFTER_PHASE.search(reading.low, max(0, item.start - 16), item.start)
                and item.noun != "ordinal"
                and not _says_nothing(item, reading)
            ]
        ),
        tuple([found.group() for found in reading.find_all(_SHARE)]),
    )


def _kind(item: Quantity) -> str:
    return "unit" if item.unit else "number"


_SHARE = sieved(
    r"\b(?:one|two|three|\d+) (?:in|out of) (?:every )?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b(?! (?:points|phases?|groups|parts))"
    r"|\b(?:half|a third|a quarter|two thirds|three quarters|most) of (?:the |all |these |those )?"
    r"(?:people|participants|patients|them|women|men|children|adults)\b"
)
_ONE_OF = re.compile(r"one (?:in|of|out of) (?:every )?(\w+)")
_AFTER_PHASE = re.compile(r"\bphases?[ -](?:\w+ ?(?:and|or|to|/) ?)?$")
_AGES = sieved(r"\b(?:aged?|ages|older|younger|old|and over|and under|age limits?)\b")
_OF_POINTS = sieved(r"\b\d+ of \d+ points\b")
_AT_SOME = re.compile(r"^one (?:hospital|clinic|cent(?:er|re)|place|site|city|country|group|arm)\b")


def _says_nothing(item: Quantity, reading: Reading) -> bool:
    """True for "one of the main measures", "each day the team …", "once": no count is claimed."""
    if item.text == "one":
        if item.unit or _AT_SOME.match(reading.low[item.start :]):
            return False
        share = _ONE_OF.match(reading.low, item.start)
        return share is None or not (
            share[1].isdigit() or any(other.start == share.start(1) for other in reading.quantities)
        )
    if item.noun == "rate" or (item.text in {"once", "half"} and not item.per and item.text == "once"):
        return True
    return (
        item.noun == "single"
        and item.unit in {"minute", "hour", "day"}
        and any(other.per for other in reading.quantities)
    )


def _stands_so(item: Quantity, reading: Reading, passage: Passage) -> bool:
    """The quick way: the very words stand in the passage, whole, with the same limit."""
    if not item.unit or item.per:
        return False
    fragment = reading.low[item.start : item.end]
    has_unit = len(fragment) > len(item.text)  # and does not share that of the next number
    raw = passage.raw
    at = raw.find(fragment)
    while at >= 0:
        before, after = (
            raw[at - 1 : at] if at else "",
            raw[at + len(fragment) : at + len(fragment) + 1],
        )
        if (
            not (before.isalnum() or before == ".")
            and not after.isalnum()
            and (not item.bound or (has_unit and bound_of(raw, at, at + len(fragment)) == item.bound))
        ):
            return True
        at = raw.find(fragment, at + 1)
    return False


def _supported(
    item: Quantity, reading: Reading, passage: Passage, evidence: Evidence, sources: tuple[str, ...]
) -> bool:
    counts = (
        set(counts_of(item.noun, evidence, sources, reading.words))
        if not item.unit and not item.per
        else set()
    )
    if item.noun == "groups" and item.value in groups_with(reading, evidence):
        return True
    if item.noun in {"more", "others", "other"} and any(
        item.value < count for count in counts if count < 1000
    ):
        return True
    if item.value in counts:
        return True
    there = passage.quantities_near(item.text)
    return (bool(there) and _is_there(item, reading, there, counts, evidence, sources, for_sure=False)) or (
        _is_there(item, reading, passage.quantities(), counts, evidence, sources, for_sure=True)
    )


def _is_there(
    item: Quantity,
    reading: Reading,
    there: tuple[Quantity, ...],
    counts: set[float],
    evidence: Evidence,
    sources: tuple[str, ...],
    *,
    for_sure: bool,
) -> bool:
    """True where one of the numbers bears the item out; ``for_sure`` says that these are all there are."""
    if item.per:
        return any(other.per == item.per and other.value == item.value for other in there) or _every_hours(
            item, there
        )
    if (
        item.unit == "year"
        and item.value == 2
        and evidence.status == "UNKNOWN"
        and "confirmed" in reading.words
    ):
        return True  # what the registry's UNKNOWN means
    same = [other for other in there if _equal(item, other)]
    if item.unit:
        if same and _bound_fits(item, same, evidence, sources):
            return True
        return for_sure and not same and item.unit in TIME and lies_between(item, reading, evidence, sources)
    if (
        not item.unit
        and reading.find_low(_AGES)
        and any(other.value == item.value and other.unit == "year" for other in there)
    ):
        return True
    if item.noun in _COUNTED and item.noun != "times":
        from_results = any(path.startswith("resultsSection") for path in sources)
        strict = bool(counts) and (item.noun != "people" or from_results)
        return any(
            other.value == item.value
            and not other.per
            and (other.noun == item.noun or (not strict and not other.unit and other.noun not in _COUNTED))
            for other in there
        )
    return (
        bool(same)
        or item.value in counts
        or any(other.value == item.value and (not other.unit or other.unit == item.unit) for other in there)
    )


def _every_hours(item: Quantity, there: tuple[Quantity, ...]) -> bool:
    """True for "once a day" where the source says "each day" or "every 24 hours"."""
    if item.value == 1 and any(
        other.unit == item.per and other.noun in {"rate", "single"} for other in there
    ):
        return True
    return item.per == "day" and any(
        other.unit == "hour" and other.value * item.value == 24 for other in there
    )


def _equal(item: Quantity, other: Quantity) -> bool:
    if other.per:
        return False
    if item.unit == other.unit:
        return abs(item.value - other.value) < 1e-9 or (
            item.unit == "" and abs(item.value - other.value) < 1e-6
        )
    if item.unit in TIME and other.unit in TIME:
        one, two = item.value * TIME[item.unit], other.value * TIME[other.unit]
        return abs(one - two) <= 0.02 * max(one, two)
    if {item.unit, other.unit} <= {"unit", "iu"} or {item.unit, other.unit} == {"%", ""}:
        return item.value == other.value and item.unit != ""
    one_unit, one_factor = _SCALES.get(item.unit, (item.unit, 1.0))
    two_unit, two_factor = _SCALES.get(other.unit, (other.unit, 1.0))
    return (
        bool(item.unit and other.unit)
        and one_unit == two_unit
        and abs(item.value * one_factor - other.value * two_factor) < 1e-9
    )


def _bound_fits(item: Quantity, same: list[Quantity], evidence: Evidence, sources: tuple[str, ...]) -> bool:
    """A limit may not turn round: "at least 18" is not borne out by "at most 18"."""
    if not item.bound:
        return True
    bounds = {other.bound for other in same}
    for path in sources:
        if path.endswith("minimumAge"):
            bounds.add("min")
        elif path.endswith("maximumAge"):
            bounds.add("max")
    return item.bound in bounds or "" in bounds


def groups_with(reading: Reading, evidence: Evidence) -> set[int]:
    """Return for how many groups it is true that they get all treatments that the sentence names."""
    plan = evidence.plan()
    named = named_in(reading.line, plan)
    count = sum(all(at in plan.groups[treatment] for treatment in named) for at in range(len(plan.types)))
    return set(range(1, count + 1))
