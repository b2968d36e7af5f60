"""Words that say which stage, form or people, without changing what the illness is. Pure."""

import re
from collections.abc import Sequence

from plainstudy.conditions.terms import word_set

NEGATIONS = word_set("no not non without free absence excluding except nor never family")
"""Words before an illness that say it is not there, or not in this person: "family history of stroke"."""

PEOPLE = word_set("patients people adults children women men subjects individuals participants")
HEAD_LINKS = re.compile(
    rf"\s+(in (?:{'|'.join(sorted(PEOPLE))}) with"
    r"|in|with|without|due to|secondary to|caused by|induced by|resulting from|associated with|related to"
    r"|after|following|post|during|among|undergoing|requiring|receiving|treated with|treated by"
    r"|for|from|at|on|by|before)\s+",
    re.I,
)
"""What stands before one of these is the condition; what follows says in whom, when or why."""

EXCLUDING = re.compile(
    r"[\s,(]+(?:excluding|except(?: for)?|other than|but not|not including|rather than)\s", re.I
)
"""What follows one of these is named because it is not meant."""

LONE_WORDS_THAT_MISLEAD = word_set(
    "hypertension hypotension depression shock fever stroke edema arrest pox measles"
)
"""Words that alone name an illness, and at the end of a longer name another: "venous hypertension"."""

WORDS_THAT_STAND_ALONE = word_set(
    """
    asthma cancer carcinoma leukemia lymphoma melanoma sarcoma epilepsy schizophrenia obesity
    osteoarthritis psoriasis dementia adenocarcinoma urticaria ataxia hiv
    """
)
"""Words that name the same illness at the end of any longer name."""

INHERITANCE = word_set("linked recessive dominant")
"""After these a type number counts on its own: "X-linked ataxia type 3" is not "ataxia type 3"."""

LIST_MARKS = re.compile(r"\s*(?:[;,/&|+]|\band/or\b|\band\b|\bor\b|\bvs\.?\b|\bversus\b|\s[-–—]\s)\s*", re.I)

_STATE = word_set(
    """
    advanced ambulatory asymptomatic clinical clinically complicated confirmed controlled current
    diagnosed end established existing first frail hospitalized incident incurable initial initially
    inoperable intermediate invasive known line localized locally metastatic moderate moderately mildly
    naive new newly nonmetastatic nonresectable operable patient poorly probable progressing recent
    recently recurrent recurring refractory relapse relapsed resectable resected resistant second
    sensitive severely severity significant stable subject suspected symptomatic term terminal third
    treated treatment previously radically uncomplicated uncontrolled undiagnosed unresectable
    unspecified untreated very people person individual ajcc figo inss iss nyha ecog asa who histologically
    """
)
"""Words that come off first: how far it has gone, how it was treated."""
_AGE = word_set(
    """
    adolescent adult age aged child childhood elderly female infant male newborn older pediatric pregnant
    woman young
    """
)
"""Words that say in whom: they come off before the course, so that a child's acute illness stays acute."""
_COURSE = word_set(
    """
    active acute birth chronic inactive juvenile mild onset persistent progressive relapsing severe
    """
)
"""Words that come off when nothing is found with them: "acute myeloid leukemia" is an illness of its own."""
_KIND = word_set("early high late long low primary short")
"""Words that come off last: "low back pain", "high blood pressure"."""
_TAKEN_OFF = (_STATE, _STATE | _AGE, _STATE | _AGE | _COURSE, _STATE | _AGE | _COURSE | _KIND)
DEGREES = range(len(_TAKEN_OFF))
_AT_AN_END = word_set(
    """
    prevention prophylaxis prophylactic screening detection diagnosis management care survivor
    survivorship symptom exacerbation flare patient risk history recurrence progression stage grade class
    unspecified nos outcome prognosis epidemiology rehabilitation control severity remission attack
    episode onset metastatic prevent
    """
)
"""Words that name what is done about an illness or how it runs, as in "stroke prevention"."""

_STAGE = re.compile(
    r"\b(?:stage|grade|class|type|phase|figo|v)\s+(?:[0-9]+[a-d]?[0-9]?|i{1,3}[a-d]?[0-9]?|iv[a-d]?[0-9]?|v[a-d]?)\b"
)
_KEPT_TYPES = re.compile(r"\btype\b")
_VERSION = re.compile(r"\bv[0-9]+\b")
_MARKERS = re.compile(
    r"\b(?:her 2|her2|her2 neu|er|pr|hr|egfr|alk|ros1|ret|braf|brca|brca1|brca2|kras|pd l1|pdl1|flt3|idh1|"
    r"idh2|psma|cd20|cd19|bcr abl|bcr abl1|hormone receptor|estrogen receptor|progesterone receptor|ph|"
    r"philadelphia chromosome|msi|dmmr)"
    r" (?:positive|negative|low|mutant|mutated|mutation|amplified|high|rearranged|overexpressing)\b"
)
_SCALE = re.compile(r"\b(?:non|un) (?:metastatic|resectable|treated|operable)\b")


def without_modifiers(stems: Sequence[str], *, degree: int) -> list[str]:
    """Return the stems without stage, markers and treatment; a higher ``degree`` takes more (see DEGREES).

    All of them come back if nothing would be left.
    """
    words = _TAKEN_OFF[degree]
    text = " ".join(stems)
    for pattern in (_MARKERS, _VERSION, _SCALE):
        text = pattern.sub(" ", text)
    text = _STAGE.sub(lambda found: found[0] if _KEPT_TYPES.search(found[0]) else " ", text)
    left = [stem for stem in text.split() if stem not in words]
    while left and left[-1] in _AT_AN_END:
        left.pop()
    while left and left[0] in _AT_AN_END | {"of", "for", "the", "a", "at", "in", "to"}:
        left.pop(0)
    return left or list(stems)
