"""Who gets what in place of what: one thing after the other, a placebo, another treatment, or nothing."""

import re
from collections.abc import Iterator

from plainstudy.plain.wording import join_words
from plainstudy.writing.facts import Arm, Treatment
from plainstudy.writing.facts.treatments import DUMMY_TYPES
from plainstudy.writing.gated import gated
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .allotting import a_dummy, how_people_come_into_groups
from .grouping import plain_names
from .voice import Voice, first_fit, say

_BODILY = frozenset(
    {"device", "procedure", "other", "software", "behaviour", "radiation", "test", "measurement"}
)
_MODEL = f"{v.INFO}.interventionModel"


def how_compared(voice: Voice, *, briefly: bool = False) -> Iterator[Sentence | None]:
    """Say how people come into groups and what others get; ``briefly`` where the groups are listed."""
    facts, compare = voice.facts, voice.facts.comparison
    yield how_people_come_into_groups(voice)
    if facts.by_places and facts.crossover:
        return
    if facts.crossover and facts.arm_count > 1:
        turns = _in_turn(voice)
        yield turns
        dummies = tuple(item for item in facts.treatments if item.dummy)
        if dummies and a_dummy(dummies) not in turns.text:
            yield _uses(voice, dummies)
    elif not briefly:
        yield _who_gets_what(voice)
    told = not facts.crossover or any(item.dummy for item in facts.treatments)
    empty = not any(map(_holds_something, facts.treatments))
    if compare.kind.startswith(("placebo", "sham")) and told and empty:
        yield _about_dummy(voice)


_HOLDS = gated(
    r"\bactive (?:ingredient|component|substance|agent)s?\b|\bcontain\w*|\bformula\b|\bmilk\b|\bconsist\w*|"
    r"\blow[- ]dose\b|"
    r"\bsub-?therapeutic\b|\bhistamine\b|\bvitamin\b|\beducation\w*|\bexercis\w*",
    re.I,
)
_EMPTY = gated(
    r"\b(?:no|without|not contain\w*|does not|devoid of|free of|lacks?|except|but not|"
    r"minus) (?:\w+ ){0,3}(?:active|drug|medic|contain|"
    r"substance|ingredient)\w*|\binactive\b|\binert\b",
    re.I,
)


def _holds_something(item: Treatment) -> bool:
    """True for a placebo that is not empty by its own words (NCT06358118, NCT01684319)."""
    words = f"{item.registered} {item.description}"
    return item.dummy and (item.not_empty or (bool(_HOLDS.search(words)) and not _EMPTY.search(words)))


_OF_PEOPLE = re.compile(
    r"\b(?:patients?|people|participants?|women|men|children|subjects?|individuals) (?:with|without|"
    r"who|lacking)\b",
    re.I,
)


def _in_turn(voice: Voice) -> Sentence:
    """Say that people get one thing after the other, by name where there are two; else as it is listed."""
    facts = voice.facts
    listed = "The record calls it a crossover study"
    if facts.takes_turns:
        listed += ", in which people get one thing after the other"
    two = all(
        len(arm.gets) == 1 and arm.dummies for arm in facts.arms
    )  # each list has the thing and its copy
    sure = facts.takes_turns == "each" or (two and facts.takes_turns == "called")
    if not sure or facts.groups_of or facts.arm_count != 2:
        return say(listed, _MODEL, v.ARMS)
    real = tuple(
        item for item in facts.treatments if not item.dummy and item.kind not in {"care", "measurement"}
    )
    dummies = tuple(item for item in facts.treatments if item.dummy)
    paths = (_MODEL, v.ARMS, *n.paths((*real, *dummies)))
    orders = {frozenset(re.split(r"\W+", item.name.lower())) for item in real}
    single = all(len(arm.gets) <= 1 for arm in facts.arms) or len(real) == 1
    # One sequence and its reverse, each listed as a treatment, are no two things (NCT01481870).
    if single and len(real) + len(dummies) == 2 and len(orders) == len(real) and all(i.name for i in real):
        both = join_words([*(n.called(item) for item in real), *([a_dummy(dummies)] if dummies else [])])
        full = first_fit((f"Each person {voice.gets} {both}, one after the other",), *paths, limit=20)
        if full is not None:
            return full
    if facts.comparison.kind in {"no_treatment", "usual_care"} and len(n.tested(facts)) == 1:
        have = {"now": "have", "plan": "are to have"}.get(voice.tense, "were to have")
        return say(f"People {have} a time with it and a time without it", _MODEL, v.ARMS)
    return say(listed, _MODEL, v.ARMS)


