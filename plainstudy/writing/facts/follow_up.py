"""For how long each person is followed, and whether a second place says so too."""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .fact import Fact

_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(year|month|week|day)s?\s*", re.I)
_LONGEST = 50
_DAYS = {"day": 1, "week": 7, "month": 30.4, "year": 365}
_FOLLOWED = gated(
    r"\b(?:follow(?:ed)?(?:[- ]?up)?|observed|monitored|participation)\b[^.\n]{0,60}?\b(\d+(?:\.\d+)?)[ "
    r"-](day|week|month|year)s?\b",
    re.I,
)


def follow_up_of(record: StudyRecord) -> Fact[str] | None:
    """Give for how long each person is followed, where the registry has the field."""
    text = record.protocol_section.design_module.target_duration
    found = _DURATION.fullmatch(text or "")
    if found is None or text is None or found[1] == "0":
        return None
    unit = found[2].lower()
    if unit == "year" and float(found[1]) > _LONGEST:
        return None  # how long the list is to be kept, not how long a person is followed
    days = float(found[1]) * _DAYS[unit]
    if any(not _is_about(days, said) for said in _lengths_told(record)):
        return None  # the text gives another length (NCT05697991)
    return Fact(
        f"{found[1]} {unit}{'' if found[1] == '1' else 's'}",
        "protocolSection.designModule.targetDuration",
        text,
    )


def _lengths_told(record: StudyRecord) -> list[float]:
    """Give the days for which the running text says that people are followed."""
    words = record.protocol_section.description_module
    found = _FOLLOWED.finditer(f"{words.brief_summary} {words.detailed_description}")
    return [float(said[1]) * _DAYS[said[2].lower()] for said in found]


def _is_about(days: float, said: float) -> bool:
    return days * 0.8 <= said <= days * 1.25


_FRAME = re.compile(
    r"(?:(?:up )?to |at |after |for |within )?(\d+(?:\.\d+)?)[ -](day|week|month|year)s?", re.I
)


_NOT_ALL = gated(
    r"\b(?:some|several|selected|subset|sub-?group|part) (?:of )?(?:the )?(?:study )?"
    r"(?:participants|patients|subjects|people|children|famil|women|men)|\ba subset\b|\boptional\b",
    re.I,
)
"""Words that tell of some people only: then a length is not told of "each person" (NCT03648918)."""


def is_follow_up_told(record: StudyRecord, follow_up: Fact[str] | None) -> bool:
    """True where the running text, or a whole time frame, names the registered length too.

    "0-30 years" is the time of the list, and not how long a person is followed (NCT05584293).
    """
    found = _DURATION.fullmatch(follow_up.source) if follow_up else None
    words = record.protocol_section.description_module
    once = record.protocol_section.design_module.design_info.time_perspective == "CROSS_SECTIONAL"
    if found is None or once or _NOT_ALL.search(f"{words.brief_summary} {words.detailed_description}"):
        return False
    days = float(found[1]) * _DAYS[found[2].lower()]
    frames = (item.time_frame or "" for item in record.protocol_section.outcomes_module.primary_outcomes)
    told = [
        float(said[1]) * _DAYS[said[2].lower()] for text in frames if (said := _FRAME.fullmatch(text.strip()))
    ]
    return any(_is_about(days, said) for said in (*_lengths_told(record), *told))
