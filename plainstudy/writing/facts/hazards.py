"""Which general risk fits what is done: found in all the words of a record, not in the registered type alone.

"Procedure" is said of an operation, of a massage and of a scan; "biological" of an antibody, of blood that
is drawn and of cells. So a risk of a kind is told only where the thing's own words (name, other names,
description) make sure of that kind; else the page says that what is done can have risks that are not known
yet.
"""

import re
from collections.abc import Sequence

from plainstudy.record.record import StudyRecord
from plainstudy.record.study import Intervention
from plainstudy.writing.gated import gated

from .fact import Treatment

_CHALLENGE = gated(
    r"\b(?:food|oral|allergen|drug|nasal|bronchial|peanut|milk|egg|wheat|double[- ]blind\w*) (?:food |"
    r"drug )?challenge|"
    r"provocation|\bchallenge test|\bOFC\b|\bDBPCFC\b",
    re.I,
)
_ALLERGEN = gated(
    r"\ballergen(?!ic(?:ity)?\b)|\bimmunotherap\w* (?:with|for|in) .*(?:pollen|mite|food|milk|egg|peanut|"
    r"allerg)|"
    r"\ballerg\w+ (?:specific )?immunotherap|\b(?:oral|sublingual|epicutaneous|subcutaneous|specific|venom|"
    r"pollen) immunotherap|"
    r"\bOIT\b|\bSLIT\b|\bSCIT\b|\bAIT\b|\bEPIT\b|\bpollen\b|\bhouse dust mite|\bmites? extract|\bHDM\b|"
    r"\bdesensiti[sz]ation|"
    r"\btolerance induction|\bSOTI\b|\bviaskin|\bcat dander|\bfelis domesticus|\bhypoallergenic",
    re.I,
)
_FOODS = (
    "milk",
    "egg",
    "peanut",
    "wheat",
    "nut",
    "sesame",
    "soy",
    "fish",
    "shrimp",
    "walnut",
    "cashew",
    "hazelnut",
)
_ALLERGY = gated(
    r"allerg|hay fever|rhinitis|rhino-?conjunctiv|asthma|hypersensitiv|anaphyla|pollinosis|urticaria", re.I
)
_NO_ALLERGEN = gated(
    r"\banti[- ]?ig-?e\b|\bomalizumab|\bantihistamine|\bmonoclonal antibod|\bdupilumab|mAb\b", re.I
)
_SKIN_TEST = gated(r"\bskin prick|\bprick tests?|\bintradermal (?:\w+ )?(?:allergy )?test|\bskin test", re.I)
_CELLS = gated(
    r"\bCAR[- ]?T\b|\bCART(?:\d+)?\b|\w+\dCART\b|\bCAR\+|\bCAR[- ]NK|\bchimeric antigen receptor|"
    r"\bT[- ]?cells? (?:injection|infusion|"
    r"therapy|transfer|product|receptor)|\b(?:autologous|allogen\w+|donor|CAR|specific|cytotoxic|"
    r"engineered) (?:\w+ ){0,2}"
    r"(?:T[- ]?cells|lymphocytes|NK cells|cells)\b|\bNK cells?|\bstem cells?|\bstromal cells?|\bMSCs?\b|"
    r"\bcell (?:therapy|infusion|transplant\w*)|\bmarrow transplant|\bHSCT\b|\bislets? transplant|"
    r"\btumor infiltrating lymph|\bTILs?\b|\bdendritic cells?\b",
    re.I,
)
_CELLS_OWN = gated(
    r"\b(?:mesenchymal|stromal|stem|autologous|cultured|CAR[- ]?T|allogen\w+) (?:\w+ ){0,2}cells?\b|"
    r"\bMSCs?\b",
    re.I,
)
_NO_CELLS = gated(
    r"\bcell[- ]free|\bextracts?\b|\bsecretome|\bexosom|\blysate|\bconditioned|\btests?\b|\bassays?\b|"
    r"\bactivation\b|"
    r"\btyping\b|\bcounts?\b|\bmarkers?\b|\bengag|\bbispecific|\bantibod|\binhibit|\bcells? (?:lung|"
    r"carcinoma|lymphoma|cancer)|"
    r"\b(?:after|with) (?:\w+ )?(?:stem|HSCT|transplant)|\bvaccine",
    re.I,
)
_STOOL = gated(r"\bf(?:a)?ecal (?:microb\w+|transplant\w*)|\bFMT\b|\bmicrobiota transplant\w*", re.I)
_RADIOACTIVE = gated(
    r"\b(?:177|Lu|131|I|225|Ac|90|Y|223|Ra|89|Sr)[- ]?(?:177Lu|177|131I?|131|90Y|90|225|223|Lu|Ac|Ra)\b|"
    r"\b177Lu|\b131I\b|\b90Y\b|"
    r"\byttrium[- ]|\blutetium|\blutathera|\bradioimmuno|\bradioembol|\bradioligand|\bradium[- ]223|"
    r"\bomburtamab",
    re.I,
)
_RAYS = gated(
    r"\bPET\b|\bSPECT\b|\bpositron|\bposition emission|\bcomputed tomograph|\bCT\b|\bx-?rays?\b|"
    r"\btomosynthesis|\btracer|"
    r"\bradiograph|\bscintigra|\bfluorosc|\bFDG\b|\b(?:18F|68Ga|89Zr|99mTc|11C)",
    re.I,
)
_RADIATION = gated(
    r"\bradi(?:ation|o-?therap\w*)|\bchemo-?radi\w*|\birradiat|\bbrachy|\bproton|\bradiosurg|\bRT\b|"
    r"\bSBRT\b|\bIMRT\b|"
    r"\bBNCT\b|\bEBRT\b|\bDE-HyART",
    re.I,
)
_NO_RADIATION = gated(
    r"\bla[sz]er|\blazer|\binfra-?red|\bultra-?violet|\bUV|\blight\b|\bultrasound|\bshock ?wave|\bmagnet|"
    r"\bphotobio|\bfrequency|"
    r"\bmonitoring\b",
    re.I,
)
_IMPLANT = gated(
    r"\bimplant(?:s|ed|able|ation)?\b|\bprosthe|\bdisc (?:prosth|replac|implant)|\bcages?\b|\bscrews?\b|"
    r"\binterbody\b|"
    r"\bpacemaker|\bstents?\b|\bbone graft|\bdeep brain|\bProDisc|\bMobi-C\b|\bdisc arthroplast|"
    r"\barthroplast",
    re.I,
)
_NO_IMPLANT = gated(
    r"\binfusion sets?|\bsensors?\b|\bembryo|\bnon-?(?:invasive|surgical)|\btranscutaneous", re.I
)
_OPERATION = gated(
    r"\bsurg(?:ery|ical|eries)\b|\w{3,}ectomy\b|\bfusion\b|\boperat(?:ion|ive)|\bresection|\blaparoscop|"
    r"\barthroscop|"
    r"\bthoracoscop|\bdis[ck]ectom|\bcraniotom|\bhip replacement|\bTURBT\b|\bmicrosurg|\btransplantation of|"
    r"\bdecompressions? at|"
    r"\bdebulking|\blymphadenectom|\bDissection\b",
    re.I,
)
_NO_OPERATION = gated(
    r"\bnon-?(?:invasive|surgical)|\bafter (?:\w+ )?surgery|\bpost-?(?:operat|surg)|\bpre-?(?:operat|surg)|"
    r"\binfusion\b|"
    r"\bspinal fusion exercise|\bbefore (?:\w+ )?surgery|\bundergo\w* surgery|\bsurgical site|\brehabilitat|"
    r"\bbed rest|"
    r"\bfluid\b",
    re.I,
)
_NEEDLE = gated(
    r"\binject(?:ion|ed|ions)\b|\binfiltration|\bblock\b|\bpunct(?:ure|ion)|\bneedle|\bacupunct|"
    r"\bpharmacopunct|\bcatheter|"
    r"\bembol|\bablat(?:ion|ive)|\bepidural|\bradio-?frequency|\bendoscop|\bbronchoscop|\bbiops|\bapheresis|"
    r"\bimmunoadsorption|"
    r"\bPRF\b|\bthread-embedding|\bthrough the skin|\bpercutaneous|\bchromoendoscop|\banesth|\banaesth|"
    r"\bendodontic",
    re.I,
)
_STIMULATION = gated(
    r"\bneuro-?stimulat|\bmicro-?stimulat|\bstimulat(?:or|ion)\b|\btDCS\b|\bTMS\b|\bTENS\b|\bgammacore", re.I
)
_HANDS = gated(
    r"\bmassage|\bmobili[sz]ation|\bmanipulati|\bmanual therap|\bosteopath|\bchiropract|\bSNAGs?\b|"
    r"\btraction\b|\bcyriax|"
    r"\bkinesio|\bphysical therapy|\bphysiotherap|\bcupping|\bdry needling|\bmckenzie|\bmuscle energy|"
    r"\bELDOA",
    re.I,
)
_EXERCISE = gated(
    r"\bexercis|\bphysical (?:activit|train)|\bwalking|\byoga|\b(?:strength|resistance|aerobic|balance|gait|"
    r"interval|muscle|"
    r"physical) training|\bworkout|\bprehabilitation|\bskateboard|\bdance\b",
    re.I,
)
_FEELINGS = gated(
    r"\bpsycho\w*|\bcounsel|\bCBT\b|\bcognitive (?:behavio|therap)|\bmindful|\btrauma\b|\bgrief|\bemotion|"
    r"\bmeditat|\bhypno|"
    r"\bsupport group|\bcoping|\bstress\b|\bdialectical|\bbehavio\w+ activation|\bcraving|\bsmoking|\bsuicid",
    re.I,
)
_SCAN = gated(
    r"\bMRI\b|\bmagnetic resonance|\bultraso\w+|\belastograph|\becho(?:cardi|graph)\w*|\bphotograph|"
    r"\bsonograph",
    re.I,
)
_CAR = re.compile(r"\bCAR|CAR\b|CAR\.|CARB7|CAR\d|[Cc]ells?\b")
_GIVES_ALLERGEN = re.compile(r"immunotherap|\bOIT\b|\bSLIT\b|challenge|desensit|tolerance induction", re.I)
_PEOPLE_DO = re.compile(
    r"\bprogram|\beducat|\bcoach|\btraining|\bsoftware|\bapps?\b|\bdigital|\bapplication|\bplatform|"
    r"\bmHealth",
    re.I,
)
_CANCER = re.compile(
    r"cancer|tumor|tumour|carcino|melanoma|NSCLC|neoantigen|dendritic|lymphom|leuk|gliom", re.I
)
_CODE = re.compile(r"\b[A-Z]{2,}[A-Z0-9]*[- ]?\d{2,}\w*\b|\b[A-Z]\d{3,}\b")
_BLOOD = gated(r"\bblood\b|\bven(?:e|i)punct|\bserum\b|\bplasma\b|\bPCR\b", re.I)
_FORMULA = gated(
    r"\bformulas?\b|\bmilk\b|\bcookies?\b|\bpeanuts?\b|\begg\b|\byogh?urt|\bcheese|\bbread|\boil\b|\bnuts\b|"
    r"\bsnacks?\b",
    re.I,
)
_TALK = gated(
    r"\beducat\w*|\bteach\w*|\bphone|\btelephone|\bcalls?\b|\bconsult\w*|\bvisits?\b|\bvideos?\b|\bcoach\w*|"
    r"\bcounsel\w*|\btelecare|\bmusic|\bincentive|\btoolkit|\bquestionnaire|\binterviews?|\bsurvey",
    re.I,
)
_VITAMIN = re.compile(r"\bvit(?:amin|\.)? ?[A-E]\d?\b", re.I)


