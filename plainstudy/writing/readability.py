"""How hard a whole text reads; each sentence is measured once and remembered, since many pages share some."""

from collections.abc import Iterable
from functools import lru_cache

from plainstudy.plain.reading import sentences, words
from plainstudy.plain.syllables import syllables


@lru_cache(maxsize=100_000)
def measured(text: str) -> tuple[int, int, int, int]:
    """Count sentences, words, syllables and the words of the longest sentence."""
    counts = [words(sentence) for sentence in sentences(text)]
    return (
        len(counts),
        sum(map(len, counts)),
        sum(syllables(word) for found in counts for word in found),
        max(map(len, counts), default=0),
    )


def grade_of(texts: Iterable[str]) -> float:
    """Give the Flesch-Kincaid grade of texts taken together; 0.0 for none."""
    all_sentences = all_words = all_syllables = 0
    for text in texts:
        found, number, parts, _ = measured(text)
        all_sentences += found
        all_words += number
        all_syllables += parts
    if not all_words:
        return 0.0
    return 0.39 * all_words / all_sentences + 11.8 * all_syllables / all_words - 15.59


def longest_of(texts: Iterable[str]) -> int:
    """Count the words of the longest sentence; 0 for none."""
    return max((measured(text)[3] for text in texts), default=0)
