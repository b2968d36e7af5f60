"""Who a study is for, told of everyone: false as soon as one group, one rule or one word says otherwise.

"It is for adults with asthma" is a claim about everybody who takes part. It stands only where nothing in the
record speaks of others: healthy people, groups without the illness, people who may have it or may get it. The
words of doubt are broad on purpose, because "it is about asthma" is true wherever this is not sure.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from . import normal
from .evidence import Evidence, Passage
from .form import Fault
from .headings import parts_of
from .normal import word_set
from .reading import Reading
from .sieve import sieved

_WHO = (
    r"(?:people|adults|children|teenagers|babies|newborns|women|men|boys|girls|smokers|patients)"
    r"(?: and (?:teenagers|adults|children))?"
)
_ALL_HAVE = sieved(
    rf"\b(?:for|in|of|helps?|about|among|from|treats?) (?:[\w,'-]+ ){{0,5}}?{_WHO} (?:with|who have) (?P<ill>[^.;?:]*)"
)
_COMPANY = sieved(
    r"\b(?:healthy|without|comparison group|as controls|some|others|relatives|parents|siblings|at risk|may have)\b"
)
_HEALTHY_TOO = sieved(r"\band (?:for |in |about )?(?:for )?healthy (?:people|adults|children|women|men)\b")
_SOME_HEALTHY = sieved(r"\bsome of them healthy\b")
_AS_CONTROLS = sieved(r"\b(?:some|others) as controls\b|\band (?:for )?a comparison group\b")
TRIGGERS = word_set(
    "people adults children teenagers babies newborns women men boys girls smokers patients healthy controls group"
)

_HEALTHY = (
    r"(?:healthy|normal) (?:\w+ )?(?:volunteer|control|subject|people|adult|individual|donor|particip|child|person|"
    r"men |women|infant|human|males|females)\w*"
)
_LABELS = re.compile(
    rf" (?:healthy|volunteers?|donors?|siblings?|caregivers?|parents?|mothers?|physicians?|doctors?|prescribers?|"
    rf"nurses?|providers?|relatives|unaffected|naive|tolerant|negative|asymptomatic|at risk|high risk|{_HEALTHY}|"
    r"non (?:allerg|atop|asthm|diabet|cancer|ill |infect|react|sensit|eosin|obes|case|smok|ckd|copd|iga|"
    r"alcohol|demen|depress|autis)\w*) "
)
_OWN_CONTROLS = re.compile(r" (?:controls?|comparison|comparator|reference) ")
_TOLD = re.compile(
    rf" (?:{_HEALTHY}|good general health|comparison group|at (?:high |increased )?risk (?:of|for)) "
)
_TITLES = re.compile(
    r" (?:healthy|at risk|high risk|suspect\w*|screening|to (?:detect|identify)|prevent\w*|prophyla\w*|prevalence|"
    r"incidence|caregiv\w*|survivors|donors?|relatives|parents|dyads?|history of|family members) "
)
_RULES = re.compile(
    rf" (?:{_HEALTHY}|(?:healthy |matched )?control (?:group|subj|patient|partic)\w*|suspect\w*|"
    r"at (?:high |increased )?risk (?:of|for)|(?:caregiver|parent|sibling|spouse|physician|provider)s? (?:of|who|must|group)) "
)
_SUMMARY = re.compile(
    rf" (?:{_HEALTHY}|control group of|(?:matched|normal) controls?|suspected (?:of|to have)|at risk (?:of|for)) "
)
_VAGUE = word_set(
    "with from that have chronic severe mild moderate acute type stage advanced cancer disease diseases disorder "
    "syndrome allergy allergic illness which after before early late newly diagnosed other high risk long "
    "lasting lower upper"
)
_IDS, _DONE = "protocolSection.identificationModule", "protocolSection.armsInterventionsModule"


def check(
    reading: Reading, passage: Passage, evidence: Evidence, sources: tuple[str, ...], section: str
) -> Iterator[Fault]:
    """Yield a claim about everyone that one place of the record speaks against."""
    if section not in {"headline", "summary", "substance", "who_can_join"} or reading.quotes:
        return
    if found := reading.find(_ALL_HAVE):
        company = reading.find(_COMPANY)
        why = _others(evidence) if company is None else ""
        if why := why or _without(evidence, _stems(found["ill"])):
            yield "people", why, found.group()
    if (found := reading.find(_HEALTHY_TOO)) and _is_healthy_and_ill(evidence):
        yield "people", "by a title the healthy people have the illness too", found.group()
    if (found := reading.find(_SOME_HEALTHY)) and _are_all_healthy(evidence):
        yield "people", "by the rules for joining all are healthy", found.group()
    if (found := reading.find(_AS_CONTROLS)) and not _has_controls(evidence):
        yield "people", "the record has no group of other people", found.group()


def _others(evidence: Evidence) -> str:
    """Say what in the record speaks of people without the illness; "" for nothing. Asked once a record."""
    if evidence.others is None:
        evidence.others = _find_others(evidence)
    return evidence.others


def _find_others(evidence: Evidence) -> str:
    protocol = evidence.protocol
    if protocol.eligibility_module.healthy_volunteers is True:
        return "the record accepts healthy people"
    if evidence.design.design_info.primary_purpose == "PREVENTION":
        return "the record is about prevention: people may not have it yet"
    if found := _TITLES.search(_titles(evidence)):
        return f"a title speaks of others, or leaves it open who has it:{found.group()}"
    labels = " . ".join(normal.words_line((arm.label or "").lower()) for arm in evidence.arms.arm_groups)
    watched = evidence.design.study_type == "OBSERVATIONAL"
    if (found := _LABELS.search(f" {labels} ")) or (
        watched and (found := _OWN_CONTROLS.search(f" {labels} "))
    ):
        return f"a group is named after others:{found.group()}"
    if found := _TOLD.search(evidence.passage((f"{_DONE}.armGroups",)).line):
        return f"a group is described as of others:{found.group()}"
    parts = parts_of(protocol.eligibility_module.eligibility_criteria or "")
    if found := _RULES.search(parts.inclusion) or _RULES.search(parts.before):
        return f"the rules for joining speak of others:{found.group()}"
    if found := _SUMMARY.search(evidence.passage(("protocolSection.descriptionModule.briefSummary",)).line):
        return f"the summary speaks of others:{found.group()}"
    return ""


def _titles(evidence: Evidence) -> str:
    return evidence.passage((f"{_IDS}.briefTitle", f"{_IDS}.officialTitle")).line


@lru_cache(maxsize=5_000)
def _stems(ill: str) -> str:
    """Give the beginnings of the words that tell an illness, as one pattern."""
    words = [
        word[:6] for word in normal.words_line(ill.lower()).split() if len(word) > 3 and word not in _VAGUE
    ]
    return "|".join(map(re.escape, words))


def _without(evidence: Evidence, stems: str) -> str:
    """Say where a group, or a rule for joining, is of people without this very illness."""
    if not stems:
        return ""
    denied = _denied(stems)
    if found := denied.search(evidence.passage((f"{_DONE}.armGroups",)).line):
        return f"a group is of people without it:{found.group()}"
    parts = parts_of(evidence.protocol.eligibility_module.eligibility_criteria or "")
    if found := denied.search(parts.inclusion):
        return f"the rules for joining take people without it:{found.group()}"
    return ""


@lru_cache(maxsize=5_000)
def _denied(stems: str) -> re.Pattern[str]:
    return re.compile(
        rf" (?:non (?:{stems})\w*|(?:without|never had|not have) (?:any |a |an |known |prior )?(?:\w+ )?(?:{stems})\w*|"
        rf"risk (?:of|for) (?:\w+ )?(?:{stems})\w*|suspected (?:of |to have )?(?:\w+ )?(?:{stems})\w*) "
    )


_HEALTHY_WITH = re.compile(
    r" healthy (?:\w+ )?(?:subjects|volunteers|adults|people|participants|individuals) with "
)


def _is_healthy_and_ill(evidence: Evidence) -> bool:
    return _HEALTHY_WITH.search(_titles(evidence)) is not None


_FIRST_HEALTHY = re.compile(r"^[\W\d]*(?:\w+ ){0,3}?healthy ")
_ILL = re.compile(
    r" (?:patients?|diagnos\w+|suffer\w*|allergic|with (?:a |an )?(?:history|\w+ (?:disease|syndrome))) "
)


def _are_all_healthy(evidence: Evidence) -> bool:
    """True where the rules begin with healthy people and neither they nor the groups name anybody ill."""
    parts = parts_of(evidence.protocol.eligibility_module.eligibility_criteria or "")
    groups = evidence.passage((f"{_DONE}.armGroups",)).line
    return (
        _FIRST_HEALTHY.search(parts.inclusion.replace("\x02", " ").strip()) is not None
        and not _ILL.search(parts.inclusion)
        and not _ILL.search(groups)
    )


_CONTROLS = re.compile(
    r" (?:controls?|comparison|comparator|reference|healthy|unaffected|without|non|normal|background|volunteers?) "
)


def _has_controls(evidence: Evidence) -> bool:
    """True where other people can stand beside the ill: not one group only, and not drawn by chance."""
    if evidence.design.design_info.allocation == "RANDOMIZED" or len(evidence.arms.arm_groups) == 1:
        return False
    parts = parts_of(evidence.protocol.eligibility_module.eligibility_criteria or "")
    return any(
        _CONTROLS.search(line)
        for line in (evidence.arms_line(), parts.inclusion, parts.before, evidence.whole().line)
    )


SPEAKS = (_ALL_HAVE, _HEALTHY_TOO, _SOME_HEALTHY, _AS_CONTROLS)
"""A sentence that matches none of these claims nothing that this check looks at."""
