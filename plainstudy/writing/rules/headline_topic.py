"""A headline made to say what a study is about, where its words alone do not."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from plainstudy.plain.wording import lower_first
from plainstudy.writing.facts import Facts, Topic
from plainstudy.writing.facts.bearing_out import has_any, stems_of

from . import naming as n
from .looking import is_anyone
from .whom import OTHERS, counted, with_others

_OF = re.compile(r"^(?P<head>A study|A look|Study|Nobody joined this study) (?:of|at)(?: |: )(?P<rest>.+)$")
_WITH = re.compile(r"^(?P<head>A study|Nobody joined this study|Stopped early: a study) with (?P<rest>.+)$")
_COUNT = re.compile(
    r"^(?:about )?[\d,]+ (?:[\w-]+ ){0,2}?(?:people|adults|children|girls|boys|women|men|babies|teenagers)\b"
)
_STOPPED = " stopped early"
_BARE = re.compile(
    r" (?:in|for|of) (?:people|adults|women|men|children(?: and teenagers)?|babies(?: and toddlers)?)\?$"
)


def with_topic(wording: str, facts: Facts) -> Iterator[tuple[str, str]]:
    """Give the headline with what the study is about, and where that stands; nothing where it says so."""
    about, who = n.unowned_topic(facts), n.people_with(facts)
    if about is None and who in _TELLING and _NAME_ALONE.match(wording):
        yield f"{wording} in {who}", f"{_ELIGIBILITY}.eligibilityCriteria"
    if about is None or not is_anyone(who):
        return
    if _says(wording, facts) or about.words.lower() in wording.lower():
        return
    if facts.title is not None and _MISREAD.search(facts.title.value):
        return
    for topic in shortened(about, facts):
        for told in _forms(wording, counted(topic.words)):
            yield told, topic.path


_TELLING = frozenset({"pregnant women", "breastfeeding women", "babies", "newborn babies"})
_NAME_ALONE = re.compile(r"^A study (?:of|with|about) (?:\S+ ){0,3}\S+$")
_ELIGIBILITY = "protocolSection.eligibilityModule"
_MISREAD = re.compile(r"\b[A-Z]{8,}\b|: [Nn]on-")
"""A title in large letters, or one that goes on with "non-" after a colon, is not taken apart."""


def _forms(wording: str, words: str) -> Iterator[str]:
    if found := _WITH.match(wording):
        yield f"{found['head']} about {words}, with {found['rest']}"
    elif found := _OF.match(wording):
        head, rest = found["head"], found["rest"]
        if _COUNT.match(rest) or is_anyone(rest):
            yield f"{head} about {words}, with {rest}"
        elif rest.endswith(_STOPPED):
            yield f"{head} about {words}{_STOPPED}: {rest.removesuffix(_STOPPED)}"
        elif ": " not in rest or "“" in rest:
            rest = rest if rest.startswith("“") else lower_first(rest)
            yield f"{head} {'at' if head == 'A look' else 'about'} {words}: {rest}"
    elif wording.startswith("Access to ") and ", for " in wording:
        yield f"{wording.rpartition(', for ')[0]}, in {words}"
    elif wording.endswith("?"):
        yield f"{_BARE.sub('?', wording)} A study about {words}"
        yield f"{_COMPARED.sub('?', wording)} A study about {words}"
    elif wording.startswith("“") and wording.endswith("”"):
        yield f"A study about {words}: {wording}"


_COMPARED = re.compile(r"(?<=”): how do they compare[^?]*\?$")


def shortened(about: Topic, facts: Facts) -> Iterator[Topic]:
    """Give an illness as it is told, then, for want of room, without how far it went, and as it is listed."""
    yield about
    ill = [item for item in facts.about if item.kind == "illness"]
    several = len(ill) > 1 and about not in ill and about != facts.ill_with
    if several or about.words.endswith(OTHERS):
        first = next((item for item in ill if not item.listed_only), ill[0])
        yield replace(with_others(first), path=about.path)
        yield replace(with_others(first, "and more"), path=about.path)
        return
    words = _HOW_FAR.sub("", about.words)
    if "negative" not in about.words and words != about.words and len(words) >= _LEAST:
        yield replace(about, words=words)
    for item in facts.topics:
        if item.kind == "illness" and f" {about.words.lower()}".endswith(f" {item.words.lower()}"):
            yield item


_HOW_FAR = re.compile(
    r"^(?:(?:relapsed?|refractory|recurrent|locally|advanced|metastatic|newly diagnosed|unresectable|"
    r"inoperable|previously (?:un)?treated|resected|moderate|severe|mild|inadequately controlled|"
    r"poorly controlled|persistent|high-risk|hormone receptor[- ]positive|[\w/]+-(?:mutated|mutant|positive)|"
    r"stage [IV\d]+[A-C]?|to|or|and)[ ,/-]+)+",
    re.I,
)
_LEAST = 6


def _says(wording: str, facts: Facts) -> bool:
    """True where the words name one of the illnesses that the study is about, or another name of it."""
    named = (*facts.about, *(item for item in facts.topics if item.kind == "illness"))
    stems = (stem for item in named for stem in (*stems_of(item.words), *stems_of(item.registered)))
    return has_any(wording.lower(), tuple(stems))