def hazards_of(record: StudyRecord, treatments: Sequence[Treatment], *, early: bool) -> tuple[str, ...]:
    """Name the general risk of each treatment, in their order; "" for a dummy or for usual care."""
    part = record.protocol_section
    listed = part.arms_interventions_module.interventions
    titles = f"{part.identification_module.brief_title} . {part.identification_module.official_title}"
    topics = " . ".join((*part.conditions_module.conditions, *part.conditions_module.keywords, titles))
    found = []
    for item in treatments:
        if item.dummy or item.kind == "care":
            found.append("")
            continue
        hazard = _hazard(item, _words_of(item, listed), (titles, topics), early=early)
        halved = hazard in {"risk-device", "risk-software"} and _is_a_product(item, listed)
        found.append("risk-other" if halved else hazard)
    return tuple(found)


def _words_of(item: Treatment, listed: Sequence[Intervention]) -> str:
    found = listed[_number_of(item)]
    return " . ".join((item.registered, item.name, *found.other_names[:4], (found.description or "")[:500]))


def _hazard(item: Treatment, words: str, about: tuple[str, str], *, early: bool) -> str:
    titles, topics = about
    kind, name = item.kind, f"{item.registered} {item.name}"
    for hazard, fits in _BY_WORDS:
        if fits(kind, name, words, topics):
            return hazard
    if kind in {"measurement", "test"} and _BLOOD.search(words):
        return "risk-blood"
    if kind == "other" and _VITAMIN.search(name):
        return "risk-supplement"
    if kind == "supplement" and _FORMULA.search(name):
        return "risk-food"
    if kind in {"drug", "combination"}:
        if kind == "combination" and _PEOPLE_DO.search(words):
            return "risk-other"
        unknown = early and _CODE.search(f"{name} {titles}") and not _VITAMIN.search(name)
        return "risk-drug-early" if unknown else "risk-drug" if kind == "drug" else "risk-other"
    if kind == "biological":
        return "risk-biological-early" if early and _CODE.search(f"{name} {titles}") else "risk-biological"
    if kind == "vaccine":
        return "risk-cancer-vaccine" if _CANCER.search(f"{name} {topics}") else "risk-vaccine"
    if kind == "behaviour":
        return "risk-feelings" if _FEELINGS.search(f"{name} {titles}") else "risk-behaviour"
    if kind in {"other", "procedure"} and _TALK.search(name):
        return "risk-behaviour"
    return _OF_KIND.get(kind, "risk-other")


