"""What is compared with what, as the groups of a study show it."""

import re

import msgspec

from plainstudy.record.record import StudyRecord

from .fact import Arm, Comparison, Treatment
from .names import tidy, without_dose
from .treatments import DUMMY_TYPES, EXACT_DOSE, PATH

_CONTROL_TYPES = DUMMY_TYPES | {"ACTIVE_COMPARATOR", "NO_INTERVENTION"}
_DOSED = frozenset({"drug", "biological", "vaccine", "supplement", "combination", "radiation", "food"})
_STOP_WORD = re.compile(r"\b(?:stop(?:ping|ped)?|discontinu\w*|withdraw\w*|avoid\w*|cessation of)\b", re.I)


def several_doses(record: StudyRecord) -> bool:
    """True when one name is listed several times, each time with another dose in its text."""
    listed = record.protocol_section.arms_interventions_module.interventions
    stated = {tuple(EXACT_DOSE.findall(f"{item.name} {item.description}")) for item in listed} - {()}
    return (
        len(listed) > 1
        and len(stated) == len(listed)
        and len({without_dose(tidy(item.name or "")).lower() for item in listed}) == 1
    )


_DUMMY_WORD = re.compile(
    r"\b(?:placebos?|sham|dumm(?:y|ies)|vehicle|inactive|mock|saline|without|detuned|switched off|"
    r"turned off|simulat\w+|subtherapeutic|sub-therapeutic)\b|\bplacebo",
    re.I,
)
_APART = re.compile(
    r"\b(?:wait(?:ing)?[- ]?list(?:ed)?|delayed|deferred|controls?|usual|standard|routine|alone|"
    r"without|only)\b",
    re.I,
)
_ALONE = re.compile(
    r"\b(?:alone|usual|standard|only|no (?:treatment|intervention)|education|advice|healthy)\b", re.I
)
_NAMED_DUMMY = re.compile(r"placebo|palcebo|\bsham\b|\bdummy\b|\bvehicle\b", re.I)
_OF_DOSE = re.compile(r"\d|\b(?:dos\w+|low\w*|high\w*|medium|middle|mid|single|multiple|escalat\w+)\b", re.I)
_VERSUS = re.compile(r"\b(?:versus|vs)\b", re.I)
_LATER = re.compile(
    r"\bwait(?:ing)?[- ]?list|\bdelayed[- ](?:start|intervention|treatment|access|group|arm)", re.I
)


def dummy_is_told(record: StudyRecord) -> bool:
    """True when a group of that type, or a title or the summary, speaks of a placebo or a sham.

    A group of that type may get less of the thing (NCT05329675) or advice alone (NCT03230123).
    """
    part = record.protocol_section
    module = part.arms_interventions_module
    groups = [group for group in module.arm_groups if group.type in DUMMY_TYPES]
    if not groups:
        return True  # a copy that is listed as a treatment speaks for itself
    texts = [f"{group.label} {group.description} {' '.join(group.intervention_names)}" for group in groups]
    if any(_ALONE.search(text) and not _NAMED_DUMMY.search(text) for text in texts):
        return False
    texts += [part.identification_module.brief_title or "", part.identification_module.official_title or ""]
    if any(_DUMMY_WORD.search(text) for text in texts):
        return True
    said = f"{part.description_module.brief_summary} {part.description_module.detailed_description}"
    return _NAMED_DUMMY.search(said) is not None and not any(_ALONE.search(text) for text in texts)


def sets_against(record: StudyRecord) -> bool:
    """True when a title says "versus"."""
    titles = record.protocol_section.identification_module
    return any(text and _VERSUS.search(text) for text in (titles.brief_title, titles.official_title))


_COMPARES = re.compile(
    r"\b(?:placebo|sham)[- ]?controlled\b|\bversus\b|\bvs\b|\bcompared? (?:to|with)\b|\bcompar(?:ison|ing)\b|"
    r"\brandomi[sz]ed controlled\b|\b(?:double|triple)[- ]blind",
    re.I,
)


_SECOND_GROUP = re.compile(
    r"\bgroup (?:2|two|B|II)\b|\bcontrol (?:group|patients|subjects|arm|participants)\b|"
    r"\bcontrols will\b",
    re.I,
)


def _running(record: StudyRecord) -> tuple[str | None, ...]:
    part = record.protocol_section
    groups = part.arms_interventions_module.arm_groups
    words = part.description_module
    return (words.brief_summary, words.detailed_description, *(group.description for group in groups))


