"""What is compared with what, as the groups of a study show it and its texts bear it out.

The list of groups comes first; what it shows is told only where the groups' own words and the texts agree
(see ``agreement``). Else the kind is "unclear", and a page names the groups as the record does.
"""

import re

import msgspec

from plainstudy.writing.gated import gated

from .comparison_told import ALONE, Told
from .fact import Comparison
from .things import Arm, Treatment
from .treatments import DUMMY_TYPES, EXACT_DOSE, PATH

_CONTROL_TYPES = DUMMY_TYPES | {"ACTIVE_COMPARATOR", "NO_INTERVENTION"}
_DOSED = frozenset({"drug", "biological", "vaccine", "supplement", "combination", "radiation"})
_STOP_WORD = gated(r"\b(?:stop(?:ping|ped)?|discontinu\w*|withdraw\w*|avoid\w*|cessation of)\b", re.I)
_APART = re.compile(
    r"\b(?:wait(?:ing)?[- ]?list(?:ed)?|delayed|deferred|controls?|usual|standard|routine|alone|"
    r"without|only)\b",
    re.I,
)
_OF_DOSE = re.compile(r"\d|\b(?:dos\w+|low\w*|high\w*|medium|middle|mid|single|multiple|escalat\w+)\b", re.I)


def comparison_of(arms: tuple[Arm, ...], treatments: tuple[Treatment, ...], told: Told) -> Comparison:
    """Say what is compared with what; unclear where groups do not show it, or texts do not bear it out."""
    found = _from_groups(arms, treatments, doses=told.doses)
    if found.kind == "one_group" and told.disputed:
        return msgspec.structs.replace(found, kind="one_listed")
    dummies = any(arm.dummies for arm in arms)
    if found.kind.startswith(("placebo", "sham")) and not told.dummy and not dummies:
        found = msgspec.structs.replace(found, kind=_without_dummy(found, arms))
    if found.kind in {"no_treatment", "usual_care"} and _called_otherwise(found, arms, treatments):
        return _unclear(found)
    if found.kind == "usual_care" and told.beside_care:
        return _unclear(found)
    if told.later and found.kind in {"no_treatment", "same"}:
        return _unclear(found)
    if found.kind == "doses" and not all(treatments[number].kind in _DOSED for number in found.tested):
        found = msgspec.structs.replace(found, kind="same")  # four steps or five are no doses (NCT07040111)
    if found.kind == "same" and (told.versus or any(_APART.search(arm.label) for arm in arms)):
        return _unclear(found)
    if not _is_borne_out(found, arms, treatments, told):
        return _unclear(found, together=told.joined)
    if found.kind == "treatments" and not told.compares:
        tested = (*found.tested, *found.against)
        return msgspec.structs.replace(found, kind="each_other", tested=tested, against=())
    return found


def _unclear(found: Comparison, *, together: bool = False) -> Comparison:
    """Leave open what is compared; what there is to compare with is tested where all get it ``together``."""
    tested = (*found.tested, *found.against) if together else found.tested
    return msgspec.structs.replace(found, kind="unclear", tested=tested, against=(), alternatives=False)


_NEED_GROUPS = frozenset({"treatments", "each_other", "added", "on_top", "less", "mixed"})


def _is_borne_out(
    found: Comparison, arms: tuple[Arm, ...], treatments: tuple[Treatment, ...], told: Told
) -> bool:
    """True where the groups' own words and the texts agree with what the lists show."""
    kind = found.kind.partition("_added")[0]
    if found.kind in {"one_group", "not_listed", "unclear", "same", "doses"}:
        return True
    if told.joined or not told.apart:
        return False
    if kind in {"placebo", "sham"}:
        return _dummy_is_borne_out(found, arms, treatments)
    if kind in _NEED_GROUPS and not all(arm.agrees for arm in arms):
        return False
    # What the record calls a placebo or sham may be listed as something else.
    own = kind in {"treatments", "each_other", "mixed"}
    return not (own and any(arm.type in DUMMY_TYPES and not arm.dummies for arm in arms))


_MORE = re.compile(r"[/+&]|\b(?:and|plus|with)\b", re.I)


def _has_more(registered: str) -> bool:
    """True where a placebo's name has another thing beside it: "Placebo/dapagliflozin" (NCT06742723)."""
    return _MORE.search(registered) is not None


def _dummy_is_borne_out(found: Comparison, arms: tuple[Arm, ...], treatments: tuple[Treatment, ...]) -> bool:
    """True where some group gets a placebo or sham, nothing that is tested, and nothing of either later.

    NCT01601847 gives the placebo once a limit is reached; NCT06372145 gives one to both groups.
    """
    tested = set(found.tested) - set(found.everyone)
    control = [arm for arm in arms if arm.dummies or arm.type in DUMMY_TYPES]
    control = [arm for arm in control if tested.isdisjoint(arm.gets)]
    if not control:
        return False
    if found.everyone and not found.kind.endswith("_added"):
        # One name is listed for the thing and its copy: the words of the groups tell them apart.
        control = [arm for arm in control if arm.type in DUMMY_TYPES]
    if any(_has_more(treatments[number].registered) for arm in control for number in arm.dummies):
        return False
    if any(arm.in_order or (ALONE.search(arm.label) and not arm.dummies) for arm in control):
        return False
    return bool(control) and (not found.kind.endswith("_added") or all(arm.agrees for arm in arms))


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
    if found.kind.endswith("_added") and not any(ALONE.search(arm.label) for arm in control):
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
    if not against and all(arm.dummies or arm.type in DUMMY_TYPES for arm, _ in other):
        shams = all(
            arm.type == "SHAM_COMPARATOR"
            or any("sham" in treatments[n].registered.lower() for n in arm.dummies)
            for arm, _ in other
        )
        kind = "sham" if shams else "placebo"
        return f"{kind}_added" if everyone and all(mine for _, mine in other) else kind
    if any(arm.dummies for arm, _ in other):
        # Some get a copy, others another thing; a copy beside another thing hides which of both it is.
        both = any(arm.dummies and not set(against).isdisjoint(mine) for arm, mine in other)
        return "unclear" if both else "mixed"
    if against:
        # Each group to compare with has something of its own (not so NCT05501886).
        own = all(not set(against).isdisjoint(mine) for _, mine in other)
        return "treatments" if own else "unclear"
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
