"""Whether a thing may be called by the word for its kind: "a drug", "a device".

The registered type is one box among eleven, ticked in haste: food, exercise and cells stand under DRUG,
operations and apps under DEVICE. So the word is said only where the name or the description bears it out and
neither, nor another name or a title, speaks of something else.
"""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.record.study import Intervention
from plainstudy.writing.gated import gated

from .names import is_generic

_CELLS = gated(
    r"\bcar[- ]?[tγ]\w*|\bcar\b|\bcart\b|\bu?car-?t\b|chimeric antigen|\bt[- ]cells?\b(?! lymphom| leuk| "
    r"malig| acute)|\bnk\b|natural killer|"
    r"\bstem cells?|stromal cells?|\bcell (?:therapy|suspension|product|infusion)|\bcells?/kg|\d\s?cells|"
    r"10\^?\d+ (?:\w+ )?cells|"
    r"dendritic cells?|lymphocytes?|\btils?\b|\btreg|\w{3,}leucel\b|haNK",
    re.I,
)
_OTHER_THINGS = (
    r"exercis\w*|training|diets?|foods?|snacks?|flour|milk|eggs?|peanuts?|cookies?|juice|bread|formula|"
    r"devices?|implant\w*|"
    r"systems?|apps?|applications?|software|program\w*|surger\w*|surgical|\w{3,}ectomy|resection|"
    r"radiat\w*|radiother\w*|"
    r"irradiation|brachytherapy|chemoradi\w*|pet|pet/ct|imaging|contrast|tracers?|radiotracers?|probes?|"
    r"gado\w+|fdg|scans?|mri|light|"
    r"laser|acupuncture|electroacupuncture|massage|education\w*|counsel\w*|tests?|testing|assays?|"
    r"adjustment|avoid\w*|loss|blocks?|"
    r"placement|procedures?|vaccin\w*|virus\w*|honey|plasters?|oxygen|water|steps|ladders?|challenges?|"
    r"monitoring|measurement\w*|"
    r"strateg\w+|methods?|techniques?|mask|wafers?|catheters?|beads|microspheres|mixture|transplant\w*|"
    r"plasma|cessation"
)
_NO_DRUG = gated(
    rf"\b(?:{_OTHER_THINGS}|allergens?|pollens?|mites?|extracts?|bacter\w*|lactobac\w*|probiotic\w*|"
    rf"vitamins?|oils?|tea|glucose|sugar|"
    r"smok\w*|treatments?|\w*therap\w+|regimens?|medications?|medicines?|drugs|agents|standard|usual|care|"
    r"control|comparison|\w*prophylaxis|"
    r"inhibitors|antihistamines?|steroids|antibiotics|herbal|herbs?|"
    r"granules|optional|choice|\bor|saline|"
    r"formulations?|\w*stimulation|mobilit\w+|rehabilit\w+|supplements?|supplementation|nutrition\w*|"
    r"insulin doses)\b",
    re.I,
)
_DRUG_WORDS = gated(
    r"\d\s?(?:mg|mcg|µg|μg|ug|iu|units?|ml)\b|\b(?:tablets?|capsules?|infus\w+|intraven\w+|inject\w+|"
    r"subcutan\w+|orally|dos(?:e|es|ed|age|ing)|"
    r"drug|inhibitor|antibody|agonist|antagonist|administ\w+|cream|ointment|syringe|mg/kg|molecule|q\dw|"
    r"qd|bid)\b",
    re.I,
)
_DRUGS = frozenset(
    [
        "aspirin",
        "metformin",
        "temozolomide",
        "busulfan",
        "minoxidil",
        "levetiracetam",
        "insulin",
        "glargine",
        "lispro",
        "aspart",
        "degludec",
        "paracetamol",
        "acetaminophen",
        "ibuprofen",
        "prednisone",
        "prednisolone",
        "cyclophosphamide",
        "hydrochloride",
        "sodium",
        "acetate",
        "phosphate",
        "sulfate",
        "mesylate",
        "maleate",
        "tosylate",
        "citrate",
        "fluorouracil",
        "mesna",
        "mercaptopurine",
        "thioguanine",
        "hydroxyurea",
        "niacin",
        "nebivolol",
        "carvedilol",
        "melatonin",
        "caffeine",
        "ketamine",
        "clonidine",
        "deruxtecan",
        "vedotin",
        "pegol",
        "liposomal",
        "nab",
        "epinephrine",
    ]
)
_CODE = re.compile(r"\b[A-Z]{1,6}-?\d{2,}[\w-]*\b")
_NO_DRUG_TOLD = gated(
    r"chimeric antigen|car-?t cells?|\bcell therapy|\d\s?cells/kg|stem cells?|medical device|"
    r"implant(?:able|ed) device|nucleus replacement|"
    r"mobile app\w*|smartphone app\w*|software|oral food challenge|imaging agent|contrast agent|"
    r"radiotracer|patch tests?\b|pet (?:tracer|imaging)|"
    r"positron|fluorescen\w+|exercise program\w*|inoculat\w+|food product|snack",
    re.I,
)
_DEVICE_WORDS = gated(
    r"\b(?:devices?|systems?|implant\w*|stimulat\w*|sensors?|pumps?|catheters?|stents?|cages?|prosthe\w+|"
    r"screws?|needles?|masks?|tampons?|"
    r"spacers?|rings?|electrodes?|lasers?|machines?|monitors?|orthos\w+|braces?|insoles?|patch\w*|"
    r"meters?|scanners?|robots?|headbands?|"
    r"wearables?|collars?|glasses|goggles|stockings?|splints?|bandages?|dressings?|disc|lens\w*|helmets?|"
    r"headsets?|watch|toolkit|vest|"
    r"inhalers?|nebuli[sz]ers?|ventilators?|cpap|cgm|pens?|tubes?|glucomet\w+|pacemaker\w*|"
    r"neurostimulat\w+|putty|matrix)\b",
    re.I,
)
_NO_DEVICE = gated(
    r"\b(?:training|\w{3,}plasty|exercis\w*|\w*therapy|acupuncture|massage|surger\w*|surgical|\w{3,}ectomy|"
    r"\w{3,}scopy|denervation|ablation|resection|"
    r"dissection|fusion|radiation|tests?|testing|assays?|apps?|applications?|software|programs?|"
    r"monitoring|measurement|management|"
    r"education\w*|intervention|block|placement|implantation|screening|usability|irrigation|"
    r"\w*stimulation|challenge|questionnaire|"
    r"control|surgery|support|ventilation|technique|approach|method)\b",
    re.I,
)
_PROCEDURE_WORDS = gated(
    r"\b(?:\w*surg\w+|\w{3,}ectom\w+|\w{3,}plast\w+|\w{3,}otom\w+|blocks?|inject\w*|infiltration|"
    r"punctures?|acupuncture|electroacupuncture|"
    r"ablation|resection|dissection|fusion|decompression|embolization|radioembolization|catheter\w*|"
    r"implantation|placement|drainage|biops\w+|"
    r"an(?:a)?esthesia|insertion|graft\w*|sutur\w*|stent\w*|\w{3,}scop\w+|lithotripsy|nucleoplasty|"
    r"procedure|denervation|clamping|operation|"
    r"radiofrequency|occlusion|closure|repair|excision|removal)\b",
    re.I,
)
_NO_PROCEDURE = gated(
    r"\b(?:exercis\w*|training|gym|diets?|education\w*|counsel\w*|tests?|assessments?|questionnaires?|"
    r"hypersensitivity|allergy|sampling|"
    r"lavage|challenge|screening|transplant\w*|physical therapy|physiotherapy|medication|evaluation|"
    r"monitoring|massage|care|imaging)\b",
    re.I,
)
_RADIATION_WORDS = gated(
    r"\b(?:radi\w+|irradiat\w+|brachy\w+|proton\w*|reirradiation|s?[ibv]mrt|sbrt|srs|ebrt|chemoradi\w+|"
    r"gy)\b",
    re.I,
)
_NO_RADIATION = gated(
    r"\b(?:gating|monitoring|imaging|planning|pet|scans?|lasers?|light|lazer|x-?rays?|ct|mri|"
    r"tomograph\w*|sensiti\w+|chemo\w*|"
    r"radiofrequency|with|and|plus|or)\b|\+",
    re.I,
)
_SOFTWARE_WORDS = gated(
    r"\b(?:apps?|applications?|software|digital|program\w*|online|web\w*|internet|mobile|virtual|"
    r"platform|algorithm|games?)\b",
    re.I,
)
_NO_SOFTWARE = gated(
    r"\b(?:headband|wearable|sensor|patch|drink|recommendation\w*|stimulat\w*|glasses|pump|device|"
    r"visits?|calls?)\b",
    re.I,
)
_SUPPLEMENT_WORDS = gated(
    r"\b(?:supplement\w*|vitamins?|capsules?|probiotics?|omega\w*|\w*calciferol|iron|zinc|folic|"
    r"magnesium|lactobac\w*|bifidobac\w*|mg|"
    r"synbiotic\w*|prebiotic\w*|calcium|selenium|minerals?)\b",
    re.I,
)
_NO_SUPPLEMENT = gated(
    r"\b(?:diets?|counsel\w*|produce|milk|yogh?urt|cookies?|immunotherap\w*|formulas?|foods?|kefir|broth|"
    r"bread|cheese|flour|peanuts?|eggs?|"
    r"nuts?|ladder|avoid\w*|challenge|meals?|drink|juice|bars?|cow|oit)\b",
    re.I,
)
_NO_FOOD = gated(
    r"\b(?:avoid\w*|eliminat\w*|extracts?|tests?|challenges?|without|free|no|immunotherap\w*|"
    r"desensiti\w*|ladders?)\b",
    re.I,
)
_NO_PROGRAM = gated(
    r"\b(?:questionnaires?|drink|capsules?|tablets?|injections?|mg|blood|samples?|sampling|fitbit|"
    r"materials?|device|tea|supplement\w*|"
    r"\w{3,}ectomy|surgery|mindset|standard|usual|control|splints?|brac(?:e|ing)|mobili[sz]ation)\b",
    re.I,
)
_NO_TEST = gated(
    r"\b(?:questionnaires?|scores?|samples?|control|scale|survey|system|therapy|treatment)\b", re.I
)


