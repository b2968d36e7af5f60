"""How a study is built: kind, phase, chance, masking, and where fields contradict each other."""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.record.study import DesignInfo
from plainstudy.writing.gated import gated

from .fact import Contradiction, Fact
from .prose import OFFICIAL, TITLE, Prose, around

PATH = "protocolSection.designModule"
DESIGN = f"{PATH}.designInfo"

_TYPES = {
    "INTERVENTIONAL": "interventional",
    "OBSERVATIONAL": "observational",
    "EXPANDED_ACCESS": "expanded access",
}
_RANDOM = gated(
    r"(?<!non)(?<!non-)(?<!non )(?<!not )(?<!without )\brandomi[sz](?:ed|ation)\b|\brandomly (?:assigned|"
    r"allocated|divided)\b",
    re.I,
)
_NOT_RANDOM = gated(
    r"\b(?:non|not)[- ]?randomi[sz]ed\b|\bsingle[- ]arm(?:ed)?\b|\bone[- ]arm\b|"
    r"\bwithout randomi[sz]ation\b|\bno randomi[sz]ation\b",
    re.I,
)
_OTHER_STUDY = re.compile(
    r"\b(?:previous\w*|prior|parent|earlier|other|completed|meta-analys\w+|literature|published|studies|"
    r"trials|subsequent\w*|future|from the|follow-?up of|lead-?in|extension|prior to)\b",
    re.I,
)
_SCALE = {"PARTICIPANT", "CARE_PROVIDER", "INVESTIGATOR", "OUTCOMES_ASSESSOR"}


def study_type_of(record: StudyRecord) -> str:
    """Give the kind of study; "" for a value we do not know."""
    return _TYPES.get(record.protocol_section.design_module.study_type or "", "")


def allocation_of(record: StudyRecord, prose: Prose) -> tuple[str, str]:
    """Give "chance", "not chance" or "", and where that stands; a title counts where the field is empty."""
    value = record.protocol_section.design_module.design_info.allocation
    if value:
        known = {"RANDOMIZED": "chance", "NON_RANDOMIZED": "not chance"}.get(value, "")
        return known, f"{DESIGN}.allocation"
    said = prose.find(_RANDOM, "random", titles_only=True)
    if said is None or study_type_of(record) != "interventional" or _OTHER_STUDY.search(said.source):
        return "", f"{DESIGN}.allocation"
    return "chance", said.path


_OUTSIDE_THE_BODY = gated(r"\b(?:in|ex)[- ]vitro\b|\bex[- ]vivo\b|\bcell lines?\b|\bcell cultures?\b", re.I)


def outside_the_body(record: StudyRecord, prose: Prose) -> bool:
    """True when titles, summary or what is listed speak of work outside the body (NCT06675994)."""
    if prose.find(_OUTSIDE_THE_BODY, "vitro", "vivo", "cell line", "cell culture", details=False):
        return True
    listed = record.protocol_section.arms_interventions_module.interventions
    return any(_OUTSIDE_THE_BODY.search(f"{item.name} {item.description}") for item in listed)


_TURNS = gated(
    r"\bwash-?out|\bin (?:random|turn|alternat\w+)|\b(?:order|sequence)s?\b|"
    r"\bboth (?:\w+ ){0,2}(?:treatments|conditions|interventions|arms|diets|meals|drugs|devices|"
    r"products|visits)|"
    r"\b(?:two|three|four|2|3|4|each|all) (?:\w+ ){0,2}(?:visits|occasions|periods|conditions|"
    r"sessions|test days)|\bcross(?:ed|es|ing)?[- ]?over to the (?:other|alternat\w+)|\bthen (?:they )?cross",
    re.I,
)
_CROSSES = gated(r"\bcross(?:ed|es|ing)?[- ]?over", re.I)
_OPENED = gated(
    r"\bopen[- ]?(?:label|treatment)? (?:\w+ )?(?:extension|phase|period)|"
    r"\bopen (?:active|treatment)|"
    r"\b(?:can|may|could|allowed to|options? (?:to|of)|eligible to|permitted to) cross|"
    r"\b(?:will|may) (?:then |later |also )?be offered\b|\bmay (?:later|then|receive)\b|"
    r"\bsingle[- ]arm\b",
    re.I,
)


def takes_turns(record: StudyRecord) -> str:
    """Say how far texts bear out a crossover: "each" gets one thing after the other, is "called" so, or "".

    NCT01197053 has a box for it and no text; in NCT06615505 only one group may cross over.
    """
    part = record.protocol_section
    titles, words = part.identification_module, part.description_module
    texts = [titles.brief_title, titles.official_title, words.brief_summary, words.detailed_description]
    texts.append(part.design_module.design_info.intervention_model_description)
    module = part.arms_interventions_module
    texts += [f"{group.label} {group.description}" for group in module.arm_groups]
    texts += [item.description for item in module.interventions]
    line = " ".join(filter(None, texts))
    if _OPENED.search(line):
        return ""
    return "each" if _TURNS.search(line) else "called" if _CROSSES.search(line) else ""


def contradictions_of(record: StudyRecord, prose: Prose, arm_count: int) -> tuple[Contradiction, ...]:
    """List the fields that do not fit each other."""
    info = record.protocol_section.design_module.design_info
    found = (_about_chance(record, prose, arm_count), _about_masking(info, prose))
    return tuple(item for item in found if item is not None)


