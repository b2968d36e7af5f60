"""Conditions as registered, made fit for a sentence, and what kind of thing each of them is."""

import re
from functools import lru_cache

from plainstudy.plain.dictionary import simplify
from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .fact import Topic
from .having import HAD, role_of
from .names import in_running_case, tidy, without_brackets

PATH = "protocolSection.conditionsModule.conditions"
_MOST = 40  # of hundreds of listed conditions, more than anyone reads

_PATIENTS = gated(
    r"^(?:asymptomatic |symptomatic |hospitali[sz]ed |elderly |adult |pediatric |paediatric |human |chinese |"
    r"japanese )?(?:patients?|subjects?|participants?|people|individuals|children|adults)"
    r"\s+(?:with|who have|having|suffering from)\s+",
    re.I,
)
_OF_CARE = re.compile(
    r"^(?:treatment|management|therapy) (?:of|in) (?:the )?|^adult (?=severe|acute|"
    r"patients)",
    re.I,
)
_AND_PATIENTS = gated(r",? (?:and|or) (?:patients|subjects|participants|those|people) with ", re.I)
_PEOPLE_WITH = re.compile(r"(.{4,}?) patients with (.{4,})", re.I)
_THEN_PEOPLE = gated(r"\s+(?:patients|subjects|participants)\b", re.I)
_SHORT_FIRST = re.compile(r"(?=\S*[A-Z]\S*[A-Z])\S{2,8} - (.{9,})")
_ENDS = gated(
    r"[\s,]+(?:patients?|subjects?|nos|unspecified|other|adult|adults|candidate|in adults|"
    r"in (?:the )?obese|in (?:the )?elderly|disease or disorder|- category|- stage|(?<=\w) category)$",
    re.I,
)
_LABEL = re.compile(r"^[A-Z]\. (?=[A-Za-z]{3})|^(?:conditions?|disease|focus|diagnosis)[\w\s]*:\s*", re.I)
_NOUN = re.compile(r"(?:syndrome|disease|disorder|cancer|tumou?r|itis|oma|emia|failure)s?\b", re.I)
_TIGHT_COMMA = re.compile(r",(?=[A-Za-z])")
_WITH_A_LIMIT = re.compile(r",[^,]*(?:[<>≤≥=]|less than|more than|at least)[^,]*", re.I)
_STAGE_MARKS = gated(r"\s+(?:ajcc|uicc|figo)\s+v?\d+(?:th)?(?:\s+ed\w*)?", re.I)
_INVERTED = re.compile(r"[^,;]+(?:, [^,;]+){1,2}")
_NOT_INVERTED = re.compile(r"[<>≤≥=\d.]|\b(?:and|or|with|of|in|to|due|including|etc|after|for|from)\b", re.I)

