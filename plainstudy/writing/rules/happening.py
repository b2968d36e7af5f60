"""What happens to those who take part: the groups and what each gets, as far as the record says."""

from collections import Counter
from collections.abc import Iterator

import msgspec

from plainstudy.plain.wording import format_number
from plainstudy.writing.facts import Arm, Treatment
from plainstudy.writing.text import KeyDate, Sentence

from . import naming as n
from . import voice as v
from .comparing import a_dummy, how_compared, who_is_told
from .grouping import names_of_groups, some_names
from .summary import followed_for
from .voice import Voice, first_fit, say

_MOST_GROUPS = 6
_TYPE = "protocolSection.designModule.studyType"
_NOT_IN_GROUPS = frozenset({"usual_care", "no_treatment"})
"""Comparisons that the list of groups does not tell."""


def what_happens(voice: Voice) -> tuple[Sentence, ...]:
    """Say what people get, group by group, how long it lasts, and what the record leaves open."""
    found: dict[str, Sentence] = {}
    for part in _parts(voice):
        if part is not None:
            found.setdefault(part.text, part)
    return tuple(found.values())


def _parts(voice: Voice) -> Iterator[Sentence | None]:
    facts = voice.facts
    if facts.status == "WITHDRAWN":
        yield say("Nothing: the study was withdrawn and nobody took part", v.STATUS)
        return
    if facts.study_type == "observational":
        if n.only_watches(facts) and facts.provoked is not None:
            yield say("The record lists this as a study that only watches", _TYPE)
        elif n.only_watches(facts):
            yield voice.general("observational", _TYPE)
        else:
            text = "The record lists this as a study that only watches"
            if facts.acts is not None:
                yield say(f"{text}, but says that people are given something", _TYPE, facts.acts.path)
            elif n.names_groups_after_treatments(facts):
                yield say(f"{text}; some of its groups are named after treatments", _TYPE, v.ARMS)
            else:
                what = "treatments" if n.lists_treatments(facts) else "tests"
                yield say(f"{text}, and lists {what} too", _TYPE, v.INTERVENTIONS)
        yield followed_for(voice)
    elif facts.study_type == "expanded access":
        yield say("The treatment is given outside a study", _TYPE)
    else:
        yield from _groups(voice)
        told_by_groups = facts.arm_count > 1 and facts.comparison.kind not in _NOT_IN_GROUPS
        yield from how_compared(voice, briefly=told_by_groups)
        yield who_is_told(voice)
    if facts.taking_part:
        lasts = "was to last" if voice.over else "lasts"
        yield say(f"Taking part {lasts} {facts.taking_part.value}", facts.taking_part.path)
    if not voice.over and facts.status != "ACTIVE_NOT_RECRUITING":
        yield voice.general("ask-visits")


def _groups(voice: Voice) -> Iterator[Sentence | None]:
    facts = voice.facts
    if facts.arm_count == 0:
        yield voice.general("no-groups")
        return
    listed = Counter(
        (*_gets(voice, arm), arm.choice or arm.in_order or arm.dummy_told, arm.one_of) for arm in facts.arms
    )
    if facts.arm_count == 1:
        what, paths, choice, one_of = next(iter(listed))
        choice = choice or facts.comparison.kind == "one_listed"
        yield first_fit(
            (v.gets_what(voice, what, who="Everyone", choice=choice, one_of=one_of) if what else "",), *paths
        )
        return
    there_are = {"now": "There are", "plan": "There are to be"}.get(voice.tense, "There were to be")
    yield say(f"{there_are} {format_number(facts.arm_count)} groups", v.ARMS)
    if facts.crossover:
        return
    if any(not facts.treatments[number].name for arm in facts.arms for number in arm.gets):
        # A part of what some group gets has no name: its group is told by its label, or not at all.
        yield names_of_groups(voice) or some_names(voice)
        return
    if facts.comparison.kind in {"unclear", "same"}:
        by_name = names_of_groups(voice)
        yield by_name or some_names(voice)
        if by_name is not None or facts.comparison.kind == "unclear":
            return
    for (what, paths, choice, one_of), number in list(listed.items())[:_MOST_GROUPS]:
        who, several = _how_many_groups(voice, number), number > 1
        text = (
            v.gets_what(voice, what, who=who, several=several, choice=choice, one_of=one_of) if what else ""
        )
        yield first_fit((text,), *paths)
    rest = sum(number for _, number in list(listed.items())[_MOST_GROUPS:])
    if rest:
        yield say(f"The record lists {format_number(rest)} more group{'s' if rest > 1 else ''}", v.ARMS)
    if facts.comparison.kind == "doses":
        differ = "were to differ" if voice.over else "differ"
        yield say(f"The groups {differ} in the dose or in how often it is given", v.ARMS, v.INTERVENTIONS)


def _how_many_groups(voice: Voice, number: int) -> str:
    if number == 1:
        return "One group"
    if number < voice.facts.arm_count:
        return f"{number} groups"
    return f"{'Both' if number == 2 else f'All {number}'} groups"


def _gets(voice: Voice, arm: Arm) -> tuple[tuple[Treatment, ...], tuple[str, ...]]:
    """Give what a group gets, and where that stands; nothing where a part of it has no usable name."""
    facts = voice.facts
    listed = tuple(facts.treatments[number] for number in arm.gets if facts.treatments[number].kind != "care")
    items = tuple(item for item in listed if item.kind != "measurement") or listed
    dummies = tuple(facts.treatments[number] for number in arm.dummies)
    kind = facts.comparison.kind
    if kind in {"placebo", "sham"} and arm.type.startswith(kind.upper()) and not dummies:
        # One name is listed for the thing and its copy; the group's type tells them apart.
        copy = Treatment(kind="other", name=f"a {kind}", registered=kind, path=v.ARMS)
        return (copy,), (v.ARMS,)
    in_all = all(other.dummies for other in facts.arms)
    if in_all and arm.gets and len({frozenset(other.gets) for other in facts.arms}) == 1:
        return (), ()  # the thing or its copy, within each group: nobody is said to get it (NCT02148744)
    shown = in_all or (arm.type != "EXPERIMENTAL" and facts.comparison.kind not in {"same", "unclear"})
    if any(not item.name for item in items) or not (items or (dummies and shown)):
        return (), ()
    tested = set(facts.comparison.tested)
    if dummies and shown and not tested.isdisjoint(arm.gets):
        shown = False  # the copy of what the other group gets (NCT02964338)
    if dummies and shown:
        items = (*items, msgspec.structs.replace(dummies[0], name=a_dummy(dummies)))
    return items, (*n.paths((*items, *dummies)), v.ARMS)


_LABELS = {
    "first_posted": "First posted on the registry",
    "start": "Start",
    "primary_completion": "Main measure complete",
    "completion": "End",
    "results_posted": "Results posted",
    "last_update": "Last update posted",
}


def key_dates(voice: Voice) -> tuple[KeyDate, ...]:
    """Give the dates of the record in order of the course of a study."""
    return tuple(
        KeyDate(label=_LABELS[name], date=day.date, actual=day.actual, source=day.path)
        for name in _LABELS
        if (day := voice.facts.day(name)) is not None
    )
