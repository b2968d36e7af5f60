"""Listed illnesses that are forms of one: told by what they share, or by the form that a title names."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .bearing_out import has_any, stems_of
from .things import Topic
from .topics import PATH

_COURSE_LISTED = """
    acute chronic episodic relapsed relapse relapsing refractory recurrent metastatic oligometastatic
    advanced locally early late severe moderate mild primary secondary newly diagnosed unresectable
    resectable resistant persistent progressive clinical pathologic anatomic childhood adult or and to
    stage grade limited extensive i ii iii iv iia iib iic iiia iiib iiic iva ivb active intermittent
    localized
"""
_COURSE = frozenset(_COURSE_LISTED.split())
"""How an illness goes or how far it went: forms of one illness differ in these alone."""
_PRE = gated(r"\bpre[- ]diabet", re.I)
_ROMAN = re.compile(r"\btype[- ]?(\d|ii?)\b")
_NUMBER = re.compile(r"[0-9IVX]+[A-C]?,?")
_WORD = re.compile(r"[a-z0-9'’]+")


def joined_forms(topics: Sequence[Topic]) -> list[Topic]:
    """Tell forms of one illness by what all of them share: "cluster headache" of episodic and chronic."""
    groups: dict[tuple[str, ...], list[Topic]] = {}
    for topic in topics:
        core = tuple(word for word in topic.words.lower().split() if word.strip(",") not in _COURSE)
        groups.setdefault(core or (topic.words,), []).append(topic)
    return [items[0] if len(items) == 1 else _shared(items) for items in groups.values()]


def _shared(items: list[Topic]) -> Topic:
    sets = [set(item.words.lower().split()) for item in items]
    kept = [word for word in items[0].words.split() if all(word.lower() in words for words in sets)]
    if not any(_NUMBER.fullmatch(word) for word in kept):
        kept = [word for word in kept if word.lower() not in {"stage", "grade"}]
    while kept and kept[0].strip(",") in {"or", "and", "to", ","}:
        del kept[0]
    words = " ".join(kept).strip(" ,")
    bare = next((item for item in items if item.words == words), None)
    return bare or replace(items[0], words=words, registered=words, path=PATH)


def is_wider(wide: Topic, fine: Topic) -> bool:
    """True where each telling word of one stands in the other, which has more of them."""
    own, other = _telling(wide), _telling(fine)
    return bool(own) and own < other


def _telling(topic: Topic) -> frozenset[str]:
    return telling_of(topic.words)


def telling_of(name: str) -> frozenset[str]:
    """Give the beginnings of the words that tell an illness from others, without how it goes."""
    low = _PRE.sub("prediabet", name.lower())
    words = (word for word in _WORD.findall(low) if word not in _SAYS_NO_MORE and word not in _COURSE)
    return frozenset((*(word[:8].rstrip("s") for word in words), *re.findall(r"\btype \w+\b", low)))


_SAYS_NO_MORE = frozenset(
    (
        "a",
        "an",
        "the",
        "of",
        "in",
        "with",
        "disease",
        "diseases",
        "disorder",
        "disorders",
        "syndrome",
        "mellitus",
        "type",
        "children",
        "infants",
        "adults",
        "adolescents",
    )
)


def without_forms(record: StudyRecord, topics: Sequence[Topic]) -> list[Topic]:
    """Of an illness and one kind of it, keep the kind where a title names it, else the wider one.

    A bare "cancer" or "allergy" says nothing beside a kind of it and never stays.
    """
    titles = record.protocol_section.identification_module
    both = _ROMAN.sub(_arabic, f"{titles.brief_title or ''} . {titles.official_title or ''}".lower())
    low = _PRE.sub("prediabet", both)
    named = [_names(low, topic) for topic in topics]
    part = record.protocol_section
    told = " ".join((part.description_module.brief_summary or "", *part.conditions_module.keywords)).lower()
    spoken = [_names(_PRE.sub("prediabet", told), topic) for topic in topics]

    def is_told(fine: int, wide: int) -> bool:
        vague = topics[wide].words.endswith(("disorder", "disorders", "disease", "diseases", "syndrome"))
        return named[fine] or (vague and spoken[fine] and not named[wide])

    return [
        topic
        for at, topic in enumerate(topics)
        if not any(
            (is_wider(topic, other) and (is_told(number, at) or BARE.fullmatch(topic.words)))
            or (is_wider(other, topic) and not is_told(at, number) and not BARE.fullmatch(other.words))
            for number, other in enumerate(topics)
        )
    ]


BARE = re.compile(
    r"(?:solid |advanced |metastatic )*(?:cancer|tumors?|allergy|infections?|pain|leukemia|lymphoma|"
    r"sarcomas?)",
    re.I,
)
"""A head without what tells which one it is."""


def _names(low: str, topic: Topic) -> bool:
    """True where titles in small letters have each word of an illness, or another word for it."""
    types = re.findall(r"\btype \w+\b", topic.words.lower())
    if not all(kind in low for kind in types):
        return False
    return all(
        " " in stem or re.search(rf"\b{re.escape(stem)}", low) or has_any(low, stems_of(stem))
        for stem in _telling(topic)
    )


def _arabic(found: re.Match[str]) -> str:
    return f"type {found[1] if found[1].isdigit() else len(found[1])}"