# Spellings first, then the words of readers. Each pair keeps the meaning.
_REWRITES = [
    (gated(pattern, re.I), words)
    for pattern, words in (
        (r"\bdiabet(?:e|es|ic)s?\s+mell?[ie]t[iu]s\b", "diabetes"),
        (r"\bdiabete\b", "diabetes"),
        (r"\btype\s*-?([12])\s*-?diabetes\b", r"type \1 diabetes"),
        (r"\btype (?:i|one) diabetes\b", "type 1 diabetes"),
        (r"\btype (?:ii|two) diabetes\b", "type 2 diabetes"),
        (r"^diabetes,?\s*type\s*([12])\b", r"type \1 diabetes"),
        (r"^diabetes type (?:ii|2)\b", "type 2 diabetes"),
        (r"^diabetes type i\b", "type 1 diabetes"),
        (r"^t1dm?$", "type 1 diabetes"),
        (r"^t2dm?$", "type 2 diabetes"),
        (r"\bnsclc\b", "non-small cell lung cancer"),
        (r"\bsclc\b", "small cell lung cancer"),
        (r"\bnon[\s-]*small[\s-]*cell lung(?: cancer| carcinoma)", "non-small cell lung cancer"),
        (r"\blung non[\s-]*small[\s-]*cell carcinoma\b", "non-small cell lung cancer"),
        (r"\bcarcinoma non[\s-]*small[\s-]*cell lung\b", "non-small cell lung cancer"),
        (r"\b(?:ca|cancer) lung\b", "lung cancer"),
        (r"\bmalignan(?:t neoplasms?|cies|cy) of(?: the)? ", "cancer of the "),
        (r"\bmalignant (\w+) neoplasms?\b", r"\1 cancer"),
        (r"\bmalignan(?:t neoplasms?|t tumou?rs?|cies|cy)\b", "cancer"),
        (r"\bcarcinomas?\b(?! in situ)", "cancer"),
        (r"\bneoplasms\b", "tumors"),
        (r"\bneoplasm\b", "tumor"),
        (r"\btumou?rs, solid\b", "solid tumors"),
        (r"\btumour", "tumor"),
        (r"\bleukaemia", "leukemia"),
        (r"\banaemia", "anemia"),
        (r"\bpaediatric\b", "childhood"),
        (r"\bpediatric\b", "childhood"),
        (r"\bcervix cancer\b|\bcancer,? cervix\b", "cervical cancer"),
        (r"\bsolid tumor\b(?! )", "solid tumors"),
        (r"^cancer of (?!the\b)", "cancer of the "),
        (r"\bhuman cancers?\b", "cancer"),
        (r"\bcancers\b", "cancer"),
        (r"^diabetic (?:children|adults|women|people|individuals)$", "diabetes"),
        (r"^asthmatic (?:children|adults|women|people|individuals)$", "asthma"),
        (r"^obese (?:children|adults|women|people|individuals)$", "obesity"),
        (r"^asthmatics?$|^asthma bronchial$|^bronchial asthma$", "asthma"),
        (r"\ballergies\b", "allergy"),
        (
            r"\b(food|peanut|milk|egg|nut|wheat|drug|latex|venom|insect|fish|shellfish) hypersensitivity\b",
            r"\1 allergy",
        ),
        (r"\bcow'?s?'? milk\b", "cow's milk"),
        (
            r"\bdis[ck] herniat(?:ion|ed)\b|\bherniated dis[ck]s?\b|\bdis[ck] displacement\b(?! )",
            "slipped disc",
        ),
        (
            r"\b(?:prolapsed (?:intervertebral )?dis[ck]|(?:intervertebral )?dis[ck] prolapse)\b",
            "slipped disc",
        ),
        (r"\bintervertebral (?=slipped disc)", ""),
        (r"--", " "),
        (r"\bdis[ck],? herniated,? (lumbar|cervical|thoracic)\b", r"\1 slipped disc"),
        (r"\bdis[ck] herniated (lumbar|cervical|thoracic)\b", r"\1 slipped disc"),
        (r"\bherniated (lumbar|cervical|thoracic) dis[ck]\b", r"\1 slipped disc"),
        (r"^lumbar slipped disc$", "a slipped disc in the lower back"),
        (r"^cervical slipped disc$", "a slipped disc in the neck"),
        (r"^slipped disc$", "a slipped disc"),
        (r"\bbreast cancer female\b", "breast cancer"),
        (r"\bcovid\s*[-–]?\s*19\b|\bcovid\b", "COVID-19"),
        (r"\bvirus infection\b", "infection"),
        (r"\bhcc\b", "liver cell cancer"),
        (r"^crc$", "colorectal cancer"),
        (r"^aml$", "acute myeloid leukemia"),
        (r"^ptsd$", "post-traumatic stress"),
        (r"^ibs$", "irritable bowel syndrome"),
        (r"^ckd$", "chronic kidney disease"),
        (r"^copd$", "chronic obstructive lung disease"),
        (r"\bchronic obstructive pulmonary disease\b", "chronic obstructive lung disease"),
        (r"\bhepatocellular cancer\b", "liver cell cancer"),
        (r"\big-?e[\s-]*mediated\b", "IgE-mediated"),
        (r"^migraine disorders?$|^migraine headaches?$|^migraines$", "migraine"),
        (r"^chronic urticaria\b", "long-lasting hives"),
        (r"\bchronic spontaneous urticaria\b", "long-lasting hives without a known cause"),
        (r"^urticaria\b", "hives"),
        (r"\bdermatitis, atopic\b|\batopic dermatitis\b", "eczema"),
        (r"\bhay fever\b", "hay fever"),
        (r"^seasonal allergic rhinitis$", "hay fever"),
        (r"\ballergic rhinoconjunctivitis\b", "allergy of the nose and eyes"),
        (r"\brhinoconjunctivitis\b", "allergy of the nose and eyes"),
        (r"\bperennial allergic rhinitis\b", "year-round nose allergy"),
        (r"(?<!non-)(?<!non )\ballergic rhinitis\b", "nose allergy"),
        (r"\brenal cell cancer\b", "kidney cancer"),
        (r"\bmetastatic malignant\b", "metastatic"),
        (r"\bmalignant\b(?= solid tumou?r)", "cancerous"),
        (r"\bcerebrovascular accident\b", "stroke"),
        (r"\bmyocardial infarction\b", "heart attack"),
        (r"\b(obesity|overweight)(?:,? and|/| &) (overweight|obesity)\b", r"\1 or \2"),
        (r"\bpre diabetes\b", "pre-diabetes"),
        (r"\bprediabetes\b", "prediabetes"),
        (r"\bschoenlein\b", "Schoenlein"),
        (r"\bsch(ö|o)nlein\b", r"Sch\1nlein"),
        (r"\bhenoch\b", "Henoch"),
        (r"\bphiladelphia\b", "Philadelphia"),
        (r"\bchild[- ]pugh\b", "Child-Pugh"),
        (r"\bjob'?s?'? syndrome\b", "Job syndrome"),
        (r"^cancer (breast|lung|colon|prostate|ovary|liver|rectum|stomach)\b", r"\1 cancer"),
        (r"^([\w -]+), \1$", r"\1"),
        (r"\bsubstance[- ]use disorders?\b", "drug or alcohol use problems"),
        (r"\bdepressive disorder, major\b|\bmajor depressive disorder\b", "major depression"),
        (r"\bdepressive disorder\b", "depression"),
        (r"\banxiety disorders\b", "anxiety disorders"),
        (
            r"\bstress disorders?,? post-?\s?traumatic\b|\bpost-?\s?traumatic stress disorders?\b",
            "post-traumatic stress",
        ),
    )
]

