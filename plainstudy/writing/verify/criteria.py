"""Points of who can and cannot join: each from the part of the criteria below its own heading, for or against as there."""

import re
from collections.abc import Iterator
from functools import lru_cache

from . import normal
from .evidence import Evidence
from .form import Fault
from .reading import Reading
from .vocabulary import bears_out

_EXCLUDES = re.compile(
    r"\b(?:exclusion|non-?inclusion|excluded|not eligible|ineligib\w+)\b(?: criteria| criterion)?|\bcannot (?:join|take part)|\bkey exclusion\b",
    re.I,
)
_HEADING = re.compile(
    r"^\W*(?:[\w/&,'’() -]{0,60}\b)?(?P<ex>exclusion|non-?inclusion|excluded|exclude)?(?P<in>inclusion|included|eligib\w+|include)?\b[\w/&,'’() -]{0,40}(?:criteria|criterion|:|$)",
    re.I,
)
_MARK = re.compile(
    r"(?P<ex>\b(?:(?:key |main |major |general |other |additional )?(?:exclusion|non-?inclusion|excluding) criteri(?:a|on|as)|exclusions?(?=\s*:)|exclude(?:d)?(?=\s*:)|(?:criteria|reasons?) for exclusion|not eligible if|ineligib\w* criteria)\b)"
    r"|(?P<inc>\b(?:(?:key |main |major |general |other |additional )?inclusion criteri(?:a|on|as)|inclusions?(?=\s*:)|includ(?:ed|e)(?=\s*:)|eligibility criteria(?=\s*:)|(?:criteria|reasons?) for inclusion)\b)",
    re.I,
)


@lru_cache(maxsize=256)
def _parts(text: str) -> tuple[str, str, str]:
    """Split criteria into lines of words: below inclusion marks, below exclusion marks, before any mark."""
    inside: dict[str, list[str]] = {"in": [], "ex": [], "": []}
    current, at = "", 0
    for found in _marks(text):
        before = text[max(0, found.start() - 40) : found.start()].rsplit("\n", 1)[-1]
        if re.search(
            r"\b(?:the|meet\w*|following|any|of|per|fulfil+\w*|these|all)\s+(?:\w+\s+)?$", before, re.I
        ):
            continue
        inside[current].append(text[at : found.start()])
        current, at = ("ex" if found["ex"] else "in"), found.end()
    inside[current].append(text[at:])
    return tuple(normal.with_digits(normal.normal(" \n ".join(inside[key]))) for key in ("in", "ex", ""))  # type: ignore[return-value]


_CANDIDATE = re.compile(r"[ei]x?n?clu|eligib", re.I)


def _marks(text: str) -> Iterator[re.Match[str]]:
    """Yield the headings, also those in mid-line; looked for only around the words that one can hold."""
    at = 0
    for candidate in _CANDIDATE.finditer(text):
        if candidate.start() < at:
            continue
        if found := _MARK.search(text, max(at, candidate.start() - 24), candidate.start() + 40):
            yield found
            at = found.end()


_FILLING = frozenset(
    "the and for with who have has had are was were that this people person must not any other than more less least most can cannot able".split()
)


@lru_cache(maxsize=256)
def _lines(text: str) -> tuple[str, ...]:
    return tuple(normal.normal(line) for line in re.split(r"\n|;|\.\s", text) if len(line) > 3)


def _share(own: list[str], line: str) -> float:
    """Return how many of a point's words a part of the criteria bears out, from 0 to 1."""
    return sum(f" {word}" in line or bears_out(line, word) for word in own) / len(own)


def check(reading: Reading, evidence: Evidence, *, can: bool) -> Iterator[Fault]:
    """Yield a point that does not stand below its heading, or that its line turns round."""
    text = evidence.protocol.eligibility_module.eligibility_criteria or ""
    inclusion, exclusion, before = _parts(text)
    mine, other = (inclusion, exclusion) if can else (exclusion, inclusion)
    own = [word for word in dict.fromkeys(reading.line.split()) if len(word) > 2 and word not in _FILLING]
    line = reading.line
    if line in mine:
        if can and _EXCLUDES.search(reading.low):
            yield "criteria", "an exclusion stands among the inclusions", reading.text
        return
    if not own:
        return
    here = _share(own, mine)
    there = _share(own, other)
    heading = "inclusion" if can else "exclusion"
    if line in other or (there > here + 0.15 and there > 0.6):
        yield "criteria", f"the record does not list this below {heading}", reading.text
    elif line in before:
        yield "criteria", "the record lists this below no clear heading", reading.text
    elif here < 0.35 and len(own) >= 3:
        yield "criteria", f"the record's {heading} does not say this", reading.text
