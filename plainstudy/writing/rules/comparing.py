"""How people come into groups, who gets what in place of what, and who is kept from knowing."""

import re
from collections.abc import Iterator

from plainstudy.plain.wording import join_words
from plainstudy.writing.facts import Arm, Treatment
from plainstudy.writing.facts.treatments import DUMMY_TYPES
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .grouping import names_of_groups
from .voice import Voice, first_fit, say

_MASKED = {
    "PARTICIPANT": "the people who take part",
    "CARE_PROVIDER": "those who care for them",
    "INVESTIGATOR": "the researchers",
    "OUTCOMES_ASSESSOR": "those who judge the results",
}
_BODILY = frozenset(
    {"device", "procedure", "other", "software", "behaviour", "radiation", "test", "measurement"}
)
_MODEL = f"{v.INFO}.interventionModel"


def how_compared(voice: Voice, *, briefly: bool = False) -> Iterator[Sentence | None]:
    """Say how people come into groups and what others get; ``briefly`` where the groups are listed."""
    facts, compare = voice.facts, voice.facts.comparison
    disputed = [item for item in facts.contradictions if item.about == "allocation"]
    if disputed:
        yield say(
            "The record contradicts itself on whether chance decides who gets what",
            disputed[0].first.path,
            disputed[0].second.path,
        )
    elif one_group := [item for item in facts.contradictions if item.about == "groups"]:
        lists = "lists only one group" if facts.arm_count == 1 else "in another place lists a single group"
        yield say(
            f"The record says that chance decides who gets what, but {lists}",
            one_group[0].first.path,
            one_group[0].second.path,
            v.ARMS,
        )
    elif facts.allocation and facts.arm_count > 1:
        yield _by_places(voice) if facts.by_places and facts.allocation == "chance" else _chance(voice)
    elif facts.allocation == "chance" and facts.arm_count == 0:
        yield _chance_without_groups(voice)
    if facts.by_places and facts.crossover:
        return
    if facts.crossover and facts.arm_count > 1:
        yield _in_turn(voice)
    elif not briefly:
        yield _who_gets_what(voice)
    if compare.kind.startswith(("placebo", "sham")) and not any(item.not_empty for item in facts.treatments):
        yield _about_dummy(voice)


_OF_PEOPLE = re.compile(
    r"\b(?:patients?|people|participants?|women|men|children|subjects?|individuals) (?:with|without|"
    r"who|lacking)\b",
    re.I,
)


def _chance(voice: Voice) -> Sentence:
    """Say whether chance decides, for all or some, as far as texts bear the box out; else what it lists."""
    facts = voice.facts
    paths = (facts.allocation_path, v.ARMS)
    be = "was" if voice.over else "is"
    if facts.allocation != "chance":
        if not facts.chance_told:
            return say("The record lists the groups as not made by chance", *paths)
        does_not = {"now": "does not decide", "past": "did not decide", "plan": "is not to decide"}
        return say(f"Chance {does_not.get(voice.tense, 'was not to decide')} who {be} in which group", *paths)
    if not facts.chance_told:
        return say("The record lists chance as what decides who gets what", *paths)
    decides = voice.does("decide")
    if facts.chance_told == "some":
        join = "joined" if voice.tense == "past" else "join"
        return say(f"For at least some of the people, chance {decides} which group they {join}", *paths)
    if facts.crossover:
        return say(f"Chance {decides} who {be} in which group", *paths)
    get = "got" if voice.tense == "past" else "gets"
    return say(
        f"Chance {decides} {voice.pick('chance', (f'who {get} what', f'who {be} in which group'))}", *paths
    )


def _by_places(voice: Voice) -> Sentence:
    """Say that whole groups are drawn, as hospitals or schools, and not person by person (NCT05752279)."""
    assert voice.facts.by_places is not None
    whole = f"Chance {voice.does('decide')} for whole groups or places at a time"
    return say(whole, voice.facts.allocation_path, voice.facts.by_places.path)


def _chance_without_groups(voice: Voice) -> Sentence:
    """Say that chance decides though no groups are listed, and the copy where one is (NCT00220935)."""
    dummies = tuple(item for item in voice.facts.treatments if item.dummy)
    text = f"Chance {voice.does('decide')} who {'got' if voice.tense == 'past' else 'gets'} what"
    paths = (voice.facts.allocation_path, f"{v.ARMS.rpartition('.')[0]}.interventions")
    if dummies:
        return say(f"{text}; the record also lists {a_dummy(dummies)}", *paths, *n.paths(dummies))
    return say(f"{text}, but the record does not list the groups", *paths)


