"""Which illness the people of a study have: as a title names them, else as conditions and rules do."""

import re
from itertools import pairwise

from plainstudy.plain.wording import join_words, with_article
from plainstudy.record.record import StudyRecord

from .bearing_out import is_told_absent, named_in, stems_of
from .having import HAD
from .population import is_half_named, officially, population_of
from .things import Topic
from .together import ALL, ANY, UNKNOWN, is_a_cancer, relation_of
from .topics import PATH as CONDITIONS

_JOINS = re.compile(r"^[^.:;()]{0,40}?(?:\b(?:and|with|or)\b|/|&|,)[^.:;()]{0,30}$")
_PARTS = re.compile(r"\b(?:in|for|of|on|among|undergoing|using|by|from|to)\b|['’]s\b")
_COMES_AFTER = re.compile(r"\b(?:after|following|during)\b")
_MOST = 3


def ill_with(record: StudyRecord, topics: tuple[Topic, ...]) -> Topic | None:
    """Give the illness that the people have: whom the title names, else the conditions that it bears out.

    Several are told together only where the record says in two places how they belong together; None where
    it does not, and they are told as a list.
    """
    had = [topic for topic in topics if topic.kind == "illness" and topic.role == HAD]
    if (named := population_of(record)) is not None:
        return _checked(record, named, had)
    apart = _without_doubles(had)
    rules = record.protocol_section.eligibility_module.eligibility_criteria or ""
    listed = [
        topic
        for topic in topics
        if topic.kind == "illness" and not (topic.role != HAD and is_told_absent(rules, topic.registered))
    ]
    if len(had) > 1 and is_half_named(record):
        return None
    if len(apart) == 1 and len(_without_doubles(listed)) > 1 and not _is_in_a_title(record, apart[0]):
        return officially(record)  # the others may be as much what people have
    if len(apart) == 1 and (wider := officially(record)) and _is_wider(wider, apart[0]):
        return wider
    if len(apart) == 1:
        return _as_in_title(record, had)[0] or apart[0]
    told, how = _as_in_title(record, had)
    if told is not None and how == ALL:
        return told
    if (named := officially(record)) is not None:
        return _checked(record, named, had)
    if how:
        return told
    return _told_together(record, apart, title="")[0] if len(apart) > 1 else None


def _is_in_a_title(record: StudyRecord, topic: Topic) -> bool:
    titles = record.protocol_section.identification_module
    both = (titles.brief_title or "", titles.official_title or "")
    return any(_place_in(title.lower(), topic) >= 0 for title in both)


def _is_wider(wider: Topic, topic: Topic) -> bool:
    """True for "limb melanoma or sarcoma" where melanoma alone is listed (NCT01920516)."""
    first, _, last = wider.words.rpartition(" or ")
    own = stems_of(topic.words, same=False)[-1:]
    return bool(last) and stems_of(first, same=False)[-1:] == own and stems_of(last, same=False)[-1:] != own


def _as_in_title(record: StudyRecord, had: list[Topic]) -> tuple[Topic | None, str]:
    """Give the illnesses as the record joins them, else those that a title names, and how they are joined."""
    apart = _without_doubles(had)
    told, how = _told_together(record, apart) if len(apart) > 1 else (None, UNKNOWN)
    if told is not None:
        return told, how
    titles = record.protocol_section.identification_module
    both = (titles.brief_title or "", titles.official_title or "")
    # The title that names more of them has the say: a short one often names the first alone (NCT04630769).
    for title in sorted(both, key=lambda title: -_named_in(title, had)):
        if placed := _without_doubles(_in_title(title, had)):
            return (placed[0], ANY) if len(placed) == 1 else _told_together(record, placed, title=title)
    return None, UNKNOWN


def _by_groups(record: StudyRecord, words: str) -> str | None:
    """Say "or" of illnesses that have a group each (NCT06138171); None where groups do not tell."""
    parts = re.split(r",? and |, ", words)
    found = []
    for group in record.protocol_section.arms_interventions_module.arm_groups:
        label = (group.label or "").lower()
        named = [part for part in parts if named_in(label, part)]
        if len(named) > 1:
            return None
        found += named
    return join_words(parts, last="or") if len(set(found)) == len(parts) > 1 else None


