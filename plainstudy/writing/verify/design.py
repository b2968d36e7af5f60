"""How the study is built: chance, masking, placebo and sham, phase, size, kind of study."""

import re
from collections.abc import Iterator

from . import normal
from .evidence import Evidence, Passage
from .form import Fault
from .reading import Reading

_CHANCE_WORDS = frozenset(
    "chance random randomly randomized randomize randomization randomizing coin lottery lot lots luck".split()
)
_MASKING_WORDS = frozenset(
    "blind blinded blinding masked masking told know knows known knew aware unaware hidden secret informed learns label kept find finds".split()
)
_DUMMY_WORDS = frozenset("placebo placebos sham shams dummy dummies pretend fake mock".split())
_PHASE_WORDS = frozenset("phase phases early late final first last small few large big many".split())
_KIND_WORDS = frozenset(
    "tests tested testing test tries tried gives gave give giving treats treated decides decide watches observes follows observational assign assigns outside list registry group groups study nobody".split()
)
TRIGGERS = _CHANCE_WORDS | _MASKING_WORDS | _DUMMY_WORDS | _PHASE_WORDS | _KIND_WORDS

# ── Chance ────────────────────────────────────────────────────────────────────

_CHANCE = re.compile(
    r"\bchance (?:\w+ ){0,2}(?:decid\w+|choose\w*|chose|picks?|picked|sets?|puts?|plac\w+|to decide|divid\w+|split\w*|assign\w*|sort\w*)|\b(?:by|at|on|leave\w* to|left to|up to) chance\b(?! alone)|\brandom\w*|\b(?:coin|lottery|by lot|luck|draw of lots|drawn by lot)\b"
)
_NO_CHANCE = re.compile(
    r"\b(?:not|no|never|without|nor|non|n't)\b(?:[\s-]+\w+){0,4}[\s-]+(?:by )?(?:chance|random\w*|coin|lottery)|\bchance (?:does|did|is|do|will|was) ?(?:not|n't)|\bnot (?:by|left to) chance"
)


def _chance(low: str, reading: Reading, passage: Passage, evidence: Evidence) -> Iterator[Fault]:
    found = _CHANCE.search(low)
    if not found or any(word.startswith("contradict") for word in reading.words):
        return
    allocation = evidence.design.design_info.allocation
    if _NO_CHANCE.search(low):
        if allocation == "RANDOMIZED":
            yield "allocation", "by the record, chance decides", found.group()
    elif allocation != "RANDOMIZED" and not (
        allocation is None and re.search(r" randomi[sz]|chance", passage.line)
    ):
        yield "allocation", "by the record, chance does not decide", found.group()


# ── Masking ───────────────────────────────────────────────────────────────────

_TOLD = re.compile(
    r"\b(?:told|knows?|knew|aware|unaware|informed|learns?|hidden|secret|kept from|find out|finds out|blind(?:ed)? to)\b(?:[^.;]*?)\b(?:who|which|what)\b[^.;]*?\b(?:gets?|got|given|getting|receiv\w+|groups?|treatment|drug|has|had|is in|are in|was in|they|arm|one|takes?|took|taking)\b"
    r"|\b(?:who|which|what) [^.;]*\b(?:is|are|was|were|stays|stay|kept) (?:kept |a )?(?:secret|hidden)\b"
)
_BLIND = re.compile(
    r"\b(?:(single|double|triple|quadruple)[- ])?(?:blind(?:ed|ing)?|masked|masking)\b|\bopen[- ]label\b"
)
_HIDES = re.compile(
    r"\b(?:not|neither|nor|nobody|no one|none|never|unaware|hidden|secret|without|kept from|blind\w*|masked|n't)\b"
)
_CLAUSES = re.compile(
    r"[;:]|,? but |, while |, and (?=(?:the |those |their )?\w+ (?:do|does|did|are|is|were|was|know))|, though "
)
_JUDGES = re.compile(
    r"\b(?:those|people|experts|researchers?|staff|doctors?|the ones|anyone|person|someone) who (?:judge|measure|assess|check|rate|look at|examine|evaluate|test)\w*(?: the)?(?: \w+)?|\b(?:outcome )?(?:assessors?|raters?|judges)\b"
)
_CARERS = re.compile(
    r"\b(?:those|people|doctors?|staff|nurses|anyone) who (?:care|treat|look after|give)\w*(?: for)?(?: them)?(?: the \w+)?|\b(?:care (?:team|staff|givers?|providers?)|caregivers?|nurses?|staff|therapists?|carers?)\b"
)
_RESEARCHERS = re.compile(r"\b(?:researchers?|investigators?|scientists?)\b")
_DOCTORS = re.compile(r"\b(?:doctors?|study team|team|surgeons?|physicians?)\b")
_TAKERS = re.compile(
    r"\b(?:people who (?:take|took) part|those (?:who (?:take|took) part|taking part)|participants?|patients?|volunteers?|they|you|people|women|men|adults|children|families)\b"
)
_EVERYONE = re.compile(r"\b(?:everyone|everybody|all|anyone)\b")
_NOBODY = re.compile(r"\b(?:nobody|no one|none)\b")