def _who_gets_what(voice: Voice) -> Sentence | None:
    facts, compare = voice.facts, voice.facts.comparison
    get = voice.get
    shared = tuple(facts.treatments[number] for number in compare.everyone)
    tested = n.tested(facts)
    everyone = n.names(shared, most=3)
    one = n.names(tested, most=2, last="or" if compare.alternatives else "and")
    paths = (v.ARMS, *n.paths((*shared, *tested)))
    if compare.kind.startswith(("placebo", "sham")):
        return _with_dummy(voice, everyone, one, paths)
    if compare.kind in {"added", "on_top", "less"}:
        whole = facts.side_by_side and everyone and one and not f"{everyone} {one}".endswith("others")
        return _on_top(voice, everyone, one, paths) if whole else plain_names(voice)
    if compare.kind == "usual_care":
        # All may get it (NCT05912647): a group's name is all that is sure.
        control = (arm for arm in facts.arms if arm.rest == "care")
        return plain_names(voice) or next((_control_group(arm) for arm in control), None)
    if compare.kind == "no_treatment" and not facts.side_by_side:
        return plain_names(voice)
    if compare.kind == "no_treatment":
        do_not = {"now": "do not", "plan": "are not"}.get(voice.tense, "were not")
        it = "it" if n.leading(facts) else "what is tested"
        return say(f"Some {get} {it}, others {do_not}", v.ARMS)
    if compare.kind == "mixed":
        return _mixed(voice)
    if compare.kind in {"one_listed", "one_group"}:
        return _one_group(voice)
    if compare.kind in {"same", "unclear", "doses"}:
        return _alike(voice, everyone, paths)
    if compare.kind in {"each_other", "treatments"}:
        return _against_each_other(voice, shared, paths)
    return None


def _one_group(voice: Voice) -> Sentence:
    """Say that there is one group, as far as no text speaks of another."""
    facts = voice.facts
    if facts.comparison.kind == "one_listed" or facts.arms[0].dummies:
        return _one_listed(voice)
    if facts.alone:
        return say(f"There {voice.be} one group, with no other group to compare it with", v.ARMS)
    return say("The record lists one group", v.ARMS)


def _against_each_other(
    voice: Voice, shared: tuple[Treatment, ...], paths: tuple[str, ...]
) -> Sentence | None:
    """Name groups of different people, or what everyone gets besides what is compared."""
    facts = voice.facts
    if any(_OF_PEOPLE.search(arm.label) for arm in facts.arms):
        return plain_names(voice)
    # What the title names is told first, as what is tested (NCT07256782).
    shared = tuple(item for item in shared if item not in n.leading(facts))
    if not n.names(shared):
        return None
    return first_fit((v.gets_what(voice, shared, who="Everyone"),), *paths)


def _one_listed(voice: Voice) -> Sentence:
    """Say that one group is listed where the record speaks of a comparison, too."""
    facts = voice.facts
    if facts.arms[0].dummies or facts.arms[0].type in DUMMY_TYPES:
        return say("The record lists one group, and speaks of a placebo or sham too", v.ARMS, v.INTERVENTIONS)
    titles = tuple(title.path for title in (facts.title, facts.official_title) if title)
    text = "The record lists one group, and speaks of a comparison too"
    return say(text, v.ARMS, *titles, f"{v.INFO}.maskingInfo")


def _with_dummy(voice: Voice, everyone: str, one: str, paths: tuple[str, ...]) -> Sentence | None:
    """Say that some get a placebo or a sham, in place of what is tested or beside what all get."""
    facts, compare = voice.facts, voice.facts.comparison
    kind = compare.kind.removesuffix("_added")
    if kind != compare.kind and everyone and one and facts.side_by_side:
        first = f"Everyone {voice.gets} {everyone}, plus {one} or a {kind}"
        more = f"Everyone {voice.gets} {everyone}; some {voice.get} a {kind} with it"
        return first_fit((first, more), *paths)
    items = n.leading(facts)
    copies = sum(arm.type in DUMMY_TYPES or bool(arm.dummies and not arm.gets) for arm in facts.arms)
    sure = facts.side_by_side and copies == 1 and not facts.comes_to_all
    place = " in its place" if sure and len(items) == 1 and items == n.tested(facts) else ""
    return say(f"Some {voice.get} a {kind}{place}", v.ARMS)


