"""Condition terms as lists of words that can be compared: spelling, number and order out of the way. Pure."""

import html
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache


def word_set(text: str) -> frozenset[str]:
    """Return the words of a list written as running text."""
    return frozenset(text.split())


SMALL_WORDS = word_set("a an and by in of on or the to")
"""Words that two names of the same thing may differ in."""

_GREEK = str.maketrans({"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa", "λ": "lambda"})
_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ`´]s?(?!\w)")
_APOSTROPHE = re.compile(r"['’ʼ`´]")
_POSITIVE = re.compile(r"(?<=\w)\+(?!\w)")
_NUMBER_GLUED = re.compile(r"\b(type|stage|grade|class)(?=[0-9ivx]+\b)")  # "Type2 diabetes"
_MAY_BE_GLUED = re.compile(r"(?:type|stage|grade|class)[0-9ivx]", re.I)
_WORD = re.compile(r"[^\W_]+(?:\.\d+)?")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_BEFORE_NUMBERS = frozenset({"type", "stage", "grade", "class", "bipolar"})
_LONGEST_TERM = 300
"""Characters of what is remembered: terms and titles come again, whole criteria do not, and are long."""
_IRREGULAR = {
    "children": "child", "teeth": "tooth", "feet": "foot", "women": "woman", "men": "man",
    "vertebrae": "vertebra", "bacteria": "bacterium", "bronchi": "bronchus", "indices": "index",
}  # fmt: skip
_INVARIABLE = word_set(
    """
    series species pus ms aids rabies scabies herpes diabetes pancreas als has was lens biceps
    """
)
_BRITISH = (
    (re.compile(r"tumour"), "tumor"),
    (re.compile(r"behaviour"), "behavior"),
    (re.compile(r"colour"), "color"),
    (re.compile(r"odour"), "odor"),
    (re.compile(r"labour"), "labor"),
    (re.compile(r"fibre"), "fiber"),
    (re.compile(r"(?:ae|oe)(?=[a-z])"), "e"),  # both spellings lose it: anaemia, oedema, aerobic
    (re.compile(r"sulph"), "sulf"),
    (re.compile(r"isation\b"), "ization"),
    (re.compile(r"lys(?=ed|ing)"), "lyz"),
)
_MAY_BE_BRITISH = re.compile(r"our|fibre|[ao]e|sulph|isation|lys")


def plain_text(term: str) -> str:
    """Return the term in one form of letters, quotes and spaces, lower case: what "the same words" means."""
    if term.isascii():
        return " ".join(term.lower().split())
    text = unicodedata.normalize("NFKC", term).casefold().translate(_GREEK)
    return " ".join(text.replace("’", "'").replace("‐", "-").replace("–", "-").split())


def words_of(term: str) -> tuple[str, ...]:
    """Return the words of a term in their order, without possessive endings, accents and punctuation."""
    return _known_words(term) if len(term) <= _LONGEST_TERM else _words(term)


def _words(term: str) -> tuple[str, ...]:
    text = html.unescape(term) if "&" in term else term
    if text.isascii() and text.replace(" ", "").isalnum() and not _MAY_BE_GLUED.search(text):
        return tuple(text.lower().split())  # most names: nothing but words
    text = _POSITIVE.sub(" positive ", _POSSESSIVE.sub("", plain_text(text)))
    text = _APOSTROPHE.sub("", _NUMBER_GLUED.sub(r"\1 ", text))
    if not text.isascii():
        text = "".join(
            mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark)
        )
    return tuple(_WORD.findall(text))


_known_words = lru_cache(maxsize=60_000)(_words)


@lru_cache(maxsize=60_000)
def stem(word: str) -> str:
    """Return one form for singular and plural, British and American spelling: "tumours" is "tumor".

    It need not be English, only the same for the same word.
    """
    if _MAY_BE_BRITISH.search(word):
        for pattern, ours in _BRITISH:
            word = pattern.sub(ours, word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or word in _INVARIABLE or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    if word.endswith("ses"):
        return word[:-3] + "s" if word.endswith(("uses", "rses")) else word[:-2] + "is"
    return word[:-1]


def stems_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the stem of each word; a roman number after "type", "stage" and such becomes arabic."""
    stems = [stem(word) for word in words]
    for place in range(1, len(stems)):
        if stems[place] in _ROMAN and stems[place - 1] in _BEFORE_NUMBERS:
            stems[place] = _ROMAN[stems[place]]
    return tuple(stems)


def phrase(stems: Sequence[str]) -> str:
    """Return the key of the same words in the same order."""
    return " ".join(word for word in stems if word not in SMALL_WORDS)


def phrase_of(term: str) -> str:
    """Return the key of a term's words in their order."""
    return _known_phrase(term) if len(term) <= _LONGEST_TERM else _phrase(term)


def _phrase(term: str) -> str:
    return phrase(stems_of(words_of(term)))


_known_phrase = lru_cache(maxsize=30_000)(_phrase)


def bag(stems: Sequence[str]) -> str:
    """Return the key of the same words in any order."""
    return " ".join(sorted(word for word in stems if word not in SMALL_WORDS))
