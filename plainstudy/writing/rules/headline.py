"""The headline: one plain question or statement that names what is tested and for whom."""

import re
from collections.abc import Iterator

from plainstudy.plain.wording import format_number, lower_first, sentence_case
from plainstudy.writing.facts import Facts, Treatment
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .asking import forms
from .grouping import names_a_way, told_apart
from .measures import measure_name
from .titles import names_a_study, title_words
from .voice import Voice

LIMIT = 110


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
        stopped = ("{what} for {who}: study stopped early", "Study of {what} for {who} stopped early")
        yield from _ended(voice, voice.pick("stopped", stopped), "Study of {what} stopped early")
    else:
        yield from _asking(voice)
    yield from _from_title(voice)
    who = n.people_with(facts)
    if facts.study_type != "observational":
        yield from _by_measure(voice, who)
    yield from _in_quotes(voice)
    whom = f"{_many(voice)}{who}{_place(voice)}"
    yield f"A study of {whom}", (*n.who_paths(facts), v.COUNT, *_place_paths(facts))
    yield f"A study of {who}", n.who_paths(facts)
    listed = n.named(tuple(item for item in facts.treatments if not item.dummy))
    if listed:
        yield f"A study of {n.names(listed, most=2)}", n.paths(listed)


def _what(items: tuple[Treatment, ...], voice: Voice) -> Iterator[str]:
    """Give ways to name what is tested, the fullest first."""
    last = (
        "or" if voice.facts.comparison.alternatives and voice.facts.comparison.kind != "each_other" else "and"
    )
    if len(items) == 1:
        yield n.with_kind(items[0])
        yield n.called(items[0])
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
    said = (facts.aim, facts.copy_of, facts.less_treatment, facts.extension)
    sources = (
        *n.paths((*items, *rivals, *versus)),
        facts.outcomes[0].path if facts.outcomes else "",
        *(fact.path for fact in said if fact),
    )
    ways = n.ways_to_name(facts)
    for form in forms(voice, items):
        for what in _what(items, voice):
            for who, topic, places in ways:
                wording = (
                    _AGREEING.sub(_of_several, form) if n.are_several(what, one=len(items) == 1) else form
                )
                asked = wording.format(what=what, who=who, topic=topic)
                if (about := n.unowned_topic(facts)) and about.words not in asked and ":" not in asked:
                    yield f"{about.words}: {lower_first(asked)}", (about.path, *sources, *places)
                yield asked, (*sources, *places)


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
        yield f"How do {facts.group} get on with {what}?", sources
    many, place = _many(voice), _place(voice)
    for what in _what(n.leading(facts), voice) if not items else ():
        yield f"A look at {what} in {who}", (*n.paths(n.leading(facts)), *n.who_paths(facts))
    yield from _by_measure(voice, f"{many}{who}{place}")
    about = f" about {topic.words}" if (topic := n.unowned_topic(facts)) else ""
    if about:
        at = (topic.path,) if topic else ()
        yield (
            f"What can a study of {many}{who}{place} tell{about}?",
            (*at, *sources, v.COUNT, *_place_paths(facts)),
        )
        yield f"What can a study of {who} tell{about}?", (*at, *sources)
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


def _by_measure(voice: Voice, whom: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name what is looked at, where the record has it in few words."""
    facts = voice.facts
    if not (name := measure_name(facts)):
        return
    outcome = facts.outcomes[0]
    sources = (outcome.path, *n.who_paths(facts), v.COUNT, *_place_paths(facts))
    joined = f"{name}," if name.startswith(("how ", "whether ")) or "," in name else name
    yield f"A look at {joined} in {whom}", sources
    yield f"A look at {joined} in {n.people_with(facts)}", sources


def _place(voice: Voice) -> str:
    """Give the city or the country where there is only one; "" otherwise."""
    facts = voice.facts
    if facts.city:
        return f" in {facts.city.value.split(',', maxsplit=1)[0]}"
    if len(facts.countries) != 1:
        return ""
    country = facts.countries[0]
    if "," in country:
        return ""  # "Korea, Republic of" stands nowhere in running words
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
    if facts.people is None or facts.people.value < 2 or facts.healthy_group is not None:
        return ""  # the number counts those without the illness too (NCT01238263)
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
    if text and not names_a_study(text):
        yield f"A study of {lower_first(text)}", (v.TITLE,)
        yield f"A study: {text}", (v.TITLE,)
        yield text, (v.TITLE,)


def _in_quotes(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the title as registered, where nothing else can be said."""
    if voice.facts.title:
        yield f"The study registered as “{voice.facts.title.value}”", (v.TITLE,)
