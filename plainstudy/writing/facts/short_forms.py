"""Short forms that a record spells out in another sense than our dictionary, as TBI for a treatment."""

import re
from functools import lru_cache

from plainstudy.plain.dictionary import lookup
from plainstudy.record.record import StudyRecord

_SHORT = re.compile(r"\(\s*([A-Za-z][\w-]{1,9}?)s?\s*[);,]")
_WORD = re.compile(r"[a-z]{4,}")
_BEFORE = 90


def spelled_otherwise(record: StudyRecord) -> tuple[str, ...]:
    """Give the short forms of our dictionary that mean something else in this record."""
    found: dict[str, None] = {}
    for text in _texts(record):
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
        texts = _texts(record)
        if any(short in text for text in texts) and not any(map(sense.search, texts[:_TELLING])):
            found[short] = None
    return tuple(found)


_SENSES = {
    "ALK": re.compile(r"cancer|carcinom|lymphom|tumou?r|kinase|neoplas|NSCLC", re.I),
    "TBI": re.compile(r"brain|head injur|concuss|trauma", re.I),
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
