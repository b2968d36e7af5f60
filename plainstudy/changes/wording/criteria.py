"""The rules on who can join and who cannot: which of their points came, went or changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange
from plainstudy.changes.likeness import only_numbering, word_likeness, words_key
from plainstudy.changes.points import Point, Rules, certain_sides, read_rules, turned_points
from plainstudy.plain.wording import count_of, join_words

from .phrases import from_to, quote
from .words import text

_ALIKE = 0.5
_PAIRS_COMPARED = 4000  # points that went and points that came; with more, the rules were rewritten
_LONGEST_READ = 100_000  # characters; of a longer text we say only that it changed


@dataclass(frozen=True, slots=True)
class _Edits:
    gone: list[Point]
    come: list[Point]
    edited: list[tuple[Point, Point]]

    def __len__(self) -> int:
        return len(self.gone) + len(self.come) + len(self.edited)


def edit_words(change: FieldChange, context: Context) -> str:
    """Tell the edited points of the rules for joining; a point is a line of the text."""
    can = "can" if context.is_open else "could"
    if not (change.before and change.after):
        return text(f"the rules on who {can} join", plural=True)(change, context)
    if max(len(str(change.before)), len(str(change.after))) > _LONGEST_READ:
        return f"The rules on who {can} join changed; they are very long, so we do not say how."
    was, now = read_rules(str(change.before)), read_rules(str(change.after))
    old, new = was.points, now.points
    if not certain_sides(was, now):
        old, new = was.without_sides(), now.without_sides()
    edits = _compare_points(old, new)
    if not len(edits):
        return _same_points(change, was, now, f"who {can} join")
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
        one, other = min(edits.edited, key=lambda pair: word_likeness(pair[0].words, pair[1].words))
        whom = _whom(other if one.side else one, can)
        return f"A rule on {whom} changed {from_to(one.words, other.words)}."
    if edits.come:
        return f"There is a new rule on {_whom(edits.come[0], can)}: {quote(edits.come[0].words)}."
    return f"A rule on {_whom(edits.gone[0], can)} is gone: {quote(edits.gone[0].words)}."


def _whom(point: Point, can: str) -> str:
    """Say whom a point is on: what keeps people out must not read as what lets them in."""
    return {"in": f"who {can} join", "out": f"who {_not(can)} join"}.get(point.side, "joining")


def _in_brackets(point: Point, can: str) -> str:
    return f" ({_whom(point, can)})" if point.side else ""


def _not(can: str) -> str:
    return "cannot" if can == "can" else "could not"


def _same_points(change: FieldChange, was: Rules, now: Rules, who: str) -> str:
    if only_numbering(str(change.before), str(change.after)):
        return f"In the rules on {who}, only the numbers in front of the points changed."
    turned = turned_points(was, now)
    if turned:
        return (
            f"The headings in the rules on {who} changed, so that a point may count another way now: "
            f"{quote(turned[0].words)}."
        )
    if was.headings != now.headings:
        return f"In the rules on {who}, only a heading changed{_from_heading(was, now)}."
    return f"The points in the rules on {who} stand in another order or are split in another way."


def _from_heading(was: Rules, now: Rules) -> str:
    """Tell a heading that became another one, where just one did and none came or went."""
    pairs = [
        (one, other)
        for (one, _), (other, _) in zip(was.headings, now.headings, strict=False)
        if words_key(one) != words_key(other)
    ]
    if len(was.headings) != len(now.headings) or len(pairs) != 1:
        return ""
    return f", {from_to(*(heading.rstrip(' :') for heading in pairs[0]))}"


def _compare_points(old: Sequence[Point], new: Sequence[Point]) -> _Edits:
    """Return points that are gone, that are new, and pairs of which one became the other."""
    known, now = ({point.key for point in points} for points in (old, new))
    gone = [point for point in old if point.key not in now]
    come = [point for point in new if point.key not in known]
    edited: list[tuple[Point, Point]] = []
    if len(gone) * len(come) > _PAIRS_COMPARED:
        return _Edits(gone, come, edited)
    edited += _same_words(gone, come)
    for point in list(gone):
        alike = [other for other in come if other.side == point.side or not (other.side and point.side)]
        best = max(alike, key=lambda other: word_likeness(point.words, other.words), default=None)
        if best is not None and word_likeness(point.words, best.words) >= _ALIKE:
            edited.append((point, best))
            gone.remove(point)
            come.remove(best)
    return _Edits(gone, come, edited)


def _same_words(gone: list[Point], come: list[Point]) -> list[tuple[Point, Point]]:
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
