"""Values of a record as a reader can take them in: codes and dates in words, without map coordinates."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from plainstudy.plain.wording import date_words
from plainstudy.record.partial_date import PartialDate

from .sources import readable

_CODED = frozenset(
    """
    overallStatus lastKnownStatus status statusForNctId type class studyType phases allocation
    interventionModel primaryPurpose observationalModel timePerspective masking whoMasked sex stdAges
    samplingMethod role ipdSharing infoTypes retention reportingStatus paramType dispersionType
    restrictionType assessmentType ciNumSides nonInferiorityType list
    """.split()  # noqa: SIM905  a list of words reads as text
)
_CODE = re.compile(r"[A-Z][A-Z0-9_]*")
_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_LISTS = {
    "primaryOutcomes": "main measures",
    "secondaryOutcomes": "further measures",
    "otherOutcomes": "extra measures",
}
_LEFT_OUT = frozenset({"geoPoint"})


def plain_text_of(value: Any, *, key: str) -> str:
    """Write a value of a record as lines; ``key`` is its field, as in "overallStatus"."""
    return readable(_plain(value, key))


def _plain(value: Any, key: str) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(part, name) for name, part in value.items() if name not in _LEFT_OUT}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(part, key) for part in value]
    if not isinstance(value, str):
        return value
    if _DATE.fullmatch(value):
        return date_words(PartialDate.parse(value))
    if key in _CODED and (_CODE.fullmatch(value) or value in _LISTS):
        return _LISTS.get(value) or _in_words(value)
    return value


def _in_words(code: str) -> str:
    """Write a code as words: "NOT_YET_RECRUITING" gives "not yet recruiting", "PHASE2" gives "phase 2"."""
    if code == "NA":
        return "not applicable"
    return re.sub(r"(?<=[a-z])(?=\d)", " ", code.lower().replace("_", " "))
