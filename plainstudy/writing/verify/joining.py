"""Who can join, told in a sentence: what keeps people out is not told as letting them in."""

from collections.abc import Iterator

from .evidence import Evidence
from .form import Fault
from .headings import parts_of
from .normal import stem, word_set
from .reading import Reading
from .sieve import sieved
from .vocabulary import bears_out

TRIGGERS = word_set(
    "join joins enter participate accept accepts accepted open "
    "for must need needs have had can could may excluded exclude "
    "excludes out without part take"
)
_LETS_IN = sieved(
    r"\b(?:can|could|may|able to) (?:also |still )?(?:join|take part|participate|enter)\b|"
    r"\b(?:is|was|are|were) (?:meant |open |only )?(?:for|to) |\bopen to\b|"
    r"\b(?:must|has|have|need|needs|had) (?:to )?have\b|\b(?:accepts?|takes) "
)
_KEEPS_OUT = sieved(
    r"\b(?:cannot|can't|can not|could not|may not|not able to|"
    r"not allowed to) (?:join|take part|participate|enter)\b|"
    r"\bexclud\w+|\bkeeps? (?:\w+ )?(?:from|out)\b|\brules? out\b|\bnot (?:for|open to|accepted|taken)\b|"
    r"\b(?:nobody|no one) with\b"
)
_WITHOUT = sieved(r"\bwithout (?:any |a |an )?(?P<what>[^.;,]*?)(?= can\b| may\b| could\b|[.;,]|$)")
_JOIN = sieved(
    r"\b(?:can|could|may|cannot|can't|not) (?:also |still )?(?:join|take part|participate|enter)\b"
)
_MOSTLY = 0.6
_ABOUT = (
    "protocolSection.conditionsModule",
    "protocolSection.identificationModule.briefTitle",
    "protocolSection.identificationModule.officialTitle",
    "protocolSection.eligibilityModule.studyPopulation",
)


def check(reading: Reading, evidence: Evidence, sources: tuple[str, ...]) -> Iterator[Fault]:
    """Yield words of a joining sentence that stand on the other side of the criteria only."""
    if not any("eligibilityModule" in source for source in sources):
        if reading.content and (found := reading.find(_JOIN)):
            yield "criteria", "who can join must come from the rules for joining", found.group()
        return
    if not any(source.endswith(("eligibilityModule", "eligibilityCriteria")) for source in sources):
        return
    keeps_out, lets_in = reading.find(_KEEPS_OUT), reading.find(_LETS_IN)
    if not (keeps_out or lets_in):
        return
    text = evidence.protocol.eligibility_module.eligibility_criteria or ""
    parts = parts_of(text)
    inclusion, exclusion, before = parts.inclusion, parts.exclusion, parts.before
    about = evidence.passage(_ABOUT).line
    mine, other = (exclusion, inclusion) if keeps_out else (f"{inclusion} {about}", exclusion)
    line_here, line_there = _closest(reading, mine), _closest(reading, other)
    if line_there >= _MOSTLY and line_there > line_here + 0.25:
        yield "criteria", "the record has this on the other side of its criteria", reading.text
    without = reading.find(_WITHOUT)
    for word in reading.content:
        if without and word in without["what"]:
            if lets_in and not keeps_out and bears_out(f"{inclusion} {about}", word):
                yield "criteria", "the record asks for what people are told to be without", word
        elif bears_out(other, word) and not bears_out(mine, word) and not bears_out(before, word):
            yield "criteria", "the record has this on the other side of its criteria", word
    for kind, label in reading.labels:
        if f" {kind} {label} " in other and f" {kind} {label} " not in mine:
            yield "criteria", "the record has this on the other side of its criteria", f"{kind} {label}"


_EMPTY = word_set(
    "people who have with that this can could join take part study they from must been were has had"
)


def _closest(reading: Reading, side: str) -> float:
    """Return how much of the sentence the closest line of one side of the criteria holds, from 0 to 1."""
    own = [word for word in reading.words if len(word) > 3 and word not in _EMPTY]
    if len(own) < 3:
        return 0.0
    return max(sum(f" {stem(word)}" in line for word in own) / len(own) for line in side.split("\x02"))