def _is_a_product(item: Treatment, listed: Sequence[Intervention]) -> bool:
    """True for a combined product, of which "device" or "drug" tells only a half."""
    return listed[_number_of(item)].type == "COMBINATION_PRODUCT"


def _number_of(item: Treatment) -> int:
    return int(item.path.rpartition("[")[2].rstrip("]"))


_OF_KIND = {
    "device": "risk-device",
    "supplement": "risk-supplement",
    "food": "risk-food",
    "test": "risk-test",
    "software": "risk-software",
    "measurement": "risk-test",
}
_TESTS = frozenset({"test", "measurement"})
_DONE = frozenset({"procedure", "other", "device", "behaviour", "radiation"})
_GIVEN = frozenset(
    {"drug", "biological", "combination", "supplement", "food", "other", "vaccine", "procedure"}
)


def _is_allergen(kind: str, name: str, words: str, topics: str) -> bool:
    if kind not in _GIVEN or not _ALLERGY.search(topics) or _NO_ALLERGEN.search(name):
        return False
    if _ALLERGEN.search(words) is not None:
        return True
    if kind in {"biological", "supplement", "food"} and _GIVES_ALLERGEN.search(topics):
        return True
    low, about = name.lower(), topics.lower()
    return "allerg" in about and any(food in low and food in about for food in _FOODS)