def _masking(low: str, passage: Passage, evidence: Evidence) -> Iterator[Fault]:
    info = evidence.design.design_info.masking_info
    if "contradict" in low:
        return
    told = _TOLD.search(low)
    for found in _BLIND.finditer(low):
        if _is_part_of_a_name(found, low, passage):
            continue
        yield from _blind_word(found, info.masking)
    if not told:
        return
    for clause in _CLAUSES.split(low):
        if re.search(
            r"\b(?:told|knows?|knew|aware|unaware|informed|learns?|hidden|secret|kept from|find out|blind)\b",
            clause,
        ):
            yield from _who_is_told(clause, info.masking, set(info.who_masked), low)


def _is_part_of_a_name(found: re.Match[str], low: str, passage: Passage) -> bool:
    """ "Blinded glucose sensor" is a thing of that name where the cited source has the very words."""
    following = re.match(r"[a-z0-9/]+", low[found.end() :].lstrip())
    return following is not None and normal.normal(f"{found.group()} {following.group()}") in passage.line


_LEVELS = {
    "single": ("SINGLE",),
    "double": ("DOUBLE", "TRIPLE", "QUADRUPLE"),
    "triple": ("TRIPLE", "QUADRUPLE"),
    "quadruple": ("QUADRUPLE",),
}


def _blind_word(found: re.Match[str], masking: str | None) -> Iterator[Fault]:
    if "open" in found.group():
        if masking not in {"NONE", None}:
            yield "masking", "the record hides who gets what", found.group()
    elif found[1]:
        if masking not in _LEVELS[found[1]]:
            yield "masking", "the record says otherwise about masking", found.group()
    elif masking in {"NONE", None} and found.group() not in {"blind"}:
        yield "masking", "nothing is hidden by the record", found.group()


def _who_is_told(clause: str, masking: str | None, who: set[str], whole: str) -> Iterator[Fault]:
    rest, mentioned = clause, []
    for pattern, roles in (
        (_JUDGES, {"OUTCOMES_ASSESSOR"}),
        (_CARERS, {"CARE_PROVIDER"}),
        (_RESEARCHERS, {"INVESTIGATOR"}),
        (_DOCTORS, {"CARE_PROVIDER", "INVESTIGATOR"}),
        (_TAKERS, {"PARTICIPANT"}),
    ):
        verb = re.search(
            r"\b(?:told|knows?|knew|aware|unaware|informed|learns?|hidden|secret|kept|find out|blind)\b", rest
        )
        for found in list(pattern.finditer(rest, 0, verb.start() if verb else len(rest))) or (
            list(pattern.finditer(rest)) if verb and "from" in rest else []
        ):
            mentioned.append((found.group(), roles))
        rest = pattern.sub(lambda match: " " * len(match.group()), rest)
    hides = bool(_HIDES.search(clause))
    if hides and masking in {"NONE", None}:
        yield "masking", "nothing is hidden by the record", clause.strip()
        return
    if _EVERYONE.search(clause) and not hides and masking != "NONE":
        yield "masking", "the record hides who gets what from some", clause.strip()
        return
    if (
        _NOBODY.search(clause)
        and not mentioned
        and not ({"PARTICIPANT"} <= who and who & {"INVESTIGATOR", "CARE_PROVIDER"})
    ):
        yield "masking", "the record does not hide it from everyone", clause.strip()
        return
    for words, roles in mentioned:
        masked = bool(roles & who)
        if hides and not masked:
            yield "masking", "the record does not hide it from them", words
        elif not hides and masked and masking != "NONE":
            yield "masking", "the record hides it from them", words


