"""The questions that a headline may ask: by what is compared, by what is measured, by what it is for."""

import re
from collections.abc import Iterator

from plainstudy.plain.wording import join_words
from plainstudy.writing.facts import Facts, Treatment

from . import naming as n
from .asked import asked
from .voice import Voice

_EXACT = re.compile(r"\baccura(?:cy|te)\b|\bagreement (?:with|between)\b|\bconcordance\b|\bMARD\b", re.I)


def _asks_how_exact(facts: Facts, items: tuple[Treatment, ...]) -> bool:
    """True where a thing that measures is measured itself: it helps nobody yet (NCT06569940)."""
    if not facts.outcomes or facts.purpose in {"DIAGNOSTIC", "SCREENING"}:
        return False
    measuring = all(item.kind in {"device", "software", "test", "measurement"} for item in items)
    return measuring and _EXACT.search(facts.outcomes[0].measure) is not None


def forms(voice: Voice, items: tuple[Treatment, ...]) -> Iterator[str]:
    """Give the questions that fit this study, the most telling first, with {what}, {who} and {topic}."""
    facts = voice.facts
    if _asks_how_exact(facts, items):
        yield "How exact is {what} in {who}?"
        yield "How exact is {what}?"
    if len(items) > 1 and _is_interaction(facts):
        yield "What happens when {who} get {what}" + ("?" if n.as_joined(facts, items) else " together?")
    if facts.focus.to_help:
        yield from _to_help(voice)
    if facts.copy_of is not None:
        yield "How does a proposed copy of {what} compare with the original in {who}?"
    if facts.comparison.kind == "less" or facts.less_treatment is not None:
        yield "Is less treatment enough for {who}? A study of {what}"
        yield "Is less treatment enough? A study of {what}"
    if facts.extension is not None:
        yield "How do {who} do on {what} over a longer time?"
    yield from _compared(facts, items)
    if not facts.focus.rivals:
        yield from asked(voice, items)


def _to_help(voice: Voice) -> Iterator[str]:
    """Ask by the aim that a title names beside the illness, or by what is to be kept away."""
    facts = voice.facts
    can = voice.pick("aim", ("Can {what} ", "Could {what} "))
    kept_away = next((item for item in facts.topics if item.role == "prevented"), None)
    if kept_away is not None and facts.for_their_children is not None:
        yield "Can {what} in pregnancy " + f"help prevent {kept_away.words} in children?"
    if kept_away is not None and n.main_topic(facts) is None and not n.only_healthy(facts):
        yield f"{can}help prevent {kept_away.words} in {{who}}?"
        yield f"{can}help prevent {kept_away.words}?"
    if facts.aim is not None and facts.comparison.kind not in {"treatments", "each_other"}:
        yield f"{can}help {facts.aim.value} in {{who}}?"
        yield f"{can}help {facts.aim.value}?"


def _compared(facts: Facts, items: tuple[Treatment, ...]) -> Iterator[str]:
    """Ask how two sides compare, where all that is on either side has a name and a title names the first."""
    if facts.focus.rivals:
        yield from _each_other(items)
        return
    compare = facts.comparison
    rivals, against = n.tested(facts), tuple(facts.treatments[number] for number in compare.against)
    if any(not item.name for item in (*rivals, *against)):
        return
    if compare.kind == "each_other" and facts.allocation == "chance" and set(rivals) == set(items):
        if 2 <= len(items) <= 3 and all(len(set(arm.gets) & set(compare.tested)) <= 1 for arm in facts.arms):
            yield from _each_other(items)
    elif compare.kind == "treatments" and 0 < len(against) <= 2 and set(rivals) == set(items):
        apart = any(arm.choice for arm in facts.arms) or not any(
            set(compare.against) <= set(arm.gets) for arm in facts.arms
        )
        other = n.names(against, last="or" if apart else "and")
        joined = n.as_joined(facts, items)
        verb = "do" if not joined and n.are_several(n.names(items), one=len(items) == 1) else "does"
        yield f"How {verb} {{what}} compare with {other} in {{who}}?"
        yield f"How {verb} {{what}} compare with {other}?"


_INTERACTION = re.compile(
    r"\bDDI\b|\binteractions? (?:study|between|of|with)|drug[- ]drug interaction|"
    r"\b(?:effects?|impact) of (?:.{1,60}) on (?:the )?(?:pharmacokinetics|PK|blood levels|exposure)",
    re.I,
)


def _is_interaction(facts: Facts) -> bool:
    """True when a title says that one drug's action on another is studied (NCT03769870)."""
    return any(_INTERACTION.search(title.value) for title in (facts.title, facts.official_title) if title)


def _each_other(items: tuple[Treatment, ...]) -> Iterator[str]:
    listed = join_words([n.called(item) for item in items], last="or")
    yield listed + ": how do they compare in {who}?"
    yield listed + ": how do they compare?"
