"""Numbers with their units, as they stand in a text: in digits, in words, in prescribers' short forms.

All functions take text that is already ``normal.plain``.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

import msgspec

from .days import dates
from .normal import word_set
from .units import NOUNS, TIME, UNITS

_SMALL = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * n
    for n, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_BIG = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_FRACTIONS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "thirds": 1 / 3, "quarters": 0.25, "halves": 0.5}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        start=2,
    )
}
_NUMBER_WORDS = {**_SMALL, **_TENS, **_BIG}


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


_WORD_NUMBER = "|".join((*_SMALL, *_TENS, *_BIG))
_DIGITS = (
    r"(?P<digits>\d{1,3}(?:[,\u202f]\d{3})+(?:\.\d+)?|"
    r"\d+(?:\.\d+)?|\.\d+)(?P<ordinal>st\b|nd\b|rd\b|th\b)?"
)
_NUMBER = re.compile(
    rf"(?<![\w.])(?:{_DIGITS}"
    rf"|(?P<words>(?:{_WORD_NUMBER})(?:[ -](?:and )?(?:{_WORD_NUMBER}))*)(?![a-z])"
    r"|(?P<special>once|twice|thrice|a dozen|half (?:a|an)|half|"
    r"two thirds|a third|a quarter|three quarters|a couple of"
    r"|several|dozens|hundreds|thousands|millions)(?![a-z]))"
)
_ONLY_DIGITS = re.compile(rf"(?<![\w.]){_DIGITS}(?P<words>(?!))?(?P<special>(?!))?")
_IN_WORDS = word_set(
    "zero one two three four five six seven eight nine ten eleven "
    "twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred thousand million once twice thrice dozen "
    "half third "
    "thirds quarter quarters couple hundreds thousands millions dozens"
)
_SINGLE = word_set(
    "minute hour day week month year night morning evening minutes hours days weeks months years"
)
_SHORT_WORDS = word_set(
    "bid tid qid qd od qw daily weekly monthly yearly annually fortnightly biweekly nightly b t q o"
)
_SHORT_DIGITS = re.compile(r"\bq\d|[kyhr]s?\d")
_A_UNIT = re.compile(
    r"(?<![\w-])(?:an? |each |every |per |/ ?)(?:single )?(minute|"
    r"hour|day|week|month|year|night|morning|evening|dozen)(?:s?)\b"
    r"(?P<half> and a half)?"
)
_FOLLOWS = re.compile(
    r"[ -]?(?P<unit>%|[a-z]+[0-9]?)(?P<per>(?: ?/ ?| per )(?P<over>kg|"
    r"m2|m 2|day|d\b|dose|kilogram|square|hour|h\b|min|ml|dl|l\b|"
    r"week|mm3|mm 3|ul)\w*)?"
)
_SECOND_WORD = re.compile(r"[ -]([a-z]+)")
_PER = re.compile(
    r"[ -]*(?:times? |x ?|tablets? |doses? |capsules? |pills? |hours? |minutes? |sessions? |visits? )?"
    r"(?:an? |per |each |every |/ ?)?(?P<per>daily|weekly|monthly|yearly|day|week|month|year|night|hour)\b"
)
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
_JOIN = re.compile(
    r"\s*(?:,|,? and|,? or|to|-|through|/|&|,? then|versus|vs\.?|"
    r"\u2013|until|up to|±|\+/-)\s*(?:at |up to |about )?"
)
_PREFIX = re.compile(r"(?<![a-z])(weeks?|days?|months?|years?|hours?|minutes?)[ #:]*$")


@lru_cache(maxsize=20_000)
def _in_words(words: str) -> float:
    total, current = 0.0, 0.0
    for word in re.split(r"[ -]", words):
        if word in _SMALL:
            current += _SMALL[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in _BIG:
            total += (current or 1) * _BIG[word]
            current = 0
    return total + current


_SPECIAL = {
    "once": 1.0,
    "twice": 2.0,
    "thrice": 3.0,
    "a dozen": 12.0,
    "half": 0.5,
    "half a": 0.5,
    "half an": 0.5,
    "two thirds": 2 / 3,
    "a third": 1 / 3,
    "a quarter": 0.25,
    "three quarters": 0.75,
    "a couple of": 2.0,
}


def quantities(text: str, words: Collection[str]) -> tuple[Quantity, ...]:
    """Find the numbers of a text, in order, dates left out; vague ones ("several") are no numbers.

    ``words`` are the words of the text, which tell what need not be looked for.
    """
    has_digit = _DIGIT.search(text) is not None
    in_words = not _IN_WORDS.isdisjoint(words)
    found: list[Quantity] = []
    if has_digit or in_words:
        spans = [(day.start, day.end) for day in dates(text)] if has_digit else []
        found += _found(_NUMBER if in_words else _ONLY_DIGITS, text, spans)
    if not _SINGLE.isdisjoint(words):
        found += _single_units(text)
    if not _SHORT_WORDS.isdisjoint(words) or (has_digit and _SHORT_DIGITS.search(text)):
        found += _short_forms(text)
    if not found:
        return ()
    found.sort(key=lambda item: item.start)
    frequencies = [item for item in found if item.per]
    halves = [item for item in found if item.text.endswith("and a half")]
    found = [
        item
        for item in found
        if not any(other.start < item.start < other.end for other in halves)
        and (
            item.noun != "single"
            or not any(other.start < item.start <= other.end + 1 for other in frequencies)
        )
    ]
    return tuple(_with_shared_units(text, found))


_DIGIT = re.compile(r"\d")


def _found(pattern: re.Pattern[str], text: str, dates_at: list[tuple[int, int]]) -> Iterator[Quantity]:
    for match in pattern.finditer(text):
        start, end = match.span()
        if any(left <= start < right for left, right in dates_at):
            continue
        if match["digits"]:
            value = float(match["digits"].replace(",", "").replace("\u202f", ""))
            if _inside_a_code(text, start, end):
                continue
            if match["ordinal"]:
                yield Quantity(value, "", "ordinal", "", "", start, end, match.group())
                continue
        elif match["words"]:
            value = _in_words(match["words"])
        elif match["special"] in _SPECIAL:
            value = _SPECIAL[match["special"]]
        else:
            continue
        yield _measured(text, value, match.group(), start, end)


def _inside_a_code(text: str, start: int, end: int) -> bool:
    """True for digits of a name: "hba1c", "covid-19", "b12", "2a", "j2a-mc"."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if len(before) == 2 and before[1] == "-" and before[0].isalpha():
        word = re.search(r"([a-z]+)-$", text[max(0, start - 14) : start])
        return word is None or word[1] not in _AFTER_WHICH_A_NUMBER
    if after[:1].isalpha():
        letters = re.match(r"[a-z]+", text[end : end + 12])
        return letters is None or (letters.group() not in UNITS and letters.group() not in {"x", "k"})
    return False


