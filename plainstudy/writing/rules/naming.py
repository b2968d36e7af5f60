"""How the treatments of one study are named inside a sentence, and where the names stand."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from plainstudy.plain.wording import join_words, lower_first, with_article
from plainstudy.writing.facts import Facts, Treatment

from .whom import (
    CONDITIONS,
    ELIGIBILITY,
    OFFICIAL,
    TITLE,
    illnesses,
    listed_only,
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
    "beside_the_point",
    "called",
    "illnesses",
    "is_about_a_test",
    "leading",
    "listed_only",
    "main_topic",
    "named",
    "names",
    "only_healthy",
    "paths",
    "people_with",
    "tested",
    "unowned_topic",
    "ways_to_name",
    "who_paths",
    "with_illness",
    "with_kind",
]

# ── Treatments ────────────────────────────────────────────────────────────────


def tested(facts: Facts) -> tuple[Treatment, ...]:
    """Give the treatments that are put to the test."""
    return tuple(facts.treatments[number] for number in facts.comparison.tested)


def named(items: Iterable[Treatment]) -> tuple[Treatment, ...]:
    """Leave out what has no usable name."""
    return tuple(item for item in items if item.name)


def names(items: Sequence[Treatment], *, last: str = "and", most: int = 3) -> str:
    """List treatments by name; "A, B and others"; "" when none has a name."""
    known = list(dict.fromkeys(called(item) for item in items if item.name))
    unnamed = len([item for item in items if not item.name])
    if not known:
        return ""
    if len(known) <= most and not unnamed:
        return join_words(known, last=last)
    return join_words([*known[: max(1, most - 1)], "others"], last=last)


def leading(facts: Facts) -> tuple[Treatment, ...]:
    """Give the treatments that the study is about: those its title names, else all that are tested.

    Nothing where what is listed may not be the point: see ``beside_the_point``.
    """
    all_tested = tested(facts)
    items = named(all_tested)
    if facts.title is None:
        return items
    title = facts.title.value.lower()
    if len(items) < len(all_tested) and not any(_is_in(title, item) for item in items):
        return ()  # the names we have may be the lesser ones (NCT04354246)
    if facts.comparison.kind in {"each_other", "on_top", "same", "mixed"}:
        both = named(tuple(facts.treatments[number] for number in facts.comparison.everyone))
        items = tuple(dict.fromkeys((*(item for item in both if _is_in(title, item)), *items)))
    items = _without_preparation(items, title)
    if any(re.match(r"(?:no|not|without)\b", item.name, re.I) for item in items):
        return ()  # what is left out is the question (NCT03505918)
    if all(item.unspoken for item in items) or beside_the_point(facts, items):
        return ()
    if len(items) <= 1:
        return items
    in_title = tuple(item for item in items if _is_in(title, item))
    return in_title if items[0] in in_title or len(in_title) * 2 >= len(items) else items


_OF_CELLS = re.compile(r"\bcar\b|\bcar-|\bcells?\b|\bcart\b|car-?t\b|\btils?\b|\blymphocytes?\b", re.I)
_PREPARING = re.compile(r"cyclophosphamide|fludarabine|mesna|(?:leuk)?apheresis|lymphodeplet", re.I)


def _without_preparation(items: tuple[Treatment, ...], title: str) -> tuple[Treatment, ...]:
    """Leave out what only makes ready for a treatment with cells, the title's subject (NCT07428993)."""
    if not any(map(_makes_ready, (item.name for item in items))) or not _OF_CELLS.search(title):
        return items
    return tuple(item for item in items if not _makes_ready(item.name) or _is_in(title, item))


@lru_cache(maxsize=20_000)
def _makes_ready(name: str) -> bool:
    return _PREPARING.search(name) is not None


_MAY_BE_A_MEANS = frozenset({"other", "measurement", "test", "genetic", "procedure", "food"})
_LONG = re.compile(r"[a-z]{4,}")
_SHORT_NAME = re.compile(r"[A-Z0-9][A-Z0-9-]{2,}")


def beside_the_point(facts: Facts, items: tuple[Treatment, ...]) -> bool:
    """True when what is listed may be a means of the study: no title has a word of it (NCT06775600).

    A blood sample, an operation that people have anyway, or what is breathed in to provoke a reaction.
    """
    if facts.study_type != "interventional" or not items:
        return False
    if any(item.kind not in _MAY_BE_A_MEANS or _SHORT_NAME.fullmatch(item.name) for item in items):
        return False
    if facts.purpose in {"DIAGNOSTIC", "SCREENING"} and all(item.kind == "test" for item in items):
        return False
    if facts.comparison.kind not in {"one_group", "one_listed", "same", "unclear", "not_listed", "on_top"}:
        return False
    titles = " ".join(title.value for title in (facts.title, facts.official_title) if title).lower()
    told = {word[:5] for word in _LONG.findall(titles)}
    own = " ".join(f"{item.name} {item.also} {item.registered}" for item in items)
    short = re.findall(r"\b[A-Z][A-Z0-9-]{2,}\b", own)
    words = {word[:5] for word in _LONG.findall(own.lower())}
    return words.isdisjoint(told) and not any(name.lower() in titles for name in short)


def any_choice(facts: Facts) -> bool:
    """True when some group gets one thing or another by its description."""
    return any(arm.choice for arm in facts.arms)


_IN_BRACKETS = re.compile(r"\(([^()]{3,30})\)")