# ── Placebo and sham ──────────────────────────────────────────────────────────

_DUMMY = re.compile(r"\b(placebos?|shams?|dummy|dummies|pretend|fake|mock)\b")
_NO_DUMMY = re.compile(
    r"\b(?:no|without(?: an?| any)?|not (?:an?|get an?|use an?|given an?)|nor an?|nobody (?:gets|got|is given) an?|never an?) (?:placebo|sham|dummy|pretend|fake)"
)
_SOME_GET = re.compile(
    r"\b(?:some|others?|half|part|few|one group|another group|the rest)\b[^.;]*\b(?:placebo|sham|dummy|pretend)"
)
_ALL_GET = re.compile(
    r"\b(?:everyone|everybody|all (?:of them|people|participants)|each person)\b (?:\w+ ){0,3}(?:gets?|got|is given|to get|receives?) (?:only )?(?:a |the )?(?:placebo|sham|dummy)"
)


def _dummies(low: str, passage: Passage, evidence: Evidence) -> Iterator[Fault]:
    found = _DUMMY.search(low)
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
        else (" placebo", " dummy", " vehicle", " saline", " inactive", " matching", " pbo ")
    )
    present = (
        any(piece in arms for piece in pieces)
        or ("PLACEBO_COMPARATOR" in types and kind == "placebo")
        or ("SHAM_COMPARATOR" in types)
    )
    if _NO_DUMMY.search(low):
        if f" {kind}" in arms or f"{kind.upper()}_COMPARATOR" in types:
            yield "placebo", f"the record has a {kind}", found.group()
        return
    if not present and not any(piece in passage.line for piece in pieces[:3]):
        yield "placebo", f"the record has no {kind}", found.group()
        return
    crossover = evidence.design.design_info.intervention_model == "CROSSOVER"
    if (
        (some := _SOME_GET.search(low))
        and crossover
        and "turn" not in low
        and "order" not in low
        and "first" not in low
    ):
        yield "placebo", "everyone gets both in turn by the record", some.group()
    if (every := _ALL_GET.search(low)) and not crossover and not evidence.in_every_arm(kind):
        yield "placebo", f"not every group gets a {kind}", every.group()


# ── Phase, size, kind ─────────────────────────────────────────────────────────

_PHASE = re.compile(
    r"\b(?:early )?phases? ?-?(\d+|iv|i{1,3}|one|two|three|four)[ab]?(?:(?: ?/ ?| and | or | ?- ?| to )(?:phase )?(\d+|iv|i{1,3}|one|two|three|four)[ab]?)?\b"
)
_DIGITS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "one": "1", "two": "2", "three": "3", "four": "4"}
_NO_PHASE = re.compile(
    r"\bno phase\b|\bphase is not\b|\bwithout a phase\b|\bdoes not (?:give|name|state) (?:a|the) phase"
)
_EARLY = re.compile(
    r"\b(?:early|first) (?:small |human )?(?:study|test|trial|step|phase)\b|\bthis early\b|\btoo early\b|\bearly stage (?:of|study|test)\b|\bsmall early\b|\bstudy (?:is |was )?(?:this |very |so )?early\b"
)
_LATE = re.compile(
    r"\b(?:late|final|last)(?:,? (?:and )?(?:often )?(?:large|larger))? (?:study|test|trial|step|stage of testing|phase)\b"
)
_SMALL = re.compile(
    r"\b(?:study|trial|test|it) (?:is|was) (?:very |quite |rather )?small\b|\b(?:a|one|this) (?:very )?small (?:early )?(?:study|trial)\b|\bso few people\b|\bonly a few people\b|\btoo few people\b|\bsmall study\b"
)
_LARGE = re.compile(
    r"\b(?:study|trial|it) (?:is|was) (?:very |quite )?(?:large|big)\b|\b(?:a|this) (?:very )?(?:large|big) (?:study|trial)\b|\bso many people\b|\blarge test\b"
)
_TESTS = re.compile(
    r"\b(?:this|the) (?:\w+ )?(?:study|trial) (?:will |is |was )?(?:also )?(?:to )?(?:tests?|tested|testing|tries|tried|gives?|gave|treats?|treated)\b(?! (?:whether|if|how|no |nothing|not))|^tests? "
)
_NO_TREATMENT = re.compile(
    r"\b(?:gives?|gave|giving|decides? on|assigns?) (?:people )?no (?:new )?treatment\b|\bnobody is given a treatment\b|\bonly (?:watches|observes|follows|looks on)\b|\bdoes not (?:give|assign|test|change) (?:any |a )?treatment\b|\bobservational\b"
)
_NOT_STUDY = re.compile(r"\bnot a study\b|\boutside (?:of )?a study\b")
_REGISTRY = re.compile(r"\b(?:list of patients|patient (?:list|registry))\b")
_NO_COMPARISON = re.compile(
    r"\bno (?:comparison|control|other) group\b|\bwithout a (?:comparison|control) group\b|\bonly one group\b|\bthere (?:is|was|is to be|was to be) (?:one|a single) group\b|\bno group to compare\b"
)


