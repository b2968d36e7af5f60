"""One number of a text, and which way a limit around it points."""

import re

import msgspec


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """One number of a text.

    ``unit`` is a unit of measure or time, or "" where none follows; ``noun`` what is counted ("people",
    "places", "times", another word or ""); ``bound`` "min" or "max" where the text limits with it;
    ``per`` the unit of time of a frequency ("day" in "twice a day").
    """

    value: float
    unit: str
    noun: str
    bound: str
    per: str
    start: int
    end: int
    text: str


_NOT_NO = r"(?<!\bno )(?<!\bnot )"
_BOUND_BEFORE = (
    (
        "min",
        re.compile(
            rf"(?:at least|{_NOT_NO}(?:more|older|greater|higher|longer|later) than|"
            r"over|above|from|>=?|minimum(?: of)?|"
            r"\b(?:no|not) (?:less|fewer|younger|lower|shorter|under|below)(?: than)?|exceed\w*|aged?) ?$"
        ),
    ),
    (
        "max",
        re.compile(
            rf"(?:at most|{_NOT_NO}(?:less|younger|fewer|lower|shorter) than|"
            r"under|below|up to|<=?|maximum(?: of)?|within|until|"
            r"\b(?:no|not) (?:more|older|later|longer|greater|higher|over|above|exceed\w*)(?: than)?)"
            r" ?(?:the )?(?:age of )?$"
        ),
    ),
)
_BOUND_AFTER = (
    (
        "min",
        re.compile(
            r"^[ -]*(?:of age |old )?(?:or|and|&) (?:older(?! than)|"
            r"over(?! \d)|above(?! \d)|more(?! than)|greater(?! than)|"
            r"up\b(?! to)|higher(?! than)|longer(?! than)|upward)|"
            r"^ ?\+|^(?: old)? minimum"
        ),
    ),
    (
        "max",
        re.compile(
            r"^[ -]*(?:of age |old )?(?:or|and|&) (?:younger|under|"
            r"below|less(?! than)|fewer(?! than)|lower(?! than)|shorter(?! "
            r"than))|^(?: old)? maximum|^ at most"
        ),
    ),
)


# What stands just before a limit's number ends in one of these; most numbers have none.
_MAY_LIMIT = tuple(
    f"{word}{space}"
    for word in (
        "than",
        "least",
        "over",
        "above",
        "from",
        ">",
        "=",
        "minimum",
        "of",
        "less",
        "fewer",
        "younger",
        "lower",
        "shorter",
        "under",
        "below",
        "age",
        "aged",
        "most",
        "to",
        "<",
        "maximum",
        "within",
        "until",
        "more",
        "older",
        "later",
        "longer",
        "greater",
        "higher",
        "the",
        "age of",
    )
    for space in ("", " ")
)
_MAY_FOLLOW = re.compile(r"[ -]*(?:of age |old )?(?:or|and|&) | ?\+|(?: old)? m| at most")


def bound_of(text: str, start: int, stop: int) -> str:
    """Say whether the text limits with this number: "min", "max" or ""."""
    if _MAY_FOLLOW.match(text, stop):
        after = text[stop : stop + 24]
        for bound, pattern in _BOUND_AFTER:
            if pattern.search(after):
                return bound
    before = text[max(0, start - 30) : start]
    if before.endswith(_MAY_LIMIT) or "exceed" in before:
        for bound, pattern in reversed(_BOUND_BEFORE):  # "not over" before "over"
            if pattern.search(before):
                return bound
    return ""