_SALTED = frozenset({"drug", "biological", "radiation"})
"""What may stand in a title without its salt: "gemcitabine" for gemcitabine hydrochloride."""


def _is_in(title: str, item: Treatment) -> bool:
    """True when a title has one of the names of a treatment."""
    others = (*re.split(r"\s*[;,]\s*", item.also), *_IN_BRACKETS.findall(item.registered))
    first = item.name.split(maxsplit=1)[0] if item.kind in _SALTED and len(item.name) > 7 else ""
    names = (item.name, item.registered, first if len(first) > 6 else "", *others)
    return any(name and name.lower() in title for name in names)


_IS_A_TEST = re.compile(
    r"\b(?:PET|MRI|CT|\w*scans?|scanner|\w*imag\w+|contrast|tracers?|diagnos\w*|detect\w*|tests?|testing|screening|"
    r"biops\w+|sensors?|monitor\w*|microarray|exam\w*|cameras?|\w*endoscop\w*|\w*graphy|\w*microscop\w*|assays?|"
    r"algorithm|triage|biomarkers?|questionnaire|measure\w*|challenge)\b",
    re.I,
)
_TITLE_OF_A_TEST = re.compile(
    r"\b(?:PET|MRI|CT|\w*scans?|\w*imaging|images|contrast|tracers?|diagnos\w*|detect\w*|accuracy|visuali\w+|"
    r"biops\w+|validat\w+|screening|recogni\w+)\b",
    re.I,
)
_MAY_BE_A_TEST = frozenset({"drug", "biological", "combination", "device", "software", "procedure", "other"})


def is_about_a_test(facts: Facts) -> bool:
    """True when a test is what is studied: the purpose says so, and what is listed or the title bears it out.

    NCT00726505 and NCT06993792 have the purpose of a test, and what they test is a drug.
    """
    if facts.purpose not in {"DIAGNOSTIC", "SCREENING"}:
        return False
    items = leading(facts) or tested(facts)
    if any(item.kind in {"test", "measurement"} or _IS_A_TEST.search(item.registered) for item in items):
        return True
    title = facts.title.value if facts.title else ""
    return _TITLE_OF_A_TEST.search(title) is not None and all(item.kind in _MAY_BE_A_TEST for item in items)


_ONE_THING = re.compile(
    r"(?:program(?:me)?|system|therapy|intervention|training|diet|plan|approach|care|regimen|protocol|exercise|"
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
    r"techniques|methods|strategies|interventions|glasses|goggles|materials|products|devices|meals|foods|nuts|"
    r"eggs|drops|creams|patches|bars|snacks|drinks|proteins|peptides|oils|shots|doses|cycles|changes|tools|games|"
    r"videos|calls|texts|groups|classes|courses|measures|procedures|operations|instructions|guidelines|stockings|"
    r"insoles|shoes|electrodes|antihistamines|corticosteroids|inhalers|lenses|bandages|dressings|needles|stents|"
    r"grafts|cages|platelets|transplants|transfusions|probes|sensors|pumps|monitors|systems|samples|biopsies|scans|"
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
    r"pump|sensor|intervention|questionnaire|scan|scanner|block|mask|"
    r"patch|needle|cage|screw|ring|band|scaffold|graft|matrix|robot|kit|platform|game|module|method|"
    r"technique|approach|procedure|protocol|model|regimen|"
    r"session|video|course|class|operation|formula|mixture|pacemaker|monitor|glucometer|orthosis|collar|"
    r"bandage|dressing|catheter|stent|lens|"
    r"prosthesis|disc|pillow|mattress|helmet|headset|watch|scale|card|algorithm|assay|panel|score|index|"
    r"curriculum|position|toolkit|diet|biopsy|measure|measurement|vest|brace|belt|cushion|splint|probe|laser|lamp|"
    r"electrode|strategy|pathway|model of care|package|bundle|guide|tablet computer|robot|exoskeleton|"
    r"calculator|chart|checklist|questionnaire|website|portal|framework|workshop|service|scheme|wrap|implant|"
    r"bracelet|clip|tube|syringe|pen|inhaler|spacer|valve|filter|plate|rod|balloon|shunt|neurostimulator)$",
    re.I,
)


_NEEDS_A = re.compile(
    r"\b(?:inhibitor|antibiotic|antagonist|agonist|blocker|antibody|vaccine|steroid|diuretic|analog|"
    r"analogue|antihistamine)$",
    re.I,
)


_A_DOSE = re.compile(r"(?:(?:very )?(?:low|high|single|small|large|medium)(?:er)?[- ])?dose of ", re.I)
_OF = re.compile(
    r"(?:measure(?:ment)?|use|assessment|evaluation|detection|administration|level|application|addition|collection|"
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
    if _NEEDS_A.search(name) or _A_DOSE.match(name):
        return with_article(name)
    if _OF.match(name):
        return f"the {lower_first(name)}"
    return f"the {name}" if _NEEDS_THE.search(name) else name


def with_kind(item: Treatment) -> str:
    """Put "the drug" before a name that tells a neighbour nothing."""
    if called(item) != item.name:
        return called(item)
    telling = " " in item.name or _PLURAL_NAME.search(item.name) or _COMMON.search(item.name)
    if telling or item.kind not in _KIND_WORDS:
        return item.name
    if item.kind == "biological" and item.name.lower().endswith("mab"):
        return f"the drug {item.name}"
    return f"{_KIND_WORDS[item.kind]} {item.name}"


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
