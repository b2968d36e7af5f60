"""What studies that only watch do, and ways to get a treatment outside a study."""

import re
from collections.abc import Iterator

from plainstudy.writing.facts import Treatment
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .voice import Voice, first_fit, say

_TYPE = "protocolSection.designModule.studyType"
_AVAILABLE = {
    "NO_LONGER_AVAILABLE": "; it is no longer available",
    "TEMPORARILY_NOT_AVAILABLE": "; it is not available for now",
}


_NO_THING = re.compile(
    r"epidemiolog\w*|economic evaluation|(?:data|chart|record)s? \w+|observation\w*(?: \w+)?|registry|"
    r"not applicable|"
    r"follow-?up.*|no \w+|none|cohort|study|analysis|case \w+|research|collection data|clinical study",
    re.I,
)
"""What some records list as an intervention though it names how a study is done."""


def names_a_thing(name: str) -> bool:
    """False for a name that only tells how a study is done: "data collection", "observational study"."""
    return _NO_THING.fullmatch(name) is None


_A_REST = re.compile(r"\b(?:other|others|without|no|not|any|conventional)\b", re.I)


def names_a_rest(name: str) -> bool:
    """True for a name that only makes sense beside another one: "other drugs", "X without Y"."""
    return _A_REST.search(name) is not None


_LISTED = "By the record, this is an observational study"


def what_is_watched(voice: Voice) -> Sentence:
    """Say what kind of watching it is: back in time, at one time, over time, in a list, or of groups."""
    facts, watching = voice.facts, voice.facts.watching
    sources = (_TYPE, f"{v.INFO}.timePerspective", f"{v.INFO}.observationalModel")
    if voice.tense == "never":
        return say("The plan was to collect facts", *sources, v.STATUS)
    if watching.of_studies:
        looks = voice.opening("look at", past="looked at", now="looks at")
        return say(f"{looks} studies that were done before", *sources, v.TITLE)
    if watching.past:
        looks = voice.opening("look back", past="looked back", now="looks back")
        return say(f"{looks} at facts from the past", *sources)
    collects = voice.opening("collect")
    if facts.is_registry:
        registry = f"{v.DESIGN}.patientRegistry"
        return say(f"{collects} facts in a list of patients, called a registry", *sources, registry)
    if watching.compares:
        compares = voice.opening("compare", past="compared", now="compares")
        return say(f"{compares} groups of people", *sources)
    if watching.at_once:
        return say(f"{collects} facts at one point in time", *sources)
    if not watching.quiet or facts.provoked is not None:
        return say(f"{collects} facts", *sources)
    gives = {"past": "gave", "now": "gives"}.get(voice.tense, "to give")
    return say(f"{collects} facts and {gives} no treatment of its own", *sources)


def what_speaks_against(voice: Voice) -> Sentence | None:
    """Quote the words with which a study that is listed as watching gives people something."""
    acts = voice.facts.acts
    if acts is None:
        return None
    return first_fit((f"{_LISTED}, but its text has the words “{acts.value}”",), _TYPE, acts.path)


def what_watching_means(voice: Voice) -> Iterator[Sentence | None]:
    """Say what happens to people in a study that watches, as far as the record bears it out."""
    facts, watching = voice.facts, voice.facts.watching
    if facts.acts is not None:
        yield say(f"{_LISTED}, but its own text may not fit that", _TYPE, facts.acts.path)
    elif watching.quiet and facts.provoked is None:
        yield voice.general("observational", _TYPE)
    elif treated := _treated(voice):
        get = "get" if voice.tense in {"now", "plan"} else "got"
        text = f"By the record, this study watches people who {get} {n.names(treated)}"
        yield first_fit((text, _LISTED), _TYPE, *n.paths(treated))
    elif facts.provoked is not None and facts.provoked_here:
        text = f"{_LISTED}; its text has the words “{facts.provoked.value}”"
        yield say(text, _TYPE, facts.provoked.path)
    elif watching.of_studies or watching.past:
        yield say(_LISTED, _TYPE)
    else:
        yield say(f"{_LISTED}, one that mostly watches", _TYPE)


def _treated(voice: Voice) -> tuple[Treatment, ...]:
    """Give the one treatment that people surely get anyway, where it is the point of the study."""
    facts, watching = voice.facts, voice.facts.watching
    items = n.leading(facts)
    if len(items) != 1 or watching.earlier or facts.outside_the_body or watching.doubted:
        return ()
    sure = {facts.treatments[at] for at in watching.treated}
    number = facts.treatments.index(items[0])
    if any(number not in arm.gets for arm in facts.arms):
        return ()  # a group is watched that does not get it (NCT06876506)
    return items if items[0] in sure and not names_a_rest(items[0].name) else ()


