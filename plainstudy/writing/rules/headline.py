"""The headline: one plain question or statement that names what is tested and for whom."""

import re
from collections.abc import Iterator

from plainstudy.plain.wording import format_number, join_words, lower_first, sentence_case
from plainstudy.writing.facts import Facts, Treatment
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .measures import is_about_cancer, measure_of
from .titles import names_a_study, title_words
from .voice import Voice

LIMIT = 110
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
        yield from _observing(voice)
    elif facts.study_type == "expanded access":
        yield from _access(voice)
    elif facts.status == "WITHDRAWN":
        yield from _ended(
            voice, "Nobody joined this study of {what} for {who}", "Nobody joined this study of {what}"
        )
    elif facts.status == "TERMINATED":
        yield from _ended(voice, "{what} for {who}: study stopped early", "Study of {what} stopped early")
    else:
        yield from _asking(voice)
    yield from _from_title(voice)
    who = n.people_with(facts)
    yield f"A study of {who}", n.who_paths(facts)


def _what(items: tuple[Treatment, ...], voice: Voice) -> Iterator[str]:
    """Give ways to name what is tested, the fullest first."""
    last = (
        "or" if voice.facts.comparison.alternatives and voice.facts.comparison.kind != "each_other" else "and"
    )
    if len(items) == 1:
        yield n.with_kind(items[0])
        yield items[0].name
    elif items:
        yield n.names(items, last=last)
        if len(items) > 2:
            yield n.names(items, last=last, most=2)


