"""What a record bears out about an illness: which of its lines and titles speak of people who have it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from plainstudy.writing.gated import gated

_NO_EVIDENCE = gated(
    r"\b(?:no|not|non(?!-)|without|never|risk|famil(?:y|ial)|parents?|parental|mothers?|maternal|fathers?|"
    r"siblings?|"
    r"relatives?|first[- ]degree|free (?:of|from)|absence|negative|exclu\w+|suspected|suspicion|"
    r"prevent\w*|predict\w*|"
    r"vaccin\w*|screening|unaffected|healthy|caregivers?|carers?|nurses?|physicians?|clinicians?|"
    r"doctors?|staff|undergoing screening|controls?)\b",
    re.I,
)
_NOT_IN_TITLE = gated(
    r"\b(?:prevent\w*|prophyla\w+|risk|without|vaccin\w*|predict\w*|protect\w*|incidence|prevalence|"
    r"develop\w*|"
    r"caregivers?|parents|screening|against|suspect\w*|diagnosis of|"
    r"detect\w*)\b",
    re.I,
)
_PEOPLE = (
    r"(?:patients?|participants?|subjects?|adults?|children|adolescents?|infants?|people|persons?|"
    r"individuals?|"
    r"women|men|males|females|those|recipients|athletes|youths?|teens?|veterans|survivors?|inpatients|outpatients|girls|boys|"
    r"cases)"
)
_GENERIC_LISTED = """
    disease diseases disorder disorders syndrome type types chronic acute other specified unspecified mellitus
    related induced severe moderate mild early late infection infections condition conditions stage advanced
    primary secondary complication complications problem problems
    childhood children child adult adults infant pediatric paediatric
    infants adolescence adolescents juvenile human gestational
    chemotherapy radiotherapy radiation treatment therapy drug surgery surgical postoperative associated
    cell patient patients with without from that mediated
"""
_GENERIC = frozenset(_GENERIC_LISTED.split())
_SAME = {
    "diabet": ("t1d", "t2d", "dm1", "dm2", "iddm", "niddm", "hba1c", "dm type", "type 2 dm", "type 1 dm"),
    "liver": ("hcc", "hepatocell", "hepati"),
    "hepato": ("hcc", "liver"),
    "prosta": ("crpc",),
    "leukem": ("aml", "cll", "cml", "b-all", "t-all", "lymphoblastic"),
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
    "adenoc": ("carcinom", "cancer", "tumor", "tumour", "malignan"),
    "carcin": ("cancer", "tumor", "tumour", "neoplas", "malignan"),
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
    "phenyl": ("pku",),
    "sheath": ("mpnst",),
    "degene": ("ddd",),
    "migrai": ("headache",),
    "nose": ("nasal", "rhinit"),
    "headac": ("migrain", "cluster"),
}
_LINES = re.compile(r"\n+|(?<=[a-z)])[.;](?:\s+|$)")
_EXCLUSIONS = re.compile(
    r"(?:^|\n)[^\w\n]*(?:key |main |major )?exclusion\b|\bexclusion criteria\b|\bnon[- ]?inclusion\b", re.I
)


_NEAR = 140
"""How many letters before a name can tell what it is to people."""


def places_of(text: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield what stands right before and right after each place of a name, in small letters."""
    at = text.find(name)
    while at >= 0:
        if at == 0 or not text[at - 1].isalnum():
            yield text[max(0, at - _NEAR) : at], text[at + len(name) : at + len(name) + _NEAR]
        at = text.find(name, at + 1)


@lru_cache(maxsize=20_000)
def stems_of(name: str, *, same: bool = True) -> tuple[str, ...]:
    """Give the first letters of the words that tell an illness from others, with other names of the same."""
    found: dict[str, None] = {}
    for word in re.findall(r"[a-z0-9][\w']*", name.lower()):
        if word in _GENERIC or (len(word) < 4 and word not in _SHORT_STEMS):
            continue
        stem = word[:6] if len(word) > 6 else word.rstrip("s") if len(word) > 4 else word
        found[stem] = None
        for other in _SAME.get(stem, ()) if same else ():
            found[other] = None
    for short in _SHORT_NAME.findall(name):
        found.setdefault(short.lower(), None)
    return tuple(found)


_SHORT_STEMS = frozenset({"hiv", "flu", "cll", "aml", "ckd", "egg", "nut", "soy", "cat", "dog", "bee"})
_SHORT_NAME = re.compile(r"\b(?:[BT]-ALL|(?!ALL\b|NOS\b|AND\b|THE\b|WITH\b)[A-Z]{3,6})\b")


def has_any(text: str, stems: tuple[str, ...]) -> bool:
    """True when one of the stems stands in a text in small letters; a short one begins a word."""
    return any(stem in text and (len(stem) > _SHORT or _begins_a_word(text, stem)) for stem in stems)


_SHORT = 3


def named_in(text: str, name: str) -> bool:
    """True where a text in small letters has every telling word of a name, or another word for it."""
    own = stems_of(name, same=False)
    return bool(own) and all(has_any(text, (stem, *_SAME.get(stem, ()))) for stem in own)


def _begins_a_word(text: str, stem: str) -> bool:
    return next(places_of(text, stem), None) is not None