def what_is_looked_at(voice: Voice) -> Sentence | None:
    """Say what is looked at in people: a treatment that they get anyway, or what else is listed."""
    facts = voice.facts
    conditions = {topic.registered.lower() for topic in facts.topics}
    items = tuple(
        item
        for item in n.leading(facts)
        if item.kind not in {"measurement", "care"}
        and names_a_thing(item.name)
        and item.registered.lower() not in conditions
    )
    if not items or any(names_a_rest(item.name) for item in items):
        return None
    if items == _treated(voice):
        verb = {"plan": "is to look", "now": "looks", "past": "looked"}.get(voice.tense, "was to look")
        get = "get" if voice.tense in {"now", "plan"} else "got"
        return first_fit((f"It {verb} at people who {get} {n.names(items)}",), *n.paths(items))
    return first_fit(
        (f"The record lists {n.names(items, most=4)}", f"The record lists {n.names(items, most=2)}"),
        *n.paths(items),
    )


_OF_ALLERGENS = re.compile(
    r"allerg|food|oral|nasal|\bofc\b|immunotherap|desensiti|tolerance|chamber|unit|drug", re.I
)


def risk_of_provoking(words: str) -> str:
    """Name the risk of what is set off: by an allergen, or by something else, as cold air."""
    return "risk-allergen" if _OF_ALLERGENS.search(words) else "risk-provoked"


def what_watching_risks(voice: Voice) -> Iterator[Sentence | None]:
    """Say what harm can come from taking part in a study that watches."""
    facts, watching = voice.facts, voice.facts.watching
    back = watching.past or facts.time_perspective == "RETROSPECTIVE"
    if watching.of_studies:
        yield voice.general("observing-studies", _TYPE, v.TITLE)
        return
    if watching.untouched and facts.provoked is None and not facts.samples:
        yield voice.general("observing-risk", _TYPE)
    elif watching.treated and not watching.earlier and not back:
        yield voice.general("observing-treated", _TYPE)
    elif facts.acts is not None:
        yield voice.general("risk-other", v.INTERVENTIONS)
    for name in _hazards(voice)[:2]:
        yield voice.general(name, v.INTERVENTIONS)
    given = not back and any(facts.hazards[at] == "risk-allergen" for at in watching.treated)
    if facts.provoked is not None and (facts.provoked_here or given):
        yield voice.general(risk_of_provoking(facts.provoked.value), facts.provoked.path)
    if facts.deep_samples is not None and not watching.past:
        yield voice.general("observing-deep-samples", facts.deep_samples.path)
    elif watching.blood is not None and not watching.past:
        yield voice.general("observing-samples", watching.blood.path)
    elif facts.samples and not watching.past:
        yield voice.general("observing-other-samples", "protocolSection.designModule.bioSpec.retention")
    yield voice.general("privacy")
    if not watching.untouched:
        yield voice.general("risk-unknown-past" if voice.over else "risk-unknown-record")


def _hazards(voice: Voice) -> tuple[str, ...]:
    """Give the risks of what people surely get, of what the text gives them, and of a test on the skin."""
    facts, watching = voice.facts, voice.facts.watching
    if watching.past or watching.untouched or facts.time_perspective == "RETROSPECTIVE":
        return ()
    sure = not watching.earlier and not watching.doubted
    found = dict.fromkeys(
        name
        for at, name in enumerate(facts.hazards)
        if name == "risk-skin-test"
        or (name in _OF_DOING and facts.acts is not None)
        or (name in _OF_TREATMENTS and at in watching.treated and sure)
    )
    return tuple(found)


_OF_DOING = frozenset({"risk-behaviour", "risk-feelings", "risk-software", "risk-exercise"})
_OF_TREATMENTS = frozenset(
    {"risk-surgery", "risk-implant", "risk-procedure", "risk-drug", "risk-cells", "risk-radioactive"}
    | {"risk-radiation", "risk-vaccine"}
)


def a_way_to_get_it(voice: Voice) -> Sentence | None:
    """Say that this is no study, and whether the treatment can still be had this way."""
    facts = voice.facts
    items = n.named(facts.treatments)
    what = n.names(items) or "a treatment"
    offers = {"now": "offers", "past": "offered"}.get(voice.tense, "was set up to offer")
    text = f"This {voice.be} not a study: it {offers} {what} outside one"
    more = _AVAILABLE.get(facts.status, "")
    return first_fit((f"{text}{more}", text), _TYPE, *n.paths(items), v.STATUS)
