"""Which words of a title keep their capitals in a running text: what the record's own text tells of them."""

import re

from plainstudy.plain.dictionary import lookup

_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON_ONES = """
    acceptance advanced analysis benefit blood children combination compare coordination diet diffuse emotion
    engagement exercise exon extensive first flash grade high human investigation irrigation kids management
    mechanical moderate moderately motion non patients people phase register risk safety single study survey
    third treatment trigeminal twin type black mellitus cancer therapy stage group program system
"""
_COMMON = frozenset(_COMMON_ONES.split())
_IN_MID_SENTENCE = r"(?:^| )[a-z][a-z'’]*,? {word}(?=[\s,.;)’'])(?! [A-Z])"


def names_in(title: str, running: str) -> tuple[str, ...]:
    """Give the words of a title that the running text writes large among small ones, and never small."""
    words = (word for word in _WORD.findall(title) if word[0].isupper() and word[1:].islower())
    return tuple(
        word
        for word in dict.fromkeys(words)
        if word in running
        and word.lower() not in _COMMON
        and f" {word.lower()}" not in running
        and lookup(word) is None
        and re.search(_IN_MID_SENTENCE.format(word=word), running)
    )


def odd_words_in(title: str, running: str) -> tuple[str, ...]:
    """Give the words whose capitals only spell a short name: "hIgh", "evaluaTion", "ENDOtypes".

    One is taken for such where the running text or our dictionary has it small, or where its capitals stand
    as in no other word and the title has more like it.
    """
    mixed = [word for word in dict.fromkeys(_WORD.findall(title)) if _is_mixed(word)]
    known = [word for word in mixed if f" {word.lower()}" in running or lookup(word.lower()) is not None]
    strange = [word for word in mixed if not _BUILT.fullmatch(word)]
    return tuple(mixed if len(mixed) > 1 and (known or len(strange) > 1) else known)


def _is_mixed(word: str) -> bool:
    """True for a word with capitals after its first letter and small letters too; "IgE" is none."""
    rest = word[1:]
    if len(word) < 4 or rest.islower() or word.isupper() or rest.rstrip("s").isupper():
        return False
    return not _SHORT_FORM.fullmatch(word)


_SHORT_FORM = re.compile(
    r"[A-Za-z]{1,2}[A-Z]{2,}s?|[A-Z]{2,}[a-z]{1,2}|Ig[A-Z]s?|m?RNA\w*|Hb\w+|e[A-Z]{2,}\w*"
)
_BUILT = re.compile(
    r"(?:Mc|Mac|De|La|Le|Van|Di)[A-Z][a-z]+|[iemupn][A-Z][a-z]+(?:[A-Z][a-z]+)*|(?:[A-Z][a-z]+){2,}[A-Z]{0,3}"
)
"""Names that are built of pieces: "McKenzie", "iGlarLixi", "ToleroMune"."""
