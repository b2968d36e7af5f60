"""What a title says that the treatment is for, where that is not the illness that people have."""

import re

from plainstudy.plain.dictionary import simplify
from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .fact import Fact
from .names import in_running_case, tidy
from .prose import TITLE
from .things import Topic

_VERBS = {
    "prevention": "prevent",
    "prophylaxis": "prevent",
    "treatment": "treat",
    "management": "manage",
    "relief": "relieve",
    "reduction": "reduce",
    "control": "control",
}
_AIM = gated(
    r"\b(?:(?:for|in) (?:the )?(?P<noun>prevention|treatment|management|prophylaxis|relief|"
    r"reduction|control) of|"
    r"to (?P<verb>prevent|treat|reduce|relieve|manage|control|lower|ease)) (?P<what>[^:;,.()]+?)"
    r"(?= (?:in|among|during|after|following|undergoing|with|for|by|using|treated|receiving|due)\b|"
    r"[:;,.()]|$)",
    re.I,
)
_NOT_AN_AIM = re.compile(
    r"\b(?:patients?|participants?|subjects?|people|adults?|children|young|women|men|elderly|therapy|care|study|"
    r"disparities|selected|degree|progression|relapse|cancer|tumou?rs?|leuk\w+|lymphoma)\b|\d",
    re.I,
)
_SHORT_FORM = re.compile(r"[A-Z]{2,}|[a-z][A-Z]")
_GOES_ON = re.compile(r"\s*\([^()]*\)\s+(?!(?:in|among|during|after|for|with)\b)[A-Za-z]", re.I)
_WORD = re.compile(r"[a-z]{4,}")


def aim_of(record: StudyRecord, topics: tuple[Topic, ...]) -> Fact[str] | None:
    """Give what the title says is to be prevented, treated or eased, beside the registered conditions.

    "prevent radiation-induced dermatitis" of a study of breast cancer (NCT06905561); None where the title
    names no such aim, names the condition itself, or uses a bare abbreviation.
    """
    title = record.protocol_section.identification_module.brief_title or ""
    found = _AIM.search(title)
    if found is None or record.protocol_section.design_module.study_type != "INTERVENTIONAL":
        return None
    what = tidy(found["what"])
    if not 1 <= len(what.split()) <= 5 or _NOT_AN_AIM.search(what) or _SHORT_FORM.search(what):
        return None
    if _GOES_ON.match(title[found.end() :]):
        return None  # "House Dust Mite (HDM) Induced …": the name is cut
    known = " ".join(f"{topic.words} {topic.registered}" for topic in topics).lower()
    if _stems(what) & _stems(known):
        return None
    verb = (found["verb"] or _VERBS[found["noun"].lower()]).lower()
    words = simplify(in_running_case(what, "", keep_unknown=False))
    return Fact(f"{verb} {words}", TITLE, found.group())


def _stems(text: str) -> set[str]:
    return {word[:5] for word in _WORD.findall(text.lower())}
