"""Who the study is about: men, women or children, and how many."""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .ages import PATH, age_in_years
from .bearing_out import lines_of_who_can_join
from .fact import Fact, Points

_WORKERS = gated(
    r"^(?:the )?(?:primary care |licensed |registered |practicing |all |any )*(?:clinicians|physicians|"
    r"doctors|nurses|health ?-?care (?:workers|professionals|providers|staff)|"
    r"pharmacists|general practitioners|medical students|dentists|providers|(?:clinical |nursing |"
    r"medical )?staff|"
    r"residents|surgeons|therapists|nursing students|health workers)\b"
    r"(?!['’]|[\s-]*(?:diagnos|confirm|document|assess|report|refer|order|approv|treat|recommend|prescri|"
    r"determin|"
    r"of (?:the )?(?:nursing home|facility|area|state|county|country|city)))",
    re.I,
)


_PROSTATE = re.compile(r"prostat|erectile|testic", re.I)
"""Where no limit of age is given, an illness of grown men speaks for itself (NCT02501759)."""


_BOTH_SEXES = gated(
    r"\b(?:males? (?:and|or) (?:\w+ )?females?|females? (?:and|or) (?:\w+ )?males?|males?/females?|"
    r"females?/males?|"
    r"(?:wo)?men (?:and|or) (?:wo)?men|(?:both|either|any) (?:sex(?:es)?|genders?))\b",
    re.I,
)
"""Rules that ask for men and women alike, under a box that says one sex."""


def sex_doubt_of(record: StudyRecord) -> Fact[str] | None:
    """Find the rule that takes both sexes where the box names one."""
    part = record.protocol_section.eligibility_module
    if part.sex not in {"MALE", "FEMALE"}:
        return None
    rules = "\n".join(lines_of_who_can_join(part.eligibility_criteria or ""))
    found = _BOTH_SEXES.search(rules)
    return Fact(found.group(), f"{PATH}.eligibilityCriteria", found.group()) if found else None


def group_of(record: StudyRecord, *, any_age: bool, any_sex: bool) -> tuple[str, bool]:
    """Name the people by age and sex ("women", "children"), and say whether all of them are children.

    ``any_age``, ``any_sex``: the record contradicts its own box, so nothing is said by it.
    """
    part = record.protocol_section.eligibility_module
    low, high = age_in_years(part.minimum_age), age_in_years(part.maximum_age)
    if any_age:
        low = high = None
    sex = part.sex if part.sex in {"MALE", "FEMALE"} and not any_sex else ""
    if any_age and sex:
        return "people", False  # whether girls can take part is what the record contradicts
    grown = low is not None and low >= 18
    young = high is not None and high <= 18 and not grown
    if young and _has_groups_of_relatives(record):
        return "people", False
    if young:
        small = high is not None and high <= 12
        names = {"MALE": "boys", "FEMALE": "girls"}
        if high is not None and high <= 2 and not sex:
            return "babies" if high <= 1 else "babies and toddlers", True
        if low is not None and low >= 12:
            return {"MALE": "teenage boys", "FEMALE": "teenage girls"}.get(sex, "teenagers"), True
        return names.get(sex, "children" if small else "children and teenagers"), True
    if low is not None and low >= _OLDER:
        return {"MALE": "older men", "FEMALE": "older women"}.get(sex, "older adults"), False
    if grown:
        return {"MALE": "men", "FEMALE": "women"}.get(sex, "adults"), False
    if (
        sex == "MALE"
        and low is None
        and _PROSTATE.search(" ".join(record.protocol_section.conditions_module.conditions))
    ):
        return "men", False
    if sex == "FEMALE" and low is None and _only_women(record):
        return "women", False
    return {
        "MALE": "men and boys" if low is None or low < 16 else "men",
        "FEMALE": "women and girls" if low is None or low < 12 else "women",
    }.get(sex, "people"), False


_RELATIVES = re.compile(r"\b(?:siblings?|parents?|mothers?|fathers?|relatives?|adult controls?)\b", re.I)


def _has_groups_of_relatives(record: StudyRecord) -> bool:
    """True where a group that is watched is named after relatives, who may be of any age."""
    part = record.protocol_section
    if part.design_module.study_type != "OBSERVATIONAL":
        return False
    return any(_RELATIVES.search(group.label or "") for group in part.arms_interventions_module.arm_groups)


_OLDER = 65
"""From which lowest age on, in years, all are older adults."""

_GROWN_WOMEN = re.compile(r"\b(?:post|pre|peri)-?menopausal|\bwom[ae]n\b|\bmothers?\b|pregnan", re.I)
_YOUNG = re.compile(
    r"\bgirls?\b|adolesc|\bteen|child(?!bear|birth)|pediatric|paediatric|\bdaughter|young female|\binfan",
    re.I,
)


def _only_women(record: StudyRecord) -> bool:
    """True where no box gives an age, and the text speaks of women, never of girls."""
    part = record.protocol_section
    titles = part.identification_module
    text = " ".join(
        filter(
            None, (titles.brief_title, titles.official_title, part.eligibility_module.eligibility_criteria)
        )
    )
    return _GROWN_WOMEN.search(text) is not None and _YOUNG.search(text) is None


def health_workers_of(points: Points) -> Fact[str] | None:
    """Tell that the people who take part are health workers, when the first point says so."""
    if points.clear and points.inclusion and (found := _WORKERS.match(points.inclusion[0])):
        return Fact(found.group(), points.path, points.inclusion[0])
    return None
