"""What the study could lead to, and what it could not."""

import re
from collections.abc import Iterator

from plainstudy.writing.facts import Facts, Topic, Treatment
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .harms import is_small
from .leaving_open import (
    LARGE,
    OF_NO_DRUG,
    PHASES,
    closing,
    is_a_step_of_a_drug,
    is_to_help,
    limit_of_watching,
    phase_is_doubted,
    tests_medicine,
    what_is_next,
)
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
        yield voice.general(limit_of_watching(facts), design)
        return
    yield from _by_phase(voice)
    if facts.pivotal is not None:
        yield say("The record calls this study pivotal, meaning that much may rest on it", facts.pivotal.path)
    if facts.less_treatment is not None or facts.comparison.kind == "less":
        yield voice.general("less-question", facts.less_treatment.path if facts.less_treatment else v.ARMS)
    asked = hoped = False
    if not facts.no_benefit:
        for part in _hopes(voice):
            asked = asked or (part is not None and part.text.startswith(_A_QUESTION))
            hoped = hoped or part is not None
            yield part
    elif facts.why_stopped is not None:
        yield say("The reason given for stopping speaks against a benefit", facts.why_stopped.path)
    if facts.status == "TERMINATED" and not facts.done:
        yield voice.general("stopped-early", v.STATUS)
    elif facts.phases != ("PHASE1",) or phase_is_doubted(voice):
        yield closing(voice, asked=asked) or (None if hoped else voice.general("one-study-more"))


def _hopes(voice: Voice) -> Iterator[Sentence | None]:
    """Say what may come of it; of a study that stopped early, no more than what doctors may learn."""
    facts = voice.facts
    stopped = facts.status == "TERMINATED" and not facts.done
    few = facts.people is not None and facts.people_actual and facts.people.value <= _TOO_FEW
    if stopped and few and is_to_help(facts) and is_small(voice):
        yield voice.general("too-few", v.COUNT)
        return
    for part in _by_purpose(voice):
        hopeful = part is not None and part.text.startswith(_A_QUESTION)
        yield _learn_more(voice, f"{v.INFO}.primaryPurpose") if stopped and hopeful else part


_TOO_FEW = 10
_A_QUESTION = ("If ", "The results could")
"""What must stand before "one study alone does not decide that", as "that" must point to something."""


def _by_phase(voice: Voice) -> Iterator[Sentence | None]:
    """Say what the phase means, where a drug is tested and the measures bear the phase out; else name it."""
    facts, phases = voice.facts, voice.facts.phases
    path = "protocolSection.designModule.phases"
    medicine, helping = tests_medicine(facts), is_to_help(facts)
    if not phases:
        if not facts.phase_told and medicine:
            yield say("No phase is given", path)
        return
    if phases not in PHASES:
        return
    if not medicine or not helping or phase_is_doubted(voice):
        yield say(f"By the record, this is {_an(PHASES[phases])} study", path)
    elif phases == ("EARLY_PHASE1",):
        yield voice.general("phase-early", path)
        yield voice.general("phase-1-cannot", path)
    elif phases == ("PHASE1",) and _tells_of_phase_one(facts):
        yield voice.general("phase-1", path)
        yield voice.general("phase-1-cannot", path)
    elif phases == ("PHASE1", "PHASE2"):
        yield voice.general("phase-1-2", path)
        yield from what_is_next(voice, path)
    elif phases == ("PHASE2",):
        yield voice.general("phase-2", path)
        yield from what_is_next(voice, path)
    elif phases == ("PHASE2", "PHASE3"):
        yield voice.general("phase-2-3", path)
    elif phases == ("PHASE3",):
        large = facts.people is not None and facts.people.value >= LARGE
        yield voice.general("phase-3-large", path, v.COUNT) if large else voice.general("phase-3", path)
    elif phases == ("PHASE4",):
        yield voice.general("phase-4", path)
    else:
        yield say(f"By the record, this is {_an(PHASES[phases])} study", path)


def _an(phase: str) -> str:
    return f"an {phase}" if phase.startswith("early") else f"a {phase}"


def _asks_how_bodies_work(facts: Facts) -> bool:
    """False for "basic science" that tests a drug's effect or whether a program can be used (NCT04326231)."""
    return facts.asks != "doable" and not is_a_step_of_a_drug(facts)


_FIRST_STEP = re.compile(r"\bsafety|\btolerab|\bfirst[- ]in|\bphase (?:1|I)\b|\bdose[- ]", re.I)


_NO_FIRST_STEP = re.compile(
    r"\bmass balance\b|\bbio-?equivalen|\bbio-?availab|\bdrug[- ]drug inter|\babsorption, |\bADME\b", re.I
)


