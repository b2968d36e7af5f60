"""Numbers with their units, as they stand in a text: in digits, in words, in prescribers' short forms.

All functions take text that is already ``normal.plain``.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from .days import dates
from .normal import word_set
from .quantity import Quantity, bound_of
from .short_forms import short_forms, single_units
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


_WORD_NUMBER = "|".join((*_SMALL, *_TENS, *_BIG))
_DIGITS = (
    r"(?P<digits>\d{1,3}(?:[,\u202f]\d{3})+(?:\.\d+)?|"
    r"\d+(?:\.\d+)?|\.\d+)(?P<ordinal>st\b|nd\b|rd\b|th\b)?"
)
_NUMBER = re.compile(
    rf"(?<![\w.])(?:{_DIGITS}"
    r"|(?P<special>once|twice|thrice|a dozen|half (?:a|an)|half|"
    r"two thirds|a third|a quarter|three quarters|a couple of"
    r"|several|dozens|hundreds|thousands|millions)(?![a-z])"
    rf"|(?P<words>(?:{_WORD_NUMBER})(?:[ -](?:and )?(?:{_WORD_NUMBER}))*)(?![a-z]))"
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
_JOIN = re.compile(
    r"\s*(?:,|,? and|,? or|to|-|through|/|&|,? then|versus|vs\.?|"
    r"\u2013|until|up to|±|\+/-)\s*(?:at |up to |about )?"
)
_PREFIX = re.compile(r"(?<![a-z])(weeks?|days?|months?|years?|hours?|minutes?)[ #:]*$")
_NEAR = 20
"""Letters before a number in which its unit may stand: "weeks #4"."""


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
        found += single_units(text)
    if (has_digit and _SHORT_DIGITS.search(text)) or not _SHORT_WORDS.isdisjoint(words):
        found += short_forms(text)
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
    return Quantity(value, unit, noun, bound_of(text, start, stop), per, start, stop, raw)


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
                and _PREFIX.search(text, max(0, before.start - _NEAR), before.start) is None
                and not item.noun
            ) or (_JOIN.fullmatch(text, before.end, item.start) and text[before.end - 1].isdigit()):
                shared[at] = _with(item, unit=before.unit)
    return shared


def _with(item: Quantity, *, unit: str) -> Quantity:
    return Quantity(item.value, unit, "", item.bound, item.per, item.start, item.end, item.text)
