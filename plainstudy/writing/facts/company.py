"""Who takes part instead of the ill: relatives, carers, survivors; or the healthy alone."""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .bearing_out import lines_of_who_can_join
from .fact import Fact
from .names import in_running_case, tidy, without_brackets
from .topics import names_an_illness

TITLES = "protocolSection.identificationModule"
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
    others = next((fact for fact in found if " of " in fact.value), found[0] if found else None)
    return others if others is not None and _are_asked_for(record, others.value) else None


def _are_asked_for(record: StudyRecord, others: str) -> bool:
    """True where the rules name these people too, and nothing says that the ill take part with them."""
    part = record.protocol_section
    titles = part.identification_module
    both = f"{titles.brief_title or ''} . {titles.official_title or ''}"
    rules = "\n".join(lines_of_who_can_join(part.eligibility_module.eligibility_criteria or "")).lower()
    noun = next((word for word in re.findall(r"[a-z]{5,}", others.lower()) if word[:6] in _NOUNS), "")
    if not noun or _TOGETHER.search(both) or re.search(r"(?:^|\n)\W*(?:\d+\W*)?(?:patients?|child)", rules):
        return False
    return noun[:6] in rules


_NOUNS = frozenset(
    ("caregi", "carers", "parent", "mother", "father", "famili", "relati", "siblin", "spouse", "surviv")
)
_TOGETHER = re.compile(
    r"\bdyads?\b|\bcouples?\b|\bfamily[- ]based\b|\b(?:and|with) their\b|\b(?:patients?|people|adults|"
    r"children|"
    r"youth|adolescents) (?:and|with) (?:their |the |family |informal )*(?:care|parent|famil|spouse)|"
    r"(?:parents|caregivers|carers|families|mothers|survivors) (?:and|or|with) ",
    re.I,
)


_SURVIVORS = gated(
    r"\b(survivors of (?:the )?(?:[\w-]+ ){0,3}(?:cancer|leuk\w+|lymphoma|stroke|tumou?rs?|disease))\b|"
    r"\b((?:(?!of|in|for|and|among|the|with)[\w-]+ ){0,3}(?:cancer|leuk\w+|lymphoma|stroke) survivors"
    r"(?: or (?:women|men|people|adults) at (?:\w+ )?risk of (?:developing )?(?:[\w-]+ ){0,2}\w+)?)\b|"
    r"\b((?:women|men|people|adults|children) who (?:have )?had (?:[\w-]+ ){0,2}(?:cancer|"
    r"leuk\w+|lymphoma|stroke))\b",
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


_MUST_BE_HEALTHY = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:(?:(?:all |the )?(?:participants?|subjects?|volunteers?|people)|must|"
    r"should) (?:must |should |"
    r"have to |are to )?be (?:in good (?:general )?health|healthy)\b(?!y)|(?:apparently |"
    r"generally |overtly |normal |"
    r"adult )?healthy (?:(?:male|female|adult|young|older|non-smoking|and|or) )*(?:volunteers?|"
    r"adults?|men|women|males?|"
    r"females?|people|subjects?|participants?|individuals?|students?|infants?|children)\b(?! "
    r"(?:with|without|who have)))",
    re.I,
)


def all_healthy(record: StudyRecord) -> Fact[str] | None:
    """Find where a title or a rule asks for healthy people, if the record speaks of no others."""
    part = record.protocol_section
    if not part.eligibility_module.healthy_volunteers:
        return None
    titles = part.identification_module
    told = part.description_module
    rules = lines_of_who_can_join(part.eligibility_module.eligibility_criteria or "")
    groups = part.arms_interventions_module.arm_groups
    both = f"{titles.brief_title or ''} . {titles.official_title or ''}"
    labels = " . ".join(f"{group.label or ''} . {group.description or ''}" for group in groups)
    if _OTHER_KIND.search(both) or any(map(_OTHER_KIND.search, rules)) or _OTHER_GROUP.search(labels):
        return None
    if _WITH_PATIENTS.search(f"{told.brief_summary or ''} {told.detailed_description or ''}"):
        return None
    if any(names_an_illness(group.label or "") for group in groups):
        return None
    for field, text in (("briefTitle", titles.brief_title), ("officialTitle", titles.official_title)):
        if text and _HEALTHY_TITLE.search(text):
            return Fact("healthy", f"{TITLES}.{field}", text)
    line = next(filter(_MUST_BE_HEALTHY.match, rules), "")
    return Fact("healthy", CRITERIA, line.strip()) if line else None


_HEALTHY_TITLE = re.compile(
    r"\bhealthy\b[\w\s,/-]{0,40}?\b(?:volunteers?|participants?|subjects?|adults?|males?|females?|men|"
    r"women|individuals?|people)\b(?!\s*(?:and|or|,|&|with|versus|vs|at risk|who))",
    re.I,
)
_OTHER_KIND = gated(
    r"\bpatients?\b|\bdiagnos\w*|\bcohorts?\b|\bpart [A-D\d]\b|\bgroups?\b|\bsuffer\w*|"
    r"(?<!birth )\bcontrols?\b(?! (?:condition|drug|treatment|product|diet|food))|"
    r"\bsurvivors?\b|"
    r"\b(?:participants?|subjects?|people|adults?|those|volunteers?|individuals?|men|women|children) with\b"
    r"(?! (?:an? )?(?:BMI|body|weight|normal))|"
    r"\bwith (?:and|or|/) ?without\b|\bhealthy (?:or|and)\b|\bor healthy\b|\bnon-?\w*(?:smok|allerg|"
    r"atop|diabet)\w*",
    re.I,
)
_OTHER_GROUP = gated(r"\bpatients?\b(?! (?:will|receiv))|\bdiagnosed\b|\bsuffering\b|\bdisease group\b", re.I)
_WITH_PATIENTS = gated(
    r"\bpatients? (?:with|and|will|who|from)\b|\b\d+ patients\b|\bhealthy controls?\b|"
    r"\b(?:subjects|volunteers|participants) with (?!a (?:BMI|body))",
    re.I,
)
"""Whom a study takes beside the healthy, or instead of them."""
