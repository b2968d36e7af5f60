"""Word-level differences between two texts, for a page that shows them side by side or in one."""

import difflib
import re
from collections import Counter
from typing import Literal

from plainstudy.record.canonical import canonical_text

Op = Literal["same", "removed", "added"]
Segment = tuple[Op, str]

_TOKEN = re.compile(r"\S+\s*|\s+")
_BULLETS = frozenset("*-•‣▪◦●○·")
_PAIRS_COMPARED = 20_000  # pairs of equal words, one in each text
_WORDS_COMPARED = 6000  # beyond it, matching whole lines is enough and stays fast


def diff_words(before: str | None, after: str | None) -> list[Segment]:
    """Return the two texts as one run of segments, in reading order.

    "same" and "removed" segments joined give ``before``, "same" and "added" ones
    ``after``, but for white space and markup where the two differ only in those:
    then the newer form is shown. None is an empty text.
    """
    old, new = _TOKEN.findall(before or ""), _TOKEN.findall(after or "")
    if len(old) + len(new) > 2 * _WORDS_COMPARED:
        old, new = (before or "").splitlines(keepends=True), (after or "").splitlines(keepends=True)
    segments: list[Segment] = []
    for tag, i, j, k, m in _steps(list(map(_key, old)), list(map(_key, new))):
        if tag == "equal":
            _append(segments, "same", "".join(map(_shown, old[i:j], new[k:m])))
            continue
        _append(segments, "removed", "".join(old[i:j]))
        _append(segments, "added", "".join(new[k:m]))
    return [(op, text) for op, text in segments if text]


def _steps(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Return the steps from one list of words to the other, as difflib gives them.

    What both begin and end with is set aside first. Of a text that says the same words
    over and over, the frequent ones are no anchors: matching each with each took minutes.
    """
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    ones, others = old[head : len(old) - tail], new[head : len(new) - tail]
    counts, other_counts = Counter(ones), Counter(others)
    pairs = sum(count * other_counts[word] for word, count in counts.items())
    matcher = difflib.SequenceMatcher(None, ones, others, autojunk=pairs > _PAIRS_COMPARED)
    found = [(tag, i + head, j + head, k + head, m + head) for tag, i, j, k, m in matcher.get_opcodes()]
    begin = [("equal", 0, head, 0, head)] if head else []
    end = [("equal", len(old) - tail, len(old), len(new) - tail, len(new))] if tail else []
    return [*begin, *found, *end]


def _shared(one: list[str], other: list[str]) -> int:
    """Count how many words two lists begin with alike."""
    return next(
        (at for at, (word, match) in enumerate(zip(one, other, strict=False)) if word != match),
        min(len(one), len(other)),
    )


def side_by_side(before: str | None, after: str | None) -> tuple[list[Segment], list[Segment]]:
    """Return the segments of the two texts apart: "same" and "removed" ones, "same" and "added" ones."""
    segments = diff_words(before, after)
    return [part for part in segments if part[0] != "added"], [
        part for part in segments if part[0] != "removed"
    ]


def _key(word: str) -> str:
    """Two words are the same when their canonical forms are; a bullet equals another, a space any space."""
    bare = word.strip()
    return "*" if bare in _BULLETS else canonical_text(bare) or " "


def _shown(old: str, new: str) -> str:
    """Show the newer form of a word that stayed, apart from the next one where it was so in either text."""
    return f"{new} " if old[-1:].isspace() and not new[-1:].isspace() else new


def _append(segments: list[Segment], op: Op, text: str) -> None:
    if segments and segments[-1][0] == op:
        segments[-1] = (op, segments[-1][1] + text)
    else:
        segments.append((op, text))
