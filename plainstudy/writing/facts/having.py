"""Whether those who take part have an illness that the record lists, or whether it is only what it is about.

A vaccine is given to people without the infection, a diet to babies without the allergy it may prevent. Where
something in a record makes that likely, the illness is told as a topic, unless its own words say that the
people have it. To say less is always true; to call a healthy person ill is not.
"""

import re
from functools import lru_cache

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .bearing_out import (
    asked_for,
    has_any,
    is_either_way,
    is_kept_out,
    is_named_in_rules,
    is_ruled_out,
    is_suspected,
    is_told_absent,
    lines_of_who_can_join,
    named_in,
    places_of,
    stems_of,
    told_of_people,
)
from .short_forms import own_short_forms

HAD, PREVENTED, AT_RISK, TOPIC = "had", "prevented", "at risk", "topic"
"""What an illness is to those who take part; ``TOPIC`` claims nothing."""

_DOUBT = gated(
    r"prevent|prophyla|protect|\bat (?:\w+ )?risk\b|\brisk of\b|vaccin|immuni[sz]ation|newborn|neonat|"
    r"\binfants?\b|"
    r"\bbirth|pregnan|matern|perinatal|prenatal|healthy|screening|general population|\bwithout\b",
    re.I,
)
_CANCER_VACCINE = re.compile(
    r"\b(?:cancer|tumou?r|peptide|dendritic|neoantigen|melanoma|leukemia)\b.{0,40}?vaccin\w+|"
    r"vaccin\w+.{0,60}?\b(?:cancer|tumou?r|peptide|dendritic|neoantigen|melanoma|leukemia)\b",
    re.I,
)
_DOUBT_WATCHING = gated(
    r"\brisks?\b|predict|incidence|prevalence|onset|develop|controls?\b|awareness|knowledge|survey|"
    r"epidemiolog",
    re.I,
)
_COMES_LATER = gated(
    r"\b(?:incidence|occurrence|development|onset|rate|risk|prediction|detection|diagnosis) of\b|"
    r"\bnew[- ]onset\b|\bdiagnosed with\b",
    re.I,
)
_OTHER_PURPOSES = frozenset({"SCREENING", "HEALTH_SERVICES_RESEARCH", "BASIC_SCIENCE"})
"""Studies of such a purpose may be about an illness without its patients."""


@lru_cache(maxsize=64)  # the same titles are asked about for every condition of a record
def _is_doubtful(titles: str) -> bool:
    return _DOUBT.search(_CANCER_VACCINE.sub("", titles) if "accin" in titles else titles) is not None


@lru_cache(maxsize=64)
def _is_doubtful_when_watched(titles: str) -> bool:
    return _DOUBT_WATCHING.search(titles) is not None