_AFTER_WHICH_A_NUMBER = word_set(
    "phase week weeks day days month months year years type stage "
    "grade to and or age mid cycle visit than least dose"
)


def _measured(text: str, value: float, raw: str, start: int, end: int) -> Quantity:
    unit, noun, per = "", "", ""
    stop = end
    tail = _FOLLOWS.match(text, end)
    if tail is not None:
        word = tail["unit"]
        if word in _BIG:
            value, stop = value * _BIG[word], tail.end("unit")
            tail = _FOLLOWS.match(text, stop)
            word = tail["unit"] if tail else ""
        if (
            tail is not None
            and word in UNITS
            and not (raw in _SPECIAL or (word in {"m", "y", "w", "d", "u"} and text[end] == " "))
        ):
            unit, stop = UNITS[word], tail.end("unit")
            if tail["per"] and tail["over"] not in {"day", "d", "dose", "week", "hour", "h", "min"}:
                unit = f"{unit}/{UNITS.get(tail['over'], tail['over'].replace(' ', ''))}"
        elif tail is not None:
            noun = _noun(text, tail)
    frequency = _PER.match(text, stop)
    if (
        frequency
        and (noun == "times" or raw in _SPECIAL or unit == "")
        and (frequency["per"] in _EVERY or raw in _SPECIAL or noun)
    ):
        per = _EVERY.get(frequency["per"], frequency["per"])
    ending = _half_more(text, stop)
    if ending and unit in TIME:
        value += 0.5
    return Quantity(value, unit, noun, _bound(text, start, stop), per, start, stop, raw)


_EVERY = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "night": "day"}


def _half_more(text: str, end: int) -> bool:
    return text.startswith(" and a half", end) or text.startswith("-and-a-half", end)


def _noun(text: str, tail: re.Match[str]) -> str:
    """Name what is counted: the noun after up to two more words ("87 older people", "4 study places")."""
    word = tail["unit"]
    at = tail.end("unit")
    for _ in range(3):
        if word in NOUNS:
            return NOUNS[word]
        following = _SECOND_WORD.match(text, at)
        if following is None or word in {"of", "in", "to", "and", "or", "with", "for"}:
            break
        word, at = following[1], following.end()
    return tail["unit"]


def _bound(text: str, start: int, stop: int) -> str:
    before, after = text[max(0, start - 30) : start], text[stop : stop + 24]
    for bound, pattern in _BOUND_AFTER:
        if pattern.search(after):
            return bound
    for bound, pattern in reversed(_BOUND_BEFORE):  # "not over" before "over"
        if pattern.search(before):
            return bound
    return ""


def _single_units(text: str) -> Iterator[Quantity]:
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
            _bound(text, match.start(), match.end()),
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


def _short_forms(text: str) -> Iterator[Quantity]:
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


def _with_shared_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give "3 to 5 years", "weeks 4, 8 and 12" one unit for all their numbers."""
    shared = list(found)
    for at in range(len(shared) - 2, -1, -1):
        item, after = shared[at], shared[at + 1]
        if (
            item.unit
            or item.per
            or item.noun in {"ordinal", "people"}
            or not after.unit
            or item.end > after.start
        ):
            continue
        if _JOIN.fullmatch(text, item.end, after.start):
            shared[at] = _with(item, unit=after.unit)
    for at, item in enumerate(shared):
        if item.unit or item.per:
            continue
        prefix = _PREFIX.search(text, max(0, item.start - 10), item.start)
        if prefix:
            shared[at] = _with(item, unit=UNITS[prefix[1]])
        elif at and shared[at - 1].unit in TIME and shared[at - 1].end <= item.start:
            before = shared[at - 1]
            if (
                _JOIN.fullmatch(text, before.end, item.start)
                and _PREFIX.search(text[: before.start]) is None
                and not item.noun
            ) or (_JOIN.fullmatch(text, before.end, item.start) and text[before.end - 1].isdigit()):
                shared[at] = _with(item, unit=before.unit)
    return shared


def _with(item: Quantity, *, unit: str) -> Quantity:
    return Quantity(item.value, unit, "", item.bound, item.per, item.start, item.end, item.text)
