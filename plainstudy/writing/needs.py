"""What must stand in a text for a pattern to match anywhere in it: pieces of words, one of which is needed.

A piece is small letters and digits; ``|`` at an end says that the word ends there: "|blind" begins a word,
"|of|" is one; "#" is any digit. All is worked out from the parsed pattern. Whatever is not understood needs
nothing, so that a pattern is at worst tried in vain.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

_parser: Any = getattr(re, "_parser", None)
"""Python's own parser of patterns, no public part of it: where it is missing, every pattern needs nothing."""

_EDGE = "|"
DIGIT = "#"
"""The piece that any word with a digit holds."""
_CLASSES = {"CATEGORY_SPACE": " ", "CATEGORY_NOT_WORD": " ", "CATEGORY_DIGIT": DIGIT}
_MOST = 400
"""A piece of a pattern that stands for more texts than this is not spelled out."""
_FEW = 4
_COMMON_WORDS = """
    a an and are as at be by can do for from had has have how if in is it its may more new no not of
    on one or people so study than that the their they this to was were what when which who will with
    would you
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def of(pattern: str, flags: int = 0) -> frozenset[str] | None:
    """Return pieces of which every match holds at least one; None where there are no such pieces."""
    if _parser is None:
        return None
    exact, need = _sequence(list(_parser.parse(pattern, flags)))
    return _pieces(exact) if exact is not None else need


_Exact = frozenset[str] | None
"""All that a part of a pattern can match, spelled out with a space for any sign, or None for too much."""
_Need = frozenset[str] | None
_NOTHING: _Exact = frozenset(("",))


def _sequence(items: Sequence[tuple[Any, Any]], before: _Exact = _NOTHING) -> tuple[_Exact, _Need]:
    """Return what a row of parts can match; where that is too much, the best need of any stretch of it.

    ``before`` is what stands directly before it, spelled out.
    """
    candidates: list[_Need] = []
    current = before
    is_exact = True
    for item in items:
        exact, need = _part(*item)
        longer = _crossed(current, exact)
        if longer is not None:
            current = longer
            continue
        candidates.append(_pieces(current))
        if exact is None and need is not None and current is not None and len(current) <= _FEW:
            need = _best([need, _part(*item, before=current)[1]])
        candidates.append(need)
        is_exact = False
        current = exact if exact is not None else _NOTHING
    if is_exact:
        return current, None
    candidates.append(_pieces(current))
    return None, _best(candidates)


def _crossed(one: _Exact, other: _Exact) -> _Exact:
    if one is None or other is None or len(one) * len(other) > _MOST:
        return None
    return frozenset(first + second for first in one for second in other)


def _part(kind: Any, value: Any, before: _Exact = _NOTHING) -> tuple[_Exact, _Need]:
    name = str(kind)
    if name == "LITERAL":
        return frozenset((_sign(value),)), None
    if name == "IN":
        return _one_of(value), None
    if name == "AT":
        edge = str(value) in {"AT_BOUNDARY", "AT_BEGINNING", "AT_BEGINNING_STRING", "AT_END", "AT_END_STRING"}
        return frozenset((_EDGE if edge else "",)), None
    if name in {"ASSERT", "ASSERT_NOT"}:
        return _NOTHING, None
    if name == "BRANCH":
        return _branch([_sequence(list(choice), before) for choice in value[1]])
    if name == "SUBPATTERN":
        return _sequence(list(value[-1]), before)
    if name == "ATOMIC_GROUP":
        return _sequence(list(value))
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return _repeat(*value)
    return None, None


def _repeat(least: int, most: int, items: Any) -> tuple[_Exact, _Need]:
    exact, need = _sequence(list(items))
    if exact is not None and most <= 3:
        made: _Exact = frozenset()
        for times in range(least, most + 1):
            repeated: _Exact = _NOTHING
            for _ in range(times):
                repeated = _crossed(repeated, exact)
            made = None if made is None or repeated is None else made | repeated
        if made is not None and len(made) <= _MOST:
            return made, None
    if least == 0:
        return None, None
    return None, _pieces(exact) if exact is not None else need


def _branch(choices: list[tuple[_Exact, _Need]]) -> tuple[_Exact, _Need]:
    exact: set[str] = set()
    needed: set[str] = set()
    for is_exact, need in choices:
        if is_exact is None:
            if need is None:
                return None, None
            needed |= need
        else:
            exact |= is_exact
    if not needed and len(exact) <= _MOST and all(is_exact is not None for is_exact, _need in choices):
        return frozenset(exact), None
    pieces = _pieces(frozenset(exact)) if exact else frozenset()
    return None, None if pieces is None else pieces | needed


def _sign(code: int) -> str:
    """Return a letter or digit in small ASCII; any other sign, a letter from elsewhere too, parts words."""
    char = chr(code)
    return char.lower() if char.isascii() and char.isalnum() else " "


def _one_of(choices: Sequence[tuple[Any, Any]]) -> _Exact:
    """Return the signs of a set like ``[sz]`` or ``[\\s-]``; None for ranges, letters at large and "not"."""
    found: set[str] = set()
    for kind, value in choices:
        if str(kind) == "LITERAL":
            found.add(_sign(value))
        elif str(kind) == "CATEGORY" and str(value) in _CLASSES:
            found.add(_CLASSES[str(value)])
        else:
            return None
    return frozenset(found)


def _pieces(exact: _Exact) -> _Need:
    """Choose one telling piece of each text; None where a text has none."""
    if exact is None:
        return None
    found: set[str] = set()
    for text in exact:
        best = max(_words_of(text), key=_worth, default="")
        if _worth(best) <= 0:
            return None
        found.add(best)
    return frozenset(found) or None


def _words_of(text: str) -> Iterator[str]:
    for number, part in enumerate(parts := text.split(" ")):
        edged = ("" if number == 0 else _EDGE) + part + ("" if number == len(parts) - 1 else _EDGE)
        bare = edged.strip(_EDGE)
        if DIGIT in bare:
            yield DIGIT
        elif bare and _EDGE not in bare:
            yield _EDGE * edged.startswith(_EDGE) + bare + _EDGE * edged.endswith(_EDGE)


def _worth(piece: str) -> int:
    """Say how much a piece tells: rare words much, common words little, single letters nothing."""
    bare = piece.strip(_EDGE)
    if bare == DIGIT:
        return 3
    if bare in _COMMON:
        return 1
    return len(bare) + piece.count(_EDGE) if len(bare) > 1 else int(piece.count(_EDGE) == 2)


def _best(candidates: list[_Need]) -> _Need:
    known = [candidate for candidate in candidates if candidate]
    return max(known, key=lambda need: (min(map(_worth, need)), -len(need)), default=None)
