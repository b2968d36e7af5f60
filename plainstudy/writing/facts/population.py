"""Whom a title names by illness, more exactly than the list of conditions does."""

import re
from itertools import pairwise

from plainstudy.plain.wording import join_words, with_article
from plainstudy.record.record import StudyRecord

from .bearing_out import stems_of
from .fact import Topic
from .having import HAD, role_of
from .names import tidy, without_brackets
from .topics import PATH as CONDITIONS
from .topics import names_an_illness, readable

_OF_TITLE = re.compile(
    r"\b(?:patients?|participants?|subjects?|adults?|children|adolescents?|infants?|people|persons|"
    r"individuals|women|men|volunteers)(?: and (?:adolescents?|children|adults))?"
    r" (?:with|who have|suffering from|diagnosed with|affected by) (.+)$",
    re.I,
)
_IN_TITLE = re.compile(r"\b(?:in|for|against) ((?:[^\s,:;()]+ ){0,6}[^\s,:;()]+)$", re.I)
_NO_POPULATION = re.compile(
    r"(?:comorbid|concomitant|co-?existing|combination|(?:single|double|triple|open)[- ]|the treatment)\b",
    re.I,
)
_YEAR = re.compile(r"\s+(?:19|20)\d\d$|(?<!type)(?<!stage)(?<!class)(?<!grade)(?<!phase)\s+I{2,3}$", re.I)
_CUT = re.compile(
    r"\s*(?:[:;.|]|\+/-|±|\+-|\s[-–—]+\s?|(?<![A-Z0-9])[-–—]\s|\b(?:using|despite|"
    r"through|via|by|versus|vs|compared|based on|followed by|"
    r"undergoing|receiving|treated|candidates?|caused|induced by|due to|who|whose|after|before|during|from|"
    r"in (?:the|an?|china|chinese|japan|germany|france|india|egypt|routine|real)|study|trial|"
    r"to (?:improve|reduce|evaluate|assess|compare|determine|prevent))\b).*$",
    re.I,
)
_PATH_OF_TITLE = "protocolSection.identificationModule.briefTitle"


def population_of(record: StudyRecord) -> Topic | None:
    """Give whom the title names by illness, where it says so in a plain form; None otherwise."""
    title = record.protocol_section.identification_module.brief_title or ""
    text = without_brackets(tidy(title))
    found = _OF_TITLE.search(text)
    if found is None and not any(
        names_an_illness(name) for name in record.protocol_section.conditions_module.conditions
    ):
        found = _IN_TITLE.search(text)
    if found is None:
        return _finer_in_title(record, text)
    registered = _YEAR.sub("", _CUT.sub("", found[1])).strip(" ,-")
    if (
        not registered
        or len(registered.split()) > 12
        or registered.split()[-1].lower() in {"and", "or", "with", "of", "in", "for", "the", "a", "an"}
    ):
        return None
    words, kind = readable(registered, "")
    last = words.rpartition(" or ")[2]
    if last != words and not names_an_illness(last) and not re.search(r"\b[A-Z]{2,}", last):
        return None  # half a name: "colon cancer or upper digestive tract"
    if kind != "illness" or len(words.split()) > 12 or _NO_POPULATION.match(words):
        return None
    if role_of(record, registered, words=words) != HAD:
        return None
    return Topic(registered=registered, words=words, path=_PATH_OF_TITLE, kind=kind)


_FINER = (
    r"(?:severe|moderate|mild|chronic|acute|eosinophilic|hairy cell|metastatic|advanced|refractory|relapsed|"
    r"recurrent|early[- ]stage|locally advanced|resectable|unresectable|resected|newly diagnosed|persistent|"
    r"allergic|atopic|diabetic|gestational|uncontrolled|treatment-resistant|high-risk|low-risk|perennial|"
    r"seasonal|"
    r"HER2[- ]positive|HER2[- ]negative|triple[- ]negative|EGFR[- ]mutant|childhood|adult|nocturnal|episodic)"
)


_FINER_BEFORE = re.compile(rf"(?<![\w-])({_FINER}(?:,? (?:(?:and|or|to) )?{_FINER}){{0,3}}) $", re.I)
_IS_OF_MORE = re.compile(r" (?:exacerb|attack|risk|event|episode|flare|relapse|crisis|crises)", re.I)
_IS_FINE = re.compile(_FINER, re.I)


def _finer_in_title(record: StudyRecord, title: str) -> Topic | None:
    """Give an illness that the title names more finely than the conditions do."""
    low = title.lower()
    for name in record.protocol_section.conditions_module.conditions[:3]:
        registered = without_brackets(tidy(name))
        at = low.find(registered.lower())
        if at <= 0 or len(registered) < 4 or _IS_FINE.search(registered) or not names_an_illness(registered):
            continue
        end = at + len(registered)
        found = _FINER_BEFORE.search(title[:at])
        if _IS_OF_MORE.match(title[end:]):
            continue  # "severe asthma exacerbations" are not severe asthma
        if found is None or title[end : end + 1].isalnum() or title[end : end + 1] == "-":
            continue
        finer = title[found.start(1) : end]
        words, kind = readable(finer, "")
        if kind == "illness" and role_of(record, name, words=words) == HAD:
            return Topic(registered=finer, words=words, path=_PATH_OF_TITLE, kind=kind)
    return None