def _ended(voice: Voice, full: str, short: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    facts = voice.facts
    items = n.leading(facts)
    for what in _what(items, voice):
        for who, _, places in n.ways_to_name(facts):
            if who not in {"people", "adults"}:
                yield full.format(what=what, who=who), (*n.paths(items), *places, v.STATUS)
        yield short.format(what=what), (*n.paths(items), v.STATUS)
    text = title_words(voice.facts)
    if text:
        yield short.format(what=lower_first(text)), (v.TITLE, v.STATUS)


def _access(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    items = n.named(voice.facts.treatments)
    sources = (*n.paths(items), *n.who_paths(voice.facts), "protocolSection.designModule.studyType")
    who = n.people_with(voice.facts)
    for what in _what(items, voice):
        yield f"Access to {what} outside a study, for {who}", sources
        yield f"Access to {what} outside a study", sources


_AGREEING = re.compile(r"\b(does|Does|is|Is) (?=\{what\})")
_SEVERAL = {"does": "do ", "Does": "Do ", "is": "are ", "Is": "Are "}


def _of_several(found: re.Match[str]) -> str:
    return _SEVERAL[found[1]]


def _asking(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    facts = voice.facts
    items = n.leading(facts)
    if not items:
        return
    against = tuple(facts.treatments[number] for number in facts.comparison.against)
    rivals = n.tested(facts) if facts.comparison.kind == "each_other" else ()
    versus = against if facts.comparison.kind == "treatments" else ()
    said = (facts.copy_of, facts.less_treatment, facts.extension)
    sources = (
        *n.paths((*items, *rivals, *versus)),
        facts.outcomes[0].path if facts.outcomes else "",
        *(fact.path for fact in said if fact),
    )
    ways = n.ways_to_name(facts)
    for form in _forms(voice, items):
        for what in _what(items, voice):
            for who, topic, places in ways:
                wording = _AGREEING.sub(_of_several, form) if n.are_several(what) else form
                yield wording.format(what=what, who=who, topic=topic), (*sources, *places)


def _forms(voice: Voice, items: tuple[Treatment, ...]) -> Iterator[str]:
    facts = voice.facts
    compare = facts.comparison
    measure = measure_of(facts.outcomes[0], facts) if facts.outcomes else None
    outcome = facts.outcomes[0].topic if facts.outcomes else ""
    healthy = n.only_healthy(facts)
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
    if outcome in {"harms", "dose", "dose_harm"} and facts.phases != ("PHASE3",):
        yield (
            voice.pick("safe", ("How safe is {what} for {who}?", "Is {what} safe enough for {who}?"))
            if outcome != "dose"
            else "How much of {what} can {who} take safely?"
        )
        yield "How safe is {what} for {who}?"
        if outcome != "dose":
            yield "How safe is {what}?"
    if outcome == "drug_level":
        yield "What does the body of {who} do with {what}?"
    if asks and facts.purpose in _ASKING and not healthy and facts.group:
        wording = asks.replace("{what}", "{topic}")
        if "{topic}" not in wording or n.main_topic(facts) is not None:
            if wording.startswith(("shrink", "keep")) and not is_about_cancer(facts) and "{topic}" in wording:
                return
            yield voice.pick("can", ("Can {what} ", "Could {what} ", "Does {what} ")) + wording + "?"
    if early and not healthy:
        # An exploring step need not ask about safety (NCT05132660).
        yield "How safe is {what} for {who}?" if "PHASE1" in facts.phases else "What does {what} do in {who}?"


def _by_purpose(voice: Voice, items: tuple[Treatment, ...], *, healthy: bool) -> Iterator[str]:
    facts = voice.facts
    purpose = facts.purpose
    if purpose in {"DIAGNOSTIC", "SCREENING"}:
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


def _observing(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    facts = voice.facts
    text = title_words(voice.facts)
    if text and 3 <= v.word_count(text) <= 15 and not names_a_study(text):
        yield from ((form, (v.TITLE,)) for form in _title_forms(text))
    items = tuple(
        item for item in n.leading(facts) if item.kind not in {"measurement", "test", "other", "genetic"}
    )
    who = n.people_with(facts)
    sources = (*n.paths(items), *n.who_paths(voice.facts), "protocolSection.designModule.studyType")
    for what in _what(items, voice):
        yield f"How do {who} get on with {what}?", sources
    many, place = _many(voice), _place(voice)
    if facts.time_perspective == "RETROSPECTIVE":
        yield (
            f"What do past records tell about {many}{who}{place}?",
            (*sources, v.COUNT, *_place_paths(facts)),
        )
    at_once = facts.time_perspective == "CROSS_SECTIONAL"  # one look, as by a questionnaire (NCT07241325)
    if not at_once and (facts.is_registry or facts.observational_model == "COHORT"):
        yield f"What happens over time to {many}{who}{place}?", (*sources, v.COUNT, *_place_paths(facts))
    yield f"What can a study of {many}{who}{place} tell us?", (*sources, v.COUNT, *_place_paths(facts))
    yield f"What can a study of {who} tell us?", sources


def _place(voice: Voice) -> str:
    """Give the city or the country where there is only one; "" otherwise."""
    facts = voice.facts
    if facts.city:
        return f" in {facts.city.value.split(',', maxsplit=1)[0]}"
    if len(facts.countries) != 1:
        return ""
    country = facts.countries[0]
    return (
        f" in the {country}"
        if country.startswith(("United", "Netherlands", "Czech", "Philippines", "Dominican"))
        else f" in {country}"
    )


def _place_paths(facts: Facts) -> tuple[str, ...]:
    if facts.city:
        return facts.city.path, facts.city.path.replace(".city", ".country")
    return (
        ("protocolSection.contactsLocationsModule.locations[0].country",) if len(facts.countries) == 1 else ()
    )


def _many(voice: Voice) -> str:
    """Give the number of people before their name: "824 ", "about 1,000 "; "" where unknown."""
    facts = voice.facts
    if facts.people is None or facts.people.value < 2:
        return ""
    number = format_number(facts.people.value)
    return f"{number} " if facts.people_actual and facts.status == "COMPLETED" else f"about {number} "


def _title_forms(text: str) -> Iterator[str]:
    first = text.partition(" ")[0].lower()
    if (
        text.endswith("?")
        or first.endswith("ing")
        or first in {"how", "what", "why", "does", "do", "is", "are", "can"}
    ):
        yield text
    else:
        yield f"A look at {lower_first(text)}"


def _from_title(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    text = title_words(voice.facts)
    if text:
        yield f"A study of {lower_first(text)}", (v.TITLE,)
        yield f"A study: {text}", (v.TITLE,)
        yield text, (v.TITLE,)
