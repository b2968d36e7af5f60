"""How far what a box of the registry says reaches: to all people, to some, or no further than the box.

"Randomized", "masked" and the number of groups are one box each. A text may speak of a part that is open, of
a stage before chance decides, of healthy people whom no chance makes ill, or of one who gets both things.
"""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .design import OF_A_PART, TOLD_OF_ANOTHER
from .fact import Fact
from .prose import DETAILS, OFFICIAL, SUMMARY, TITLE, around

_DESIGN = "protocolSection.designModule.designInfo"
_ARMS = "protocolSection.armsInterventionsModule.armGroups"

_RANDOM = gated(r"(?<!non)(?<!non-)(?<!non )(?<!not )(?<!un)random(?:i[sz]|ly\b)", re.I)
_SOME_ONLY = gated(
    r"\b(?:open[- ]label|single[- ]arm|non-?randomi[sz]ed) (?:\w+ ){0,2}(?:phase(?! [\dI])|part|cohort|lead|"
    r"arm|"
    r"group|run)|\bpart (?:[A-D]|[1-4]|I{1,3}|one|two)\b|\bsafety (?:run|lead)[- ]?in|"
    r"\bnot (?:be )?randomi[sz]ed\b|\bnon-?randomi[sz]ed (?:arm|group|part|cohort|phase)|"
    r"\bhistorical (?:controls?|comparison|data)|\bretrospective (?:controls?|cohort)|"
    r"\band a randomi[sz]ed (?:trial|study)\b|\bobservational (?:arm|cohort|group)\b|"
    r"\bassigned to this (?:arm|group) if\b|\bunwilling to (?:participate|be randomi)|"
    r"\bstratum [1-4A-D]\b|\bdose[- ]escalation (?:phase|part)\b",
    re.I,
)
_AS_BEFORE = gated(
    r"\baccording to the (?:dose|treatment|group)\w* (?:\w+ ){0,4}in (?:the|their) (?:parent|previous|core) "
    r"(?:study|trial)",
    re.I,
)
"""Who goes on in a second study with what the first one gave is drawn by no chance (NCT05816382)."""
_SOME_ONLY_HERE = gated(
    r"\b(?:open[- ]label) (?:\w+ ){0,2}(?:extension|period)|\bparent stud(?:y|ies)\b|\broll-?over\b|"
    r"\bwill be observed\b|\bcohort [1-4A-D]\b",
    re.I,
)
"""What counts in titles, the summary and the groups' own words; a description may speak of other studies."""
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
    r"\bfellow eye\b|\bintra-?individual\b|\bone (?:side|half|eye|leg|breast|"
    r"knee)\b[^.]{0,60}\bthe other\b",
    re.I,
)
_ANOTHER_GROUP = gated(
    r"\bcontrol(?:led|s)? (?:group|trial|study|arm|patients|subjects)\b|\bplacebo\b|\bsham\b|"
    r"\bhistoric(?:al)? (?:\w+ )?controls?\b|\b(?:retrospective|historic(?:al)?) (?:cohort|comparison)\b|"
    r"\b(?:two|three|four|2|3|4|both|each) (?:\w+ )?(?:groups|arms|cohorts|strata)\b|\bgroup (?:2|two|B|"
    r"II)\b|\bcohort (?:2|B)\b|"
    r"\bstratum\b|\bcompar\w+ (?:with|to|between|against)\b|\bversus\b|\bvs\b|\brandom|\bcontrols\b|"
    r"\barm (?:2|B)\b|"
    r"\buntreated\b|\bgroups\b|\bno (?:\w+ ){0,2}(?:drug|treatment|medication) (?:will|is|"
    r"was) (?:be )?(?:given|administered)\b",
    re.I,
)
_OF_SEVERAL = frozenset({"RANDOMIZED", "NON_RANDOMIZED"})
"""What is allotted, by chance or not, are groups."""
_GROUP_BY_RULE = gated(
    r"\b(?:patient|control) group\b|\b(?:healthy|normal) (?:controls|comparison)\b|\bcontrols:", re.I
)
_HEALTHY_BY_RULE = gated(r"\bcontrol(?:s| group)\b[^.\n]{0,40}\bhealthy\b", re.I)
_OPEN = gated(
    r"\bopen[- ]?(?:label(?:l?ed)?|design|study|trial|phase|part|period|extension)\b|\bunblinded\b|"
    r"\bun-?masked\b|"
    r"\bnon-?(?:blind|mask)\w*|\bnot (?:be )?(?:blind|mask)\w*|\bpartial(?:ly)?[- ](?:blind|mask)\w*|"
    r"\b(?:blind\w*|mask\w*) (?:is |was |will be )?(?:not |im)possible\b|\b(?:un|im)possible to (?:blind|"
    r"mask)\b|"
    r"\bcan ?not be (?:blind|mask)ed\b|\bno (?:blind|mask)ing\b|\bopen comparator\b|"
    r"\badministration is open\b",
    re.I,
)
_IN_PART = re.compile(
    r"\bonly\b|\buntil\b|\bremoved\b|\bduring the first\b|\bexcept\b|\bcohort\b|"
    r"\bpart (?:[A-D]|[1-4]|one|two)\b|\bsome\b",
    re.I,
)
_UNBLINDED_STAFF = re.compile(
    r"\bun-?(?:blinded|masked) (?:study |research |site |clinical |team )?(?:pharmac\w+|statistic\w+|"
    r"individual|nurse|"
    r"monitor|staff|personnel|dispenser|person)\b",
    re.I,
)
"""Those who mix the drug know what it is; that opens nothing for those who take part."""
_ALL_ALONG = re.compile(
    r"\b(?:blind|mask)ed\b(?:(?!\bnot\b|\bonly\b)[^.]){0,40}\b(?:during|throughout|for) the "
    r"(?:complete|entire|whole|full) (?:duration of the )?(?:study|trial)",
    re.I,
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
    if record.protocol_section.design_module.study_type != "INTERVENTIONAL":
        return False
    return any(_OWN_CONTROL.search(text) for _, text in _texts(record))


def chance_told(record: StudyRecord, *, kinds: str, same: bool, parts: bool, healthy: bool) -> str:
    """Say how far texts bear out what the box says of chance: for "all", "some" of the people, or "".

    ``kinds``: what the groups are called after. ``same``: they are of the same people. ``parts``: they belong
    to several parts of the study. ``healthy``: healthy people take part beside the ill.
    """
    texts = _texts(record)
    said = any(_RANDOM.search(text) for _, text in texts)
    info = record.protocol_section.design_module.design_info
    if info.allocation == "NON_RANDOMIZED":
        one_after_another = info.intervention_model in {"SINGLE_GROUP", "SEQUENTIAL"}
        if any(_for_a_part(text) for _, text in texts):
            return "some"
        return "" if said or one_after_another or same else "all"
    criteria = record.protocol_section.eligibility_module.eligibility_criteria or ""
    if any(_AS_BEFORE.search(text) for _, text in texts):
        return ""
    if not said or kinds == "people" or same or _HEALTHY_BY_RULE.search(criteria):
        return ""
    if parts or healthy or kinds == "stages":
        return "some"
    told = [(path, text) for path, text in texts if _SOME_ONLY.search(text) or _SOME_ONLY_HERE.search(text)]
    every = len(record.protocol_section.arms_interventions_module.arm_groups)
    if sum(path.endswith("].description") for path, _ in told) == every:
        told = [(path, text) for path, text in told if not path.endswith("].description")]  # parts of each
    return "some" if any(_is_in_part(path, text) for path, text in told) else "all"


def _is_in_part(path: str, text: str) -> bool:
    """True where a text tells of a part without chance, in this study and no other."""
    found = _SOME_ONLY.search(text) or (_SOME_ONLY_HERE.search(text) if path != DETAILS else None)
    if found is None:
        return False
    return not TOLD_OF_ANOTHER.search(around(text, found.start(), found.end()))


def _for_a_part(text: str) -> bool:
    """True where a sentence gives chance to one part or cohort of the study (NCT05007782)."""
    found = _RANDOM.search(text)
    if found is None:
        return False
    sentence = around(text, found.start(), found.end())
    return OF_A_PART.search(sentence) is not None and TOLD_OF_ANOTHER.search(sentence) is None


def is_alone(record: StudyRecord) -> bool:
    """True for a single group beside which no text speaks of another one."""
    part = record.protocol_section
    model = part.design_module.design_info.intervention_model
    if len(part.arms_interventions_module.arm_groups) != 1 or model not in {"SINGLE_GROUP", None}:
        return False
    criteria = part.eligibility_module.eligibility_criteria or ""
    if part.design_module.design_info.allocation in _OF_SEVERAL or _GROUP_BY_RULE.search(criteria):
        return False
    return not any(_ANOTHER_GROUP.search(text) or _OWN_CONTROL.search(text) for _, text in _texts(record))


def masking_doubt(record: StudyRecord) -> Fact[str] | None:
    """Find what speaks against everyone named in the box being kept from knowing; None where nothing does."""
    part = record.protocol_section
    info = part.design_module.design_info.masking_info
    if info.masking in {None, "NONE"} or not info.who_masked:
        return None
    described = info.masking_description or ""
    all_along = _UNBLINDED_STAFF.sub(" ", described)
    if not _ALL_ALONG.search(all_along) and (_IN_PART.search(all_along) or _OPEN.search(all_along)):
        return Fact("part", f"{_DESIGN}.maskingInfo.maskingDescription", described)
    for path, text in _texts(record):
        if found := _OPEN.search(text):
            sentence = around(text, found.start(), found.end())
            if path in {TITLE, OFFICIAL} or not TOLD_OF_ANOTHER.search(sentence):
                return Fact("open", path, sentence)
    if "PARTICIPANT" in info.who_masked:
        for number, group in enumerate(part.arms_interventions_module.arm_groups):
            if group.type == "NO_INTERVENTION":
                return Fact("nothing", f"{_ARMS}[{number}].type", "NO_INTERVENTION")
    if not any(_BLIND.search(text) for _, text in _texts(record)) and not described:
        return Fact("unsaid", f"{_DESIGN}.maskingInfo", info.masking or "")
    return None
