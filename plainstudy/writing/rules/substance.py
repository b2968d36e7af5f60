"""What it is that is tested, with what the record says of it; or what the record lists, and no more."""

import re
from collections.abc import Iterator

from plainstudy.plain.wording import format_number, sentence_case, with_article
from plainstudy.writing.facts import Treatment
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .subject import GROUP_NAME
from .voice import Voice, first_fit, say
from .watching import names_a_thing

_TITLES = {
    "drug": "Active substance",
    "biological": "Active substance",
    "vaccine": "Vaccine",
    "device": "Device",
    "software": "Digital program",
    "procedure": "Procedure",
    "radiation": "Radiation",
    "behaviour": "Behaviour",
    "supplement": "Supplement",
    "food": "Food",
    "test": "Test",
    "genetic": "Genetic test or treatment",
    "measurement": "What is measured",
}
_NOUNS = {
    "drug": "a drug",
    "vaccine": "a vaccine",
    "device": "a device",
    "software": "a digital program",
    "procedure": "a procedure",
    "radiation": "a radiation treatment",
    "behaviour": "a program or a change in what people do",
    "supplement": "a dietary supplement",
    "food": "a food",
    "test": "a test",
    "biological": "a biological product",
}
_LISTED = "What the record lists"
_USED = "What the study uses"
_MOST = 4


def substance_of(voice: Voice) -> tuple[str, tuple[Sentence, ...]]:
    """Give the title of the part and what it says; every study has one."""
    facts = voice.facts
    if facts.study_type == "observational":
        return _collected(voice)
    items = n.leading(facts)
    if facts.study_type == "expanded access":
        items = items or n.listed(facts)
    title = _title(items) if items else _USED if n.used(facts) else _LISTED
    items = items or n.used(facts)
    parts: list[Sentence | None] = [_described(item) for item in items[:_MOST]]
    if len(items) > _MOST:
        parts.append(say(f"The record lists {format_number(len(items) - _MOST)} more", v.INTERVENTIONS))
    parts += _compared(voice) if n.leading(facts) else ()
    parts += _besides(voice, items)
    if not facts.crossover and facts.comparison.kind in {"placebo", "placebo_added", "sham", "sham_added"}:
        dummy = facts.comparison.kind.partition("_")[0]
        verb = "get" if voice.tense in {"now", "plan"} else "were to get"
        parts.append(say(f"Some people {verb} a {dummy}", v.ARMS))
    return title, tuple(part for part in parts if part is not None)


_COMPARED = {"now": "is", "past": "was", "plan": "is to be"}


def _compared(voice: Voice) -> Iterator[Sentence | None]:
    """Name what it is compared with."""
    facts = voice.facts
    second = tuple(facts.treatments[number] for number in facts.comparison.against)
    if facts.comparison.kind != "treatments" or not n.named(second) or set(second) & set(n.leading(facts)):
        return
    last = (
        "or"
        if all(arm.choice for arm in facts.arms if set(arm.gets) & set(facts.comparison.against))
        else "and"
    )
    names = n.names(second, most=3, last=last)
    yield first_fit(
        (f"It {_COMPARED.get(voice.tense, 'was to be')} compared with {names}",), v.ARMS, *n.paths(second)
    )


def _besides(voice: Voice, items: tuple[Treatment, ...]) -> Iterator[Sentence | None]:
    """Name what is listed and not told yet; quote it where it has no usable name."""
    facts = voice.facts
    told = {
        *items,
        *(facts.treatments[n] for n in facts.comparison.against if facts.comparison.kind == "treatments"),
    }
    more = tuple(item for item in n.listed(facts) if item not in told) if items else n.listed(facts)
    also = "also " if items else ""
    if items:
        more = tuple(
            item for item in more if item.kind != "measurement" and not _MERE_CONTROL.fullmatch(item.name)
        )
    if more:
        nameless = n.nameless(facts)
        ways = (f"The record {also}lists {n.names(more, most=most)}" for most in (6, 4, 3, 2))
        quoting = (f"The record {also}lists {words}" for words in n.with_quotes(more, nameless))
        yield first_fit(quoting if nameless else ways, *n.paths(more), v.INTERVENTIONS, limit=22) or (
            say("The record describes it at length, in its own words below", v.INTERVENTIONS)
        )
    elif not items:
        yield from _unnamed(voice, tuple(item for item in facts.treatments if not item.dummy))


