"""What happens to those who take part: the groups and what each gets, as far as the record says."""

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from plainstudy.plain.wording import format_number, join_words
from plainstudy.writing.facts import Arm, Treatment
from plainstudy.writing.facts.agreement import words_of
from plainstudy.writing.facts.topics import is_illness
from plainstudy.writing.facts.treatments import DUMMY_TYPES
from plainstudy.writing.gated import gated
from plainstudy.writing.text import KeyDate, Sentence

from . import naming as n
from . import voice as v
from .allotting import a_dummy, who_is_told
from .comparing import how_compared
from .grouping import is_a_control, is_quotable, names_of_groups, plain_names, short, some_names
from .summary import followed_for
from .voice import Voice, first_fit, say
from .watching import what_watching_means

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
        yield from what_watching_means(voice)
        yield followed_for(voice)
    elif facts.study_type == "expanded access":
        yield say(f"The treatment {voice.be} given outside a study", _TYPE)
    else:
        yield from _groups(voice)
        several = facts.arm_count > 1 and facts.comparison.kind not in _NOT_IN_GROUPS
        told_by_groups = several or (facts.comparison.kind == "one_group" and not facts.alone)
        yield from how_compared(voice, briefly=told_by_groups)
        yield who_is_told(voice)
    if facts.taking_part:
        lasts = "was to last" if voice.over else "lasts"
        yield say(f"Taking part {lasts} {facts.taking_part.value}", facts.taking_part.path)
    looks_back = facts.time_perspective == "RETROSPECTIVE" or facts.watching.of_studies
    if not voice.over and facts.status != "ACTIVE_NOT_RECRUITING" and not looks_back:
        yield voice.general("ask-visits")


def _groups(voice: Voice) -> Iterator[Sentence | None]:
    """Tell each group: what it gets where its own words agree, else what the record lists, by its name."""
    facts = voice.facts
    if facts.arm_count == 0:
        yield voice.general("no-groups")
        return
    if facts.arm_count == 1:
        yield _the_group(voice)
        return
    number = format_number(facts.arm_count)
    if facts.crossover or facts.same_people:
        # Arms may be orders, or sides of one body.
        yield say(f"The record lists {number} arms: groups, or parts of the plan", v.ARMS)
    else:
        yield say(f"The record lists {number} groups", v.ARMS)
    if facts.crossover:
        return
    alike = len({frozenset(arm.gets) for arm in facts.arms}) == 1
    if any(not facts.treatments[number].name for arm in facts.arms for number in arm.gets) or (
        facts.comparison.kind in {"unclear", "same"} and alike
    ):
        # A part of what some group gets has no name, or all list the same: a group is told by its label.
        by_name = names_of_groups(voice)
        yield _unless_in_summary(voice, by_name or some_names(voice))
        if by_name is not None or facts.comparison.kind != "same":
            return
    yield from _by_what_they_get(voice) if _is_settled(voice) else _by_label(voice)
    if facts.comparison.kind == "doses":
        differ = "were to differ" if voice.over else "differ"
        yield say(f"The groups {differ} in the dose or in how often it is given", v.ARMS, v.INTERVENTIONS)


def _the_group(voice: Voice) -> Sentence | None:
    """Say what everyone gets, where the one group's own words agree and no text speaks of another."""
    facts = voice.facts
    arm = facts.arms[0]
    what, paths = _gets(voice, arm)
    tools = all(item.kind in {"measurement", "test"} for item in what)
    sure = arm.agrees and facts.alone and facts.side_by_side
    if what and sure and facts.focus.tested and not tools:
        text = v.gets_what(voice, what, who="Everyone", one_of=arm.one_of)
        return first_fit((text.removesuffix(" for everyone"),), *paths)
    named = n.names(what, most=5)
    some = ", not all of them for everyone" if arm.picks else ""
    if arm.name and not n.leading(facts) and not n.used(facts) and _is_another_thing(arm, named):
        return first_fit((short(f"The record lists one group, called “{arm.name}”"),), f"{arm.path}.label")
    if facts.comparison.kind == "one_group" and not facts.alone:
        told = f"The record lists one group, with {named}" if named else ""
        return first_fit(
            (f"{told}{some}" if told else "", told, "The record lists one group"), v.ARMS, *paths
        )
    if not named:
        return None
    return first_fit((f"The record lists {named}{some}", f"The record lists {named}"), *paths)


def _is_another_thing(arm: Arm, named: str) -> bool:
    """True for a group that is called after a thing that its list lacks (NCT07004647, NCT04523987)."""
    apart = words_of(arm.label).isdisjoint(words_of(named))
    return not arm.agrees and apart and not is_illness(arm.label)


