"""Patterns that are tried only where they can match: each knows words of which one must stand in the text.

A page has some 30 sentences and the checks some 200 patterns; nearly all of these searches would find
nothing. So each pattern is taken apart (``needs``) down to pieces of words of which at least one stands in
everything that it matches, as RE2's FilteredRE2 does. One look at each word of a sentence then gives the
patterns that can match at all, as the bits of one number; a pattern whose needs are not known always can.
This changes what is looked at, never what is found. Decision 0008 says how to write a check with it.
"""

import re
from collections.abc import Iterable, Iterator

from . import needs


class Pattern:
    """A compiled pattern and its bit: it matches nowhere in a text whose bits lack it."""

    __slots__ = ("bit", "compiled", "finditer", "match", "needed", "search")

    def __init__(self, pattern: str, flags: int, bit: int) -> None:
        """Take a bit that no other pattern has."""
        self.compiled = re.compile(pattern, flags)
        self.search = self.compiled.search
        self.match = self.compiled.match
        self.finditer = self.compiled.finditer
        self.needed = needs.of(pattern, flags)
        self.bit = bit


ALL = -1
"""The bits of a text in which any pattern may match."""
_patterns: list[Pattern] = []


def sieved(pattern: str, flags: int = 0) -> Pattern:
    """Compile a pattern; called once for each, when its module is read."""
    made = Pattern(pattern, flags, 1 << len(_patterns))
    _patterns.append(made)
    _words.forget()
    return made


def among(may: int, bits: int) -> Iterator[Pattern]:
    """Yield those of the patterns with these bits that can match in a text with the bits ``may``."""
    left = may & bits
    while left:
        bit = left & -left
        left ^= bit
        yield _patterns[bit.bit_length() - 1]


def bits_of(patterns: Iterable[Pattern]) -> int:
    """Return the bits of several patterns together."""
    found = 0
    for pattern in patterns:
        found |= pattern.bit
    return found


def bits_in(words: Iterable[str]) -> int:
    """Return the bits of all patterns that can match in a text of these words.

    The words are those of a plain ASCII text in small letters, cut at every sign but letters and digits.
    """
    found = _words.always
    for word in words:
        found |= _words[word]
    return found


class _Words(dict[str, int]):
    """The bits of each word that was met."""

    _MOST = 200_000

    def forget(self) -> None:
        """Start anew, since there is one more pattern."""
        self.clear()
        self.always = bits_of(pattern for pattern in _patterns if not pattern.needed)
        """The bits of the patterns that can match in any text."""
        self._whole: dict[str, int] = {}
        self._begins: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        self._inside: dict[str, list[tuple[str, int]]] = {}
        self._digit = 0
        self._lengths: tuple[int, ...] = ()

    def _learn(self) -> None:
        for pattern in _patterns:
            for piece in pattern.needed or ():
                bare = piece.strip("|")
                edges = piece.startswith("|") + 2 * piece.endswith("|")
                if piece == needs.DIGIT:
                    self._digit |= pattern.bit
                elif edges:
                    table = (self._begins, self._ends, self._whole)[edges - 1]
                    table[bare] = table.get(bare, 0) | pattern.bit
                else:
                    self._inside.setdefault(piece[:2], []).append((piece, pattern.bit))
        self._lengths = tuple(sorted({len(bare) for bare in (*self._begins, *self._ends)}))

    def __missing__(self, word: str) -> int:
        if not self._lengths:
            self._learn()
        found = self._whole.get(word, 0)
        for length in self._lengths:
            if length > len(word):
                break
            found |= self._begins.get(word[:length], 0) | self._ends.get(word[-length:], 0)
        for at in range(len(word) - 1):
            for piece, bit in self._inside.get(word[at : at + 2], ()):
                if word.startswith(piece, at):
                    found |= bit
        if not word.isalpha():
            found |= self._digit
        if len(self) >= self._MOST:
            self.clear()
        self[word] = found
        return found


_words = _Words()
_words.forget()
