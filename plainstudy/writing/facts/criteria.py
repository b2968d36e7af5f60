"""Who can join, split into single points: only below one clear heading each, else not at all."""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .fact import Points

PATH = "protocolSection.eligibilityModule.eligibilityCriteria"

_HEADING = re.compile(
    r"^(?:[^\w\n]|[\d_])*(?:key |main |major |general |patient |subject |participant |study |"
    r"important )?(inclusion|exclusion)(?: criteria| criterion)?\b"
    r"[^\w\n]*(?:\((?:key|main|summary)[^)\n]*\))?[^\w\n]*$",
    re.I | re.M,
)
_ANY_HEADING = re.compile(
    r"\b(?:inclusion|exclusion) criteria\b\s*(?:\([^)\n]{0,40}\)\s*)?(?::|$|are\b|include\b)|"
    r"\b(?:inclusion|exclusion)s?\s*:",
    re.I | re.M,
)
_BULLET = re.compile(r"^(\s*)(?:[*•·‣▪◦o°-]|\(?\d{1,2}\\?[.)]|[a-zA-Z][.)])\s+")
_EXCLUDES = gated(
    r"\bexclu(?:de|ded|des|ding|sion)\b|\bnot (?:be )?(?:eligible|included|allowed|permitted)\b|"
    r"\bineligible\b|\bcan ?not (?:adapt|take part|participate)\b|"
    r"\bnot (?:willing|able) to (?:participate|give|provide|sign)\b|\bwill not be\b|\brefus(?:e|al)\b|"
    r"\bare uncooperative\b",
    re.I,
)
_CHOICE = re.compile(
    r"\b(?:any|either|one|two|three|some)(?: or more| or both)? (?:of|from) (?:the|these|\()|"
    r"\bor one\b.{0,40}\bcriteria\b",
    re.I,
)
"""An opening that asks for some of the points only (NCT01411189)."""
_PREGNANT = gated(r"\bpregnan|\blactat|breast-?\s?feeding|nursing (?:women|mothers)", re.I)
_FINE_PREGNANT = re.compile(
    r"negative|non-?\s?pregnan|not (?:be )?(?:currently )?pregnan|not .{0,40}pregnan|contracep|"
    r"birth control|prevent|agree|childbearing|gestation|test|weeks|"
    r"no\b|neither|delay|trimester|during pregnancy|avoid",
    re.I,
)
_OPPOSITE = re.compile(
    r"^(?:inability|unable|unwilling|refusal|refuses|lack of (?:consent|willingness))\b", re.I
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def points_of(record: StudyRecord) -> Points:
    """Split the criteria; ``clear`` is False, with the reason, where a split would be a guess."""
    text = record.protocol_section.eligibility_module.eligibility_criteria or ""
    if not text.strip():
        return Points(clear=False, why_not="none")
    headings = list(_HEADING.finditer(text))
    kinds = [found[1].lower() for found in headings]
    if kinds not in (["inclusion", "exclusion"], ["inclusion"], ["exclusion"]):
        return Points(clear=False, why_not="no headings" if len(kinds) < 1 else "many parts")
    if _count_of_headings(text) > len(kinds):
        return Points(clear=False, why_not="mid-line")
    if text[: _start_of(text, headings[0])].strip():
        return Points(clear=False, why_not="many parts")
    sections = {}
    ends = [_start_of(text, found) for found in headings[1:]] + [len(text)]
    for kind, found, end in zip(kinds, headings, ends, strict=True):
        section = text[found.end() : end]
        opening = section.strip().partition("\n")[0]
        if kind == "inclusion" and not _BULLET.match(opening) and _CHOICE.search(opening):
            return Points(clear=False, why_not="many parts")
        split = _split(section)
        if split is None:
            return Points(clear=False, why_not="many parts")
        sections[kind] = split
    inclusion, exclusion = sections.get("inclusion", ()), sections.get("exclusion", ())
    if _has_alternatives(inclusion) or _has_inner_heads(inclusion) or _has_inner_heads(exclusion):
        return Points(clear=False, why_not="many parts")
    if why_not := _doubt(inclusion, exclusion):
        return Points(clear=False, why_not=why_not)
    return Points(clear=bool(inclusion or exclusion), inclusion=inclusion, exclusion=exclusion)


def _start_of(text: str, heading: re.Match[str]) -> int:
    """Give where a heading begins, with the lines before it that hold no letter: a row of dashes, nothing.

    The pattern itself stays within its line: one that may run over lines tries each of many empty ones.
    """
    start = heading.start()
    while start > 0:
        before = text.rfind("\n", 0, start - 1) + 1
        if any(map(str.isalpha, text[before:start])):
            break
        start = before
    return start


def _count_of_headings(text: str) -> int:
    """Count the headings, also those in mid-line; looked for only around the words that one can hold."""
    low = text.lower()
    if len(low) != len(text) or "\u0131" in low or "\u017f" in low:  # a pattern takes these for "i" and "s"
        return sum(1 for _ in _ANY_HEADING.finditer(text))
    count = end = 0
    at = low.find("clusion")
    while at >= 0:
        if at - 2 >= end and (found := _ANY_HEADING.match(text, at - 2)):
            count += 1
            end = found.end()
        at = low.find("clusion", at + 7)
    return count


_ONE_OF = re.compile(
    r"\b(?:one|any|either|two|three|some)(?: or more| or both)? (?:of|from) (?:the (?:following|criteria)|"
    r"these|\()|"
    r"\b(?:criteria|points?|items?) \d (?:or|and/or) \d",
    re.I,
)


_OR_FIRST = re.compile(r"^\W*(?:or|and/or|alternatively)\b", re.I)
_GROUPS = gated(
    r"\b(?:healthy|normal|matched) controls?\b|\bcontrols? (?:group|subjects|participants|patients|must|"
    r"in the)\b|\((?:ony |only )?(?:for )?(?:cases?|controls?)(?: patients?)?(?: only)?\)|"
    r"\b(?:first|other|all) (?:two|three|four) groups\b|\bmay enter the\b|"
    r"^\W*\d+ (?:patients|subjects|participants|healthy|volunteers|children|adults|women|men|people|"
    r"individuals|cases|controls)\b|^\W*(?:patients|healthy \w+|controls?)\s*:",
    re.I,
)
"""A point for one of the groups that a study compares; what stands beside it is asked of another one."""
_IS_ELIGIBLE = gated(
    r"\b(?:is|are|will be) (?:also )?eligible\b(?!.*\b(?:if|provided|as long|unless)\b)", re.I
)
_HEAD = re.compile(r"[:：]\s*$")
_ALL_OF_THESE = re.compile(
    r"\b(?:all|each|any) (?:of )?(?:the )?(?:following|these)|\bfollowing criteria\b|^\W*(?:participants|"
    r"patients|subjects) (?:who|with|must)\W*:",
    re.I,
)
_WITH_A_LIMIT = re.compile(r"\d|month|week|year|history|prior|within", re.I)


def _is_alternative(point: str) -> bool:
    low = point.lower().rstrip(" ,.;:")
    return low.endswith((" or", "/or", ",or", "following")) or low == "or"


def _has_alternatives(points: tuple[str, ...]) -> bool:
    """True where a point belongs to a choice: it ends in "or", or announces those after it."""
    last = len(points) - 1
    if sum(_IS_ELIGIBLE.search(point) is not None for point in points) > 1:
        return True
    return any(
        (at < last and _is_alternative(point))
        or _OR_FIRST.match(point)
        or _GROUPS.search(point)
        or (point.rstrip().endswith(":") and _ONE_OF.search(point))
        for at, point in enumerate(points)
        if not is_nested(point)
    )


def _has_inner_heads(points: tuple[str, ...]) -> bool:
    """True where a point is the head of those after it, which then do not stand for themselves."""
    return any(
        _HEAD.search(point)
        and not (at == 0 and _ALL_OF_THESE.search(point) and not _WITH_A_LIMIT.search(point))
        for at, point in enumerate(points[:-1])
        if not is_nested(point)
    )


def _doubt(inclusion: tuple[str, ...], exclusion: tuple[str, ...]) -> str:
    """Say why the points may stand below the wrong heading; "" when nothing speaks for it."""
    if inclusion and {point.lower() for point in inclusion} & {point.lower() for point in exclusion}:
        return "same"
    for point in inclusion:
        if _EXCLUDES.search(point) or _OPPOSITE.search(point):
            return "mixed"
        if _PREGNANT.search(point) and not _FINE_PREGNANT.search(point):
            return "mixed"
    return ""


def _split(section: str) -> tuple[str, ...] | None:
    """Give the points of the outermost level; None when inner headings make several lists of them."""
    lines = [line for line in section.replace("\r", "").split("\n") if line.strip()]
    marks = [_BULLET.match(line) for line in lines]
    if not any(marks):
        # One plain line each is a list as well, one long paragraph is not.
        if any(len(line) > 400 or line.rstrip().endswith(":") for line in lines):
            return None
        return _without_numbers(tuple(dict.fromkeys(_clean(line) for line in lines)))
    outer = min(len(found[1]) for found in marks if found)
    numbered = next(found for found in marks if found).group().strip()[:1].isdigit()
    points: list[str] = []
    for position, (line, found) in enumerate(zip(lines, marks, strict=True)):
        if found is None:
            if line.rstrip().endswith(":") and position > 0:
                return None
            if points and line[:1] in " \t":
                points[-1] += " " + line.strip()
            elif position > 0:
                return None
        elif len(found[1]) <= outer and not (numbered and not any(map(str.isdigit, found.group()))):
            points.append(line[found.end() :])
        elif points:
            points[-1] += " " + _NESTED + line[found.end() :].strip()
    return _without_numbers(tuple(dict.fromkeys(_clean(point) for point in points if point.strip())))


_NUMBER_FIRST = re.compile(r"(\d{1,2})\s+(?=[A-Z(])")


def _without_numbers(points: tuple[str, ...]) -> tuple[str, ...]:
    """Take numbers off that count the points themselves: "1 Age", "2 Asthma" …"""
    found = [_NUMBER_FIRST.match(point) for point in points]
    numbers = [int(match[1]) for match in found if match]
    if len(numbers) < 2 or len(numbers) < len(points) - 1 or numbers != sorted(set(numbers)):
        return points
    return tuple(point[match.end() :] if match else point for point, match in zip(points, found, strict=True))


_NESTED = "\x1f"  # parts inner points; a point that has them is never shown as a single one


def _clean(point: str) -> str:
    if _NESTED in point:
        return point
    return " ".join((_ESCAPE.sub(r"\1", point) if "\\" in point else point).split())


def is_nested(point: str) -> bool:
    """True for a point that has points of its own."""
    return _NESTED in point
