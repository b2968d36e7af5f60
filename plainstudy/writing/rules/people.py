"""Whom a study is for, and how many take part."""

import re
from collections.abc import Iterator

from plainstudy.plain.wording import count_of, format_number, join_words, sentence_case
from plainstudy.writing.facts import Facts
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .voice import Voice, first_fit, say

_LOCATIONS = "protocolSection.contactsLocationsModule.locations"
_TELLS_NOTHING = frozenset(
    {
        "in",
        "of",
        "the",
        "and",
        "or",
        "with",
        "a",
        "children",
        "adult",
        "child",
        "disorder",
        "disease",
        "stage",
    }
)


def for_whom(voice: Voice) -> Sentence | None:
    """Say who it is for, or what it is about where no illness is named."""
    facts = voice.facts
    topic = n.main_topic(facts)
    who = n.people_with(facts)
    paths = (*n.who_paths(facts), facts.healthy_group.path if facts.healthy_group else "")
    if facts.health_workers:
        are = "were to be" if voice.over else "are"
        return say(f"The people who take part {are} health workers, not patients", *paths)
    if facts.others is not None:
        return first_fit((f"It {voice.be} for {who}",), *paths)
    if topic or n.only_healthy(facts):
        about = f"It {voice.be} about {topic.words if topic else who}"
        return first_fit((*_with_healthy_people(voice, who), f"It {voice.be} for {who}", about), *paths)
    return _without_an_illness(voice, who, paths)


def _with_healthy_people(voice: Voice, who: str) -> Iterator[str]:
    facts = voice.facts
    if facts.healthy_group is not None and not n.only_healthy(facts):
        yield f"It {voice.be} for {who}, and for {facts.healthy_group.value}"


def _without_an_illness(voice: Voice, who: str, paths: tuple[str, ...]) -> Sentence | None:
    """Say what a study is about whose people are not said to have an illness."""
    facts = voice.facts
    kept_away = [item for item in facts.topics if item.role == "prevented"][:3]
    if kept_away and facts.aim is None:
        aim = f"the aim {voice.be} to prevent {join_words([item.words for item in kept_away], last='or')}"
        aim = f"{aim} in their children" if facts.for_their_children else aim
        text = f"It {voice.be} for {who}; {aim}" if facts.group != "people" else sentence_case(aim)
        sources: tuple[str, ...] = (
            *(item.path for item in kept_away),
            f"{v.INFO}.primaryPurpose",
            n.TITLE,
            n.OFFICIAL,
            facts.for_their_children.path if facts.for_their_children else "",
        )
        if said := first_fit((text,), *sources, *paths):
            return said
    if " at risk of " in who:
        return first_fit((f"It {voice.be} for {who}",), *paths)
    return _with_subjects(voice, paths)


_NO_SUBJECT = re.compile(
    r"(?:young |older )?(?:child(?:ren|hood)?|adults?|infants?|newborns?|adolescents?|women|men|human|"
    r"prospective|"
    r"clinical|trial|study|intervention|single-blind|double-blind|randomi[sz]ed|cohort|registry|immunity|"
    r"health|"
    r"patients?|premature|other|none|n/?a)(?: study| trial)?",
    re.I,
)


def _with_the_healthy(facts: Facts) -> str:
    """Name the people of a study of whom nobody is said to be ill, and that some of them are well."""
    who = n.people_with(facts)
    if facts.healthy_group is None:
        return who
    return {"healthy people": f"{who}, some of them healthy", "a comparison group": f"{who}, some as controls"}.get(
        facts.healthy_group.value, who
    )


def _as_listed(voice: Voice, paths: tuple[str, ...]) -> Sentence | None:
    """Tell illnesses as the record lists them: some, or all, of those who take part have them."""
    facts = voice.facts
    listed = n.listed_only(facts)
    if len(listed) < 2:
        return None
    who = _with_the_healthy(facts)
    start = f"It {voice.be} for {who}; the illnesses listed are" if who != "people" else "The illnesses listed are"
    names = join_words([item.words for item in listed])
    some = [item.words for item in listed[:2]]
    return first_fit(
        (f"{start} {names}", f"{start} {join_words([*some, 'others'])}", f"{start} {some[0]} and others"),
        *(item.path for item in listed),
        *paths,
    )


