"""Conditions as registered, made fit for a sentence, and what kind of thing each of them is."""

import re
from functools import lru_cache

from plainstudy.plain.dictionary import simplify
from plainstudy.plain.wording import join_words
from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated, rewritten

from .having import HAD, role_of
from .illness_words import REWRITES
from .names import in_running_case, tidy, without_brackets
from .things import Topic
from .word_order import in_order

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
_ENDS = gated(
    r"[\s,]+(?:patients?|subjects?|nos|(?:not otherwise |un)specified|other|adult|adults|candidate|in adults|"
    r"in (?:the )?obese|in (?:the )?elderly|disease or disorder|- category|- stage|(?<=\w) category)$",
    re.I,
)
_LABEL = re.compile(r"^[A-Z]\. (?=[A-Za-z]{3})|^(?:conditions?|disease|focus|diagnosis)[\w\s]*:\s*", re.I)
_TIGHT_COMMA = re.compile(r",(?=[A-Za-z])")
_WITH_A_LIMIT = re.compile(r",[^,]*(?:[<>≤≥=]|less than|more than|at least)[^,]*", re.I)
_STAGE_MARKS = gated(r"\s+(?:ajcc|uicc|figo)\s+v?\d+(?:th)?(?:\s+ed\w*)?", re.I)

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
    r"defect|narcolep|oma\b|omas\b|plegi|algia|dynia|plasia\b|phagia|delirium|paresis|eclampsia|pemphig|"
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
    r"lesion|cyst\b|nodul|heart attack|\bflu\b|suicid|self-harm|tooth decay|barrett|protrud",
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
    for number, registered in enumerate(listed):
        if _is_half_of_both(registered, listed):
            continue
        words, kind = readable(registered, prose_for(registered, prose))
        if not words or words.lower() in seen:
            continue
        seen.add(words.lower())
        words = _as_cancer(record, registered, words)
        role = role_of(record, registered, words=words) if kind == "illness" else HAD
        found.append(
            Topic(registered=registered, words=words, path=f"{PATH}[{number}]", kind=kind, role=role)
        )
    return tuple(found)


_OF_ONE_SEX = re.compile(r"^(.+?),? (?:fe)?male$", re.I)


def _is_half_of_both(registered: str, listed: tuple[str, ...]) -> bool:
    """True for "Breast Cancer, Male" where the illness itself and that of women are listed too."""
    if (found := _OF_ONE_SEX.match(registered)) is None:
        return False
    name = found[1].lower()
    both = {other.lower().rpartition(" ")[2] for other in listed if other.lower().startswith(name)}
    return {"male", "female"} <= both and any(other.lower() == name for other in listed)


_MALIGNANT = re.compile(r"cancer|carcinom|malignan", re.I)


def _as_cancer(record: StudyRecord, registered: str, words: str) -> str:
    """Say "cancer" for a library's "neoplasms" where titles and rules speak of it, and of nothing benign."""
    if "tumor" not in words or "eoplasm" not in registered:
        return words
    part = record.protocol_section
    titles = part.identification_module
    both = f"{titles.brief_title or ''} {titles.official_title or ''}"
    criteria = part.eligibility_module.eligibility_criteria or ""
    benign = "enign" in criteria or "enign" in both or "adenoma" in both.lower()
    if benign or not _MALIGNANT.search(both) or not _MALIGNANT.search(criteria):
        return words
    return re.sub(r"\btumors?\b", "cancer", words)


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
    if ";" in text and not (joined := in_order(text)):
        parts = [part.strip() for part in text.split(";") if part.strip()]
        several = len(parts) > 1 and all(" " in part and _ILLNESS.search(part) for part in parts)
        one = next((part for part in parts if _ILLNESS.search(part)), text).partition(",")[0]
        text = join_words(parts, last="or") if several else one
    elif ";" in text:
        text = joined
    text = _WITH_A_LIMIT.sub("", _STAGE_MARKS.sub("", text))
    for _ in range(2):
        text = _ENDS.sub("", text).strip(" ,;-")
    text = in_order(text)
    text = in_running_case(text, prose, keep_unknown=False)
    text = rewritten(text, REWRITES)
    text = simplify(text).strip()
    text = re.sub(r"\b(\w+) \1\b", r"\1", text)
    if not any(letter.isalpha() for letter in text) or _ASKS.match(text):
        return "", "subject"
    return text, _kind(text)


@lru_cache(maxsize=20_000)
def names_an_illness(text: str) -> bool:
    """True where a text, also an unchanged one, has the name of an illness in it."""
    return _ILLNESS.search(text) is not None


def is_illness(words: str) -> bool:
    """True for words that name an illness."""
    return _kind(words) == "illness"


_ASKS = re.compile(r"(?:can|do|does|is|are|how|what|why|whether) ", re.I)
_BARE = gated(
    r"(?:abnormal|allergic|atopic|chronic|acute|involuntary|recurrent|refractory|relapsed|metastatic|"
    r"advanced|inflammatory|degenerative|herniated|(?:adverse )?(?:drug )?(?:reactions?|events?))",
    re.I,
)
"""A quality without its illness (NCT05998486), or what a drug did."""
_VAGUE = gated(
    r"immunology$|\b(?:management|course|manifestations?|stiffness|knowledge)$|\b(?:prevention|detection|screening|imaging|awareness|perception|testing|"
    r"risk factors?|blind|(?:intermittent|ramadan) fasting|"
    r"development of)\b|"
    r"^(?:application|use|role|effect|impact|efficacy|safety|"
    r"evaluation|"
    r"assessment|quality of life)\b(?! of the)|"
    r"^(?:diagnos\w*|treatment|therapy|effects?|complications?)\b(?! \w+ of)|"
    r"\b(?:immunotherapy|vaccination|desensiti[sz]ation|specimens?|samples?|knowledge)$|\baspects? of\b",
    re.I,
)

_NAMES_PEOPLE = gated(
    r"^(?:patients?|children|adults|women|men|people|survivors?|infants)\b|"
    r"(?<!in )(?<!of )(?<!with )\b(?:patients|children|women|men|survivors|infants|adolescents|"
    r"smokers|volunteers|students|workers|recipients)$",
    re.I,
)


@lru_cache(maxsize=20_000)
def _kind(words: str) -> str:
    if _VAGUE.search(words) or _NAMES_PEOPLE.search(words) or _BARE.fullmatch(words):
        return "subject"
    if _HEALTHY.search(words):
        return "healthy"
    if _ILLNESS.search(words):
        return "illness"
    return "state" if _STATE.search(words) else "subject"