_JOINS = re.compile(r"^[^.:;()]{0,40}?(?:\b(?:and|with|or)\b|/|&|,)[^.:;()]{0,30}$")
_PARTS = re.compile(r"\b(?:in|for|of|on|among|undergoing|using|by|from|to)\b|['’]s\b")
_COMES_AFTER = re.compile(r"\b(?:after|following|during)\b")
_MOST = 3


def ill_with(record: StudyRecord, topics: tuple[Topic, ...], basket: tuple[int, ...]) -> Topic | None:
    """Give the illness that the people have: whom the title names, else the conditions that it bears out.

    Several that no title joins are told as alternatives, never the first alone.
    """
    if (named := population_of(record)) is not None:
        return named
    had = [topic for topic in topics if topic.kind == "illness" and topic.role == HAD]
    if basket:
        return _several([topics[number] for number in basket])
    titles = record.protocol_section.identification_module
    both = (titles.brief_title or "", titles.official_title or "")
    # The title that names more of them has the say: a short one often names the first alone (NCT04630769).
    for title in sorted(both, key=lambda title: -_named_in(title, had)):
        if found := _in_title(title, had):
            return found
    had = _without_doubles(had)
    if len(had) <= 1:
        return had[0] if had else None
    return _several(had)


_CANCER = re.compile(
    r"cancer|tumou?r|leuk|lymphom|myelom|melanom|sarcom|gliom|blastom|carcino|neoplas|"
    r"metasta",
    re.I,
)


def _named_in(title: str, had: list[Topic]) -> int:
    low = title.lower()
    return sum(_place_in(low, topic) >= 0 for topic in had)


def _in_title(title: str, had: list[Topic]) -> Topic | None:
    """Choose by a title that names illnesses in full; where it names others in part, all are told."""
    low = title.lower()
    had = [topic for topic in had if not _is_one_type_of(topic, had, title)]
    placed = [(at, topic) for topic in had if (at := _place_in(low, topic)) >= 0]
    told = {stem for _, topic in placed for stem in stems_of(topic.registered, same=False)}
    for topic in had:
        half = {stem for stem in stems_of(topic.registered) if stem in low}
        if not half <= told and all(topic is not other for _, other in placed):
            return _several(_without_doubles(had))  # "acute leukemia and MDS" names three
    found = _without_doubles([topic for _, topic in sorted(placed, key=lambda item: item[0])])
    if not found:
        return None
    places = {topic.words: at for at, topic in placed}
    kept = [found[0]]
    both = False
    for earlier, later in pairwise(found):
        between = low[places[earlier.words] + 3 : places[later.words]]
        if _COMES_AFTER.search(between):
            break
        if _PARTS.search(between) and not _JOINS.match(between):
            kept = [later]  # "pain in arthritis" is about people with arthritis
            continue
        both = both or (" with " in between and not _CANCER.search(later.words))
        kept.append(later)
    return _told_together(kept, both=both)


def _told_together(kept: list[Topic], *, both: bool) -> Topic:
    if len(kept) == 1:
        return kept[0]
    if both and len(kept) == 2:
        return _joined(kept, last="and")
    if (
        len(kept) == 2
        and not _exclude_each_other(kept)
        and not any(_CANCER.search(topic.words) for topic in kept)
    ):
        words = f"{_counted(kept[0].words)} and/or {_counted(kept[1].words)}"
        return Topic(registered="", words=words, path=CONDITIONS, kind="illness")
    return _several(kept)


def _exclude_each_other(two: list[Topic]) -> bool:
    """True for two types of one illness, and for an illness and what comes before it."""
    one, other = (frozenset(stems_of(topic.words, same=False)) for topic in two)
    return one == other or two[0].words in two[1].words or two[1].words in two[0].words


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
    words_in_all = sum(len(topic.words.split()) for topic in topics)
    if (len(topics) <= _MOST and words_in_all <= _MOST_WORDS) or (len(topics) == 4 and words_in_all <= 9):
        return _joined(topics, last="or")
    shown = [_counted(topic.words) for topic in topics[:2]]
    if sum(len(words.split()) for words in shown) > _MOST_WORDS:
        del shown[1:]
    words = f"{', '.join(shown)} or another listed illness"
    return Topic(registered="", words=words, path=CONDITIONS, kind="illness")


_MOST_WORDS = 12


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


def _without_doubles(topics: list[Topic]) -> list[Topic]:
    """Leave out an illness whose words another, finer one has all: "diabetes" beside "type 2 diabetes"."""
    own = [
        frozenset((*stems_of(topic.words, same=False), *_NUMBERS.findall(topic.words))) for topic in topics
    ]
    kept = []
    for number, topic in enumerate(topics):
        finer = any(
            own[number] < other or (own[number] == other and at < number)
            for at, other in enumerate(own)
            if at != number
        ) or (_ANY_ALLERGY.fullmatch(topic.words) and any(_AN_ALLERGY.search(item.words) for item in topics))
        if not finer:
            kept.append(topic)
    return kept or topics[:1]


def _joined(topics: list[Topic], *, last: str) -> Topic:
    words = join_words([_counted(topic.words) for topic in topics], last=last)
    return Topic(registered="", words=words, path=CONDITIONS, kind="illness")


_COUNTED = (
    *("tumor", "infection", "lesion", "fracture", "ulcer", "wound", "wart", "nodule", "cyst", "polyp"),
    "metastasis",
)


def _counted(words: str) -> str:
    """Put an article before an illness that can be counted, inside a list."""
    return with_article(words) if words.endswith(_COUNTED) and not words.startswith(("a ", "an ")) else words
