"""Who takes part beside, or instead of, the ill: relatives, healthy people, carers."""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from . import beside
from .bearing_out import lines_of_who_can_join, named_in, stems_of, told_of_people
from .fact import Fact
from .names import in_running_case, tidy, without_brackets
from .things import Topic

TITLES = "protocolSection.identificationModule"
ARMS = "protocolSection.armsInterventionsModule.armGroups"
CRITERIA = "protocolSection.eligibilityModule.eligibilityCriteria"
SUMMARY = "protocolSection.descriptionModule.briefSummary"

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


_HEALTHY_GROUP = gated(
    r"\bhealthy (?:\w+ )?(?:controls?|volunteers?|subjects?|participants?|individuals?|people|persons?|"
    r"adults?|children|women|men|donors?|group|cohort|peers|siblings)\b|^healthy\b|\bhealthy$",
    re.I,
)


_COMPARED = re.compile(
    r"\bhealthy\b|\bcontrols\b|^controls?\b|\bcontrol (?:group|subjects?|cohort|participants?|people|"
    r"patients?)\b|"
    r"\bvolunteers?\b|^non-|^without\b|^no\b",
    re.I,
)
_WELL = gated(
    r"\bhealthy\b|^controls?(?: group)?,? \(?(?:no|without)\b|^non-?(?:allerg|diabet|asthma|"
    r"obese|atopic|cancer)",
    re.I,
)
_TREATED = gated(r"\bSIT\b|\bSOTI\b|therapy|treat|surgery", re.I)
_DENIES = gated(r"\b(?:no|not|non|without|healthy|free|never)\b", re.I)


def _has_it_too(record: StudyRecord, told: str) -> bool:
    """True for a group that a record describes by the illness that it lists."""
    low = told.lower()
    return not _DENIES.search(low) and any(
        stem in low
        for name in record.protocol_section.conditions_module.conditions[:3]
        for stem in stems_of(name, same=False)
    )


_HEALTHY = "healthy people"
_COMPARISON = "a comparison group"
_WITHOUT_IT = "people without it"


def healthy_group_of(record: StudyRecord, ill: Topic | None) -> Fact[str] | None:
    """Find where a record says that people without the illness take part too, and what they are to be called.

    Healthy people are told as such where the record accepts them; else they are a comparison group.
    """
    found = (
        _healthy_group(record)
        or _comparison_group(record, ill)
        or _without_it(record, ill)
        or _at_risk(record, ill)
        or _carers(record, ill)
    )
    return beside.others_beside(record, ill, found)


_CARERS = re.compile(r"^\W*(?:\d+[.)]\s*)?(?:(?:family|primary|informal) )*(caregivers?|carers?)\b", re.I)


_SIGNS = re.compile(r"consent|\bsign|comply|agree|permi", re.I)


def _carers(record: StudyRecord, ill: Topic | None) -> Fact[str] | None:
    """Find the rule that asks for those who care for the ill, beside the ill (NCT04268979)."""
    lines = [line for line in _lines(record) if not _SIGNS.search(line)] if ill is not None else []
    found = next(filter(None, map(_CARERS.match, lines)), None)
    return Fact("caregivers", CRITERIA, found.group()) if found else None


_HEALTHY_TOLD = re.compile(
    r"\b(?:healthy|normal) (?:[\w-]+ ){0,2}(?:controls?|volunteers?|subjects?|participants?|individuals?|"
    r"people|persons?|adults?|children|women|men|donors?|peers)\b(?! (?:with|without|who have|having))",
    re.I,
)
_LISTED_HEALTHY = re.compile(r"\s*healthy(?: \w+)?\s*$", re.I)
_AS_CONTROLS = re.compile(
    r"\bhealthy (?:\w+ )?(?:controls?\b|(?:subjects|people|volunteers|individuals|participants|"
    r"children|adults|men|"
    r"women) (?:\w+ ){0,3}as (?:a )?control)|\bcompar\w+ (?:\w+ ){0,6}(?:with|to|and) (?:\w+ ){0,3}healthy\b",
    re.I,
)
_JOINS_HEALTHY = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:\d+ (?:\([^)]*\) )?)?(?:inclusion criteria (?:for|of) )?(?:the "
    r")?healthy (?:[\w-]+ )?(?:controls?|volunteers?|"
    r"subjects?|participants?|individuals?|people|adults?)\b(?! (?:with|without|who have|having))",
    re.I,
)