_SEVERAL = gated(
    r" and | plus |[+;]|(?<=[a-z0-9])\s?/\s?(?=[A-Za-z])|\bCHOP\b|hyper-?\s?C|FOLF|XELOX|CAPOX|HIPEC|"
    r"\b(?:GP|TP|EP|TIP|DCF|CVD|VAC|HAG|ABVD|BEACOPP|FLAG|FLOT|MVAC|TPF|PVd|VRd|KRd|Kd)\b",
    re.I,
)
"""Several things, or a regimen of many, under one name (NCT07463768, NCT05268003)."""
_GIVEN = frozenset({"drug", "biological", "vaccine", "procedure"})


def noun_fits(kind: str, name: str, item: Intervention, record: StudyRecord) -> bool:
    """True where a thing's name or description bears out the word for this kind, and nothing denies it."""
    own = f"{name} {item.name}"
    words = f"{own} {item.description or ''}"
    if kind in _GIVEN and _SEVERAL.search(name):
        return False
    if kind == "drug":
        return _is_a_drug(name, own, words, item, record)
    if "," in name and kind != "device":
        return False
    if kind == "radiation" and item.type != "RADIATION" and "radi" not in name.lower():
        return False
    if kind == "biological":
        return _is_biological(own, words)
    if kind == "vaccine":
        return "vaccin" in own.lower()
    texts = {"name": name, "own": own, "words": words}
    if kind in _NEEDED:
        needed, where = _NEEDED[kind]
        if needed.search(texts[where]) is None:
            return False
    denied, where = _DENIED.get(kind, (None, ""))
    return denied is not None and denied.search(texts[where]) is None


