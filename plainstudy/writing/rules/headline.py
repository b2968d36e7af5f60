"""The headline: one plain question or statement that names what is tested and for whom."""

import re
from collections.abc import Iterator

from plainstudy.plain.wording import lower_first, sentence_case
from plainstudy.writing.facts import Treatment
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .asking import forms
from .grouping import names_a_way, told_apart
from .looking import how_many_in, is_anyone, looking, place, place_paths
from .titles import (
    beginning_of,
    in_mid_sentence,
    is_question,
    names_a_study,
    registered_topic,
    title_sources,
    title_words,
)
from .voice import Voice

LIMIT = 110
_MOST_USED = 4


def headline_of(voice: Voice) -> Sentence:
    """Write the headline, at most 110 characters; never a claim, a promise or "new"."""
    for wording, sources in _candidates(voice):
        text = " ".join(wording.split())
        if 20 <= len(text) <= LIMIT and v.word_count(text) <= 22:
            return Sentence(text=_upper(text), sources=tuple(dict.fromkeys(filter(None, sources))))
    return Sentence(
        text=f"What is known about study {voice.facts.nct_id}?",
        sources=("protocolSection.identificationModule.nctId",),
    )


def _upper(text: str) -> str:
    return sentence_case(text) if not text[:1].isdigit() else text


def _candidates(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    facts = voice.facts
    if facts.study_type == "observational":
        yield from looking(voice)
    elif facts.study_type == "expanded access":
        yield from _access(voice)
    elif facts.status == "WITHDRAWN":
        yield from _ended(
            voice, "Nobody joined this study of {what} for {who}", "Nobody joined this study of {what}"
        )
    elif facts.status == "TERMINATED":
        stopped = ("{what} for {who}: study stopped early", "Study of {what} for {who} stopped early")
        yield from _ended(voice, voice.pick("stopped", stopped), "Study of {what} stopped early")
    else:
        yield from _asking(voice)
    yield from _from_title(voice)
    who = n.people_with(facts)
    used = n.used(facts)
    if used and len(used) <= _MOST_USED:
        named = n.names(used, most=_MOST_USED)
        if not is_anyone(who):
            yield f"A study with {named} in {who}", (*n.paths(used), *n.who_paths(facts))
        yield f"A study with {named}", n.paths(used)
    yield from _in_quotes(voice, bare=is_anyone(who))
    whom = f"{how_many_in(voice)}{who}{place(voice)}"
    yield f"A study of {whom}", (*n.who_paths(facts), v.COUNT, *place_paths(facts))
    yield f"A study of {who}", n.who_paths(facts)


def _what(items: tuple[Treatment, ...], voice: Voice) -> Iterator[str]:
    """Give ways to name what is tested, the fullest first."""
    last = (
        "or" if voice.facts.comparison.alternatives and voice.facts.comparison.kind != "each_other" else "and"
    )
    if joined := n.as_joined(voice.facts, items):
        yield joined
    elif len(items) == 1:
        yield n.with_kind(items[0])
        yield n.called(items[0])
    elif items:
        yield n.names(items, last=last, most=4)


def _ended(voice: Voice, full: str, short: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    facts = voice.facts
    items = n.leading(facts)
    for what in _what(items, voice):
        for who, _, places in n.ways_to_name(facts):
            if who not in {"people", "adults"}:
                yield full.format(what=what, who=who), (*n.paths(items), *places, v.STATUS)
        yield short.format(what=what), (*n.paths(items), v.STATUS)
    text = title_words(voice.facts)
    if text and not is_question(text) and not names_a_study(text):
        yield short.format(what=in_mid_sentence(text, voice.facts)), (*title_sources(voice.facts), v.STATUS)


def _access(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    items = n.named(voice.facts.treatments)
    sources = (*n.paths(items), *n.who_paths(voice.facts), "protocolSection.designModule.studyType")
    who = n.people_with(voice.facts)
    for what in _what(items, voice):
        yield f"Access to {what} outside a study, for {who}", sources
        yield f"Access to {what} outside a study", sources


def _by_groups(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name two groups that only their labels tell apart, as registered."""
    facts = voice.facts
    if facts.allocation != "chance" or facts.crossover or facts.comparison.kind not in {"same", "unclear"}:
        return
    labels = tuple(arm.name for arm in facts.arms)
    if len(labels) != 2 or not all(map(names_a_way, labels)) or not told_apart(facts.arms):
        return
    one, two = labels
    paths = tuple(f"{arm.path}.label" for arm in facts.arms)
    for who, _, places in n.ways_to_name(facts):
        yield f"“{one}” or “{two}”: how do they compare in {who}?", (*paths, *places)
    yield f"“{one}” or “{two}”: how do they compare?", paths
    yield f"“{one}” or “{two}”?", paths


_AGREEING = re.compile(r"\b(does|Does|is|Is) (?=\{what\})")
_SEVERAL = {"does": "do ", "Does": "Do ", "is": "are ", "Is": "Are "}


def _of_several(found: re.Match[str]) -> str:
    return _SEVERAL[found[1]]


def _asking(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    facts = voice.facts
    items = n.leading(facts)
    yield from _by_groups(voice)
    if not items:
        return
    against = tuple(facts.treatments[number] for number in facts.comparison.against)
    rivals = n.tested(facts) if facts.comparison.kind == "each_other" else ()
    versus = against if facts.comparison.kind == "treatments" else ()
    said = (
        facts.aim,
        facts.copy_of,
        facts.less_treatment,
        facts.extension,
        facts.for_their_children,
    )
    sources = (
        *n.paths((*items, *rivals, *versus)),
        facts.outcomes[0].path if facts.outcomes else "",
        *(fact.path for fact in said if fact),
    )
    ways = n.ways_to_name(facts)
    joined = n.as_joined(facts, items)
    for form in forms(voice, items):
        for what in _what(items, voice):
            for who, topic, places in ways:
                several = what != joined and n.are_several(what, one=len(items) == 1)
                wording = _AGREEING.sub(_of_several, form) if several else form
                asked = wording.format(what=what, who=who, topic=topic)
                if (about := n.unowned_topic(facts)) and about.words not in asked and ":" not in asked:
                    yield f"{about.words}: {lower_first(asked)}", (about.path, *sources, *places)
                yield asked, (*sources, *places)


def _from_title(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    text = title_words(voice.facts)
    if text and not names_a_study(text):
        if not is_question(text):
            yield f"A study of {in_mid_sentence(text, voice.facts)}", title_sources(voice.facts)
            yield f"A study: {text}", title_sources(voice.facts)
        yield text, title_sources(voice.facts)


def _in_quotes(voice: Voice, *, bare: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the title as registered, where nothing else can be said; a part of it where nobody is named."""
    if voice.facts.title is None:
        return
    title = voice.facts.title.value
    yield f"The study registered as “{title}”", (v.TITLE,)
    if bare:
        yield f"“{title}”", (v.TITLE,)
        topic = registered_topic(title)
        yield f"A study of “{topic}”", (v.TITLE,)
        yield f"A study of “{beginning_of(topic)} …”", (v.TITLE,)
