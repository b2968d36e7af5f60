"""How the treatments of one study are named inside a sentence, and where the names stand."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from plainstudy.plain.wording import join_words, lower_first, with_article
from plainstudy.writing.facts import Facts, Treatment
from plainstudy.writing.facts.names import exact

from .subject import (
    any_choice,
    is_a_test,
    is_about_a_test,
    leading,
    listed,
    named,
    nameless,
    tested,
    used,
    without_measuring,
)
from .whom import (
    CONDITIONS,
    ELIGIBILITY,
    OFFICIAL,
    TITLE,
    illnesses,
    main_topic,
    only_healthy,
    people_with,
    unowned_topic,
    ways_to_name,
    who_paths,
    with_illness,
)

__all__ = [
    "CONDITIONS",
    "ELIGIBILITY",
    "OFFICIAL",
    "TITLE",
    "any_choice",
    "are_several",
    "as_joined",
    "called",
    "illnesses",
    "is_a_test",
    "is_about_a_test",
    "leading",
    "listed",
    "main_topic",
    "named",
    "nameless",
    "names",
    "noun_of",
    "only_healthy",
    "paths",
    "people_with",
    "quotable",
    "tested",
    "unowned_topic",
    "used",
    "ways_to_name",
    "who_paths",
    "with_illness",
    "with_kind",
    "with_quotes",
    "without_measuring",
]


def names(items: Sequence[Treatment], *, last: str = "and", most: int = 3) -> str:
    """List treatments by name; "A, B and others"; "" when none has a name."""
    known = list(dict.fromkeys(called(item) for item in items if item.name))
    unnamed = len([item for item in items if not item.name])
    if not known:
        return ""
    if len(known) <= most and not unnamed:
        return join_words(known, last=last)
    return join_words([*known[: max(1, most - 1)], "others"], last=last)


def with_quotes(items: Sequence[Treatment], quoted: Sequence[Treatment]) -> Iterator[str]:
    """List all of it, what has no usable name in the record's words; the fullest way first."""
    known = list(dict.fromkeys(called(item) for item in items))
    whole = list(dict.fromkeys(exact(item.registered) for item in quoted))
    short = list(dict.fromkeys(filter(None, map(quotable, whole))))
    if len(short) == len(whole):
        yield join_words([*known, *map(_in_quotes, short)])
    some = [*known, *map(_in_quotes, short)]
    if some and len(some) < len(known) + len(whole):
        yield join_words([*some, "others" if len(whole) - len(short) > 1 else "one more"])
    if known:
        yield join_words([*known, "others" if len(whole) > 1 else "one more"])
    for most in (8, 5, 3) if known else ():
        # A cut quotation stands first: a sentence does not end with dots.
        yield join_words([*(f"“{_beginning(text, most)}”" for text in whole), *known])


def _in_quotes(text: str) -> str:
    """Quote what is no word that everybody knows."""
    return text.lower() if text.lower() in _PLAIN_WORDS else f"“{text}”"


_PLAIN_WORDS = frozenset({"surgery", "observation", "anesthesia", "follow-up", "monitoring"})
_LONGEST_QUOTE = 110
_BRAND = re.compile(r"""[(\s][“"]([A-Z][\w-]{3,})[”"]""")
_A_PLAN = re.compile(r"\d\s?(?:cycles?|mg|ml|mcg|g/|weeks?|×|x\d)|;|\(.*\(|:.*:", re.I)


def quotable(text: str) -> str:
    """Give a registered name to be quoted whole, or the brand that it quotes; "" for a plan of doses."""
    text = exact(text)
    if brand := _BRAND.search(text):
        return brand[1]
    if len(text) > _LONGEST_QUOTE or _A_PLAN.search(text) or _MARK.search(text):
        return ""
    return text


_MARK = re.compile(r"\s*\(?[“”\"]")


def _beginning(text: str, most: int) -> str:
    """Give the first words of a text, up to a quotation mark of its own."""
    mark = _MARK.search(text)
    words = text[: mark.start()].split() if mark else text.split()
    return text if len(words) <= most and not mark else f"{' '.join(words[:most]).rstrip(' ,;:-–(')} …"


_ONE_THING = re.compile(
    r"(?:program(?:me)?|system|therapy|intervention|training|diet|plan|approach|care|regimen|protocol|"
    r"exercise|"
    r"education|service|course|test|model|package|questionnaire|device|technique|procedure|surgery)$",
    re.I,
)


@lru_cache(maxsize=20_000)
def are_several(what: str, *, one: bool = False) -> bool:
    """True when a name takes "are": "A and B", "T cells"; false for "A or B".

    ``one``: a single thing is named, so that "Exercise and Diet Program" takes "is".
    """
    alone = what.startswith("“") or (what.startswith(("a ", "an ")) and " and " not in what)
    if alone or (one and _ONE_THING.search(what)):
        return False
    if what.endswith(" or others"):
        return False
    return " and " in what or _PLURAL_NAME.search(what) is not None


_PLURAL_NAME = re.compile(
    r"(?:cells|vaccines|extracts|injections|infusions|exercises|drugs|tablets|capsules|others|inhibitors|"
    r"infiltrations|levels|diets|programs|tests|apps|lights|agents|steroids|antibodies|probiotics|"
    r"supplements|messages|visits|sessions|blocks|screws|implants|immunoadsorptions|services|reminders|"
    r"techniques|methods|strategies|interventions|glasses|goggles|materials|products|devices|meals|foods|"
    r"nuts|"
    r"eggs|drops|creams|patches|bars|snacks|drinks|proteins|peptides|oils|shots|doses|cycles|changes|"
    r"tools|games|"
    r"videos|calls|texts|groups|classes|courses|measures|procedures|operations|instructions|guidelines|"
    r"stockings|"
    r"insoles|shoes|electrodes|antihistamines|corticosteroids|inhalers|lenses|bandages|dressings|needles|"
    r"stents|"
    r"grafts|cages|platelets|transplants|transfusions|probes|sensors|pumps|monitors|systems|samples|"
    r"biopsies|scans|"
    r"images|questionnaires|interviews|sheets|mushrooms|fibers|seeds|berries|leaves|herbs|acids|vitamins)$",
    re.I,
)

