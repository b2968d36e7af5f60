"""How the study is built: chance, masking, placebo and sham, phase, size, kind of study."""

import re
from collections.abc import Iterator

from . import masking
from .evidence import Evidence
from .form import Fault
from .normal import word_set
from .passage import Passage
from .reading import Reading
from .sieve import sieved

_CHANCE_WORDS = word_set(
    "chance random randomly randomized randomize randomization randomizing coin lottery lot lots luck"
)
_DUMMY_WORDS = word_set("placebo placebos sham shams dummy dummies pretend fake mock")
_PHASE_WORDS = word_set("phase phases early late final first last small few large big many")
_KIND_WORDS = word_set(
    "tests tested testing test tries tried gives gave give giving "
    "treats treated decides decide watches observes follows observational "
    "assign assigns outside list registry group groups study "
    "nobody"
)
TRIGGERS = _CHANCE_WORDS | masking.TRIGGERS | _DUMMY_WORDS | _PHASE_WORDS | _KIND_WORDS

# ── Chance ────────────────────────────────────────────────────────────────────

_CHANCE = sieved(
    r"\bchance (?:\w+ ){0,2}(?:decid\w+|choose\w*|chose|picks?|"
    r"picked|sets?|puts?|plac\w+|to decide|divid\w+|split\w*|assign\w*|"
    r"sort\w*|play(?:s|ed)?)|\b(?:by|at|on|leave\w* to|left to|up to) chance\b(?! "
    r"alone)|\brandom\w*|\b(?:coin|lottery|by lot|luck|draw of "
    r"lots|drawn by lot)\b"
)
_FOR_ALL = sieved(r"\bchance (?:\w+ ){0,2}decid\w+ (?:who|which group)\b")
_BY_TURNS = re.compile(
    r" (?:own|self) controls? | intra ?(?:patient|individual|subject)| within ?(?:subject|patient|person)|"
    r" split (?:mouth|face|body)| (?:additional|pilot|external|"
    r"historical) (?:cohorts?|controls?) |"
    r" not be randomi[sz]ed | non randomi[sz]ed | parent (?:study|trial) |"
    r" order of (?:\w+ ){0,6}randomi[sz]ed "
)
"""What speaks against chance putting each person into one group."""
_NO_CHANCE = sieved(
    r"\b(?:not|no|never|without|nor|non|n't)\b(?:[\s-]+\w+){0,4}[\s-]+(?:by "
    r")?(?:chance|random\w*|coin|lottery)|\bchance (?:does|did|"
    r"is|do|will|was) ?(?:not|n't)|\bnot (?:by|left to) chance"
)


def _chance(reading: Reading, passage: Passage, evidence: Evidence) -> Iterator[Fault]:
    found = reading.find(_CHANCE)
    if not found or "contradict" in reading.open or "is not clear on" in reading.open:
        return
    allocation = evidence.design.design_info.allocation
    if reading.find(_NO_CHANCE):
        if allocation == "RANDOMIZED":
            yield "allocation", "by the record, chance decides", found.group()
    elif allocation != "RANDOMIZED" and not (
        allocation is None and re.search(r" randomi[sz]|chance", passage.line)
    ):
        yield "allocation", "by the record, chance does not decide", found.group()
    elif (sure := reading.find(_FOR_ALL)) and "the record" not in reading.open:
        model = evidence.design.design_info.intervention_model
        if model not in {"PARALLEL", "FACTORIAL", None} or _BY_TURNS.search(evidence.told_line()):
            yield "allocation", "by the record, chance may decide something else", sure.group()


# ── Placebo and sham ──────────────────────────────────────────────────────────

_DUMMY = sieved(r"\b(placebos?|shams?|dummy|dummies|pretend|fake|mock)\b")
_NO_DUMMY = sieved(
    r"\b(?:no|without(?: an?| any)?|not (?:an?|get an?|use an?|"
    r"given an?)|nor an?|nobody (?:gets|got|is given) an?|never "
    r"an?) (?:placebo|sham|dummy|pretend|fake)"
)
_SOME_GET = sieved(
    r"\b(?:some|others?|half|part|few|one group|another group|"
    r"the rest)\b[^.;]*\b(?:placebo|sham|dummy|pretend)"
)
_ALL_GET = sieved(
    r"\b(?:everyone|everybody|all (?:of them|people|participants)|"
    r"each person)\b (?:\w+ ){0,3}(?:gets?|got|is given|to get|"
    r"receives?) (?:only )?(?:a |the )?(?:placebo|sham|dummy)"
)


