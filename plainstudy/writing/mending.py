"""Say less: a text without the sentences that a check could not find borne out. Pure."""

from collections.abc import Iterable

import msgspec

from .facts import Facts
from .finding import Finding
from .general import GENERAL
from .rules import sentences_of
from .text import SECTIONS, Criteria, Sentence, StudyText

_LITTLE = Sentence(text=GENERAL["says-little"][0], sources=("general:says-little",))
_ID = "protocolSection.identificationModule.nctId"


def left_out(text: StudyText, facts: Facts, findings: Iterable[Finding]) -> StudyText:
    """Leave out every sentence with a finding; a headline with one gives way to the bare number.

    A section that loses everything says that there is little to say. When in doubt, a page says less.
    """
    wrong = {finding.sentence for finding in findings}
    changes: dict[str, object] = {}
    for name in SECTIONS:
        kept = tuple(sentence for sentence in getattr(text, name) if sentence.text not in wrong)
        changes[name] = kept or (_LITTLE,)
    if text.headline.text in wrong:
        changes["headline"] = Sentence(text=f"What is known about study {facts.nct_id}?", sources=(_ID,))
    changes["key_dates"] = tuple(day for day in text.key_dates if day.label not in wrong)
    changes["explained"] = tuple(pair for pair in text.explained if not wrong.intersection(pair))
    points = text.criteria
    if any(sentence.text in wrong for part, sentence in sentences_of(text) if part == "criteria"):
        path = facts.points.path
        note = Sentence(text="The list stands in the record's own words.", sources=(path,))
        changes["criteria"] = Criteria(note=note, verbatim=True)
    else:
        changes["criteria"] = points
    return msgspec.structs.replace(text, **changes)