_NEEDED = {
    "device": (_DEVICE_WORDS, "words"),
    "procedure": (_PROCEDURE_WORDS, "own"),
    "radiation": (_RADIATION_WORDS, "name"),
    "software": (_SOFTWARE_WORDS, "words"),
    "supplement": (_SUPPLEMENT_WORDS, "words"),
}
_DENIED = {
    "device": (_NO_DEVICE, "own"),
    "procedure": (_NO_PROCEDURE, "own"),
    "radiation": (_NO_RADIATION, "name"),
    "software": (_NO_SOFTWARE, "words"),
    "supplement": (_NO_SUPPLEMENT, "own"),
    "food": (_NO_FOOD, "own"),
    "behaviour": (_NO_PROGRAM, "own"),
    "test": (_NO_TEST, "own"),
}


def _is_a_drug(name: str, own: str, words: str, item: Intervention, record: StudyRecord) -> bool:
    if "," in name:
        return False
    parts = [word.strip("(),").lower() for word in re.split(r"[\s/-]+", name)]
    if (
        parts
        and all(is_generic(word) or word in _DRUGS for word in parts)
        and not name.lower().endswith("leucel")
    ):
        return True  # an international name is a drug's, whatever the text speaks of beside it
    if (
        _NO_DRUG.search(own)
        or _CELLS.search(f"{words} {' '.join(item.other_names)}")
        or _NO_DRUG_TOLD.search(words)
    ):
        return False
    if _cells_told(record):
        return False
    titles = record.protocol_section.identification_module
    told = f"{titles.brief_title} {titles.official_title} {' '.join(item.other_names)}"
    if _NO_DRUG_TOLD.search(told) or _cells_in_title(name, told):
        return False
    known = any(is_generic(word.lower()) for word in name.split()) or _CODE.search(name) is not None
    if known or _DRUG_WORDS.search(words):
        return True
    summary = record.protocol_section.description_module.brief_summary or ""
    return _BRAND.fullmatch(name) is not None and _NO_BRAND.search(f"{told} {summary}") is None


