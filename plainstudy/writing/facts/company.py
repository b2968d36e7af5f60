"""Who takes part beside, or instead of, the ill: relatives, healthy people, pregnant women."""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .bearing_out import lines_of_who_can_join, stems_of
from .fact import Fact
from .names import in_running_case, tidy, without_brackets

TITLES = "protocolSection.identificationModule"
ARMS = "protocolSection.armsInterventionsModule.armGroups"
CRITERIA = "protocolSection.eligibilityModule.eligibilityCriteria"

_NEAR = gated(
    r"\b(?:for|in|of|among|with|to|on|by) (?:the |young |older |adult |female )?"
    r"((?:family |informal |primary |home |female )?(?:caregivers?|carers|care ?givers|parents|mothers|"
    r"fathers|families|"
    r"family members|relatives|siblings|spouses)\b(?: of [^:;,.]+)?)",
    re.I,
)
_ALSO_ILL = re.compile(
    r"\b(?:who|with|and) (?:develop|have|has|had|type|their|kids|child|infants|patients)", re.I
)
_CUT = re.compile(
    r"\s*(?:\b(?:to|through|using|during|after|before|by|via|in the|at|undergoing|receiving|who|whose|a|"
    r"an|study|"
    r"trial|pilot|randomi\w+|from|online|survey)\b|[:;,.(]|\s[-–—]\s).*$",
    re.I,
)


def others_of(record: StudyRecord) -> Fact[str] | None:
    """Give whom a title names as its people where they care for the ill: "parents of young children"."""
    titles = record.protocol_section.identification_module
    found = [
        fact
        for field, text in (("briefTitle", titles.brief_title), ("officialTitle", titles.official_title))
        if (fact := _others_in(text or "", f"{TITLES}.{field}"))
    ]
    return next((fact for fact in found if " of " in fact.value), found[0] if found else None)


_SURVIVORS = gated(
    r"\b(survivors of (?:the )?(?:[\w-]+ ){0,3}(?:cancer|leuk\w+|lymphoma|stroke|tumou?rs?|disease))\b|"
    r"\b((?:(?!of|in|for|and|among|the|with)[\w-]+ ){0,3}(?:cancer|leuk\w+|lymphoma|stroke) survivors)\b",
    re.I,
)
"""Who survived an illness need not have it any more."""


def _others_in(title: str, path: str) -> Fact[str] | None:
    text = without_brackets(tidy(title))
    if survived := _SURVIVORS.search(text):
        phrase = next(filter(None, survived.groups()))
        return Fact(in_running_case(phrase, "", keep_unknown=False), path, title)
    found = _NEAR.search(text)
    if found is None or _ALSO_ILL.search(found[1].partition(" of ")[0] + text[found.end(1) :][:20]):
        return None
    phrase = _CUT.sub("", found[1]).strip()
    words = phrase.split()
    if not 1 <= len(words) <= 9 or words[-1].lower() in {"of", "with", "and", "or", "the", "for"}:
        return None
    return Fact(in_running_case(phrase, "", keep_unknown=False), path, title)


_HEALTHY_GROUP = gated(
    r"\bhealthy (?:\w+ )?(?:controls?|volunteers?|subjects?|participants?|individuals?|people|persons?|"
    r"adults?|"
    r"children|women|men|donors?|group|cohort|peers|siblings)\b|^healthy\b|\bhealthy$",
    re.I,
)


_COMPARED = re.compile(
    r"\bhealthy\b|\bcontrols\b|^controls?\b|\bcontrol (?:group|subjects?|cohort|participants?|people|"
    r"patients?)\b|"
    r"\bvolunteers?\b|^non-|^without\b|^no\b",
    re.I,
)
_WELL = gated(r"\bhealthy\b|^non-?(?:allerg|diabet|asthma|obese|atopic|cancer)", re.I)
_TREATED = gated(r"\bSIT\b|\bSOTI\b|therapy|treat|surgery", re.I)
_DENIES = gated(r"\b(?:no|not|non|without|healthy|free|never)\b", re.I)


def _has_it_too(record: StudyRecord, description: str) -> bool:
    """True for a group that a record describes by the illness that it lists."""
    low = description.lower()
    return not _DENIES.search(low) and any(
        stem in low
        for name in record.protocol_section.conditions_module.conditions[:3]
        for stem in stems_of(name, same=False)
    )


_COMPARISON = "a comparison group"


def healthy_group_of(record: StudyRecord) -> Fact[str] | None:
    """Find where a group, or a title, says that healthy people take part too, if the record accepts them.

    Where it does not, a group of healthy people or controls is told as what it is: a comparison group.
    """
    part = record.protocol_section
    groups = part.arms_interventions_module.arm_groups
    if part.eligibility_module.healthy_volunteers:
        for number, group in enumerate(groups):
            if found := _HEALTHY_GROUP.search(tidy(group.label or "")):
                return Fact("healthy people", f"{ARMS}[{number}].label", found.group())
        titles = part.identification_module
        for field, text in (("briefTitle", titles.brief_title), ("officialTitle", titles.official_title)):
            if found := _HEALTHY_GROUP.search(text or ""):
                return Fact("healthy people", f"{TITLES}.{field}", found.group())
    case_control = part.design_module.design_info.observational_model == "CASE_CONTROL"
    pattern = _COMPARED if case_control else _WELL
    for number, group in enumerate(groups):
        if _TREATED.search(group.label or "") or _has_it_too(record, group.description or ""):
            continue
        if found := pattern.search(tidy(group.label or "").strip()):
            return Fact(_COMPARISON, f"{ARMS}[{number}].label", found.group())
    if case_control and len(groups) < 2:
        return Fact(_COMPARISON, "protocolSection.designModule.designInfo.observationalModel", "CASE_CONTROL")
    return None


_PREGNANT = re.compile(r"\b(?:pregnan(?:t|cy|cies)|gestational|prenatal|antenatal)\b", re.I)
_ASKS_PREGNANT = re.compile(r"\bpregnan(?:t|cy)\b", re.I)
_NOT_PREGNANT = re.compile(
    r"\b(?:no|not|non|without|negative|exclud\w+|test|previous|prior|history|plan\w*|after|last|avoid|"
    r"postpartum|"
    r"post-?partum|delivered|contracepti\w+)\b",
    re.I,
)


def are_pregnant(record: StudyRecord) -> bool:
    """True when a title speaks of pregnancy and who can join asks for pregnant women."""
    part = record.protocol_section
    titles = part.identification_module
    if part.eligibility_module.sex != "FEMALE" or not _PREGNANT.search(
        f"{titles.brief_title or ''} {titles.official_title or ''}"
    ):
        return False
    lines = lines_of_who_can_join(part.eligibility_module.eligibility_criteria or "")
    return any(_ASKS_PREGNANT.search(line) and not _NOT_PREGNANT.search(line) for line in lines)
