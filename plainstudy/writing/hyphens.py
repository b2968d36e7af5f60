"""Syllables as textstat counts them: by the places where a word may be hyphenated.

Others' figures are mostly textstat's. It misses a syllable here and there, so that
its grades are lower than ours (see ``plain.reading``); ours stay the ones we hold ourselves to.
"""

from functools import cache, lru_cache

from pyphen import Pyphen


@lru_cache(maxsize=100_000)
def syllables_by_hyphens(word: str) -> int:
    """Count a word's syllables by its hyphenation points, at least one."""
    return len(_dictionary().positions(word.lower())) + 1


@cache
def _dictionary() -> Pyphen:
    return Pyphen(lang="en_US")
