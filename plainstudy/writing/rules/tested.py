"""The first sentence: what is tested, or what is compared with what."""

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
    """Say what is tested or compared; the registered title where nothing has a usable name."""
    facts, compare = voice.facts, voice.facts.comparison
    items, tested = n.leading(facts), n.tested(facts)
    looking = facts.purpose == "BASIC_SCIENCE" or _only_measuring(items)
    opening = voice.opening("look at", past="looked at", now="looks at") if looking else voice.opening("test")
    versus = compare.kind == "treatments" or (compare.kind == "each_other" and facts.allocation == "chance")
    if versus and not looking and (sentence := _compared(voice)):
        return sentence
    if len(items) == 1 and items == tested:
        doses = compare.kind == "doses"
        found = first_fit(_one(items[0], opening, doses=doses), *n.paths(items), *_how(items[0]), v.STATUS)
        return found or _by_title(voice)
    if items:
        listed = tested if len(tested) <= 4 or len(items) < len(n.named(tested)) else items
        # What the title names and every group gets stands first (NCT07256782).
        first = tuple(item for item in items if item in listed and len(items) < len(listed))
        listed = (*(item for item in items if item not in listed), *listed)
        listed = tuple(dict.fromkeys((*first, *listed)))
        wordings = tuple(f"{opening} {words}" for words in in_groups(facts, listed))
        return first_fit(wordings, *n.paths((*listed, *items)), v.ARMS, v.STATUS) or _by_title(voice)
    return _by_title(voice)


def aim_told(voice: Voice) -> Sentence | None:
    """Say what the treatment is for by the title, where that is not the illness that people have."""
    aim = voice.facts.aim
    return None if aim is None else first_fit((f"The aim {voice.be} to {aim.value}",), aim.path)


def _only_measuring(items: tuple[Treatment, ...]) -> bool:
    return bool(items) and all(item.kind == "measurement" for item in items)


def _how(item: Treatment) -> tuple[str, ...]:
    """Give where the kind and the way of giving stand."""
    return (f"{item.path}.type", *([f"{item.path}.description"] if item.route else []))


def _one(item: Treatment, opening: str, *, doses: bool) -> Iterator[str]:
    name = f"different doses of {item.name}" if doses else n.called(item)
    noun = _KIND.get(item.kind, "")
    if doses or not noun or noun.split()[-1] in item.name.lower():
        noun = ""
    if item.route and item.kind in _SWALLOWED:
        given = "taken" if item.route == "by mouth" else "given"
        yield f"{opening} {name}, {f'{noun} ' if noun else ''}{given} {item.route}"
    if noun and len(item.name.split()) <= 4:
        yield f"{opening} {name}, {noun}"
    yield f"{opening} {name}"


def _compared(voice: Voice) -> Sentence | None:
    """Name what is compared with what; None where one side has no usable name."""
    facts, compare = voice.facts, voice.facts.comparison
    opening = voice.opening("compare", past="compared", now="compares")
    first = n.tested(facts)
    second = tuple(facts.treatments[number] for number in compare.against)
    paths = (*n.paths((*first, *second)), v.ARMS, v.STATUS)
    if compare.kind == "each_other":
        if len(n.named(first)) < 2:
            return None
        return first_fit((f"{opening} {words}" for words in ways_to_compare(facts, first)), *paths)
    ones, twos = (
        tuple(in_groups(facts, first, apart=False)),
        tuple(in_groups(facts, second, apart=False, choice=True)),
    )
    if not n.named(first) or not n.named(second):
        return None
    pairs = zip(ones, twos, strict=True)
    return first_fit(
        (
            f"{opening} {one}{',' if ' with' in one or one.endswith(' together') else ''} with {two}"
            for one, two in pairs
        ),
        *paths,
    )


def _by_title(voice: Voice) -> Sentence | None:
    title = voice.facts.title
    told = first_fit((f"The study is registered as “{title.value}”",), title.path) if title else None
    listed = n.named(tuple(item for item in voice.facts.treatments if not item.dummy and item.kind != "care"))
    names = n.names(listed, most=3)
    return told or first_fit((f"The record lists {names}" if names else "",), *n.paths(listed))
