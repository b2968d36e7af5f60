"""One simple form in which texts are compared: small letters, plain digits, single spaces."""

import re
import unicodedata
from functools import lru_cache

_GLYPHS = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    "\u2026": "...",
    "\u2264": " <= ",
    "\u2265": " >= ",
    "\u00b5": "u",
    "\u03bc": "u",
    "\u00d7": "x",
    "\u00a0": " ",
    "\u00b2": "2",
    "\u00b3": "3",
    "\u00b0": " degrees ",
    "\u03b1": "alpha",
    "\u03b2": "beta",
    "\u03b3": "gamma",
    "\u00df": "ss",
    "\u00f8": "o",
    "\u0142": "l",
    "\u0131": "i",
    "\u00ae": " ",
    "\u2122": " ",
    "\u00a9": " ",
}
_GLYPH = re.compile(f"[{''.join(_GLYPHS)}]")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_MARKS = re.compile("[\u0300-\u036f]+")
_NOT_WORD = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalnum() and code != 2})
# One control sign stays: it parts clauses.
_ESCAPES = (("\\n", " \n "), ("\\r", " "), ("\\t", " "), ('\\"', '"'), ("\\\\", "\\"))

# American and British spellings meet in the American one, as do a few very common short forms. Each group is
# looked through only where its first piece stands, which every British form of the group holds.
_SPELLINGS = (
    (
        "ae",
        (
            ("haem", "hem"),
            ("aemi", "emi"),
            ("paed", "ped"),
            ("gynaec", "gynec"),
            ("orthopaed", "orthoped"),
            ("anaesth", "anesth"),
            ("faec", "fec"),
            ("glycaem", "glycem"),
            ("leukaem", "leukem"),
            ("caesar", "cesar"),
        ),
    ),
    ("oe", (("oedem", "edem"), ("oesoph", "esoph"), ("diarrhoea", "diarrhea"), ("foet", "fet"))),
    (
        "our",
        (("tumour", "tumor"), ("colour", "color"), ("behaviour", "behavior"), ("labour", "labor")),
    ),
    ("tre", (("centre", "center"), ("litre", "liter"))),
    ("programme", (("programme", "program"),)),
    ("fibre", (("fibre", "fiber"),)),
    ("isation", (("isation", "ization"),)),
    ("tonne", (("tonne", "ton"),)),
    ("sulph", (("sulph", "sulf"),)),
    ("grey ", (("grey ", "gray "),)),
)


AMERICAN = ("iz", *(american.strip() for _piece, forms in _SPELLINGS for _british, american in forms))
"""What stands in words that were made American."""
_ISE_ENDINGS = ("ise ", "ised ", "ises ", "ising ")
# What stands before is looked at last: a pattern that begins with plain letters is found much faster.
_BEFORE_ISE = "alis|omis|imis|anis|eris|oris|utis|ilis|inis|etis|onis|olis|unis|itis|gnis"  # never "raise"
_ISE = re.compile(rf"is(?<={_BEFORE_ISE})(?=(?:e|ed|es|ing) )")


def plain(text: str) -> str:
    """Make typographic signs plain and letters small; punctuation and line ends stay."""
    if not text.isascii():
        runs = set(_FOREIGN.findall(text))
        if len(text) > _LONG and all(map(_is_one, runs)):
            for sign in runs:
                text = text.replace(sign, _plain_sign(sign))
        else:
            text = _FOREIGN.sub(_plain_run, text)
    return text.lower()


_LONG = 200


def _is_one(run: str) -> bool:
    return len(run) == 1


def _plain_run(found: re.Match[str]) -> str:
    """Make one run of signs outside ASCII plain; no sign changes what stands beyond its run."""
    run = found[0]
    return _plain_sign(run) if len(run) == 1 else _plain_signs(run)


def _plain_signs(signs: str) -> str:
    made = _GLYPH.sub(_plain_glyph, signs)
    return made if made.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", made))


_plain_sign = lru_cache(maxsize=4_096)(_plain_signs)


def _plain_glyph(found: re.Match[str]) -> str:
    return _GLYPHS[found[0]]


def from_json(text: str) -> str:
    """Take the escapes of a JSON text back, so that its words stand alone."""
    if "\\" in text:
        for escape, meant in _ESCAPES:
            text = text.replace(escape, meant)
    return text