def _healthy_group(record: StudyRecord) -> Fact[str] | None:
    """Find healthy people in the groups, the titles, the rules or the summary, if the record accepts them."""
    part = record.protocol_section
    if not part.eligibility_module.healthy_volunteers:
        return None
    groups = part.arms_interventions_module.arm_groups
    for number, group in enumerate(groups):
        if found := _HEALTHY_GROUP.search(tidy(group.label or "")):
            return Fact(_HEALTHY, f"{ARMS}[{number}].label", found.group())
        if len(groups) > 1 and (found := _HEALTHY_TOLD.search(group.description or "")):
            return Fact(_HEALTHY, f"{ARMS}[{number}].description", found.group())
    titles = part.identification_module
    for field, text in (("briefTitle", titles.brief_title), ("officialTitle", titles.official_title)):
        if found := _HEALTHY_GROUP.search(text or ""):
            return Fact(_HEALTHY, f"{TITLES}.{field}", found.group())
    for number, name in enumerate(part.conditions_module.conditions):
        if len(part.conditions_module.conditions) > 1 and _LISTED_HEALTHY.match(name):
            return Fact(_HEALTHY, f"protocolSection.conditionsModule.conditions[{number}]", name)
    for line in _lines(record):
        if found := _JOINS_HEALTHY.search(line):
            return Fact(_HEALTHY, CRITERIA, found.group())
    summary = part.description_module.brief_summary or ""
    if "ealthy" in summary and (found := _AS_CONTROLS.search(summary)):
        return Fact(_HEALTHY, SUMMARY, found.group())
    return None


def _comparison_group(record: StudyRecord, ill: Topic | None) -> Fact[str] | None:
    """Find a group of controls by its name, or by the kind of study."""
    part = record.protocol_section
    groups = part.arms_interventions_module.arm_groups
    case_control = part.design_module.design_info.observational_model == "CASE_CONTROL"
    pattern = _COMPARED if case_control else _WELL
    for number, group in enumerate(groups):
        label = tidy(group.label or "").strip()
        if (
            _TREATED.search(label)
            or _IS_NO_GROUP.search(label)
            or _has_it_too(record, f"{label} {group.description or ''}")
            or beside.lacks_another(label, ill)
        ):
            continue
        if (found := pattern.search(label)) and not _lacks_a_sign(found.group(), label, ill):
            return Fact(_COMPARISON, f"{ARMS}[{number}].label", found.group())
    if case_control and len(groups) < 2 and beside.tells_of_controls(record, ill):
        return Fact(_COMPARISON, "protocolSection.designModule.designInfo.observationalModel", "CASE_CONTROL")
    return None


_WITHOUT_WHAT = re.compile(r"(?:without|no)[ -]\w", re.I)


def _lacks_a_sign(found: str, label: str, ill: Topic | None) -> bool:
    """True where a group is "without" something other than the illness that all have (NCT04318483)."""
    if ill is None or not _WITHOUT_WHAT.match(label):
        return False
    return found.lower() in {"without", "no"} and not named_in(label.lower(), ill.words)


_IS_NO_GROUP = re.compile(
    r"\b(?:diets?|dietary|patterns?|program\w*|liver|eating|lifestyle|foods?|meals?|education|cooking|living|kids|beef|habits?)\b|/",
    re.I,
)
"""Words after "healthy" that make it the name of a thing, not of people."""


_WITH_OR_WITHOUT = re.compile(r"\bwith(?:/| or | and |/ ?or | ?& ?)without\b ([^,.;:()\n]{3,45})", re.I)
_HAS_NOT = re.compile(
    r"\b(?:without|with no|have no|having no|do not have|free of) ([^,.;:()\n]{3,40})", re.I
)
_AND_NON = gated(r"\b(?:and|or|versus|vs\.?|compared with) non[- ]?([a-z]{5,})", re.I)
_HISTORY = re.compile(
    r"^(?:(?:a|an|any|known|prior|previous|own|personal) )*(?:history|diagnosis|signs?|symptoms) of ", re.I
)
_ENDS_NAME = re.compile(
    r" (?:and|or|in|on|at|by|of|to|for|after|before|during|who|will|are|were|versus|vs)\b.*$", re.I
)


