"""Points of who can and cannot join: each below its own heading of the criteria, for or against as there."""

import re
from collections.abc import Iterator
from functools import lru_cache

from . import normal
from .evidence import Evidence
from .form import Fault
from .normal import word_set
from .reading import Reading
from .vocabulary import bears_out, neutral

_EXCLUDES = re.compile(
    r"\b(?:exclusion|non-?inclusion|excluded|not eligible|ineligib\w+)\b(?: "
    r"criteria| criterion)?|\bcannot (?:join|take part)|\bkey "
    r"exclusion\b",
    re.I,
)
_MARK = re.compile(
    r"(?P<ex>(?:\b|(?<=\d))(?:(?:key |main |major |general |other |additional "
    r")?(?:exclusion|non-?inclusion|excluding) criteri(?:a|on|"
    r"as)|exclusions?(?=\s*:)|exclude(?:d)?(?=\s*:)|(?:criteria|"
    r"reasons?) for exclusion|not eligible if|ineligib\w* criteria)\b)"
    r"|(?P<inc>(?:\b|(?<=\d))(?:(?:key |main |major |general |other |additional "
    r")?inclusion criteri(?:a|on|as)|inclusions?(?=\s*:)|includ(?:ed|"
    r"e)(?=\s*:)|eligibility criteria(?=\s*:)|(?:criteria|reasons?) "
    r"for inclusion)\b)",
    re.I,
)


# A heading opens its line or a sentence, or a colon follows; "mentioned in inclusion criteria" is none.
_MAY_PRECEDE = re.compile(r"(?:^|[.;:)]|\*|-|\d)\W*$")
_COLON = re.compile(r"[\w ()/]{0,30}:")


def _is_heading(before: str, text: str, found: re.Match[str]) -> bool:
    """Tell a heading from words in a sentence by what stands before and after it on its line."""
    if "criteri" not in found.group().lower():
        return not re.search(r"\w{2,}", before)
    line_end = text.find("\n", found.end())
    rest = text[found.end() : line_end if line_end >= 0 else len(text)]
    is_short_line = len(before) + len(rest) < 40 and not re.search(
        r"\b(?:the|in|of|all|any|meets?)\s+$", before, re.I
    )
    return bool(_MAY_PRECEDE.search(before) or _COLON.match(rest)) or is_short_line


@lru_cache(maxsize=256)
def parts_of(text: str) -> tuple[str, str, str]:
    """Split criteria into lines of words: below inclusion marks, below exclusion marks, before any mark."""
    inside: dict[str, list[str]] = {"in": [], "ex": [], "": []}
    current, at = "", 0
    for found in _marks(text):
        before = text[max(0, found.start() - 60) : found.start()].rsplit("\n", 1)[-1]
        if not _is_heading(before, text, found):
            continue
        inside[current].append(text[at : found.start()])
        current, at = ("ex" if found["ex"] else "in"), found.end()
    inside[current].append(text[at:])
    return tuple(
        normal.with_digits(normal.normal(_LINE.sub(" \x02 ", "\n".join(inside[key]))))
        for key in ("in", "ex", "")
    )  # type: ignore[return-value]


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


_FILLING = word_set(
    "the and for with who have has had are was were that this "
    "people person must not any other than more less least most "
    "can cannot able"
)


_LINE = re.compile(r"\n+")
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
    inclusion, exclusion, before = parts_of(text)
    mine, other = (inclusion, exclusion) if can else (exclusion, inclusion)
    own = [word for word in dict.fromkeys(reading.line.split()) if len(word) > 2 and word not in _FILLING]
    own = [word for word in own if word not in neutral()] or own
    line = reading.line
    if line in mine or line in mine.replace(" \x02", ""):
        yield from _cut_out_of_a_denial(line, mine, reading)
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
