"""The rules on who can join and who cannot: which of their points came, went or changed."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange
from plainstudy.changes.likeness import bare_point, only_numbering, words_key
from plainstudy.plain.wording import count_of, join_words

from .phrases import from_to, one_line, quote
from .words import text

_ALIKE = 0.5
_LONGEST_HEADING = 110
_PAIRS_COMPARED = 4000  # points that went and points that came; with more, the rules were rewritten

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
_EXCLUDED = re.compile(r"\b(?:exclu|not (?:be )?(?:includ|eligib))\w*\b.*:$", re.I)
# A point that speaks of the rules, as in "does not meet the inclusion criteria", opens no part of them.
_MENTION = re.compile(
    r"\b(?:not|meet\w*|met|fulfil\w*|satisf\w+|mentioned|defined|protocol|per|any|apply|applied)\b|"
    r"\b(?:at|before|since|than) $",
    re.I,
)
_SIDES = {"inclusion": "in", "exclusion": "out"}


@dataclass(frozen=True, slots=True)
class _Point:
    """One line of the rules; ``side`` is "in", "out", or "" where no heading says who is meant."""

    side: str
    words: str

    @property
    def key(self) -> tuple[str, str]:
        return self.side, words_key(self.words)


@dataclass(frozen=True, slots=True)
class _Edits:
    gone: list[_Point]
    come: list[_Point]
    edited: list[tuple[_Point, _Point]]

    def __len__(self) -> int:
        return len(self.gone) + len(self.come) + len(self.edited)


def edit_words(change: FieldChange, context: Context) -> str:
    """Tell the edited points of the rules for joining; a point is a line of the text."""
    can = "can" if context.is_open else "could"
    if not (change.before and change.after):
        return text(f"the rules on who {can} join", plural=True)(change, context)
    old, new = _points(str(change.before)), _points(str(change.after))
    if not (any(point.side for point in old) and any(point.side for point in new)):
        old, new = ([_Point("", point.words) for point in points] for points in (old, new))
    edits = _compare_points(old, new)
    if not len(edits):
        return _same_points(change, f"who {can} join")
    if len(edits) == 1:
        return _example(edits, can)
    if (
        edits.gone
        and edits.come
        and len(edits.gone) + len(edits.come) > max(4, 0.7 * max(len(old), len(new)))
    ):
        gone, come = edits.gone[0], edits.come[0]
        return (
            f"The rules on who {can} join were rewritten: "
            f"{count_of(len(old), 'point')} before, {len(new):,} now; "
            f"for one, {quote(gone.words, limit=80)}{_in_brackets(gone, can)} is gone "
            f"and {quote(come.words, limit=80)}{_in_brackets(come, can)} is new."
        )
    counts = [
        count_of(len(edits.come), "new point") if edits.come else "",
        count_of(len(edits.edited), "changed point") if edits.edited else "",
        f"{count_of(len(edits.gone), 'point')} gone" if edits.gone else "",
    ]
    counted = join_words([part for part in counts if part])
    example = _example(edits, can)
    return f"The rules on who {can} join were edited ({counted}); for one, {example[:1].lower()}{example[1:]}"


def _example(edits: _Edits, can: str) -> str:
    """Tell the one edit that says most: a point that changed sides, else the one that changed most."""
    moved = next(((one, other) for one, other in edits.edited if one.key[1] == other.key[1]), None)
    if moved:
        one, other = moved
        return f"A rule moved from {_whom(one, can)} to {_whom(other, can)}: {quote(one.words)}."
    if edits.edited:
        one, other = min(edits.edited, key=lambda pair: _likeness(pair[0].words, pair[1].words))
        whom = _whom(other if one.side else one, can)
        return f"A rule on {whom} changed {from_to(one.words, other.words)}."
    if edits.come:
        return f"There is a new rule on {_whom(edits.come[0], can)}: {quote(edits.come[0].words)}."
    return f"A rule on {_whom(edits.gone[0], can)} is gone: {quote(edits.gone[0].words)}."


def _whom(point: _Point, can: str) -> str:
    """Say whom a point is on: what keeps people out must not read as what lets them in."""
    return {"in": f"who {can} join", "out": f"who {_not(can)} join"}.get(point.side, "joining")


def _in_brackets(point: _Point, can: str) -> str:
    return f" ({_whom(point, can)})" if point.side else ""


def _not(can: str) -> str:
    return "cannot" if can == "can" else "could not"


def _same_points(change: FieldChange, who: str) -> str:
    if only_numbering(str(change.before), str(change.after)):
        return f"In the rules on {who}, only the numbers in front of the points changed."
    if _headings(str(change.before)) != _headings(str(change.after)):
        return f"In the rules on {who}, only a heading changed."
    return f"The points in the rules on {who} stand in another order or are split in another way."


def _lines(criteria: str) -> Iterable[str]:
    return (line for raw in criteria.splitlines() if (line := one_line(bare_point(raw))))


def _headings(criteria: str) -> list[str]:
    return [words_key(line) for line in _lines(criteria) if _side_of(line) is not None]


def _points(criteria: str) -> list[_Point]:
    """Read the points under their headings; before the first heading stands what people need to join."""
    points, side, headed = [], "in", False
    for line in _lines(criteria):
        found = _side_of(line)
        if found is not None:
            side, headed = found, True
            continue
        side, opened = _side_within(line, side)
        headed = headed or opened
        points.append(_Point(side, line))
    return points if headed else [_Point("", point.words) for point in points]


def _side_of(line: str) -> str | None:
    """Return whom the points below a heading are on ("" where it names both sides); None for a point."""
    plain = line.strip(" *_#=-–")
    named = {found.lower() for found in _NAMED.findall(plain)}
    if not named or len(plain) > _LONGEST_HEADING:
        return None
    heading = _WITH_COLON.match(plain) or _WITHOUT_COLON.match(plain)
    before = plain[: heading.start(1)] if heading else ""
    if heading is None or _MENTION.search(before):
        return None
    return "" if len(named) == 2 else _SIDES[heading[1].lower()]


def _side_within(line: str, side: str) -> tuple[str, bool]:
    """Return whom a point and those after it are on ("" where unclear), and whether the line says so."""
    opening = _OPENING.match(line)
    if opening:
        named = {found.lower() for found in _NAMED.findall(line)}
        return ("" if len(named) == 2 else _SIDES[opening[1].lower()]), True
    stuck = _CRITERIA_AT_END.search(line)
    if stuck and not _MENTION.search(line[: stuck.start()]):
        return "", True  # a heading that is stuck to the end of a point
    if side == "in" and _EXCLUDED.search(line):
        return "", False  # "excluded are:" below what people need to join
    return side, False


def _compare_points(old: list[_Point], new: list[_Point]) -> _Edits:
    """Return points that are gone, that are new, and pairs of which one became the other."""
    known, now = ({point.key for point in points} for points in (old, new))
    gone = [point for point in old if point.key not in now]
    come = [point for point in new if point.key not in known]
    edited: list[tuple[_Point, _Point]] = []
    if len(gone) * len(come) > _PAIRS_COMPARED:
        return _Edits(gone, come, edited)
    edited += _same_words(gone, come)
    for point in list(gone):
        alike = [other for other in come if other.side == point.side or not (other.side and point.side)]
        best = max(alike, key=lambda other: _likeness(point.words, other.words), default=None)
        if best is not None and _likeness(point.words, best.words) >= _ALIKE:
            edited.append((point, best))
            gone.remove(point)
            come.remove(best)
    return _Edits(gone, come, edited)


def _same_words(gone: list[_Point], come: list[_Point]) -> list[tuple[_Point, _Point]]:
    """Take out points that stand in both texts; return those that changed sides.

    Where one of the texts does not say clearly whom a point is on, it did not change.
    """
    moved = []
    for point in list(gone):
        twin = next((other for other in come if other.key[1] == point.key[1]), None)
        if twin is None:
            continue
        gone.remove(point)
        come.remove(twin)
        if point.side and twin.side:
            moved.append((point, twin))
    return moved


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()
