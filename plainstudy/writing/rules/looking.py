"""The headline of a study that watches, and the words for how many people and where."""

import re
from collections.abc import Iterable, Iterator

from plainstudy.plain.wording import format_number
from plainstudy.writing.facts import Facts

from . import naming as n
from . import voice as v
from .titles import (
    beginning_of,
    claims,
    in_mid_sentence,
    is_question,
    names_a_study,
    registered_topic,
    title_point,
    title_sources,
    title_words,
)
from .voice import Voice
from .watching import names_a_rest

_TYPE = "protocolSection.designModule.studyType"


def looking(
    voice: Voice, cut: Iterable[tuple[str, tuple[str, ...]]] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield headlines for a study that watches, the most telling first, each with its sources.

    ``cut``: what can be told of a title that is too long to be told whole.
    """
    facts = voice.facts
    text = title_words(facts)
    if text and 3 <= v.word_count(text) <= _LONGEST_TITLE and not names_a_study(text):
        yield from ((form, title_sources(facts, text)) for form in _title_forms(text, facts))
    elif (point := title_point(facts)) and not names_a_study(point):
        looked, whose = in_mid_sentence(point, facts), n.people_with(facts)
        lent, topic = title_sources(facts, point), n.unowned_topic(facts)
        if not is_anyone(whose):
            yield f"A look at {looked} in {whose}", (*lent, *n.who_paths(facts))
        elif topic is not None and topic.words not in looked:
            yield f"A look at {looked} in {topic.words}", (*lent, topic.path)
        yield f"A look at {looked}", lent
    yield from _at_treatments(voice)
    who, many, where = n.people_with(facts), how_many_in(voice), place(voice)
    sources = (*n.who_paths(facts), _TYPE)
    counted = (*sources, v.COUNT, *place_paths(facts))
    title = facts.title.value if facts.title else ""
    if not names_a_study(title):
        yield from cut
    yield from _of_a_name(title, facts, (v.TITLE, *sources))
    if topic := n.unowned_topic(facts):
        told = f"{topic.words} over time" if facts.watching.over_time else topic.words
        yield f"What can a study of {many}{who}{where} tell about {told}?", (topic.path, *counted)
        yield f"What can a study of {who} tell about {told}?", (topic.path, *sources)
    elif is_anyone(who) and title and not claims(title):
        yield f"A look at “{registered_topic(title)}”", (v.TITLE,)
        yield f"A look at “{beginning_of(registered_topic(title))} …”", (v.TITLE,)
    if facts.watching.past:
        yield f"What do past records tell of {many}{who}{where}?", counted
    if facts.watching.over_time:
        yield f"What happens over time to {many}{who}{where}?", counted
    yield f"What can a study of {many}{who}{where} tell us?", counted
    yield f"What can a study of {who} tell us?", sources


def _of_a_name(title: str, facts: Facts, sources: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Quote a title that is the name of a study, and say what the study is about where it does not."""
    if not _can_be_quoted(title):
        return
    topic, who = n.unowned_topic(facts), n.people_with(facts)
    if names_a_study(title) and topic is not None and topic.words.lower() not in title.lower():
        yield f"“{title}”: what can it tell about {topic.words}?", (v.TITLE, topic.path)
    elif names_a_study(title) and not is_anyone(who):
        yield f"“{title}”: what can it tell about {who}?", sources
    yield f"A look at “{title}”", (v.TITLE,)


_LONGEST_TITLE = 18
_ANYONE = re.compile(
    r"(?:(?:healthy|pregnant|older) )?(?:people|adults|children|women|men|girls|boys|babies|teenagers)"
    r"(?: and (?:teenagers|toddlers|girls|boys))?"
)


def is_anyone(who: str) -> bool:
    """True for words for people that name no illness and no state but health or pregnancy."""
    return _ANYONE.fullmatch(who) is not None


_NOT_TO_QUOTE = re.compile(
    r"[“”\"&]|[A-Z]{5,} [A-Z]{5,}|\b(?:improve|reduce|increase|decrease|predict|prevent|cause|help|lead)s?\b|"
    r"\b(?:is|are|effective|safe|better|superior)\b"
)


def _can_be_quoted(title: str) -> bool:
    """True for a short title without marks that a quotation would double."""
    return 2 < v.word_count(title) <= _LONGEST_QUOTE and _NOT_TO_QUOTE.search(title) is None


_LONGEST_QUOTE = 17


def _at_treatments(voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name a treatment that people get anyway, where it surely is one and is the point of the study."""
    facts = voice.facts
    treated = tuple(facts.treatments[number] for number in facts.watching.treated)
    items = n.leading(facts)
    if (
        not items
        or facts.watching.earlier
        or facts.watching.doubted
        or any(item not in treated for item in items)
    ):
        return
    if any(names_a_rest(item.name) for item in items):
        return
    who = n.people_with(facts)
    sources = (*n.paths(items), *n.who_paths(facts), _TYPE)
    if len(items) == 1:
        yield f"How do {who} get on with {n.called(items[0])}?", sources
        yield f"How do {facts.group} get on with {n.called(items[0])}?", sources
    else:
        yield f"A look at {n.names(items, most=3)} in {who}", sources


def place(voice: Voice) -> str:
    """Give the city or the country where there is only one; "" otherwise."""
    facts = voice.facts
    if facts.city and not _NO_CITY.search(facts.city.value):
        return f" in {facts.city.value.split(',', maxsplit=1)[0]}"
    if len(facts.countries) != 1:
        return ""
    country = facts.countries[0].replace("Russian Federation", "Russia")
    if "," in country:
        return ""  # "Korea, Republic of" stands nowhere in running words
    return (
        f" in the {country}"
        if country.startswith(("United", "Netherlands", "Czech", "Philippines", "Dominican"))
        else f" in {country}"
    )


_NO_CITY = re.compile(
    r"\b(?:multiple|various|many|several|locations?|sites?|research|hospital|clinic|unknown|remote|virtual|"
    r"online|nationwide|cities|all)\b|\d",
    re.I,
)
"""What stands where a city should: "Multiple Locations"."""


def place_paths(facts: Facts) -> tuple[str, ...]:
    """Give where the place stands."""
    if facts.city and not _NO_CITY.search(facts.city.value):
        return facts.city.path, facts.city.path.replace(".city", ".country")
    return (
        ("protocolSection.contactsLocationsModule.locations[0].country",) if len(facts.countries) == 1 else ()
    )


_FEW = 10
"""Fewer are no news, and "about 2" is no count."""


def how_many_in(voice: Voice) -> str:
    """Give the number of people before their name: "824 ", "about 1,000 "; "" where unknown."""
    facts = voice.facts
    if facts.people is None or facts.people.value < _FEW:
        return ""
    number = format_number(facts.people.value)
    return f"{number} " if facts.people_actual and facts.status == "COMPLETED" else f"about {number} "


def _title_forms(text: str, facts: Facts) -> Iterator[str]:
    first = text.partition(" ")[0].lower()
    if is_question(text) or first in {"how", "what", "why", "does", "do", "is", "are", "can"}:
        yield text
    else:
        yield f"A look at {in_mid_sentence(text, facts)}"
