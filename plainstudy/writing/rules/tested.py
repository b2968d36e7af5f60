"""The first sentences: what is tested or compared, where titles and list agree; else by the title."""

import re
from collections.abc import Iterator

from plainstudy.writing.facts import Treatment
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .sides import in_groups, ways_to_compare
from .voice import Voice, first_fit

_KIND = {
    "drug": "a drug",
    "vaccine": "a vaccine",
    "device": "a device",
    "procedure": "a procedure",
    "radiation": "a radiation treatment",
    "supplement": "a supplement",
    "test": "a test",
    "software": "a digital program",
    "food": "a food",
}
_SWALLOWED = frozenset({"drug", "biological", "vaccine", "combination"})


def what_is_tested(voice: Voice) -> Sentence | None:
    """Say what is tested or compared where all of the record bears it out; else what the study uses."""
    facts, compare = voice.facts, voice.facts.comparison
    items = n.leading(facts)
    if not items:
        return _what_is_used(voice) or _by_title(voice)
    if facts.focus.rivals:
        return _rivals(voice, items) or _by_title(voice)
    looking = _only_looks(voice) or all(item.kind == "measurement" for item in items)
    opening = voice.opening("look at", past="looked at", now="looks at") if looking else voice.opening("test")
    versus = compare.kind == "treatments" or (compare.kind == "each_other" and facts.allocation == "chance")
    if versus and not looking and (sentence := _compared(voice, items)):
        return sentence
    if len(items) == 1:
        doses = compare.kind == "doses"
        found = first_fit(_one(items[0], opening, doses=doses), *n.paths(items), *_how(items[0]), v.STATUS)
        return found or _by_title(voice)
    joined = n.as_joined(facts, items)
    wordings = tuple(f"{opening} {words}" for words in ([joined] if joined else in_groups(facts, items)))
    return first_fit(wordings, *n.paths(items), v.ARMS, v.STATUS) or _by_title(voice)


_ASKS_OF_IT = re.compile(r"\b(?:safety|efficacy|effectiveness|tolerability)\b", re.I)


def _only_looks(voice: Voice) -> bool:
    """True for basic science, unless a title asks how safe the thing is or whether it works (NCT06324604)."""
    titles = (voice.facts.title, voice.facts.official_title)
    asked = any(title is not None and _ASKS_OF_IT.search(title.value) for title in titles)
    return voice.facts.purpose == "BASIC_SCIENCE" and not asked


def _what_is_used(voice: Voice) -> Sentence | None:
    """Name all that is listed, and claim nothing of it; None where a title names something more."""
    items = n.used(voice.facts)
    if not items:
        return None
    opening = voice.opening("use", past="used", now="uses")
    text = f"{opening} {n.names(items, most=_MOST_USED)}"
    return first_fit((f"{text}{_apart(voice, items)}", text), *n.paths(items), v.ARMS, v.STATUS)


def _apart(voice: Voice, items: tuple[Treatment, ...]) -> str:
    """Say that no group gets all of it, so that a list does not read as one treatment (NCT03191786)."""
    facts = voice.facts
    if facts.crossover or facts.same_people or facts.groups_of or len(items) < 2:
        return ""
    numbers = {facts.treatments.index(item) for item in items}
    got = [mine for arm in facts.arms if (mine := numbers.intersection(arm.gets))]
    if not got or any(mine == numbers for mine in got) or any(arm.in_order for arm in facts.arms):
        return ""
    if not all(arm.agrees or arm.picks or arm.choice for arm in facts.arms):
        return ""
    return ", in different groups" if all(len(mine) == 1 for mine in got) else ", not all in the same group"


_MOST_USED = 6


def _rivals(voice: Voice, items: tuple[Treatment, ...]) -> Sentence | None:
    """Say what is compared: one thing in each group."""
    opening = voice.opening("compare", past="compared", now="compares")
    first, second = n.called(items[0]), n.called(items[1])
    joined = f"{first} with {second}" if len(items) == _PAIR else n.names(items, most=4)
    return first_fit((f"{opening} {joined}",), *n.paths(items), v.ARMS, v.TITLE, v.STATUS)


_PAIR = 2