def _with_subjects(voice: Voice, paths: tuple[str, ...]) -> Sentence | None:
    facts = voice.facts
    if (said := _as_listed(voice, paths)) is not None:
        return said
    subjects = [
        item
        for item in facts.topics
        if item.kind != "healthy" and len(item.words.split()) <= 6 and not _NO_SUBJECT.fullmatch(item.words)
    ]
    ill = [item for item in subjects if item.kind == "illness"]
    subjects = (ill or subjects)[:3]
    who = _with_the_healthy(facts)
    if not subjects:
        return first_fit((f"It {voice.be} for {who}",), *paths) if who != "people" else None
    listed = join_words([item.words for item in subjects])
    paths = (*(item.path for item in subjects), *paths)
    if who != "people":
        are = f"topic {voice.be}" if len(subjects) == 1 else f"topics {'are' if voice.be == 'is' else 'were'}"
        return first_fit((f"It {voice.be} for {who}; the {are} {listed}",), *paths)
    if len(subjects) == 1:
        return first_fit((f"Its topic {voice.be} {listed}",), *paths)
    return first_fit((f"Its topics {'are' if voice.be == 'is' else 'were'} {listed}",), *paths)


def other_conditions(voice: Voice) -> Sentence | None:
    """Name the other illnesses that the record lists, without saying that all are needed."""
    facts = voice.facts
    main = n.main_topic(facts)
    listed = n.illnesses(facts)
    if n.only_healthy(facts):
        words = join_words([topic.words for topic in listed[:3]])
        return first_fit((f"The record names {words} as its topic" if words else "",), n.CONDITIONS)
    others = [
        topic
        for topic in listed
        if main
        and topic != main
        and ";" not in topic.words
        and topic.words not in main.words
        and not _same(topic.words, main.words)
    ]
    if not others:
        return None
    if len(others) > 3:
        number = format_number(len(others)) if len(others) <= _COUNTED else "many"
        text = f"The record lists {number} other conditions too, such as {others[0].words}"
        return first_fit((text,), n.CONDITIONS)
    paths = tuple(topic.path for topic in others)
    return first_fit((f"The record also lists {join_words([topic.words for topic in others])}",), *paths)


_COUNTED = 20
"""Beyond, some may have been left out for their words, or as one too many."""


def _same(one: str, other: str) -> bool:
    """True for two wordings of about the same illness, which a reader need not get twice."""
    if one.isupper() and len(one) <= 5:
        return True  # an abbreviation adds nothing for a reader
    small, large = _telling_words(one), _telling_words(other)
    return small <= large or large <= small


def _telling_words(words: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in re.findall(r"\w+", words.lower())) - _TELLS_NOTHING


def how_many(voice: Voice) -> Sentence | None:
    """Say how many people, as a plan or as what happened; silent where the record is."""
    facts = voice.facts
    if facts.people is None or facts.study_type == "expanded access" or facts.status == "WITHDRAWN":
        return None
    number, path = facts.people.value, facts.people.path
    if number == 0:
        return say("Nobody took part", path, v.STATUS) if facts.people_actual else None
    people = count_of(number, "person", "people")
    if facts.watching.of_studies:
        return None  # the record counts no people, or the people of other studies (NCT07205978)
    too_few = number <= facts.arm_count and not facts.people_actual  # a count of groups (NCT05768399)
    if facts.people_actual is None or facts.time_perspective == "RETROSPECTIVE" or too_few:
        return say(f"The record gives the number of people as {format_number(number)}", path)
    kind = f"{v.COUNT}.type"
    if facts.people_actual:
        return _joined(voice, people, (path, kind, v.STATUS))
    if voice.over:
        return say(f"The plan was for about {people}", path, kind, v.STATUS)
    place, places = _where(voice)
    be = "is" if number == 1 else "are"
    return say(f"About {people} {be} to take part{place}", path, kind, v.STATUS, *places)


def _joined(voice: Voice, people: str, paths: tuple[str, ...]) -> Sentence:
    facts = voice.facts
    assert facts.people is not None
    started = facts.results.started if facts.results else None
    if voice.tense == "unclear" or (started is not None and started != facts.people.value):
        # NCT00920621: whom the record counts are not always those who took part.
        return say(f"The record counts {people} as enrolled", *paths)
    if facts.status in {"COMPLETED", "TERMINATED"}:
        place, places = _where(voice)
        return say(f"{people} took part{place}", *paths, *places)
    return say(f"{people} {'has' if facts.people.value == 1 else 'have'} joined", *paths)


def _where(voice: Voice) -> tuple[str, tuple[str, ...]]:
    """Say where, for one place or several countries; and where that stands."""
    facts = voice.facts
    if facts.places == 1 and facts.city:
        return f" in {facts.city.value}", (f"{_LOCATIONS}[0].city", f"{_LOCATIONS}[0].country")
    if facts.places > 1 and len(facts.countries) > 1:
        return f" in {format_number(len(facts.countries))} countries", (_LOCATIONS,)
    return "", ()