def split_words(text: str) -> list[str]:
    """Give the words of a text that is already ``plain``, in their order and their own spelling."""
    return text.translate(_NOT_WORD).split()


def joined(words: list[str]) -> str:
    """Give words in one line in American spelling: one space before, between and after them."""
    line = f" {' '.join(words)} "
    for piece, forms in _SPELLINGS:
        if piece in line:
            for british, american in forms:
                line = line.replace(british, american)
    for ending in _ISE_ENDINGS:
        if ending in line:
            return _ISE.sub("iz", line)
    return line


def rough_line(*texts: str | None) -> str:
    """Give the words of texts as they are spelled, for a search of a few plain words: much cheaper."""
    return f" {' '.join(' '.join(filter(None, texts)).lower().translate(_NOT_WORD).split())} "


def words_line(text: str) -> str:
    """Give the words of a text that is already ``plain``: one space before, between and after them."""
    return joined(split_words(text))


def normal(text: str) -> str:
    """Give the words of any text as one line of small letters with a space at both ends."""
    return words_line(plain(text))


def word_set(text: str) -> frozenset[str]:
    """Give the words of a list that is written as one text."""
    return frozenset(text.split())


_SUFFIXES = (
    "ations",
    "ically",
    "ation",
    "ments",
    "ators",
    "ities",
    "ment",
    "ical",
    "ness",
    "ings",
    "ions",
    "ator",
    "able",
    "ible",
    "ing",
    "ion",
    "ies",
    "ied",
    "ers",
    "ery",
    "ity",
    "ous",
    "ive",
    "ial",
    "ary",
    "ant",
    "ent",
    "ic",
    "al",
    "ed",
    "es",
    "er",
    "or",
    "ly",
    "ia",
    "y",
    "s",
    "e",
    "a",
)


_BY_LAST_LETTER: dict[str, tuple[str, ...]] = {
    last: tuple(suffix for suffix in _SUFFIXES if suffix[-1] == last)
    for last in {suffix[-1] for suffix in _SUFFIXES}
}


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Cut endings of a small-letter word down to what its family shares, never below four letters."""
    while True:
        for suffix in _BY_LAST_LETTER.get(word[-1:], ()):
            if word.endswith(suffix) and len(word) - len(suffix) >= 4:
                word = word[: -len(suffix)]
                break
        else:
            return word
        if len(word) <= 6:
            return word


_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}


def digit_of(label: str) -> str:
    """Give the digit of a small roman number; all else as it is."""
    return _ROMAN.get(
        label,
        _ROMAN.get(label[:-1], label[:-1]) + label[-1:] if label[-1:] in "abc" and label[:-1] else label,
    )


_LABELS_BEFORE_DIGITS = ("type", "stage", "grade", "phase")
_GLUED = tuple(
    (f" {label}", re.compile(rf" {label} ?(\d)([a-z]{{3,}})"), rf" {label} \1 \2")
    for label in _LABELS_BEFORE_DIGITS
)
_ROMAN_LABEL = re.compile(
    r" (type|phase|stage|grade|class|part|arm|group|cohort|level|"
    r"step|period|schedule) (iv|i{1,3}|vi?)(?=[abc]? )"
)
_ROMANS = word_set(" ".join(f"{number} {number}a {number}b {number}c" for number in _ROMAN))


def with_digits(line: str) -> str:
    """Write "stage iv" as "stage 4" and "type2diabetes" as "type 2 diabetes" in a line of words."""
    return _digits_in(line, line.split())


def line_of(text: str) -> str:
    """Give the words of a text that is already ``plain`` in one line ``with_digits``."""
    words = split_words(text)
    return _digits_in(joined(words), words)


def line_and_words(words: list[str]) -> tuple[str, list[str]]:
    """Give ``split_words`` in one line ``with_digits``, and the words of that line."""
    line = _digits_in(joined(words), words)
    return line, line.split()


def _digits_in(line: str, words: list[str]) -> str:
    for label, glued, apart in _GLUED:
        if label in line:
            line = glued.sub(apart, line)
    if _ROMANS.isdisjoint(words):
        return line
    return _ROMAN_LABEL.sub(lambda found: f" {found[1]} {_ROMAN[found[2]]}", line)
