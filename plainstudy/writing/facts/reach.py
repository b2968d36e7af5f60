"""How far what a box of the registry says reaches: to all people, to some, or no further than the box.

"Masked" and the number of groups are one box each. A text may speak of a part that is open, of other people
to compare with, or of one person who gets both things. Chance has its own module (``allotting``).
"""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .design import TOLD_OF_ANOTHER
from .fact import Fact
from .prose import DETAILS, OFFICIAL, SUMMARY, TITLE, around

_DESIGN = "protocolSection.designModule.designInfo"
_ARMS = "protocolSection.armsInterventionsModule.armGroups"

_OWN_CONTROL = gated(
    r"\b(?:own|self)[- ](?:internal )?controls?\b(?!\w)(?<!self-control)(?<!self control)|"
    r"\bself-?controlled\b|"
    r"\b(?:each|all|every) (?:patients?|participants?|subjects?|persons?) (?:\w+,? ){0,8}?(?:both|the two|"
    r"all (?:two|three))\b(?! (?:original|phases|groups|arms|cohorts))|"
    r"\b(?:receiv|undergo|us|apply|take|test)\w* (?:the )?(?:both|two) (?:\w+ )?(?:solutions|creams|"
    r"products|devices|tests|procedures|"
    r"methods|scans)\b|"
    r"\bsplit[- ](?:face|mouth|body|scalp|leg|plot)\b|\bcontra-?lateral (?:side|arm|leg|eye|knee|breast|"
    r"limb|tooth|forearm|site)\b|"
    r"\bfellow eye\b|\bintra-?(?:individual|patient|subject)\b|\bwith(?:in)?-?(?:subject|patient|person|"
    r"participant)s?\b|"
    r"\bassigned side\b|\brandomi[sz]\w+ (?:of )?(?:the |their )?(?:sides|eyes|breasts|legs|knees)\b|"
    r"\bone (?:side|half|eye|leg|breast|"
    r"knee)\b[^.]{0,60}\bthe other\b",
    re.I,
)
_ANOTHER_GROUP = gated(
    r"\bcontrols\b|\bcontrol\W*$|\bcontrol (?:group|arm|study|trial|patients?|subjects?|participants|"
    r"cohort|data|"
    r"population)\b|"
    r"\b(?:case|placebo|sham|historic\w*|vehicle|active|self)[- ]control\w*|"
    r"\bcontrolled (?:clinical )?(?:trial|study)\b|"
    r"\bplacebos?\b|\bsham\b|\bhistoric\w*|\bretrospective\w*|\bcompar\w+|\bversus\b|\bvs\b|\brandom\w*|"
    r"\bgroups\b|\bgroup (?:[A-D1-4]|one|two|I{1,3})\b|\barms\b|\barm (?:[A-D1-4]|one|two|I{1,3})\b|"
    r"\bcohorts?\b|"
    r"\bstrat(?:um|a|ified)\b|\bpart (?:[A-D1-4]|I{1,3})\b|\buntreated\b|\bhealthy (?:\w+ )?(?:controls?|"
    r"volunteers?|subjects?|participants?|people|individuals?|donors?|adults)\b|\bnormal (?:controls?|"
    r"volunteers?|"
    r"subjects)\b|\bmatched\b|\breference (?:group|population|values)\b|\bpropensity\b|"
    r"\bparent (?:study|trial)\b|"
    r"\bpatient group\b|\bcross(?:ed|es|ing)?[- ]?over\w*|\bno (?:\w+ ){0,2}(?:drug|treatment|"
    r"medication) (?:will|is|"
    r"was) (?:be )?(?:given|administered)\b",
    re.I,
)
"""What may speak of other people to compare with, or of several groups in one; broad on purpose."""
_NOT_ALLOTTED = frozenset({None, "NA"})
_OPEN = gated(
    r"\bopen(?!ing|ed|s\b)\w*|\bun-?(?:blind|mask)\w*|\bnon-?(?:blind|mask)\w*|\b(?:not|no|without|"
    r"partial(?:ly)?)"
    r"[- ](?:be )?(?:blind|mask)\w*|\b(?:blind\w*|mask\w*) (?:is |was |will be )?(?:not |im)possible\b|"
    r"\b(?:un|im)possible to (?:blind|mask)\b|\bcan ?not be (?:blind|mask)ed\b",
    re.I,
)
_LIMITED = gated(
    r"\bonly\b|\buntil\b|\bremoved\b|\bduring the first\b|\bexcept\w*|\bcohorts?\b|\bparts?\b|"
    r"\bphases?\b|\bsome\b|"
    r"\baware\b|\bknows?\b|\bnot\b|\bafter\b",
    re.I,
)
"""What may take something back in a description of masking."""
_PARTLY = gated(
    r"\bopen[- ]?label\w* (?:\w+ ){0,2}(?:extension|phase(?! [\dI])|period|part|arm|group|cohort)\b|"
    r"\bpartial(?:ly)?[- ](?:blind|mask)\w*|\bopen comparator\b|\badministration is open\b|"
    r"\b(?:blind|mask)\w* (?:\w+ ){0,3}(?:until|during the first)\b",
    re.I,
)
_OPEN_LABEL = gated(
    r"\bopen[- ]label(?:led|ed)?\b(?!,? (?:\w+ ){0,2}(?:extension|phase|period|part|arm|group|cohort|"
    r"follow|"
    r"safety|treatment|maintenance|access))",
    re.I,
)
_BLINDED = gated(
    r"\b(?:single|double|triple|partial\w*|participant|patient|subject)s?[- ](?:blind|mask)|placebo", re.I
)
_BLIND = gated(r"blind|mask|placebo|\bsham\b", re.I)
"""What bears out that something is hidden; a placebo does, too."""