def what_is_listed(voice: Voice) -> Sentence | None:
    """Say what the record lists, where nothing is said to be tested or used."""
    items = n.listed(voice.facts)
    told = n.leading(voice.facts) or not items or _what_is_used(voice) is not None
    if told or _quoted(voice) is not None:
        return None  # the title has been quoted; the list stands in the next part
    ways = (f"The record lists {words}" for words in n.with_quotes(items, n.nameless(voice.facts)))
    return first_fit(ways, *n.paths(items), v.INTERVENTIONS, limit=22)


def aim_told(voice: Voice) -> Sentence | None:
    """Say what the treatment is for by the title, where that is not the illness that people have."""
    aim = voice.facts.aim
    if aim is None or not n.leading(voice.facts):
        return None
    return first_fit((f"The aim {voice.be} to {aim.value}",), aim.path)


def _how(item: Treatment) -> tuple[str, ...]:
    """Give where the kind and the way of giving stand."""
    return (f"{item.path}.type", *([f"{item.path}.description"] if item.route else []))


def _one(item: Treatment, opening: str, *, doses: bool) -> Iterator[str]:
    name = f"different doses of {item.name}" if doses else n.called(item)
    noun = n.noun_of(item, _KIND)
    if doses:
        noun = ""
    if item.route and item.kind in _SWALLOWED:
        given = "taken" if item.route == "by mouth" else "given"
        yield f"{opening} {name}, {f'{noun} ' if noun else ''}{given} {item.route}"
    if noun and len(item.name.split()) <= 4:
        yield f"{opening} {name}, {noun}"
    yield f"{opening} {name}"


def _compared(voice: Voice, items: tuple[Treatment, ...]) -> Sentence | None:
    """Name what is compared with what; None where a side has no usable name or no title names it."""
    facts, compare = voice.facts, voice.facts.comparison
    opening = voice.opening("compare", past="compared", now="compares")
    first = n.tested(facts)
    second = tuple(facts.treatments[number] for number in compare.against)
    paths = (*n.paths((*first, *second)), v.ARMS, v.STATUS)
    if set(n.named(first)) != set(first) or set(n.named(second)) != set(second):
        return None
    if compare.kind == "each_other":
        # The groups bear out all of them; the title has to name one at least.
        if not set(items) <= set(first) or len(first) < 2:
            return None
        rivals = (*items, *(item for item in first if item not in items))
        return first_fit((f"{opening} {words}" for words in ways_to_compare(facts, rivals)), *paths)
    if not second or not set(first) <= set(items):
        return None
    ordered = tuple(item for item in items if item in first)
    ones = tuple(in_groups(facts, ordered, apart=False))
    twos = tuple(in_groups(facts, second, apart=False))
    pairs = zip(ones, twos, strict=False)
    return first_fit(
        (
            f"{opening} {one}{',' if ' with' in one or one.endswith(' together') else ''} with {two}"
            for one, two in pairs
        ),
        *paths,
    )


_UNQUOTED = frozenset('“”"!')


def _may_be_quoted(title: str) -> bool:
    """True for a title without marks of its own that is not written in capitals."""
    large = sum(map(str.isupper, title))
    return _UNQUOTED.isdisjoint(title) and large * 2 < len(title)


def _by_title(voice: Voice) -> Sentence | None:
    """Quote a title; the beginning of one that is too long."""
    title = voice.facts.title
    if (told := _quoted(voice)) is not None or title is None or not _may_be_quoted(title.value):
        return told
    begins = (f"Its registered title begins “{start}”" for start in _starts(title.value))
    return first_fit(begins, title.path)


def _quoted(voice: Voice) -> Sentence | None:
    """Quote a whole title that is short enough; None for none."""
    for title in (voice.facts.title, voice.facts.official_title):
        if (
            title is not None
            and _may_be_quoted(title.value)
            and (told := first_fit((f"The study is registered as “{title.value}”",), title.path))
        ):
            return told
    return None


_BREAK = re.compile(
    r"(?=\s(?:in|for|among|with|who|after|versus|compared|as|to|on|of|and)\s|\s?[:(–—])", re.I
)


_SHORTEST = 40
"""In letters: "A study of the effects" says nothing."""


def _starts(title: str) -> Iterator[str]:
    """Give the beginnings of a title that end before a small word, the longest first."""
    for found in reversed(list(_BREAK.finditer(title))):
        if found.start() > _SHORTEST:
            yield title[: found.start()].rstrip(" ,;:-–")
