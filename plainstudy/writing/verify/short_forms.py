"""Frequencies and single units of time, in words and in prescribers' short forms: "a year", "bid", "q3w"."""

import re
from collections.abc import Iterator

from .quantity import Quantity, bound_of

_A_UNIT = re.compile(
    r"(?<![\w-])(?:an? |each |every |per |/ ?)(?:single )?(minute|"
    r"hour|day|week|month|year|night|morning|evening|dozen)(?:s?)\b"
    r"(?P<half> and a half)?"
)


def single_units(text: str) -> Iterator[Quantity]:
    """ "a year", "each day", "half-yearly": one of a unit of time."""
    for match in _A_UNIT.finditer(text):
        unit = "day" if match[1] in {"night", "morning", "evening"} else match[1]
        if unit == "dozen":
            continue
        after = text[match.start() : match.start() + 2]
        value = 1.5 if match["half"] else 1.0
        kind = "rate" if not after.startswith("a") else "single"
        yield Quantity(
            value,
            unit,
            kind,
            bound_of(text, match.start(), match.end()),
            "",
            match.start(),
            match.end(),
            match.group(),
        )


_SHORT = re.compile(
    r"\b(?:(?P<glued>week|day|month|year)s?(?P<at>\d{1,3})\b|(?P<bid>b\.?i\.?d\b|"
    r"bid\b)|(?P<tid>t\.?i\.?d\b|tid\b)|(?P<qid>q\.?i\.?d\b|qid\b)|"
    r"(?P<qd>q\.?d\b|qd\b|o\.d\b|od\b|q24h)"
    r"|q(?P<every>\d{1,2}) ?(?P<unit>[hdwmy])\w*|(?P<qw>qw\b|q\.w)|q(?P<hours>\d{1,2})h"
    r"|(?P<often>daily(?! (?:life|liv|activit|task|function|routine))|"
    r"weekly|monthly|yearly|annually|fortnightly|biweekly|nightly))"
)
_OFTEN = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
    "nightly": "day",
}
_COUNTED_BEFORE = re.compile(r"(?:once|twice|thrice|times?|\d ?x|\dx|three|four|two|/)[ -]*(?:a |per )?$")


def short_forms(text: str) -> Iterator[Quantity]:
    """ "bid", "q3w", "daily": how often, in prescribers' short forms."""
    for match in _SHORT.finditer(text):
        start, end = match.span()
        made: list[tuple[float, str, str]] = []
        for name, times in (("bid", 2.0), ("tid", 3.0), ("qid", 4.0), ("qd", 1.0)):
            if match[name]:
                made.append((times, "", "day"))
        if match["every"]:
            unit = {"h": "hour", "d": "day", "w": "week", "m": "month", "y": "year"}[match["unit"]]
            made.append((float(match["every"]), unit, ""))
        if match["glued"]:
            made.append((float(match["at"]), match["glued"], ""))
        if match["qw"]:
            made.append((1.0, "", "week"))
        if match["often"]:
            if match["often"] in {"fortnightly", "biweekly"}:
                made.append((2.0, "week", ""))
            elif not _COUNTED_BEFORE.search(text[max(0, start - 14) : start]):
                made.append((1.0, "", _OFTEN[match["often"]]))
        for value, unit, per in made:
            yield Quantity(value, unit, "times" if per else "", "", per, start, end, match.group())
