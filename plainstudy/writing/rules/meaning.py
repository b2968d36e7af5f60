"""What the study could lead to, and what it could not."""

import re
from collections.abc import Iterator

from plainstudy.writing.facts import Facts
from plainstudy.writing.facts.asked import MEANT_TO_HELP
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .voice import Voice, first_fit, say

# ── What it could lead to ─────────────────────────────────────────────────────


def could_lead_to(voice: Voice) -> tuple[Sentence, ...]:
    """Say what the study could and could not lead to, by kind, phase, purpose and size."""
    return tuple(dict.fromkeys(part for part in _leads(voice) if part is not None))


def _leads(voice: Voice) -> Iterator[Sentence | None]:
    facts = voice.facts
    design = "protocolSection.designModule.studyType"
    if facts.status == "WITHDRAWN":
        yield voice.general("nobody-joined", v.STATUS)
        return
    if facts.study_type == "expanded access":
        yield voice.general("access-could", design)
        return
    if facts.study_type == "observational":
        yield voice.general("registry-could" if facts.is_registry else "observational-could", design)
        if facts.watching.doubted or facts.provoked_here:
            yield voice.general("observational-doubted", design)
        else:
            yield voice.general("registry-cannot" if facts.is_registry else "observational-cannot", design)
        return
    yield from _by_phase(voice)
    if facts.pivotal is not None:
        yield say("The record calls this study pivotal, meaning that much may rest on it", facts.pivotal.path)
    if facts.less_treatment is not None or facts.comparison.kind == "less":
        yield voice.general("less-question", facts.less_treatment.path if facts.less_treatment else v.ARMS)
    asked = False
    if not facts.no_benefit:
        for part in _by_purpose(voice):
            asked = asked or (part is not None and part.text.startswith(_A_QUESTION))
            yield part
    elif facts.why_stopped is not None:
        yield say("The reason given for stopping speaks against a benefit", facts.why_stopped.path)
    if facts.status == "TERMINATED" and not facts.done:
        yield voice.general("stopped-early", v.STATUS)
    elif facts.phases != ("PHASE1",):
        yield voice.general("one-study" if asked else "one-study-more")


_A_QUESTION = ("If ", "The results could")
"""What must stand before "one study alone does not decide that", as "that" must point to something."""

_PHASES = {
    ("EARLY_PHASE1",): "early phase 1",
    ("PHASE1",): "phase 1",
    ("PHASE1", "PHASE2"): "phase 1 and 2",
    ("PHASE2",): "phase 2",
    ("PHASE2", "PHASE3"): "phase 2 and 3",
    ("PHASE3",): "phase 3",
    ("PHASE4",): "phase 4",
}
_PHASED = frozenset({"drug", "biological", "vaccine", "combination", "radiation", "genetic"})
_OF_NO_DRUG = frozenset({"risk-other", "risk-test", "risk-skin-test", "risk-rays"})


def _by_phase(voice: Voice) -> Iterator[Sentence | None]:
    """Say what the phase means, where a drug is tested and the measures bear the phase out; else name it."""
    facts, phases = voice.facts, voice.facts.phases
    path = "protocolSection.designModule.phases"
    medicine, helping = _tests_medicine(facts), _is_to_help(facts)
    if not phases:
        if not facts.phase_told and medicine:
            yield say("The record gives no phase for this study", path)
    elif phases not in _PHASES:
        return
    elif not medicine or not helping:
        yield say(f"The record lists this as a study of {_PHASES[phases]}", path)
    elif phases == ("EARLY_PHASE1",):
        yield voice.general("phase-early", path)
        yield voice.general("phase-1-cannot", path)
    elif phases == ("PHASE1",) and _tells_of_phase_one(facts):
        yield voice.general("phase-1", path)
        yield voice.general("phase-1-cannot", path)
    elif phases == ("PHASE1", "PHASE2"):
        yield voice.general("phase-1-2", path)
        yield from _what_is_next(voice, path)
    elif phases == ("PHASE2",):
        yield voice.general("phase-2", path)
        yield from _what_is_next(voice, path)
    elif phases == ("PHASE2", "PHASE3"):
        yield voice.general("phase-2-3", path)
    elif phases == ("PHASE3",):
        yield voice.general("phase-3", path)
    elif phases == ("PHASE4",):
        yield voice.general("phase-4", path)
    else:
        yield say(f"The record lists this as a study of {_PHASES[phases]}", path)


