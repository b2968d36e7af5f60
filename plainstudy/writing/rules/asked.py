"""The question of a headline by what is measured and by what the study is for, where both agree."""

import re
from collections.abc import Iterator

from plainstudy.writing.facts import Facts, Treatment

from . import naming as n
from .measures import is_about_cancer, measure_of
from .voice import Voice
from .weakly import is_given_for

_LEVELS = re.compile(
    r"pharmacokinetic|\bPK\b|bioavailab|systemic exposure|mass balance|blood levels|effect of food|"
    r"\bmoves? into\b|bioequivalen|absorption",
    re.I,
)
_EFFECT = re.compile(r"efficacy|effective|\bsafe|safety|activity|tolerab|benefit|treatment of", re.I)
_WORKS = re.compile(r"efficac|effective|survival|respon(?:se|der)s? rate|cure|relapse", re.I)
"""What measures whether it works: a study with such a first measure does not only ask how safe it is."""
_HELPS = frozenset({"TREATMENT", "SUPPORTIVE_CARE"})
_HELPING = frozenset({"TREATMENT", "PREVENTION", "SUPPORTIVE_CARE", "HEALTH_SERVICES_RESEARCH", "OTHER", ""})
_IN_THE_BODY = frozenset({"drug", "biological", "vaccine", "combination", "supplement"})


def is_about_drug_levels(facts: Facts) -> bool:
    """True when the title asks how a drug moves through the body, and not whether it works (NCT01738087)."""
    title = facts.title.value if facts.title else ""
    return _LEVELS.search(title) is not None and _EFFECT.search(title) is None


def asked(voice: Voice, items: tuple[Treatment, ...]) -> Iterator[str]:
    """Yield the questions that measures and purpose allow, the most telling first, then a plain name."""
    yield from _by_measures(voice, items)
    yield from _by_purpose(voice, items)
    yield voice.pick("plain", ("A study of {what} in {who}", "{what} in {who}: a study"))
    yield "A study of {what}"


def _by_measures(voice: Voice, items: tuple[Treatment, ...]) -> Iterator[str]:
    facts = voice.facts
    healthy = n.only_healthy(facts)
    swallowed = all(item.kind in _IN_THE_BODY for item in items)
    asks = facts.asks
    if asks == "provoke":
        yield "What does {what} do in {who}?"
        return
    if asks == "exact":
        yield "How exact is {what} in {who}?"
        yield "How exact is {what}?"
        return
    together = not _one_or_another(facts, items)
    if (
        swallowed
        and together
        and (asks == "levels" or (is_about_drug_levels(facts) and asks not in {"safety", "dose"}))
    ):
        yield "What does the body of {who} do with {what}?"
    if healthy and asks in {"levels", "safety", "dose", "laboratory"}:
        yield voice.pick(
            "healthy", ("How do {who} respond to {what}?", "What happens when {who} get {what}?")
        )
    if asks == "dose" and swallowed and len(facts.comparison.tested) == 1:
        yield "How much of {what} can {who} take safely?"
    if asks in {"safety", "dose"} and not any(_WORKS.search(item.measure) for item in facts.outcomes):
        yield voice.pick("safe", ("How safe is {what} for {who}?", "Is {what} safe enough for {who}?"))
        yield "How safe is {what}?"
    if asks == "laboratory" and swallowed and together:
        yield "What does {what} do in the body of {who}?"
    if asks == "effect" and not healthy and together:
        yield from _by_first_measure(voice)


_OR = re.compile(r"(?<!with) or (?!without)", re.I)


def _one_or_another(facts: Facts, items: tuple[Treatment, ...]) -> bool:
    """True for several things that no group gets together, or of which a title says "or" (NCT06692738)."""
    if len(items) < 2:
        return False
    numbers = {facts.treatments.index(item) for item in items}
    titles = (title.value for title in (facts.title, facts.official_title) if title)
    return not any(numbers <= set(arm.gets) for arm in facts.arms) or any(map(_OR.search, titles))


def _by_first_measure(voice: Voice) -> Iterator[str]:
    facts = voice.facts
    measure = measure_of(facts.outcomes[0], facts) if facts.outcomes else None
    if measure is None or not measure.asks or not facts.focus.to_help or facts.even:
        return
    if facts.purpose not in _HELPING or not facts.group:
        return
    wording = measure.asks.replace("{what}", "{topic}")
    if "{topic}" in wording:
        if n.main_topic(facts) is None:
            return
        if wording.startswith(("shrink", "keep")) and not is_about_cancer(facts):
            return
    yield voice.pick("can", ("Can {what} ", "Could {what} ", "Does {what} ")) + wording + "?"


def _has_an_illness_to_help(facts: Facts) -> bool:
    about = n.unowned_topic(facts)
    return n.main_topic(facts) is not None or (about is not None and is_given_for(about, facts))


def _by_purpose(voice: Voice, items: tuple[Treatment, ...]) -> Iterator[str]:
    facts = voice.facts
    purpose, asks = facts.purpose, facts.asks
    if purpose in {"DIAGNOSTIC", "SCREENING"} and n.is_about_a_test(facts):
        yield voice.pick(
            "test",
            ("How well does {what} work as a test in {who}?", "How useful is {what} as a test in {who}?"),
        )
    elif purpose == "BASIC_SCIENCE" and facts.phases and asks in {"effect", "safety", "levels"}:
        return  # the box and the phase do not fit each other (NCT04761198)
    elif purpose in {"BASIC_SCIENCE", "DIAGNOSTIC", "SCREENING"} or n.only_healthy(facts):
        yield "What does {what} do in {who}?"
    elif not facts.focus.to_help or facts.even or asks != "effect" or _one_or_another(facts, items):
        return
    elif purpose in _HELPS and _has_an_illness_to_help(facts) and not n.is_a_test(items):
        yield voice.pick(
            "help",
            (
                "Can {what} help {who}?",
                "Could {what} help {who}?",
                "Does {what} help {who}?",
                "How well does {what} work for {who}?",
            ),
        )
    elif purpose == "PREVENTION" and all(item.kind == "vaccine" for item in items):
        yield "How well does {what} work in {who}?"
    else:
        yield "What difference does {what} make for {who}?"
