"""Which entries of a list of conditions a study can be said to be about: no method, no design, no people."""

import re

from .things import Topic

_LONGEST = 12
_NO_SUBJECT = re.compile(
    r"(?:young(?:er)?|old(?:er)?|elderly|aged|ag(?:e?ing|e)|healthy aging|human|intervention|cohort|registry|"
    r"immunity|health|safety|efficacy|premature|other|none|n/?a|diagnos[ei]s|prognosis|comorbidit\w+.*|"
    r"coexisting conditions|treatment adherence|exon \d+|car(?:[- ]t)?(?: cells?)?|t[- ]cells?|nitric oxide|"
    r"(?:young |older )?(?:child(?:ren|hood)?|adults?|infants?|newborns?|adolescents?|women|men)|"
    r"prospective|clinical|trial|study|single-blind|double-blind|randomi[sz]ed|patients?|"
    r"(?:safety and )?(?:pharmacokinetics|bioequivalence)(?: study)?|similarity of .+|"
    r"(?:application|use|effects?|role|evaluation|efficacy|safety|feasibility) of .+|"
    r".*\b(?:study|trial|assessment|analysis|medicine|therapy|immunotherapy|chemotherapy|radiotherapy|"
    r"\w+omics|\w*imaging|inactivation|biomarkers?|technology|techniques?|management|education|related)|"
    r".*\b(?:students?|workers?|volunteers?|smokers|caregivers?|nurses|physicians|athletes|"
    r"infants?|newborns?|children|adults|women|men|patients)|"
    r"[\w-]+(?:geal|ric|trial|inal|onal|ical|atic|arial|rial|stic))(?: study| trial)?",
    re.I,
)
_IS_PEOPLE = re.compile(
    r"^(?:children|women|men|people|patients|adults|infants|babies) |\bpeople\b|\bindividuals\b|\w\.\w", re.I
)
"""Subjects that are those who take part, or a slip of two words run together."""
_A_CODE = re.compile(r"[A-Z]{2,}[A-Z0-9-]*\d[A-Z0-9]*")
"""A molecule that is aimed at: "PD1", "CTLA4"."""


def is_a_subject(topic: Topic) -> bool:
    """True for an illness, and for anything else that a study may be about."""
    words = topic.words
    if topic.kind == "healthy" or len(words.split()) > _LONGEST or _IS_PEOPLE.search(words):
        return False
    if topic.kind == "illness":
        return _ILLNESS_OF_NONE.match(words) is None
    return _NO_SUBJECT.fullmatch(words) is None and _A_CODE.fullmatch(words) is None


_ILLNESS_OF_NONE = re.compile(
    r"comorbidit|coexisting|(?:mental )?health issue|diagnoses|history of|.* related$|symptoms?$|"
    r".*(?:agents?|drugs?|inhibitors?|medications?|effects?|vaccin\w*|surgery|imaging|screening)$",
    re.I,
)
