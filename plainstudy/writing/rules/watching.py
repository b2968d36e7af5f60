"""What studies that only watch do, and ways to get a treatment outside a study."""

import re

from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .voice import Voice, first_fit, say

_TYPE = "protocolSection.designModule.studyType"
_TREATMENTS = frozenset(
    {"drug", "biological", "vaccine", "procedure", "radiation", "device", "combination", "supplement"}
)
_AVAILABLE = {
    "NO_LONGER_AVAILABLE": "; it is no longer available",
    "TEMPORARILY_NOT_AVAILABLE": "; it is not available for now",
}


_NO_THING = re.compile(
    r"epidemiolog\w*|economic evaluation|(?:data|chart|record)s? \w+|observation\w*|registry|not applicable|"
    r"follow-?up|no \w+|none|cohort|study|analysis|case \w+|research",
    re.I,
)
"""What some records list as an intervention though it names how a study is done."""


def what_is_watched(voice: Voice) -> Sentence:
    """Say what kind of watching it is: back in time, at one time, over time, in a list, or of groups."""
    facts = voice.facts
    sources = (_TYPE, f"{v.INFO}.timePerspective", f"{v.INFO}.observationalModel")
    if voice.tense == "never":
        return say("The plan was to collect facts", *sources, v.STATUS)
    if facts.time_perspective == "RETROSPECTIVE":
        looks = voice.opening("look back", past="looked back", now="looks back")
        return say(f"{looks} at facts from the past", *sources)
    collects = voice.opening("collect")
    if facts.is_registry:
        registry = f"{v.DESIGN}.patientRegistry"
        return say(f"{collects} facts in a list of patients, called a registry", *sources, registry)
    if facts.observational_model == "CASE_CONTROL":
        compares = voice.opening("compare", past="compared", now="compares")
        return say(f"{compares} groups of people that differ in something", *sources)
    if facts.time_perspective == "CROSS_SECTIONAL":
        return say(f"{collects} facts at one point in time", *sources)
    if not n.only_watches(facts):
        return say(f"{collects} facts", *sources)
    gives = {"past": "gave", "now": "gives"}.get(voice.tense, "to give")
    return say(f"{collects} facts and {gives} no treatment of its own", *sources)


_LABORATORY = re.compile(r"\bin[- ]vitro\b(?! fertili)|\bex[- ]vivo\b|\bcell lines?\b|\bin silico\b", re.I)


def _in_a_laboratory(voice: Voice) -> bool:
    """True where a title says that samples are looked at, not people who get something (NCT06675994)."""
    titles = (voice.facts.title, voice.facts.official_title)
    return any(_LABORATORY.search(title.value) for title in titles if title is not None)


def what_is_looked_at(voice: Voice) -> Sentence | None:
    """Say what is looked at in people: treatments that they get anyway, or something else that is listed."""
    items = tuple(
        item
        for item in n.leading(voice.facts)
        if item.kind not in {"measurement", "care"} and not _NO_THING.fullmatch(item.name)
    )
    if not items:
        return None
    verb = {"plan": "is to look", "now": "looks", "past": "looked"}.get(voice.tense, "was to look")
    treated = tuple(item for item in items if item.kind in _TREATMENTS)
    if not treated or _in_a_laboratory(voice):
        return first_fit((f"It {verb} at {n.names(items)}",), *n.paths(items))
    get = "get" if voice.tense in {"now", "plan"} else "got"
    people = f"It {verb} at people who {get} {n.names(treated, last='or')}"
    wordings = (
        "" if voice.facts.outside_the_body else people,
        f"It {verb} at {n.names(treated, most=2)}",
    )
    return first_fit(wordings, *n.paths(treated))


def a_way_to_get_it(voice: Voice) -> Sentence | None:
    """Say that this is no study, and whether the treatment can still be had this way."""
    facts = voice.facts
    items = n.named(facts.treatments)
    what = n.names(items) or "a treatment"
    offers = {"now": "offers", "past": "offered"}.get(voice.tense, "was set up to offer")
    text = f"This {voice.be} not a study: it {offers} {what} outside one"
    more = _AVAILABLE.get(facts.status, "")
    return first_fit((f"{text}{more}", text), _TYPE, *n.paths(items), v.STATUS)
