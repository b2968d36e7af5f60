"""What this could mean: what it is that is tested, and what the study could lead to."""

import re
from collections.abc import Iterator

from plainstudy.plain.wording import format_number, sentence_case
from plainstudy.writing.facts import Treatment
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .voice import Voice, first_fit, say

_TITLES = {
    "drug": "Active substance",
    "biological": "Active substance",
    "combination": "Active substance",
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
    "combination": "a product that combines several things",
}
_GIVEN = frozenset({"drug", "biological", "combination"})


# ── The substance ─────────────────────────────────────────────────────────────


def substance_of(voice: Voice) -> tuple[str, tuple[Sentence, ...]]:
    """Give the title of the part and what it says; every study has one."""
    facts = voice.facts
    if facts.study_type == "observational":
        return _collected(voice)
    items = tuple(dict.fromkeys((*n.leading(facts), *n.tested(facts)))) or tuple(
        item for item in facts.treatments if not item.dummy
    )
    known = n.named(items)
    title = _title(known or items)
    shown = known[:4]
    parts = [_described(item) for item in shown]
    if len(known) > len(shown):
        parts.append(say(f"The record lists {format_number(len(known) - len(shown))} more", v.INTERVENTIONS))
    if not known:
        parts += _unnamed(voice, items)
    parts += _others(voice)
    if not facts.crossover and facts.comparison.kind in {"placebo", "placebo_added", "sham", "sham_added"}:
        dummy = facts.comparison.kind.partition("_")[0]
        verb = "get" if voice.tense in {"now", "plan"} else "were to get"
        parts.append(say(f"Some people {verb} a {dummy}", v.ARMS))
    return title, tuple(part for part in parts if part is not None)


_COMPARED = {"now": "is", "past": "was", "plan": "is to be"}


def _others(voice: Voice) -> Iterator[Sentence | None]:
    """Name what it is compared with and what everyone gets besides."""
    facts, compare = voice.facts, voice.facts.comparison
    against = n.names(tuple(facts.treatments[number] for number in compare.against), most=3)
    if against and compare.kind == "treatments":
        second = tuple(facts.treatments[number] for number in compare.against)
        yield first_fit(
            (f"It {_COMPARED.get(voice.tense, 'was to be')} compared with {against}",),
            v.ARMS,
            *n.paths(second),
        )
    everyone = n.names(
        tuple(facts.treatments[number] for number in compare.everyone if number not in compare.tested), most=4
    )
    if everyone:
        shown = n.leading(facts) if compare.kind not in {"added", "on_top", "less"} else ()
        shared = tuple(
            facts.treatments[number] for number in compare.everyone if facts.treatments[number] not in shown
        )
    if everyone and shared:
        text = (
            v.gets_what(voice, shared, who="Everyone", choice=n.any_choice(facts))
            if all(item.name for item in shared)
            else ""
        )
        yield first_fit((text,), v.ARMS, *n.paths(shared))


def _title(items: tuple[Treatment, ...]) -> str:
    kinds = {_TITLES.get(item.kind, "What is tested") for item in items}
    return kinds.pop() if len(kinds) == 1 else "What is tested"


def _described(item: Treatment) -> Sentence | None:
    name = sentence_case(item.name)
    noun = _NOUNS.get(item.kind, "")
    if noun and noun.split()[-1] in item.name.lower():
        noun = ""
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
    return first_fit(
        (f"{name}{also}{', ' if tail else ''}{tail}", f"{name}{', ' if noun else ''}{noun}", name), *sources
    )


_GROUP_NAME = re.compile(
    r"^\s*$|\b(?:arm|group|cohort)\b|^(?:experimental|control|intervention|treatment)\W*\w?$", re.I
)


def _unnamed(voice: Voice, items: tuple[Treatment, ...]) -> Iterator[Sentence | None]:
    """Quote what the record lists where it has no usable name."""
    if not items:
        yield say("The record does not list by name what is tested", v.INTERVENTIONS)
        return
    quotes = list(
        dict.fromkeys(item.registered for item in items if not _GROUP_NAME.search(item.registered))
    )[:2]
    for quote in quotes:
        yield first_fit((f"The record calls it “{quote}”",), v.INTERVENTIONS)
    if not any(v.word_count(quote) <= 20 for quote in quotes):
        yield say("The record describes it at length, in its own words below", v.INTERVENTIONS)


def _collected(voice: Voice) -> tuple[str, tuple[Sentence, ...]]:
    facts = voice.facts
    source = "protocolSection.designModule.studyType"
    parts: list[Sentence | None] = []
    were = "are" if voice.tense in {"now", "plan"} else "were to be"
    if facts.time_perspective == "RETROSPECTIVE":
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
        item for item in facts.treatments if item.name and item.kind in {"test", "measurement", "genetic"}
    )
    if items:
        parts.append(
            first_fit(
                (f"The record lists {n.names(items, most=3)}", f"The record lists {items[0].name}"),
                *n.paths(items),
            )
        )
    return "What is collected", tuple(part for part in parts if part is not None)


