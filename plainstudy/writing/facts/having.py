"""Whether those who take part have an illness that the record lists, or whether it is only what it is about.

A vaccine is given to people without the infection, a diet to babies without the allergy it may prevent. Where
something in a record makes that likely, the illness is told as a topic, unless its own words say that the
people have it. To say less is always true; to call a healthy person ill is not.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from plainstudy.record.record import StudyRecord

HAD, PREVENTED, AT_RISK, TOPIC = "had", "prevented", "at risk", "topic"
"""What an illness is to those who take part; ``TOPIC`` claims nothing."""

_DOUBT = re.compile(
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
_DOUBT_WATCHING = re.compile(
    r"\brisks?\b|predict|incidence|prevalence|onset|develop|controls?\b|awareness|knowledge|survey|"
    r"epidemiolog",
    re.I,
)
_COMES_LATER = re.compile(
    r"\b(?:incidence|occurrence|development|onset|rate|risk|prediction|detection|diagnosis) of\b|"
    r"\bnew[- ]onset\b|\bdiagnosed with\b",
    re.I,
)
_NO_EVIDENCE = re.compile(
    r"\b(?:no|not|non|without|never|risk|famil(?:y|ial)|parents?|parental|mothers?|maternal|fathers?|"
    r"siblings?|"
    r"relatives?|first[- ]degree|free (?:of|from)|absence|negative|exclu\w+|suspected|suspicion|"
    r"prevent\w*|predict\w*|"
    r"vaccin\w*|screening|unaffected|healthy|caregivers?|carers?|nurses?|physicians?|clinicians?|"
    r"doctors?|staff|undergoing screening|controls?)\b",
    re.I,
)
_NOT_IN_TITLE = re.compile(
    r"\b(?:prevent\w*|prophyla\w+|risk|without|vaccin\w*|predict\w*|protect\w*|incidence|prevalence|"
    r"develop\w*|"
    r"caregivers?|parents|screening|against)\b",
    re.I,
)
_PEOPLE = (
    r"(?:patients?|participants?|subjects?|adults?|children|adolescents?|infants?|people|persons?|"
    r"individuals?|"
    r"women|men|males|females|those|youths?|teens?|veterans|survivors?|inpatients|outpatients|girls|boys|"
    r"cases)"
)
_GENERIC_LISTED = """
    disease diseases disorder disorders syndrome type types chronic acute other specified unspecified mellitus
    related induced severe moderate mild early late infection infections condition conditions stage advanced
    primary secondary complication complications problem problems childhood children child adult adults infant
    infants juvenile human gestational
    chemotherapy radiotherapy radiation treatment therapy drug surgery surgical postoperative associated
    cell patient patients with without from that
