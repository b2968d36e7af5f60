"""Count the syllables of English words, medical ones included, by rule and a list of exceptions."""

import re
from functools import lru_cache

_VOWELS = re.compile(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]+")
_SPLIT_VOWELS = re.compile(  # two vowels side by side that are two syllables
    r"i[aou](?!u)(?<!ti[ao])(?<!ci[ao])(?<!si[ao])(?<!gi[ao])(?<!xi[ao])|io(?=[bcdklmptvx])|[aeou]ing\b|eo(?!u)"
    r"|ua(?<![qg]ua)|uou|[iy]e(?=[nt](?!d))|yo|ya(?!l)|oa(?=[cl]\w*[aeiouy])|oi(?=d(?!e?s?\b)..)|ui(?=t[iy])"
)
_EXCEPTIONS = {
    1: """
        age aged bone bones care clothes deal does dose due eye eyes gene genes gland goes heal
        league meal once one plaque real shoe shoes toe toes tongue use used vague whole year years
    """,
    2: """
        acne ages anxious apnea apnoea asia baseline bedside before being biceps billion business
        caffeine cautious chaos codeine colleague conscious create crucial diet disease doing doses
        dual dyspnea equal evening every facial fatigue fluid fluids going guideline guidelines
        healthcare homecare household hundred issue junior lesion lesions lifelong lifestyle likely
        lion lonely maybe million movement naive onion outcome outcomes partial patient patients
        people pipeline precious protein proteins question questions quiet racial react really
        reason region regions rescue ruin safely safety science senior social someone something
        sometimes somewhere special statement statewide surely technique techniques theories theory
        therefore timeline tissue tissues trial trials union unique uses vaccine value values
        version via vision wednesday whereas women worldwide zoster
    """,
    3: """
        actual adhesion annual anyone aorta aortic area areas audio behavior behaviors behaviour
        biopsies biopsy caregiver caregivers chaotic cohesion coincide commercial completely
        contagious continue continued cornea created delicious different diseases enrollment
        essential everyday everyone everything financial genuine gradual heroin hopefully idea ideal
        ideas improvement infectious initial involvement linear management manual measurement
        measurements medicine medicines mosaic museum nationwide nausea nuclear obvious opinion
        placebo potential previous quality questionnaire questionnaires radio ratio rationale ratios
        reaction reactions reactive recipe reimburse reinforce religion religious sciences serial
        serious several sexual sleepiness studio suicide supervised suspicious syncope therapist
        trachea urea usual various video videos visual
    """,
    4: """
        actually anemia anxiety artificial behavioral behavioural beneficial cooperate coordinate
        diarrhea diarrhoea differential gonorrhea influential ischemia leukemia preexisting
        previously reality reinduction reinfection residential society usually variety
    """,
    5: """
        cooperation coordinated coordination coordinator individual individuals reactivity
        reevaluate superficial
    """,
    6: """
        extraocular intraocular intraoperative physiotherapy
    """,
}
_KNOWN = {word: count for count, listed in _EXCEPTIONS.items() for word in listed.split()}


_SILENT_END = re.compile(  # dose, file, files, names, used; but not table, boxes, wanted, tree
    r"(?:[^aeiouyl]e|[aeiouy]le|[^aeiouylsxzcgh]es|[^cs]hes|[aeiouy]les|[^tdaeiouy]ed)$"
)


@lru_cache(maxsize=65536)
def syllables(word: str) -> int:
    """Estimate the syllables of a word, at least 1; a number counts 1 and a word with "-" or "/" by its parts.

    An estimate by vowel groups and a list of common exceptions, not a pronouncing dictionary. Letters of an
    acronym count one each ("MRI" 3), because that is how it is read.
    """
    lower = word.lower().replace("’", "'")
    known = _KNOWN.get(lower)
    if known is not None:
        return known
    if not lower.isalpha():
        parts = re.findall(r"[^\W\d_]+|\d+", word.replace("'s", "").replace("’s", ""))
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
