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
    r"\b(?:apps?|applications?$|mobile|smartphone|digital|software|web-?based|online|internet|telehealth|"
    r"telemedicine|"
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
    r"\b(?:milk|egg|peanuts?|flour|nuts?|food|formula|bread|wheat|pecan|walnut|almond|sesame|oil|"
    r"yogh?urt)\b",
    re.I,
)
_ON_SKIN = re.compile(r"skin|soap|cosmetic|cream|lotion|shampoo", re.I)
_VACCINE = re.compile(r"vaccin|immuniz|immunis", re.I)
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
_DONE = re.compile(
    r"\b(?:injections?|surgery|\w{4,}ectomy|resection|dissection|denervation|acupuncture|fusion)$", re.I
)
_AN_OPERATION = re.compile(r"\b(?:surgery|\w{3,}ectomy|resection|dissection)\b", re.I)
_MEASURES_TOO = gated(
    r"\b(?:pregnancy tests?|pharmacogenomic study|pulmonary function|peak nasal|lavage|venipuncture|"
    r"venepuncture|vein punction|"
    r"capnography|nerve conduction|baseline characteristics|clinical data|(?:genetic|molecular|"
    r"sequencing) analysis|"
    r"detection of|determination of|measurement of|usability|\w+ parameters|mixed meal tolerance|glucose "
    r"tolerance test|"
    r"scores?$|"
    r"^(?:transvaginal |breast )?ultraso(?:und|nography)(?: imaging| scan| exam\w*)?$|snot-?22|visual "
    r"analog\w*)\b",
    re.I,
)
_USUAL = re.compile(
    r"^(?:standard|usual|routine) .*\b(?:treatment|care|management|pharmacotherapy|practice)$", re.I
)
_MOVED = re.compile(
    r"^(?:[\w-]+ ){0,4}(?:exercises?|training|physical activity|yoga|walking|counsel\w*|education)$", re.I
)
_EATEN = re.compile(
    r"\b(?:milk|egg|peanuts?|flour|nuts?|snacks?|bar|cookies?|bread|cheese|yogh?urt|kefir|broth|juice|"
    r"produce|foods?|meals?|beans?|"
    r"shake|cereals?|biscuits?|muffins?)\b",
    re.I,
)
_DIET = re.compile(
    r"\bdiet(?:ary (?:counsel\w+|advice|pattern|intervention))?\b|\bcounsel\w+|\bfasting\b", re.I
)
_NOT_EATEN = re.compile(
    r"powder|capsule|extract|protein|immunotherap|desensiti|\bOIT\b|avoid|allergen|oil\b|supplement|"
    r"\d\s?mg",
    re.I,
)
_MACHINE = re.compile(
    r"\b(?:device|implant|cage|graft|system|catheter|stent|pump|camera|sensor|prosthesis|disc)\b", re.I
)
_BACTERIA = re.compile(r"\b(?:lactobacill\w+|bifidobacter\w+|probiotics?)\b", re.I)


_MAY_MEASURE = frozenset({"procedure", "other", "test", "genetic", "device", "biological", "behaviour"})


@lru_cache(maxsize=20_000)
def kind_of(type_: str, name: str) -> str:
    """Say what sort of thing it is; see Treatment.kind."""
    if _NOTHING.match(name) or _CARE.match(name) or _USUAL.match(name):
        return "care"
    kind = _KINDS.get(type_, "other")
    if mended := _mistyped(kind, name):
        return mended
    if kind == "combination":
        kind = _combined(name)
    return _told_by(kind, name) or kind


def _mistyped(kind: str, name: str) -> str:
    """Give the kind of what stands under a wrong type by its name; "" for the rest."""
    if kind in {"drug", "procedure", "combination", "supplement"} and _MOVED.match(name):
        return "behaviour"
    if kind == "supplement" and _DIET.search(name):
        return "behaviour"
    if kind in {"supplement", "combination"} and _EATEN.search(name) and not _NOT_EATEN.search(name):
        return "food"
    return "supplement" if kind == "behaviour" and _BACTERIA.search(name) else ""


def _told_by(kind: str, name: str) -> str:
    """Give the finer kind that a name tells; "" where it tells none."""
    if kind in {"procedure", "other", "drug"} and _RAYS.search(name):
        return "radiation"
    if kind in {"biological", "other", "procedure"} and _EVALUATION.search(name):
        return "measurement"
    if kind == "radiation" and _PICTURES.search(name):
        return "measurement"  # what is given or done for a picture treats nothing (NCT02501759)
    if kind == "device" and _DONE.search(name):
        return "procedure"
    if kind in _MAY_MEASURE and (_MEASURING.search(name) or _MEASURES_TOO.search(name)):
        return "procedure" if _AN_OPERATION.search(name) and kind == "procedure" else "measurement"
    if kind in {"biological", "drug", "combination"} and _VACCINE.search(name):
        return "vaccine"
    if kind in {"device", "behaviour", "other"} and _SOFTWARE.search(name):
        return "software"
    return _of_other(name) if kind == "other" else ""


def _of_other(name: str) -> str:
    if _MOVEMENT.search(name):
        return "behaviour"
    return "food" if _FOOD.search(name) and not _ON_SKIN.search(name) else ""


def _combined(name: str) -> str:
    """Say what a product of several things is by its name, where that tells one thing."""
    if _SOFTWARE.search(name):
        return "software"
    if _MACHINE.search(name):
        return "device"
    return "drug" if _ONE_DRUG.search(name) and not _TWO.search(name) else "combination"


_ONE_DRUG = re.compile(
    r"\w{3,}(?:mab|tide|[lt]inib|platin|taxel|caine|asone|olone|onide|terol)\b|\b[A-Z]{2,5}-?\d{3,}", re.I
)
_TWO = re.compile(r"[+/;]|\b(?:and|with|plus)\b", re.I)