_ILLNESS = gated(
    r"diseas|disorder|syndrome|cancer|tumou?r|carcino|neoplas|leuk|lymphom|myelom|melanom|sarcom|gliom|"
    r"blastom|metasta|"
    r"thymom|meningiom|adenom|itis\b|osis\b|opath|[ae]mia\b|uria\b|allerg|asthma|diabet|headache|migrain|"
    r"pain\b|"
    r"infect|fever|failure|injur|fracture|stenosis|hernia|slipped|degenerat|deficien|obes|overweight|"
    r"depress|anxi|"
    r"schizo|epilep|stroke|tension\b|sensitiv|insomnia|covid|\bhiv\b|eczema|hives|urticaria|rhinit|polyp|"
    r"anaphyla|ulcer|"
    r"palsy|paralys|sclerosis|dystroph|edema|bleed|hemorrhag|sepsis|shock|arrest|apnea|cough|autis|"
    r"dement|alzheim|"
    r"parkinson|wart|ptosis|spasm|seizure|convuls|reflux|constipation|diarrh|nausea|vomit|burn\b|wound|"
    r"lupus|psoria|"
    r"acne|cataract|glaucoma|myop|blind|deaf|tinnitus|vertigo|sarcoid|fibro|cirrho|hepat|neutropen|"
    r"thrombo|embol|"
    r"aneurysm|arrhyth|fibrill|malaria|tubercul|influenza|resistance|intoleran|dysfunction|impairment|"
    r"weakness|"
    r"prolapse|radiculo|sciatica|spondyl|scoliosis|mastocyt|angioedema|hyperglyc|hypoglyc|prediabet|"
    r"addiction|"
    r"\buse problems|abuse|dependence|stress\b|trauma|burnout|disabilit|toxic|poison|bite|sting|abnormal|"
    r"malform|"
    r"defect|narcolep|oma\b|omas\b|plegi|algia|plasia\b|phagia|delirium|paresis|eclampsia|pemphig|"
    r"claudicat|occlusion|angina|"
    r"hyperrespons|eosinophilia|alopecia|caries|mania\b|overactive|leakage|trophic|amputat|itch|\bptsd\b|"
    r"\bPTSD\b|"
    r"adhd|\b(?:AML|ALL|CML|CLL|DMD|ABPA|HNSCC|CRC|COPD|IBS|CKD|ESRD|FPIES|HIES|CRS|NAFLD|NASH)\b|"
    r"dyspeps|h(?:a)?emophil|myasthen|gravis|insufficien|regurgitat|hypoten|low blood pressure|hookworm|"
    r"schistosom|"
    r"helminth|parasit|scabies|cramp|hiccup|enuresis|stutter|malocclus|\batopy\b|apnoea|amblyop|strabism|"
    r"keratoc|"
    r"macular|hot flash|dry eye|hearing loss|aphasia|tourette|restless leg|bruxism|xerostom|dysmenorr|"
    r"amenorr|"
    r"menorrh|acromegal|cushing|addison|goit|hyperthyroid|hypothyroid|porphyr|hemochromat|thalass|sickle|"
    r"penia\b|"
    r"hypogamma|lymphoid|obstruct|hypertens|arteri|sneez|stuffiness|\bm?CRPC\b|\b[BT]-ALL\b|"
    r"purpura|lithias|\bstones?\b|tremor|dyskines|dyston|varices|fungus|fungal|wheez|\bcolic\b|gout\b|"
    r"rosacea|"
    r"vitiligo|keloid|"
    r"high blood pressure|endometrio|incontinen|impotence|infertil|preeclamp|cachex|sarcopen|fatigue|"
    r"lesion|cyst\b|nodul",
    re.I,
)
_HEALTHY = gated(r"\bhealthy\b|\bnormal (?:volunteers|subjects|controls)\b|^healthy", re.I)
_STATE = gated(
    r"pregnan|postpartum|post partum|\bbirth\b|preterm|prematur|menopaus|surgery|surgical|anesthe|"
    r"anaesthe|dialysis|"
    r"transplant|intubat|postoperativ|critical(?:ly)? ill|breast ?feed|lactation|labor\b|vaccin|hospital|"
    r"aging|"
    r"older adults|elderly|smok|sedentary|menstru|c(?:a|e)sarean",
    re.I,
)


