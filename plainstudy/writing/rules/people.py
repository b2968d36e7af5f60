"""Whom a study is for, and how many take part."""

import re
from collections.abc import Iterator

from plainstudy.plain.wording import count_of, format_number, join_words, sentence_case
from plainstudy.writing.facts import Facts
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .voice import Voice, first_fit, say
from .whom import all_healthy

_LOCATIONS = "protocolSection.contactsLocationsModule.locations"


def for_whom(voice: Voice) -> Sentence | None:
    """Say who it is for, or what it is about where no illness is named."""
    facts = voice.facts
    topic = n.main_topic(facts)
    who = n.people_with(facts)
    paths = (*n.who_paths(facts), facts.healthy_group.path if facts.healthy_group else "")
    if facts.health_workers:
        are = "were to be" if voice.over else "are"
        workers = f"The people who take part {are} health workers, not patients"
        return first_fit((*_on_their_topic(voice, workers), workers), *paths, n.CONDITIONS)
    if facts.others is not None:
        whom = f"It {voice.be} for {who}"
        return first_fit((*_on_their_topic(voice, whom), whom), *paths, n.CONDITIONS)
    if topic or n.only_healthy(facts):
        about = f"It {voice.be} about {topic.words if topic else who}"
        return first_fit((*_with_healthy_people(voice, who), f"It {voice.be} for {who}", about), *paths)
    return _without_an_illness(voice, who, paths)


def _on_their_topic(voice: Voice, start: str) -> Iterator[str]:
    """Add what a study is about whose people care for the ill, or are ill no more."""
    title = voice.facts.title.value.lower() if voice.facts.title else ""
    told = {word[:6] for word in re.findall(r"\w{5,}", start.lower())}
    for topic in n.illnesses(voice.facts):
        words = topic.words.lower()
        if (
            len(words.split()) <= _TOPIC
            and words in title
            and not any(word[:6] in told for word in re.findall(r"\w{5,}", words))
        ):
            yield f"{start}; the topic {voice.be} {topic.words}"


_TOPIC = 6
"""How many words of a topic fit behind whom a study is for."""


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


_LONGEST = 9
_IS_PEOPLE = re.compile(
    r"^(?:children|women|men|people|patients|adults|infants|babies) |\bpeople\b|\bindividuals\b|\w\.\w", re.I
)
"""Subjects that are those who take part, or a slip of two words run together."""


def _with_the_healthy(facts: Facts) -> str:
    """Name the people of a study of whom nobody is said to be ill, and that some of them are well."""
    who = n.people_with(facts)
    if facts.healthy_group is None or all_healthy(facts):
        return who
    if "patients" in who:
        return f"{who}, and for {facts.healthy_group.value}"
    apart = "armGroups" in facts.healthy_group.path or "conditionsModule" in facts.healthy_group.path
    return {
        "healthy people": f"{who}, some of them healthy" if apart else f"{who} who may be healthy",
        "a comparison group": f"{who}, some as controls",
    }.get(facts.healthy_group.value, who)


def _as_listed(voice: Voice, paths: tuple[str, ...]) -> Sentence | None:
    """Tell illnesses as the record lists them: some, or all, of those who take part have them."""
    facts = voice.facts
    listed = n.listed_only(facts)
    if len(listed) < 2:
        return None
    who = _with_the_healthy(facts)
    start = f"It {voice.be} for {who}; the illnesses listed" if who != "people" else "The illnesses listed"
    names = join_words([item.words for item in listed])
    some = [item.words for item in listed[:2]]
    be = "are" if len(listed) == len(facts.topics) else "include"
    return first_fit(
        (
            f"{start} {be} {names}",
            f"{start} include {join_words(some)}",
            f"{start} include {some[0]}",
        ),
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
        if item.kind != "healthy"
        and len(item.words.split()) <= _LONGEST
        and not _NO_SUBJECT.fullmatch(item.words)
        and not _IS_PEOPLE.search(item.words)
    ]
    ill = [item for item in subjects if item.kind == "illness"]
    title = facts.title.value.lower() if facts.title else ""
    if not (subjects and subjects[0].words.lower() in title):
        subjects = ill or subjects
    subjects = subjects[:3]
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
    """Name what the record lists beside the illness of the people, without saying that all are needed."""
    facts = voice.facts
    if n.only_healthy(facts):
        words = join_words([topic.words for topic in n.illnesses(facts)[:3]])
        return first_fit((f"The record names {words} as its topic" if words else "",), n.CONDITIONS)
    if n.main_topic(facts) is None:
        return None
    listed, about = facts.listed_too, facts.topics_too
    if listed:
        names = [topic.words for topic in listed]
        start = "The illness listed is" if len(n.illnesses(facts)) == 1 else "The illnesses listed include"
        whole = f"{start} {join_words(names)}"
        some = f"The record lists several illnesses, such as {join_words(sorted(names[:4], key=len)[:2])}"
        ways = (whole if len(names) <= _SHOWN else "", some if len(names) > 2 else "")
        return first_fit(ways, *(topic.path for topic in listed))
    words = join_words([topic.words for topic in about])
    text = f"The record names {words} as {'a topic' if len(about) == 1 else 'topics'} too" if words else ""
    return first_fit((text,), *(topic.path for topic in about))


_SHOWN = 3


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
