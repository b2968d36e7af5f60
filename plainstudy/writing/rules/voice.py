"""How one study is spoken of: its tense, its people, its treatments, and the choice between wordings."""

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from plainstudy.plain.wording import end_with_stop, join_words
from plainstudy.writing.facts import Facts, Topic, Treatment
from plainstudy.writing.general import GENERAL
from plainstudy.writing.text import Sentence

MAX_WORDS = 26
_WORDS = re.compile(r"[^\W_]+(?:['’.,/-][^\W_]+)*")

CONDITIONS = "protocolSection.conditionsModule.conditions"
INTERVENTIONS = "protocolSection.armsInterventionsModule.interventions"
ARMS = "protocolSection.armsInterventionsModule.armGroups"
DESIGN = "protocolSection.designModule"
INFO = "protocolSection.designModule.designInfo"
STATUS = "protocolSection.statusModule.overallStatus"
COUNT = "protocolSection.designModule.enrollmentInfo"
ELIGIBILITY = "protocolSection.eligibilityModule"
TITLE = "protocolSection.identificationModule.briefTitle"

_TENSES = {
    "NOT_YET_RECRUITING": "plan",
    "RECRUITING": "now",
    "ENROLLING_BY_INVITATION": "now",
    "ACTIVE_NOT_RECRUITING": "now",
    "SUSPENDED": "now",
    "AVAILABLE": "now",
    "TEMPORARILY_NOT_AVAILABLE": "now",
    "COMPLETED": "past",
    "TERMINATED": "past",
    "NO_LONGER_AVAILABLE": "past",
    "APPROVED_FOR_MARKETING": "past",
    "WITHDRAWN": "never",
}


def word_count(text: str) -> int:
    """Count words as the reading measure does."""
    return len(_WORDS.findall(text))


def say(text: str, *sources: str) -> Sentence:
    """Make a sentence from a text and the places it comes from."""
    return Sentence(
        text=end_with_stop(text), sources=tuple(dict.fromkeys(source for source in sources if source))
    )


def first_fit(candidates: Iterable[str], *sources: str, limit: int = MAX_WORDS) -> Sentence | None:
    """Take the first wording that is short enough; None when none is."""
    for text in candidates:
        if text and word_count(text) <= limit:
            return say(text, *sources)
    return None


@dataclass(frozen=True, slots=True)
class Voice:
    """The facts of one study and how they are spoken."""

    facts: Facts
    tense: str
    """plan, now, past, never (withdrawn) or unclear."""
    seed: int

    def pick(self, slot: str, options: Sequence[str]) -> str:
        """Choose a wording: always the same for one study, different between studies."""
        if len(options) == 1:
            return options[0]
        return options[_mixed(self.seed, slot) % len(options)]

    def general(self, name: str, *sources: str) -> Sentence:
        """Say one of our general sentences."""
        return say(self.pick(name, GENERAL[name]), f"general:{name}", *sources)

    def does(self, base: str, *, past: str = "") -> str:
        """Choose the form of a verb: "decides", "decided", "is to decide", "was to decide"."""
        past = past or (f"{base}d" if base.endswith("e") else f"{base}ed")
        return {"now": f"{base}s", "past": past, "plan": f"is to {base}"}.get(self.tense, f"was to {base}")

    def opening(self, base: str, *, past: str = "", now: str = "") -> str:
        """Begin a first sentence: "This study tests", "This study is to test", "The plan was to test"."""
        if self.tense == "never":
            return f"The plan was to {base}"
        verb = {"now": now or f"{base}s", "past": past or f"{base}ed", "plan": f"is to {base}"}
        return f"This study {verb.get(self.tense, f'was set up to {base}')}"

    @property
    def be(self) -> str:
        """Give "is" or "was"."""
        return "is" if self.tense in {"now", "plan"} else "was"

    @property
    def get(self) -> str:
        """Give "get", "are to get" or "were to get": what the plan says of several people."""
        return {"now": "get", "plan": "are to get"}.get(self.tense, "were to get")

    @property
    def gets(self) -> str:
        """Give the same for one person or one group."""
        return {"now": "gets", "plan": "is to get"}.get(self.tense, "was to get")

    @property
    def over(self) -> bool:
        """True when the study has ended, or never began, or nobody knows."""
        return self.tense in {"past", "never", "unclear"}


@lru_cache(maxsize=50_000)
def _mixed(seed: int, slot: str) -> int:
    return zlib.crc32(f"{seed}:{slot}".encode())


def voice_of(facts: Facts) -> Voice:
    """Find the tense and the seed of a study."""
    return Voice(
        facts=facts,
        tense=_TENSES.get(facts.status, "unclear"),
        seed=int(facts.nct_id[3:] or 0) if facts.nct_id[3:].isdigit() else 0,
    )


# ── People ────────────────────────────────────────────────────────────────────