def topics_of(record: StudyRecord, prose: str) -> tuple[Topic, ...]:
    """Give the registered conditions, each in words for a sentence; blank and repeated ones are left out."""
    seen: set[str] = set()
    found = []
    listed = record.protocol_section.conditions_module.conditions[:_MOST]
    alone = len(listed) == 1
    for number, registered in enumerate(listed):
        words, kind = readable(registered, prose_for(registered, prose))
        if not words or words.lower() in seen:
            continue
        seen.add(words.lower())
        role = role_of(record, registered, words=words, alone=alone) if kind == "illness" else HAD
        found.append(
            Topic(registered=registered, words=words, path=f"{PATH}[{number}]", kind=kind, role=role)
        )
    return tuple(found)


def prose_for(name: str, prose: str) -> str:
    """Keep only what the casing of this name can depend on, so that the answer can be remembered."""
    words = {word.strip("(),;:.'’").lower() for word in name.replace("/", " ").replace("-", " ").split()}
    return "".join(sorted(f" {word}" for word in words if f" {word}" in prose))


@lru_cache(maxsize=20_000)
def readable(registered: str, prose: str) -> tuple[str, str]:
    """Give a condition in readers' words and its kind; ("", "subject") for one without letters."""
    text = _LABEL.sub("", _TIGHT_COMMA.sub(", ", without_brackets(tidy(registered))))
    text = _OF_CARE.sub("", _PATIENTS.sub("", text))
    text = _AND_PATIENTS.sub(" or ", text)
    if (found := _PEOPLE_WITH.fullmatch(text)) and all(map(_ILLNESS.search, found.groups())):
        text = f"{found[1]} and {found[2]}"
    if (
        (found := _THEN_PEOPLE.search(text))
        and not _VAGUE.search(text)
        and _ILLNESS.search(text[: found.start()])
    ):
        text = text[: found.start()]
    if ";" in text:
        parts = [part.strip() for part in text.split(";") if part.strip()]
        text = next((part for part in parts if _ILLNESS.search(part)), text).partition(",")[0]
    text = _WITH_A_LIMIT.sub("", _STAGE_MARKS.sub("", text))
    for _ in range(2):
        text = _ENDS.sub("", text).strip(" ,;-")
    text = _turned_around(text)
    text = in_running_case(text, prose, keep_unknown=False)
    for pattern, words in _REWRITES:
        text = pattern.sub(words, text)
    text = simplify(text).strip()
    text = re.sub(r"\b(\w+) \1\b", r"\1", text)
    if not any(letter.isalpha() for letter in text) or _ASKS.match(text):
        return "", "subject"
    return text, _kind(text)