def _dummies(reading: Reading, passage: Passage, evidence: Evidence) -> Iterator[Fault]:
    low = reading.open
    found = reading.find(_DUMMY)
    if not found:
        return
    arms = evidence.arms_line()
    kind = "sham" if found[1].startswith(("sham", "pretend", "fake", "mock")) else "placebo"
    types = {arm.type for arm in evidence.arms.arm_groups}
    pieces = (
        (
            " sham",
            " simulat",
            " dummy",
            " inactive",
            " placebo",
            " mock",
            " fake",
            " detuned",
            " switched off",
            "turned off",
        )
        if kind == "sham"
        else (" placebo", " dummy", " inactive control", " inactive treat", " pbo ")
    )
    present = (
        any(piece in arms for piece in pieces)
        or ("PLACEBO_COMPARATOR" in types and kind == "placebo")
        or ("SHAM_COMPARATOR" in types)
    )
    if reading.find(_NO_DUMMY):
        if f" {kind}" in arms or f"{kind.upper()}_COMPARATOR" in types:
            yield "placebo", f"the record has a {kind}", found.group()
        return
    if not present and not any(piece in passage.line for piece in pieces[:3]):
        yield "placebo", f"the record has no {kind}", found.group()
        return
    crossover = evidence.design.design_info.intervention_model == "CROSSOVER"
    if (
        (some := reading.find(_SOME_GET))
        and crossover
        and "turn" not in low
        and "order" not in low
        and "first" not in low
    ):
        yield "placebo", "everyone gets both in turn by the record", some.group()
    if (every := reading.find(_ALL_GET)) and not crossover and not evidence.in_every_arm(kind):
        yield "placebo", f"not every group gets a {kind}", every.group()


# ── Phase, size, kind ─────────────────────────────────────────────────────────

_PHASE = sieved(
    r"\b(?:early )?phases? ?-?(\d+|iv|i{1,3}|one|two|three|four)[ab]?(?:(?: "
    r"?/ ?| and | or | ?- ?| to )(?:phase )?(\d+|iv|i{1,3}|one|"
    r"two|three|four)[ab]?)?\b"
)
_DIGITS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "one": "1", "two": "2", "three": "3", "four": "4"}
_NO_PHASE = sieved(
    r"\bno phase\b|\bphase is not\b|\bwithout a phase\b|\bdoes not (?:give|name|state) (?:a|the) phase"
)
_EARLY = sieved(
    r"\b(?:early|first) (?:small |human )?(?:study|test|trial|"
    r"step|phase)\b|\bthis early\b|\btoo early\b|\bearly stage "
    r"(?:of|study|test)\b|\bsmall early\b|\bstudy (?:is |was )?(?:this "
    r"|very |so )?early\b"
)
_LATE = sieved(
    r"\b(?:late|final|last)(?:,? (?:and )?(?:often )?(?:large|"
    r"larger))? (?:study|test|trial|step|stage of testing|phase)\b"
)
_SMALL = sieved(
    r"\b(?:study|trial|test|it) (?:is|was) (?:very |quite |rather "
    r")?small\b|\b(?:a|one|this) (?:very )?small (?:early )?(?:study|"
    r"trial)\b|\bso few people\b|\bonly a few people\b|\btoo few "
    r"people\b|\bsmall study\b"
)
_LARGE = sieved(
    r"\b(?:study|trial|it) (?:is|was) (?:very |quite )?(?:large|"
    r"big)\b|\b(?:a|this) (?:very )?(?:large|big) (?:study|trial)\b|"
    r"\bso many people\b|\blarge test\b"
)
_TESTS = sieved(
    r"\b(?:this|the) (?:\w+ )?(?:study|trial) (?:will |is |was "
    r")?(?:also )?(?:to )?(?:tests?|tested|testing|tries|tried|"
    r"gives?|gave|treats?|treated)\b(?! (?:whether|if|how|no |"
    r"nothing|not))|^tests? "
)
_NO_TREATMENT = sieved(
    r"\b(?:gives?|gave|giving|decides? on|assigns?) (?:people "
    r")?no (?:new )?treatment\b|\bnobody is given a treatment\b|"
    r"\bonly (?:watches|observes|follows|looks on)\b|\bdoes not "
    r"(?:give|assign|test|change) (?:any |a )?treatment\b|\bobservational\b"
)
_NOT_STUDY = sieved(r"\bnot a study\b|\boutside (?:of )?a study\b")
_REGISTRY = sieved(r"\b(?:list of patients|patient (?:list|registry))\b")
_NO_COMPARISON = sieved(
    r"\bno (?:comparison|control|other) group\b|\bwithout a (?:comparison|"
    r"control) group\b|\bonly one group\b|\bthere (?:is|was|is "
    r"to be|was to be) (?:one|a single) group\b|\bno group to "
    r"compare\b"
)


