"""Short forms that cannot be explained by our dictionary, as TBI where it stands for a treatment."""

import re
from functools import lru_cache

from plainstudy.plain.dictionary import lookup
from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .bearing_out import stems_of

_SHORT = re.compile(r"\(\s*([A-Za-z][\w-]{1,9}?)s?\s*[);,]")
_WORD = re.compile(r"[a-z]{4,}")
_BEFORE = 90


def spelled_otherwise(record: StudyRecord) -> tuple[str, ...]:
    """Give the short forms not to be explained: meant otherwise in this record, or never spelled out.

    Some mean one thing only, everywhere (``_SURE``); any other is explained only where the record's own
    words bear our sense out.
    """
    found: dict[str, None] = {}
    texts = _texts(record)
    for text in texts:
        if "(" not in text:
            continue
        for match in _SHORT.finditer(text):
            short = match[1]
            if sum(map(str.isupper, short)) >= 2 and (known := _words_of(short)):
                before = text[max(0, match.start() - _BEFORE) : match.start()].lower()
                last = _WORD.findall(before.rpartition(". ")[2])[-len(short) - 1 :]
                if last and _spells(short, before) and not any(word[:5] in known for word in last):
                    found[short] = None
    for short, sense in _SENSES.items():
        if any(short in text for text in texts) and not any(map(sense.search, texts[:_TELLING])):
            found[short] = None
    whole = "\n".join(texts)
    low = whole.lower().replace("-", " ")
    for short in dict.fromkeys(_LETTERS.findall(whole)):
        long_forms = _long_forms(short)
        if long_forms and not any(form in low for form in long_forms):
            found[short] = None
    return tuple(found)


_LETTERS = re.compile(r"[A-Z](?<![\w-][A-Z])[A-Za-z]{0,3}[A-Z]s?(?!\w)")
_SURE_ONES = (
    "AEs AIDS ALT AML ANC AQLQ AST BID BMI BMIs BNP BRAF BUN CABG CLL CML CMV CNS COPD CPAP CRP CTCAE DEXA "
    "DLQI DNA DSM DSMB DXA EASI EBV ECG ECGs ECMO ECOG EDSS EEG EGFR EKG ELISA EMG ESRD FDA FEV FFPE FVC GCP "
    "GERD GFR GI GINA HADS HBV HCV HDL HGB HIV HLA HPV ICI ICU IFN INR IRB IVF KRAS LABA LABAs LDL LLN LVEF "
    "MACE MADRS MELD MMSE MRI MRIs NGS NRAS NSAID NSAIDs NSCLC NYHA OGTT PARP PASI PBMC PBMCs PCOS PET PSA "
    "PTSD QD QID QOL RBC RCT RCTs RNA RSV SABA SAE SAEs SCLC SPECT SSRI SSRIs TAVI TAVR TEAE TEAEs TID "
    "TKI TKIs TNF TNM TNSS TSH UACR ULN UTI UTIs VEGF WBC WOMAC QoL HRQoL CAR"
)
_SURE = frozenset(_SURE_ONES.split())
"""Short forms that mean the same in every record."""


def means_one_thing(short: str) -> bool:
    """True for a short form that means the same in every record: NSCLC, COPD."""
    return short in _SURE


@lru_cache(maxsize=2_000)
def _long_forms(short: str) -> tuple[str, ...]:
    """Give the words of a short form that can mean several things; none for one we do not explain anyway."""
    term = None if short in _SURE or short in _SENSES else lookup(short)
    if term is None:
        return ()
    forms = (form for form, _ in term.forms)
    return tuple(form.lower().replace("-", " ") for form in forms if not _SHORT_ONLY.fullmatch(form))


_SHORT_ONLY = re.compile(r"(?:\S*[A-Z]\S*[A-Z]\S*|.{1,4})")
_SENSES = {
    "ALK": gated(r"cancer|carcinom|lymphom|tumou?r|kinase|neoplas|NSCLC", re.I),
    "EGFR": gated(r"cancer|carcinom|tumou?r|neoplas|NSCLC|growth factor", re.I),
    "TBI": gated(r"brain|head injur|concuss|trauma", re.I),
}
"""Short forms that mean what we say only beside such words; ALK is a maker of allergy shots too."""
_TELLING = 12


def _spells(short: str, before: str) -> bool:
    """True where the last words before a short form begin with its letters."""
    letters = [letter.lower() for letter in short if letter.isalpha()]
    starts = [word[0] for word in re.findall(r"[a-z]\w*", before)[-len(letters) - 2 :]]
    return sum(letter in starts for letter in letters) >= max(2, len(letters) - 1)


@lru_cache(maxsize=2_000)
def _words_of(short: str) -> frozenset[str]:
    """Give how the words begin with which our dictionary spells a form out; none where it has none."""
    term = lookup(short)
    if term is None:
        return frozenset()
    spelled = " ".join((term.term, term.explanation, *(form for form, _ in term.forms))).lower()
    return frozenset(word[:5] for word in _WORD.findall(spelled))


def _texts(record: StudyRecord) -> tuple[str, ...]:
    part = record.protocol_section
    module = part.arms_interventions_module
    measures = part.outcomes_module
    return tuple(
        text
        for text in (
            part.identification_module.brief_title,
            part.identification_module.official_title,
            part.description_module.brief_summary,
            part.description_module.detailed_description,
            part.eligibility_module.eligibility_criteria,
            *part.conditions_module.conditions,
            *(item.name for item in module.interventions),
            *(item.description for item in module.interventions),
            *(group.label for group in module.arm_groups),
            *(group.description for group in module.arm_groups),
            *(item.measure for item in measures.primary_outcomes),
            *(item.measure for item in measures.secondary_outcomes),
        )
        if text
    )


_SPELLED = re.compile(r"\(\s*([A-Z][A-Za-z0-9-]{2,8}?)s?\s*[);,/]")
_A_WORD = re.compile(r"[a-z][\w']*")


def own_short_forms(record: StudyRecord, name: str) -> tuple[str, ...]:
    """Give the short forms, in small letters, by which a record itself calls an illness: "abpa"."""
    own = stems_of(name, same=False)
    if not own:
        return ()
    part = record.protocol_section
    texts = (
        part.identification_module.brief_title or "",
        part.identification_module.official_title or "",
        *part.conditions_module.conditions[:_TELLING],
        part.description_module.brief_summary or "",
        part.eligibility_module.eligibility_criteria or "",
    )
    first = {word[0] for word in _A_WORD.findall(name.lower())}
    return tuple(
        short
        for short, words in _all_spelled(texts)
        if short[0] in first and all(any(word.startswith(stem) for word in words) for stem in own)
    )


@lru_cache(maxsize=8)  # every condition of a record asks
def _all_spelled(texts: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give every short form in brackets, in small letters, with the words right before it."""
    found = {}
    for text in texts:
        if "(" not in text:
            continue
        for match in _SPELLED.finditer(text):
            if sum(map(str.isupper, match[1])) >= 2:
                before = text[max(0, match.start() - _BEFORE) : match.start()].lower().rpartition(". ")[2]
                found[match[1].lower()] = tuple(_A_WORD.findall(before)[-len(match[1]) - 1 :])
    return tuple(found.items())
