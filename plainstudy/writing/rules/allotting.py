"""How people come into groups, and who is kept from knowing: as far as the texts bear the boxes out."""

from plainstudy.plain.wording import join_words
from plainstudy.writing.facts import Treatment
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .voice import Voice, first_fit, say

_MASKED = {
    "PARTICIPANT": "the people who take part",
    "CARE_PROVIDER": "those who care for them",
    "INVESTIGATOR": "the researchers",
    "OUTCOMES_ASSESSOR": "those who judge the results",
}


def how_people_come_into_groups(voice: Voice) -> Sentence | None:
    """Say whether chance decides, for whom, and where the record contradicts itself."""
    facts = voice.facts
    disputed = [item for item in facts.contradictions if item.about == "allocation"]
    if disputed:
        return say(
            "The record contradicts itself on whether chance decides who gets what",
            disputed[0].first.path,
            disputed[0].second.path,
        )
    if one_group := [item for item in facts.contradictions if item.about == "groups"]:
        lists = "lists only one group" if facts.arm_count == 1 else "in another place lists a single group"
        return say(
            f"The record says that chance decides who gets what, but {lists}",
            one_group[0].first.path,
            one_group[0].second.path,
            v.ARMS,
        )
    if facts.allocation and facts.arm_count > 1:
        return _by_places(voice) if facts.by_places and facts.allocation == "chance" else _chance(voice)
    if facts.allocation == "chance" and facts.arm_count == 0:
        return _chance_without_groups(voice)
    return None


def _chance(voice: Voice) -> Sentence:
    """Say whether chance decides, for all or some, as far as texts bear the box out; else what it lists."""
    facts = voice.facts
    paths = (facts.allocation_path, v.ARMS)
    be = "was" if voice.over else "is"
    if facts.allocation != "chance":
        listed = "The record lists the groups as not made by chance"
        if facts.chance_told == "some":
            return say(f"{listed}, and speaks of chance for a part of the study", *paths)
        if not facts.chance_told:
            return say(listed, *paths)
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
    if not voice.facts.chance_told:
        text = "The record lists chance as what decides who gets what"
    paths = (voice.facts.allocation_path, f"{v.ARMS.rpartition('.')[0]}.interventions")
    if dummies:
        return say(f"{text}; the record also lists {a_dummy(dummies)}", *paths, *n.paths(dummies))
    return say(f"{text}, but the record does not list the groups", *paths)


def a_dummy(dummies: tuple[Treatment, ...]) -> str:
    """Say "a sham" or "a placebo", as the record calls it."""
    return "a sham" if any("sham" in item.registered.lower() for item in dummies) else "a placebo"


def who_is_told(voice: Voice) -> Sentence | None:
    """Say who is kept from knowing who gets what; silent where there is nothing to hide."""
    facts = voice.facts
    hidden = all(arm.dummies for arm in facts.arms) or (
        facts.allocation == "chance" and any(arm.dummies for arm in facts.arms)
    )
    same = facts.comparison.kind == "same" and not hidden
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
    paths = (f"{v.INFO}.maskingInfo", facts.masking_doubt.path)
    if facts.masking_doubt.value == "unsaid":
        return first_fit((box,), *paths)
    part = ", at least for a part of the study"
    return first_fit((f"{box}{part}", f"The record lists {who} as not told, at least in part"), *paths)
