"""Whom a study is for, and how many take part."""

from plainstudy.plain.wording import count_of, format_number, join_words
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .voice import Voice, first_fit, say
from .whom import told_of

_LOCATIONS = "protocolSection.contactsLocationsModule.locations"


def for_whom(voice: Voice) -> Sentence | None:
    """Say whom it is for where the record leaves no doubt, else what it is about and who can join."""
    facts = voice.facts
    if facts.health_workers:
        are = "were to be" if voice.over else "are"
        return say(
            f"The people who take part {are} health workers, not patients", *n.who_paths(facts), n.CONDITIONS
        )
    who, (about, sources) = n.people_with(facts), _about(voice)
    paths = (*n.who_paths(facts), *sources)
    named = who != facts.group
    told = facts.ill_with is not None or facts.called is not None
    if named and (told or all(topic.words in who for topic in facts.about)):
        return first_fit((f"It {voice.be} for {who}",), *paths)
    joins = f"for {who}" if named else _who_joins(voice)
    ways = [f"It {voice.be} about {words}{f', and {joins}' if joins else ''}" for words in about]
    return first_fit((*ways, f"It {voice.be} for {who}" if who != "people" else ""), *paths)


_JOIN = {"RECRUITING": "{who} can join", "COMPLETED": "{who} could join", "TERMINATED": "{who} could join"}


def _who_joins(voice: Voice) -> str:
    """Say by age and sex alone who takes part; "" for anybody."""
    facts = voice.facts
    if facts.group == "people":
        return ""
    if facts.study_type == "observational" and (
        facts.watching.past or facts.time_perspective == "RETROSPECTIVE"
    ):
        return f"{'looked' if voice.over else 'looks'} at {facts.group}"
    form = "" if facts.study_type == "expanded access" else _JOIN.get(facts.status, "")
    return form.format(who=facts.group) if form else f"{voice.be} meant for {facts.group}"


def _about(voice: Voice) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give ways to say what a study is about, the fullest first, and where it stands."""
    facts = voice.facts
    kept_away = [item for item in facts.about if item.role == "prevented"]
    if kept_away and facts.aim is None:
        words = f"preventing {join_words([item.words for item in kept_away], last='or')}"
        words = f"{words} in children" if facts.for_their_children else words
        sources = (
            *(item.path for item in kept_away),
            f"{v.INFO}.primaryPurpose",
            n.TITLE,
            n.OFFICIAL,
            facts.for_their_children.path if facts.for_their_children else "",
        )
        return (words,), sources
    names = [told_of(item.words) for item in facts.about]
    ways = [join_words([*names[:most], "more"]) for most in range(len(names) - 1, 0, -1)]
    whole = join_words([*names, "more"] if facts.about_more else names) if names else ""
    return tuple(filter(None, (whole, *ways))), tuple(item.path for item in facts.about)


def other_conditions(voice: Voice) -> Sentence | None:
    """Name what the study is about beside the illness of the people."""
    facts = voice.facts
    if not facts.about or (facts.ill_with is None and facts.called is None and not facts.health_workers):
        return None
    words = join_words([told_of(topic.words) for topic in facts.about])
    also = "" if facts.health_workers else "also "
    return first_fit((f"It {voice.be} {also}about {words}",), *(topic.path for topic in facts.about))


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
        return f"; the place listed is {_place(facts.city.value)}", (
            f"{_LOCATIONS}[0].city",
            f"{_LOCATIONS}[0].country",
        )
    if facts.places > 1 and len(facts.countries) > 1:
        return f" in {format_number(len(facts.countries))} countries", (_LOCATIONS,)
    return "", ()


def _place(city: str) -> str:
    """Say a city that is a country of its own once: "Singapore"."""
    name, _, country = city.partition(", ")
    return name if name == country else city
