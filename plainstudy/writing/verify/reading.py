"""One sentence as the checks read it: all that can be known of it without its record, worked out once."""

import re
from functools import lru_cache

import msgspec

from . import form, normal, style
from .days import Day, dates
from .form import Fault
from .quantities import quantities
from .quantity import Quantity
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
_DIGIT = re.compile(r"\d")


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


_INSIDE_CAPITAL = re.compile(r"(?<=[\w,;)’'\"”-] )[“\"(]?([A-Z][\w’'-]*)")


@lru_cache(maxsize=60_000)
def read(text: str) -> Reading:
    """Read a sentence."""
    low = normal.plain(text)
    quotes = (
        tuple(found[1] or found[2] or "" for found in _QUOTE.finditer(text))
        if "“" in text or '"' in text
        else ()
    )
    outside = (
        re.sub(r'"[^"]*"', lambda found: '"' + " " * (len(found.group()) - 2) + '"', low)
        if '"' in low
        else low
    )
    line = normal.with_digits(normal.words_line(low))
    words = line.split()
    has_digit = _DIGIT.search(low) is not None
    numbered = has_digit or not _NUMBER_WORDS.isdisjoint(words)
    codes = (
        tuple(found.group() for found in _CODE.finditer(text) if not _NO_CODE.fullmatch(found.group()))
        if has_digit
        else ()
    )
    codes += tuple(found.group() for found in _SPACED_CODE.finditer(text)) if has_digit else ()
    in_codes = {piece for code in codes for piece in normal.normal(code).split()}
    unknown = [
        word
        for word in dict.fromkeys(words)
        if word not in neutral() and word not in in_codes and not word.isdigit() and len(word) > 1
    ]
    capitals = {
        piece
        for found in _INSIDE_CAPITAL.finditer(text)
        for piece in normal.normal(found[1].removesuffix("'s").removesuffix("’s")).split()
    }
    return Reading(
        text=text,
        low=low,
        open=outside,
        line=line,
        words=frozenset(normal.with_digits(normal.words_line(outside)).split())
        if quotes
        else frozenset(words),
        content=tuple(word for word in unknown if not _is_measured(word)),
        names=frozenset(capitals),
        codes=codes,
        labels=tuple(
            (found[1], normal.digit_of(found[2]))
            for found in _LABEL.finditer(low)
            if found.group() not in _NO_LABEL
        )
        if not _LABEL_WORDS.isdisjoint(words)
        else (),
        quotes=quotes,
        quantities=quantities(low, words) if numbered else (),
        dates=dates(low) if has_digit or not _MONTH_WORDS.isdisjoint(words) else (),
        faults=(*form.faults_of(text, words), *_style_faults(text, words)),
        is_question=text.rstrip().endswith("?"),
    )


def _style_faults(text: str, words: list[str]) -> list[Fault]:
    """Judge style outside quotations: a quoted title is the registrant's style, not ours."""
    return style.faults_of(_QUOTE.sub("“”", text) if "“" in text or '"' in text else text, words)


_MEASURED = re.compile(
    r"\d+(?:mg|g|kg|mcg|ug|ng|ml|l|iu|gy|mm|cm|m|h|hrs?|days?|"
    r"weeks?|wks?|mo|months?|years?|yrs?|y|d|w|x|mins?|th|st|nd|"
    r"rd|s)|mg|kg|mcg|ug|ng|ml|iu|gy|mm|cm|mmhg|dl|m2|mm3|mmol|"
    r"kcal|hz|percent|milligrams?|grams?|milliliters?|micrograms?|"
    r"kilograms?|degrees"
)


def _is_measured(word: str) -> bool:
    """True for a number with its unit, which the check of numbers looks at."""
    return bool(_MEASURED.fullmatch(word))
