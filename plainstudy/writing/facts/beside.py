"""Groups of other people beside the ill: another illness, none of it, doctors; told as "others"."""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .bearing_out import has_any, stems_of
from .fact import Fact
from .names import tidy
from .short_forms import own_short_forms
from .things import Topic
from .topics import names_an_illness

_ARMS = "protocolSection.armsInterventionsModule.armGroups"
_OTHER_PEOPLE = gated(
    r"^(?:the )?(?:healthy |referring |treating )?(?:prescribers?|doctors?|physicians?|clinicians|nurses|"
    r"parents?|mothers|fathers|siblings?|relatives|caregivers?|spouses?|health ?care (?:professionals|"
    r"providers))$",
    re.I,
)
_WELL = gated(
    r"\bgood general health\b|\bhealthy (?:controls?|volunteers?|subjects|individuals|people)\b", re.I
)
_TOLERANT = re.compile(r"^(?:\w+[- ])?toleran(?:t|ce)\b(?! induc)|\bnon[- ]?allergic\b", re.I)
_NON = re.compile(r"\bnon[- ]?(\w{4,})", re.I)
_IS_WELL = gated(r"\bhealth(?:y)?\b|\bcontrols?\b|\bvolunteers?\b", re.I)
_AT_RISK = re.compile(r"(?:people|patients|adults|individuals|subjects) at (?:\w+ )?risk of\b", re.I)
_SHORT, _BEGINS = 400, 80


def tells_of_controls(record: StudyRecord, ill: Topic | None) -> bool:
    """True where a study of cases and controls accepts the healthy, or speaks of controls, not of chance."""
    part = record.protocol_section
    if ill is not None and part.eligibility_module.healthy_volunteers:
        return True
    titles = part.identification_module
    text = " ".join(
        filter(
            None,
            (
                titles.brief_title,
                titles.official_title,
                part.description_module.brief_summary,
                part.description_module.detailed_description,
                part.eligibility_module.eligibility_criteria,
            ),
        )
    ).lower()
    return re.search(r"\bcontrols\b|\bcontrol (?:group|subjects|cases)|\bhealthy\b", text) is not None and (
        "randomi" not in text
    )


def lacks_another(label: str, ill: Topic | None) -> bool:
    """True for a group named after what it has not, where that is not the illness (NCT05596656)."""
    found = _NON.match(label)
    return found is not None and ill is not None and found[1].lower()[:5] not in ill.words.lower()


def others_beside(record: StudyRecord, ill: Topic | None, found: Fact[str] | None) -> Fact[str] | None:
    """Give "others" where a watching study has a group of people of yet another kind; else ``found``."""
    part = record.protocol_section
    groups = part.arms_interventions_module.arm_groups
    if found is None and ill is not None and part.eligibility_module.healthy_volunteers:
        found = _healthy_in_text(record)
    if ill is None or part.design_module.study_type != "OBSERVATIONAL" or len(groups) < 2:
        return found
    names = [name for name in part.conditions_module.conditions if has_any(name.lower(), stems_of(ill.words))]
    short = {form for name in names for form in own_short_forms(record, name)}
    stems = (*stems_of(f"{ill.words} {' '.join(names)}"), *short)
    own = (*stems_of(f"{ill.words} {' '.join(names)}", same=False), *short)
    for number, group in enumerate(groups):
        label = tidy(group.label or "").strip()
        path = f"{_ARMS}[{number}].label"
        if found is None and (_OTHER_PEOPLE.match(label) or _is_free_of_it(label, ill, stems)):
            return Fact("others", path, label)
        if found is None and (well := _WELL.search((group.description or "")[:_SHORT])):
            return Fact("others", f"{_ARMS}[{number}].description", well.group())
        if _IS_WELL.search(label):
            if found is None and _is_free_of_it((group.description or "")[:_BEGINS], ill, stems):
                return Fact("others", f"{_ARMS}[{number}].description", label)
            continue
        if found is not None and _is_free_of_it(label, ill, stems):
            return Fact("others", path, label)
        if names_an_illness(label) and not has_any(label.lower(), own) and found is not None:
            return Fact("others", path, label)
        if found is None and (risk := _AT_RISK.match(group.description or "")):
            return Fact("others", f"{_ARMS}[{number}].description", risk.group())
    return found


def _is_free_of_it(label: str, ill: Topic, stems: tuple[str, ...]) -> bool:
    """True for a group whose name denies the illness: "wheat tolerant", "patients without NSCLC"."""
    low = label.lower()
    if "allerg" in ill.words and _TOLERANT.search(label):
        return True
    found = re.search(r"\b(?:without|no|free of) (.{3,40})|\bnon[- ]?(\w+)", low)
    return (
        found is not None
        and has_any(found[1] or found[2], stems)
        and not has_any(low[: found.start()], stems)
    )


_HEALTHY_LISTED = gated(
    r"\bcontrol group\W{1,3}healthy\b|\bnormal (?:\w+ ){0,2}donors?\b|"
    r"\b\d+ healthy (?:\w+ )?(?:adults|volunteers|subjects|people|individuals|children)\b",
    re.I,
)
_PLACES = (
    ("protocolSection.eligibilityModule.eligibilityCriteria", 0),
    ("protocolSection.descriptionModule.briefSummary", 1),
    ("protocolSection.descriptionModule.detailedDescription", 2),
)


def _healthy_in_text(record: StudyRecord) -> Fact[str] | None:
    """Find healthy people counted in the text, where the record accepts them beside the ill."""
    part = record.protocol_section
    rules = part.eligibility_module.eligibility_criteria or ""
    told = part.description_module
    texts = (rules, told.brief_summary or "", told.detailed_description or "")
    for path, number in _PLACES:
        if hit := _HEALTHY_LISTED.search(texts[number]):
            return Fact("healthy people", path, hit.group())
    return None
