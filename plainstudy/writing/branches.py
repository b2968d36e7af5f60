"""A pattern that is a choice, taken apart into patterns of which one matches wherever the choice does.

``a|b`` gives ``a`` and ``b``, and ``\\b(?:a|b)c`` gives ``\\bac`` and ``\\bbc``: wherever the whole matches,
the first of them that matches there does so in the same way. What is not understood stays whole.
"""

import re
from collections.abc import Iterator

_FIXED = re.compile(r"(?:\\b|\^|[A-Za-z0-9 ]|\(\?<[!=](?:[^()\\\[\]]|\\.)*\))*")
"""What may stand before a choice that is taken apart: it can be passed in one way only."""
_NOT_READ = re.compile(r"\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]", re.DOTALL)
"""Escaped signs and sets of signs, in which brackets mean nothing."""
_NUMBERED = re.compile(r"\((?!\?)|\(\?P|\(\?\(|\(\?[aiLmsux]+\)")
"""A group with a number or a name, and flags for the whole."""
_REPEATED = frozenset("*+?{")


def branches_of(pattern: str, flags: int = 0) -> tuple[str, ...]:
    """Take a pattern apart; it alone where it is no choice, or where its groups are asked for by number."""
    if flags & re.VERBOSE or _NUMBERED.search(_NOT_READ.sub("", pattern)):
        return (pattern,)
    choices = tuple(_split(pattern))
    return choices if len(choices) > 1 else tuple(_spread(pattern))


def _split(pattern: str) -> Iterator[str]:
    """Cut at each ``|`` outside all brackets."""
    start = 0
    for at, sign, depth in _signs(pattern):
        if sign == "|" and depth == 0:
            yield pattern[start:at]
            start = at + 1
    yield pattern[start:]


def _end_of_group(pattern: str, opening: int) -> int:
    """Return the place of the bracket that closes a group."""
    return next(at for at, sign, depth in _signs(pattern, opening) if sign == ")" and depth == 0)


def _signs(pattern: str, at: int = 0) -> Iterator[tuple[int, str, int]]:
    """Yield place, sign and how many groups are open after it, without escaped signs and sets of signs."""
    depth = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            at = _end_of_set(pattern, at)
        else:
            depth += (sign == "(") - (sign == ")")
            yield at, sign, depth
        at += 1


def _end_of_set(pattern: str, at: int) -> int:
    """Return the place of the bracket that closes a set of signs."""
    at += 2 if pattern.startswith("[^", at) else 1
    if pattern.startswith("]", at):
        at += 1
    while pattern[at] != "]":
        at += 2 if pattern[at] == "\\" else 1
    return at


def _spread(pattern: str) -> Iterator[str]:
    """Write ``x(?:a|b)y`` as ``xay`` and ``xby``."""
    fixed = _FIXED.match(pattern)
    before = fixed.group() if fixed else ""
    opening = len(before)
    if not pattern.startswith("(?:", opening):
        yield pattern
        return
    end = _end_of_group(pattern, opening)
    inside, after = pattern[opening + 3 : end], pattern[end + 1 :]
    if after[:1] in _REPEATED and after:
        yield pattern
        return
    for choice in _split(inside):
        yield f"{before}(?:{choice}){after}"