def _without_it(record: StudyRecord, ill: Topic | None) -> Fact[str] | None:
    """Find where people "with or without" the one illness are told of, or a group that has not got it."""
    if ill is None or _SEVERAL.search(ill.words):
        return None
    part = record.protocol_section
    main = set(stems_of(ill.words, same=False))
    groups = part.arms_interventions_module.arm_groups
    titles = part.identification_module
    texts = [
        (_WITH_OR_WITHOUT, f"{TITLES}.briefTitle", titles.brief_title),
        (_WITH_OR_WITHOUT, f"{TITLES}.officialTitle", titles.official_title),
    ]
    for field, text in (("briefTitle", titles.brief_title), ("officialTitle", titles.official_title)):
        for found in _AND_NON.finditer(text or ""):
            if found[1].lower()[:5] in ill.words and "non" not in ill.words:
                return Fact(_WITHOUT_IT, f"{TITLES}.{field}", found.group())
    if not told_of_people(f"{titles.brief_title} . {titles.official_title}", stems_of(ill.words)):
        texts.append((_WITH_OR_WITHOUT, SUMMARY, part.description_module.brief_summary))
        texts += [(_WITH_OR_WITHOUT, CRITERIA, line) for line in _lines(record)]
    for number, group in enumerate(groups):
        texts.append((_WITH_OR_WITHOUT, f"{ARMS}[{number}].label", group.label))
        texts.append((_WITH_OR_WITHOUT, f"{ARMS}[{number}].description", group.description))
    if len(groups) > 1:
        texts += [(_HAS_NOT, f"{ARMS}[{number}].label", group.label) for number, group in enumerate(groups)]
        texts += [
            (_HAS_NOT, f"{ARMS}[{number}].description", group.description)
            for number, group in enumerate(groups)
            if len(group.description or "") < _SHORT_TEXT
        ]
    for pattern, path, text in texts:
        if not text or not any(hint in text for hint in ("ithout", " no ", " not ", " free ")):
            continue
        for found in pattern.finditer(text):
            named = _ENDS_NAME.sub("", _HISTORY.sub("", found[1])).lower()
            if _means(named, ill.words) and len(set(stems_of(named, same=False)) - main) < _ANOTHER:
                return Fact(_WITHOUT_IT, path, found.group())
    return None


_RISK_OF = re.compile(
    r"(?<!low )(?<!low-)(?<!lower )\b(?:risk|risk factors) (?:of|for) ([^,.;:()\n]{3,45})", re.I
)


def _at_risk(record: StudyRecord, ill: Topic | None) -> Fact[str] | None:
    """Find a group that is at risk of the illness and has not got it."""
    groups = record.protocol_section.arms_interventions_module.arm_groups
    if ill is None or len(groups) < 2:
        return None
    for number, group in enumerate(groups):
        for field, text in (("label", group.label), ("description", group.description)):
            if not text or len(text) > _SHORT_TEXT or "isk" not in text:
                continue
            risks = [found[1].lower() for found in _RISK_OF.finditer(text)]
            if not _SEVERAL.search(ill.words) and any(named_in(risk, ill.words) for risk in risks):
                return Fact("people at risk of it", f"{ARMS}[{number}].{field}", text)
            if risks and field == "label":
                return Fact("people at risk", f"{ARMS}[{number}].{field}", text)
    return None


_SHORT_TEXT = 250
_ANOTHER = 2
_SEVERAL = re.compile(r"\b(?:and|or|with)\b|[/,]")


def _means(named: str, illness: str) -> bool:
    """True where words name the illness: by all its telling words, or by the last of a longer name."""
    own = stems_of(illness, same=False)
    return named_in(named, illness) or (len(own) > 1 and stems_of(named, same=False) == own[-1:])


def _lines(record: StudyRecord) -> tuple[str, ...]:
    return lines_of_who_can_join(record.protocol_section.eligibility_module.eligibility_criteria or "")


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


def must_be_healthy(record: StudyRecord, ill: Topic | None) -> Fact[str] | None:
    """Find the one rule that asks for healthy people, where nobody is said to be ill."""
    part = record.protocol_section
    if ill is not None or not part.eligibility_module.healthy_volunteers:
        return None
    lines = _lines(record)
    found = [line for line in lines if _MUST_BE_HEALTHY.match(line)]
    others = [line for line in lines if _OTHER_KIND.search(line)]
    if found and not others:
        return Fact("healthy", CRITERIA, found[0].strip())
    summary = part.description_module.brief_summary or ""
    asked = _ASKS_HEALTHY.search(summary) if not others and "patient" not in summary else None
    return Fact("healthy", SUMMARY, asked.group()) if asked else None


_ASKS_HEALTHY = re.compile(
    r"\b(?:asking for|recruit\w*|enroll?\w*|invit\w*|looking for) (?:about |approximately "
    r")?(?:\d+ )?(?:normal )?healthy,? "
    r"(?:[\w-]+,? ){0,2}(?:volunteers|adults|people|individuals|men|women|participants|"
    r"subjects)\b(?! (?:with|and|or|who have)\b)",
    re.I,
)


_OTHER_KIND = re.compile(r"\bpatients?\b|\bdiagnos|\bcohort\b|\bpart [A-D\d]\b|\bgroup\b|\bsuffer", re.I)
