"""Short forms that a record spells out in another sense than our dictionary, as TBI for a treatment."""

import re
from functools import lru_cache

from plainstudy.plain.dictionary import lookup
from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .bearing_out import stems_of

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
    "ALK": gated(r"cancer|carcinom|lymphom|tumou?r|kinase|neoplas|NSCLC", re.I),
    "TBI": gated(r"brain|head injur|concuss|trauma", re.I),
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


_SPELLED = re.compile(r"\(\s*([A-Z][A-Za-z0-9-]{2,8}?)s?\s*[);,/]")
_A_WORD = re.compile(r"[a-z][\w']*")


def own_short_forms(record: StudyRecord, name: str) -> tuple[str, ...]:
    """Give the short forms, in small letters, by which a record itself calls an illness: "abpa"."""
    own = stems_of(name, same=False)
    if not own:
        return ()
    part = record.protocol_section
    texts = (
        part.identification_module.brief_title or "",
        part.identification_module.official_title or "",
        *part.conditions_module.conditions[:_TELLING],
        part.description_module.brief_summary or "",
        part.eligibility_module.eligibility_criteria or "",
    )
    first = {word[0] for word in _A_WORD.findall(name.lower())}
    return tuple(
        short
        for short, words in _all_spelled(texts)
        if short[0] in first and all(any(word.startswith(stem) for word in words) for stem in own)
    )


@lru_cache(maxsize=8)  # every condition of a record asks
def _all_spelled(texts: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give every short form in brackets, in small letters, with the words right before it."""
    found = {}
    for text in texts:
        if "(" not in text:
            continue
        for match in _SPELLED.finditer(text):
            if sum(map(str.isupper, match[1])) >= 2:
                before = text[max(0, match.start() - _BEFORE) : match.start()].lower().rpartition(". ")[2]
                found[match[1].lower()] = tuple(_A_WORD.findall(before)[-len(match[1]) - 1 :])
    return tuple(found.items())
