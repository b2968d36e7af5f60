"""The rules for joining, read as points under headings: whom each point is on, as far as that is sure. Pure.

A side is "in", "out", or "" where no heading says it. What nobody has read before
makes it "": a mail that says less harms nobody, one that turns a rule round does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from plainstudy.plain.wording import strip_markdown

from .likeness import bare_point, words_key

_LONGEST_HEADING = 110
_SHORT = 8  # words of a line that may be a heading without saying so

_KIND = r"(inclusion|exclusion)"
# Headings of one side: with a colon nearly any words may stand around, without one only the usual words.
_WITH_COLON = re.compile(rf"^(?:[^\s.;:,]+ ){{0,5}}{_KIND}s?(?: criteri\w+)?(?: [^:]{{1,80}})?:$", re.I)
_WITHOUT_COLON = re.compile(
    r"^(?:(?:key|main|major|general|primary|other|additional|specific|important|patients?|subjects?|"
    r"participants?|study|donor|recipient|phase \w+|part \w+|cohort \w+) ){0,4}"
    rf"{_KIND}s?(?: criteri(?:a|on)"
    r"(?: \([^)]*\)| (?:for|of|to|in|at|specific|related) [^.;]{1,60})?)?[.-]?$",
    re.I,
)
_OPENING = re.compile(
    rf"^(?:(?:key|main|major|general|patient|subject) )?{_KIND}(?: criteri(?:a|on))? ?[:–-]", re.I
)
_NAMED = re.compile(r"\b(inclusion|exclusion)s?\b", re.I)
_CRITERIA_AT_END = re.compile(r"\b(?:inclusion|exclusion) criteria[.:]?$", re.I)
# A point that speaks of the rules, as in "does not meet the inclusion criteria", opens no part of them;
# "non inclusion criteria" keep people out.
_MENTION = re.compile(
    r"\b(?:not|non?|without|meet\w*|met|fulfil\w*|satisf\w+|mentioned|defined|protocol|per|any|apply|applied)\b|"
    r"\b(?:at|before|since|than) $",
    re.I,
)
_SIDES = {"inclusion": "in", "exclusion": "out"}

# What may turn the sense of the lines below it, in any spelling and in some other languages.
_EXCLUDES = r"e[xks]{1,2}[ck]?l?u[dsz]\w*|e(?:x|ks|s)k?c?lu\w*|auss?chlu\w*|uitsluit\w*|исключ\w*|排除\w*"
_TURNS = re.compile(
    rf"\b(?:{_EXCLUDES}|in-?eligib\w*|non-?[ ]?(?:inclu|eligib)\w*|contra-?[ ]?indic\w*|"
    r"(?:can|may|must|should|do|does|shall|will|is|are)(?: ?not|n[’']t)\b|"
    r"not (?:be )?(?:eligib|inclu|allow|suit)\w*)",
    re.I,
)
_DENIES = re.compile(r"\b(?:not?|non|never|nor|none|except\w*|unless|without)\b|n[’']t\b", re.I)

# Words of which headings consist that say nothing but a side.
_OF_HEADINGS = frozenset(
    """
    a all also and any are as be below by criteria criterion following follows for from general
    if in include included includes is key list main major of or other participants participant patient
    patients people person persons specific study subject subjects than the these this those to
    trial volunteers who will with you your
    can may must should do not non cannot join take part participate participation enroll enrolled
    entry eligible eligibility inclusion inclusions exclusions exclusion excluded excluding exclude
    ineligible ineligibility contraindication contraindications
    """.split()  # noqa: SIM905  a list of words reads as text
)
_OUT_WORD = re.compile(rf"^(?:{_EXCLUDES}|ineligib\w+|contraindic\w+|cannot|not|non)$", re.I)
_IN_WORD = re.compile(r"^(?:inclusions?|eligib\w+|join|participate|part|entry)$", re.I)


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the rules and whom it is on."""

    side: str
    words: str

    @property
    def key(self) -> tuple[str, str]:
        """Its side and its words without case and punctuation."""
        return self.side, words_key(self.words)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for joining. ``headings`` are (line, side) of those that say a side, or two, or none."""

    points: tuple[Point, ...]
    headings: tuple[tuple[str, str], ...]
    outline: tuple[str, ...]
    """What stands where: "" for a heading, a point's words for a point."""

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that the headings say, in their order."""
        return tuple(side for _, side in self.headings)

    def without_sides(self) -> tuple[Point, ...]:
        """The points alone."""
        return tuple(Point("", point.words) for point in self.points)


@lru_cache(maxsize=16)
def read_rules(criteria: str) -> Rules:
    """Read a text of rules for joining."""
    points: list[Point] = []
    headings: list[tuple[str, str]] = []
    outline: list[str] = []
    side = ""
    for line, marked, heads_marked in _lines(criteria):
        found = _side_of(line)
        if found is None and not marked and _says_only_a_side(line):
            found = ""
        if found is not None:
            side = found
            headings.append((line, side))
            outline.append("")
            continue
        opening = _opened_by(line)
        if opening is not None:
            side = opening
            headings.append(("", side))
        elif _may_turn(line, side, marked=marked, heads_marked=heads_marked):
            side = ""
        points.append(Point(side, line))
        outline.append(words_key(line))
    return Rules(tuple(points), tuple(headings), tuple(outline))


def certain_sides(old: Rules, new: Rules) -> bool:
    """True where both texts say sides, by the same headings in the same order: only then may they be told."""
    return old.sides == new.sides and bool({"in", "out"} & set(old.sides))


def turned_points(old: Rules, new: Rules) -> list[Point]:
    """Return points, as they are now, that a heading puts on another side than a heading did before."""
    was, is_ = (_sides_by_words(rules) for rules in (old, new))
    return [
        point
        for point in new.points
        if {*was.get(words := words_key(point.words), ()), *is_[words]} == {"in", "out"}
        and len(was[words]) == len(is_[words]) == 1
    ]


def _sides_by_words(rules: Rules) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for point in rules.points:
        found.setdefault(words_key(point.words), set()).add(point.side)
    return found


def only_headings_reworded(before: str, after: str) -> bool:
    """True when the points are the same in the same places, and headings say the same in other words.

    A heading that also says of whom it speaks, or turns the sense, is no mere wording.
    """
    old, new = read_rules(before), read_rules(after)
    if old.outline != new.outline or len(old.headings) != len(new.headings) or old == new:
        return False
    return all(
        words_key(one) == words_key(other)
        or (_says_only_a_side(one) and _says_only_a_side(other) and _leaning(one) == _leaning(other) != "")
        for (one, _), (other, _) in zip(old.headings, new.headings, strict=True)
    )


def _lines(criteria: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield each line without its mark, whether it had one, and whether it stands above one that has."""
    found = [
        (line, _MARKED.match(raw) is not None)
        for raw in criteria.splitlines()
        if (line := " ".join(_QUOTES.sub("'", bare_point(raw)).split()))
    ]
    for at, (line, marked) in enumerate(found, start=1):
        yield line, marked, not marked and at < len(found) and found[at][1]


