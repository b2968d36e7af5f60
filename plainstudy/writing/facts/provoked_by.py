"""What is set off on purpose: where a record speaks of it, and whether it is done in this study."""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from . import hazard_words as w
from .acts import texts_of
from .fact import Fact
from .prose import DETAILS, SUMMARY, around, both_titles

_PROVOKED = gated(
    r"\b(?:food|oral|nasal|bronchial|allergen|drug) (?:food )?(?:challenge|provocation)|"
    r"\bprovocation tests?\b|\b(?:histamine|methacholine) (?:challenge|provocation)\b|"
    r"\bOFC\b|\b(?:oral|allergen|allergen[- ]specific|sublingual|subcutaneous|food) immunotherapy\b|"
    r"desensiti[sz]ation|tolerance induction|"
    r"severity of allergic reactions|\b(?:exposure|challenge) (?:unit|chamber)\b|"
    r"\binsulin[- ]induced hypoglyc\w+|\bhypoglyc\w+[- ]clamp|\bcold air challenge|"
    r"\b(?:induced|experimental) hypoglyc\w+|"
    r"\b(?:tonic |contact |noxious )?heat pain\b(?! (?:threshold|tolerance))|\bthermode|"
    r"\bpainful (?:\w+ )?stimul\w+|"
    r"\bcapsaicin (?:test|challenge|model|appl\w+|inject\w+)|\bcold pressor|\bdiesel exhaust|"
    r"\bozone exposure|\bexposure to ozone|\bbed rest\b|\bhypoxi[ac] (?:exposure|challenge|session)",
    re.I,
)


def provoked_of(record: StudyRecord) -> Fact[str] | None:
    """Find where a record speaks of giving people what they may react to (NCT04151069).

    The running text counts only for a study that watches, as its list names few things.
    """
    part = record.protocol_section
    top = "protocolSection"
    things = part.arms_interventions_module
    places: list[tuple[str, str | None]] = []
    for number, item in enumerate(things.interventions):
        place = f"{top}.armsInterventionsModule.interventions[{number}]"
        places += [(f"{place}.name", item.name), (f"{place}.description", item.description)]
    places += [
        (f"{top}.identificationModule.briefTitle", part.identification_module.brief_title),
        (f"{top}.identificationModule.officialTitle", part.identification_module.official_title),
    ]
    for number, outcome in enumerate(part.outcomes_module.primary_outcomes):
        place = f"{top}.outcomesModule.primaryOutcomes[{number}]"
        places += [(f"{place}.measure", outcome.measure), (f"{place}.description", outcome.description)]
    if part.design_module.study_type == "OBSERVATIONAL":
        places += [
            (SUMMARY, part.description_module.brief_summary),
            (DETAILS, part.description_module.detailed_description),
        ]
    for path, text in places:
        if found := _PROVOKED.search(text or ""):
            return Fact(found.group(), path, text or "")
    return None


_TITLED = re.compile(r"\bchallenges?\b|\bprovocation|\bexposure (?:unit|chamber)", re.I)


def is_provoked_here(record: StudyRecord, provoked: Fact[str] | None) -> bool:
    """False where a study that watches names an allergen, but nothing says that it is given in the study.

    A study that watches gives it only where what is listed says so, or the words around say that it "will" be
    done; never where it looks back (NCT07027163), or lists but a sample (NCT01715623).
    """
    part = record.protocol_section
    if provoked is None or part.design_module.study_type != "OBSERVATIONAL":
        return provoked is not None
    if part.design_module.design_info.time_perspective == "RETROSPECTIVE":
        return False
    listed = part.arms_interventions_module.interventions
    if listed and all(w.SAMPLE.search(item.name or "") for item in listed):
        return False
    if ".interventions[" in provoked.path or _TITLED.search(both_titles(record)):
        return True
    return any(
        w.WILL.search(around(text, found.start(), found.end()))
        for _path, text in texts_of(record)
        for found in _PROVOKED.finditer(text)
    )
