"""Small pieces of English: lists, counts, articles, case, stops.

Dates, ages and durations live in ``time_words``, the registry's markup in ``markup``; both are named
here too, so that a writer needs one import. Nothing here reads the clock: "today" is always passed in.
"""

import re
from collections.abc import Collection, Sequence

from plainstudy.plain.markup import strip_markdown
from plainstudy.plain.proper_names import is_proper_name
from plainstudy.plain.time_words import (
    age_words,
    date_words,
    duration_words,
    months_between,
    time_ago,
)

__all__ = [
    "age_words",
    "article",
    "count_of",
    "date_words",
    "duration_words",
    "end_with_stop",
    "format_number",
    "join_words",
    "lower_first",
    "months_between",
    "plural",
    "possessive",
    "sentence_case",
    "strip_markdown",
    "time_ago",
    "with_article",
]

_FIRST_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_VOWEL_LETTER_NAMES = frozenset("AEFHILMNORSX")  # "an F", "an M": the letter's name begins with a vowel
_SPOKEN_AS_WORDS = frozenset({"SARS", "HER2", "LASIK", "RECIST", "STEMI", "NSTEMI", "FAST", "MERS"})
_SILENT_H = ("hour", "honest", "honor", "honour", "heir")
_YOU_SOUND = re.compile(
    r"(?:eu|ew|uni(?!n|mp|d)|use|usu|ut[ie]|uro|ura|ure|uri|ube|one\b|once\b|ubi|uk)", re.I
)

_IRREGULAR_PLURALS = {
    "person": "people",
    "child": "children",
    "man": "men",
    "woman": "women",
    "foot": "feet",
    "tooth": "teeth",
    "diagnosis": "diagnoses",
    "metastasis": "metastases",
    "analysis": "analyses",
    "criterion": "criteria",
    "bacterium": "bacteria",
    "virus": "viruses",
    "series": "series",
    "knife": "knives",
    "half": "halves",
    "life": "lives",
}


def join_words(words: Sequence[str], *, last: str = "and") -> str:
    """Join words into a list as it is spoken: "a", "a and b", "a, b and c"; nothing gives "".

    An item that has a comma or an "and" of its own would blur the list, so then semicolons part the items.
    """
    items = [word for word in words if word]
    if len(items) < 2:
        return "".join(items)
    blurred = len(items) > 2 and any("," in item for item in items)
    comma = "; " if blurred else ", "
    return f"{comma.join(items[:-1])}{';' if blurred else ''} {last} {items[-1]}"


def format_number(number: int | float) -> str:
    """Write a number with commas at the thousands: 1000 gives "1,000", 2.50 gives "2.5"."""
    if isinstance(number, int):
        return f"{number:,}"
    whole = f"{number:,.6f}".rstrip("0")
    return whole.rstrip(".")


def count_of(number: int, one: str, many: str | None = None) -> str:
    """Say how many: (1, "person", "people") gives "1 person", (1000, …) "1,000 people", (0, …) "0 people".

    Without ``many`` the plural of ``one`` is formed by :func:`plural`.
    """
    return f"{format_number(number)} {one if number == 1 else many or plural(one)}"


def plural(noun: str) -> str:
    """Form the plural of a common English noun, in lower or sentence case: "study" gives "studies"."""
    head, _, last = noun.rpartition(" ")
    stem = last.lower()
    if stem in _IRREGULAR_PLURALS:
        many = _IRREGULAR_PLURALS[stem]
        many = many.capitalize() if last[:1].isupper() else many
    elif re.search(r"[^aeiou]y$", stem):
        many = last[:-1] + "ies"
    elif re.search(r"(?:s|x|z|ch|sh)$", stem):
        many = last + "es"
    else:
        many = last + "s"
    return f"{head} {many}" if head else many


def article(phrase: str) -> str:
    """Choose "a" or "an" by the sound that begins the phrase: "MRI scan" gives "an", "unit" gives "a".

    Numbers are read as words (an 8-week, an 11-day, an 18-month, a 1-day); a phrase without a word gives "a".
    """
    found = _FIRST_WORD.search(phrase)
    if found is None:
        return "a"
    word = found.group()
    if word[0].isdigit():
        digits = re.match(r"\d+(?:,\d{3})*", word + phrase[found.end() :])
        number = digits.group().replace(",", "") if digits else word
        return "an" if number[0] == "8" or (number[:2] in {"11", "18"} and len(number) % 3 == 2) else "a"
    if _is_spelled_out(word):
        return "an" if word[0].upper() in _VOWEL_LETTER_NAMES else "a"
    lower = word.lower()
    if lower.startswith(_SILENT_H):
        return "an"
    if _YOU_SOUND.match(lower):
        return "a"
    return "an" if lower[0] in "aeiou" else "a"


def with_article(phrase: str) -> str:
    """Put "a" or "an" before the phrase."""
    return f"{article(phrase)} {phrase}"


def _is_spelled_out(word: str) -> bool:
    """True when a word is read letter by letter: MRI, NSCLC, LY3502970, x (as in x-ray)."""
    if len(word) == 1:
        return word not in "aA"
    if not word[:2].isupper() and not (word[0].isupper() and word[1].isdigit()):
        return False
    if word in _SPOKEN_AS_WORDS:
        return False
    letters = re.match(r"[A-Z]+", word)
    run = letters.group() if letters else ""
    spoken = len(run) >= 5 and re.search(r"[AEIOU]", run[1:-1]) and not re.search(r"[^AEIOUY]{3}", run)
    return not spoken


def sentence_case(text: str) -> str:
    """Make the first letter a capital and leave all else alone; "eGFR" and "mRNA" keep their own shape."""
    found = _FIRST_WORD.search(text)
    if found is None or any(letter.isupper() for letter in found.group()[1:]):
        return text
    at = found.start()
    return text[:at] + text[at].upper() + text[at + 1 :]


def lower_first(text: str, *, names: Collection[str] = ()) -> str:
    """Make the first letter small, for use inside a sentence, unless the first word must keep its capital.

    Kept: acronyms and codes (MRI, HbA1c, LY3502970), known proper names (Parkinson, European), "I", a single
    capital letter before a hyphen (X-ray), and any word given in ``names``.
    """
    found = _FIRST_WORD.search(text)
    if found is None:
        return text
    word, at = found.group(), found.start()
    rest = word[1:]
    keeps = (
        any(letter.isupper() or letter.isdigit() for letter in rest)
        or (len(word) == 1 and (word != "A" or text[at + 1 : at + 2] in {"-", "‑", "."}))
        or word in names
        or is_proper_name(word)
    )
    return text if keeps else text[:at] + text[at].lower() + text[at + 1 :]


def possessive(noun: str) -> str:
    """Add the sign of belonging: "team" gives "team's", "patients" gives "patients'"."""
    return f"{noun}'" if noun.endswith(("s", "S")) else f"{noun}'s"


def end_with_stop(text: str) -> str:
    """Give a sentence its full stop; one that ends in ".", "!", "?" or "…" keeps it."""
    text = text.rstrip()
    if text.rstrip("\"'”’)]").endswith((".", "!", "?", "…")):
        return text
    text = text.rstrip(",;:- ")
    return f"{text}." if text else ""