def _phases(reading: Reading, evidence: Evidence, section: str) -> Iterator[Fault]:
    low = reading.open
    registered = {digit for phase in evidence.design.phases for digit in re.findall(r"\d", phase)}
    if reading.find(_NO_PHASE):
        if registered:
            yield "phase", "the record gives a phase", "no phase"
    else:
        for found in reading.find_all(_PHASE):
            said = {_DIGITS.get(part, part) for part in found.groups() if part}
            said = (
                {str(n) for n in range(int(min(said)), int(max(said)) + 1)}
                if " to " in found.group()
                else said
            )
            if said != registered and not (said < registered and ("part" in low or section == "criteria")):
                yield "phase", "this is not the registered phase", found.group()
    if (seen := reading.find(_EARLY)) and not registered & {"1"}:
        whole = evidence.whole().line
        if not (
            registered == {"2"}
            or any(
                piece in whole
                for piece in (
                    " pilot",
                    " feasib",
                    " first in",
                    " exploratory",
                    " early ",
                    " proof of concept",
                    " preliminary",
                )
            )
        ) or registered & {"3", "4"}:
            yield "phase", "by the record this is no early study", seen.group()
    if (seen := reading.find(_LATE)) and not registered & {"3", "4"}:
        yield "phase", "by the record this is no late study", seen.group()
    people = evidence.design.enrollment_info.people
    if (seen := reading.find(_SMALL)) and not (people is not None and people <= 200):
        yield "number", "the record does not make it a small study", seen.group()
    if (
        (seen := reading.find(_LARGE))
        and not (people is not None and people >= 250)
        and "often large" not in low
        and " can " not in low
    ):
        yield "number", "the record does not make it a large study", seen.group()


def _kinds(reading: Reading, passage: Passage, evidence: Evidence) -> Iterator[Fault]:
    kind = evidence.design.study_type
    if (
        (seen := reading.find(_TESTS))
        and kind != "INTERVENTIONAL"
        and not (kind == "EXPANDED_ACCESS" and "g" in seen.group()[-5:] and "test" not in seen.group())
    ):
        tests_a_test = (
            any(item.type == "DIAGNOSTIC_TEST" for item in evidence.arms.interventions)
            and "test" in seen.group()
        )
        if not tests_a_test:
            yield "comparison", "the study only observes by its record", seen.group()
    if (seen := reading.find(_NO_TREATMENT)) and kind != "OBSERVATIONAL":
        yield "comparison", "the study is not registered as one that only observes", seen.group()
    if (seen := reading.find(_NOT_STUDY)) and kind != "EXPANDED_ACCESS" and " outside " not in passage.line:
        yield "comparison", "the record is not one of access outside a study", seen.group()
    if (
        (seen := reading.find(_REGISTRY))
        and not evidence.design.patient_registry
        and " regist" not in evidence.whole().line
    ):
        yield "comparison", "the record is not one of a list of patients", seen.group()
    arms = evidence.arms.arm_groups
    if (
        (seen := reading.find(_NO_COMPARISON))
        and len(arms) > 1
        and evidence.design.design_info.intervention_model not in {"SINGLE_GROUP"}
    ):
        yield "comparison", "the record lists groups to compare", seen.group()


def check(
    reading: Reading, passage: Passage, evidence: Evidence, sources: tuple[str, ...], section: str
) -> Iterator[Fault]:
    """Yield what the sentence says of the design against the record."""
    words = reading.words
    if section == "criteria":
        return
    if not _CHANCE_WORDS.isdisjoint(words):
        yield from _chance(reading, passage, evidence)
    if not masking.TRIGGERS.isdisjoint(words):
        yield from masking.check(reading, passage, evidence)
    if not _DUMMY_WORDS.isdisjoint(words):
        yield from _dummies(reading, passage, evidence)
    if not _PHASE_WORDS.isdisjoint(words):
        yield from _phases(reading, evidence, section)
    if not _KIND_WORDS.isdisjoint(words):
        yield from _kinds(reading, passage, evidence)


SPEAKS = (
    _CHANCE,
    _DUMMY,
    _PHASE,
    _NO_PHASE,
    _EARLY,
    _LATE,
    _SMALL,
    _LARGE,
    _TESTS,
    _NO_TREATMENT,
    _NOT_STUDY,
    _REGISTRY,
    _NO_COMPARISON,
    *masking.SPEAKS,
)
"""A sentence that matches none of these claims nothing that this check looks at."""
