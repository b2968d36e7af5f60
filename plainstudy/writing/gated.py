"""Patterns over the record's own text, tried only where they can match, and only the choices that can.

``gated(…)`` stands for ``re.compile(…)`` wherever a pattern is a choice of words: it is asked in the same way
and answers the same. ``a|b|c`` is taken apart (``branches``), each choice knows words of which one must stand
in what it matches (``needs``), and one look at each word of a text, kept for the next pattern that asks,
tells which choices are worth a search: mostly none. Longest is the gain on long texts and long choices.
"""

import re
import threading
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
_patterns: "list[Gated]" = []
_unread: "list[Gated]" = []
"""Those not yet taken apart: a command that reads no text need not do it."""
_reading = threading.Lock()
"""Two threads that meet the first text at once must not hand out the same bits twice."""


@lru_cache(maxsize=1_000)
def _may(text: str) -> int:
    """Return the bits of what can match in a text; the texts of a record are asked many times."""
    if _unread:
        _read_patterns()
    if not text.isascii() and any(map(_ODD.search, _FOREIGN.findall(text))):
        return ALL
    words = text.encode("ascii", "replace").translate(_SMALL).decode("ascii")
    return _WORDS.bits_in(set(words.split()))


def _read_patterns() -> None:
    with _reading:
        _read_unread()


def _read_unread() -> None:
    lowest = _MOST_PATTERNS + sum(len(pattern.branches) for pattern in _patterns)
    for pattern in _unread:
        choices = branches_of(pattern.pattern, pattern.flags)
        pattern.branches = list(choices)
        pattern.lowest = lowest
        for number, choice in enumerate(choices):
            _WORDS.add(needs.of(choice, pattern.flags), pattern.bit | 1 << lowest + number)
        lowest += len(choices)
    _unread.clear()


def get_ready() -> None:
    """Take all patterns apart and compile them now, in the process that others are forked from."""
    _read_patterns()
    for pattern in _patterns:
        pattern.compile()


class Gated:
    """A pattern that first looks what a text has of the words it needs; compiled when first searched for."""

    __slots__ = ("_whole", "bit", "branches", "flags", "lowest", "pattern")

    def __init__(self, pattern: str, flags: int, bit: int) -> None:
        """Take a bit that no other pattern has."""
        self.pattern = pattern
        self.flags = flags
        self.bit = bit
        self.branches: list[re.Pattern[str] | str] = []
        """The choices, in their order; a text where it is not compiled yet."""
        self.lowest = 0
        """The place of the first choice's bit."""
        self._whole: re.Pattern[str] | None = None

    @property
    def whole(self) -> re.Pattern[str]:
        """The pattern as it is written."""
        if self._whole is None:
            self._whole = re.compile(self.pattern, self.flags)
        return self._whole

    def compile(self) -> None:
        """Compile all choices."""
        self.branches = [
            re.compile(branch, self.flags) if isinstance(branch, str) else branch for branch in self.branches
        ]

    def _worth_it(self, may: int) -> Iterator[re.Pattern[str]]:
        """Yield the choices that can match, in their order."""
        left = may >> self.lowest & (1 << len(self.branches)) - 1
        while left:
            bit = left & -left
            left ^= bit
            number = bit.bit_length() - 1
            branch = self.branches[number]
            if isinstance(branch, str):
                branch = self.branches[number] = re.compile(branch, self.flags)
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
        return worth[0] if len(worth) == 1 else self.whole


def rewritten(text: str, rewrites: Iterable[tuple[Gated, str]]) -> str:
    """Make replacements one after the other, each in what the one before left."""
    may = _may(text)
    for pattern, words in rewrites:
        if may & pattern.bit and (changed := pattern.sub(words, text)) != text:
            text = changed
            may = _may(text)
    return text


def gated(pattern: str, flags: int = 0) -> Gated:
    """Make a pattern; called once for each, when its module is read."""
    made = Gated(pattern, flags, 1 << len(_patterns))
    _patterns.append(made)
    _unread.append(made)
    _may.cache_clear()
    return made
