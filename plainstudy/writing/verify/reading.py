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
_LABEL = sieved(
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
_DIGIT = sieved(r"\d")
_MAY_BE_CODE = re.compile(r"\d[-/]?[A-Za-z]|[A-Za-z][-/]?\d")
_TYPOGRAPHY = str.maketrans(dict.fromkeys("“”‘’–—…≤≥", " "))
"""Signs that plain letters never come from."""


class Reading(msgspec.Struct, gc=False):
    """``low`` is the text in plain small letters, ``open`` the same with quotations blanked out.

    What only some checks ask for is worked out when the first one asks.
    """

    text: str
    low: str
    open: str
    line: str
    all_words: list[str]
    """Those of ``line``, in order."""
    quotes: tuple[str, ...]
    may: int
    """The bits of the patterns that can match in ``low`` or ``open``."""
    has_digit: bool
    is_question: bool
    _tried: dict[Pattern, re.Match[str] | None]
    _words: frozenset[str] | None = None
    _content: tuple[str, ...] | None = None
    _names: frozenset[str] | None = None
    _codes: tuple[str, ...] | None = None
    _labels: tuple[tuple[str, str], ...] | None = None
    _quantities: tuple[Quantity, ...] | None = None
    _dates: tuple[Day, ...] | None = None
    _form: tuple[Fault, ...] | None = None

    @property
    def words(self) -> frozenset[str]:
        """The words outside quotations."""
        if self._words is None:
            self._words = frozenset(normal.line_of(self.open).split() if self.quotes else self.all_words)
        return self._words

    @property
    def content(self) -> tuple[str, ...]:
        """Words that need a source, in order, each once."""
        if self._content is None:
            self._content = _content_of(self.all_words, self.codes)
        return self._content

    @property
    def names(self) -> frozenset[str]:
        """The words that stand with a capital inside the sentence."""
        if self._names is None:
            self._names = frozenset() if self.text[1:] == self.low[1:] else _names_in(self.text)
        return self._names

    @property
    def codes(self) -> tuple[str, ...]:
        """Names with digits and letters, as they are written: "LY3502970"."""
        if self._codes is None:
            self._codes = _codes_in(self.text) if self.has_digit else ()
        return self._codes

    @property
    def labels(self) -> tuple[tuple[str, str], ...]:
        """Pairs like "type", "2"."""
        if self._labels is None:
            self._labels = _labels_in(self.low) if self.may & _LABEL.bit else ()
        return self._labels

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers, in order."""
        if self._quantities is None:
            numbered = self.has_digit or not _NUMBER_WORDS.isdisjoint(self.all_words)
            self._quantities = quantities(self.low, self.all_words) if numbered else ()
        return self._quantities

    @property
    def dates(self) -> tuple[Day, ...]:
        if self._dates is None:
            dated = self.has_digit or not _MONTH_WORDS.isdisjoint(self.all_words)
            self._dates = dates(self.low) if dated else ()
        return self._dates

    @property
    def faults_of_form(self) -> tuple[Fault, ...]:
        if self._form is None:
            self._form = tuple(form.faults_of(self.text, self.all_words, self.may_as_written()))
        return self._form

    def faults_of_style(self) -> list[Fault]:
        """Judge style outside quotations: a quoted title is the registrant's style, not ours."""
        text = _QUOTE.sub("“”", self.text) if "“" in self.text or '"' in self.text else self.text
        return style.faults_of(text, self.all_words, self.may_as_written())

    def may_as_written(self) -> int:
        """Return the bits for the text itself, whose signs may come from elsewhere than those of ``low``."""
        if self.text.isascii() or self.text.translate(_TYPOGRAPHY).isascii():
            return self.may
        return ALL

    def find(self, pattern: Pattern) -> re.Match[str] | None:
        """Search ``open``: only where the pattern can match, once however many pages share the sentence."""
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
    quotes: tuple[str, ...] = ()
    if "“" in text or '"' in text:
        quotes = tuple([found[1] or found[2] or "" for found in _QUOTE.finditer(text)])
    pieces = normal.split_words(low)
    line, words = normal.line_and_words(pieces)
    may = bits_in(pieces) if low.isascii() else ALL
    return Reading(
        text,
        low,
        _DOUBLE_QUOTED.sub(_blanked, low) if '"' in low else low,
        line,
        words,
        quotes,
        may,
        may & _DIGIT.bit != 0 and _DIGIT.search(low) is not None,
        text.rstrip().endswith("?"),
        {},
    )


_DOUBLE_QUOTED = re.compile(r'"[^"]*"')


def _blanked(found: re.Match[str]) -> str:
    return '"' + " " * (len(found.group()) - 2) + '"'


def _content_of(words: list[str], codes: tuple[str, ...]) -> tuple[str, ...]:
    known = neutral()
    found = [
        word
        for word in dict.fromkeys(words)
        if word not in known and len(word) > 1 and not word.isdigit() and not _is_measured(word)
    ]
    if codes:
        in_codes = {piece for code in codes for piece in normal.normal(code).split()}
        found = [word for word in found if word not in in_codes]
    return tuple(found)


def _codes_in(text: str) -> tuple[str, ...]:
    codes = [found.group() for found in _SPACED_CODE.finditer(text)]
    if _MAY_BE_CODE.search(text):
        codes[:0] = [found.group() for found in _CODE.finditer(text) if not _NO_CODE.fullmatch(found.group())]
    return tuple(codes)


def _names_in(text: str) -> frozenset[str]:
    found: list[str] = []
    for piece in _INSIDE_CAPITAL.findall(text):
        found += _words_of_name(piece)
    return frozenset(found)


@lru_cache(maxsize=50_000)
def _words_of_name(piece: str) -> list[str]:
    return normal.normal(piece.removesuffix("'s").removesuffix("’s")).split()


def _labels_in(low: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (found[1], normal.digit_of(found[2]))
        for found in _LABEL.finditer(low)
        if found.group() not in _NO_LABEL
    )


_UNIT_WORDS = normal.word_set(
    "mg kg mcg ug ng ml iu gy mm cm mmhg dl m2 mm3 mmol kcal hz percent milligram milligrams gram grams "
    "milliliter milliliters microgram micrograms kilogram kilograms degrees"
)
_MEASURED = re.compile(
    r"\d+(?:mg|g|kg|mcg|ug|ng|ml|l|iu|gy|mm|cm|m|h|hrs?|days?|"
    r"weeks?|wks?|mo|months?|years?|yrs?|y|d|w|x|mins?|th|st|nd|rd|s)"
)


def _is_measured(word: str) -> bool:
    """True for a number with its unit, which the check of numbers looks at."""
    return word in _UNIT_WORDS or (word[0].isdigit() and _MEASURED.fullmatch(word) is not None)
