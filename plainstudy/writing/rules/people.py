"""Whom a study is for, and how many take part."""

import re

from plainstudy.plain.wording import count_of, format_number
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .about_what import what_it_is_about
from .voice import Voice, first_fit, say

_LOCATIONS = "protocolSection.contactsLocationsModule.locations"


def for_whom(voice: Voice) -> Sentence | None:
    """Say whom it is for where the record leaves no doubt, else what it is about and who can join."""
    facts = voice.facts
    if facts.health_workers:
        are = "were to be" if voice.over else "are"
        return say(
            f"The people who take part {are} health workers, not patients", *n.who_paths(facts), n.CONDITIONS
        )
    who = n.people_with(facts)
    named = who != facts.group
    ways, sources = what_it_is_about(voice, f"for {who}" if named else _who_joins(voice))
    paths = (*n.who_paths(facts), *sources)
    told = facts.ill_with is not None or facts.called is not None
    if named and (told or all(topic.words in who for topic in facts.about)):
        return first_fit((f"It {voice.be} for {who}",), *paths)
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
    of_papers = facts.people_of_papers or facts.time_perspective == "RETROSPECTIVE"
    if facts.people_actual is None or of_papers or too_few:
        return say(f"The number of people listed is {format_number(number)}", path)
    kind = f"{v.COUNT}.type"
    if facts.people_actual:
        return _joined(voice, people, (path, kind, v.STATUS))
    if facts.people_doubt:
        return say(f"The plan listed {voice.be} for about {people}", path, kind, v.STATUS)
    if voice.over:
        return say(f"The plan was for about {people}", path, kind, v.STATUS)
    place, places = _where(voice)
    be = "is" if number == 1 else "are"
    return say(f"About {people} {be} to take part{place}", path, kind, v.STATUS, *places)


def _joined(voice: Voice, people: str, paths: tuple[str, ...]) -> Sentence:
    facts = voice.facts
    assert facts.people is not None
    started = facts.results.started if facts.results else None
    unequal = started is not None and started != facts.people.value
    if voice.tense == "unclear" or facts.people_doubt or unequal:
        # NCT00920621: whom the record counts are not always those who took part.
        return say(f"By the record, {people} joined", *paths)
    if facts.status in {"COMPLETED", "TERMINATED"}:
        place, places = _where(voice)
        return say(f"{people} took part{place}", *paths, *places)
    return say(f"{people} {'has' if facts.people.value == 1 else 'have'} joined", *paths)


_MANY_IN_EACH = 10
"""From how many people a country on we say that people take part in all of them."""


def _where(voice: Voice) -> tuple[str, tuple[str, ...]]:
    """Say where, for one place or several countries; and where that stands.

    A place that only the list has may be the office of the sponsor, and a country that is listed may have
    sent nobody: 2 people did not take part in 5 countries (NCT04167618).
    """
    facts = voice.facts
    if facts.places == 1 and facts.city:
        place = _place(facts.city.value)
        paths = (f"{_LOCATIONS}[0].city", f"{_LOCATIONS}[0].country")
        if facts.place_told:
            return f" in {place}", paths
        return f"; one place is listed: {place}", (*paths, _LOCATIONS)
    count = len(facts.countries)
    if facts.places > 1 and count > 1 and facts.people is not None:
        countries = f"{format_number(count)} countries"
        enough = facts.people.value >= _MANY_IN_EACH * count
        return f" in {countries}" if enough else f"; places in {countries} are listed", (_LOCATIONS,)
    return "", ()


def _place(city: str) -> str:
    """Say a city that is a country of its own once: "Singapore"; a country as one speaks of it: "Turkey"."""
    name, _, country = city.partition(", ")
    first, _, kind = _SECOND_NAME.sub("", country).partition(", ")
    said = f"{kind} {first}" if kind.endswith(" of") else country if kind else first
    return name if name in {country, said} else f"{name}, {said}"


_SECOND_NAME = re.compile(r" \([^)]*\)$")