def is_disputed(record: StudyRecord) -> bool:
    """True when one group is listed, and masking, its type or a title speaks of a comparison."""
    part = record.protocol_section
    groups = part.arms_interventions_module.arm_groups
    if len(groups) != 1:
        return False
    info = part.design_module.design_info
    titles = part.identification_module
    return (
        groups[0].type in DUMMY_TYPES
        or any(text and _SECOND_GROUP.search(text) for text in _running(record))
        or "PARTICIPANT" in info.masking_info.who_masked
        or any(text and _COMPARES.search(text) for text in (titles.brief_title, titles.official_title))
    )


_ON_TOP = re.compile(
    r"\b(?:in )?addition (?:to|of)\b|\badd-?on\b|\badjunct\w*|\bplus\b|\balone\b|\bcombin\w+|"
    r"\bin addition\b|\+|"
    r"\btogether with\b|\balong with\b",
    re.I,
)


def adds_to_care(record: StudyRecord) -> bool:
    """True when a group or a title says that what is tested is added to what others get (NCT06572839)."""
    part = record.protocol_section
    texts = [part.identification_module.brief_title, part.identification_module.official_title]
    texts += [
        text for item in part.arms_interventions_module.arm_groups for text in (item.label, item.description)
    ]
    return any(text and _ON_TOP.search(text) for text in texts)


_OWN_CONTROL = re.compile(
    r"\bown controls?\b|\beach (?:patient|participant|subject|person) (?:\w+,? ){0,8}(?:both|"
    r"the two|all (?:two|three))\b|"
    r"\bsplit[- ](?:face|mouth|body)\b|\bcontralateral (?:side|arm|leg|eye)\b",
    re.I,
)


def is_joined(record: StudyRecord) -> bool:
    """True when the text gives to each person what the list has in several groups.

    People are their own control (NCT05229783), or one group by the model gets a combination (NCT05394337).
    """
    part = record.protocol_section
    info = part.design_module.design_info
    if info.intervention_model == "CROSSOVER":
        return False
    words = part.description_module
    groups = part.arms_interventions_module.arm_groups
    texts = [info.intervention_model_description, words.brief_summary, words.detailed_description]
    texts += [group.description for group in groups]
    if any(text and _OWN_CONTROL.search(text) for text in texts):
        return True
    apart = len(groups) > 1 and all(len(group.intervention_names) == 1 for group in groups)
    titles = part.identification_module
    combined = any(text and _TOGETHER.search(text) for text in (titles.brief_title, titles.official_title))
    return apart and combined and info.intervention_model == "SINGLE_GROUP"


_TOGETHER = re.compile(r"\bplus\b|\bcombin\w+|\+|\btogether with\b", re.I)


def comes_later(record: StudyRecord) -> bool:
    """True when a group waits for what others get first."""
    groups = record.protocol_section.arms_interventions_module.arm_groups
    return any(_LATER.search(f"{group.label} {group.description}") for group in groups)


def comparison_of(
    arms: tuple[Arm, ...],
    treatments: tuple[Treatment, ...],
    *,
    doses: bool = False,
    dummy_told: bool = True,
    later: bool = False,
    versus: bool = False,
    disputed: bool = False,
    joined: bool = False,
) -> Comparison:
    """Say what is compared with what, from the groups alone; unclear where they do not show it.

    ``dummy_told`` False: no text speaks of a placebo or sham, whatever the types of the groups say.
    ``later``: a group gets it after a time of waiting. ``versus``: a title sets two things against each
    other, so groups that all list the same differ in what the list does not show. ``disputed``: one group is
    listed, and something else in the record speaks of a comparison. ``joined``: what the list has apart is
    given together, or to each person in turn, by the text.
    """
    found = _from_groups(arms, treatments, doses=doses)
    if found.kind == "one_group" and disputed:
        return msgspec.structs.replace(found, kind="one_listed")
    dummies = any(arm.dummies for arm in arms)
    if found.kind.startswith(("placebo", "sham")) and not dummy_told and not dummies:
        return msgspec.structs.replace(found, kind=_without_dummy(found, arms))
    if found.kind in {"no_treatment", "usual_care"} and _called_otherwise(found, arms, treatments):
        return msgspec.structs.replace(found, kind="unclear")
    if joined and found.kind in {"each_other", "treatments", "added", "on_top"}:
        return msgspec.structs.replace(
            found, kind="unclear", tested=(*found.tested, *found.against), against=()
        )
    if later and found.kind in {"no_treatment", "same"}:
        return msgspec.structs.replace(found, kind="unclear")
    alone = any(arm.type in DUMMY_TYPES and _ALONE.search(arm.label) for arm in arms if not arm.dummies)
    if found.kind in {"placebo", "sham"} and alone:
        return msgspec.structs.replace(found, kind="unclear")
    if found.kind == "doses" and not all(treatments[number].kind in _DOSED for number in found.tested):
        found = msgspec.structs.replace(found, kind="same")  # four steps or five are no doses (NCT07040111)
    if found.kind == "same" and (versus or any(_APART.search(arm.label) for arm in arms)):
        return msgspec.structs.replace(found, kind="unclear")
    return found