def _is_settled(voice: Voice) -> bool:
    """True where all groups' own words agree with their lists, and the groups are different people's."""
    facts = voice.facts
    if not facts.side_by_side:
        return False
    if any(arm.gets and arm.dummies and not _BOTH.search(arm.label) for arm in facts.arms):
        return False  # "X or its placebo", within one group (NCT05449535)
    alike = len({frozenset(arm.gets) for arm in facts.arms}) == 1
    if alike and any(arm.in_order for arm in facts.arms):
        return False  # one thing and then the other, in two orders (NCT04811001)
    if any(_NO_THING.search(facts.treatments[number].name) for arm in facts.arms for number in arm.gets):
        return False
    return (
        all(arm.agrees and not arm.dummy_told for arm in facts.arms)
        and not all(arm.dummies for arm in facts.arms)
        and facts.comparison.kind != "unclear"
        and not facts.same_people
        and not facts.groups_of
        and not _joins_a_dummy(voice)
    )


def _joins_a_dummy(voice: Voice) -> bool:
    """True where what is listed as a placebo has another thing in its name: "Placebo + antihistamine"."""
    facts = voice.facts
    return any(
        _BOTH.search(facts.treatments[number].registered) for arm in facts.arms for number in arm.dummies
    )


_BOTH = re.compile(r"\+|\bplus\b|\band\b|\bwith\b|\bcombin", re.I)
_NO_THING = gated(
    r"\b(?:un-?treated|controls?|usual|routine|standard|conventional|placebo|comparator)\b", re.I
)
"""In a name: a way to have nothing, or the usual."""


def _by_what_they_get(voice: Voice) -> Iterator[Sentence | None]:
    facts = voice.facts
    told = [_gets(voice, arm) for arm in facts.arms]
    # Two placebos are one to those who get them (NCT01728519).
    listed = Counter(tuple(item.name for item in what) for what, _ in told)
    first = {tuple(item.name for item in what): (what, paths) for what, paths in reversed(told)}
    for names, number in list(listed.items())[:_MOST_GROUPS]:
        what, paths = first[names]
        who, several = _how_many_groups(voice, number), number > 1
        yield first_fit((v.gets_what(voice, what, who=who, several=several) if what else "",), *paths)
    yield _more(sum(number for _, number in list(listed.items())[_MOST_GROUPS:]))


def _by_label(voice: Voice) -> Iterator[Sentence | None]:
    """Say what the record lists for each group, by the group's own name."""
    facts = voice.facts
    told = [(arm, *_gets(voice, arm)) for arm in facts.arms]
    labels = {arm.label.lower() for arm in facts.arms}
    plain = len(labels) == len(facts.arms) and all(is_quotable(arm.name or arm.label) for arm in facts.arms)
    # A placebo group that lists the real thing alone: a slip, or what it gets besides (NCT00920621).
    slip = any(arm.gets and not arm.dummies and "placebo" in arm.label.lower() for arm in facts.arms)
    plain = plain and not slip and not _joins_a_dummy(voice)
    if not plain or all(
        _says_as_much(arm, what) or (not what and is_a_control(arm)) for arm, what, _ in told
    ):
        by_name = names_of_groups(voice) or some_names(voice)
        if by_name is not None or not plain:
            yield _unless_in_summary(voice, by_name)
            return
    speaking = [arm for arm, what, _ in told if arm.name and what and _says_as_much(arm, what)]
    if len(speaking) >= _ENOUGH and (called := _called(voice, speaking)) is not None:
        yield called
        told = [(arm, what, paths) for arm, what, paths in told if arm not in speaking]
    alike: dict[tuple[tuple[Treatment, ...], bool], list[tuple[Arm, tuple[str, ...]]]] = {}
    for arm, what, paths in told:
        if not what and (arm.gets or arm.dummies or facts.comparison.kind in _NOT_IN_GROUPS):
            continue  # what is listed has no name to tell it by, or is said in so many words elsewhere
        alike.setdefault((what, arm.picks), []).append((arm, paths))
    groups = list(alike.items())[:_MOST_GROUPS]
    if len(alike) == 1 and len(told) == len(facts.arms) and all(what for _, what, _ in told):
        named = n.names(told[0][1], most=5)
        yield first_fit((f"For all of them, the record lists {named}" if named else "",), *told[0][2])
        return
    named_only: list[Arm] = []
    for (what, picks), mine in groups:
        arms = [arm for arm, _ in mine]
        if not picks and all(arm.name and _says_as_much(arm, what) for arm in arms):
            named_only += arms  # "“Placebo” is listed with a placebo" would tell nothing
        else:
            yield _listed_for(voice, what, arms, mine[0][1], picks=picks)
    if named_only:
        yield _only_called(named_only)
    beyond = sum(len(mine) for mine in list(alike.values())[_MOST_GROUPS:])
    yield _more(beyond + facts.arm_count - len(facts.arms))


_ENOUGH = 3
"""From so many groups on, those whose names say what they get are told in one sentence."""