def _texts(record: StudyRecord) -> tuple[tuple[str, str], ...]:
    """Give titles, running texts and the groups' own words with their places."""
    part = record.protocol_section
    titles, words = part.identification_module, part.description_module
    info = part.design_module.design_info
    found = [
        (TITLE, titles.brief_title),
        (OFFICIAL, titles.official_title),
        (SUMMARY, words.brief_summary),
        (f"{_DESIGN}.interventionModelDescription", info.intervention_model_description),
        (DETAILS, words.detailed_description),
    ]
    for number, group in enumerate(part.arms_interventions_module.arm_groups):
        found.append((f"{_ARMS}[{number}].label", group.label))
        found.append((f"{_ARMS}[{number}].description", group.description))
    return tuple((path, text) for path, text in found if text)


def is_same_people(record: StudyRecord) -> bool:
    """True where a text gives each person, or each half of a body, what the list has in several groups."""
    part = record.protocol_section
    if part.design_module.study_type != "INTERVENTIONAL":
        return False
    if part.design_module.design_info.intervention_model == "SINGLE_GROUP":
        return len(part.arms_interventions_module.arm_groups) > 1  # one group by the model (NCT02561390)
    return any(_OWN_CONTROL.search(text) for _, text in _texts(record))


def is_alone(record: StudyRecord) -> bool:
    """True for a single group by list and model, where no word speaks of anything to compare it with."""
    part = record.protocol_section
    info = part.design_module.design_info
    one = len(part.arms_interventions_module.arm_groups) == 1 and info.intervention_model == "SINGLE_GROUP"
    if not one or info.allocation not in _NOT_ALLOTTED or info.masking_info.masking not in {None, "NONE"}:
        return False
    texts = [text for _, text in _texts(record)]
    texts += [item.description or "" for item in part.arms_interventions_module.interventions]
    texts += [part.eligibility_module.eligibility_criteria or ""]
    measured = part.outcomes_module
    texts += [
        f"{item.measure} {item.description}"
        for item in (*measured.primary_outcomes, *measured.secondary_outcomes)
    ]
    return not any(_ANOTHER_GROUP.search(text) or _OWN_CONTROL.search(text) for text in texts)


def masking_doubt(record: StudyRecord) -> Fact[str] | None:
    """Find what keeps the box on masking from being told as a plain truth; None where nothing does.

    "part" where a text says that a part is open, else "listed": any word of an open study, a group that gets
    nothing to hide, or no text that speaks of masking or of a copy.
    """
    part = record.protocol_section
    info = part.design_module.design_info.masking_info
    if info.masking in {None, "NONE"} or not info.who_masked:
        return None
    described = info.masking_description or ""
    box = f"{_DESIGN}.maskingInfo"
    texts = (*_texts(record), *([(f"{box}.maskingDescription", described)] if described else ()))
    if "PARTICIPANT" in info.who_masked:
        for path, text in texts:
            if (found := _OPEN_LABEL.search(text)) and not _BLINDED.search(text):
                sentence = around(text, found.start(), found.end())
                if not TOLD_OF_ANOTHER.search(sentence):
                    return Fact("open", path, sentence)
    for path, text in texts:
        if found := _PARTLY.search(text):
            sentence = around(text, found.start(), found.end())
            if path in {TITLE, OFFICIAL} or not TOLD_OF_ANOTHER.search(sentence):
                return Fact("part", path, sentence)
    if _LIMITED.search(described) or any(_OPEN.search(text) for _, text in texts):
        return Fact("listed", box, info.masking or "")
    groups = part.arms_interventions_module.arm_groups
    if "PARTICIPANT" in info.who_masked and any(group.type == "NO_INTERVENTION" for group in groups):
        return Fact("listed", box, info.masking or "")
    borne_out = any(_BLIND.search(text) for _, text in texts)
    return None if borne_out else Fact("listed", box, info.masking or "")
