"""The illness that the first rules of who can join ask for, where titles and conditions do not settle it."""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .bearing_out import has_any, lines_of_who_can_join, named_in, stems_of
from .population import illness_after
from .things import Topic

_CRITERIA = "protocolSection.eligibilityModule.eligibilityCriteria"
_ASKS = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:inclusion criteria:?\W*)?(?:(?:all|the|adult|male|female|or|and|eligible) )*"
    r"(?:subjects?|patients?|participants?|people|persons?|individuals?|adults|men|women|males|females)?"
    # Only after a word or a number: a row of dashes would else be shared out in every way.
    r"(?: must| should)?(?:(?:(?<=\w)|(?<=\w )|(?<=\d[.)]))\W*)?"
    r"(?:have|has|with|having|who have|diagnosed with|diagnosis of)"
    r"(?: been diagnosed with)?(?: an?| the)?(?: (?:documented|confirmed|established|known|"
    r"clinical|current))*"
    r"(?: diagnos[ie]s of)? (.+)$",
    re.I,
)
_MANY = gated(
    r"\bhealthy\b|\bcontrols?\b|\bcohort\b|\bgroups?\b|\bone of\b|\bany of\b|\bfollowing\b|"
    r"\bpart [A-D\d]\b|\bcaregivers?\b|"
    r"\bparents?\b|\bat risk\b|\bsuspect\w*|\bwithout\b|\bhistory of\b",
    re.I,
)
_ENDS = re.compile(
    r"\s*(?:\b(?:for|of at least|as|according|by|based|on|treated|defined|that|which|who|in whom|"
    r"confirmed|diagnosed|since|"
    r"within|at least|requiring|using|receiving|and (?:an?|on|at|have|are|be|in)|mellitus \()\b|"
    r"[(,;:<>≥≤]).*$",
    re.I,
)
_IN_THE_ILL = frozenset({"TREATMENT", "SUPPORTIVE_CARE", "BASIC_SCIENCE", "OTHER", "DEVICE_FEASIBILITY", ""})
_FIRST = 3


def stated_in_rules(record: StudyRecord) -> Topic | None:
    """Give the illness that one of the first rules asks for, if a second field names it too (NCT03970720)."""
    part = record.protocol_section
    info = part.design_module.design_info
    if part.eligibility_module.healthy_volunteers or (info.primary_purpose or "") not in _IN_THE_ILL:
        return None
    if info.observational_model in {"FAMILY_BASED", "CASE_CONTROL"}:
        return None
    lines = [
        line
        for line in lines_of_who_can_join(part.eligibility_module.eligibility_criteria or "")
        if len(line.split()) > 1 and "nclusion criteria" not in line[:25].lower()
    ]
    if any(map(_MANY.search, lines)):
        return None
    asking = [line for line in lines if _ASKS.match(line)]
    for line in lines[:_FIRST]:
        if (found := _ASKS.match(line)) is None or _UNSURE.search(found[1]):
            continue
        words = illness_after(record, _ENDS.sub("", found[1]))
        if words and len(words.split()) <= 6 and _is_named_elsewhere(record, words):
            own = stems_of(words, same=False)
            others = [item for item in asking if item != line and not has_any(item.lower(), own)]
            others.append(found[1].lower().replace(words.lower(), ""))
            if any(has_any(item.lower(), stems_of(name)) for item in others for name in _listed(record, own)):
                return None  # they may be alternatives
            return Topic(registered=words, words=words, path=_CRITERIA, kind="illness")
    return None


_UNSURE = re.compile(r"and/or|pre-?existing|asymptomatic|\ballow|\beither\b", re.I)


def _listed(record: StudyRecord, own: tuple[str, ...]) -> list[str]:
    names = record.protocol_section.conditions_module.conditions
    return [name for name in names if not has_any(name.lower(), own)]


def _is_named_elsewhere(record: StudyRecord, words: str) -> bool:
    part = record.protocol_section
    titles = part.identification_module
    texts = (
        titles.brief_title,
        titles.official_title,
        part.description_module.brief_summary,
        *part.conditions_module.conditions,
        *part.conditions_module.keywords,
    )
    return any(text and named_in(text.lower(), words) for text in texts)
