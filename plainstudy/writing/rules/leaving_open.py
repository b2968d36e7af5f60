"""What one study alone leaves open: by its phase, its size, and what it measures."""

import re
from collections.abc import Iterator

from plainstudy.writing.facts import Facts
from plainstudy.writing.facts.asked import MEANT_TO_HELP, kind_of_measure
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .harms import is_small
from .voice import Voice

PHASES = {
    ("EARLY_PHASE1",): "early phase 1",
    ("PHASE1",): "phase 1",
    ("PHASE1", "PHASE2"): "phase 1 and 2",
    ("PHASE2",): "phase 2",
    ("PHASE2", "PHASE3"): "phase 2 and 3",
    ("PHASE3",): "phase 3",
    ("PHASE4",): "phase 4",
}
_PHASED = frozenset({"drug", "biological", "vaccine", "combination", "radiation", "genetic"})
OF_NO_DRUG = frozenset({"risk-other", "risk-test", "risk-skin-test", "risk-rays"})


_MANY = 300
_VERY_MANY = 1000
LARGE = 500
"""From so many people on, a phase 3 study is called large."""


def what_is_next(voice: Voice, path: str) -> Iterator[Sentence]:
    """Tell of larger studies after this one, where it is small enough and has not stopped early."""
    facts = voice.facts
    small = facts.people is not None and facts.people.value < _MANY
    if small and facts.status not in {"TERMINATED", "SUSPENDED"} and facts.extension is None:
        yield voice.general("phase-2-next", path)


def tests_medicine(facts: Facts) -> bool:
    """True where all that is tested surely is a medicine, cells or radiation, of which phases are told."""
    things = n.leading(facts) or n.tested(facts)
    hazards = {facts.hazards[facts.treatments.index(item)] for item in things}
    return bool(things) and all(item.kind in _PHASED for item in things) and hazards.isdisjoint(OF_NO_DRUG)


def is_to_help(facts: Facts) -> bool:
    """True where purpose and measures agree that what is tested is meant to do people good."""
    helps = facts.purpose in MEANT_TO_HELP or is_a_step_of_a_drug(facts)
    return helps and facts.asks not in {"provoke", "alike", "exact"}


def is_a_step_of_a_drug(facts: Facts) -> bool:
    """True for "basic science" with a phase that measures effect, harm or dose (NCT04761198)."""
    asked = facts.asks in {"effect", "safety", "dose", "levels"}
    return facts.purpose == "BASIC_SCIENCE" and bool(facts.phases) and asked and _says_what_for(facts)


_WHAT_FOR = re.compile(r"\befficacy|\bsafety|\bactivity\b|\bhow well\b|\btolerab", re.I)


def _says_what_for(facts: Facts) -> bool:
    return any(_WHAT_FOR.search(title.value) for title in (facts.title, facts.official_title) if title)


def limit_of_watching(facts: Facts) -> str:
    """Name what a study that watches cannot tell: by how it looks, where that is sure."""
    watching = facts.watching
    if watching.doubted or facts.provoked_here:
        return "observational-doubted"
    if facts.is_registry:
        return "registry-cannot"
    if watching.past:
        return "observational-past"
    return "observational-once" if watching.at_once else "observational-cannot"


def closing(voice: Voice, *, asked: bool) -> Sentence | None:
    """Say what this study leaves open: by its size, or by what it measures; nothing where that is told."""
    facts = voice.facts
    if any(what_is_next(voice, "")) and facts.phases in _FOLLOWED and _tells_its_phase(voice):
        return None
    if is_small(voice):
        return voice.general("small-study" if asked else "small-next", v.COUNT)
    if asked:
        return voice.general("one-study")
    if (limit := _limit_of_measures(facts)) and facts.phases != ("EARLY_PHASE1",):
        return voice.general(limit, facts.outcomes[0].path)
    if _tells_its_phase(voice):
        return None
    return _many(voice) or voice.general("one-study-more")


def _many(voice: Voice) -> Sentence | None:
    """Say what a great number of people is good for."""
    people, doubted = voice.facts.people, voice.facts.people_doubt
    if people is None or people.value < _VERY_MANY or doubted:
        return None
    return voice.general("large-study", people.path)


_FOLLOWED = (("PHASE2",), ("PHASE1", "PHASE2"))
_LIMITS = {"safety": "asks-safety", "levels": "asks-levels", "laboratory": "asks-signs"}
_DOABLE = re.compile(r"\bfeasib|\bacceptab|\busability", re.I)


def _limit_of_measures(facts: Facts) -> str:
    """Name what the main measures leave open, where something is tested that is meant to help."""
    if not is_to_help(facts) or not facts.outcomes or n.is_about_a_test(facts):
        return ""
    if facts.asks == "doable":
        return "asks-doable" if _DOABLE.search(facts.outcomes[0].measure) else ""
    if not tests_medicine(facts) or (facts.asks == "laboratory" and facts.purpose == "PREVENTION"):
        return ""
    kinds = {kind_of_measure(item.measure) for item in facts.outcomes}
    whole = len(facts.outcomes) == facts.outcome_count and kinds <= {facts.asks, "dose"}
    return _LIMITS.get(facts.asks, "") if whole else ""


def _tells_its_phase(voice: Voice) -> bool:
    """True where what the phase means is told."""
    facts = voice.facts
    sure = facts.phases in PHASES and not phase_is_doubted(voice)
    return sure and tests_medicine(facts) and is_to_help(facts)


_PHASE_TITLED = re.compile(
    r"\bphase[- ]?(\d|I{1,3}|IV)[ab]?(?:(?: ?[/-] ?| and |, )(?:phase[- ]?)?(\d|I{1,3}|IV)[ab]?)?\b", re.I
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_TRIES = re.compile(r"\bpilot\b|\bexplorat|\bfeasib|\bproof[- ]of", re.I)


def phase_is_doubted(voice: Voice) -> bool:
    """True where a title gives other phases than the box, or a late one is small or only tries something.

    A third phase of three people is no late step, whatever its box says (NCT01294878).
    """
    facts = voice.facts
    if facts.phases == ("EARLY_PHASE1",):
        return False
    titles = " . ".join(title.value for title in (facts.title, facts.official_title) if title)
    parts = (part.lower() for found in _PHASE_TITLED.findall(titles) for part in found if part)
    titled = {_ROMAN.get(part, part) for part in parts}
    if titled and titled != {phase[-1] for phase in facts.phases}:
        return True
    if "PHASE3" in facts.phases:
        return is_small(voice) or _TRIES.search(titles) is not None
    return facts.phases == ("PHASE2",) and facts.asks == "levels"
