"""Whether what is listed is also spoken of: a claim about it is made only where a second field agrees."""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.record.study import Intervention

_WORD = re.compile(r"[^\W\d_]{4,}")
_CODE = re.compile(r"\b(?=\w*[A-Z0-9])[A-Za-z]*[A-Z0-9][\w-]{1,}\b")
_SAYS_LITTLE_LISTED = """
    treatment therapy drug injection infusion tablet tablets capsule capsules oral dose dosing
    group study intervention experimental control placebo active comparator standard medical device
    procedure system program product solution with without from into plus once twice daily weekly
    arm cohort phase part level patients participants subjects high single multiple combination
    administration evaluation assessment
"""
_SAYS_LITTLE = frozenset(word[:5] for word in _SAYS_LITTLE_LISTED.split())


def spoken_words(record: StudyRecord) -> tuple[frozenset[str], str]:
    """Give the stems of all words in titles, summary, keywords and labels, and these in small letters."""
    part = record.protocol_section
    titles = part.identification_module
    texts = [titles.brief_title, titles.official_title, part.description_module.brief_summary]
    texts += [group.label for group in part.arms_interventions_module.arm_groups]
    texts += part.conditions_module.keywords
    line = " ".join(filter(None, texts)).lower()
    return frozenset(word[:5] for word in _WORD.findall(line)), line


def is_mentioned(item: Intervention, spoken: frozenset[str], line: str) -> bool:
    """True when one of these texts has a telling word of this intervention, or its code."""
    names = " ".join((item.name or "", *item.other_names))
    stems = {word[:5] for word in _WORD.findall(names.lower())} - _SAYS_LITTLE
    if not stems.isdisjoint(spoken):
        return True
    return any(code.lower() in line for code in _CODE.findall(names) if len(code) > 2 or not stems)
