"""Faults of form, seen in a sentence alone: markup, cut ends, prompts, addresses, length."""

import itertools
import re
from collections.abc import Collection

from plainstudy.plain.reading import words

from .normal import word_set
from .sieve import sieved

Fault = tuple[str, str, str]
"""Kind, what is wrong, fragment."""

MAX_WORDS = 26
MAX_HEADLINE = 110

_MARKUP = re.compile(
    r"</?[a-zA-Z!][^>]{0,80}>|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});|"
    r"\*\*|__|\*\w|\w\*(?!\w)|`|^\s*[#>*•‣◦]+|^\s*-\s|\]\(|\[\[|"
    r"\\[^\s\w]?|\{\{?|\}\}?|<\||\|>|\|"
    r"|[\r\n\t]|^\s*\d{1,2}[.)]\s+(?=[A-Z])|\\u[0-9a-f]{4}|"
    r"�|\x00|(?:â€|Ã[\x80-\xbf])|\"\s*:\s*[\[\"{]|^[\"{\[]\s*(?:text|"
    r"headline|summary)\b",
    re.I,
)
_PROMPT = sieved(
    r"\bas an? (?:ai|artificial intelligence|language|assistant)\b|"
    r"\blanguage model\b|\b(?:ignore|disregard|forget|override|"
    r"bypass) (?:all |any |the |your |these |those )*(?:previous|"
    r"above|prior|"
    r"earlier|instruction|rule|system|safety|prompt)\w*|\bsystem "
    r"(?:prompt|message)\b|\binstructions?\b[^.?!]{0,30}\b(?:follow|"
    r"obey|ignore|above|below)\w*|"
    r"\b(?:here is|here's|sure,|certainly[,!]|of course[,!]|i "
    r"(?:can(?:not|'t)|am|will|have|would|think|hope|apologi[sz]e)\b|"
    r"i'm\b|i'll\b|my (?:instructions|training|rules))|"
    r"\b(?:pwned|jailbreak|developer mode|lorem ipsum|as (?:you "
    r")?(?:requested|instructed)|the (?:user|prompt|assistant)\b|"
    r"output (?:format|json)|json\b|null\b|undefined\b|nan\b|"
    r"todo\b|fixme\b|insert \w+ here|placeholder|n/a\b|tbd\b|xxx)",
    re.I,
)
ADDRESS = re.compile(
    r"https?://\S+|\bwww\.\S+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w-]+\.(?:com|"
    r"org|net|gov|edu|info|io|de|uk|eu|ru|cn)\b(?!\w)",
    re.I,
)
PHONE = re.compile(r"(?<![\w-])\+?\(?\d{2,4}\)?[ .-]\d{3,4}[ .-]\d{3,5}(?!\w)|(?<!\w)\+\d{6,}")
_CUT_WORDS = word_set(
    "a an the and or but nor of in on at by for from with without "
    "to into onto about between among during after before "
    "than as if whether that which who whose whom because while "
    "when where is are was were be been being has have had will "
    "would can could may might "
    "should must not no their his her its this these those very "
    "more most up per via such including including: like every "
    "each both either neither "
    "under over against until against"
)
_MAY_END_SO = word_set(
    "both each are were be been in on up about over before after without "
    "than not no is was that this these those so as more most "
    "who had have will can may if under by for with to of"
)
_STOP = re.compile(r"[.?!][\"'”’)\]]*$")
_DOUBLE_STOP = re.compile(
    r"[.?!]{2,}|…|[,;:][.?!]|\s[,.;:?!](?!\d)|,,|;;|\.\s\.|\bthe "
    r"the\b|\ba a\b|\bof of\b|\bto to\b|\band and\b|\b(?:is is|"
    r"in in)\b"
)
_SHOUT = re.compile(r"!|\b(?:[A-Z]{4,} ){3,}[A-Z]{4,}")


_QUOTE = re.compile(r"“[^”]*”")
_TAG = re.compile(r"</?[a-zA-Z!][^>]{0,80}>|\{\{|<\||https?://")


_PROMPT_WORDS = word_set(
    "ai artificial language ignore disregard forget override "
    "bypass system instruction instructions here sure certainly "
    "course i im ill my pwned jailbreak developer lorem requested "
    "instructed user prompt assistant output json null "
    "undefined nan todo fixme insert placeholder n tbd xxx"
)


