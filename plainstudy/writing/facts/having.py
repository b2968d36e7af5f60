"""What a listed illness may be to those who take part: what they have, what is to be kept away, or a topic.

This is a first look at each condition by itself. Whether a page may say that *everyone* has the illness is
decided by ``sure``, by the whole record.
"""

import re

from plainstudy.record.record import StudyRecord

from .bearing_out import asked_for, named_in, places_of, stems_of, told_of_people
from .short_forms import own_short_forms

HAD, PREVENTED, TOPIC = "had", "prevented", "topic"
"""``TOPIC`` claims nothing."""

_KEEPS_AWAY = re.compile(
    r"\b(?:prevent(?:ion|ing|s|ed)?(?: of)?|prophylaxis against|protect\w*(?: [\w-]+){0,4} (?:from|against))"
    r"(?: (?!(?:in|with|among|for|after|by|using|through|who)\b)[\w-]+){0,4} $"
)


_KEPT_BEFORE = re.compile(
    r"\b(?:prevent(?:ion|ing|s)?(?: of)?|prophylaxis (?:of|against|for)|protect\w* against) (?:the )?$"
)
_KEPT_AFTER = re.compile(r" (?:onset )?(?:prevention|prophylaxis)\b")
_COMES_BACK = re.compile(r"\w* (?:recurr|relaps|complicat|progress|exacerb|attack|wors)")


def _is_kept_away(titles: str, name: str) -> bool:
    """True where a title says "prevent asthma" or "asthma prevention" word for word."""
    return any(
        (_KEPT_BEFORE.search(before) or _KEPT_AFTER.match(after)) and not _COMES_BACK.match(after)
        for before, after in places_of(titles, name)
    )


_OF_CONTACTS = re.compile(r"\b(?:household |close )?contacts? (?:of|with) [^.]*", re.I)
"""Whom the people of a study live with has the illness; they are to be kept from it."""


def role_of(record: StudyRecord, name: str, *, words: str) -> str:
    """Say by titles and rules what the illness ``name`` is to the people of a study: had, prevented or topic.

    ``words`` is the same illness as readers are told it.
    """
    part = record.protocol_section
    titles = part.identification_module
    both = f"{titles.brief_title or ''} . {titles.official_title or ''}"
    stems = (*stems_of(f"{name} {words}"), *own_short_forms(record, name))
    of_contacts = _OF_CONTACTS.search(both) is not None
    if part.design_module.design_info.primary_purpose == "PREVENTION" or of_contacts:
        if any(_is_kept_away(both.lower(), spelled.lower()) for spelled in (name, words)):
            return PREVENTED
        text = f"{both} {part.description_module.brief_summary or ''}".lower()
        kept = any(
            _KEEPS_AWAY.search(before) and named_in(f"{stem}{after}", name)
            for stem in stems
            for before, after in places_of(text, stem)
        )
        if kept and not told_of_people(_OF_CONTACTS.sub("", both), stems):
            return PREVENTED
    criteria = part.eligibility_module.eligibility_criteria or ""
    return HAD if asked_for(criteria, stems, strictly=False) or told_of_people(both, stems) else TOPIC
