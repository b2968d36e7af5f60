"""What a study is about, in so many words as more than one place of the record bears out."""

import re

from plainstudy.plain.wording import join_words
from plainstudy.writing.facts import Topic
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .voice import Voice, first_fit
from .whom import told_of


def what_it_is_about(voice: Voice, joins: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give ways to say what a study is about, the fullest first, and where it stands.

    ``joins`` goes on with who can join. What only the list of conditions names is told as listed.
    """
    facts = voice.facts
    kept_away = [item for item in facts.about if item.role == "prevented" and not item.listed_only]
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
        return (f"It {voice.be} about {words}{_and(joins)}",), sources
    borne_out = [item for item in facts.about if not item.listed_only]
    told = borne_out or list(facts.about)
    if not told:
        return (), ()
    names = [told_of(item.words) for item in told]
    ways = [join_words([*names[:most], "more"]) for most in range(len(names) - 1, 0, -1)]
    sources = tuple(item.path for item in told)
    if borne_out:
        whole = join_words([*names, "more"] if facts.about_more else names)
        return tuple(f"It {voice.be} about {words}{_and(joins)}" for words in (whole, *ways)), sources
    rest = _and(_of_the_study(joins, voice.be))
    listed = sum(item.kind != "healthy" for item in facts.topics)
    return tuple(
        f"{_are_listed(told[:most], more=listed > most)} {join_words(names[:most])}{rest}"
        for most in range(len(names), 0, -1)
    ), sources


def _and(joins: str) -> str:
    return f", and {joins}" if joins else ""


def _of_the_study(joins: str, be: str) -> str:
    """Name the study where the sentence before is not of the study itself."""
    if joins.startswith(("is ", "was ", "looks ", "looked ")):
        return f"the study {joins}"
    return joins if " join" in joins or not joins else f"the study {be} {joins}"


_SEVERAL = re.compile(
    r"\b(?:disorders|diseases|cancers|tumou?rs|infections|ulcers|bites|syndromes|allergies|problems|wounds|"
    r"complications|injuries|conditions|fractures|lesions|headaches|polyps|warts|stones|burns)$"
)


def _are_listed(told: list[Topic], *, more: bool) -> str:
    if more:
        return "The conditions listed include"
    several = len(told) > 1 or _SEVERAL.search(told_of(told[0].words))
    return "The conditions listed are" if several else "The condition listed is"


def other_conditions(voice: Voice) -> Sentence | None:
    """Name what the study is about beside the illness of the people, and what is only listed."""
    facts = voice.facts
    paths = tuple(topic.path for topic in facts.about)
    if facts.health_workers:
        ways, sources = what_it_is_about(voice, "")
        return first_fit(ways, *sources)
    if facts.about and (facts.ill_with is not None or facts.called is not None):
        words = join_words([told_of(topic.words) for topic in facts.about])
        return first_fit((f"It {voice.be} also about {words}",), *paths)
    only = [topic for topic in facts.about if topic.listed_only]
    if not only or len(only) == len(facts.about):
        return None
    names = join_words([told_of(topic.words) for topic in only])
    return first_fit((f"The list of conditions also names {names}",), *(topic.path for topic in only))
