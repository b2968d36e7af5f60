"""Patterns over the record's own text, tried only where they can match, and only the choices that can.

``gated(…)`` stands for ``re.compile(…)`` wherever a pattern is a choice of words: it is asked in the same way
and answers the same. ``a|b|c`` is taken apart (``branches``), each choice knows words of which one must stand
in what it matches (``needs``), and one look at each word of a text, kept for the next pattern that asks,
tells which choices are worth a search: mostly none. Longest is the gain on long texts and long choices.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from . import needs
from .branches import branches_of
from .sieve import ALL, Words

_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_ODD = re.compile(r"[\u0130\u0131\u017f\u212a\d]")
"""Letters from elsewhere that Python takes for i, s and k, and digits from elsewhere."""
_SMALL = bytes(
    ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else ord(" ") for code in range(256)
)
_WORDS = Words()
_MOST_PATTERNS = 1_500
"""Each has one of the lowest bits, where a look is quickest; those of their choices stand above."""


@lru_cache(maxsize=1_000)
def _may(text: str) -> int:
    """Return the bits of what can match in a text; the texts of a record are asked many times."""
    if not text.isascii() and any(map(_ODD.search, _FOREIGN.findall(text))):
        return ALL
    words = text.encode("ascii", "replace").translate(_SMALL).decode("ascii")
    return _WORDS.bits_in(set(words.split()))


class Gated:
    """A compiled pattern that first looks what a text has of the words it needs."""

    __slots__ = ("_branches", "_flags", "_lowest", "_mask", "_whole", "bit", "pattern")

    _count = 0
    _next = _MOST_PATTERNS

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags
        self._whole = re.compile(pattern, flags)
        choices = branches_of(pattern, flags)
        self._branches: list[re.Pattern[str] | str] = list(choices)
        """Compiled when first searched for."""
        self.bit = 1 << Gated._count
        self._lowest = Gated._next
        self._mask = (1 << len(choices)) - 1
        Gated._count += 1
        Gated._next += len(choices)
        for number, choice in enumerate(choices):
            _WORDS.add(needs.of(choice, flags), self.bit | 1 << self._lowest + number)

    @property
    def needs_words(self) -> bool:
        """True when no choice can match in a text without words."""
        return not _WORDS.bits_in(()) & self.bit

    def _worth_it(self, may: int) -> Iterator[re.Pattern[str]]:
        """Yield the choices that can match, in their order."""
        left = may >> self._lowest & self._mask
        while left:
            bit = left & -left
            left ^= bit
            number = bit.bit_length() - 1
            branch = self._branches[number]
            if isinstance(branch, str):
                branch = self._branches[number] = re.compile(branch, self._flags)
            yield branch

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first place; of several choices at one place, the first, as Python does."""
        may = _may(text)
        if not may & self.bit:
            return None
        first: re.Match[str] | None = None
        for branch in self._worth_it(may):
            found = branch.search(text)
            if found and (first is None or found.start() < first.start()):
                first = found
        return first

    def match(self, text: str) -> re.Match[str] | None:
        may = _may(text)
        if not may & self.bit:
            return None
        return next(filter(None, (branch.match(text) for branch in self._worth_it(may))), None)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        may = _may(text)
        if not may & self.bit:
            return None
        return next(filter(None, (branch.fullmatch(text) for branch in self._worth_it(may))), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._pattern_for(text).finditer(text) if _may(text) & self.bit else iter(())

    def findall(self, text: str) -> list[str]:
        """Give all that matches; of a pattern with groups, ask ``finditer``."""
        return [found.group() for found in self.finditer(text)]

    def sub(self, words: str | Callable[[re.Match[str]], str], text: str) -> str:
        return self._pattern_for(text).sub(words, text) if _may(text) & self.bit else text

    def _pattern_for(self, text: str) -> re.Pattern[str]:
        """Return the one choice that can match, or else the whole."""
        worth = list(self._worth_it(_may(text)))
        return worth[0] if len(worth) == 1 else self._whole


def rewritten(text: str, rewrites: Iterable[tuple[Gated, str]]) -> str:
    """Make replacements one after the other, each in what the one before left."""
    may = _may(text)
    for pattern, words in rewrites:
        if may & pattern.bit and (changed := pattern.sub(words, text)) != text:
            text = changed
            may = _may(text)
    return text


def gated(pattern: str, flags: int = 0) -> Gated:
    """Compile a pattern; called once for each, when its module is read."""
    return Gated(pattern, flags)