def role_of(record: StudyRecord, name: str, *, words: str, alone: bool = True) -> str:
    """Say what the illness ``name`` is to the people of a study: had, prevented, at risk or topic.

    ``words`` is the same illness as readers are told it. One of several conditions (not ``alone``) has to
    stand in a title or in who can join as well.
    """
    part = record.protocol_section
    titles = part.identification_module
    both = f"{titles.brief_title or ''} . {titles.official_title or ''}"
    info = part.design_module
    if (
        info.design_info.observational_model == "FAMILY_BASED"
        or _is_contradicted(both, words)
        or _SUSPECTED.search(name)
    ):
        return TOPIC
    doubtful = (
        bool(part.eligibility_module.healthy_volunteers)
        or info.design_info.primary_purpose in _OTHER_PURPOSES
        or (info.design_info.primary_purpose == "PREVENTION" and not _spares_an_attack(both, words))
        or info.design_info.observational_model == "CASE_CONTROL"
        or (_is_doubtful(both) and not _spares_an_attack(both, words))
        or (info.study_type == "OBSERVATIONAL" and _is_doubtful_when_watched(both))
    )
    criteria = part.eligibility_module.eligibility_criteria or ""
    stems = (*stems_of(f"{name} {words}"), *own_short_forms(record, name))
    if info.design_info.primary_purpose != "TREATMENT" and not doubtful:
        doubtful = is_kept_out(criteria, stems)
    doubtful = doubtful or not (alone or has_any(both.lower(), stems) or asked_for(criteria, stems))
    if info.study_type == "OBSERVATIONAL" and any(
        _is_the_measure(record, listed, both)
        for listed in part.conditions_module.conditions[:5]
        if has_any(listed.lower(), stems)
    ):
        return TOPIC
    if (
        _is_a_question(record, stems)
        or is_told_absent(criteria, name)
        or _is_only_looked_for(record, both, stems, name, words)
    ):
        return _role_in_titles(record, both, stems)
    if (
        _RELABELED.search(both)
        or is_either_way(criteria, stems)
        or (
            is_suspected(criteria, stems)
            and (info.design_info.primary_purpose == "DIAGNOSTIC" or not asked_for(criteria, stems))
            and not told_of_people(both, stems)
        )
    ):
        return _role_in_titles(record, both, stems)
    if not _spares_an_attack(both, words) and _is_kept_well_and_out(record, both, criteria, name):
        return _role_in_titles(record, both, stems)
    doubtful = doubtful or not _is_borne_out(record, both, stems, name, words)
    if not doubtful and not _is_watched_for(record, stems) and not _is_denied(record, both, words):
        return HAD
    if not stems:
        return TOPIC if doubtful else HAD
    if (info.design_info.primary_purpose or "") not in _IN_THE_ILL or _BROUGHT_ON.search(name):
        named = _is_named_in_rules(record, both, criteria, (name, words), stems)
        if not _is_denied(record, both, words) and (named or told_of_people(both, stems)):
            return HAD
        return _role_in_titles(record, both, stems)
    strictly = (info.design_info.primary_purpose or "") not in _IN_THE_ILL or _is_kept_well(both)
    if not _is_denied(record, both, words) and (
        asked_for(criteria, stems, strictly=strictly) or told_of_people(both, stems)
    ):
        return HAD
    return _role_in_titles(record, both, stems)


def _is_only_looked_for(
    record: StudyRecord, titles: str, stems: tuple[str, ...], name: str, words: str
) -> bool:
    """True for an illness that a title looks for, where no rule asks for it by name."""
    low = titles.lower()
    if told_of_people(titles, stems):
        return False
    criteria = record.protocol_section.eligibility_module.eligibility_criteria or ""
    if "allerg" in name.lower() and "allerg" not in low and _SENSITIZED.search(titles):
        return not any("allerg" in line.lower() for line in lines_of_who_can_join(criteria))
    if not any(_LOOKS_FOR.search(before) for before, _ in places_of(low, words.lower())):
        return False
    return not is_named_in_rules(criteria, (name, words), stems, own_short_forms(record, name), strictly=True)


def _is_a_question(record: StudyRecord, stems: tuple[str, ...]) -> bool:
    """True where a group is named after the suspicion of an illness (NCT06387030)."""
    return any(
        _SUSPECTS.search(label) is not None and has_any(label, stems)
        for arm in record.protocol_section.arms_interventions_module.arm_groups
        if (label := (arm.label or "").lower())
    )


_IN_THE_ILL = frozenset({"TREATMENT", "SUPPORTIVE_CARE", "DEVICE_FEASIBILITY", ""})
"""Purposes of studies that are done in people with the illness; others have to ask for it outright."""


def _is_borne_out(record: StudyRecord, titles: str, stems: tuple[str, ...], name: str, words: str) -> bool:
    """True where a second place of the record speaks of people with the illness.

    A list of conditions alone also names what a picture of the breast looks for (NCT05914168).
    """
    part = record.protocol_section
    criteria = part.eligibility_module.eligibility_criteria or ""
    purpose = part.design_module.design_info.primary_purpose or ""
    if not stems or told_of_people(titles, stems):
        return True
    if purpose not in _IN_THE_ILL or _BROUGHT_ON.search(name):
        return _is_named_in_rules(record, titles, criteria, (name, words), stems)
    if asked_for(criteria, stems, strictly=False):
        return True
    if not criteria.strip() or any(has_any(line.lower(), stems) for line in lines_of_who_can_join(criteria)):
        return True
    others = [other.lower() for other in part.conditions_module.conditions]
    return purpose != "" and named_in(titles.lower(), name) and not any(map(_EARLIER.match, others))


