"""What titles and texts say of a comparison, beside the list of groups: it may bear the list out or not."""

import re

import msgspec

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import Gated, gated

from .names import tidy, without_dose
from .treatments import DUMMY_TYPES, EXACT_DOSE

ALONE = gated(
    r"\b(?:alone|usual|standard|only|no (?:treatment|intervention)|education|advice|healthy)\b", re.I
)
"""What a group called a placebo may get in place of one."""


class Told(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the texts of one record say of its comparison."""

    doses: bool = False
    """One name is listed several times, each time with another dose in its text."""
    dummy: bool = True
    """A text speaks of a placebo or sham, where a group is said to get one."""
    later: bool = False
    """A group gets it after a time of waiting."""
    versus: bool = False
    """A title sets two things against each other: groups that list the same differ in what no list shows."""
    disputed: bool = False
    """One group is listed, and something else speaks of a comparison."""
    joined: bool = False
    """What the list has apart is given together, or to each person in turn."""
    compares: bool = True
    """Chance puts people into the groups, or a text says that they are compared."""
    beside_care: bool = False
    """A text or a list gives the usual care to those, too, who get what is tested."""
    apart: bool = True
    """The groups are no kinds of people and no stages of one plan."""


def told_of(record: StudyRecord, *, same: bool, apart: bool) -> Told:
    """Read the texts of a record for what they say of its comparison.

    ``same``: its groups are of the same people. ``apart``: they are no kinds of people and no stages.
    """
    return Told(
        doses=_several_doses(record),
        dummy=_dummy_is_told(record),
        later=_comes_later(record),
        versus=_in_titles(record, _VERSUS),
        disputed=_is_disputed(record, same=same),
        joined=_is_joined(record, same=same),
        compares=_compares(record),
        beside_care=_is_beside_care(record),
        apart=apart,
    )


def _several_doses(record: StudyRecord) -> bool:
    listed = record.protocol_section.arms_interventions_module.interventions
    stated = {tuple(EXACT_DOSE.findall(f"{item.name} {item.description}")) for item in listed} - {()}
    return (
        len(listed) > 1
        and len(stated) == len(listed)
        and len({without_dose(tidy(item.name or "")).lower() for item in listed}) == 1
    )


_NAMED_DUMMY = gated(
    r"placebo|palcebo|\bsham\b|\bdumm(?:y|ies)\b|\bvehicle\b|\binactive\b|\bmock\b|\bsaline\b|\bdetuned\b|"
    r"\bswitched off\b|\bturned off\b|\bsimulat\w+|\bsub-?therapeutic\b",
    re.I,
)


_CONTROLLED = gated(r"placebo|\bsham\b", re.I)


def _dummy_is_told(record: StudyRecord) -> bool:
    """True where each group of that type says in its own words, or by what it lists, that it gets a dummy.

    A group of that type may get less of the thing (NCT05329675), advice alone (NCT03230123) or another drug.
    """
    groups = record.protocol_section.arms_interventions_module.arm_groups
    texts = [
        f"{group.label} {group.description} {' '.join(group.intervention_names)}"
        for group in groups
        if group.type in DUMMY_TYPES
    ]
    if all(map(_NAMED_DUMMY.search, texts)):
        return True
    return _in_titles(record, _CONTROLLED) and not any(map(ALONE.search, texts))


_VERSUS = gated(r"\b(?:versus|vs)\b", re.I)
_COMPARES = gated(
    r"\b(?:placebo|sham)[- ]?controlled\b|\bversus\b|\bvs\b|\bcompared? (?:to|with)\b|\bcompar(?:ison|ing)\b|"
    r"\brandomi[sz]ed controlled\b|\b(?:double|triple)[- ]blind",
    re.I,
)
_SETS_SIDE_BY_SIDE = gated(
    r"\bcompar(?:e|ed|es|ing|ison|ative)\b|\bversus\b|\bvs\b|\bsuperior\w*|\b(?:non-?)?inferior\w*|"
    r"\bequivalen\w+",
    re.I,
)


def _in_titles(record: StudyRecord, pattern: Gated) -> bool:
    titles = record.protocol_section.identification_module
    return any(text and pattern.search(text) for text in (titles.brief_title, titles.official_title))


def _compares(record: StudyRecord) -> bool:
    part = record.protocol_section
    if part.design_module.design_info.allocation == "RANDOMIZED":
        return True
    return _in_titles(record, _SETS_SIDE_BY_SIDE) or bool(
        _SETS_SIDE_BY_SIDE.search(part.description_module.brief_summary or "")
    )


_SECOND_GROUP = gated(
    r"\bgroup (?:2|two|B|II)\b|\bcontrol (?:group|patients|subjects|arm|participants)\b|"
    r"\bcontrols will\b",
    re.I,
)
_ONE_ARM = gated(r"\bsingle[- ]arm(?:ed)?\b|\bone[- ]arm\b|\bsingle[- ]group\b", re.I)


def _running(record: StudyRecord) -> tuple[str, ...]:
    part = record.protocol_section
    groups = part.arms_interventions_module.arm_groups
    words = part.description_module
    texts = (words.brief_summary, words.detailed_description, *(group.description for group in groups))
    return tuple(filter(None, texts))


def _is_disputed(record: StudyRecord, *, same: bool) -> bool:
    """True when one group is listed, and masking, its type or a title speaks of a comparison."""
    part = record.protocol_section
    groups = part.arms_interventions_module.arm_groups
    if len(groups) != 1:
        return False
    if groups[0].type in DUMMY_TYPES:
        return True
    running = _running(record)
    if same or _in_titles(record, _ONE_ARM) or any(map(_ONE_ARM.search, running)):
        return False
    return (
        any(map(_SECOND_GROUP.search, running))
        or "PARTICIPANT" in part.design_module.design_info.masking_info.who_masked
        or _in_titles(record, _COMPARES)
    )


_TOGETHER = gated(r"\bplus\b|\bcombin\w+|\btogether with\b", re.I)


def _is_joined(record: StudyRecord, *, same: bool) -> bool:
    """True when the text gives to each person what the list has in several groups.

    People are their own control (NCT05229783), one group by the model gets a combination (NCT05394337), or
    each group is one piece of what a title combines (NCT05268003).
    """
    part = record.protocol_section
    info = part.design_module.design_info
    if info.intervention_model == "CROSSOVER":
        return False
    groups = part.arms_interventions_module.arm_groups
    if same or (len(groups) > 1 and info.intervention_model == "SINGLE_GROUP"):
        return True
    pieces = len(groups) > 1 and all(len(group.intervention_names) == 1 for group in groups)
    if pieces and info.intervention_model == "FACTORIAL":
        return True  # each person is in one group of each factor (NCT01105338)
    return pieces and info.allocation != "RANDOMIZED" and _in_titles(record, _TOGETHER)


_CARE = r"(?:usual|standard|routine|conventional|regular|background|SOC|TAU)"
_BESIDE_CARE = re.compile(
    rf"(?:addition|adjunct\w*|add(?:ed|ing)?[- ](?:on|to)|plus|\+|&|combin\w+|conjunction|together|"
    rf"along(?:side)?|as well as|on top|both (?:groups|arms)|"
    rf"all (?:patients|participants|subjects|groups|women|children))[^.;]{{0,60}}\b{_CARE}\b|"
    rf"\b{_CARE}\b[^.;]{{0,30}}(?:\+|\bplus\b|\bin addition\b|\bcombin|\btogether|\bwith\b|"
    rf"\band\b|\balone\b)",
    re.I,
)
_OF_CARE = re.compile(rf"\b{_CARE}\b", re.I)


def _is_beside_care(record: StudyRecord) -> bool:
    """True where the usual care is not what some get in place of something: all may get it (NCT07290673)."""
    part = record.protocol_section
    groups = part.arms_interventions_module.arm_groups
    own = [f"{group.label} {group.description} {' '.join(group.intervention_names)}" for group in groups]
    if not any(map(_OF_CARE.search, own)):
        return False  # no group gets it
    tried = [group for group in groups if group.type == "EXPERIMENTAL"]
    if any(_OF_CARE.search(name) for group in tried for name in group.intervention_names):
        return True
    titles = part.identification_module
    texts = [titles.brief_title, titles.official_title, part.description_module.brief_summary, *own]
    texts += [part.design_module.design_info.intervention_model_description]
    return any(text and _BESIDE_CARE.search(text) for text in texts)


_LATER = gated(
    r"\bwait(?:ing)?[- ]?list|\bdelayed[- ](?:start|intervention|treatment|access|group|arm)", re.I
)


def _comes_later(record: StudyRecord) -> bool:
    """True when a group waits for what others get first."""
    groups = record.protocol_section.arms_interventions_module.arm_groups
    return any(_LATER.search(f"{group.label} {group.description}") for group in groups)


_ALL_LATER = gated(
    r"\bopen[- ]label (?:\w+ )?extension\b|"
    r"\ball (?:subjects|participants|patients|children)\b[^.;]{0,100}\b(?:receiving|will receive|received|"
    r"will be (?:given|treated|offered)|switch\w*)\b|"
    r"\bplacebo (?:group|arm|participants|patients|subjects)?\b[^.;]{0,80}\b(?:switch\w*|cross\w*|"
    r"re-?randomi[sz]ed|(?:then|also|later) receive\w*)\b",
    re.I,
)


def comes_to_all(record: StudyRecord) -> bool:
    """True where a text may give what is tested to those, too, who got a placebo first (NCT05551793)."""
    return any(map(_ALL_LATER.search, _running(record)))
