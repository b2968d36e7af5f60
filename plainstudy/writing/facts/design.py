"""How a study is built: kind, phase, chance, masking, and where fields contradict each other."""

import re

from plainstudy.record.record import StudyRecord

from .fact import Arm, Contradiction, Fact

PATH = "protocolSection.designModule"
DESIGN = f"{PATH}.designInfo"
TITLE = "protocolSection.identificationModule.briefTitle"
OFFICIAL = "protocolSection.identificationModule.officialTitle"
SUMMARY = "protocolSection.descriptionModule.briefSummary"
DETAILS = "protocolSection.descriptionModule.detailedDescription"

_TYPES = {
    "INTERVENTIONAL": "interventional",
    "OBSERVATIONAL": "observational",
    "EXPANDED_ACCESS": "expanded access",
}
_RANDOM = re.compile(
    r"(?<!non)(?<!non-)(?<!non )(?<!not )(?<!without )\brandomi[sz](?:ed|ation)\b|\brandomly (?:assigned|allocated|divided)\b",
    re.I,
)
_NOT_RANDOM = re.compile(
    r"\b(?:non|not)[- ]?randomi[sz]ed\b|\bsingle[- ]arm(?:ed)?\b|\bone[- ]arm\b|\bwithout randomi[sz]ation\b|\bno randomi[sz]ation\b",
    re.I,
)
_OTHER_STUDY = re.compile(
    r"\b(?:previous|prior|parent|earlier|other|completed|meta-analys\w+|literature|published|studies|trials)\b",
    re.I,
)
_PARTS = re.compile(
    r"\b(?:part|phase|stage|cohort|module|step|period|sub-?study|escalation|expansion|lead[- ]?in|optimi[sz]ation)\b",
    re.I,
)
_SCALE = {"PARTICIPANT", "CARE_PROVIDER", "INVESTIGATOR", "OUTCOMES_ASSESSOR"}


def study_type_of(record: StudyRecord) -> str:
    """Give the kind of study; "" for a value we do not know."""
    return _TYPES.get(record.protocol_section.design_module.study_type or "", "")


def said(pattern: re.Pattern[str], record: StudyRecord, *, details: bool = True) -> Fact[str] | None:
    """Find the first place where titles, summary or description match; the source is the words around it."""
    part = record.protocol_section
    texts = (
        (TITLE, part.identification_module.brief_title),
        (OFFICIAL, part.identification_module.official_title),
        (SUMMARY, part.description_module.brief_summary),
        (DETAILS, part.description_module.detailed_description if details else None),
    )
    for path, text in texts:
        if text and (found := pattern.search(text)):
            return Fact(found.group().strip(), path, around(text, found.start(), found.end()))
    return None


def around(text: str, start: int, end: int) -> str:
    """Cut the sentence that holds this place out of a text, unchanged."""
    begin = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start)) + 1
    stops = [at for at in (text.find(". ", end), text.find("\n", end)) if at >= 0]
    return text[begin : min(stops) + 1 if stops else len(text)].strip()


def has_parts(arms: tuple[Arm, ...]) -> bool:
    """True when the groups' own names speak of several parts, phases or cohorts."""
    return len(arms) > 1 and sum(bool(_PARTS.search(arm.label)) for arm in arms) >= min(2, len(arms))


def allocation_of(record: StudyRecord) -> str:
    """Give "chance", "not chance", or "" where there is nothing to decide or nothing known."""
    value = record.protocol_section.design_module.design_info.allocation
    return {"RANDOMIZED": "chance", "NON_RANDOMIZED": "not chance"}.get(value or "", "")


def contradictions_of(record: StudyRecord, arm_count: int) -> tuple[Contradiction, ...]:
    """List the fields that do not fit each other."""
    info = record.protocol_section.design_module.design_info
    found = []
    if info.allocation in {"NON_RANDOMIZED", "NA"} and (text := _random_in_titles(record)):
        if arm_count != 1 or info.allocation == "NON_RANDOMIZED":
            found.append(
                Contradiction(
                    about="allocation",
                    first=Fact(info.allocation, f"{DESIGN}.allocation", info.allocation),
                    second=text,
                )
            )
    if info.allocation == "RANDOMIZED":
        text = said(_NOT_RANDOM, record, details=False)
        if text and not _OTHER_STUDY.search(text.source) and not _RANDOM.search(text.source):
            found.append(
                Contradiction(
                    about="allocation",
                    first=Fact(info.allocation, f"{DESIGN}.allocation", info.allocation),
                    second=text,
                )
            )
        elif arm_count == 1 or (arm_count > 1 and info.intervention_model == "SINGLE_GROUP"):
            model = info.intervention_model or ""
            place = (
                f"{DESIGN}.interventionModel"
                if arm_count > 1
                else "protocolSection.armsInterventionsModule.armGroups"
            )
            found.append(
                Contradiction(
                    about="allocation",
                    first=Fact(info.allocation, f"{DESIGN}.allocation", info.allocation),
                    second=Fact("one group", place, model or "1"),
                )
            )
    if (
        info.masking_info.masking in _MASKED
        and (text := said(_OPEN, record, details=False))
        and not said(_BLIND, record)
    ):
        found.append(
            Contradiction(
                about="masking",
                first=Fact(
                    info.masking_info.masking or "",
                    f"{DESIGN}.maskingInfo.masking",
                    info.masking_info.masking or "",
                ),
                second=text,
            )
        )
    return tuple(found)


_MASKED = frozenset({"DOUBLE", "TRIPLE", "QUADRUPLE"})
_OPEN = re.compile(r"\bopen[- ]?label(?:l?ed)?\b|\bunblinded\b", re.I)
_BLIND = re.compile(
    r"\b(?:single|double|triple|quadruple|observer|evaluator|assessor|investigator)[- ]?(?:blind|mask)|\bblinded\b(?<!un)",
    re.I,
)


def _random_in_titles(record: StudyRecord) -> Fact[str] | None:
    text = said(_RANDOM, record, details=False)
    if text is None or _OTHER_STUDY.search(text.source) or _NOT_RANDOM.search(text.source):
        return None
    return text


def masking_of(record: StudyRecord) -> tuple[str, tuple[str, ...]]:
    """Give whether anybody is kept from knowing ("none", "some", ""), and who, as far as it is registered."""
    masking = record.protocol_section.design_module.design_info.masking_info
    who = tuple(name for name in masking.who_masked if name in _SCALE)
    if masking.masking == "NONE":
        return "none", ()
    if masking.masking in {"SINGLE", "DOUBLE", "TRIPLE", "QUADRUPLE"}:
        return "some", who
    return "", ()