def _tells_of_phase_one(facts: Facts) -> bool:
    """True where "safety and dose first" is said of the study, as its measures bear it out."""
    if not tests_medicine(facts) or not is_to_help(facts):
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
        yield voice.general("test-could", path) if exact else _learn_more(voice, path)
    elif facts.asks == "provoke" or (facts.purpose == "BASIC_SCIENCE" and _asks_how_bodies_work(facts)):
        yield voice.general("learn-body", path)
        yield voice.general("learn-unsure-help", path)
    elif early and _tells_of_phase_one(facts) and not phase_is_doubted(voice):
        return
    elif items and not early and _offers_a_choice(facts):
        yield _choice(voice, path)
    elif early or facts.phases == ("PHASE4",):
        yield _learn_more(voice, path)
    elif not items or not facts.focus.to_help:
        yield _useful(voice, (), path) if _may_help(facts) else _learn_more(voice, path)
    elif facts.asks in {"exact", "alike", "levels", "laboratory", "safety", "dose"}:
        yield _learn_more(voice, path)
    elif facts.purpose == "PREVENTION":
        yield voice.general("prevention-could", path) if _are_well(facts) else _useful(voice, items, path)
    elif facts.purpose == "HEALTH_SERVICES_RESEARCH":
        yield voice.general("care-could", path)
    elif facts.purpose in {"TREATMENT", "SUPPORTIVE_CARE"}:
        yield _could_help(voice, path)
    else:
        yield _learn_more(voice, path)


def _learn_more(voice: Voice, path: str) -> Sentence:
    """Say what doctors could learn more about: what is tested, else the illness."""
    facts = voice.facts
    items = n.leading(facts)
    name = n.names(items)
    if 0 < len(items) <= _FEW and v.word_count(name) <= _SHORT_NAME and "“" not in name:
        text = f"This study could help doctors learn more about {name}"
        return say(text, "general:learn-more", *n.paths(items), path)
    if (topic := _point_of_the_title(facts)) is not None:
        text = f"This study could help doctors learn more about {topic.words}"
        return say(text, "general:learn-more", topic.path, *n.who_paths(facts), path)
    return voice.general("learn-more", path)


def _point_of_the_title(facts: Facts) -> Topic | None:
    """Give the one illness that is listed, where a title names it and it is what is treated or looked into.

    Rash from rays in breast cancer is not learning about breast cancer (NCT06905561).
    """
    topic = n.main_topic(facts) or n.unowned_topic(facts)
    if topic is None or len(facts.topics) > 1 or topic.listed_only or facts.purpose not in _LOOKS_INTO:
        return None
    titles = " ".join(title.value for title in (facts.title, facts.official_title) if title).lower()
    named = topic.words.lower() in titles or topic.registered.lower() in titles
    short = v.word_count(topic.words) <= _SHORT_NAME and not _COUNTED.search(topic.words)
    return topic if named and short and not _BESIDE.search(titles) else None


_LOOKS_INTO = frozenset({"TREATMENT", "BASIC_SCIENCE"})
_BESIDE = re.compile(
    r"\bpain|\bnausea|\bsurg|\banesth|\banaesth|\bdistress|\banxi|\bdepress|\bstress|\bsleep|\bfatigue|"
    r"\binduced|\brash|\bdermatitis in|\bcomplicat|\bside effect|\btoxicit|\bcaregiver|\bsurviv|\bduring\b|"
    r"\bundergoing|\bafter\b|\bfollowing\b|\bimag"
)
"""What a title may be about beside the illness of the people."""
_FEW = 2
_SHORT_NAME = 5
_COUNTED = re.compile(
    r"\b(?:polyp|tumou?r|fracture|lesion|ulcer|nodule|cyst|aneurysm|transplant|operation|wart|stroke|virus)$|"
    r"^(?:an?|the) ",
    re.I,
)
"""What takes an article: "about colon polyp" reads like a form."""


def _may_help(facts: Facts) -> bool:
    """True where purpose and measures agree that something is tested for its help, whatever its name."""
    things = n.tested(facts)
    if not things or facts.even or _prevents(facts) or facts.purpose not in {"TREATMENT", "SUPPORTIVE_CARE"}:
        return False
    hazards = {facts.hazards[facts.treatments.index(item)] for item in things}
    return facts.asks == "effect" and not n.is_a_test(things) and hazards.isdisjoint(OF_NO_DRUG)


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
        return _useful(voice, items, path)
    alone = len(items) == 1 and not n.are_several(what, one=True)
    helps = f"If {what} helps, it" if alone else f"If {what} help, they"
    return first_fit(
        (f"{helps} could become a choice for {who}",), *n.paths(items), *n.who_paths(facts), path, limit=22
    ) or _useful(voice, items, path)


def _useful(voice: Voice, items: tuple[Treatment, ...], path: str) -> Sentence:
    """Name what may turn out to be useful, and for whom, as far as both have short names."""
    facts = voice.facts
    topic = n.main_topic(facts)
    told = topic is not None and v.word_count(topic.words) <= _SHORT_NAME
    who, places = (n.people_with(facts), n.who_paths(facts)) if told else ("people like these", ())
    texts = [f"If it helps, it could become part of the care for {who}"]
    if len(items) == 1 and v.word_count(items[0].name) <= _SHORT_NAME:
        name = n.names(items)
        are = "are" if n.are_several(name, one=True) else "is"
        texts.insert(0, f"The results could help show whether {name} {are} useful for {who}")
        places = (*n.paths(items), *places)
    told_all = first_fit(texts, "general:help-could", *places, path, limit=20)
    return told_all or voice.general("help-could", path)


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
