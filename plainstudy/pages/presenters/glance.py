"""The facts at a glance: short words for what a reader looks for first."""

from dataclasses import dataclass

from plainstudy.plain.wording import age_words, date_words, format_number, join_words, sentence_case
from plainstudy.record.study import DateStruct, EligibilityModule, ProtocolSection

from .places import where_words

MOST_NAMES = 2
_TYPE_WORDS = {
    "DRUG": "drug", "DEVICE": "device", "BIOLOGICAL": "biological medicine", "PROCEDURE": "procedure",
    "RADIATION": "radiation", "BEHAVIORAL": "behaviour", "GENETIC": "genetic treatment",
    "DIETARY_SUPPLEMENT": "food supplement", "COMBINATION_PRODUCT": "combined product",
    "DIAGNOSTIC_TEST": "test",
}  # fmt: skip
_KIND_WORDS = {
    "OBSERVATIONAL": "People are observed",
    "EXPANDED_ACCESS": "Access to a treatment outside a study",
}
_PHASE_WORDS = {"EARLY_PHASE1": "early 1", "PHASE1": "1", "PHASE2": "2", "PHASE3": "3", "PHASE4": "4"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is about, and the fact."""

    label: str
    value: str


def present_facts(protocol: ProtocolSection, *, has_results: bool, grade: float | None) -> tuple[Fact, ...]:
    """Return the facts that the record has, in reading order; what is not there has no line."""
    status = protocol.status_module
    lines = [
        ("What", what_words(protocol)),
        ("Kind", _KIND_WORDS.get(protocol.design_module.study_type or "", "")),
        ("Phase", phase_words(protocol.design_module.phases)),
        ("Placebo", _placebo(protocol)),
        ("People", people_words(protocol)),
        ("Where", where_words(protocol.contacts_locations_module)),
        ("Ages", ages_words(protocol.eligibility_module)),
        ("Sex", _sex(protocol.eligibility_module.sex)),
        ("Start", _date(status.start_date_struct)),
        ("End", _date(status.completion_date_struct)),
        ("Run by", protocol.sponsor_collaborators_module.lead_sponsor.name or ""),
        ("Results", "Posted in the registry" if has_results else ""),
        ("Reads at", f"School grade {max(1, round(grade))}" if grade is not None else ""),
    ]
    return tuple(Fact(label, value) for label, value in lines if value)


def what_words(protocol: ProtocolSection) -> str:
    """Name what is tested and its kind: "Bone cement (procedure)", two more named, the rest counted."""
    interventions = [i for i in protocol.arms_interventions_module.interventions if i.name]
    named = [
        f"{sentence_case(i.name or '')} ({_TYPE_WORDS[i.type]})"
        if i.type in _TYPE_WORDS
        else sentence_case(i.name or "")
        for i in interventions[:MOST_NAMES]
    ]
    more = len(interventions) - len(named)
    return "; ".join(named) + (f" and {more} more" if more > 0 else "")


def phase_words(phases: tuple[str, ...]) -> str:
    """Say the phase: "2 of 4", "1 and 2 of 4"; empty where the record gives none."""
    known = [_PHASE_WORDS[phase] for phase in phases if phase in _PHASE_WORDS]
    return f"{join_words(known)} of 4" if known else ""


def people_words(protocol: ProtocolSection) -> str:
    """Say how many: "87", "600 planned"."""
    info = protocol.design_module.enrollment_info
    if info.people is None:
        return ""
    return format_number(info.people) if info.type == "ACTUAL" else f"{format_number(info.people)} planned"


def ages_words(module: EligibilityModule) -> str:
    """Say the limits of age: "18 to 75 years", "18 years and over", "Up to 17 years"; empty without."""
    low, high = module.minimum_age, module.maximum_age
    if low and high:
        low_words, high_words = age_words(low), age_words(high)
        low_unit, high_unit = low_words.rpartition(" ")[2], high_words.rpartition(" ")[2]
        if low_unit.rstrip("s") == high_unit.rstrip("s"):
            return f"{low_words.rpartition(' ')[0]} to {high_words}"
        return f"{low_words} to {high_words}"
    if low:
        return f"{age_words(low)} and over"
    return f"Up to {age_words(high)}" if high else ""


def _sex(sex: str | None) -> str:
    return {"FEMALE": "Women and girls", "MALE": "Men and boys", "ALL": "Any"}.get(sex or "", "")


def _placebo(protocol: ProtocolSection) -> str:
    """Say whether a placebo is part of the study; empty where the record leaves it open."""
    module = protocol.arms_interventions_module
    kinds = {arm.type for arm in module.arm_groups}
    names = " ".join(i.name or "" for i in module.interventions).lower()
    if "PLACEBO_COMPARATOR" in kinds or "placebo" in names:
        return "Part of this study"
    if "SHAM_COMPARATOR" in kinds:
        return "A sham treatment is part of it"
    is_drug_test = any(i.type in {"DRUG", "BIOLOGICAL"} for i in module.interventions)
    return "None listed" if is_drug_test and protocol.design_module.study_type == "INTERVENTIONAL" else ""


def _date(struct: DateStruct) -> str:
    if struct.date is None:
        return ""
    words = date_words(struct.date)
    return f"{words} (planned)" if struct.type == "ESTIMATED" else words
