"""The sentence that says what is measured first: in plain words where they fit, else as registered."""

import re
from collections.abc import Iterator

from plainstudy.writing.facts import Outcome
from plainstudy.writing.facts.outcomes import name_of
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .measure_topics import what_it_is_about
from .measures import in_past, measure_of
from .voice import Voice, first_fit

_IS_AN_AIM = re.compile(
    r"to [a-z]+\b|(?:our|the) (?:primary |main )?(?:aim|objective|goal|purpose)\b|(?:determine|"
    r"evaluate|assess|investigate|identify|establish|explore|"
    r"provide|validate|"
    r"describe|compare|examine|study|create)\b (?!of\b)",
    re.I,
)
_IS_NO_MEASURE = re.compile(
    r"[:,]\s*$|\b(?:by|of|as|and|with|in|following)\s*[:.]?\s*$|^primary (?:outcome|"
    r"end ?point)s?(?: measures?)?\W*$|"
    r"(\b[\w ]{8,}\b).{0,3}\1.{0,3}\1|"
    r"\b(?:the study|this study|we) (?:is|are|was|were|will|aims?)\b|"
    r"^(?:all|n/?a|none|safety data|(?:screening|treatment|follow-?up|baseline) (?:phase|period|visit)s?)$|"
    r"^(?:general data|(?:patient |baseline |demographic )*(?:characteristics|demographics?|data))\W*$",
    re.I,
)
_HINGE = re.compile(
    r"[,;:]? (?=(?:as|with|in|at|by|during|from|after|defined|measured|assessed|including|using|among|per|"
    r"between|"
    r"through|to be|will|is|are|who|that|which|for|on|of)\b|\()"
)
_HANGING = re.compile(
    r"(?:[ ,-]+(?:\w{3,}ed|[Aa]ccording|and|or|and/or|of|the|an?|who|whom|that|which|with|without|as|in|"
    r"at|on|to|by|from|for|per|is|are|was|were|be|being|will|when|while|than|if|including|due|least|most|between|"
    r"during|after|before|into|whose|have|has|had|time|versus|vs|Who|With|Of|In|At|By|And|Or|The|[-–+/]))+$"
)
_NAMES_NOBODY = re.compile(
    r"(?:the )?(?:number|percentage|percent|proportion|count|rate)s? (?:and \w+ )?of (?:the )?"
    r"(?:participants|patients|subjects|people|children|individuals)"
    r"(?: in the [\w -]+(?: \(\w+\))? population)?",
    re.I,
)
"""A beginning that does not say yet what is counted."""
_MOST_WORDS = 14
_LONGEST_WORD = 60
_LEAST_SIGNS = 25


def main_measure(voice: Voice) -> Sentence | None:
    """Say what is measured first, in plain words or as registered, and when."""
    facts = voice.facts
    outcome = next(filter(_is_a_measure, facts.outcomes), None)
    if outcome is None:
        return None
    be = voice.be if voice.tense in {"now", "plan", "past"} else "was to be"
    start = "One of the main measures"
    if facts.outcome_count == 1:
        start = voice.pick("measure", ("The main thing measured", "The main measure"))
    told_there = bool(outcome.when) and outcome.when in outcome.measure.lower()
    when = f" (time given: {outcome.when})" if outcome.when and not told_there else ""
    paths: tuple[str, ...] = (outcome.path, outcome.when_path if when else "")
    measure = measure_of(outcome, facts)
    if measure is not None:
        topic = n.main_topic(facts)
        noun = in_past(measure.noun) if voice.tense == "past" else measure.noun
        if "cancer" in noun:
            paths = (*paths, n.CONDITIONS, v.TITLE)
        told = (f"{start} {be} {noun}{when}", f"{start} {be} {noun}")
        return first_fit(told, *paths, topic.path if topic else "")
    if about := _about(outcome):
        about = in_past(about) if voice.tense == "past" else about
        quoted = f"{start} {be} about {about}: “{outcome.measure}”"
        if sentence := first_fit((f"{quoted}{when}", quoted), *paths, limit=24):
            return sentence
    if _IS_AN_AIM.match(outcome.measure):
        start = "One of the aims" if facts.outcome_count > 1 else "The main aim"
    if outcome.description:
        described = f"{start} {voice.be} listed as “{outcome.measure}”: “{outcome.description}”"
        if sentence := first_fit((described,), outcome.path, outcome.description_path):
            return sentence
    return first_fit(_quoted(f"{start} {voice.be}", start, outcome, when), *paths, limit=24)


_SHORT_QUOTE = 90
"""Letters of a quoted measure that a reader may still take in."""
_MORE_IN_IT = re.compile(
    r"mediated|confidence|\babsence|guideline|vital sign|AUROC|receiver|area under|mapping|emotion|features|"
    r"blocking|diagnos|elicit|induc|critical|receptor|\btime to\b|resolution|duration|onset|efficacy|"
    r"effective|anxiety sensitiv|prognos|point prevalence|intracranial|\bfactors?\b|"
    r"pharmacodynamic|\bdevice|\bchild\b|parent|caregiver|relief|medication|interference|composite|threshold|"
    r"\bimpact|\bprovo|unresponsive|desensiti|tolerance|"
    r"\bcompared?\b|\bversus\b|\bin (?:ipsi|contra)|barrier",
    re.I,
)
"""What makes of a measure another thing, or more than one."""
_JOINED = re.compile(r"\b(?:and|or|with)\b|[,;/&+]", re.I)
_MAY_BE_JOINED = frozenset({"health problems"})
"""Kinds and grades of harm are harm, all of them."""


def _about(outcome: Outcome) -> str:
    """Say what a short measure is about, to stand before its quote; "" where there is any doubt."""
    measure = outcome.measure
    if outcome.told_otherwise or outcome.description or len(measure) > _SHORT_QUOTE:
        return ""
    about = "" if _MORE_IN_IT.search(measure) else what_it_is_about(measure)
    return about if about in _MAY_BE_JOINED or not _JOINED.search(measure) else ""


def _quoted(begin: str, start: str, outcome: Outcome, when: str) -> Iterator[str]:
    """Quote a measure as registered; a long one by its first words, and marked as such."""
    yield f"{begin} listed as “{outcome.measure}”{when}"
    yield f"{begin} listed as “{outcome.measure}”"
    for most in (_MOST_WORDS, _MOST_WORDS + 4):
        first = _first_words(outcome.measure, most)
        if first and not _NAMES_NOBODY.fullmatch(first):
            yield f"{start} begins: “{first}”"


def _is_a_measure(outcome: Outcome) -> bool:
    """False for a heading, for a sentence of its own, and for what is not closed."""
    measure = outcome.measure
    balanced = measure.count("(") == measure.count(")") and measure.count('"') % 2 == 0
    if any(len(word) > _LONGEST_WORD for word in measure.split()):
        return False  # a list without a space is no name
    return balanced and "“" not in measure and _IS_NO_MEASURE.search(measure) is None


def _first_words(measure: str, most: int) -> str:
    """Cut a long measure where a part of it ends, else after so many words."""
    name = name_of(measure)
    if v.word_count(name) <= most:
        return _HANGING.sub("", name.rstrip(" ,;:.(")).rstrip(" ,;:.(")
    words = " ".join(name.split()[:most])
    ends = [found.start() for found in _HINGE.finditer(words) if found.start() > _LEAST_SIGNS]
    cut = words[: ends[-1] if ends else len(words)]
    closed = cut if "(" not in cut or cut.count("(") == cut.count(")") else cut[: cut.rindex("(")]
    return _HANGING.sub("", closed.rstrip(" ,;:.(")).rstrip(" ,;:.(")