# Cheap looks that most sentences pass, each before a thorough one.
_SUSPICIOUS = re.compile(r"[<>&*_`#|\\\[\]{}\n\r\t\ufffd\x00\u00e2\u00c3:]")
_OPENS_A_LIST = re.compile(r"[\s\d•‣◦-]")
_DOTTED = re.compile(r"@|://|\w\.[A-Za-z]")
_GROUPED = sieved(r"\d[\d)][ .-]\d\d|\+\d")
_INSIDE = r"[A-Za-z0-9'’()“”/% -]*+"
_PLAIN = re.compile(rf"[A-Za-z]{_INSIDE}(?:(?<! )[,;:](?= ){_INSIDE})*+(?:(?<! )[.?])?")
"""Most sentences: nothing but words and numbers, single commas and one stop; they have no faults of signs."""
_FOUR_CAPITALS = re.compile(r"[A-Z]{4} [A-Z]{4}")
_TWO_SIGNS = re.compile(r"[.?!,;:…\s][.?!,;:]|…")


def _markup(text: str, outside: str) -> list[Fault]:
    suspicious = _SUSPICIOUS.search(text) is not None
    found = []
    if suspicious and (match := _TAG.search(text)):
        found.append(("form", "markup is left in the text", match.group()))
    if (suspicious or _OPENS_A_LIST.match(text)) and (match := _MARKUP.search(outside)):
        found.append(("form", "markup is left in the text", match.group()))
    return found


def _has_twins(words: Collection[str]) -> bool:
    return len(set(words)) < len(words) and any(one == other for one, other in itertools.pairwise(words))


def faults_of(text: str, words: Collection[str], may: int) -> list[Fault]:
    """Find the faults that any sentence can have; whether it must end with a stop is the section's to say.

    ``may`` has the bits of the patterns that can match.
    """
    found: list[Fault] = []
    if not text.strip() or text != text.strip():
        found.append(("form", "empty, or with space around it", text))
    is_plain = _PLAIN.fullmatch(text) is not None
    outside = _QUOTE.sub("“”", text) if not is_plain and "“" in text else text
    if not is_plain:
        found += _markup(text, outside)
    if may & _PROMPT.bit and not _PROMPT_WORDS.isdisjoint(words) and (match := _PROMPT.search(text)):
        found.append(("form", "reads like a prompt or a reply to one", match.group()))
    if not is_plain and _DOTTED.search(text) and (match := ADDRESS.search(text)):
        found.append(("form", "an address has no place in a sentence", match.group()))
    if may & _GROUPED.bit and _GROUPED.search(text) and (match := PHONE.search(text)):
        found.append(("form", "a phone number has no place in a sentence", match.group()))
    if ((not is_plain and _TWO_SIGNS.search(outside)) or _has_twins(words)) and (
        match := _DOUBLE_STOP.search(_QUOTE.sub("“”", text))
    ):
        found.append(("form", "broken or doubled signs or words", match.group()))
    if (not is_plain or _FOUR_CAPITALS.search(text)) and (match := _SHOUT.search(text)):
        found.append(("form", "an exclamation or shouting", match.group()))
    if not is_plain or not _PAIRED.isdisjoint(text):
        found += _pairs(text)
    if not words:
        found.append(("form", "no words", text))
    last = _last_word(text)
    if (
        last.lower() in _CUT_WORDS
        and last != "A"
        and not text.rstrip(".?").endswith(("”", '"'))
        and (last.lower() not in _MAY_END_SO or not _STOP.search(text))
    ):
        found.append(("form", "the sentence is cut off", last))
    if (
        text
        and text[0].islower()
        and not any(letter.isupper() or letter.isdigit() for letter in text.split(maxsplit=1)[0])
    ):
        found.append(("form", "the beginning is missing", text.split(maxsplit=1)[0]))
    return found


_PAIRED = frozenset("()“”")


def _last_word(text: str) -> str:
    bare = text.rstrip(" .?!:;,)]”’\"'")
    return bare[bare.rfind(" ") + 1 :].lstrip('(“"')


def _pairs(text: str) -> list[Fault]:
    for opening, closing in ("()", "[]", "“”"):
        if text.count(opening) != text.count(closing):
            return [("form", f"{opening} and {closing} do not match: something is cut off", opening)]
    if text.count('"') % 2:
        return [("form", "a quotation mark is missing: something is cut off", '"')]
    return []


def lacks_stop(text: str) -> bool:
    """True for a sentence without an end."""
    return not _STOP.search(text)


def too_long(text: str) -> bool:
    """True above 26 words, counted as the reading measure counts."""
    return len(text) > MAX_WORDS * 2 and len(words(text)) > MAX_WORDS
