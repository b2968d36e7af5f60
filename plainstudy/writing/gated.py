"""Patterns over the record's own text, tried only where they can match: one ``Sieve`` for facts and rules.

``gated(…)`` stands for ``re.compile(…)`` wherever a pattern is a choice of words: it is asked in the same way
and answers the same. A pattern that can match without any particular word gains nothing by it.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from .sieve import ALL, Sieve

_SIEVE = Sieve()
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_ODD = re.compile(r"[\u0130\u0131\u017f\u212a\d]")
"""Letters from elsewhere that Python takes for i, s and k, and digits from elsewhere."""
_SMALL = bytes(
    ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else ord(" ") for code in range(256)
)


@lru_cache(maxsize=1_000)
def _may(text: str) -> int:
    """Return the bits of the patterns that can match in a text; the texts of a record are asked many times."""
    if not text.isascii() and any(map(_ODD.search, _FOREIGN.findall(text))):
        return ALL
    words = text.encode("ascii", "replace").translate(_SMALL).decode("ascii")
    return _SIEVE.bits_in(words.split())


class Gated:
    """A compiled pattern that first looks whether a text has a word it needs."""

    __slots__ = ("_bit", "_search", "compiled", "needed")

    def __init__(self, pattern: str, flags: int) -> None:
        made = _SIEVE.pattern(pattern, flags)
        self.compiled = made.compiled
        self.needed = made.needed
        self._bit = made.bit
        self._search = made.search

    def search(self, text: str) -> re.Match[str] | None:
        return self._search(text) if _may(text) & self._bit else None

    def match(self, text: str) -> re.Match[str] | None:
        return self.compiled.match(text) if _may(text) & self._bit else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.compiled.fullmatch(text) if _may(text) & self._bit else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text) if _may(text) & self._bit else iter(())

    def sub(self, words: str | Callable[[re.Match[str]], str], text: str) -> str:
        return self.compiled.sub(words, text) if _may(text) & self._bit else text


def gated(pattern: str, flags: int = 0) -> Gated:
    """Compile a pattern; called once for each, when its module is read."""
    return Gated(pattern, flags)