"""
_GENERIC = frozenset(_GENERIC_LISTED.split())
_SAME = {
    "diabet": ("t1d", "t2d", "dm1", "dm2", "iddm", "niddm", "hba1c", "dm type", "type 2 dm", "type 1 dm"),
    "liver": ("hcc", "hepatocell", "hepati"),
    "hepato": ("hcc", "liver"),
    "prosta": ("crpc",),
    "leukem": ("aml", "b-all", "t-all", "lymphoblastic"),
    "colore": ("crc", "rectal", "colon"),
    "gastri": ("stomach", "gastro"),
    "kidney": ("renal", "nephro", "ckd"),
    "renal": ("kidney", "nephro", "ckd"),
    "heart": ("cardiac", "hfref", "hfpef", "ejection"),
    "caries": ("carious", "decay"),
    "retino": ("npdr", "macular edema"),
    "eczema": ("atopic dermatitis",),
    "dermat": ("eczema",),
    "cancer": (
        "carcinom",
        "tumor",
        "tumour",
        "neoplas",
        "malignan",
        "leukemi",
        "lymphom",
        "melanom",
        "sarcom",
    ),
    "tumor": ("carcinom", "cancer", "tumour", "neoplas", "malignan"),
    "neopla": ("carcinom", "cancer", "tumor", "tumour", "malignan"),
    "allerg": ("atop", "hypersensitiv", "sensiti", "rhinit", "hay fever", "pollinosis"),
    "hypers": ("allerg", "sensiti"),
    "rhinit": ("hay fever", "pollinosis", "rhinoconj", "allerg"),
    "hypert": ("blood pressure", "htn"),
    "obesit": ("obese", "bmi", "body mass", "overweight"),
    "overwe": ("obese", "bmi", "body mass", "obesity"),
    "depres": ("phq", "mdd", "dsm"),
    "stress": ("ptsd", "trauma"),
    "posttr": ("ptsd",),
    "covid-": ("sars-cov",),
    "covid": ("sars-cov",),
    "nicoti": ("smok", "vap", "tobacco", "cigarette"),
    "lung": ("nsclc", "sclc"),
    "obstru": ("copd",),
    "lympho": ("lymphom", "nhl", "hodgkin"),
    "urtica": ("csu", "hives", "wheal"),
    "hives": ("csu", "urticar", "wheal"),
    "polyps": ("polypo", "polyp"),
    "stroke": ("infarct", "ischem"),
    "steato": ("fatty liver", "nafld", "masld", "nash"),
    "prediab": ("impaired fasting", "impaired glucose", "hba1c"),
    "migrai": ("headache",),
    "headac": ("migrain", "cluster"),
}
_LINES = re.compile(r"\n+|(?<=[a-z)])[.;](?:\s+|$)")
_EXCLUSIONS = re.compile(
    r"(?:^|\n)\W*(?:key |main |major )?exclusion\b|\bexclusion criteria\b|\bnon[- ]?inclusion\b", re.I
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
    doubtful = (
        bool(part.eligibility_module.healthy_volunteers)
        or info.design_info.primary_purpose in _OTHER_PURPOSES
        or (info.design_info.primary_purpose == "PREVENTION" and not _spares_an_attack(both, words))
        or info.design_info.observational_model == "CASE_CONTROL"
        or (_is_doubtful(both) and not _spares_an_attack(both, words))
        or (info.study_type == "OBSERVATIONAL" and _is_doubtful_when_watched(both))
    )
    criteria = part.eligibility_module.eligibility_criteria or ""
    stems = stems_of(f"{name} {words}")
    if info.design_info.primary_purpose != "TREATMENT" and not doubtful:
        doubtful = _is_kept_out(criteria, stems)
    doubtful = doubtful or not (alone or _has_any(both.lower(), stems) or _asked_for(criteria, stems))
    doubtful = doubtful or _is_suspected(criteria, stems)
    if not doubtful and not _is_watched_for(record, stems) and not _is_denied(record, both, words):
        return HAD
    if not stems:
        return TOPIC if doubtful else HAD
    strictly = info.design_info.primary_purpose in {"PREVENTION", "SCREENING"} or _is_kept_well(both)
    if not _is_denied(record, both, words) and (
        _asked_for(criteria, stems, strictly=strictly) or _told_of_people(both, stems)
    ):
        return HAD
    return _role_in_titles(record, both, stems)


_KEPT_WELL = re.compile(
    r"pregnan|\bbirth|newborn|neonat|\binfan|matern|prenatal|\brisk|vaccin|immuni[sz]|prevent|introduction|mother|"
    r"onset|general population",
    re.I,
)


@lru_cache(maxsize=64)
def _is_kept_well(titles: str) -> bool:
    """True for titles of studies in people who are mostly well."""
    return _KEPT_WELL.search(titles) is not None


_RETURNS = re.compile(r"headache|migraine|seizure|epilep|exacerbat|attack|relaps|recurren", re.I)
"""Illnesses of which a person who has them is spared the next attack."""
_CAUGHT = re.compile(
    r"covid|influenza|\bflu\b|virus|viral|pneumococ|meningo|measles|papilloma|malaria|tubercul|hepatitis|"
    r"zoster|typhoid|cholera|dengue|rabies|tetanus|pertussis|\brsv\b|ebola|polio|respiratory tract|infection|"
    r"schistosom",
    re.I,
)


_BRINGS = re.compile(r"\S* (?:\w+ )?(?:attack|complic|relaps|progress|flare|exacerb|death|worsen)", re.I)
_WITHOUT = re.compile(r"\bwithout (?:known |established |a history of )?$", re.I)
_PREVENTS = re.compile(r"\bprevent\w* (?:of )?$", re.I)
_SPARES = re.compile(r" \w*(?:attack|complic|relaps|progres|flare)", re.I)
_VACCINE = re.compile(r"vaccin|immuni[sz]ation", re.I)
_NEAR = 140
"""How many letters before a name can tell what it is to people."""


def _places(text: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield what stands right before and right after each place of a name, in small letters."""
    at = text.find(name)
    while at >= 0:
        if at == 0 or not text[at - 1].isalnum():
            yield text[max(0, at - _NEAR) : at], text[at + len(name) : at + len(name) + _NEAR]
        at = text.find(name, at + 1)


def _spares_an_attack(titles: str, illness: str) -> bool:
    """True where what is prevented is the next attack, or something that the illness brings."""
    return _RETURNS.search(illness) is not None or any(
        _BRINGS.match(after) for _, after in _places(titles.lower(), illness.lower())
    )