def _mixed(voice: Voice) -> Sentence | None:
    """Say that some get another treatment, and others a copy (NCT07342803)."""
    facts, compare = voice.facts, voice.facts.comparison
    other = tuple(facts.treatments[number] for number in compare.against)
    dummies = tuple(facts.treatments[number] for arm in facts.arms for number in arm.dummies)
    names = n.names(other, most=3, last="or")
    if not names and not dummies:
        return None
    what = f"{names} or {a_dummy(dummies)}" if names and dummies else names or a_dummy(dummies)
    return first_fit((f"Some {voice.get} {what} instead",), v.ARMS, *n.paths((*other, *dummies)))


def _on_top(voice: Voice, everyone: str, one: str, paths: tuple[str, ...]) -> Sentence | None:
    """Say what everyone gets, and that some also get what is tested."""
    facts, compare = voice.facts, voice.facts.comparison
    shared = tuple(facts.treatments[number] for number in compare.everyone)
    if compare.kind == "on_top" and all(item in n.leading(facts) for item in (*shared, *n.tested(facts))):
        return None  # told at the beginning: "A, with or without B"
    if len(shared) > 1:
        plan = v.gets_what(voice, shared, who="Everyone")
        return first_fit((f"{plan}; some {_also(voice.get)} {one}", f"Some {_also(voice.get)} {one}"), *paths)
    some = "only some" if compare.kind == "less" else "some"
    return first_fit((f"Everyone {voice.gets} {everyone}; {some} {_also(voice.get)} {one}",), *paths)


def _alike(voice: Voice, everyone: str, paths: tuple[str, ...]) -> Sentence | None:
    """Tell groups apart whose lists do not: by their names, by a dummy that the study uses, or not at all."""
    facts, kind = voice.facts, voice.facts.comparison.kind
    by_name = plain_names(voice) if kind != "doses" else None
    if by_name is not None:
        return by_name
    if kind != "unclear":
        return _all_groups(voice, everyone, paths) if everyone else None
    dummies = tuple(facts.treatments[number] for arm in facts.arms for number in arm.dummies)
    if not dummies:
        return next((_control_group(arm) for arm in facts.arms if arm.type == "NO_INTERVENTION"), None)
    return _uses(voice, dummies)


def _uses(voice: Voice, dummies: tuple[Treatment, ...]) -> Sentence:
    uses = {"now": "also uses", "past": "also used", "plan": "is also to use"}.get(
        voice.tense, "was also to use"
    )
    return say(f"The study {uses} {a_dummy(dummies)}", v.ARMS, *n.paths(dummies))


def _control_group(arm: Arm) -> Sentence | None:
    """Name the group that is listed without a treatment, where nothing says that it gets none."""
    if not arm.label or "“" in arm.label or '"' in arm.label:
        return None
    return first_fit((f"One group is called “{arm.label}”",), f"{arm.path}.label")


def _all_groups(voice: Voice, everyone: str, paths: tuple[str, ...]) -> Sentence | None:
    """Say what the record lists for all; in what they differ no list shows (NCT04728685)."""
    facts = voice.facts
    if all(arm.dummies for arm in facts.arms):
        return _uses(voice, tuple(facts.treatments[number] for arm in facts.arms for number in arm.dummies))
    if any(arm.dummy_told for arm in facts.arms):
        return first_fit((f"The record lists {everyone} for all groups, and speaks of a placebo",), *paths)
    if any(arm.picks for arm in facts.arms):
        return None  # "A or B" by its own words
    return first_fit((f"The record lists {everyone} for all groups",), *paths)


def _also(get: str) -> str:
    """Put "also" where it belongs: "also get", "are also to get"."""
    return get.replace(" to ", " also to ") if " to " in get else f"also {get}"


def _about_dummy(voice: Voice) -> Sentence:
    """Say what the placebo or sham is: in the record's words for a device or operation, else in general."""
    facts = voice.facts
    name = facts.comparison.kind.removesuffix("_added")
    bodily = [item for item in facts.treatments if item.dummy and item.kind in _BODILY]
    if not bodily or not all(item.kind in _BODILY for item in n.tested(facts)):
        return voice.general(name)
    for item in bodily:
        quote = first_fit(
            (f"The record describes the {name} as “{item.description}”" if item.description else "",),
            f"{item.path}.description",
            f"{item.path}.name",
        )
        if quote is not None:
            return quote
    return voice.general(name)