_SENSITIZED = gated(r"\bsensiti[sz]ation\b", re.I)
_LOOKS_FOR = gated(r"\b(?:detect(?:ing|ion|s)?|screening for|diagnosing)(?: of)? (?:[\w-]+ ){0,2}$")
"""A camera that looks for an illness is tried in people who may not have it (NCT05808699)."""
_RELABELED = gated(r"\bde-?label", re.I)
"""A study that takes wrong names of an allergy off people's files (NCT05563610)."""
_IN_THE_WELL = frozenset({"PREVENTION", "SCREENING", "DIAGNOSTIC", "HEALTH_SERVICES_RESEARCH"})


def _is_kept_well_and_out(record: StudyRecord, titles: str, criteria: str, name: str) -> bool:
    """True where people without an illness are looked for, and the rules keep those out who have it."""
    part = record.protocol_section
    in_the_well = part.design_module.design_info.primary_purpose in _IN_THE_WELL
    if not (in_the_well or part.eligibility_module.healthy_volunteers):
        return False
    main = stems_of(name, same=part.design_module.design_info.primary_purpose != "PREVENTION")
    parts = re.split(r" and |/|, ", name)
    ruled = any(stems_of(part, same=False) and is_ruled_out(criteria, part) for part in parts)
    return ruled and not (asked_for(criteria, main) or told_of_people(titles, main))


_STRICT = frozenset({"PREVENTION", "SCREENING", "HEALTH_SERVICES_RESEARCH"})


def _is_named_in_rules(
    record: StudyRecord, titles: str, criteria: str, names: tuple[str, ...], stems: tuple[str, ...]
) -> bool:
    part = record.protocol_section
    strictly = (
        part.design_module.design_info.primary_purpose in _STRICT
        or bool(part.eligibility_module.healthy_volunteers)
        or _is_kept_well(titles)
    )
    return is_named_in_rules(criteria, names, stems, own_short_forms(record, names[0]), strictly=strictly)


_BROUGHT_ON = re.compile(r"\binduced\b|\badverse\b|side effect|toxicit|complicat", re.I)
"""What a treatment may bring: those who get it need not have it."""
_EARLIER = re.compile(r"pre-? ?diabet|pre-?hypert")
"""What comes before an illness: beside it, nobody can tell who of both is meant (NCT06614543)."""
_SUSPECTS = gated(r"\bsusp(?:ici|ect)")
_SUSPECTED = gated(r"\bsuspected\b", re.I)
_SPREAD = gated(r"\bmetasta", re.I)
_NON_SPREAD = re.compile(r"\bnon-?metasta", re.I)
_NOT_SPREAD = gated(r"\b(?:operable|resectable|resected|non-?metastatic|locali[sz]ed|early[- ]stage)\b", re.I)


def _is_contradicted(titles: str, words: str) -> bool:
    """True for a cancer that has spread under a title of one that has not."""
    return (
        _SPREAD.search(_NON_SPREAD.sub("", words)) is not None
        and _NOT_SPREAD.search(titles) is not None
        and _SPREAD.search(_NON_SPREAD.sub("", titles)) is None
    )


_KEPT_WELL = gated(
    r"pregnan|\bbirth|newborn|neonat|\binfan|matern|prenatal|\brisk|vaccin|immuni[sz]|prevent|introduction|mother|"
    r"onset|general population",
    re.I,
)


@lru_cache(maxsize=64)
def _is_kept_well(titles: str) -> bool:
    """True for titles of studies in people who are mostly well."""
    return _KEPT_WELL.search(titles) is not None


_RETURNS = gated(r"headache|migraine|seizure|epilep|exacerbat|attack|relaps|recurren", re.I)
"""Illnesses of which a person who has them is spared the next attack."""
_CAUGHT = gated(
    r"covid|influenza|\bflu\b|virus|viral|pneumococ|meningo|measles|papilloma|malaria|tubercul|hepatitis|"
    r"zoster|typhoid|cholera|dengue|rabies|tetanus|pertussis|\brsv\b|ebola|polio|respiratory tract|infection|"
    r"schistosom",
    re.I,
)


