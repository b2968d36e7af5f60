"""Whether the words of a thing bear out the general risk that was found for it; else a line true of all.

A line such as "a device can fail" is told only where the type that is listed and the thing's own words agree,
and no word speaks of something else: an implant may stand under "drug", an injection that a scan guides under
"ultrasound", a counsellor under "dietary supplement". Words of doubt may be many: without the line of its
kind, a page says that what is done in a study can have unwanted effects, which is always so.
"""

import re

from plainstudy.record.study import Intervention
from plainstudy.writing.gated import gated

from .asked import MEANT_TO_HELP

OTHER = "risk-other"
_SWALLOWED = frozenset({"DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT", "GENETIC"})
_NO_DRUG = gated(
    r"\bimplants?\b(?! chemo)|\bdevices?\b|\bprosthe|\breplacement (?:device|system)|\bgrafts?\b|"
    r"\btests?\b|\bassays?\b|"
    r"\bexercis|\beducat|\bquestionn|\bsurg(?:ery|ical)\b|\bla[sz]er\b|\bmassage|\bcounsel|\binoculat|"
    r"\bradiation$|"
    r"\bmoistur|\bemollient|\bdressing",
    re.I,
)
_NO_REMEDY = gated(
    r"\binocul|\bchallenge|\bprovocation|\binfect(?:ed|ion) with|\bsampl|\bswab|\bbiops",
    re.I,
)
_DRUG = gated(r"mab\b|mab-|\bantibod|\bXolair|\binjection\b|\btablet|\bsubcutaneous", re.I)
_DEVICE = gated(
    r"\bdevices?\b|\bsystems?\b|\bmachine|\bpumps?\b|\bsensors?\b|\bmonitor|\bla[sz]er|\bstimulat|\bneuro|"
    r"\bmasks?\b|"
    r"\bsplint|\bbrace|\borthosis|\bvest\b|\bCPAP\b|\bpressure\b|\bNIPPV\b|\bventilat|\bneedles?\b|"
    r"\binhaler|\brings?\b|"
    r"\bstapl|\breload|\bscanner|\bhead(?:set|band)|\brobot|\bglucose|\blibre\b|\bdexcom|\binfusions? ?set|"
    r"\bCGM\b|\bAID\b|"
    r"\bPEMF\b|\bclosed[- ]loop|\bcatheter|\bwire\b|\bcast\b|\bslab\b|\bbottle|\bultraso|\blighting|"
    r"\bcoil\b|\bcomput|"
    r"\bcolumn\b|\bprototype|\bmicroscop|\bprobe\b|\belectr|\bdrains?\b|\blaryngoscop|\bmesh\b|\bglove|"
    r"\bcuff|\bvalve",
    re.I,
)
_NO_DEVICE = gated(
    r"\bradiation|\ballergy test|\bassays?\b|\bNGS\b|\bcells?\b|\bPET\b|\btomosynth|\bmammogra|\bhoney\b|"
    r"\bemulsion|"
    r"\bputty\b|\bgranules\b|\bapps?\b|\bapplication\b|\bchallenge|\bcoach|\btampon|\bpatch test",
    re.I,
)
_SOFTWARE = gated(
    r"\w*apps?\b|\bsoftware|\bdigital|\bonline|\bweb\b|\bweb-|\binternet|\bmobile|\bsmart-?phone|\bvirtual|"
    r"\bgame|\bgamif|"
    r"\bplatform|\btele|\btext[- ]messag|\btablet|\bcomput|\balgorithm|\bartificial|\bAI\b|\bbot\b|"
    r"\bwoebot|\breset-o|"
    r"\bpear-|\bvr\b",
    re.I,
)
_READS = gated(
    r"\bimag(?:es?|ing)\b|\bMRI\b|\bscans?\b|\btomograph|\bX-ray|\bradiolog|\bradiograph|\w+oscop|\bmammogra|"
    r"\bpatholog",
    re.I,
)
"""A program that reads pictures is used by doctors, not by those who take part."""
_TEST = gated(
    r"\btest|\bassay|\bscan|\bimag|\bMRI?\b|\bMR\b|\bresonance|\bultraso|\bexam|\bmicroarray|\bimmunoblot|"
    r"\bmeasure|"
    r"\belastogra|\bgraph|\w+graph(?:y|ic)\b|\bmonitor|\bIgE\b|\bscreen",
    re.I,
)
_NO_TEST = gated(
    r"\binject|\bguided|\bsteroid|\btherap(?!eutic monitor)|\btreat|\bexercise|\btraining|\bhold\b|\bplank|"
    r"\bquestionn|"
    r"\bquality|\bsurg|\bgadoli|\bdrink|\bingest|\bblock\b|\binfiltrat|\bspecimen|\bsampl|\bbrush|\bsponge|"
    r"\bswab",
    re.I,
)
_NEEDLE = gated(
    r"\bbiops|\binject|\bpunct(?:ure|ion)|\baspirat|\bblock\b|\binfiltrat|\bneedle",
    re.I,
)
_TALKS = gated(
    r"\b(?:meet|counsel|session|educat|coach|nutritionist|dietiti?cian|program)\w*",
    re.I,
)
_AVOIDS = gated(
    r"\bavoid|\bmeasurement|\bs?IgE (?:test|level|measure)|\banti[- ]?ig-?e\b|\belimination|\bblood",
    re.I,
)
_DOSE = re.compile(r"\b\d+(?:\.\d+)? ?(?:mg|mcg|µg)\b", re.I)
_TRACER = gated(
    r"\[?\b(?:18F|68Ga|89Zr|99mTc|11C|64Cu|124I|123I|111In)\b|\bTc ?-?99m|\b99mTc\w*|\bpositron|\bPET\b|"
    r"\bSPECT\b|\bradiotracer|"
    r"\btomosynth|\bmammogra",
    re.I,
)
_REMEDIES = frozenset({"risk-drug", "risk-drug-early", "risk-biological", "risk-biological-early"})
_SCANNED = _REMEDIES | {"risk-device"}


