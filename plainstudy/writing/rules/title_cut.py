"""The first words of a title that is too long or too full of signs to be told whole, without quoting it."""

import re
from collections.abc import Iterator

from plainstudy.writing.facts import Facts

from .title_people import with_illness_only
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
    r"undergoing|defined|with|versus|vs|compared)\b)|(?=, )|"
    r" (?=(?:reduces?|improves?|protects?|inhibits?|promotes?|predicts?|influences?|increases?)\b)|"
    r" (?=(?:will|can|is|are)\b)|(?<=\w)(?=[:;.] )| (?=[-–] )"
)
_NO_CUT = re.compile(
    r"\b(?:how|whether|who|which|that|if)\b|^(?!.* plus ).*, \w[^,]*$|(?-i:[A-Z]{6,})|"
    r"(?:\b(?:as|together|\w+ed|\d+|combining|including|using|focusing|involving)|[/&+])$",
    re.I,
)
"""A clause or a list that lost its end, a number that lost its noun, or capitals all over."""
_DENIES = re.compile(r"^\W*(?:non|not|no|without)\b", re.I)
_ROOM_MIN = 6


def title_cuts(facts: Facts, *, room: int) -> Iterator[str]:
    """Give the title up to where a piece of sense ends, in at most ``room`` letters.

    The longest first, and those before all that name what is listed.
    """
    text = running_title(facts, _without_kind)
    things = [item.name.lower() for item in facts.treatments if item.name]
    found = []
    for end in (len(text), *(item.start() for item in _AN_END.finditer(text))):
        piece = with_illness_only(text[:end].rstrip(" ,;:-–"))
        fits = _ROOM_MIN <= len(piece) <= room and not _DENIES.match(text[end:])
        telling = " " in piece.removeprefix("the ") or piece.lower() in things
        if fits and telling and is_short_topic(piece) and not (end < len(text) and _NO_CUT.search(piece)):
            found.append(piece)
    yield from sorted(found, key=lambda piece: (not any(map(piece.lower().count, things)), -len(piece)))


def _without_kind(text: str) -> str:
    for pattern in (_PART, _KIND_FIRST):
        shorter = pattern.sub("", text, count=1)
        if len(shorter) > _ROOM_MIN:
            text = shorter
    return text