_RISK_AFTER = re.compile(r"\W*(?:risks?|prevention|prophylaxis|screening)\b(?! (?:group|strat|class))")
_BRINGS = re.compile(r"\S* (?:\w+ )?(?:attack|complic|relaps|progress|flare|exacerb|death|worsen)", re.I)
_WITHOUT = gated(r"\bwithout (?:known |established |a history of )?$", re.I)
_PREVENTS = gated(r"\bprevent\w* (?:of )?$", re.I)
_SPARES = re.compile(r" \w*(?:attack|complic|relaps|progres|flare)", re.I)
_VACCINE = re.compile(r"vaccin|immuni[sz]ation", re.I)


def _spares_an_attack(titles: str, illness: str) -> bool:
    """True where what is prevented is the next attack, or something that the illness brings."""
    return _RETURNS.search(illness) is not None or any(
        _BRINGS.match(after) for _, after in places_of(titles.lower(), illness.lower())
    )


def _is_denied(record: StudyRecord, titles: str, illness: str) -> bool:
    """True where the record says in so many words that the illness is not there, or is to be kept away."""
    part = record.protocol_section
    arms = part.arms_interventions_module.arm_groups
    name = illness.lower()
    spoken = f"{titles} {' '.join(arm.label or '' for arm in arms)}".lower()
    if any(_WITHOUT.search(before) for before, _ in places_of(spoken, name)):
        return True
    if not _RETURNS.search(illness) and any(
        _RISK_AFTER.match(after) for _, after in places_of(titles.lower(), name)
    ):
        return True
    prevented = any(
        _PREVENTS.search(before) and not _SPARES.match(after)
        for before, after in places_of(titles.lower(), name)
    )
    if prevented and not _RETURNS.search(illness):
        return True
    info = part.design_module
    kept_away = (
        bool(part.eligibility_module.healthy_volunteers)
        or info.design_info.primary_purpose == "PREVENTION"
        or info.study_type == "OBSERVATIONAL"
    )
    return (
        kept_away
        and _CAUGHT.search(illness) is not None
        and "chronic" not in name
        and _VACCINE.search(titles) is not None
    )


_RISK_OF = re.compile(r"\bat (?:an? )?(?:\w+ )?risk (?:of|for) (?:[\w-]+ ){0,4}$")
_KEEPS_AWAY = re.compile(
    r"\b(?:prevent(?:ion|ing|s|ed)?(?: of)?|protect\w*(?: [\w-]+){0,4} (?:from|against))(?: [\w-]+){0,5} $"
)


def _role_in_titles(record: StudyRecord, titles: str, stems: tuple[str, ...]) -> str:
    """Say by the titles whether the illness is to be prevented, or people are at risk of it."""
    low = titles.lower()
    if "risk" in low and any(_RISK_OF.search(before) for stem in stems for before, _ in places_of(low, stem)):
        return AT_RISK
    if record.protocol_section.design_module.design_info.primary_purpose != "PREVENTION":
        return TOPIC
    text = f"{low} {(record.protocol_section.description_module.brief_summary or '').lower()}"
    kept = any(_KEEPS_AWAY.search(before) for stem in stems for before, _ in places_of(text, stem))
    return PREVENTED if kept else TOPIC


def _is_the_measure(record: StudyRecord, name: str, titles: str) -> bool:
    """True when the first main measure is the illness itself, and no title speaks of people with it."""
    measures = record.protocol_section.outcomes_module.primary_outcomes
    measure = ((measures[0].measure or "") if measures else "").lower()
    illness = name.lower().replace("hypersensitivity", "allergy")
    if not measure.startswith(illness) or f"with {illness}" in titles.lower():
        return False
    return not measure[len(illness) :].strip(" .") or measure[len(illness) :].startswith((" after ", " at "))


def _is_watched_for(record: StudyRecord, stems: tuple[str, ...]) -> bool:
    """True when the first main measure counts who gets the illness."""
    measures = record.protocol_section.outcomes_module.primary_outcomes
    text = (measures[0].measure or "") if measures else ""
    found = _COMES_LATER.search(text)
    return found is not None and has_any(text.lower()[found.start() :], stems)