def borne_out(hazard: str, item: Intervention, *, purpose: str, title: str) -> str:
    """Give the hazard back where box and words agree on it; else one that is sure to fit."""
    box, name = item.type or "", " . ".join((item.name or "", *item.other_names[:4]))
    if hazard in _SCANNED and _TRACER.search(name):
        return "risk-rays"
    if hazard == "risk-test":
        return _of_a_test(box, name, item, purpose=purpose)
    words = f"{name} . {(item.description or '')[:500]}"
    if hazard.startswith("risk-biological") and purpose not in MEANT_TO_HELP:
        hazard = "risk-drug" if _DRUG.search(words) else OTHER  # no "treatment" where none is meant to help
    return OTHER if _is_doubted(hazard, box, name, words, title=title) else hazard


def _of_a_test(box: str, name: str, item: Intervention, *, purpose: str) -> str:
    """Tell a test from a needle that takes something out or puts something in."""
    if _NEEDLE.search(item.name or ""):
        return "risk-procedure"
    sure = box == "DIAGNOSTIC_TEST" or purpose in {"DIAGNOSTIC", "SCREENING"}
    return "risk-test" if sure and _TEST.search(name) and not _NO_TEST.search(name) else OTHER


def _is_doubted(hazard: str, box: str, name: str, words: str, *, title: str) -> bool:
    if hazard in _REMEDIES:
        no_drug = _NO_DRUG.search(name) or (_NO_DRUG_TITLE.search(title) and _NO_DRUG_TITLE.search(words))
        return box not in _SWALLOWED or bool(no_drug) or bool(_NO_REMEDY.search(name))
    if hazard == "risk-device":
        return box != "DEVICE" or not _DEVICE.search(f"{words} {title}") or bool(_NO_DEVICE.search(name))
    if hazard == "risk-software":
        return _SOFTWARE.search(f"{words} {title}") is None or _READS.search(name) is not None
    if hazard == "risk-supplement":
        return _TALKS.search(words) is not None
    if hazard in {"risk-implant", "risk-procedure"}:
        return (_STENT if hazard == "risk-implant" else _DAILY).search(name) is not None
    if hazard == "risk-allergen":
        return _AVOIDS.search(name) is not None and "challenge" not in name.lower()
    return hazard == "risk-behaviour" and _DOSE.search(name) is not None


_STENT = gated(r"\bPCI\b|\bangioplast|\bpercutaneous coronary", re.I)
"""A stent goes in through a vessel, without an operation (NCT06380868)."""
_DAILY = gated(r"\bdaily injection|\binsulin\b", re.I)
"""Insulin under the skin is no procedure (NCT03764280)."""
_NO_DRUG_TITLE = gated(r"\bimplant|\breplacement|\bdevice|\bprosthe", re.I)