def _checked(record: StudyRecord, named: Topic, had: list[Topic]) -> Topic | None:
    """Keep the "and" of a title between two listed illnesses only where the record asks for both."""
    low = named.words.lower()
    if " and " not in low:
        return named
    if (apart := _by_groups(record, named.words)) is not None:
        return Topic(registered=named.registered, words=apart, path=named.path, kind=named.kind)
    first, _, last = low.rpartition(" and ")
    inside = [topic for topic in _without_doubles(had) if topic.words.lower() in low]
    if len(inside) < 2 or not any(topic.words.lower() in last for topic in inside):
        return named
    how = relation_of(record, [topic for topic in inside if topic.words != "overweight"])
    if how == ALL or not any(topic.words.lower() in first for topic in inside):
        return named
    return _told_together(record, inside)[0] if how == ANY else None


def _told_together(
    record: StudyRecord, had: list[Topic], *, title: str | None = None
) -> tuple[Topic | None, str]:
    """Join illnesses by "and" or "or", and say which; None where nothing bears either out.

    With a ``title``, the title that names them has the say where nothing else does.
    """
    how = relation_of(record, had)
    if title is not None and (joined := _joined_in(title.lower(), had)) and how != joined:
        how = joined if how == UNKNOWN or joined == ALL else how
    if how == ALL:
        return _joined(had, last="and"), how
    return (_several(had) if how == ANY else None), how


def _joined_in(low: str, had: list[Topic]) -> str:
    """Say how a title in small letters joins illnesses; cancers of several places are never all needed."""
    if all(is_a_cancer(topic.words) for topic in had):
        return ANY
    places = [_place_in(low, topic) for topic in had]
    with_it = len(had) == 2 and " with " in low[places[0] + 3 : places[1]]
    return ALL if with_it and not is_a_cancer(had[1].words) else UNKNOWN


def _named_in(title: str, had: list[Topic]) -> int:
    low = title.lower()
    return sum(_place_in(low, topic) >= 0 for topic in had)


def _in_title(title: str, had: list[Topic]) -> list[Topic]:
    """Choose the illnesses that a title names; all of them where it names others in part."""
    low = title.lower()
    had = [topic for topic in had if not _is_one_type_of(topic, had, title)]
    placed = [(at, topic) for topic in had if (at := _place_in(low, topic)) >= 0]
    told = {stem for _, topic in placed for stem in stems_of(topic.registered, same=False)}
    for topic in had:
        half = {stem for stem in stems_of(topic.registered) if stem in low}
        if not half <= told and all(topic is not other for _, other in placed):
            return had  # "acute leukemia and MDS" names three
    found = [topic for _, topic in sorted(placed, key=lambda item: item[0])]
    places = {topic.words: at for at, topic in placed}
    kept = found[:1]
    for earlier, later in pairwise(found):
        between = low[places[earlier.words] + 3 : places[later.words]]
        if _COMES_AFTER.search(between):
            break
        if _PARTS.search(between) and not _JOINS.match(between):
            kept = [later]  # "pain in arthritis" is about people with arthritis
            continue
        kept.append(later)
    return kept


def _is_one_type_of(topic: Topic, had: list[Topic], title: str) -> bool:
    """True for one type of an illness that a title names, as the conditions do, without a type."""
    own = stems_of(topic.words, same=False)
    return (
        _NUMBERS.search(topic.words) is not None
        and not _ANY_NUMBER.search(title)
        and any(
            stems_of(other.words, same=False) == own and not _NUMBERS.search(other.words) for other in had
        )
    )


def _several(topics: list[Topic]) -> Topic:
    """Tell illnesses as alternatives; more than three, or long ones, by the first."""
    if len(topics) == 1:
        return topics[0]
    if alike := _alike(topics):
        return Topic(registered="", words=alike, path=CONDITIONS, kind="illness")
    words_in_all = sum(len(topic.words.split()) for topic in topics)
    most = _MOST_OF_TWO if len(topics) == 2 else _MOST_WORDS
    if (len(topics) <= _MOST and words_in_all <= most) or (len(topics) == 4 and words_in_all <= 9):
        return _joined(topics, last="or")
    shown = [_counted(topic.words) for topic in topics[:2]]
    if sum(len(words.split()) for words in shown) > _MOST_WORDS:
        del shown[1:]
    words = f"{', '.join(shown)} or another listed illness"
    return Topic(registered="", words=words, path=CONDITIONS, kind="illness")


