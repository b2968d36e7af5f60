"""Women who are pregnant, and studies in them for the good of their children."""

import re

from plainstudy.record.record import StudyRecord

from .bearing_out import lines_of_who_can_join
from .fact import Fact

_TITLES = "protocolSection.identificationModule"
_SUMMARY = "protocolSection.descriptionModule.briefSummary"

_PREGNANT = re.compile(
    r"\b(?:pregnan(?:t|cy|cies)|gestational|prenatal|antenatal|maternal|expectant)\b", re.I
)
_ASKS_PREGNANT = re.compile(r"\bpregnan(?:t|cy)\b", re.I)
_WEEKS = re.compile(r"\bgestational age\b|\bweeks(?: of)? gestation\b", re.I)
_NOT_PREGNANT = re.compile(
    r"\b(?:no|not|non|without|negative|exclud\w+|test|previous|prior|history|plan\w*|after|last|avoid|"
    r"postpartum|"
    r"post-?partum|delivered|contracepti\w+)\b",
    re.I,
)
_IS_PREGNANT = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:woman is |women who are |be |is |healthy )?pregnant\b(?! or\b)", re.I
)
_BORN = re.compile(r"\b(?:born|birth|newborns?|neonat\w*|infants?|babies|deliver\w*)\b", re.I)
_TOLD_PREGNANT = re.compile(r"\bpregnant (?:women|mothers|participants|people)\b", re.I)


def are_pregnant(record: StudyRecord) -> bool:
    """True when a title speaks of pregnancy and who can join asks for pregnant women.

    A rule may ask for weeks of gestation alone, where the summary says "pregnant women" (NCT00920621).
    """
    part = record.protocol_section
    titles = part.identification_module
    both = f"{titles.brief_title or ''} {titles.official_title or ''}"
    lines = lines_of_who_can_join(part.eligibility_module.eligibility_criteria or "")
    if part.eligibility_module.sex == "FEMALE" and any(map(_IS_PREGNANT.search, lines)):
        return True
    if part.eligibility_module.sex != "FEMALE" or not _PREGNANT.search(both):
        return False
    if _TOLD_PREGNANT.search(both):
        return _BORN.search(both) is None and "ostpartum" not in both
    if any(_ASKS_PREGNANT.search(line) and not _NOT_PREGNANT.search(line) for line in lines):
        return True
    told = _TOLD_PREGNANT.search(part.description_module.brief_summary or "") is not None
    return told and any(_WEEKS.search(line) and not _BORN.search(line) for line in lines)


_OF_THEIR_CHILDREN = re.compile(
    r"\b(?:in|of) (?:the |their |these )?(?:\w+ )?(?:offspring|children|child|infants?|babies|"
    r"newborns?)\b|\bchildhood\b",
    re.I,
)


def for_their_children(record: StudyRecord, *, pregnant: bool) -> Fact[str] | None:
    """Find where a study in pregnant women speaks of an illness of the children."""
    if not pregnant:
        return None
    part = record.protocol_section
    titles = part.identification_module
    for path, text in (
        (f"{_TITLES}.briefTitle", titles.brief_title),
        (f"{_TITLES}.officialTitle", titles.official_title),
        (_SUMMARY, part.description_module.brief_summary),
    ):
        if text and (found := _OF_THEIR_CHILDREN.search(text)):
            return Fact("their children", path, found.group())
    return None
