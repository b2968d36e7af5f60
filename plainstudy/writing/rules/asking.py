"""The questions that a headline may ask: by what is compared, by what is measured, by what it is for."""

import re
from collections.abc import Iterator

from plainstudy.plain.wording import join_words
from plainstudy.writing.facts import Facts, Treatment

from . import naming as n
from .measures import is_about_cancer, measure_of
from .voice import Voice

_ASKING = frozenset(
    {
        "TREATMENT",
        "PREVENTION",
        "SUPPORTIVE_CARE",
        "HEALTH_SERVICES_RESEARCH",
        "DEVICE_FEASIBILITY",
        "OTHER",
        "",
    }
)


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
    compare = facts.comparison
    measure = measure_of(facts.outcomes[0], facts) if facts.outcomes else None
    outcome = facts.outcomes[0].topic if facts.outcomes else ""
    healthy = n.only_healthy(facts)
    kept_away = next((item for item in facts.topics if item.role == "prevented"), None)
    if kept_away is not None and facts.for_their_children is not None:
        yield "Can {what} in pregnancy " + f"help prevent {kept_away.words} in children?"
    if kept_away is not None and n.main_topic(facts) is None and not healthy:
        yield (
            voice.pick("prevent", ("Can {what} ", "Could {what} "))
            + f"help prevent {kept_away.words}"
            + " in {who}?"
        )
        yield "Can {what} " + f"help prevent {kept_away.words}?"
    if _asks_how_exact(facts, items):
        yield "How exact is {what} in {who}?"
        yield "How exact is {what}?"
    if len(items) > 1 and _is_interaction(facts):
        yield "What happens when {who} get {what} together?"
    if facts.aim is not None and compare.kind not in {"treatments", "each_other"}:
        can = voice.pick("aim", ("Can {what} ", "Could {what} "))
        yield f"{can}help {facts.aim.value} in {{who}}?"
        yield f"{can}help {facts.aim.value}?"
    if facts.copy_of is not None:
        yield "How does a proposed copy of {what} compare with the original in {who}?"
    if compare.kind == "less" or facts.less_treatment is not None:
        yield "Is less treatment enough for {who}? A study of {what}"
        yield "Is less treatment enough? A study of {what}"
    if facts.extension is not None:
        yield "How do {who} do on {what} over a longer time?"
    rivals = n.named(n.tested(facts))
    if compare.kind == "each_other" and facts.allocation == "chance" and 2 <= len(rivals) <= 3:
        yield from _each_other(rivals)
    if compare.kind == "treatments" and compare.against:
        against = n.names(tuple(facts.treatments[number] for number in compare.against), most=2)
        if against and "other" not in against:
            yield "How does {what} compare with " + against + " in {who}?"
            yield "How does {what} compare with " + against + "?"
    yield from _by_outcome(voice, outcome, measure.asks if measure else "", healthy=healthy)
    yield from _by_purpose(voice, items, healthy=healthy)


_LEVELS = re.compile(
    r"pharmacokinetic|\bPK\b|bioavailab|systemic exposure|mass balance|blood levels|effect of food|"
    r"\bmoves? into\b|bioequivalen|absorption",
    re.I,
)
_EFFECT = re.compile(r"efficacy|effective|\bsafe|safety|activity|tolerab|benefit|treatment of", re.I)
_INTERACTION = re.compile(
    r"\bDDI\b|\binteractions? (?:study|between|of|with)|drug[- ]drug interaction|"
    r"\b(?:effects?|impact) of (?:.{1,60}) on (?:the )?(?:pharmacokinetics|PK|blood levels|exposure)",
    re.I,
)


def _is_about_drug_levels(facts: Facts) -> bool:
    """True when the title asks how a drug moves through the body, and not whether it works (NCT01738087)."""
    title = facts.title.value if facts.title else ""
    return _LEVELS.search(title) is not None and _EFFECT.search(title) is None