def _about_chance(record: StudyRecord, prose: Prose, arm_count: int) -> Contradiction | None:
    """Compare the field with the text: by chance or not, one group or several."""
    info = record.protocol_section.design_module.design_info
    value = info.allocation or ""
    listed = Fact(value, f"{DESIGN}.allocation", value)
    if value == "NON_RANDOMIZED" or (value == "NA" and arm_count != 1):
        said = _random_in_titles(prose)
        if value == "NON_RANDOMIZED":
            said = said or _random_in_arms(record) or _random_in_details(prose)
        if said is None or (value == "NON_RANDOMIZED" and OF_A_PART.search(said.source)):
            return None  # chance in one part of the study; see ``allotting``
        return Contradiction(about="allocation", first=listed, second=said)
    if value != "RANDOMIZED":
        return None
    said = prose.find(_NOT_RANDOM, "random", "arm", details=False)
    if said and not _OTHER_STUDY.search(said.source) and prose.find(_RANDOM, "random") is None:
        return Contradiction(about="allocation", first=listed, second=said)
    model = info.intervention_model or ""
    if arm_count == 1:
        groups = Fact("one group", "protocolSection.armsInterventionsModule.armGroups", model or "1")
        return Contradiction(about="groups", first=listed, second=groups)
    if arm_count > 1 and model == "SINGLE_GROUP" and _random_in_titles(prose) is None:
        one = Fact("one group", f"{DESIGN}.interventionModel", model)
        return Contradiction(about="groups", first=listed, second=one)
    return None


OF_A_PART = gated(
    r"\bpart (?:[A-H]|\d|I{1,3}|one|two)\b|\bcohorts?\b|\bphase (?:[12I]|II|two)\b|\bsub-?study\b|"
    r"\bstage (?:\d|I{1,2})\b",
    re.I,
)


def _about_masking(info: DesignInfo, prose: Prose) -> Contradiction | None:
    """Compare the field with titles and summary: kept from knowing, or open to all."""
    masking = info.masking_info
    value = masking.masking or ""
    if value not in _MASKED and "PARTICIPANT" not in masking.who_masked:
        return None
    said = prose.find(_OPEN, "open", "unblinded", details=False)
    if said is None or prose.find(_BLIND, "blind", "mask", details=False):
        return None
    if said.path not in {TITLE, OFFICIAL} and TOLD_OF_ANOTHER.search(said.source):
        return None
    listed = Fact(value, f"{DESIGN}.maskingInfo.masking", value)
    return Contradiction(about="masking", first=listed, second=said)


_MASKED = frozenset({"DOUBLE", "TRIPLE", "QUADRUPLE"})
_OPEN = re.compile(r"\bopen[- ]?label(?:l?ed)?\b|\bunblinded\b", re.I)
_BLIND = re.compile(
    r"\b(?:single|double|triple|quadruple|observer|evaluator|assessor|investigator)[- ]?(?:blind|mask)|"
    r"\bblinded\b(?<!un)",
    re.I,
)


TOLD_OF_ANOTHER = gated(
    r"\b(?:previous\w*|prior|earlier|recent\w*|another|has (?:shown|demonstrated)|have (?:shown|"
    r"demonstrated)|showed|"
    r"demonstrated|published|reported|pilot)\b",
    re.I,
)
"""What a text tells of another study, done before."""


def _random_in_titles(prose: Prose) -> Fact[str] | None:
    text = prose.find(_RANDOM, "random", details=False)
    if text is None or _OTHER_STUDY.search(text.source) or _NOT_RANDOM.search(text.source):
        return None
    return text


def _random_in_details(prose: Prose) -> Fact[str] | None:
    """Find where the long description says that people of this study are put into groups by chance."""
    text = prose.find(_RANDOM, "random")
    if text is None or _OTHER_STUDY.search(text.source) or _NOT_RANDOM.search(text.source):
        return None
    return text


def _random_in_arms(record: StudyRecord) -> Fact[str] | None:
    """Find a group, or the first main measure, that speaks of chance."""
    part = record.protocol_section
    places = [
        (f"protocolSection.armsInterventionsModule.armGroups[{number}].description", group.description)
        for number, group in enumerate(part.arms_interventions_module.arm_groups)
    ]
    model = part.design_module.design_info.intervention_model_description
    places.append((f"{DESIGN}.interventionModelDescription", model))
    places += [
        (f"protocolSection.outcomesModule.primaryOutcomes[{number}].measure", item.measure)
        for number, item in enumerate(part.outcomes_module.primary_outcomes[:1])
    ]
    for path, text in places:
        if text and (found := _RANDOM.search(text)):
            sentence = around(text, found.start(), found.end())
            if not _OTHER_STUDY.search(sentence) and not _NOT_RANDOM.search(sentence):
                return Fact(found.group(), path, sentence)
    return None


_CLUSTERS = gated(
    r"\bcluster[- ]?(?:based )?(?:randomi[sz]\w+|rct|trial|controlled|cross)|\brandomi[sz]ed,? cluster|"
    r"\bstepped[- ]wedge",
    re.I,
)


def by_places_of(record: StudyRecord, prose: Prose) -> Fact[str] | None:
    """Find where the record says that clusters are drawn; what another study did does not count."""
    model = record.protocol_section.design_module.design_info.intervention_model_description or ""
    if found := _CLUSTERS.search(model):
        return Fact(found.group(), f"{DESIGN}.interventionModelDescription", model)
    said = prose.find(_CLUSTERS, "cluster", "wedge")
    if said is None or said.path in {TITLE, OFFICIAL}:
        return said
    return None if _OTHER_STUDY.search(said.source) else said


def masking_of(record: StudyRecord) -> tuple[str, tuple[str, ...]]:
    """Give whether anybody is kept from knowing ("none", "some", ""), and who, as far as it is registered."""
    masking = record.protocol_section.design_module.design_info.masking_info
    who = tuple(name for name in masking.who_masked if name in _SCALE)
    if masking.masking == "NONE":
        return "none", ()
    if masking.masking in {"SINGLE", "DOUBLE", "TRIPLE", "QUADRUPLE"}:
        return "some", who
    return "", ()