_LONG = re.compile(r"[a-z]{4,}")
_OF_GROUPS_LISTED = """
    inter exper treat group contr activ study arms patie parti thera with plus
"""
_OF_GROUPS = frozenset(_OF_GROUPS_LISTED.split())


def _called_otherwise(found: Comparison, arms: tuple[Arm, ...], treatments: tuple[Treatment, ...]) -> bool:
    """True when a group is called after something else than what it is listed with (NCT06027073)."""
    for arm in arms:
        mine = [treatments[number] for number in arm.gets if number in found.tested]
        label = {word[:5] for word in _LONG.findall(arm.name.lower())} - _OF_GROUPS
        if not mine or not label:
            continue
        listed = " ".join(f"{item.name} {item.registered} {item.also}" for item in mine).lower()
        spoken = {word[:5] for word in _LONG.findall(listed)}
        if spoken and label.isdisjoint(spoken):
            return True
    return False


def _without_dummy(found: Comparison, arms: tuple[Arm, ...]) -> str:
    """Name a comparison whose control group is a placebo by its type alone."""
    control = [arm for arm in arms if arm.type in DUMMY_TYPES]
    if found.kind.endswith("_added") and not any(_ALONE.search(arm.label) for arm in control):
        return "added"
    return "usual_care" if all(arm.rest == "care" for arm in control) and not found.everyone else "unclear"


def _from_groups(arms: tuple[Arm, ...], treatments: tuple[Treatment, ...], *, doses: bool) -> Comparison:
    only_measured = not any(map(_counts, treatments))
    got = [tuple(n for n in arm.gets if _counts(treatments[n], measured=only_measured)) for arm in arms]
    everything = tuple(dict.fromkeys(number for mine in got for number in mine))
    paths = tuple(arm.path for arm in arms[:8])
    if not arms:
        chosen = tuple(n for n, item in enumerate(treatments) if _counts(item, measured=only_measured))
        return Comparison(
            kind="not_listed", tested=chosen, paths=(f"{PATH}.interventions",) if treatments else ()
        )
    if len(arms) == 1:
        return Comparison(kind="one_group", tested=everything, paths=paths)
    everyone = tuple(number for number in everything if all(number in mine for mine in got))
    if not everything:
        return Comparison(kind="unclear", paths=paths)
    if any(_STOP_WORD.search(arm.label) for arm in arms):
        # A group that stops or goes without a thing is listed with that thing (NCT04013763).
        return Comparison(kind="unclear", tested=everything, paths=paths)
    if all(set(mine) == set(everyone) for mine in got):
        return Comparison(
            kind=_kind_of_same(arms, doses=doses), tested=everyone, everyone=everyone, paths=paths
        )
    control = _control(arms, got)
    # A group of type OTHER beside experimental ones (a lead-in for all, say) is neither.
    apart = (
        {arm.path for arm in arms if arm.type not in {"EXPERIMENTAL", *_CONTROL_TYPES}}
        if any(arm.type == "EXPERIMENTAL" for arm in arms)
        else set()
    )
    trial = [
        mine
        for arm, mine, is_control in zip(arms, got, control, strict=True)
        if not is_control and arm.path not in apart
    ]
    other = [(arm, mine) for arm, mine, is_control in zip(arms, got, control, strict=True) if is_control]
    in_control = {number for _, mine in other for number in mine}
    in_trial = {number for mine in trial for number in mine}
    tested = tuple(number for number in everything if number in in_trial and number not in in_control)
    against = tuple(number for number in everything if number in in_control and number not in in_trial)
    together = any(set(mine) >= set(tested) for mine in trial)
    if not other or not trial:
        return _each_other(got, everything, everyone, paths)
    if not tested:
        if (
            against
            and everyone
            and all(arm.type == "EXPERIMENTAL" for arm, mine in zip(arms, got, strict=True) if mine in trial)
        ):
            return Comparison(kind="less", tested=against, everyone=everyone, paths=paths)
        return Comparison(kind="unclear", tested=everything, everyone=everyone, paths=paths)
    return Comparison(
        kind=_against_kind(other, against, everyone, treatments),
        tested=tested,
        against=against,
        everyone=everyone,
        alternatives=not together,
        paths=paths,
    )


