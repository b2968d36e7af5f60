"""Who can join: age, sex, healthy or ill, cost; the single points are in ``points``."""

import re
from collections.abc import Iterator

from plainstudy.writing.facts import Facts
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .voice import Voice, say

_CLOSED = frozenset(
    {
        "COMPLETED",
        "TERMINATED",
        "WITHDRAWN",
        "ACTIVE_NOT_RECRUITING",
        "NO_LONGER_AVAILABLE",
        "APPROVED_FOR_MARKETING",
    }
)


def who_can_join(voice: Voice) -> tuple[Sentence, ...]:
    """Say who can be considered: age, sex, healthy people; whether it takes anybody stands in the status."""
    facts = voice.facts
    parts = list(_parts(voice))
    if facts.status in _CLOSED:
        closed = "access-closed" if facts.study_type == "expanded access" else "closed-to-new"
        parts.append(voice.general(closed, v.STATUS))
    elif facts.watching.past:
        parts.append(voice.general("past-joining", f"{v.INFO}.timePerspective"))
    else:
        parts.append(voice.general("team-decides"))
    return tuple(parts)


def _parts(voice: Voice) -> Iterator[Sentence]:
    facts = voice.facts
    yield _ages(facts)
    if facts.age_doubt is not None and (facts.minimum_age or facts.maximum_age):
        place = "title" if facts.age_doubt.path.endswith("Title") else "record"
        place = "rules" if facts.age_doubt.path.endswith("Criteria") else place
        says = "say" if place == "rules" else "says"
        yield say(
            f"The {place} also {says} “{facts.age_doubt.value}”, so ask the study team about age",
            f"{v.ELIGIBILITY}.minimumAge",
            f"{v.ELIGIBILITY}.maximumAge",
            facts.age_doubt.path,
        )
    sex = facts.sex.value if facts.sex else ""
    if facts.sex_doubt is not None:
        yield say(
            "The record is not clear on sex, so ask the study team",
            f"{v.ELIGIBILITY}.sex",
            facts.sex_doubt.path,
        )
    elif facts.sex is None:
        yield say("The record does not say which sexes can join", f"{v.ELIGIBILITY}.sex")
    elif sex == "ALL":
        yield say("Any sex", facts.sex.path)
    elif sex in {"FEMALE", "MALE"}:
        yield say(
            "Women and girls only"
            if sex == "FEMALE" and _includes_young(facts)
            else "Women only"
            if sex == "FEMALE"
            else "Men and boys only"
            if _includes_young(facts)
            else "Men only",
            facts.sex.path,
        )
    yield from _healthy(voice)
    if facts.payment is not None:
        yield say(f"About costs, the record says: “{facts.payment.value}”", facts.payment.path)


def _includes_young(facts: Facts) -> bool:
    if facts.age_doubt is not None:
        return False
    return facts.children or facts.group in {"people", "women and girls", "men and boys"}


def _ages(facts: Facts) -> Sentence:
    low, high = facts.minimum_age, facts.maximum_age
    if (
        high
        and high.value.partition(" ")[0].isdecimal()
        and int(high.value.split()[0]) >= 100
        and "year" in high.value
    ):
        high = None  # nobody is kept out by a limit of 100 or 130 years
    from_birth = low is not None and low.value.startswith("0 ")
    if low and from_birth:
        return say(
            f"Age: from birth up to {high.value}" if high else "Age: from birth on",
            low.path,
            *([high.path] if high else []),
        )
    if low and high:
        return say(f"Age: from {low.value} to {high.value}", low.path, high.path)
    if low:
        return say(f"Age: {low.value} or older", low.path)
    if high:
        return say(f"Age: up to {high.value}", high.path)
    boxes = (f"{v.ELIGIBILITY}.minimumAge", f"{v.ELIGIBILITY}.maximumAge")
    if facts.age_doubt is not None and facts.age_doubt.path.endswith("Criteria"):
        return say(f"On age, the rules say “{facts.age_doubt.value}”", *boxes, facts.age_doubt.path)
    return say("The record’s boxes give no limit of age, but its rules may", *boxes)


_FOR_THE_WELL = frozenset({"SCREENING", "PREVENTION"})
_ASKS_FOR_HEALTH = re.compile(
    r"\bhealthy\b|\bno (?:prior |personal |known )?(?:history|diagnosis) of\b|\bgood (?:\w+ )?health\b|"
    r"\bwithout (?:\w+ )?(?:diabetes|asthma|allerg|cancer|disease|symptoms)|\bcontrols?\b|\bvolunteers\b|"
    r"\bnon-?(?:diabetic|asthmatic|allergic|atopic)",
    re.I,
)
_ASKS_FOR_ILLNESS = re.compile(
    r"diagnos|\bpatients?\b|\bhistory of\b|\bsuffering\b|\bdiseases?\b|\bsymptom|\billness|cancer|tumou?r|"
    r"diabet|asthma|allerg|syndrome|disorder|infect|\bpain\b|surgery|treated|therapy|obes|hypertens|[a-z]{3,}itis\b|"
    r"[a-z]{3,}(?:emia|oma|osis|pathy)\b",
    re.I,
)


def _healthy(voice: Voice) -> Iterator[Sentence]:
    facts = voice.facts
    if facts.healthy is None or facts.health_workers:
        return
    if not facts.healthy.value:
        if n.illnesses(facts) or not facts.topics:
            yield say("Healthy volunteers are not accepted", facts.healthy.path)
        return
    if n.only_healthy(facts):
        yield say("This study is for healthy people", facts.healthy.path, n.CONDITIONS)
    elif _takes_the_well(facts):
        yield say("Healthy volunteers are accepted by the record", facts.healthy.path)
    else:
        yield say(
            "Healthy volunteers are accepted by the record, but its rules may still ask for an illness",
            facts.healthy.path,
        )


def _takes_the_well(facts: Facts) -> bool:
    """True where the rules speak of healthy people, or are there and ask for no illness."""
    rules = facts.points.inclusion
    if any(map(_ASKS_FOR_HEALTH.search, rules)):
        return True
    return not any(map(_ASKS_FOR_ILLNESS.search, rules)) if rules else facts.purpose in _FOR_THE_WELL