_MERE_CONTROL = re.compile(r"(?:active|positive|negative|attention|placebo)?[\s-]*controls?", re.I)
"""What is only there to compare, under a name that names nothing."""


def _title(items: tuple[Treatment, ...]) -> str:
    kinds = {
        _TITLES.get(item.kind, "What is tested") if item.noun_fits else "What is tested" for item in items
    }
    return kinds.pop() if len(kinds) == 1 else "What is tested"


def _described(item: Treatment) -> Sentence | None:
    name = sentence_case(item.name)
    noun = n.noun_of(item, _NOUNS)
    also = f" (also called {item.also})" if item.also and len(item.also) < 30 else ""
    route = f"{'taken' if item.route == 'by mouth' else 'given'} {item.route}" if item.route else ""
    tail = (" " if noun == "a drug" or not noun else ", ").join(filter(None, (noun, route)))
    sources = (
        f"{item.path}.name",
        f"{item.path}.type",
        item.spelled_at,
        f"{item.path}.otherNames" if also else "",
        f"{item.path}.description" if route else "",
    )
    if item.words and item.words_at:
        article = with_article(item.words).partition(" ")[0]
        calling = (
            f"{name}{also}{', ' if tail else ''}{tail}",
            f"{name}{', ' if tail else ''}{tail}",
            f"{name}{', ' if noun else ''}{noun}",
            name,
        )
        ways = (f"{start}; the record calls it {article} “{item.words}”" for start in calling)
        found = first_fit(ways, *sources, item.words_at)
        if found is not None:
            return found
    elif item.words:
        quote = f"; its description begins “{item.words}”" if item.words_go_on else f": “{item.words}”"
        quoting = (f"{name}{', ' if noun else ''}{noun}{quote}", f"{name}{quote}")
        found = first_fit(quoting, *sources[:3], f"{item.path}.description")
        if found is not None:
            return found
    return first_fit(
        (f"{name}{also}{', ' if tail else ''}{tail}", f"{name}{', ' if noun else ''}{noun}", name), *sources
    )


def _unnamed(voice: Voice, items: tuple[Treatment, ...]) -> Iterator[Sentence | None]:
    """Quote what the record lists where it has no usable name."""
    if not items:
        yield say("The record does not list by name what is tested", v.INTERVENTIONS)
        return
    quotes = list(dict.fromkeys(item.registered for item in items if not GROUP_NAME.search(item.registered)))[
        :2
    ]
    quotes = [quote for quote in map(n.quotable, quotes) if quote]
    both = f"The record lists “{'” and “'.join(quotes)}”"
    ways = (both, f"The record lists “{quotes[0]}”") if quotes else ()
    if (found := first_fit(ways, v.INTERVENTIONS)) is not None:
        yield found
    else:
        yield say("The record describes it at length, in its own words below", v.INTERVENTIONS)


_DEEP = re.compile(r"biops|marrow|puncture|lavage|endoscop", re.I)
"""What enters the body, and is named first where a list is cut."""


def _collected(voice: Voice) -> tuple[str, tuple[Sentence, ...]]:
    facts = voice.facts
    source = "protocolSection.designModule.studyType"
    parts: list[Sentence | None] = []
    were = "are" if voice.tense in {"now", "plan"} else "were to be"
    if facts.watching.of_studies:
        parts.append(say("Facts from studies that were done before", v.TITLE))
    elif facts.watching.past:
        parts.append(
            first_fit(
                (f"Facts from the past about {n.people_with(facts)}",),
                f"{v.INFO}.timePerspective",
                *n.who_paths(facts),
            )
        )
    else:
        parts.append(first_fit((f"Facts about {n.people_with(facts)}",), source, *n.who_paths(facts)))
    samples = "protocolSection.designModule.bioSpec.retention"
    if facts.samples == "dna":
        parts.append(say(f"Samples that hold DNA {were} kept", samples))
    elif facts.samples == "kept":
        parts.append(say(f"Samples without DNA {were} kept", samples))
    items = tuple(
        item
        for item in facts.treatments
        if item.name and item.kind in {"test", "measurement", "genetic"} and names_a_thing(item.name)
    )
    items = tuple(sorted(items, key=lambda item: _DEEP.search(item.name) is None))
    if items:
        parts.append(
            first_fit(
                (f"The record lists {n.names(items, most=3)}", f"The record lists {items[0].name}"),
                *n.paths(items),
            )
        )
    return "What is collected", tuple(part for part in parts if part is not None)
