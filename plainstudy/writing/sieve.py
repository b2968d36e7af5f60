"""Patterns that are tried only where they can match: each knows words of which one must stand in the text.

Some hundred patterns are asked of a few texts; nearly all of these searches would find nothing. So each
pattern is taken apart (``needs``) down to pieces of words of which at least one stands in everything that
it matches, as RE2's FilteredRE2 does. One look at each word of a text then gives the patterns that can match
at all, as the bits of one number; a pattern whose needs are not known always can. This changes what is
looked at, never what is found. Decision 0008 says how to write a check with it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from . import needs

ALL = -1
"""The bits of a text in which any pattern may match."""


class Pattern:
    """A compiled pattern and its bit: it matches nowhere in a text whose bits lack it."""

    __slots__ = ("bit", "compiled", "finditer", "match", "needed", "search")

    def __init__(self, pattern: str, flags: int, bit: int) -> None:
        """Take a bit that no other pattern of the same sieve has."""
        self.compiled = re.compile(pattern, flags)
        self.search = self.compiled.search
        self.match = self.compiled.match
        self.finditer = self.compiled.finditer
        self.needed = needs.of(pattern, flags)
        self.bit = bit


class Sieve:
    """Patterns that are asked of the same texts."""

    def __init__(self) -> None:
        self._patterns: list[Pattern] = []
        self._words = Words()
        self.bits_in = self._words.bits_in

    def pattern(self, pattern: str, flags: int = 0) -> Pattern:
        """Compile a pattern; called once for each, when its module is read."""
        made = Pattern(pattern, flags, 1 << len(self._patterns))
        self._patterns.append(made)
        self._words.add(made.needed, made.bit)
        return made

    def among(self, may: int, bits: int) -> Iterator[Pattern]:
        """Yield those of the patterns with these bits that can match in a text with the bits ``may``."""
        left = may & bits
        while left:
            bit = left & -left
            left ^= bit
            yield self._patterns[bit.bit_length() - 1]


def bits_of(patterns: Iterable[Pattern]) -> int:
    """Return the bits of several patterns together."""
    found = 0
    for pattern in patterns:
        found |= pattern.bit
    return found


class Words(dict[str, int]):
    """The bits of each word that was met: of what can match in a text that has it."""

    _MOST = 200_000

    def __init__(self) -> None:
        super().__init__()
        self._needs: list[tuple[frozenset[str], int]] = []
        self._always = 0
        """The bits of what can match in any text."""
        self._forget()

    def add(self, needed: frozenset[str] | None, bits: int) -> None:
        """Take in what needs one of these pieces of words; None for what can match without."""
        if needed:
            self._needs.append((needed, bits))
        else:
            self._always |= bits
        self._forget()

    def bits_in(self, words: Iterable[str]) -> int:
        """Return the bits of all that can match in a text of these words.

        The words are those of a text in small letters, cut at every sign but ASCII letters and digits. The
        text has no letters from elsewhere that Python takes for ASCII letters or for digits.
        """
        return reduce(or_, filter(None, map(self.__getitem__, words)), self._always)

    def _forget(self) -> None:
        self.clear()
        self._is_learned = False
        self._whole: dict[str, int] = {}
        self._begins, self._ends, self._inside = _Pieces(), _Pieces(), _Pieces()
        self._digit = 0

    def _learn(self) -> None:
        for pieces, bits in self._needs:
            for piece in pieces:
                bare = piece.strip("|")
                if piece == needs.DIGIT:
                    self._digit |= bits
                elif piece.startswith("|") and piece.endswith("|"):
                    self._whole[bare] = self._whole.get(bare, 0) | bits
                elif piece.startswith("|"):
                    self._begins.add(bare, bits)
                elif piece.endswith("|"):
                    self._ends.add(bare[::-1], bits)
                else:
                    self._inside.add(bare, bits)
        self._is_learned = True  # last: another thread must not ask before all is there

    def __missing__(self, word: str) -> int:
        if not self._is_learned:
            self._learn()
        found = self._whole.get(word, 0)
        if more := self._begins.bits_at(word):
            found |= more
        if more := self._ends.bits_at(word[::-1]):
            found |= more
        heads = self._inside.heads
        for start in range(len(word) - 1):
            if word[start : start + 2] in heads and (more := self._inside.bits_at(word[start:])):
                found |= more
        if not word.isalpha():
            found |= self._digit
        if len(self) >= self._MOST:
            self.clear()
        self[word] = found
        return found


class _Pieces:
    """Bits by pieces of words, letter by letter."""

    def __init__(self) -> None:
        self._first = _Letter()
        self.heads: set[str] = set()
        """What the pieces begin with, two letters each."""

    def add(self, piece: str, bits: int) -> None:
        self.heads.add(piece[:2])
        at = self._first
        for letter in piece:
            at = at.setdefault(letter, _Letter())
        at.bits |= bits

    def bits_at(self, letters: str) -> int:
        """Return the bits of all pieces that the letters begin with."""
        found = 0
        at = self._first
        for letter in letters:
            following = at.get(letter)
            if following is None:
                break
            at = following
            if at.bits:
                found |= at.bits
        return found


class _Letter(dict[str, "_Letter"]):
    """The letters that may follow one; ``bits`` of the piece that ends here."""

    bits = 0