def _in_turn(voice: Voice) -> Sentence:
    """Say that people get one thing after the other, by name where there are two; else that it is listed so."""
    facts = voice.facts
    listed = "The record calls it a crossover study, in which people get one thing after the other"
    if not facts.takes_turns or facts.groups_of:
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


def a_dummy(dummies: tuple[Treatment, ...]) -> str:
    """Say "a sham" or "a placebo", as the record calls it."""
    return "a sham" if any("sham" in item.registered.lower() for item in dummies) else "a placebo"


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
    if compare.kind in {"added", "on_top", "less"} and everyone and one:
        return _on_top(voice, everyone, one, paths)
    if compare.kind == "usual_care":
        return say(f"Some {get} the usual care{' alone' if facts.adds_to_care else ''}", v.ARMS)
    if compare.kind == "no_treatment":
        do_not = {"now": "do not", "plan": "are not"}.get(voice.tense, "were not")
        it = "it" if n.leading(facts) else "what is tested"
        return say(f"Some {get} {it}, others {do_not}", v.ARMS)
    if compare.kind == "mixed":
        return _mixed(voice)
    if compare.kind == "one_listed" or (compare.kind == "one_group" and facts.arms[0].dummies):
        return _one_listed(voice)
    if compare.kind == "one_group" and facts.alone:
        return say(f"There {voice.be} one group, with no other group to compare it with", v.ARMS)
    if compare.kind == "one_group":
        return say("The record lists one group", v.ARMS)
    if compare.kind in {"same", "unclear", "doses"}:
        return _alike(voice, everyone, paths)
    if compare.kind in {"each_other", "treatments"} and any(
        _OF_PEOPLE.search(arm.label) for arm in facts.arms
    ):
        return names_of_groups(voice)
    if compare.kind == "treatments" and any(
        arm.type in DUMMY_TYPES and not arm.dummies for arm in facts.arms
    ):
        kinds = {arm.type for arm in facts.arms}
        return say(
            f"The record calls one group a {'sham' if 'SHAM_COMPARATOR' in kinds else 'placebo'} group",
            v.ARMS,
        )
    if compare.kind in {"each_other", "treatments"} and everyone:
        # What the title names is told first, as what is tested (NCT07256782).
        shared = tuple(item for item in shared if item not in n.leading(facts))
        text = v.gets_what(voice, shared, who="Everyone", choice=n.any_choice(facts)) if shared else ""
        return first_fit((text,), *paths)
    return None


def _one_listed(voice: Voice) -> Sentence:
    """Say that one group is listed where the record speaks of a comparison, too."""
    facts = voice.facts
    if facts.arms[0].dummies or facts.arms[0].type in DUMMY_TYPES:
        return say("The record lists one group, and speaks of a placebo or sham too", v.ARMS, v.INTERVENTIONS)
    titles = tuple(title.path for title in (facts.title, facts.official_title) if title)
    text = "No comparison group is listed, though the record speaks of a comparison"
    return say(text, v.ARMS, *titles, f"{v.INFO}.maskingInfo")


def _with_dummy(voice: Voice, everyone: str, one: str, paths: tuple[str, ...]) -> Sentence | None:
    """Say that some get a placebo or a sham, in place of what is tested or beside what all get."""
    facts, compare = voice.facts, voice.facts.comparison
    kind = compare.kind.removesuffix("_added")
    if kind != compare.kind and everyone and one:
        first = f"Everyone {voice.gets} {everyone}, plus {one} or a {kind}"
        more = f"Everyone {voice.gets} {everyone}; some {voice.get} a {kind} with it"
        if n.any_choice(facts):
            first = f"The record lists {everyone} for all groups, with {one} or a {kind}"
            more = f"Some {voice.get} a {kind}"
        return first_fit((first, more), *paths)
    items = n.leading(facts)
    place = " in its place" if len(items) == 1 and items == n.tested(facts) else ""
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
    if any(arm.in_order or arm.choice for arm in facts.arms):
        return first_fit((f"The record lists {everyone} for all groups, and {one} for some",), *paths)
    if len(shared) > 1:
        plan = v.gets_what(voice, shared, who="Everyone", choice=n.any_choice(facts))
        return first_fit((f"{plan}; some {_also(voice.get)} {one}", f"Some {_also(voice.get)} {one}"), *paths)
    some = "only some" if compare.kind == "less" else "some"
    return first_fit((f"Everyone {voice.gets} {everyone}; {some} {_also(voice.get)} {one}",), *paths)