def _is_made_of_cells(kind: str, name: str, words: str, topics: str) -> bool:
    if kind not in {"drug", "biological", "genetic", "procedure", "other", "combination"}:
        return False
    if _CELLS.search(name) is not None:
        return _NO_CELLS.search(name) is None
    if kind in {"biological", "genetic", "other"} and _CELLS_OWN.search(words) is not None:
        return _NO_CELLS.search(name) is None
    return (
        _CAR.search(name) is not None and _CELLS.search(topics) is not None and _NO_CELLS.search(name) is None
    )


_BY_WORDS = (
    ("risk-allergen", lambda kind, name, words, topics: _CHALLENGE.search(words) is not None),
    ("risk-skin-test", lambda kind, name, words, topics: _SKIN_TEST.search(name) is not None),
    ("risk-stool", lambda kind, name, words, topics: _STOOL.search(words) is not None),
    ("risk-cells", _is_made_of_cells),
    ("risk-allergen", _is_allergen),
    (
        "risk-radioactive",
        lambda kind, name, words, topics: kind not in _TESTS and _RADIOACTIVE.search(words) is not None,
    ),
    (
        "risk-rays",
        lambda kind, name, words, topics: kind in {"procedure", *_TESTS} and _RAYS.search(name) is not None,
    ),
    (
        "risk-test",
        lambda kind, name, words, topics: (
            kind in {"procedure", "other", *_TESTS} and _SCAN.search(name) is not None
        ),
    ),
    (
        "risk-radiation",
        lambda kind, name, words, topics: (
            kind == "radiation" and _RADIATION.search(words) is not None and not _NO_RADIATION.search(name)
        ),
    ),
    (
        "risk-implant",
        lambda kind, name, words, topics: (
            kind in {"device", "procedure", "other"}
            and _IMPLANT.search(name if kind == "other" else words) is not None
            and not _NO_IMPLANT.search(words)
        ),
    ),
    (
        "risk-surgery",
        lambda kind, name, words, topics: (
            kind in {"procedure", "device", "other"}
            and _OPERATION.search(name) is not None
            and not _NO_OPERATION.search(words)
        ),
    ),
    (
        "risk-stimulation",
        lambda kind, name, words, topics: (
            kind in {"device", "procedure"} and _STIMULATION.search(name) is not None
        ),
    ),
    (
        "risk-procedure",
        lambda kind, name, words, topics: kind in {"procedure", "other"} and _NEEDLE.search(name) is not None,
    ),
    ("risk-hands-on", lambda kind, name, words, topics: kind in _DONE and _HANDS.search(name) is not None),
    ("risk-exercise", lambda kind, name, words, topics: kind in _DONE and _EXERCISE.search(name) is not None),
)
