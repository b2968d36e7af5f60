"""What happens to those who take part: the groups and what each gets, as far as the record says."""

from collections import Counter
from collections.abc import Iterator

from plainstudy.plain.wording import format_number
from plainstudy.writing.facts import Arm
from plainstudy.writing.text import KeyDate, Sentence

from . import voice as v
from .summary import how_compared, who_is_told
from .voice import Voice, first_fit, say

_MOST_GROUPS = 6


def what_happens(voice: Voice) -> tuple[Sentence, ...]:
    """Say what people get, group by group, how long it lasts, and what the record leaves open."""
    return tuple(dict.fromkeys(part for part in _parts(voice) if part is not None))


def _parts(voice: Voice) -> Iterator[Sentence | None]:
    facts = voice.facts
    if facts.status == "WITHDRAWN":
        yield say("Nothing: the study was withdrawn and nobody took part", v.STATUS)
        return
    if facts.study_type == "observational":
        yield voice.general("observational", "protocolSection.designModule.studyType")
        if facts.follow_up:
            yield say(
                f"Each person {'is' if not voice.over else 'was'} to be followed for {facts.follow_up.value}",
                facts.follow_up.path,
            )
    elif facts.study_type == "expanded access":
        yield say("The treatment is given outside a study", "protocolSection.designModule.studyType")
    else:
        yield from _groups(voice)
        yield from how_compared(
            voice, briefly=facts.arm_count > 1 and facts.comparison.kind not in {"usual_care", "no_treatment"}
        )
        yield who_is_told(voice)
    if facts.taking_part:
        yield say(
            f"Taking part {'lasts' if not voice.over else 'was to last'} {facts.taking_part.value}",
            facts.taking_part.path,
        )
    if not voice.over:
        yield voice.general("ask-visits")


def _groups(voice: Voice) -> Iterator[Sentence | None]:
    facts = voice.facts
    if facts.arm_count == 0:
        yield say("The record lists no groups", v.ARMS)
        return
    if facts.crossover and facts.arm_count > 1:
        verb = {"now": "There are", "plan": "There are to be"}.get(voice.tense, "There were to be")
        yield say(f"{verb} {format_number(facts.arm_count)} groups", v.ARMS)
        return
    listed = Counter(_gets(voice, arm) for arm in facts.arms)
    if facts.arm_count == 1:
        what, paths = next(iter(listed))
        yield first_fit((f"Everyone {voice.gets} {what}",) if what else (), *paths)
        return
    verb = {"now": "There are", "plan": "There are to be"}.get(voice.tense, "There were to be")
    yield say(f"{verb} {format_number(facts.arm_count)} groups", v.ARMS)
    for (what, paths), number in list(listed.items())[:_MOST_GROUPS]:
        all_of_them = "Both groups" if number == 2 else f"All {number} groups"
        who = (
            f"One group {voice.gets}"
            if number == 1
            else f"{all_of_them if number == facts.arm_count else f'{number} groups'} {voice.get}"
        )
        yield first_fit((f"{who} {what}",) if what else (), *paths)
    if facts.comparison.kind == "doses":
        yield say(
            f"The groups {'differ' if not voice.over else 'were to differ'} in the dose or in how often it is given",
            v.ARMS,
        )


def _gets(voice: Voice, arm: Arm) -> tuple[str, tuple[str, ...]]:
    """Name what a group gets, and where that stands; "" where the record has no usable name for a part of it."""
    facts = voice.facts
    items = tuple(facts.treatments[number] for number in arm.gets if facts.treatments[number].kind != "care")
    dummies = [facts.treatments[number].registered.lower() for number in arm.dummies]
    dummy = ""
    everywhere = all(other.dummies for other in facts.arms)
    if dummies and (everywhere or (arm.type != "EXPERIMENTAL" and facts.comparison.kind not in {"same", "unclear"})):
        dummy = "a sham" if any("sham" in name for name in dummies) else "a placebo"
    care = any(facts.treatments[number].kind == "care" for number in arm.gets)
    if any(not item.name for item in items) or (care and not items and not dummy):
        return "", ()
    what = " and ".join(filter(None, (v.names(items, most=5), dummy)))
    return what, (*v.paths(items), v.ARMS)


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