# ── What it could lead to ─────────────────────────────────────────────────────


def could_lead_to(voice: Voice) -> tuple[Sentence, ...]:
    """Say what the study could and could not lead to, by kind, phase, purpose and size."""
    return tuple(dict.fromkeys(part for part in _leads(voice) if part is not None))


def _leads(voice: Voice) -> Iterator[Sentence | None]:
    facts = voice.facts
    design = "protocolSection.designModule.studyType"
    if facts.status == "WITHDRAWN":
        yield voice.general(
            "nobody-joined" if facts.study_type == "interventional" else "nobody-joined-observing", v.STATUS
        )
        return
    if facts.study_type == "expanded access":
        yield voice.general("access-could", design)
        return
    if facts.study_type == "observational":
        yield voice.general("registry-could" if facts.is_registry else "observational-could", design)
        yield voice.general("registry-cannot" if facts.is_registry else "observational-cannot", design)
        return
    if not n.is_about_a_test(facts):
        yield from _by_phase(voice)
    if facts.pivotal is not None:
        yield say("The record calls this study pivotal, meaning that much may rest on it", facts.pivotal.path)
    if facts.less_treatment is not None or facts.comparison.kind == "less":
        yield voice.general("less-question", facts.less_treatment.path if facts.less_treatment else v.ARMS)
    if not facts.no_benefit:
        yield from _by_purpose(voice)
    elif facts.why_stopped is not None:
        yield say("The reason given for stopping speaks against a benefit", facts.why_stopped.path)
    if facts.status == "TERMINATED":
        yield voice.general("stopped-early", v.STATUS)
    elif facts.phases != ("PHASE1",):
        yield voice.general("one-study")


def _by_phase(voice: Voice) -> Iterator[Sentence | None]:
    path = "protocolSection.designModule.phases"
    phases = voice.facts.phases
    if phases == ("EARLY_PHASE1",):
        yield voice.general("phase-early", path)
        yield voice.general("phase-1-cannot", path)
    elif phases == ("PHASE1",):
        yield voice.general("phase-1", path)
        yield voice.general("phase-1-cannot", path)
    elif phases == ("PHASE1", "PHASE2"):
        yield voice.general("phase-1-2", path)
        yield voice.general("phase-2-next", path)
    elif phases == ("PHASE2",):
        yield voice.general("phase-2", path)
        yield voice.general("phase-2-next", path)
    elif phases == ("PHASE2", "PHASE3"):
        yield voice.general("phase-2-3", path)
    elif phases == ("PHASE3",):
        yield voice.general("phase-3", path)
    elif phases == ("PHASE4",):
        yield voice.general("phase-4", path)
    elif any(item.kind in _GIVEN for item in n.tested(voice.facts)):
        yield say("The record gives no phase for this study", path)


def _by_purpose(voice: Voice) -> Iterator[Sentence | None]:
    facts = voice.facts
    path = f"{v.INFO}.primaryPurpose"
    early = facts.phases in (("PHASE1",), ("EARLY_PHASE1",))
    if n.only_healthy(facts) and facts.purpose != "PREVENTION":
        yield voice.general("healthy-no-help", n.CONDITIONS)
    elif n.is_about_a_test(facts):
        yield voice.general("test-could", path)
    elif facts.purpose == "BASIC_SCIENCE":
        yield voice.general("learn-body", path)
        yield voice.general("learn-unsure-help", path)
    elif early:
        return
    elif facts.purpose == "PREVENTION":
        yield voice.general("prevention-could", path)
    elif facts.purpose == "HEALTH_SERVICES_RESEARCH":
        yield voice.general("care-could", path)
    elif facts.purpose in {"TREATMENT", "SUPPORTIVE_CARE"}:
        yield _could_help(voice, path)
    else:
        yield voice.general("learn-more", path)


def _could_help(voice: Voice, path: str) -> Sentence | None:
    """Name what could become of what is tested, if it helps."""
    facts = voice.facts
    items = n.leading(facts)
    who = n.people_with(facts)
    what = n.names(items, most=2, last="or" if facts.comparison.alternatives else "and")
    if facts.comparison.kind in {"treatments", "each_other"} and facts.allocation == "chance":
        return first_fit(
            (
                f"The results could help {who} and their doctors choose between treatments",
                "The results could help people and their doctors choose between treatments",
            ),
            *n.who_paths(facts),
            v.ARMS,
            path,
            limit=20,
        )
    if not what or "other" in what or n.unowned_topic(facts) is not None:
        return voice.general("help-could", path)
    return first_fit(
        (
            f"If {what} helps, it could become a choice for {who}"
            if len(items) == 1 and not n.are_several(what, one=len(items) == 1)
            else f"If {what} help, they could become a choice for {who}",
        ),
        *n.paths(items),
        *n.who_paths(facts),
        path,
        limit=22,
    ) or voice.general("help-could", path)