def _control(arms: tuple[Arm, ...], got: list[tuple[int, ...]]) -> list[bool]:
    """Say which groups are there to compare with: by type, else by getting a part of what others get."""
    types = {arm.type for arm in arms}
    if "EXPERIMENTAL" in types and types & _CONTROL_TYPES:
        return [arm.type in _CONTROL_TYPES for arm in arms]
    if types & DUMMY_TYPES:
        return [arm.type in DUMMY_TYPES for arm in arms]
    return [
        not mine or (bool(arm.dummies) and any(set(mine) < set(more) for more in got))
        for arm, mine in zip(arms, got, strict=True)
    ]


def _against_kind(
    other: list[tuple[Arm, tuple[int, ...]]],
    against: tuple[int, ...],
    everyone: tuple[int, ...],
    treatments: tuple[Treatment, ...],
) -> str:
    """Name what the groups without the tested treatment get in its place."""
    # A real thing in a group called placebo is what it is, a comparison (NCT06836752).
    if all(arm.dummies or (arm.type in DUMMY_TYPES and not against) for arm, _ in other):
        shams = all(
            arm.type == "SHAM_COMPARATOR"
            or any("sham" in treatments[n].registered.lower() for n in arm.dummies)
            for arm, _ in other
        )
        kind = "sham" if shams else "placebo"
        return f"{kind}_added" if everyone and all(mine for _, mine in other) else kind
    if any(arm.dummies for arm, _ in other):
        return "mixed"
    if against:
        return "treatments"
    if all(mine for _, mine in other):
        return "added"
    if any(mine for _, mine in other):
        return "mixed"
    if all(arm.rest == "care" for arm, _ in other):
        return "usual_care"
    plain = all(arm.type == "NO_INTERVENTION" and not arm.rest for arm, _ in other)
    return "no_treatment" if plain else "unclear"


def _each_other(
    got: list[tuple[int, ...]], everything: tuple[int, ...], everyone: tuple[int, ...], paths: tuple[str, ...]
) -> Comparison:
    """Compare groups of which none is there to compare with: all that differs is tested."""
    tested = tuple(number for number in everything if number not in everyone)
    together = any(set(mine) >= set(tested) for mine in got)
    # Some get what everyone gets and no more: the rest comes on top of it (NCT05907980).
    on_top = bool(everyone) and any(set(mine) == set(everyone) for mine in got)
    return Comparison(
        kind="on_top" if on_top else "each_other",
        tested=tested,
        everyone=everyone,
        alternatives=not together,
        paths=paths,
    )


def _kind_of_same(arms: tuple[Arm, ...], *, doses: bool) -> str:
    """Tell groups that all get the same apart: by dose, by what their types say, or not at all."""
    types = {arm.type for arm in arms}
    if (
        types & DUMMY_TYPES
        and types - DUMMY_TYPES
        and not any(arm.dummies for arm in arms if arm.type in DUMMY_TYPES)
    ):
        # One name is listed for the thing and its copy; the groups' types tell them apart (NCT01489033).
        return "sham" if "SHAM_COMPARATOR" in types else "placebo"
    if types & (DUMMY_TYPES | {"NO_INTERVENTION"}):
        return "unclear"  # the groups' types say what their treatments do not show
    stated = [tuple(EXACT_DOSE.findall(arm.label)) for arm in arms]
    by_dose = all(stated) and len(set(stated)) == len(arms)
    # Three cancers are no three doses, whatever the list of treatments holds (NCT06760702).
    otherwise = any(arm.name and not _OF_DOSE.search(arm.name) for arm in arms)
    return "doses" if by_dose or (doses and not otherwise) else "same"


def _counts(item: Treatment, *, measured: bool = False) -> bool:
    """True for what can be put to the test; measuring counts only where nothing else is done."""
    return item.kind != "care" and not item.dummy and (measured or item.kind != "measurement")