_COMMON = re.compile(
    r"\b(?:insulin|aspirin|vitamin|milk|peanut|egg|oil|oxygen|caffeine|nicotine|iron|zinc|salt|exercise|"
    r"yoga|diet|surgery|chemotherapy|"
    r"radiotherapy|immunotherapy|vaccine|vaccination|therapy|treatment|inhibitor|cells?|extract|training|"
    r"program|app|education)\b",
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
    r"\b(?:device|system|program(?:me)?|app|application|tool|test|implant|stimulator|microstimulator|"
    r"digital (?:\w+ )?therapeutic|pump|sensor|intervention|questionnaire|scan|scanner|block|mask|"
    r"patch|needle|cage|screw|ring|band|scaffold|graft|matrix|robot|kit|platform|game|module|method|"
    r"technique|approach|procedure|protocol|model|regimen|"
    r"session|video|course|class|operation|formula|mixture|pacemaker|monitor|glucometer|orthosis|collar|"
    r"bandage|dressing|catheter|stent|lens|"
    r"prosthesis|disc|pillow|mattress|helmet|headset|watch|scale|card|algorithm|assay|panel|score|index|"
    r"curriculum|position|toolkit|diet|biopsy|measure|measurement|vest|brace|belt|cushion|splint|probe|"
    r"laser|lamp|"
    r"electrode|strategy|pathway|model of care|package|bundle|guide|tablet computer|robot|exoskeleton|"
    r"calculator|chart|checklist|questionnaire|website|portal|framework|workshop|service|scheme|wrap|"
    r"implant|"
    r"bracelet|clip|tube|syringe|pen|inhaler|spacer|valve|filter|plate|rod|balloon|shunt|neurostimulator)$",
    re.I,
)


_NEEDS_A = re.compile(
    r"\b(?:inhibitor|challenge|antibiotic|antagonist|agonist|blocker|antibody|vaccine|steroid|diuretic|analog|"
    r"analogue|antihistamine|(?:blood|urine|stool|saliva|sputum|tissue|skin) sample|health worker|nurse|"
    r"coach|navigator)$",
    re.I,
)


_A_DOSE = re.compile(r"(?:(?:very )?(?:low|high|single|small|large|medium)(?:er)?[- ])?dose of ", re.I)
_A_PLAN_TO = re.compile(r"(?:intervention|program(?:me)?) (?:to|for) |(?:assigned |fixed )?period of ", re.I)
_POSSESSED = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)?['’]s ")
_OF = re.compile(
    r"(?:measure(?:ment)?|use|assessment|evaluation|detection|administration|level|application|addition|"
    r"collection|"
    r"presence|combination|implantation|insertion|placement|removal|monitoring|analysis|determination) of ",
    re.I,
)


def called(item: Treatment) -> str:
    """Give a name as it stands in a sentence: "the bion stimulator", "an ACE inhibitor", "omalizumab"."""
    return _called(item.name)


@lru_cache(maxsize=20_000)
def _called(name: str) -> str:
    if name.lower().startswith(("the ", "a ", "an ")):
        return name
    if _NEEDS_A.search(name) or _A_DOSE.match(name) or _A_PLAN_TO.match(name):
        return with_article(name)
    if _POSSESSED.match(name):
        return name
    if _OF.match(name):
        return f"the {lower_first(name)}"
    return f"the {name}" if _NEEDS_THE.search(name) else name


def as_joined(facts: Facts, items: Sequence[Treatment], *, last: str = "and", most: int = 4) -> str:
    """Give "A together with B" where each group that gets one of them gets all; "" elsewhere."""
    numbers = {facts.treatments.index(item) for item in items}
    lists = [got for arm in facts.arms if (got := numbers.intersection(arm.gets))]
    if len(items) < 2 or facts.focus.rivals or not lists or any(got != numbers for got in lists):
        return ""
    return f"{called(items[0])} together with {names(items[1:], last=last, most=most)}"


def with_kind(item: Treatment) -> str:
    """Put "the drug" before a name that tells a neighbour nothing."""
    if called(item) != item.name:
        return called(item)
    telling = " " in item.name or _PLURAL_NAME.search(item.name) or _COMMON.search(item.name)
    if telling or item.kind not in _KIND_WORDS or not item.noun_fits:
        return item.name
    if item.kind == "biological" and item.name.lower().endswith("mab"):
        return f"the drug {item.name}"
    return f"{_KIND_WORDS[item.kind]} {item.name}"


def noun_of(item: Treatment, nouns: Mapping[str, str]) -> str:
    """Give the word for what sort of thing it is, where the record bears it out and its name has it not."""
    noun = nouns.get(item.kind, "") if item.noun_fits else ""
    return "" if noun and noun.split()[-1] in item.name.lower() else noun


def paths(items: Iterable[Treatment]) -> tuple[str, ...]:
    """Give where the names of treatments stand in the record."""
    found: dict[str, None] = {}
    for item in items:
        found[f"{item.path}.name"] = None
        if item.spelled_at:
            found[item.spelled_at] = None
        if item.name and item.name.lower() not in item.registered.lower():
            found[f"{item.path}.otherNames"] = None
    return tuple(found)[:8]