_SITE_LAST = gated(r"([A-Za-z][A-Za-z -]+?),? (lumbar|cervical|thoracic)", re.I)
_GRADE_FIRST = gated(
    r"(?:mild|moderate|severe|acute|chronic|advanced|recurrent|metastatic)\b[^,]*,", re.I
)


@lru_cache(maxsize=20_000)
def names_an_illness(text: str) -> bool:
    """True where a text, also an unchanged one, has the name of an illness in it."""
    return _ILLNESS.search(text) is not None


def is_illness(words: str) -> bool:
    """True for words that name an illness."""
    return _kind(words) == "illness"


def _turned_around(text: str) -> str:
    """Undo a library's order: "Rhinitis, Allergic, Perennial" gives "Perennial Allergic Rhinitis"."""
    if found := _SITE_LAST.fullmatch(text):
        return f"{found[2]} {found[1]}"
    first, dash, last = text.partition(" - ")
    if dash and " - " not in last:
        if set(first.lower().split()) <= set(last.lower().split()):
            return last  # "Depression - Major Depressive Disorder"'s kind: the finer name alone
        if len(last.split()) == 1 and last.isalpha():
            return f"{last} {first}"
    if found := _SHORT_FIRST.fullmatch(text):
        return found[1]  # "HFpEF - heart failure with …"
    if _GRADE_FIRST.match(text):
        return text
    if _INVERTED.fullmatch(text) and not _NOT_INVERTED.search(text):
        parts = text.split(", ")
        if all(len(part.split()) <= 5 for part in parts) and not any(map(_NOUN.search, parts[1:])):
            return " ".join(reversed(parts))
    return text


_ASKS = re.compile(r"(?:can|do|does|is|are|how|what|why|whether) ", re.I)
_VAGUE = gated(
    r"immunology$|\b(?:prevention|detection|screening|imaging|awareness|perception|testing|"
    r"risk factors?|blind|"
    r"development of)\b|"
    r"^(?:application|use|role|effect|impact|efficacy|safety|"
    r"evaluation|"
    r"assessment|quality of life)\b(?! of the)|"
    r"^(?:diagnos\w*|treatment|therapy|effects?|complications?)\b(?! \w+ of)",
    re.I,
)

_NAMES_PEOPLE = gated(
    r"^(?:patients?|children|adults|women|men|people|survivors?|infants)\b|"
    r"(?<!in )(?<!of )(?<!with )\b(?:patients|children|women|men|survivors|infants|adolescents)$",
    re.I,
)


@lru_cache(maxsize=20_000)
def _kind(words: str) -> str:
    if _VAGUE.search(words) or _NAMES_PEOPLE.search(words):
        return "subject"
    if _HEALTHY.search(words):
        return "healthy"
    if _ILLNESS.search(words):
        return "illness"
    return "state" if _STATE.search(words) else "subject"
