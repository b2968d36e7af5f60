"""How people come into groups, and who is kept from knowing: as far as the texts bear the boxes out."""

from plainstudy.plain.wording import join_words
from plainstudy.writing.facts import Facts, Treatment
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
            "The record is not clear on whether chance decides who gets what",
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


_WEAK = {
    "part": "Chance {plays} a part in who {gets} what, or when they {get} it",
    "listed": "By the record, chance {plays} a part in who {gets} what, or when they {get} it",
    "same_people": "By the record, chance {plays} a part in what people {get}, when or where they {get} it",
    "no_listed": "By the record, chance {decides} who {gets} what",
    "no_and_part": "By the record, chance {decides} who {gets} what, but a text speaks of it for a part",
}


def _chance(voice: Voice) -> Sentence | None:
    """Say that chance plays a part, or that it decides where nothing in the record speaks against it."""
    facts = voice.facts
    if _fewer_than_groups(facts):
        return None
    gets = "got" if voice.tense == "past" else "gets"
    paths = (facts.allocation_path, v.ARMS)
    if facts.chance == "decides":
        ways = (f"who {gets} what", f"who {'was' if voice.over else 'is'} in which group")
        return say(f"Chance {voice.does('decide')} {voice.pick('chance', ways)}", *paths)
    does_not = {"now": "does not decide", "past": "did not decide", "plan": "is not to decide"}
    decides = does_not.get(voice.tense, "was not to decide")
    if facts.chance == "no":
        return say(f"Chance {decides} who {'was' if voice.over else 'is'} in which group", *paths)
    text = _WEAK.get(facts.chance, "")
    plays = voice.does("play")
    get = gets.removesuffix("s")
    filled = text.format(plays=plays, gets=gets, get=get, decides=decides)
    return say(filled, *paths) if filled else None


def _fewer_than_groups(facts: Facts) -> bool:
    """True where one person came for two groups: nothing was drawn, nothing was hidden (NCT04361812)."""
    came = facts.people.value if facts.people_actual and facts.people is not None else 0
    return 0 < came < facts.arm_count


def _by_places(voice: Voice) -> Sentence:
    """Say that whole groups are drawn, as hospitals or schools, and not person by person (NCT05752279)."""
    assert voice.facts.by_places is not None
    whole = f"Chance {voice.does('decide')} for whole groups or places at a time"
    return say(whole, voice.facts.allocation_path, voice.facts.by_places.path)


def _chance_without_groups(voice: Voice) -> Sentence:
    """Say that chance decides though no groups are listed, and the copy where one is (NCT00220935)."""
    dummies = tuple(item for item in voice.facts.treatments if item.dummy)
    text = f"Chance {voice.does('play')} a part in what people {'got' if voice.tense == 'past' else 'get'}"
    if voice.facts.chance != "part":
        text = f"By the record, {text[:1].lower()}{text[1:]}"
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
    alike = facts.groups_of == "people" and len({(arm.gets, arm.dummies) for arm in facts.arms}) == 1
    same = alike or (facts.comparison.kind == "same" and not hidden)
    if facts.masking != "some" or facts.arm_count < 2 or same or _fewer_than_groups(facts):
        return None
    disputed = [item for item in facts.contradictions if item.about == "masking"]
    if disputed:
        return say(
            "The record is not clear on whether people know what they get",
            disputed[0].first.path,
            disputed[0].second.path,
        )
    if not facts.who_is_not_told:
        return None
    if facts.masking_doubt is not None and facts.masking_doubt.value == "open":
        # One text calls it open-label, and none speaks of hiding anything (NCT03742414).
        unclear = "The record is not clear on whether people know what they get"
        return say(unclear, f"{v.INFO}.maskingInfo", facts.masking_doubt.path)
    if facts.masking_doubt is not None or facts.same_people or facts.crossover:
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
    who = join_words([_MASKED_BRIEFLY[name] for name in facts.who_is_not_told])
    # One who gets both things gets everything.
    gets = "got" if voice.tense == "past" else "gets"
    given = "was" if voice.tense == "past" else "is"
    what = f"what {given} given" if facts.same_people or facts.crossover else f"who {gets} what"
    told = {"now": "are not told", "plan": "are not to be told"}.get(voice.tense, "were not to be told")
    if voice.over:
        who = who.replace("who take part", "who took part" if voice.tense == "past" else "in the study")
        who = who.replace("who judge", "who judged")
    box = f"By the record, {who} {told} {what}"
    paths = (f"{v.INFO}.maskingInfo", facts.masking_doubt.path if facts.masking_doubt else "")
    if facts.masking_doubt is None or facts.masking_doubt.value == "listed":
        return first_fit((box,), *paths)
    part = ", at least for a part of the study"
    return first_fit((f"{box}{part}", f"By the record, {who} {told} everything"), *paths)