def _phases(low: str, passage: Passage, evidence: Evidence, section: str) -> Iterator[Fault]:
    registered = {digit for phase in evidence.design.phases for digit in re.findall(r"\d", phase)}
    if _NO_PHASE.search(low):
        if registered:
            yield "phase", "the record gives a phase", "no phase"
    else:
        for found in _PHASE.finditer(low):
            said = {_DIGITS.get(part, part) for part in found.groups() if part}
            said = (
                {str(n) for n in range(int(min(said)), int(max(said)) + 1)}
                if " to " in found.group()
                else said
            )
            if said != registered and not (said < registered and ("part" in low or section == "criteria")):
                yield "phase", "this is not the registered phase", found.group()
    whole = None
    if (found := _EARLY.search(low)) and not registered & {"1"}:
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
            yield "phase", "by the record this is no early study", found.group()
    if (found := _LATE.search(low)) and not registered & {"3", "4"}:
        yield "phase", "by the record this is no late study", found.group()
    people = evidence.design.enrollment_info.people
    if (found := _SMALL.search(low)) and not (people is not None and people <= 200):
        yield "number", "the record does not make it a small study", found.group()
    if (
        (found := _LARGE.search(low))
        and not (people is not None and people >= 250)
        and "often large" not in low
        and " can " not in low
    ):
        yield "number", "the record does not make it a large study", found.group()


def _kinds(low: str, passage: Passage, evidence: Evidence) -> Iterator[Fault]:
    kind = evidence.design.study_type
    if (
        (found := _TESTS.search(low))
        and kind != "INTERVENTIONAL"
        and not (kind == "EXPANDED_ACCESS" and "g" in found.group()[-5:] and "test" not in found.group())
    ):
        tests_a_test = (
            any(item.type == "DIAGNOSTIC_TEST" for item in evidence.arms.interventions)
            and "test" in found.group()
        )
        if not tests_a_test:
            yield "comparison", "the study only observes by its record", found.group()
    if (found := _NO_TREATMENT.search(low)) and kind != "OBSERVATIONAL":
        yield "comparison", "the study is not registered as one that only observes", found.group()
    if (found := _NOT_STUDY.search(low)) and kind != "EXPANDED_ACCESS" and " outside " not in passage.line:
        yield "comparison", "the record is not one of access outside a study", found.group()
    if (
        (found := _REGISTRY.search(low))
        and not evidence.design.patient_registry
        and " regist" not in evidence.whole().line
    ):
        yield "comparison", "the record is not one of a list of patients", found.group()
    arms = evidence.arms.arm_groups
    if (
        (found := _NO_COMPARISON.search(low))
        and len(arms) > 1
        and evidence.design.design_info.intervention_model not in {"SINGLE_GROUP"}
    ):
        yield "comparison", "the record lists groups to compare", found.group()


def check(
    reading: Reading, passage: Passage, evidence: Evidence, sources: tuple[str, ...], section: str
) -> Iterator[Fault]:
    """Yield what the sentence says of the design against the record."""
    low, words = reading.open, reading.words
    if section == "criteria":
        return
    if not _CHANCE_WORDS.isdisjoint(words):
        yield from _chance(low, reading, passage, evidence)
    if not _MASKING_WORDS.isdisjoint(words):
        yield from _masking(low, passage, evidence)
    if not _DUMMY_WORDS.isdisjoint(words):
        yield from _dummies(low, passage, evidence)
    if not _PHASE_WORDS.isdisjoint(words):
        yield from _phases(low, passage, evidence, section)
    if not _KIND_WORDS.isdisjoint(words):
        yield from _kinds(low, passage, evidence)