@lru_cache(maxsize=16)
def _first_exclusion(criteria: str) -> re.Match[str] | None:
    """Find the heading of exclusions; several facts of one record ask for it."""
    return _EXCLUSIONS.search(criteria)


@lru_cache(maxsize=16)
def lines_of_who_can_join(criteria: str) -> tuple[str, ...]:
    """Give the lines of who can join that stand before any heading of exclusions."""
    cut = _first_exclusion(criteria)
    return tuple(_LINES.split(criteria[: cut.start()] if cut else criteria))


_RULED_OUT = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:[\w-]+ ){0,4}?(?:pre-?existing|known|history of|previous(?:ly)?|"
    r"prior|established|diagnos\w+|"
    r"current|active|confirmed|clinical|overt|presence of|any|type|have|has|with)\b"
)


def is_ruled_out(criteria: str, name: str) -> bool:
    """True where a line of who cannot join names the illness, as what people may not have."""
    cut = _first_exclusion(criteria)
    if cut is None:
        return False
    lines = criteria[cut.end() :].lower().split("\n")
    return any(
        len(line) < _LINE and named_in(line, name) and (_RULED_OUT.match(line) or len(line) < _BARE)
        for line in lines
    )


_LINE, _BARE, _SHORT_LINE = 110, 40, 60
_ABSENT = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:(?:patients?|participants?|subjects?|people|must have|with) )*"
    r"(?:no|without|absence of|free (?:of|from)) "
    r"(?:(?:known|clinical(?:ly)?|established|evidence|history|diagnos\w+|of|signs?|symptoms?|"
    r"overt|current|any|a) )*"
)
_NOT_ITSELF = re.compile(
    r"therap|treat|surger|operat|transplant|medic|drug|cancer|carcin|malign|tumou?r|metasta| or |"
    r" than |exacerb|attack|"
    r"episode|flare|complicat|crisis"
)


def is_told_absent(criteria: str, name: str) -> bool:
    """True where who can join asks for people without it: "no established neuropathy" (NCT05546138)."""
    if "control" in criteria.lower():
        return False  # those who are without it may be the controls
    absent = False
    for line in map(str.lower, lines_of_who_can_join(criteria)):
        found = _ABSENT.match(line)
        if found is None or len(line) > _LINE:
            if found is None and named_in(line, name) and not _NO_EVIDENCE.search(line):
                return False  # one of several groups is without it
            continue
        rest = " ".join(line[found.end() :].split()[:5])
        absent = absent or (not _NOT_ITSELF.search(rest) and named_in(rest, name))
    return absent


def asked_for(criteria: str, stems: tuple[str, ...], *, strictly: bool = True) -> bool:
    """True when a line of who can join, before any exclusions, asks for the illness.

    ``strictly``: a line that also denies something, or speaks of relatives, is no evidence.
    """
    return any(_asks_for(line.lower(), stems, strictly=strictly) for line in lines_of_who_can_join(criteria))


def asking_lines(criteria: str, stems: tuple[str, ...]) -> tuple[int, ...]:
    """Give the numbers of the lines of who can join that ask for the illness."""
    lines = enumerate(lines_of_who_can_join(criteria))
    return tuple(number for number, line in lines if _asks_for(line.lower(), stems, strictly=False))


def _asks_for(low: str, stems: tuple[str, ...], *, strictly: bool) -> bool:
    if not has_any(low, stems):
        return False
    if (strictly or len(low) < _SHORT_LINE) and _NO_EVIDENCE.search(low):
        return False  # in a short line, "no" belongs to all of it
    return any(
        not _NO_EVIDENCE.search(before[-_SHORT_LINE:]) and not _NOT_AFTER.match(after)
        for stem in stems
        for before, after in places_of(low, stem)
    )


_NOT_AFTER = re.compile(r"[\w'-]*[ -](?:risk|free|prevention|screening|status|test)\b")


def told_of_people(titles: str, stems: tuple[str, ...]) -> bool:
    """True when a title speaks of people with the illness."""
    low = titles.lower()
    for stem in stems:
        for before, after in places_of(low, stem):
            if _GOES_ON.search(before):
                return True
            told = _PEOPLE_WITH.search(before) or _CARE_OF.search(before)
            said = before[max(0, told.start() - 25) :] if told else before[-25:]
            if (told or _OF_PEOPLE.match(after)) and not _NOT_IN_TITLE.search(said):
                return True
    return False


_GOES_ON = gated(
    r"\b(?:progression|severity|prognosis|exacerbations?|flares?|relapse) (?:of|in)(?: [\w-]+){0,4} $"
)
"""What an illness does next happens in people who have it, also where that is predicted."""
_PEOPLE_WITH = gated(
    rf"\b{_PEOPLE}\b[^.:;]{{0,60}}?\b(?:with|having|suffering from|diagnosed with|who have)\b[^.:;]{{0,60}}$"
)
_CARE_OF = gated(r"\b(?:treatment|management|therapy|control) (?:of|for)(?: [\w-]+){0,4} $")
_OF_PEOPLE = gated(rf"[\w'-]*(?: (?!(?:in|for|of|and|or|among|on|to|from)\b)\w+)? {_PEOPLE}\b|[a-z]*tics\b")
