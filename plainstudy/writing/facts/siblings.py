"""Listed illnesses that are forms of one: told by what they share, or by the form that a title names."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

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
    low = _PRE.sub("prediabet", topic.words.lower())
    words = (word for word in _WORD.findall(low) if word not in _SAYS_NO_MORE and word not in _COURSE)
    return frozenset((*(word[:6].rstrip("s") for word in words), *re.findall(r"\btype \w+\b", low)))


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
    )
)


def without_forms(record: StudyRecord, topics: Sequence[Topic]) -> list[Topic]:
    """Of an illness and one kind of it, keep the kind where a title names it, else the wider one."""
    titles = record.protocol_section.identification_module
    both = f"{titles.brief_title or ''} . {titles.official_title or ''}".lower()
    told = frozenset((*_WORD.findall(both), *re.findall(r"\btype \w+\b", _ROMAN.sub(_arabic, both))))
    named = [all(_stands(stem, told) for stem in _telling(topic)) for topic in topics]
    return [
        topic
        for at, topic in enumerate(topics)
        if not any(
            (is_wider(topic, other) and named[number]) or (is_wider(other, topic) and not named[at])
            for number, other in enumerate(topics)
        )
    ]


def _arabic(found: re.Match[str]) -> str:
    return f"type {found[1] if found[1].isdigit() else len(found[1])}"


def _stands(stem: str, told: frozenset[str]) -> bool:
    return stem in told if " " in stem else any(word.startswith(stem) for word in told)