def illnesses(facts: Facts) -> tuple[Topic, ...]:
    """Give the conditions that are illnesses."""
    return tuple(topic for topic in facts.topics if topic.kind == "illness")


def main_topic(facts: Facts) -> Topic | None:
    """Give the illness that the study is about: whom its title names, else a condition in the title, else the first."""
    found = illnesses(facts)
    if only_healthy(facts):
        return None
    if facts.population is not None:
        return facts.population
    if not found:
        return None
    title = facts.title.value.lower() if facts.title else ""
    named = [topic for topic in found if topic.words.lower() in title or topic.registered.lower() in title]
    return named[0] if named else found[0]


_MIXED = re.compile(r"\bhealthy\b.*\b(?:and|or|versus|vs)\b.*\b(?:patients|diabet|with|type [12])", re.I)


def only_healthy(facts: Facts) -> bool:
    """True when every condition, or a title, says "healthy", and healthy people are accepted."""
    if facts.title and _MIXED.search(facts.title.value):
        return False
    return (
        facts.healthy_title is not None
        or bool(facts.topics)
        and all(topic.kind == "healthy" for topic in facts.topics)
        and (facts.healthy is None or facts.healthy.value)
    )


def people_with(facts: Facts) -> str:
    """Name the people: "adults with asthma", "healthy men", "children"; never more than the record says."""
    if facts.health_workers:
        return "health workers"
    if only_healthy(facts):
        return f"healthy {facts.group}"
    topic = main_topic(facts)
    if topic is None:
        return facts.group
    return with_illness(facts.group, topic.words)


def with_illness(group: str, words: str) -> str:
    """Join people and illness as English has it."""
    words = re.sub(r"^(?:suspected|possible) ", "suspected ", words)
    words = (
        re.sub(r"^childhood (?=cancer|solid|asthma|brain|acute|leuk)", "", words)
        if "child" in group
        else words
    )
    words = (
        re.sub(r" in (?:children|adults|infants)$", "", words)
        if group in {"children", "adults", "children and teenagers"}
        else words
    )
    if words in {"prediabetes"} or not words.endswith(
        (
            "tumor",
            "infection",
            "lesion",
            "fracture",
            "ulcer",
            "wound",
            "wart",
            "nodule",
            "cyst",
            "polyp",
            "metastasis",
        )
    ):
        return f"{group} with {words}"
    return f"{group} with {_a(words)}"


def _a(words: str) -> str:
    from plainstudy.plain.wording import with_article

    return words if words.startswith(("a ", "an ", "the ")) else with_article(words)


# ── Treatments ────────────────────────────────────────────────────────────────


def tested(facts: Facts) -> tuple[Treatment, ...]:
    """Give the treatments that are put to the test."""
    return tuple(facts.treatments[number] for number in facts.comparison.tested)


def named(items: Iterable[Treatment]) -> tuple[Treatment, ...]:
    return tuple(item for item in items if item.name)


def names(items: Sequence[Treatment], *, last: str = "and", most: int = 3) -> str:
    """List treatments by name; "A, B and others"; "" when none has a name."""
    known = list(dict.fromkeys(called(item) for item in items if item.name))
    unnamed = len([item for item in items if not item.name])
    if not known:
        return ""
    if len(known) <= most and not unnamed:
        return join_words(known, last=last)
    return join_words([*known[: max(1, most - 1)], "others"])


def leading(facts: Facts) -> tuple[Treatment, ...]:
    """Give the treatments that the study is about: those its title names, else all that are tested."""
    all_tested = tested(facts)
    items = named(all_tested)
    if facts.title is None:
        return items
    title = facts.title.value.lower()
    if len(items) < len(all_tested) and not any(_is_in(title, item) for item in items):
        return ()  # the names we have may be the lesser ones (NCT04354246)
    if facts.comparison.kind in {"each_other", "same", "mixed"}:
        both = named(tuple(facts.treatments[number] for number in facts.comparison.everyone))
        items = tuple(dict.fromkeys((*(item for item in both if item.name.lower() in title), *items)))
    if len(items) <= 1:
        return items
    in_title = tuple(item for item in items if _is_in(title, item))
    return in_title if items[0] in in_title or len(in_title) * 2 >= len(items) else items


_IN_BRACKETS = re.compile(r"\(([^()]{3,30})\)")


def _is_in(title: str, item: Treatment) -> bool:
    """True when a title has one of the names of a treatment."""
    names = (item.name, item.also, *_IN_BRACKETS.findall(item.registered))
    return any(name and name.lower() in title for name in names)


def are_several(what: str) -> bool:
    """True when a name takes "are": "A and B", "T cells"; false for "A or B"."""
    return " and " in what or _PLURAL_NAME.search(what) is not None


