"""What sort of thing a registered intervention is, and how it is given."""

import re
from functools import lru_cache

from plainstudy.writing.gated import gated

_KINDS = {
    "DRUG": "drug",
    "BIOLOGICAL": "biological",
    "DEVICE": "device",
    "PROCEDURE": "procedure",
    "RADIATION": "radiation",
    "BEHAVIORAL": "behaviour",
    "DIETARY_SUPPLEMENT": "supplement",
    "DIAGNOSTIC_TEST": "test",
    "GENETIC": "genetic",
    "COMBINATION_PRODUCT": "combination",
}
GIVEN = frozenset({"drug", "biological", "vaccine", "supplement", "combination"})

_CARE = gated(
    r"^(?:(?:the )?(?:usual|standard|routine|conventional|normal|current|regular|enhanced usual|"
    r"best available|optimi[sz]ed)\s+"
    r"(?:of\s+)?(?:medical |clinical |supportive |diabetes |asthma |oncology )?(?:care|therapy|"
    r"treatments?|practice|management|diet|"
    r"medical therapy|medical treatment|follow-?up)\b.*|(?:standard|care) of care\b.*|soc\b.*|"
    r"treatment as usual\b.*|tau\b.*|"
    r"no[- ](?:intervention|treatment|block|therapy)\b.*|observation(?: only)?|clinical observation|"
    r"wait(?:ing)?[- ]?list.*|"
    r"(?:active |attention |educational )?controls?(?: group| condition| arm)?|best supportive care|"
    r"active surveillance|"
    r"watchful waiting|physicians?'?s? choice.*|investigators?'?s? choice.*|none)$",
    re.I,
)
_NOTHING = re.compile(
    r"^(?:no[- ](?:intervention|treatment|drug|therapy)s?\b.*|none|n/?a|not applicable|"
    r"no treatment given|observation(?:al)?(?: only)?"
    r"(?: study)?(?:\s*[:-].*)?|non[- ]?intervention(?:al)?(?: study)?)$",
    re.I,
)
_MEASURING = gated(
    r"\b(?:questionnaires?|surveys?|interviews?|blood (?:draws?|samples?|sampling|collection|tests?)|"
    r"samples? collection|"
    r"(?:bio)?specimen|sampling|laboratory|biomarker analys[ie]s|quality[- ]of[- ]life assess\w*|"
    r"pharmacological study|"
    r"computed tomography|magnetic resonance|positron emission|bone scan|biops(?:y|ies)|"
    r"echocardiograph\w*|bone marrow aspirat\w*|"
    r"mutation analysis|chart review|data (?:collection|record\w*|analys\w*)|medical record\w*|"
    r"electronic health record|"
    r"urine collection|(?:blood|urine|stool|saliva|tissue|serum|milk|breast ?milk|hair|"
    r"sputum) (?:samples?|collection)|"
    r"physical exam\w*|diary|assessment|"
    r"x-?ray imaging|multigated acquisition|lumbar puncture|follow-?up visits?|skin prick tests?|"
    r"monitoring visit|device usage and evaluation|observation)\b",
    re.I,
)
_SOFTWARE = re.compile(
    r"\b(?:apps?|applications?$|mobile|smartphone|digital|software|web-?based|online|internet|telehealth|telemedicine|"
    r"virtual reality|text messag\w*|"
    r"algorithm|AI|artificial intelligence)\b",
    re.I,
)
_MOVEMENT = re.compile(
    r"\b(?:exercises?|training|education\w*|coaching|counsel\w*|diet|dietary|program(?:me)?|"
    r"therapy session|psychotherapy|yoga|"
    r"mindfulness|meditation|physical activity|walking|lifestyle|music|cognitive|behaviou?r\w*|hypnosis|"
    r"breathing|massage|play)\b",
    re.I,
)
_FOOD = re.compile(
    r"\b(?:milk|egg|peanuts?|flour|nuts?|food|formula|bread|wheat|pecan|walnut|almond|sesame|oil|yogh?urt)\b",
    re.I,
)
_ON_SKIN = re.compile(r"skin|soap|cosmetic|cream|lotion|shampoo", re.I)
_VACCINE = re.compile(r"vaccin|immuniz|immunis", re.I)
_ROUTES = (
    ("by mouth", gated(r"\b(?:oral(?:ly)?|by mouth|p\.?o\.?\b(?!\w)|tablets?|capsules?)\b", re.I)),
    ("into a vein", gated(r"\b(?:intravenous(?:ly)?|i\.?v\.?\b(?! criteria)|infusions?)", re.I)),
    ("as a shot under the skin", gated(r"\b(?:subcutaneous(?:ly)?|s\.?c\.|SC injection|SC\b)")),
    ("as a shot into a muscle", gated(r"\bintramuscular(?:ly)?\b", re.I)),
    ("through the nose", gated(r"\b(?:intranasal(?:ly)?|nasal spray|nasal(?:ly)?)\b", re.I)),
    ("under the tongue", gated(r"\b(?:sublingual(?:ly)?|under the tongue)\b", re.I)),
    ("by breathing it in", gated(r"\b(?:inhal(?:ed|ation|er)|nebuli[sz]ed)\b", re.I)),
    ("on the skin", gated(r"\b(?:topical(?:ly)?|cream|ointment|epicutaneous|patch)\b", re.I)),
)
_PICTURES = re.compile(r"\b(?:gado\w+|contrast|PET|FDG|CT|MRI|tracer|imaging|scans?|x-?rays?)\b", re.I)
_RAYS = gated(
    r"^(?!.*(?:infrared|ultraviolet|\buv|light|laser|radiosensiti|without|"
    r"no radi)).*\b(?:radio-?therapy|chemo-?radi\w+|"
    r"radiation (?:therapy|treatment)|irradiation|brachytherapy|radiosurgery)\b",
    re.I,
)
_EVALUATION = gated(
    r"\b(?:immun\w+|laboratory|biomarker|clinical|genetic|microbiome|blood|serum|skin|nasal|plasma)"
    r" (?:evaluation|monitoring|analys[ie]s|measurements?|assays?|punction|brush\w*|swabs?|"
    r"levels?)\b|\bskin swab|"
    r"\b(?:\w*specific )?Ig[EGAM]\b.{0,20}\b(?:measurement|determination|level)|\bPCR\b",
    re.I,
)
_DONE = re.compile(r"\b(?:injections?|surgery|\w{4,}ectomy)$", re.I)
_WAY = r"(?:oral(?:ly)?|enteral(?:ly)?|po|p\.o\.|iv|i\.v\.|intravenous(?:ly)?|sc|subcutaneous(?:ly)?|im)"
_TO_ONE_PLACE = gated(
    r"intra-?(?:coronar|arteri|thec|peritone|disc|vesic|cerebr|ventric|tumou?r|articul|lesion|derm|vitre|osse|pleur|nod|"
    r"lymph)\w*|hepatic arter|epidural|caudal|convection|catheter|locoregional",
    re.I,
)
_EITHER_WAY = gated(rf"\b{_WAY}\s*(?:/|\bor\b)\s*{_WAY}\b", re.I)


