"""One sentence as the checks read it: all that can be known of it without its record, worked out once."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from . import form, normal, style
from .days import Day, dates
from .form import Fault
from .quantities import quantities
from .quantity import Quantity
from .sieve import ALL, Pattern, bits_in, sieved
from .vocabulary import neutral

_QUOTE = re.compile(r"“([^”]*)”|\"([^\"]*)\"")
_CODE = re.compile(
    r"(?<![\w/-])(?=[A-Za-z0-9/-]*[A-Za-z])(?=[A-Za-z0-9/-]*\d)[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*(?![\w])"
)
_SPACED_CODE = re.compile(
    r"(?<![\w-])[A-Z]{2,6}[a-z]? \d{1,6}(?![\w%/-]|[.,]\d|\s?(?:mg|"
    r"g|ml|%|years?|months?|weeks?|days?|hours?|people|or|and|"
    r"to|points?)\b)"
)
_NO_CODE = re.compile(
    r"\d+(?:st|nd|rd|th|s)|[\d.]+-?(?:mg|g|kg|mcg|ug|ng|ml|l|iu|"
    r"gy|mm|cm|m|h|hrs?|hours?|days?|weeks?|wks?|months?|mo|years?|"
    r"yrs?|y|d|w|x|minutes?|mins?|seconds?|"
    r"fold|point|item|step|arm|part|hour|question|person|dose|"
    r"site|group|cm2|m2|mm2|mm3|ml2)(?:[-/](?:kg|m2|day|d|ml|dl|"
    r"l|h|week|old|long|dose))?|(?:mg|g|ml|iu|kg|mcg|ug|cells|"
    r"mmol|ng|u|kcal)/[a-z0-9]+|m2|mm3|mm2|cm2|cm3"
    r"|\d+-(?:year|month|week|day|hour|minute)-?(?:old|long)?s?|"
    r"(?:phase|week|weeks|day|days|type|stage|grade|mid|age|aged|"
    r"year|month)-\d+\w?|\d+-[a-z]+(?:-[a-z]+)*|(?:pre|post|sub|"
    r"over|under)-?\d+",
    re.I,
)
_LABEL = re.compile(
    r"\b(type|stage|grade|class|part|arm|group|cohort|level|period|"
    r"hepatitis|vitamin|schedule|sequence|dose|module|option|regimen|"
    r"step|version|influenza|factor) "
    r"(iv|i{1,3}[abc]?|vi?|\d{1,2}[abc]?|[a-h])(?![\w'])"
)
_NO_LABEL = frozenset(
    {"level a", "group a", "part a", "class a", "dose a", "step a", "period a", "type a", "arm a"}
)
_NUMBER_WORDS = normal.word_set(
    "one two three four five six seven eight nine ten eleven "
    "twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred hundreds thousand thousands million half "
    "third "
    "thirds quarter quarters dozen once twice thrice daily weekly "
    "monthly yearly nightly biweekly fortnightly annually year "
    "month week day hour minute night morning evening couple bid tid qid qd od"
)
_MONTH_WORDS = normal.word_set(
    "january february march april may june july august september "
    "october november december jan feb mar apr jun jul aug "
    "sept sep oct nov dec"
)
_LABEL_WORDS = normal.word_set(
    "type stage grade class part arm group cohort level period "
    "hepatitis vitamin schedule sequence dose module option regimen "
    "step version influenza factor"
)
_DIGIT = sieved(r"\d")
_MAY_BE_CODE = re.compile(r"\d[-/]?[A-Za-z]|[A-Za-z][-/]?\d")
_TYPOGRAPHY = str.maketrans(dict.fromkeys("“”‘’–—…≤≥", " "))
"""Signs that plain letters never come from."""


class Reading(msgspec.Struct, frozen=True, gc=False):
    """``low`` is the text in plain small letters, ``open`` the same with quotations blanked out.

    ``words`` are those outside quotations.
    """

    text: str
    low: str
    open: str
    line: str
    words: frozenset[str]
    content: tuple[str, ...]
    """Words that need a source, in order, each once."""
    names: frozenset[str]
    """Those of them that stand with a capital inside the sentence."""
    codes: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    quotes: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[Day, ...]
    faults: tuple[Fault, ...]
    is_question: bool
    may: int
    """The bits of the patterns that can match in ``low`` or ``open``."""
    _tried: dict[Pattern, re.Match[str] | None]

    def find(self, pattern: Pattern) -> re.Match[str] | None:
        """Search ``open``: only where the pattern can match, and once however many pages share the sentence."""
        if not self.may & pattern.bit:
            return None
        if pattern not in self._tried:
            self._tried[pattern] = pattern.search(self.open)
        return self._tried[pattern]

    def find_all(self, pattern: Pattern) -> Iterator[re.Match[str]]:
        """Search ``open`` for every match, where there can be one."""
        return pattern.finditer(self.open) if self.find(pattern) else iter(())

    def find_low(self, pattern: Pattern) -> re.Match[str] | None:
        """Search ``low``, likewise."""
        if self.low is self.open:
            return self.find(pattern)
        return pattern.search(self.low) if self.may & pattern.bit else None


_INSIDE_CAPITAL = re.compile(r" (?<=[\w,;)’'\"”-] )[“\"(]?([A-Z][\w’'-]*)")


@lru_cache(maxsize=60_000)
def read(text: str) -> Reading:
    """Read a sentence."""
    low = normal.plain(text)
    has_quotes = "“" in text or '"' in text
    quotes = (
        tuple(found[1] or found[2] or "" for found in _QUOTE.finditer(text)) if has_quotes else ()
    )
    outside = (
        re.sub(r'"[^"]*"', lambda found: '"' + " " * (len(found.group()) - 2) + '"', low)
        if '"' in low
        else low
    )
    pieces = normal.split_words(low)
    line, words = normal.line_and_words(pieces)
    may = bits_in(pieces) if low.isascii() else ALL
    has_digit = may & _DIGIT.bit != 0 and _DIGIT.search(low) is not None
    codes = _codes_in(text) if has_digit else ()
    in_codes = {piece for code in codes for piece in normal.normal(code).split()}
    known = neutral()
    return Reading(
        text=text,
        low=low,
        open=outside,
        line=line,
        words=frozenset(normal.line_of(outside).split()) if quotes else frozenset(words),
        content=tuple(
            [
                word
                for word in dict.fromkeys(words)
                if word not in known
                and len(word) > 1
                and word not in in_codes
                and not word.isdigit()
                and not _is_measured(word)
            ]
        ),
        names=frozenset() if text[1:] == low[1:] else _names_in(text),
        codes=codes,
        labels=_labels_in(low) if not _LABEL_WORDS.isdisjoint(words) else (),
        quotes=quotes,
        quantities=(
            quantities(low, words) if has_digit or not _NUMBER_WORDS.isdisjoint(words) else ()
        ),
        dates=dates(low) if has_digit or not _MONTH_WORDS.isdisjoint(words) else (),
        faults=_faults_in(text, words, may, has_quotes=has_quotes),
        is_question=text.rstrip().endswith("?"),
        may=may,
        _tried={},
    )


def _codes_in(text: str) -> tuple[str, ...]:
    codes = [found.group() for found in _SPACED_CODE.finditer(text)]
    if _MAY_BE_CODE.search(text):
        codes[:0] = [found.group() for found in _CODE.finditer(text) if not _NO_CODE.fullmatch(found.group())]
    return tuple(codes)


def _names_in(text: str) -> frozenset[str]:
    found = []
    for piece in _INSIDE_CAPITAL.findall(text):
        found += normal.normal(piece.removesuffix("'s").removesuffix("’s")).split()
    return frozenset(found)


def _labels_in(low: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (found[1], normal.digit_of(found[2]))
        for found in _LABEL.finditer(low)
        if found.group() not in _NO_LABEL
    )


def _faults_in(text: str, words: list[str], may: int, *, has_quotes: bool) -> tuple[Fault, ...]:
    """Judge form everywhere, and style outside quotations: a quoted title is the registrant's style, not ours."""
    if not (text.isascii() or text.translate(_TYPOGRAPHY).isascii()):
        may = ALL
    outside = _QUOTE.sub("“”", text) if has_quotes else text
    return (*form.faults_of(text, words, may), *style.faults_of(outside, words, may))


_UNIT_WORDS = normal.word_set(
    "mg kg mcg ug ng ml iu gy mm cm mmhg dl m2 mm3 mmol kcal hz percent milligram milligrams gram grams milliliter "
    "milliliters microgram micrograms kilogram kilograms degrees"
)
_MEASURED = re.compile(
    r"\d+(?:mg|g|kg|mcg|ug|ng|ml|l|iu|gy|mm|cm|m|h|hrs?|days?|"
    r"weeks?|wks?|mo|months?|years?|yrs?|y|d|w|x|mins?|th|st|nd|rd|s)"
)


def _is_measured(word: str) -> bool:
    """True for a number with its unit, which the check of numbers looks at."""
    return word in _UNIT_WORDS or (word[0].isdigit() and _MEASURED.fullmatch(word) is not None)
