"""Count the syllables of English words, medical ones included, by rule and a list of exceptions."""

import re
from functools import lru_cache

_VOWELS = re.compile(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]+")
_SPLIT_VOWELS = re.compile(  # two vowels side by side that are two syllables
    r"i[aou](?!u)(?<!ti[ao])(?<!ci[ao])(?<!si[ao])(?<!gi[ao])(?<!xi[ao])|io(?=[bcdklmptvx])|[aeouy]ing\b|eo(?!u)"
    r"|ua(?<![qg]ua)|uou|[iy]e(?=[nt](?!d))|(?<=[a-z])y[oa](?!l)|neou|rrie|ciat(?=[ei])|oa(?=[cl]\w*[aeiouy])|ui(?=t[iy])"
)
_EXCEPTIONS = {
    1: """
        age aged bone bones care clothes deal does dose due eye eyes gene genes gland goes heal
        league meal mosque once one plaque real shoe shoes toe toes tongue use used vague whole year
        years yet you young your youth
    """,
    2: """
        acne ages anxious apnea apnoea asia aspirin baseline bedside before being biceps billion
        breastfed business caffeine cautious centre chaos coaching codeine colleague conscious
        coupled create crucial diet disease doing doses dual dyspnea equal evening every facial
        fashion fatigue fluid fluids framework going guideline guidelines handled headache headaches
        healthcare herpes himself homecare household hundred ideal issue junior lesion lesions
        lifelong lifestyle likely lion lonely maybe million movement naive onion outcome outcomes
        partial patient patients people pipeline platelet platelets precious protein proteins
        question questions quiet racial react really reason region regions rescue ruin safely safety
        science senior social someone something sometimes somewhere special statement statewide
        surely surgeon surgeons technique techniques theories theory thereby therefore timeline
        tissue tissues transient trial trials union unique uses vaccine value values version via
        vision wednesday whereas widespread women worldwide yoga younger zoster
    """,
    3: """
        acquire acquired actual adhesion annual anyone anyway aorta aortic approaches area areas
        audio aureus australia avoidance avoided avoiding behavior behaviors behaviour biopsies
        biopsy caregiver caregivers carrier cereals chaotic cohesion coincide commercial completely
        contagious continue continued convenient cornea created creating creation delicious
        different diseases earlier easier enrollment entire essential everyday everyone everything
        financial genuine gradual heroin hopefully idea ideas improvement infectious influence
        influenced influences infrared initial insurance involvement lineage linear management
        manual measurement measurements medicine medicines moreover mosaic museum nationwide nausea
        nuclear nucleus obvious opinion outpatient outpatients pancreas placebo potential previous
        quality questionnaire questionnaires radio ratio rationale ratios reaction reactions
        reactive recently recipe reimburse reinforce religion religious sciences serial serious
        several sexual sleepiness studio sufficient suicide supervised supplement supplements
        suspicious syncope therapist trachea urea usefulness usual valuable various video videos
        visual whatever
    """,
    4: """
        actually anemia anxiety artificial behavioral behavioural beneficial circumference cooperate
        coordinate deficiency diabetes diarrhea diarrhoea differential efficiency eosinophil
        eosinophils european familial gonorrhea influencing influential influenza initiate
        insufficient ischemia leukemia nevertheless pancreatic posterior preexisting previously
        reality reinduction reinfection residential seriously society specifically therapeutic
        usually variety
    """,
    5: """
        associated association associations coagulation complementary cooperation cooperative
        coordinated coordination coordinator differentiate eosinophilic epithelial esophageal
        individual individuals initiated initiating initiation laboratory mononuclear oesophageal
        percutaneous peritoneal pituitary radioactive reactivity reevaluate superficial
        supplementary systematically
    """,
    6: """
        angiogenesis differentiation eosinophilia extraocular gastrointestinal intraocular
        intraoperative microorganisms physiotherapy
    """,
    7: """
        immunodeficiency socioeconomic
    """,
}
_KNOWN = {word: count for count, listed in _EXCEPTIONS.items() for word in listed.split()}


_SILENT_END = re.compile(  # dose, file, files, names, used; but not table, boxes, wanted, tree
    r"(?:[^aeiouyl]e|[aeiouy]le|[^aeiouylsxzcgh]es|[^cs]hes|[aeiouy]les|[^tdaeiouy]ed)$"
)


@lru_cache(maxsize=65536)
def syllables(word: str) -> int:
    """Estimate the syllables of a word, at least 1; a number counts 1, "well-being" by its parts.

    An estimate by vowel groups and a list of common exceptions, not a pronouncing dictionary. Letters of an
    acronym count one each ("MRI" 3), because that is how it is read.
    """
    lower = word.lower().replace("’", "'")
    known = _KNOWN.get(lower)
    if known is not None:
        return known
    if not lower.isalpha():
        parts = re.findall(r"[^\W\d_]+|\d+", word.replace("'s", "").replace("’s", ""))
        if parts == [word]:  # a sign that counts as a letter and is none, such as "Ⅲ"
            return 1
        return max(1, sum(1 if part[0].isdigit() else syllables(part) for part in parts))
    if len(word) > 1 and word.isupper() and (len(word) < 4 or not _VOWELS.search(lower)):
        return sum(3 if letter == "W" else 1 for letter in word)
    return _count_vowel_groups(lower)


def _count_vowel_groups(lower: str) -> int:
    count = len(_VOWELS.findall(lower)) + len(_SPLIT_VOWELS.findall(lower))
    if _SILENT_END.search(lower):
        count -= 1
    if lower.endswith(("ely", "eful", "eless", "ement", "ements", "eness")) and not lower.endswith(
        ("element", "elements", "implement")
    ):
        count -= 1
    if re.search(r"(?:sm|thm)s?$", lower):
        count += 1
    return max(1, count)