def _alike(voice: Voice, everyone: str, paths: tuple[str, ...]) -> Sentence | None:
    """Tell groups apart whose lists do not: by their names, by a dummy that the study uses, or not at all."""
    facts, kind = voice.facts, voice.facts.comparison.kind
    by_name = names_of_groups(voice) if kind != "doses" else None
    if by_name is not None:
        return by_name
    if kind != "unclear":
        return _all_groups(voice, everyone, paths) if everyone else None
    dummies = tuple(facts.treatments[number] for arm in facts.arms for number in arm.dummies)
    if not dummies:
        return next((_control_group(arm) for arm in facts.arms if arm.type == "NO_INTERVENTION"), None)
    return say(f"The study also {voice.does('use')} {a_dummy(dummies)}", v.ARMS, *n.paths(dummies))


def _control_group(arm: Arm) -> Sentence | None:
    """Name the group that is listed without a treatment, where nothing says that it gets none."""
    if not arm.label or "“" in arm.label or '"' in arm.label:
        return None
    return first_fit((f"One group is called “{arm.label}”",), f"{arm.path}.label")


def _all_groups(voice: Voice, everyone: str, paths: tuple[str, ...]) -> Sentence | None:
    facts = voice.facts
    groups = "Both groups" if facts.arm_count == 2 else f"All {facts.arm_count} groups"
    if all(arm.dummies for arm in facts.arms):
        dummies = tuple(facts.treatments[number] for arm in facts.arms for number in arm.dummies)
        return say(f"The study also {voice.does('use')} {a_dummy(dummies)}", v.ARMS, *n.paths(dummies))
    if any(arm.dummy_told for arm in facts.arms):
        return first_fit((f"The record lists {everyone} for all groups, and speaks of a placebo",), *paths)
    if n.any_choice(facts):
        return first_fit((f"The record lists {everyone} for all groups",), *paths)
    return first_fit((f"{groups} {voice.get} {everyone}",), *paths)


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


def who_is_told(voice: Voice) -> Sentence | None:
    """Say who is kept from knowing who gets what; silent where there is nothing to hide."""
    facts = voice.facts
    same = facts.comparison.kind == "same" and not all(arm.dummies for arm in facts.arms)
    if facts.masking != "some" or facts.arm_count < 2 or same:
        return None
    disputed = [item for item in facts.contradictions if item.about == "masking"]
    if disputed:
        return say(
            "The record contradicts itself on whether people know what they get",
            disputed[0].first.path,
            disputed[0].second.path,
        )
    if not facts.who_is_not_told:
        return None
    if facts.masking_doubt is not None:
        return _listed_as_not_told(voice)
    told = {"now": "are not told", "plan": "are not to be told"}.get(voice.tense, "were not to be told")
    who = join_words([_MASKED[name] for name in facts.who_is_not_told])
    if "PARTICIPANT" not in facts.who_is_not_told:
        who = who.replace("those who care for them", "those who care for the people in the study")
    if voice.over:
        who = who.replace("who take part", "who took part" if voice.tense == "past" else "in the study")
        who = who.replace("who judge", "who judged").replace("who care", "who cared")
    gets = "got" if voice.tense == "past" else "gets"
    return first_fit((f"{who[:1].upper()}{who[1:]} {told} who {gets} what",), f"{v.INFO}.maskingInfo")


_MASKED_BRIEFLY = {
    "PARTICIPANT": "those who take part",
    "CARE_PROVIDER": "the care staff",
    "INVESTIGATOR": "the researchers",
    "OUTCOMES_ASSESSOR": "those who judge the results",
}


def _listed_as_not_told(voice: Voice) -> Sentence | None:
    """Tell what the box says, where a text speaks of an open part or says nothing of it (NCT07284979)."""
    facts = voice.facts
    assert facts.masking_doubt is not None
    who = join_words([_MASKED_BRIEFLY[name] for name in facts.who_is_not_told])
    box = f"The record lists {who} as not told who gets what"
    in_part = f"{box}, at least for a part of the study" if facts.masking_doubt.value != "unsaid" else ""
    return first_fit((in_part, box), f"{v.INFO}.maskingInfo", facts.masking_doubt.path)
