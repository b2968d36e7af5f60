"""The first words of a title that is too long or too full of signs to be told whole, without quoting it."""

import re
from collections.abc import Iterator

from plainstudy.writing.facts import Facts

from .titles import is_short_topic, running_title

_KIND_FIRST = re.compile(
    r"^(?:(?:an? )?phase [\dIV/ab-]+ of |(?:(?!(?:in|with|among|for)\b)[\w/(),&-]+ ){0,9}?"
    r"(?:study|trial|registry|protocol|survey|database|project)[ :,-]+"
    r"(?:of|on|with|about|in|for|into|using|investigating|to (?!with\b)\w+) "
    r"(?:of |if |whether |the study drug )*)"
    r"(?:(?:the |safety|efficacy|tolerability|effectiveness|initial|preliminary|immunogenicity|and|,) ?)*"
    r"(?:of )?(?=[\w-]{2})",
    re.I,
)
_PART = re.compile(r"^(?:substudy|part|study|cohort) \w+ ?: (?:(?:safety|efficacy|and) )*(?:of )?", re.I)
_AN_END = re.compile(
    r" (?=(?:in|for|during|after|following|as|among|using|by|to|on|from|when|who|while|that|through|"
    r"undergoing|defined|with or without|versus|compared)\b)|"
    r" (?=(?:reduces?|improves?|protects?|inhibits?|promotes?|predicts?|influences?|increases?|will|can|is|are)\b)|"
    r"(?<=\w)(?=[:;.] )| (?=[-–] )"
)
_ROOM_MIN = 12


def title_cuts(facts: Facts, *, room: int) -> Iterator[str]:
    """Give the title up to where a piece of sense ends, the longest first, in at most ``room`` letters."""
    text = running_title(facts, _without_kind)
    if not text:
        return
    for end in sorted({len(text), *(found.start() for found in _AN_END.finditer(text))}, reverse=True):
        piece = text[:end].rstrip(" ,;:-–")
        if _ROOM_MIN <= len(piece) <= room and is_short_topic(piece):
            yield piece


def _without_kind(text: str) -> str:
    for pattern in (_PART, _KIND_FIRST):
        shorter = pattern.sub("", text, count=1)
        if len(shorter) > _ROOM_MIN:
            text = shorter
    return text
