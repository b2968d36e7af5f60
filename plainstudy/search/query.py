"""What a reader typed, as words, phrases and what to leave out. Pure; any text is accepted."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from plainstudy.record.identifiers import NotAnIdentifier, parse_nct_id

LONGEST = 300
"""Characters that are read; the rest of a pasted page is not what someone searches for."""
MOST_WORDS = 16

_PART = re.compile(r'(?P<minus>(?<![^\s(])[-−–])?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_WORD = re.compile(r"[^\W_]+")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\x00": " "})
_NUMBER = re.compile(r"NCT\s*-?\s*\d{1,8}", re.I | re.ASCII)
_NUMBER_IN_ADDRESS = re.compile(r"/(NCT\d{8})(?!\d)", re.I | re.ASCII)
_SMALL = frozenset(
    """
    a about an and any are at can clinical do does for from has have i in is me my near of on or research
    studies study that the there to treat treatment trial trials what where which who with
    """.split()  # noqa: SIM905  a list of words reads best as words
)
"""Words that nearly every study has, or none: they are passed over unless nothing else is there."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. All words and phrases must be there, in any field; none of ``without`` may."""

    text: str
    """What was typed, cut and cleaned, to show again."""
    nct_id: str = ""
    """Set when nothing but a study number was typed."""
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to look for; what is left out alone finds nothing either."""
        return not (self.nct_id or self.words or self.phrases)


def parse_query(text: str) -> Query:
    """Read a search: ``words``, ``"a phrase"``, ``-without``, or an NCT number alone. Never raises."""
    shown = " ".join(text[:LONGEST].translate(_QUOTES).split())
    number = _study_number(shown)
    if number:
        return Query(text=shown, nct_id=number)
    single: list[str] = []
    phrases: list[tuple[str, ...]] = []
    without: list[tuple[str, ...]] = []
    for part in _PART.finditer(shown):
        pieces = words(part["phrase"] if part["phrase"] is not None else part["word"] or "")
        if not pieces:
            continue
        if part["minus"]:
            without.append(pieces)
        elif part["phrase"] is not None and len(pieces) > 1:
            phrases.append(pieces)
        else:
            single.extend(pieces)
    wanted = [word for word in dict.fromkeys(single) if word not in _SMALL]
    if not wanted and not phrases:
        wanted = list(dict.fromkeys(single))
    return Query(
        text=shown,
        words=tuple(wanted[:MOST_WORDS]),
        phrases=tuple(dict.fromkeys(phrases))[:MOST_WORDS],
        without=tuple(dict.fromkeys(without))[:MOST_WORDS],
    )


def _study_number(text: str) -> str:
    """Return the number that is all of a text, or that the address of a study's page holds; "" for none."""
    if len(addressed := _NUMBER_IN_ADDRESS.findall(text)) == 1 and " " not in text:
        text = addressed[0]
    try:
        return parse_nct_id(re.sub(r"[\s-]", "", text)) if _NUMBER.fullmatch(text) else ""
    except NotAnIdentifier:
        return ""


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """Return words of letters and digits in lower case, without accents, at most MOST_WORDS."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(
            mark for mark in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(mark)
        )
    plain = re.sub(r"(?<=\w)['’](?=\w)", "", plain)
    return tuple(_WORD.findall(plain)[:MOST_WORDS])
