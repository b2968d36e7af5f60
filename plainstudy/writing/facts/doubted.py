"""Where other words of a record speak against saying that all who take part have its illness."""

import re

from msgspec.structs import replace

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .bearing_out import has_any, lines_of_who_can_join, stems_of
from .names import without_brackets
from .people import age_in_years
from .short_forms import own_short_forms
from .things import Topic
from .topics import names_an_illness

_GROWN = 18
_LISTED = "protocolSection.conditionsModule.conditions"
_LOOKED_FOR = gated(
    r"(?<![-])\bscreening study\b|"
    r"\blow[- ]risk (?:of |for )?(?:\w+ )?allerg|\bdyads?\b",
    re.I,
)
_RISK = re.compile(r"\brisk (?:of|for) (?:[\w-]+ ){0,4}$", re.I)
_HEALED = gated(r"\bhealed (?:wounds?|ulcers?|lesions?)\b", re.I)
_NOT_DIAGNOSED = re.compile(
    r"\bwithout (?:an? )?(?:prior |previous |known |established |current )?(?:diagnosis|history) of "
    r"([^.,;\n]{3,50})",
    re.I,
)
_PREVENTS = re.compile(r"\b(?:prevent(?:ing|ion of)?|prophylaxis of) ([^.,;:\n]{3,60})", re.I)
_WIDER = (
    (re.compile(r"esophag|oesophag|esogastric|junction", re.I), re.compile(r"stomach|gastric"), "titles"),
    (re.compile(r"ematologic(?:al)? (?:malignan|cancer)", re.I), re.compile(r"^leuk"), "rules"),
    (re.compile(r"pre-?\s?diabet", re.I), re.compile(r"diabet"), "conditions"),
)
"""What a record adds to an illness that the one name leaves out."""


def borne_out(record: StudyRecord, ill: Topic | None) -> Topic | None:
    """Give the illness, or None where the record speaks against all having it, or names wider kinds."""
    if ill is None:
        return None
    part = record.protocol_section
    titles = part.identification_module
    both = f"{titles.brief_title or ''} . {titles.official_title or ''}"
    lines = lines_of_who_can_join(part.eligibility_module.eligibility_criteria or "")
    stems = (*stems_of(ill.words), *own_short_forms(record, ill.registered))
    if _LOOKED_FOR.search(both) or any(
        has_any(found[1].lower(), stems) or "creening" in both
        for line in lines
        for found in _NOT_DIAGNOSED.finditer(line)
    ):
        return None
    if part.design_module.design_info.primary_purpose == "PREVENTION" and _is_kept_away(
        record, ill, lines, stems
    ):
        return None
    text = f"{both} {_summary(record)}".lower()
    lowest = age_in_years(part.eligibility_module.minimum_age)
    if "dyad" in text and "caregiver" in text and (lowest is None or lowest < _GROWN):
        return None
    if ill.path == _LISTED and " or " in ill.words and _leaves_one_out(record, ill, lines):
        return None
    return _with_wider(record, ill, both, lines)


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.lower()))


def _leaves_one_out(record: StudyRecord, ill: Topic, lines: tuple[str, ...]) -> bool:
    """True where a rule names another listed illness in one breath with those told (NCT06760845)."""
    told = [part for part in re.split(r", | or ", ill.words) if part]
    for name in record.protocol_section.conditions_module.conditions:
        own = without_brackets(name).strip().lower()
        if " " not in own or _letters(own) in _letters(ill.words) or not names_an_illness(own):
            continue
        for line in lines:
            low = line.lower()
            if own in low and all(part.lower() in low for part in told[-2:]):
                return True
    return False


def _is_kept_away(record: StudyRecord, ill: Topic, lines: tuple[str, ...], stems: tuple[str, ...]) -> bool:
    if any(_HEALED.search(line) for line in lines):
        return True
    low = [line.lower() for line in lines]
    for line in low:
        for stem in stems:
            at = line.find(stem)
            if at > 0 and _RISK.search(line[:at]):
                return True
    part = record.protocol_section
    if not part.eligibility_module.healthy_volunteers:
        return False
    text = f"{part.identification_module.brief_title or ''}. {part.description_module.brief_summary or ''}"
    return any(has_any(found[1].lower(), stems) for found in _PREVENTS.finditer(text))


def _with_wider(record: StudyRecord, ill: Topic, titles: str, lines: tuple[str, ...]) -> Topic | None:
    names = " . ".join(record.protocol_section.conditions_module.conditions)
    texts = {"titles": titles, "rules": " ".join(lines), "conditions": names}
    for wider, own, where in _WIDER:
        if not own.search(ill.words) or wider.search(ill.words) or not wider.search(texts[where]):
            continue
        if where != "conditions":
            return None
        if wider.search(titles) or wider.search(texts["rules"]) or wider.search(_summary(record)):
            known = ill.words in {"diabetes", "type 2 diabetes"} and "prediabetes" in names.lower()
            return replace(ill, words=f"prediabetes or {ill.words}", path=_LISTED) if known else None
    return ill


def _summary(record: StudyRecord) -> str:
    return record.protocol_section.description_module.brief_summary or ""