@lru_cache(maxsize=20_000)
def kind_of(type_: str, name: str) -> str:
    """Say what sort of thing it is; see Treatment.kind."""
    if _NOTHING.match(name) or _CARE.match(name):
        return "care"
    kind = _KINDS.get(type_, "other")
    if kind in {"procedure", "other", "drug"} and _RAYS.search(name):
        return "radiation"
    if kind in {"biological", "other", "procedure"} and _EVALUATION.search(name):
        return "measurement"
    if kind == "radiation" and _PICTURES.search(name):
        return "measurement"  # what is given or done for a picture treats nothing (NCT02501759)
    if kind == "device" and _DONE.search(name):
        return "procedure"
    if kind in {"procedure", "other", "test", "genetic", "device", "biological"} and _MEASURING.search(name):
        return "measurement"
    if kind in {"biological", "drug", "combination"} and _VACCINE.search(name):
        return "vaccine"
    if kind in {"device", "behaviour", "other"} and _SOFTWARE.search(name):
        return "software"
    if kind == "other" and _MOVEMENT.search(name):
        return "behaviour"
    if kind == "other" and _FOOD.search(name) and not _ON_SKIN.search(name):
        return "food"
    return kind


def goes_to_one_place(text: str) -> bool:
    """True when a text names a way into one part of the body: a lymph node, a heart artery, the brain."""
    return _TO_ONE_PLACE.search(text) is not None


@lru_cache(maxsize=20_000)
def route_of(kind: str, description: str, registered: str) -> str:
    """Say how it is given when text names exactly one way; "" otherwise."""
    if kind not in GIVEN:
        return ""
    text = f"{registered} {description[:400]}"
    if _EITHER_WAY.search(text) or _TO_ONE_PLACE.search(text):
        return ""
    ways = [way for way, pattern in _ROUTES if pattern.search(text)]
    if ways == ["into a vein", "as a shot under the skin"] or len(ways) != 1:
        return ""
    return ways[0]