_MOST_WORDS = 12
_MOST_OF_TWO = 16


def _place_in(low: str, topic: Topic) -> int:
    """Give where a title in small letters names an illness; -1 where it does not."""
    for name in (topic.words.lower(), topic.registered.lower()):
        if (at := low.find(name)) >= 0:
            return at
    own = stems_of(topic.registered, same=False)
    places = [low.find(stem) for stem in own]
    return min(places) if own and min(places) >= 0 else -1


_ANY_ALLERGY = re.compile(
    r"(?:food |ige-mediated |immediate )*(?:allerg(?:y|ic diseases?)|hypersensitivity)", re.I
)
_AN_ALLERGY = re.compile(r"\b(?!food|and|or|ige-mediated|drug)[\w-]+ allergy\b(?! of)|allergy to \w+", re.I)


_ANY_NUMBER = re.compile(r"\d|\bI{1,3}\b")
_NUMBERS = re.compile(r"\b(?:\d+[a-z]?|[IV]{1,4}[a-z]?)\b")


_OF_WHOM = re.compile(r" in (?:adolescence|adolescents|children|childhood|adults|infants|women|men)$", re.I)
_QUALITY = re.compile(
    r"(?:(?:relapsed?|refractory|recurrent|resistant|metastatic|oligometastatic|advanced|local|"
    r"squamous[- ]cell|"
    r"locally|secondary)\b[ /]*(?:or |and )?)+(?:cancers?|leukemia|disease)?|"
    r"local (?:tumou?r|cancer) recurrence|(?:tumou?r|cancer) metastas[ei]s|adenocarcinoma|relapse",
    re.I,
)
"""How a cancer is, without where it is."""
_SAYS_NO_MORE = frozenset(
    {"cancer", "tumor", "tumour", "carcin", "adenoc", "neopla", "addict", "depend", "disord"}
)


def _telling(words: str) -> frozenset[str]:
    """Give what tells one illness from others."""
    words = _OF_WHOM.sub("", words)
    return frozenset((*stems_of(words, same=False), *_NUMBERS.findall(words)))


def _without_doubles(topics: list[Topic]) -> list[Topic]:
    """Leave out an illness whose words another, finer one has all: "diabetes" beside "type 2 diabetes"."""
    named = [topic for topic in topics if not _QUALITY.fullmatch(topic.words)]
    topics = named if any(is_a_cancer(topic.words) for topic in named) else topics
    own = [_telling(topic.words) for topic in topics]
    bare = [(words - _SAYS_NO_MORE) or words for words in own]
    kept = []
    for number, topic in enumerate(topics):
        finer = any(
            own[number] < own[at] or (bare[number] == bare[at] and at < number)
            for at in range(len(topics))
            if at != number
        ) or (_ANY_ALLERGY.fullmatch(topic.words) and any(_AN_ALLERGY.search(item.words) for item in topics))
        if not finer:
            kept.append(topic)
    return kept or topics[:1]


_HOW = re.compile(r"(relapsed?|refractory|recurrent|progressive|resistant|persistent) (.+)")


def _alike(topics: list[Topic]) -> str:
    """Say "relapsed or refractory leukemia" of two that differ in nothing else; "" for others."""
    found = [_HOW.fullmatch(topic.words) for topic in topics]
    if len(found) == 2 and found[0] and found[1] and found[0][2] == found[1][2]:
        return f"{found[0][1]} or {found[1][1]} {found[0][2]}"
    return ""


def _joined(topics: list[Topic], *, last: str) -> Topic:
    words = join_words([_counted(_OF_WHOM.sub("", topic.words)) for topic in topics], last=last)
    return Topic(registered="", words=words, path=CONDITIONS, kind="illness")


_COUNTED = (
    *("tumor", "infection", "lesion", "fracture", "ulcer", "wound", "wart", "nodule", "cyst", "polyp"),
    "metastasis",
)


def _counted(words: str) -> str:
    """Put an article before an illness that can be counted, inside a list."""
    return with_article(words) if words.endswith(_COUNTED) and not words.startswith(("a ", "an ")) else words