_MARKED = re.compile(r"\s*(?:[*•‣▪◦●○·+-]\s|\(?\d{1,2}[.)、]|\(?[a-z][.)]\s)", re.I)
_QUOTES = re.compile(r"[“”\"]")


def _side_of(line: str) -> str | None:
    """Return whom the points below a heading are on ("" where it names both sides); None for a point."""
    plain = line.strip(" *_#=-–")
    if len(plain) > _LONGEST_HEADING:
        return None
    named = {found.lower() for found in _NAMED.findall(plain)}
    if not named:
        return None
    heading = _WITH_COLON.match(plain) or _WITHOUT_COLON.match(plain)
    before = plain[: heading.start(1)] if heading else ""
    if heading is None or _MENTION.search(before):
        return None
    return "" if len(named) == 2 else _SIDES[heading[1].lower()]


def _opened_by(line: str) -> str | None:
    """Return the side on which a point puts itself and those below it; None where it says none."""
    opening = _OPENING.match(line)
    if opening is None:
        return None
    return "" if len({found.lower() for found in _NAMED.findall(line)}) == 2 else _SIDES[opening[1].lower()]


def _may_turn(line: str, side: str, *, marked: bool, heads_marked: bool) -> bool:
    """True where the lines below may be on the other side, or nobody can say."""
    if len(line) > 3 * _LONGEST_HEADING:
        line = line[:_LONGEST_HEADING] + line[-_LONGEST_HEADING:]
    stuck = _CRITERIA_AT_END.search(line)
    if stuck and not _MENTION.search(line[: stuck.start()]):
        return True  # a heading that is stuck to the end of a point
    if side == "in" and _TURNS.search(line):
        return True
    if marked:
        return False
    if line.endswith(":") or heads_marked:
        return True  # a heading that we do not know
    return side == "in" and len(line.split()) <= _SHORT and _DENIES.search(line) is not None


def _words(line: str) -> list[str]:
    return _WORD.findall(strip_markdown(line).casefold())


_WORD = re.compile(r"[^\W_]+")


def _says_only_a_side(line: str) -> bool:
    """True for a heading that has no words but those of headings: "Who cannot join", "Exlusion criteria"."""
    if not line or len(line) > _LONGEST_HEADING:
        return False
    words = _words(line)
    return bool(_leaning(line)) and all(word in _OF_HEADINGS or _OUT_WORD.match(word) for word in words)


def _leaning(line: str) -> str:
    """Say which side a heading seems to speak of; good enough to tell that it still does, no more."""
    words = _words(line)
    if {"inclusion", "exclusion"} <= set(words):
        return "both"
    if any(_OUT_WORD.match(word) for word in words):
        return "out"
    return "in" if any(_IN_WORD.match(word) for word in words) else ""
