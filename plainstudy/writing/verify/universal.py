"""Who a study is for, told of everyone: false as soon as one group, one rule or one word says otherwise.

"It is for adults with asthma" is a claim about everybody who takes part. It stands only where nothing in the
record speaks of others: healthy people, groups without the illness, people who may have it or may get it. The
words of doubt are broad on purpose, because "it is about asthma" is true wherever this is not sure.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from . import normal
from .evidence import Evidence
from .form import Fault
from .headings import parts_of
from .normal import word_set
from .passage import Passage
from .reading import Reading
from .sieve import sieved

_WHO = (
    r"(?:people|adults|children|teenagers|babies|newborns|women|men|boys|girls|smokers|patients)"
    r"(?: and (?:teenagers|adults|children))?"
)
_ALL_HAVE = sieved(
    rf"\b(?:for|in|of|helps?|about|among|from|treats?) (?:[\w,'-]+ ){{0,5}}?{_WHO} (?:with|who have) "
    rf"(?P<ill>[^.;?:]*)"
)
_COMPANY = sieved(
    r"\b(?:healthy|without|comparison group|as controls|some|others|at risk|may have|identify|"
    r"(?:relatives|parents|mothers|caregivers|families|siblings|partners) of)\b"
)
_HEALTHY_TOO = sieved(r"\band (?:for |in |about )?(?:for )?healthy (?:people|adults|children|women|men)\b")
_SOME_HEALTHY = sieved(r"\bsome of them healthy\b")
_AS_CONTROLS = sieved(r"\b(?:some|others) as controls\b|\band (?:for )?a comparison group\b")
TRIGGERS = word_set(
    "people adults children teenagers babies newborns women men boys girls smokers patients healthy "
    "controls group"
)

_HEALTHY = (
    r"(?:healthy (?:\w+ )?|normal )(?:volunteer|control|subject|people|adult|individual|particip|child|"
    r"person|"
    r"men |women|infant|human|males|females)\w*"
)
_LABELS = re.compile(
    rf" (?:healthy|volunteers?|siblings?|caregivers?|parents?|mothers?|(?:physicians|doctors|prescribers|"
    rf"nurses|"
    rf"providers)(?! choice)|relatives|unaffected|naive to|tolerant|at risk|{_HEALTHY}|"
    r"(?:allergy|test|ige|challenge|spt|sensitization) negative|"
    r"non (?:allerg|atop|asthm|diabet|cancer|ill |infect|react|sensit|eosin|obes|case|ckd|copd|iga|"
    r"alcohol|demen|depress|autis)\w*) "
)
_OWN_CONTROLS = re.compile(r" (?:controls?|comparison|reference) ")
_TOLD = re.compile(rf" (?:{_HEALTHY}|good general health|comparison group) ")
_TITLES = re.compile(
    r" (?:healthy|at (?:high |increased )?risk (?:of|for)|caregivers?|parents|dyads?|family members) "
)
_RULES = re.compile(
    rf" (?:{_HEALTHY}|(?:healthy |matched )?control (?:group|subj|patient|partic)\w*|suspected of having|"
    r"at (?:high |increased )?risk (?:of|for)) "
)
_SUMMARY = re.compile(rf" (?:{_HEALTHY}|control group of|matched controls?|suspected (?:of|to have)) ")
_NOT_YET = re.compile(
    r" (identify (?:\w+ )?(?:patients|subjects|people|individuals|those|children|adults|women|men|"
    r"participants)"
    r"(?: \w+)*? with|detection of|identification of|prevalence of|screening (?:for|of)|suspected|"
    r"(?:risk|history) (?:of|for)|in the diagnosis of) ((?:\w+ ){1,3})"
)
_VAGUE = word_set(
    "with from that have chronic severe mild moderate acute type stage advanced cancer disease diseases "
    "disorder "
    "syndrome allergy allergic illness which after before early late newly diagnosed other high risk long "
    "lasting lower upper lumbar cervical thoracic spinal controlled uncontrolled inadequately induced "
    "confirmed refractory relapsed recurrent metastatic surgery operation episodic persistent untreated "
    "contained degenerative brain food milk peanut wheat positive negative"
)


def check(
    reading: Reading, passage: Passage, evidence: Evidence, sources: tuple[str, ...], section: str
) -> Iterator[Fault]:
    """Yield a claim about everyone that one place of the record speaks against."""
    if section not in {"headline", "summary", "substance", "who_can_join"} or reading.quotes:
        return
    if found := reading.find(_ALL_HAVE):
        company = reading.find(_COMPANY)
        why = _others(evidence) if company is None else ""
        if company is None and not why:
            why = _without(evidence, found["ill"])
        if why:
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


_PIECES = ("healthy", "normal ", "control", "suspected", " risk")
"""What every match of the long patterns has: looked for first, because that is cheap."""


def _find_others(evidence: Evidence) -> str:
    protocol = evidence.protocol
    if protocol.eligibility_module.healthy_volunteers is True:
        return "the record accepts healthy people"
    if found := _TITLES.search(evidence.titles_line()):
        return f"a title speaks of others, or leaves it open who has it:{found.group()}"
    labels = normal.rough_line(*(arm.label for arm in evidence.arms.arm_groups))
    watched = evidence.design.study_type == "OBSERVATIONAL"
    if (found := _LABELS.search(labels)) or (watched and (found := _OWN_CONTROLS.search(labels))):
        return f"a group is named after others:{found.group()}"
    if found := _TOLD.search(evidence.groups_line()):
        return f"a group is described as of others:{found.group()}"
    parts = parts_of(protocol.eligibility_module.eligibility_criteria or "")
    for rules in (parts.inclusion, parts.before):
        if any(piece in rules for piece in _PIECES) and (found := _RULES.search(rules)):
            return f"the rules for joining speak of others:{found.group()}"
    summary = (protocol.description_module.brief_summary or "").lower()
    if any(piece in summary for piece in _PIECES) and (found := _SUMMARY.search(normal.rough_line(summary))):
        return f"the summary speaks of others:{found.group()}"
    return ""


@lru_cache(maxsize=5_000)
def _stems(ill: str) -> tuple[str, ...]:
    """Give the beginnings of the words that tell an illness; "non-small" tells of no others."""
    if "non-" in ill:
        return ()
    words = normal.words_line(ill).split()
    return tuple([word[:6] for word in words if len(word) > 3 and word not in _VAGUE])


def _without(evidence: Evidence, ill: str) -> str:
    """Say where a title, a group or a rule for joining is of people without this very illness."""
    stems = _stems(ill)
    if not stems:
        return ""
    titles = evidence.titles_line()
    for found in _NOT_YET.finditer(titles):
        if found[1] not in ill and any(word.startswith(stems) for word in found[2].split()):
            return f"a title leaves open who has it:{found.group()}"
    if denial := _denial(evidence.groups_line(), stems):
        return f"a group is of people without it:{denial}"
    parts = parts_of(evidence.protocol.eligibility_module.eligibility_criteria or "")
    known = stems + _stems(" ".join(evidence.protocol.conditions_module.conditions).lower())
    if evidence.design.design_info.primary_purpose == "PREVENTION" and not (
        _have_it(titles, known) or _have_it(parts.inclusion, known)
    ):
        return "the record is about prevention: people may not have it yet"
    if denial := _denial(parts.inclusion, stems):
        return f"the rules for joining take people without it:{denial}"
    return ""


_DENIED = re.compile(
    r"(?<! or) (?:non|(?:without|never had|not have)(?: any| a| an| known)?|at risk (?:of|for)) (\w+)"
)


def _denial(line: str, stems: tuple[str, ...]) -> str:
    for found in _DENIED.finditer(line):
        if found[1].startswith(stems):
            return found.group()
    return ""


_HAVING = re.compile(r" (?:with|having|in|diagnosed|diagnosis of) ((?:\w+ ){1,6})")
_THEY = re.compile(r" (\w+) (?:\w+ )?(?:patients|subjects|survivors|children|adults|youth) ")
_IN_ATTACKS = re.compile(r" (?:\w*headache|migraine|attacks|exacerbat|recurren|relaps|complicat)")


def _have_it(titles: str, stems: tuple[str, ...]) -> bool:
    """True where a title tells that people have it, or that it comes in attacks, of which some are "
    "prevented."""
    return (
        any(word.startswith(stems) for found in _HAVING.finditer(titles) for word in found[1].split())
        or any(found[1].startswith(stems) for found in _THEY.finditer(titles))
        or _IN_ATTACKS.search(titles) is not None
    )


