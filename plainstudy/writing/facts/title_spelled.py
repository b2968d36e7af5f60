"""The short forms of a title that the record itself spells out: "long-acting insulin analogue (LAIA)"."""

import re

from plainstudy.plain.dictionary import lookup
from plainstudy.record.record import StudyRecord

from .prose import OFFICIAL

_SHORT = re.compile(r"(?<![\w(/+-])[A-Z][A-Z]{1,5}(?![\w/+-])")
_BEFORE = 110
_SMALL = frozenset({"of", "and", "the", "in", "with", "for", "to", "by", "or", "on"})
_WORD = re.compile(r"[^\W\d_]+")
_SUMMARY = "protocolSection.descriptionModule.briefSummary"
_DETAILS = "protocolSection.descriptionModule.detailedDescription"


def spelled_in(record: StudyRecord) -> tuple[tuple[str, str, str], ...]:
    """Give each short form of the title that we do not know, its words, and where the record gives them."""
    part = record.protocol_section
    title = part.identification_module.brief_title or ""
    texts = (
        (part.identification_module.official_title or "", OFFICIAL),
        (part.description_module.brief_summary or "", _SUMMARY),
        (part.description_module.detailed_description or "", _DETAILS),
    )
    found = []
    for short in dict.fromkeys(_SHORT.findall(title)):
        if short == "CAR" or lookup(short) is not None or title.isupper():
            continue
        for text, path in texts:
            if words := _words_before(short, text):
                found.append((short, words, path))
                break
    return tuple(found)


def _words_before(short: str, text: str) -> str:
    """Give the words right before "(SHORT)" whose first letters it is made of; "" where they are not."""
    at = text.find(f"({short})")
    if at < 0:
        return ""
    before = text[max(0, at - _BEFORE) : at].rstrip()
    wanted = short.lower()
    starts = list(_WORD.finditer(before))
    for first in reversed(starts):
        words = [found.group().lower() for found in starts if found.start() >= first.start()]
        if words[0] in _SMALL or first.start() == 0 or before[first.start() - 1] == "-":
            continue
        if "".join(word[0] for word in words if word not in _SMALL) == wanted:
            piece = before[first.start() :]
            return piece if _PLAIN.fullmatch(piece) else ""
    return ""


_PLAIN = re.compile(r"[\w' -]+")