def _called(voice: Voice, arms: list[Arm]) -> Sentence | None:
    quoted = join_words([f"“{arm.name}”" for arm in arms])
    whole = short(f"Some groups {voice.are} called {quoted}")
    return first_fit((whole,), *(f"{arm.path}.label" for arm in arms[:8]))


def _unless_in_summary(voice: Voice, names: Sentence | None) -> Sentence | None:
    """Leave out names that the summary has told."""
    told = plain_names(voice) if voice.facts.comparison.kind in {"same", "unclear"} else None
    return None if told is not None and names is not None and told.text == names.text else names


def _listed_for(
    voice: Voice, what: tuple[Treatment, ...], arms: list[Arm], paths: tuple[str, ...], *, picks: bool
) -> Sentence | None:
    """Say what the record lists for groups of one list, by name, or for how many where names are long."""
    telling = all(arm.name or is_a_control(arm) for arm in arms)
    named = n.names(what, most=5)
    if not named:
        # A group without a list may get what only its text tells (NCT07165158).
        return _only_called(arms) if telling else _more(len(arms))
    many = f"{len(arms)} groups" if len(arms) > 1 else "One group"
    whom = join_words([f"“{arm.name or arm.label}”" for arm in arms]) if telling else ""
    listed = f"{'are' if len(arms) > 1 else 'is'} listed with {named}"
    some = ", not all of them for everyone" if picks else ""
    return first_fit(
        (
            short(f"{whom} {listed}{some}") if whom else "",
            short(f"{many} {listed}{some}"),
            f"{many} {listed}",
        ),
        *(f"{arm.path}.label" for arm in arms[:8]),
        *(paths or (arms[0].path,)),
    )


def _only_called(arms: list[Arm]) -> Sentence | None:
    """Give the names of groups, and nothing of what they get or do not get."""
    quoted = join_words([f"“{arm.name or arm.label}”" for arm in arms])
    groups = "One group is" if len(arms) == 1 else "Some groups are"
    whole = short(f"{groups} called {quoted}")
    return first_fit((whole,), *(f"{arm.path}.label" for arm in arms[:8])) or _more(len(arms))


def _says_as_much(arm: Arm, what: tuple[Treatment, ...]) -> bool:
    """True where a group's label has every word of what is listed for it: "Placebo", "Amitol 5 mg"."""
    return bool(arm.name or arm.dummies) and all(
        words_of(_bare(item.name)) <= words_of(arm.label) for item in what
    )


def _bare(name: str) -> str:
    return name.removeprefix("a ").removeprefix("an ")


def _only_measures(voice: Voice, arm: Arm) -> bool:
    """True for a group that lists nothing but what is measured: then it is told of every group."""
    listed = [voice.facts.treatments[number] for number in arm.gets]
    return bool(listed) and all(item.kind in {"measurement", "care"} for item in listed)


def _more(rest: int) -> Sentence | None:
    text = f"The record lists {format_number(rest)} more group{'s' if rest > 1 else ''}"
    return say(text, v.ARMS) if rest > 0 else None


def _how_many_groups(voice: Voice, number: int) -> str:
    if number == 1:
        return "One group"
    if number < voice.facts.arm_count:
        return f"{number} groups"
    return f"{'Both' if number == 2 else f'All {number}'} groups"


def _gets(voice: Voice, arm: Arm) -> tuple[tuple[Treatment, ...], tuple[str, ...]]:
    """Give what a group's list has, its placebo too, and where that stands."""
    facts = voice.facts
    listed = tuple(facts.treatments[number] for number in arm.gets)
    real = tuple(item for item in listed if item.kind != "care")
    if not any(_only_measures(voice, other) for other in facts.arms):
        real = n.without_measuring(real) or real
    items = real or listed
    items = tuple(item for item in items if not item.name.lower().startswith(("no ", "none")))
    dummies = tuple(facts.treatments[number] for number in arm.dummies)
    if items and not arm.dummy_said and any(other.dummies and not other.gets for other in facts.arms):
        dummies = ()  # the copy of another dose, or a slip of the list: the group's own words know of none
    kind = facts.comparison.kind.partition("_")[0]
    if kind in {"placebo", "sham"} and arm.type in DUMMY_TYPES and arm.dummy_said and not dummies:
        # One name is listed for the thing and its copy; the group's type tells them apart.
        copy = Treatment(kind="other", name=f"a {kind}", registered=kind, path=v.ARMS)
        items = tuple(item for item in items if facts.treatments.index(item) not in facts.comparison.tested)
        return (*items, copy), (*n.paths(items), v.ARMS)
    if any(not item.name for item in items) or not (items or dummies):
        return (), ()
    called = "a sham" if arm.type == "SHAM_COMPARATOR" else a_dummy(dummies)
    copies = (msgspec.structs.replace(dummies[0], name=called),) if dummies else ()
    return (*items, *copies), (*n.paths((*items, *dummies)), v.ARMS)


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
