"""Which words of a title keep their capitals in a running text: what the record's own text tells of them."""

import re
from collections.abc import Iterable

from plainstudy.plain.dictionary import lookup

from .names import is_generic

_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON_ONES = """
    acceptance advanced analysis benefit blood children combination compare coordination diet diffuse emotion
    engagement exercise exon extensive first flash grade high human investigation irrigation kids management
    mechanical moderate moderately motion non patients people phase register risk safety single study survey
    real model foot survey continuous glucose monitoring fecal microbial transplant care digital
    therapeutic therapeutics hernia blocking cardiac performance navigator caregiver intensive aerobic
    resistance posterior slab positive airway pressure cervical disc interbody training interval intensity
    advanced antibacterial wound dressing mushroom modified powder capsule states potential data
    collection flash monitor network assessment app
    third treatment trigeminal twin type black mellitus cancer therapy stage group program system
"""
_COMMON = frozenset(_COMMON_ONES.split())
_BRANDS_LISTED = """
    Xolair Humalog Lantus Tarceva Botox Viaskin Nanordica Beltavac Joalis Bambi Analerg Bronchi Omeza Lutronic
    Metronom Genentech Carbofix Hexanium Prodisc Buzzy Stimulan Curio Clalit Parkland Nambudripad Wallis
    Iguratimod Ezelin Orthoss Sinphar Lipucan Exparel Vyxeos
"""
_BRANDS = frozenset(_BRANDS_LISTED.split())
_IN_MID_SENTENCE = r"(?:^| )[a-z][a-z'’]*,? {word}(?=[\s,.;)’'])(?! [A-Z])"


def names_in(title: str, running: str, things: Iterable[str] = ()) -> tuple[str, ...]:
    """Give the words of a title that the running text writes large among small ones, and never small.

    A word of a tested thing's name keeps its capital without that, where it is no word of plain language.
    """
    owned = {word for name in things for word in _WORD.findall(name)}
    words = (word for word in _WORD.findall(title) if word[0].isupper() and word[1:].islower())
    return tuple(
        word
        for word in dict.fromkeys(words)
        if word in _BRANDS
        or _is_marked(word, title)
        or (
            not is_generic(word.lower())
            and _is_free(word, running)
            and (word in owned or _is_large_in(running, word))
        )
    )


def _is_marked(word: str, title: str) -> bool:
    """True for a word with a trade mark's sign: "Zerafil®"."""
    at = title.find(word) + len(word)
    return title[at : at + 1] in {"®", "™"}


def _is_free(word: str, running: str) -> bool:
    """True for a word that is neither plain language nor written small by the record."""
    return word.lower() not in _COMMON and f" {word.lower()}" not in running and lookup(word) is None


def _is_large_in(running: str, word: str) -> bool:
    return word in running and re.search(_IN_MID_SENTENCE.format(word=word), running) is not None


_HEAD = re.compile(r"((?:(?:[A-Z][\w'’-]*+|and|of|the|for|to|in|with|on|&|,)\s*+)+?)(?::|$)")
"""A word is taken whole: a title all in capitals took for ever, as each letter may begin a word."""
_CAPITALS = re.compile(r"\b[A-Z]")
_OWN_AFTER = (
    r"{name}(?! [A-Z])(?= (?:is|was|will|aims|has|uses|consists|offers|provides|program|intervention|app)\b)"
)


def own_name_of(title: str, running: str) -> str:
    """Give what a title begins with, up to a colon, where the running text uses it as a name; "" elsewhere.

    "Men Moving Forward: A Lifestyle Program" is called "Men Moving Forward" by its own summary.
    """
    found = _HEAD.match(title)
    name = found[1].strip() if found else ""
    if len(_CAPITALS.findall(name)) < 2 or name.isupper() or name not in running or name.lower() in running:
        return ""
    if "Study" in name or "Trial" in name or "Registry" in name:
        return ""
    for pattern in (_IN_MID_SENTENCE, _OWN_AFTER):
        if re.search(pattern.format(word=re.escape(name), name=re.escape(name)), running):
            return name
    return ""


_LONG = 5


def odd_words_in(title: str, running: str) -> tuple[str, ...]:
    """Give the words whose capitals only spell a short name: "hIgh", "evaluaTion", "ENDOtypes".

    One is taken for such where the running text or our dictionary has it small, or where its capitals stand
    as in no other word and the title has more like it.
    """
    mixed = [word for word in dict.fromkeys(_WORD.findall(title)) if _is_mixed(word)]
    known = [
        word
        for word in mixed
        if f" {word.lower()}" in running
        or (len(word) > _LONG and not _BUILT.fullmatch(word) and f" {word.capitalize()}" in running)
        or word.lower() in _COMMON
        or lookup(word.lower()) is not None
    ]
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
