"""What the groups of a study are called after: what they get, what people they are, or a stage of the plan.

No chance makes people ill or healthy, and a run-in, an induction or an extension is no group beside others.
"""

import re
from collections.abc import Sequence

from plainstudy.record.record import StudyRecord
from plainstudy.record.study import ArmGroup, Intervention
from plainstudy.writing.gated import gated

from .agreement import words_of

_STAGE = gated(
    r"\b(?:induction|run-?in|lead-?in|extension|expansion|escalation|roll-?over|open[- ]label|stratum|module|"
    r"sub-?study|consolidation|re-?treatment|cross-?over)\b|"
    r"\b(?:part|phase|stage|period|step|cohort)s?\s?-?\s?(?:[A-D]?\d{0,2}[a-d]?|I{1,3}[ab]?|one|two)\b(?!\w)|"
    r"\bmaintenance (?:therapy|treatment|phase)\b",
    re.I,
)
_OF_TURNS = gated(r"\bcross-?over\b|\bperiods?\b|\bphases?\b|\bsequences?\b", re.I)
"""What names a turn of a crossover, and no stage of the study."""
_KIND_OF_PEOPLE = gated(
    r"\bhealthy(?: \w+)? (?:controls?|volunteers?|participants?|subjects?|individuals?|adults|people|"
    r"persons?|women|men|"
    r"children|donors?|males?|females?|cohort|group|arm|peers|siblings|infants|pregnan\w+)\b|\bhealthy\W*$|"
    r"^healthy$|"
    r"\bnormal (?:controls?|subjects|people|volunteers|individuals|participants|pregnan\w+|women|weight|"
    r"glucose|glycemi\w+)\b|"
    r"\b(?:patients?|people|participants?|women|men|children|subjects?|individuals|adults|infants|"
    r"volunteers) "
    r"(?:with(?! (?:\w+ )?(?:therapy|treatment))|without|who (?:have|had|are|were)|lacking|"
    r"diagnosed)\b(?: [\w-]+){0,2}|"
    r"\bcontrol (?:subjects|patients|participants|volunteers|individuals)\b|\b(?:non-?)?smokers?\b|"
    r"\bcarriers\b|"
    r"\bnon-?(?:diabetic|asthmatic|allergic|obese)s?\b|\b(?:diabetics|asthmatics|allergics)\b|"
    r"\b(?:diabetic|asthmatic|allergic|obese|lean) (?:patients|subjects|participants|individuals|people|"
    r"children|women|men|"
    r"adults|group|volunteers)\b|\b(?:previously|already) diagnosed\b",
    re.I,
)
_HEALTHY_GROUP = gated(
    r"\b(?:healthy|normal) (?:\w+ )?(?:controls?|volunteers?|participants?|subjects?|individuals?|adults|"
    r"people|women|men|"
    r"children|donors?|pregnan\w+)\b",
    re.I,
)


def kind_of_group(group: ArmGroup, illness: frozenset[str], *, turns: bool) -> tuple[str, str]:
    """Say what a group is called after, and in which words: "people", "illness", "stage" or "" (neither)."""
    label = _OF_TURNS.sub("", group.label or "") if turns else group.label or ""
    if found := _KIND_OF_PEOPLE.search(label) or _HEALTHY_GROUP.match(group.description or ""):
        return "people", found.group().lower()
    for found in _WITH.finditer(label):
        if not illness.isdisjoint(words_of(found[2])):
            return "people", found.group().lower()
    if not illness.isdisjoint(words_of(label)) and len(label.split()) <= 8 and not _DOES.search(label):
        return "illness", label
    return ("stage", "") if _STAGE.search(label) else ("", "")


_WITH = gated(r"\b(with|without|no) ((?:[\w-]+\W?){1,3})", re.I)
_DOES = re.compile(
    r"\b(?:receiv\w+|treat\w*|therapy|undergo\w*|intervention|given|get|mg|dose|group [A-D1-4]|plus|"
    r"standard|usual|"
    r"program\w*|education|training|exercise|care|control|placebo|management|vaccine|surgery|support|"
    r"prevention|"
    r"screening|app|diet)\b|\+",
    re.I,
)


_HAVING = re.compile(r"\bwith (?:the |an? )?(\w+)", re.I)
_WITHOUT = re.compile(r"\b(?:without|no) (?:the |an? )?(\w+)", re.I)


def _with_and_without(groups: Sequence[ArmGroup], things: Sequence[Intervention]) -> bool:
    """True where groups are told apart by having something or not that is no treatment (NCT05740163)."""
    line = " ".join(group.label or "" for group in groups)
    both = words_of(" ".join(_HAVING.findall(line))) & words_of(" ".join(_WITHOUT.findall(line)))
    listed = words_of(" ".join(f"{item.name} {' '.join(item.other_names)}" for item in things))
    return bool(both - listed - {"treat", "inter", "drug", "place"})


def groups_are_of(record: StudyRecord) -> str:
    """Say what groups are called after: "people" of several kinds, "stages" of the study, or "" (neither)."""
    part = record.protocol_section
    groups = part.arms_interventions_module.arm_groups
    if len(groups) < 2:
        return ""
    illness = frozenset(
        word
        for name in part.conditions_module.conditions
        for word in words_of(name)
        if len(word) > 4 or word in {"t1d", "t2d"}
    ) - {"disea", "disor", "syndr", "acute", "chron", "type", "infec", "surge", "pain"}
    turns = part.design_module.design_info.intervention_model == "CROSSOVER"
    found = [kind_of_group(group, illness, turns=turns) for group in groups]
    kinds = [kind for kind, _ in found]
    if _with_and_without(groups, part.arms_interventions_module.interventions):
        return "people"
    # "Asthmatics with A" and "asthmatics with B" are the same people.
    differ = len({words for _, words in found}) > 1
    if differ and ("people" in kinds or kinds.count("illness") * 2 > len(kinds)):
        return "people"
    return "stages" if "stage" in kinds else ""