_BRAND = re.compile(r"[A-Z][a-z]{3,}[a-z-]*")
_NO_BRAND = gated(
    r"\b(?:device|implant\w*|apps?|software|system|digital|program\w*|food|diet|exercise|training|"
    r"surgery|imaging|scan|supplement\w*)\b",
    re.I,
)
"""Where the record gives no more than a name, any of these words may be what it is."""


def _cells_told(record: StudyRecord) -> bool:
    """True where groups, keywords or the summary speak of cells that are given."""
    part = record.protocol_section
    texts = [part.description_module.brief_summary or "", *part.conditions_module.keywords]
    texts += [f"{group.label} {group.description}" for group in part.arms_interventions_module.arm_groups]
    return any(_CELLS_GIVEN.search(text) for text in texts)


_CELLS_GIVEN = gated(
    r"\bcar-?t\b|\bcar t\b|chimeric antigen|\bnk[- ]cells?\b(?! leuk| lymph)|\bcell (?:therapy|product|"
    r"infusion)|\d\s?cells\b|cells/|"
    r"stem cells? (?:product|injection|infusion|transplant)",
    re.I,
)


def _cells_in_title(name: str, told: str) -> bool:
    """True where titles speak of cells that are given, beside the name: "NK510 cells", "CAR-T"."""
    found = _GIVEN_CELLS.search(told)
    return found is not None and name[:5].lower() in told.lower()


_GIVEN_CELLS = gated(
    r"\bcar-?t\b|\bcar t\b|chimeric antigen|nk cells?\b(?! leuk| lymph)|cell (?:injection|infusion|"
    r"therapy)|t cells (?:in|for)",
    re.I,
)
_NO_BIOLOGICAL = gated(
    r"\b(?:tests?|samples?|sampling|foods?|snacks?|milk|peanuts?|eggs?|vaccin\w*|pregnancy|diets?|"
    r"challenges?|consumption|measurement|"
    r"analysis|evaluation|virus|or|standard|usual|exercise|education)\b",
    re.I,
)


def _is_biological(own: str, words: str) -> bool:
    return _NO_BIOLOGICAL.search(own) is None and (
        _CELLS.search(words) is not None or _DRUG_WORDS.search(words) is not None
    )