_MANY = 300


def _what_is_next(voice: Voice, path: str) -> Iterator[Sentence]:
    """Tell of larger studies after this one, where it is small enough and has not stopped early."""
    facts = voice.facts
    small = facts.people is not None and facts.people.value < _MANY
    if small and facts.status not in {"TERMINATED", "SUSPENDED"} and facts.extension is None:
        yield voice.general("phase-2-next", path)


def _tests_medicine(facts: Facts) -> bool:
    """True where all that is tested surely is a medicine, cells or radiation, of which phases are told."""
    things = n.leading(facts) or n.tested(facts)
    hazards = {facts.hazards[facts.treatments.index(item)] for item in things}
    return bool(things) and all(item.kind in _PHASED for item in things) and hazards.isdisjoint(_OF_NO_DRUG)


def _is_to_help(facts: Facts) -> bool:
    helps = facts.purpose in MEANT_TO_HELP or _is_a_step_of_a_drug(facts)
    return helps and facts.asks not in {"provoke", "alike", "exact"}


def _asks_how_bodies_work(facts: Facts) -> bool:
    """False for "basic science" that tests a drug's effect or whether a program can be used (NCT04326231)."""
    return facts.asks != "doable" and not _is_a_step_of_a_drug(facts)


def _is_a_step_of_a_drug(facts: Facts) -> bool:
    """True for "basic science" with a phase that measures effect, harm or dose (NCT04761198)."""
    asked = facts.asks in {"effect", "safety", "dose", "levels"}
    return facts.purpose == "BASIC_SCIENCE" and bool(facts.phases) and asked and _says_what_for(facts)


_WHAT_FOR = re.compile(r"\befficacy|\bsafety|\bactivity\b|\bhow well\b|\btolerab", re.I)


def _says_what_for(facts: Facts) -> bool:
    return any(_WHAT_FOR.search(title.value) for title in (facts.title, facts.official_title) if title)


_FIRST_STEP = re.compile(r"\bsafety|\btolerab|\bfirst[- ]in|\bphase (?:1|I)\b|\bdose[- ]", re.I)


_NO_FIRST_STEP = re.compile(
    r"\bmass balance\b|\bbio-?equivalen|\bbio-?availab|\bdrug[- ]drug inter|\babsorption, |\bADME\b", re.I
)


def _tells_of_phase_one(facts: Facts) -> bool:
    """True where "safety and dose first" is said of the study, as its measures bear it out."""
    if not _tests_medicine(facts) or not _is_to_help(facts):
        return False
    early = facts.phases == ("EARLY_PHASE1",) or facts.first_in_human is not None
    titles = tuple(title.value for title in (facts.title, facts.official_title) if title)
    if any(map(_NO_FIRST_STEP.search, titles)):
        return False
    return early or facts.asks in {"safety", "dose", "mixed"} or any(map(_FIRST_STEP.search, titles))


def _by_purpose(voice: Voice) -> Iterator[Sentence | None]:
    facts = voice.facts
    path = f"{v.INFO}.primaryPurpose"
    early = facts.phases in (("PHASE1",), ("EARLY_PHASE1",))
    items = n.leading(facts)
    if n.only_healthy(facts) and facts.purpose != "PREVENTION":
        yield voice.general("healthy-no-help", n.CONDITIONS)
    elif n.is_about_a_test(facts) or (items and n.is_a_test(items)):
        exact = facts.asks == "exact" and facts.purpose in {"DIAGNOSTIC", "SCREENING"}
        yield voice.general("test-could" if exact else "learn-more", path)
    elif facts.asks == "provoke" or (facts.purpose == "BASIC_SCIENCE" and _asks_how_bodies_work(facts)):
        yield voice.general("learn-body", path)
        yield voice.general("learn-unsure-help", path)
    elif early and _tells_of_phase_one(facts):
        return
    elif items and not early and _offers_a_choice(facts):
        yield _choice(voice, path)
    elif early or facts.phases == ("PHASE4",):
        yield voice.general("learn-more", path)
    elif not items or not facts.focus.to_help:
        yield voice.general("help-could" if _may_help(facts) else "learn-more", path)
    elif facts.asks in {"exact", "alike", "levels", "laboratory"}:
        yield voice.general("learn-more", path)
    elif facts.purpose == "PREVENTION":
        yield voice.general("prevention-could" if _are_well(facts) else "help-could", path)
    elif facts.purpose == "HEALTH_SERVICES_RESEARCH":
        yield voice.general("care-could", path)
    elif facts.purpose in {"TREATMENT", "SUPPORTIVE_CARE"}:
        yield _could_help(voice, path)
    else:
        yield voice.general("learn-more", path)