_HEALTHY_WITH = re.compile(
    r" healthy (?:\w+ )?(?:subjects|volunteers|adults|people|participants|individuals) with "
)


def _is_healthy_and_ill(evidence: Evidence) -> bool:
    return _HEALTHY_WITH.search(evidence.titles_line()) is not None


_FIRST_HEALTHY = re.compile(r"^[\W\d]*(?:\w+ ){0,3}?healthy ")
_ILL = re.compile(
    r" (?:patients?|diagnos\w+|suffer\w*|allergic|with (?:a |an )?(?:history|\w+ (?:disease|syndrome))) "
)


def _are_all_healthy(evidence: Evidence) -> bool:
    """True where the rules begin with healthy people and neither they nor the groups name anybody ill."""
    parts = parts_of(evidence.protocol.eligibility_module.eligibility_criteria or "")
    groups = evidence.groups_line()
    return (
        _FIRST_HEALTHY.search(parts.inclusion.replace("\x02", " ").strip()) is not None
        and not _ILL.search(parts.inclusion)
        and not _ILL.search(groups)
    )


_CONTROLS = re.compile(
    r" (?:controls?|comparison|comparator|reference|healthy|unaffected|without|non|normal|background|"
    r"volunteers?) "
)


def _has_controls(evidence: Evidence) -> bool:
    """True where other people can stand beside the ill: not one group only, and not drawn by chance."""
    if evidence.design.design_info.allocation == "RANDOMIZED" or len(evidence.arms.arm_groups) == 1:
        return False
    return _CONTROLS.search(evidence.told_line()) is not None


SPEAKS = (_ALL_HAVE, _HEALTHY_TOO, _SOME_HEALTHY, _AS_CONTROLS)
"""A sentence that matches none of these claims nothing that this check looks at."""