def _is_denied(record: StudyRecord, titles: str, illness: str) -> bool:
    """True where the record says in so many words that the illness is not there, or is to be kept away."""
    part = record.protocol_section
    arms = part.arms_interventions_module.arm_groups
    name = illness.lower()
    spoken = f"{titles} {' '.join(arm.label or '' for arm in arms)}".lower()
    if any(_WITHOUT.search(before) for before, _ in _places(spoken, name)):
        return True
    prevented = any(
        _PREVENTS.search(before) and not _SPARES.match(after)
        for before, after in _places(titles.lower(), name)
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
    if "risk" in low and any(_RISK_OF.search(before) for stem in stems for before, _ in _places(low, stem)):
        return AT_RISK
    if record.protocol_section.design_module.design_info.primary_purpose != "PREVENTION":
        return TOPIC
    text = f"{low} {(record.protocol_section.description_module.brief_summary or '').lower()}"
    kept = any(_KEEPS_AWAY.search(before) for stem in stems for before, _ in _places(text, stem))
    return PREVENTED if kept else TOPIC


@lru_cache(maxsize=20_000)
def stems_of(name: str, *, same: bool = True) -> tuple[str, ...]:
    """Give the first letters of the words that tell an illness from others, with other names of the same."""
    found: dict[str, None] = {}
    for word in re.findall(r"[a-z0-9][\w']*", name.lower()):
        if word in _GENERIC or (len(word) < 4 and word not in {"hiv", "flu", "cll", "aml", "gvhd", "ckd"}):
            continue
        stem = word[:6] if len(word) > 6 else word.rstrip("s") if len(word) > 4 else word
        found[stem] = None
        for other in _SAME.get(stem, ()) if same else ():
            found[other] = None
    for short in _SHORT_NAME.findall(name):
        found.setdefault(short.lower(), None)
    return tuple(found)


_SHORT_NAME = re.compile(r"\b(?:[BT]-ALL|(?!ALL\b|NOS\b|AND\b|THE\b|WITH\b)[A-Z]{3,6})\b")


def _has_any(text: str, stems: tuple[str, ...]) -> bool:
    return any(stem in text for stem in stems)


def _is_watched_for(record: StudyRecord, stems: tuple[str, ...]) -> bool:
    """True when the first main measure counts who gets the illness."""
    measures = record.protocol_section.outcomes_module.primary_outcomes
    text = (measures[0].measure or "") if measures else ""
    found = _COMES_LATER.search(text)
    return found is not None and _has_any(text.lower()[found.start() :], stems)


def lines_of_who_can_join(criteria: str) -> list[str]:
    """Give the lines of who can join that stand before any heading of exclusions."""
    cut = _EXCLUSIONS.search(criteria)
    return _LINES.split(criteria[: cut.start()] if cut else criteria)


_ALREADY = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:pre-?existing|known|history of|previous|prior|established|"
    r"any history of|diagnosed)\b"
)


_SUSPECTS = re.compile(r"\bsuspect\w*|\bsuspicion\b|\bpossible\b", re.I)


def _is_suspected(criteria: str, stems: tuple[str, ...]) -> bool:
    """True where who can join asks for people in whom the illness is suspected."""
    if "uspe" not in criteria and "uspi" not in criteria:
        return False
    return any(
        _SUSPECTS.search(line) and _has_any(line.lower(), stems) for line in lines_of_who_can_join(criteria)
    )


def _is_kept_out(criteria: str, stems: tuple[str, ...]) -> bool:
    """True where a short line of who cannot join names the illness as something that is there already."""
    cut = _EXCLUSIONS.search(criteria)
    if cut is None:
        return False
    lines = criteria[cut.end() :].lower().split("\n")
    return any(_has_any(line, stems) and len(line) < _SHORT_LINE and _ALREADY.match(line) for line in lines)


_SHORT_LINE = 60


def _asked_for(criteria: str, stems: tuple[str, ...], *, strictly: bool = True) -> bool:
    """True when a line of who can join, before any exclusions, asks for the illness.

    ``strictly``: a line that also denies something, or speaks of relatives, is no evidence.
    """
    for line in lines_of_who_can_join(criteria):
        low = line.lower()
        if not _has_any(low, stems):
            continue
        if (strictly or len(low) < _SHORT_LINE) and _NO_EVIDENCE.search(low):
            continue  # in a short line, "no" belongs to all of it
        for stem in stems:
            for before, after in _places(low, stem):
                if not _NO_EVIDENCE.search(before[-_SHORT_LINE:]) and not _NOT_AFTER.match(after):
                    return True
    return False


_NOT_AFTER = re.compile(r"[\w'-]*[ -](?:risk|free|prevention|screening|status|test)\b")


def _told_of_people(titles: str, stems: tuple[str, ...]) -> bool:
    """True when a title speaks of people with the illness."""
    low = titles.lower()
    for stem in stems:
        for before, after in _places(low, stem):
            if _GOES_ON.search(before):
                return True
            told = _PEOPLE_WITH.search(before) or _CARE_OF.search(before)
            said = before[max(0, told.start() - 25) :] if told else before[-25:]
            if (told or _OF_PEOPLE.match(after)) and not _NOT_IN_TITLE.search(said):
                return True
    return False


_GOES_ON = re.compile(
    r"\b(?:progression|severity|prognosis|exacerbations?|flares?|relapse) (?:of|in)(?: [\w-]+){0,4} $"
)
"""What an illness does next happens in people who have it, also where that is predicted."""
_PEOPLE_WITH = re.compile(
    rf"\b{_PEOPLE}\b[^.:;]{{0,60}}?\b(?:with|having|suffering from|diagnosed with|who have)\b[^.:;]{{0,60}}$"
)
_CARE_OF = re.compile(r"\b(?:treatment|management|therapy|control) (?:of|for)(?: [\w-]+){0,4} $")
_OF_PEOPLE = re.compile(
    rf"[\w'-]*(?: (?!(?:in|for|of|and|or|among|on|to|from)\b)\w+)? {_PEOPLE}\b|[a-z]*tics\b"
)