_PLURAL_NAME = re.compile(r"(?:cells|vaccines|extracts|injections|infusions|exercises|drugs|tablets|capsules|others|inhibitors|infiltrations|levels|diets|programs|tests|apps|lights|agents|steroids|antibodies|probiotics|supplements|messages|visits|sessions|blocks|screws|implants|immunoadsorptions|services|reminders|techniques|methods|strategies|interventions|glasses|goggles)$", re.I)

_COMMON = re.compile(
    r"\b(?:insulin|aspirin|vitamin|milk|peanut|egg|oil|oxygen|caffeine|nicotine|iron|zinc|salt|exercise|yoga|diet|surgery|chemotherapy|"
    r"radiotherapy|immunotherapy|vaccine|vaccination|therapy|treatment|inhibitor|cells?|extract|training|program|app|education)\b",
    re.I,
)
_KIND_WORDS = {
    "drug": "the drug",
    "biological": "the treatment",
    "device": "the device",
    "software": "the digital program",
    "combination": "the treatment",
}


_NEEDS_THE = re.compile(
    r"\b(?:device|system|program(?:me)?|app|application|tool|test|implant|stimulator|microstimulator|pump|sensor|intervention|questionnaire|scan|scanner|block|mask|"
    r"patch|needle|cage|screw|ring|band|scaffold|graft|matrix|robot|kit|platform|game|module|method|technique|approach|procedure|protocol|model|regimen|"
    r"session|video|course|class|operation|formula|mixture|pacemaker|monitor|glucometer|orthosis|collar|bandage|dressing|catheter|stent|lens|"
    r"prosthesis|disc|pillow|mattress|helmet|headset|watch|scale|card|algorithm|assay|panel|score|index|curriculum|position)$",
    re.I,
)


_NEEDS_A = re.compile(
    r"\b(?:inhibitor|antibiotic|antagonist|agonist|blocker|antibody|vaccine|steroid|diuretic|analog|analogue|antihistamine)$",
    re.I,
)


def called(item: Treatment) -> str:
    """Give a name as it stands in a sentence: "the bion microstimulator", "an ACE inhibitor", "omalizumab"."""
    if _NEEDS_A.search(item.name):
        return _a(item.name)
    if _NEEDS_THE.search(item.name) and not item.name.lower().startswith(("the ", "a ", "an ")):
        return f"the {item.name}"
    return item.name


def with_kind(item: Treatment) -> str:
    """Put "the drug" before a name that tells a neighbour nothing."""
    words = item.name.split()
    if called(item) != item.name:
        return called(item)
    if len(words) != 1 or _COMMON.search(item.name) or item.kind not in _KIND_WORDS:
        return item.name
    if item.kind == "biological" and item.name.lower().endswith("mab"):
        return f"the drug {item.name}"
    return f"{_KIND_WORDS[item.kind]} {item.name}"


def paths(items: Iterable[Treatment]) -> tuple[str, ...]:
    """Give where the names of treatments stand in the record."""
    found: dict[str, None] = {}
    for item in items:
        found[f"{item.path}.name"] = None
        if item.name and item.name.lower() not in item.registered.lower():
            found[f"{item.path}.otherNames"] = None
    return tuple(found)[:16]


def gets_what(voice: Voice, items: Sequence[Treatment], *, who: str, several: bool = False) -> str:
    """Say what someone gets; long lists, which may hold choices, are told as what stands in the plan."""
    names_of = {item.name.lower() for item in items}
    choice = {"cisplatin", "carboplatin"} <= names_of or len(items) > 2
    if not choice:
        return f"{who} {voice.get if several else voice.gets} {names(items)}"
    have = {"now": "have" if several else "has"}.get(voice.tense, "had" if voice.over else "are to have" if several else "is to have")
    return f"{who} {have} {names(items, most=5)} in the plan"


def ways_to_name(facts: Facts) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Give whom it is for, the illness, and where both stand: as the title says it, then as the conditions do."""
    topic = main_topic(facts)
    ways = [(people_with(facts), topic.words if topic else people_with(facts), who_paths(facts))]
    listed = illnesses(facts)
    if topic and topic == facts.population and listed and not facts.health_workers:
        title = topic.words.lower()
        other = next((item for item in listed if item.words.lower() in title), listed[0])
        paths = (other.path, *who_paths(facts)[1:])
        ways.append((with_illness(facts.group, other.words), other.words, paths))
    return tuple(ways)


def who_paths(facts: Facts) -> tuple[str, ...]:
    """Give where it stands whom the study is about: illness, and age and sex where they are named."""
    if facts.health_workers:
        return (facts.health_workers.path,)
    topic = main_topic(facts)
    first = topic.path if topic else facts.healthy_title.path if facts.healthy_title else CONDITIONS
    if facts.group == "people":
        return (first,)
    ages = (fact.path for fact in (facts.minimum_age, facts.maximum_age) if fact)
    return (first, *ages, *([facts.sex.path] if facts.sex and facts.sex.value != "ALL" else []))
