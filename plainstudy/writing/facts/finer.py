"""The finer words in which a title names a listed illness: acute leukemia is not any leukemia."""

import re

from msgspec.structs import replace

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .names import tidy, without_brackets
from .things import Topic
from .topics import readable

_TITLES = "protocolSection.identificationModule"
_ONE = (
    r"(?:severe|malignant|peripheral|moderate|mild|chronic|acute|sub-?acute|eosinophilic|allergic|atopic|perennial|seasonal|"
    r"occupational|intermittent|nocturnal|episodic|persistent|recurrent|relapsed?|refractory|relapsing|"
    r"progressive|resistant|active|stable|unstable|primary|secondary|metastatic|oligometastatic|"
    r"non-?metastatic|(?:locally[ -])?advanced|localized|invasive|unresectable|resectable|"
    r"resected|inoperable|operable|early|late|early[- ]stage|newly diagnosed|new[- ]onset|"
    r"recent[- ]onset|gestational|diabetic|"
    r"(?:un|poorly |inadequately |well[- ])controlled|difficult[- ]to[- ]treat|hard[- ]to[- ]treat|"
    r"upper|lower|stage [IV]+[ABC]?|grade \d|myeloid|lymphoid|lymphoblastic|lymphocytic|follicular|"
    r"mantle cell|hairy cell|marginal zone|(?:diffuse )?large|(?:peripheral )?[BT][- ]cell|"
    r"small[- ]cell|hodgkin|"
    r"spontaneous|triple[- ]negative|(?:(?-i:[A-Z][\w/+]*)|her2|hormone receptor|node|receptor)[- ]"
    r"(?:positive|negative|mutated|mutant)|"
    r"post-?\s?(?:transplant(?:ation)?|operative|traumatic|partum|stroke|surgical)|childhood|"
    r"\w{3}[\w-]*-(?:induced|related|associated|onset|resistant|sensitive|dependent|refractory|mediated|altered|low|"
    r"risk|stage|deficient|exacerbated))"
)
_BEFORE = re.compile(rf"(?<![\w-])((?:{_ONE}(?:,? (?:and|or|to|and/or) |, |/| )){{1,6}})$", re.I)
_IS_OF_MORE = re.compile(
    r"[\w-]|\s(?:exacerb|attack|risk|event|episode|flare|relapse|crisis|crises|care|model)", re.I
)
_NARROWED = gated(
    r"^(?:,? (?:with|harbou?ring|carrying|expressing|without|resistant|refractory to|inadequately|poorly|"
    r"insufficiently|uncontrolled|not \w+|that is|complicated|stage)\b)",
    re.I,
)
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
_DENIED = re.compile(r"\b(?:negative|non)[ -]+$", re.I)
_NO_NAME_BEFORE = re.compile(
    r"(?:genes?|mutations?|receptors?|expression|proteins?|markers?|antigens?|status|fusions?)[- ]"
    r"(?:positive|negative|mutated|mutant)",
    re.I,
)
"""The end of a longer name: "gene negative" of "driver gene negative" tells nothing (NCT03801200)."""
_TO_WHAT = re.compile(r"(?:resistant|sensitive|dependent|refractory)\b", re.I)
_NAMES_IT = re.compile(
    r"\b(?!(?:with|in|of|for|and|or|the|treatment|adults?|patients?)\b)[A-Za-z]{5,} $", re.I
)
"""To what an illness is resistant belongs to it: "platinum resistant"."""
_MOST = 9


def finer_of(record: StudyRecord, topic: Topic) -> Topic:
    """Give an illness as a title names it, where each place of that title has words that narrow it.

    The title that says more has the say. The same topic comes back where neither narrows it.
    """
    best, text = topic, ""
    for field, title in _titles(record):
        told = [_narrow(title, found) for found in _places(title, topic)]
        if told and all(told) and len(told[0]) > len(text):
            words, kind = readable(_calmed(told[0], topic.words), "")
            if _CUT_OFF.search(title[: title.find(told[0])]):
                continue  # the words begin in the middle of "HER 2-negative early breast cancer"
            if kind == "illness" and len(words.split()) <= _MOST:
                text = told[0]
                best = replace(topic, registered=text, words=words, path=f"{_TITLES}.{field}")
    return best


def _calmed(text: str, words: str) -> str:
    """Write a shouted word small where it is long, or stands small in the illness itself."""
    known = frozenset(words.split())
    for word in _SHOUTED.findall(text):
        if len(word) > _NO_SHORT_FORM or word.lower() in known:
            text = text.replace(word, word.lower())
    return text


_NO_SHORT_FORM = 6
_CUT_OFF = re.compile(r"-?negative\W*$", re.I)


def is_narrowed(record: StudyRecord, topic: Topic) -> bool:
    """True where a title goes on after the illness with what not all who have it share: a mutation."""
    return any(
        _NARROWED.search(title[found.end() :]) or _is_half_told(title[: found.start()])
        for _, title in _titles(record)
        for found in _places(title, topic)
    )


def _is_half_told(before: str) -> bool:
    """True for "HER2-negative early" before the name of an illness, of which neither half may go."""
    found = _BEFORE.search(before)
    return found is not None and _DENIED.search(before[: found.start(1)]) is not None


def _titles(record: StudyRecord) -> tuple[tuple[str, str], ...]:
    titles = record.protocol_section.identification_module
    both = (("briefTitle", titles.brief_title), ("officialTitle", titles.official_title))
    return tuple((field, without_brackets(tidy(title))) for field, title in both if title)


def _places(title: str, topic: Topic) -> list[re.Match[str]]:
    names = {topic.words.lower(), without_brackets(tidy(topic.registered)).lower().replace(",", "")}
    low = title.lower()
    heads = [words for name in names if len(name) > 2 and (words := name.split())]
    found = []
    for words in heads:
        if words[0] in low:  # the pattern is made only where it can match
            pattern = r"[\s-]+".join(map(re.escape, words)).removesuffix("s")
            found += list(re.finditer(rf"(?<!\w){pattern}(?:e?s)?(?!\w)(?: mellitus)?", low))
    return found


def _narrow(title: str, found: re.Match[str]) -> str:
    """Give the illness with the words before it that narrow it; "" for none."""
    before = _BEFORE.search(title[: found.start()])
    if before is not None and _DENIED.search(title[: before.start(1)]):
        return ""  # half of "HER2-negative early" would leave the other half out
    if before is None or _IS_OF_MORE.match(title[found.end() :]):
        return ""
    narrow = title[before.start(1) : found.end()]
    if _NO_NAME_BEFORE.match(narrow) or (
        _TO_WHAT.match(narrow) and _NAMES_IT.search(title[: before.start(1)])
    ):
        return ""
    return narrow