def _is_interaction(facts: Facts) -> bool:
    """True when a title says that one drug's action on another is studied (NCT03769870)."""
    return any(_INTERACTION.search(title.value) for title in (facts.title, facts.official_title) if title)


def _each_other(items: tuple[Treatment, ...]) -> Iterator[str]:
    listed = join_words([n.called(item) for item in items], last="or")
    yield listed + ": how do they compare in {who}?"
    yield listed + ": how do they compare?"


def _by_outcome(voice: Voice, outcome: str, asks: str, *, healthy: bool) -> Iterator[str]:
    facts = voice.facts
    early = facts.phases in (("PHASE1",), ("EARLY_PHASE1",))
    if healthy and outcome in {"drug_level", "harms", "dose", "dose_harm", "antibodies", ""}:
        yield voice.pick(
            "healthy",
            (
                "How does the body of {who} handle {what}?",
                "How do {who} respond to {what}?",
                "What happens when {who} get {what}?",
            ),
        )
    if outcome == "accuracy" and not n.is_about_a_test(facts):
        yield "How exact is {what} in {who}?"
        yield "How exact is {what}?"
    if outcome in {"harms", "dose", "dose_harm"} and facts.phases != ("PHASE3",):
        yield (
            voice.pick("safe", ("How safe is {what} for {who}?", "Is {what} safe enough for {who}?"))
            if outcome != "dose" or len(facts.comparison.tested) > 1
            else "How much of {what} can {who} take safely?"
        )
        yield "How safe is {what} for {who}?"
        if outcome != "dose":
            yield "How safe is {what}?"
    if outcome == "drug_level" or (not asks and _is_about_drug_levels(facts)):
        yield "What does the body of {who} do with {what}?"
    if _is_about_drug_levels(facts) and not healthy and outcome not in {"harms", "dose", "dose_harm"}:
        yield "What does the body of {who} do with {what}?"
    if asks and facts.purpose in _ASKING and not healthy and facts.group:
        wording = asks.replace("{what}", "{topic}")
        if "{topic}" not in wording or n.main_topic(facts) is not None:
            if wording.startswith(("shrink", "keep")) and not is_about_cancer(facts) and "{topic}" in wording:
                return
            yield voice.pick("can", ("Can {what} ", "Could {what} ", "Does {what} ")) + wording + "?"
    if early and not healthy and facts.purpose != "BASIC_SCIENCE":
        # An exploring step need not ask about safety (NCT05132660).
        yield "How safe is {what} for {who}?" if "PHASE1" in facts.phases else "What does {what} do in {who}?"


def _by_purpose(voice: Voice, items: tuple[Treatment, ...], *, healthy: bool) -> Iterator[str]:
    facts = voice.facts
    purpose = facts.purpose
    if purpose in {"DIAGNOSTIC", "SCREENING"} and not n.is_about_a_test(facts):
        yield "What does {what} do in {who}?"
    elif purpose in {"DIAGNOSTIC", "SCREENING"}:
        yield voice.pick(
            "test",
            ("How well does {what} work as a test in {who}?", "How useful is {what} as a test in {who}?"),
        )
    elif purpose == "BASIC_SCIENCE":
        yield voice.pick(
            "basic", ("What does {what} do in {who}?", "What effects does {what} have in {who}?")
        )
    elif healthy:
        yield "What does {what} do in {who}?"
    elif all(item.kind == "vaccine" for item in items) and purpose == "PREVENTION":
        yield "How well does {what} work in {who}?"
    elif purpose in {"TREATMENT", "PREVENTION", "SUPPORTIVE_CARE", "DEVICE_FEASIBILITY"} and n.main_topic(
        facts
    ):
        yield voice.pick(
            "help",
            (
                "Can {what} help {who}?",
                "Could {what} help {who}?",
                "Does {what} help {who}?",
                "How well does {what} work for {who}?",
            ),
        )
    else:
        yield voice.pick(
            "other", ("How well does {what} work for {who}?", "What difference does {what} make for {who}?")
        )
    yield "What does {what} do for {who}?"
    yield "How well does {what} work?"