def _may_help(facts: Facts) -> bool:
    """True where purpose and measures agree that something is tested for its help, whatever its name."""
    things = n.tested(facts)
    if not things or facts.even or _prevents(facts) or facts.purpose not in {"TREATMENT", "SUPPORTIVE_CARE"}:
        return False
    hazards = {facts.hazards[facts.treatments.index(item)] for item in things}
    return facts.asks == "effect" and not n.is_a_test(things) and hazards.isdisjoint(_OF_NO_DRUG)


def _are_well(facts: Facts) -> bool:
    """True where people need not be ill: a box says so, and nobody is said to have an illness."""
    healthy = facts.healthy is not None and facts.healthy.value
    return healthy and all(topic.role != "had" for topic in facts.topics if topic.kind == "illness")


def _could_help(voice: Voice, path: str) -> Sentence | None:
    """Name what could become of what is tested, if it helps."""
    facts = voice.facts
    items = n.leading(facts)
    who = n.people_with(facts)
    what = n.names(items, most=4, last="or" if facts.comparison.alternatives else "and")
    sure = (
        facts.comparison.kind in _SURE
        and facts.asks in {"effect", "mixed", "safety"}
        and not _prevents(facts)
    )
    if not sure or "other" in what or n.unowned_topic(facts) is not None:
        return voice.general("help-could", path)
    alone = len(items) == 1 and not n.are_several(what, one=True)
    helps = f"If {what} helps, it" if alone else f"If {what} help, they"
    return first_fit(
        (f"{helps} could become a choice for {who}",), *n.paths(items), *n.who_paths(facts), path, limit=22
    ) or voice.general("help-could", path)


_NO_CHOICE = re.compile(r"\bcontrol\b|\bsham\b|\bplacebo\b|\battention\b|\bwait", re.I)


def _offers_a_choice(facts: Facts) -> bool:
    """True where chance decides between two real treatments, and the measures ask which helps more."""
    compare = facts.comparison
    if compare.kind not in {"treatments", "each_other"} or facts.allocation != "chance" or facts.even:
        return False
    rivals = [facts.treatments[number].registered for number in (*compare.tested, *compare.against)]
    return (
        facts.asks == "effect"
        and facts.purpose in {"TREATMENT", "SUPPORTIVE_CARE"}
        and not _prevents(facts)
        and not any(map(_NO_CHOICE.search, rivals))
    )


def _choice(voice: Voice, path: str) -> Sentence | None:
    who = n.people_with(voice.facts)
    return first_fit(
        (
            f"The results could help {who} and their doctors choose between treatments",
            "The results could help people and their doctors choose between treatments",
        ),
        *n.who_paths(voice.facts),
        v.ARMS,
        path,
        limit=20,
    )


_SURE = frozenset(
    {"one_group", "placebo", "placebo_added", "sham", "sham_added", "usual_care", "no_treatment", "added"}
)
_PREVENTS = re.compile(r"\bprevent|\bprophyla", re.I)


def _prevents(facts: Facts) -> bool:
    """True where a title speaks of preventing something, whatever the purpose's box says (NCT04678869)."""
    return any(_PREVENTS.search(title.value) for title in (facts.title, facts.official_title) if title)
