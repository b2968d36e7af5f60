"""Points of who can and cannot join: each below its own heading of the criteria, for or against as there."""

import re
from collections.abc import Iterator

from .evidence import Evidence
from .form import Fault
from .headings import parts_of
from .normal import word_set
from .reading import Reading
from .vocabulary import bears_out, neutral

_EXCLUDES = re.compile(
    r"\b(?:exclusion|non-?inclusion|excluded|not eligible|ineligib\w+)\b(?: "
    r"criteria| criterion)?|\bcannot (?:join|take part)|\bkey "
    r"exclusion\b",
    re.I,
)
_CLEARLY = 0.15
_FILLING = word_set(
    "the and for with who have has had are was were that this "
    "people person must not any other than more less least most "
    "can cannot able"
)


_DENIES = word_set("no not without never neither nor except unless excluding non")


def _cut_out_of_a_denial(line: str, mine: str, reading: Reading) -> Iterator[Fault]:
    """Yield a point whose own line denies it just before or after: "No allergy to insulin" cut to its end."""
    start = mine.find(line)
    while start >= 0:
        before = mine[:start].rpartition("\x02")[2].split()[-4:]
        after = mine[start + len(line) :].partition("\x02")[0].split()[:2]
        if _DENIES.isdisjoint(before) and _DENIES.isdisjoint(after):
            return
        start = mine.find(line, start + 1)
    if line in mine:
        yield "negation", "the line it is taken from denies this", reading.text


def _share(own: list[str], line: str) -> float:
    """Return how many of a point's words a part of the criteria bears out, from 0 to 1."""
    return sum(f" {word}" in line or bears_out(line, word) for word in own) / len(own)


def check(reading: Reading, evidence: Evidence, *, can: bool) -> Iterator[Fault]:
    """Yield a point that does not stand below its heading, or that its line turns round."""
    text = evidence.protocol.eligibility_module.eligibility_criteria or ""
    parts = parts_of(text)
    mine, other = (parts.inclusion, parts.exclusion) if can else (parts.exclusion, parts.inclusion)
    line = reading.line
    if line in mine or line in mine.replace(" \x02", ""):
        yield from _cut_out_of_a_denial(line, mine, reading)
        if can and _EXCLUDES.search(reading.low):
            yield "criteria", "an exclusion stands among the inclusions", reading.text
        return
    own = [word for word in dict.fromkeys(reading.line.split()) if len(word) > 2 and word not in _FILLING]
    own = [word for word in own if word not in neutral()] or own
    if not own:
        return
    here = _share(own, mine)
    # Nothing stands more clearly below the other heading than what stands nearly whole below its own.
    there = _share(own, other) if here < 1 - _CLEARLY else 0.0
    heading = "inclusion" if can else "exclusion"
    if line in other or (there > here + _CLEARLY and there > 0.6):
        yield "criteria", f"the record does not list this below {heading}", reading.text
    elif line in parts.before:
        yield "criteria", "the record lists this below no clear heading", reading.text
    elif here < 0.35 and len(own) >= 3:
        yield "criteria", f"the record's {heading} does not say this", reading.text
