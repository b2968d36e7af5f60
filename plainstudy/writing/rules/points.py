"""The points of who can join that can be said in single plain lines; all else stays in the record's words."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from plainstudy.plain.dictionary import lookup, simplify
from plainstudy.plain.reading import grade
from plainstudy.plain.wording import end_with_stop, format_number, sentence_case
from plainstudy.writing.facts.criteria import is_nested
from plainstudy.writing.facts.names import tidy
from plainstudy.writing.gated import gated
from plainstudy.writing.text import Criteria, Sentence

from . import voice as v
from .voice import Voice, say

MOST_POINTS = 8
_LONGEST = 20
_HARDEST = 12.0
_SIGNS = (
    (re.compile(r"\s*(?:≥|>\s?=|⩾|≧)\s*(?=\d)"), " at least "),
    (re.compile(r"\s*(?:≤|<\s?=|⩽|≦)\s*(?=\d)"), " at most "),
    (re.compile(r"\s*>\s*(?=\d)"), " more than "),
    (re.compile(r"\s*<\s*(?=\d)"), " less than "),
)
_ANY_SIGN = re.compile(r"[<>≥≤⩾⩽≧≦]")
_UNSPACED = gated(r"(\d)(years?|yrs?|months?|weeks?|days?)\b", re.I)
_YEARS = gated(r"\byrs\b\.?", re.I)
_RANGE_OF_AGE = re.compile(r"(?<=\b[Aa]ge )(\d{1,2})\s?[-–]\s?(\d{1,2})\b")
_BARE_ABBREVIATION = re.compile(r"^([A-Z]{2,6})\s*(?:[<>≥≤=]|\d|score|class|grade)")
"""A measure of which a reader gets no word: "ASA ≥ 4"."""
_SHORT_FORM = re.compile(r"(?<![\w-])[A-Z]{2,6}s?(?![\w-])")
_WELL_KNOWN = re.compile(r"AND|OR|NOT|ONLY|NO|ANY|ALL|USA?|UK|EU|AM|PM|[IVX]+")
_FEW = 5
_NUMBERED = re.compile(r"^(?:[oO](?= [A-Z])|[(（]?\d{1,2}[.)）]+|[A-Z][.)])(?:\s+|(?<=\d[.)])(?=[A-Z]))")
_FOOTNOTE = re.compile(r"(?<=[a-z])\.\d{1,2}\.?$")
_FOR_SOME = gated(
    r"^(?:for|in) (?:participants|patients|subjects|people|men|women|cohort|arm|part|group)\b|"
    r"\b(?:cohorts?|arms?|parts?|phase|tier|regimen|sub-?study) (?:[A-Z]|\d{1,2}[a-z]?|I+)\b|"
    r"\bgroup [A-Z]\b|\bcohorts? only\b|\bonly (?:for|to) the\b|\b(?:group|patients|cases) only\)|"
    r"\b(?:expansion|escalation|\w+ic) cohorts?\b|\bsub-?study\b|\bin tier\b",
    re.I,
)
"""What is asked of some of the people only."""
_UNCLEAR = gated(
    r"^(?:no|not|without|absence|lack|non|none|never|does not|do not|is not|are not|has not|have not|if|"
    r"in case)\b|"
    r"\b(?:must|should|shall|ought|has to|have to|allowed|permitted|permissible|acceptable|eligible|"
    r"ineligible|excludes?|excluded|exclusion|exceptions?|discuss\w*)\b|(?<!\()\bexcluding\b|"
    r"(?<!\bat )(?<!before )(?<!time of )\binclusion\b|"
    r"\b(?:may|can|might|could|will|to) (?:still )?be (?:enrolled|included|retested|rescreened|re-?screened|"
    r"reassessed|considered|repeated)\b|\b(?:patients?|subjects?|participants?|people|women|men) may not\b|"
    r"(?:\band|,|;|[-–] ?) ?no(?:t on)?\b",
    re.I,
)
"""A reason against that is told as what is asked for, or with a denial of its own (NCT06552247)."""
_SAID_TWICE = gated(
    r"[\s,]+(?:(?:will|would|should) (?:also )?be|are|were|is|was) (?:also )?(?:excluded|not eligible|"
    r"ineligible)(?: (?:as well|from|for|in|to)\b[\w\s]{0,40})?[.;]?$",
    re.I,
)
"""The end of "Pregnant women will be excluded", which says again what the heading says."""
_POINTS_AWAY = gated(
    r"\b(?:the|any|these|those|of|all|as|with|in|described|mentioned|listed|than|such|meet|except|see) "
    r"(?:above|below)\b(?! (?:the )?(?:age|normal|upper|lower|limit|average|\d))|"
    r"\b(?:above|below|afore)[- ]?(?:mentioned|listed|named|described|diagnos\w+|criteria|conditions?)|"
    r"\b(?:described|mentioned|listed|specified|stated) (?:above|below|in)\b|\(as above\)|"
    r"\bprevious (?:criteri\w+|points?|items?)\b|\b(?:inclusion|exclusion|following) criteria\b|"
    r"\b(?:this|that|these|those) (?:\w+ )?(?:activit|drug|treatment|condition|disease|illness|medic|"
    r"product|procedure|test|food|allergen|device|therap|group|case|age|population|disorder|symptom|vaccin|"
    r"operation|surger|item|points?\b|criteri|diagnos|substance|indication|requirement|patients?\b|persons?\b)|"
    r"\b(?:the|these|those) (?:two|three|four|five|latter|former)\b|"
    r"\bthe same (?:allergen|disease|illness|condition|drug|medic\w+|group|criteria|reason)\b|"
    r"\bthe respective\b|\bas specified\b|\bthe age range\b",
    re.I,
)
"""A word that points to what stands elsewhere in the record: "this activity", "the above diagnoses"."""
_GOES_ON = re.compile(
    r"^\W*(?:(?i:and|then|but|or|plus|else|otherwise|also|as well)|with the|if\b(?=[^A-Z]*$))\b"
)
"""The beginning of a line that continues the one before."""
_TWO_SENTENCES = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\betc)(?<!\bapprox)[.!?][)”\"]?\s*[A-Z](?:[a-z]|(?<=\s[A-Z]) )"
)
_BROKEN = gated(
    r"[<>≥≤=±*^_#|`:]|[,;(\[-]$|\bsee\b|\bappendix\b|^[^(]*\)|"
    r"\bbetween (?:\S+ ){0,3}at (?:least|most)\b|\bfrom at (?:least|most)\b|"
    r"\b(?:less|more) than [\d.]+ (?:(?!and\b|or\b|to\b|but\b|with\b|in\b|at\b|of\b|for\b)[a-z]+ ){1,4}"
    r"(?:less|more) than\b|"
    r"[âÂÃ�]|\([^)]*$|^[^\"]*\"[^\"]*$|^[^\"]*\"[^\"]*\"[^\"]*\"[^\"]*$|\d分|"
    r"[x×*] ?10(?:\d* ?/|(?:6|9|12)\b)|[Ⅰ-Ⅻ]",
    re.I,
)
_CUT_OFF = re.compile(
    r"\b(?:and|or|of|the|with|as|by|to|in|on|for|at|from|than|if|when|which|that|their|a|an|least|most|"
    r"following|including|such|below|above|section|appendix|protocol)\.?$",
    re.I,
)
_LONGEST_END = len("following.")
_TWICE = re.compile(r"\b(\w+) \1\b", re.I)
_WORD = re.compile(r"\w+")


def criteria_of(voice: Voice) -> Criteria:
    """Give the points that read plainly, and a note on the rest; verbatim where a split would be a guess."""
    points = voice.facts.points
    if points.why_not == "none":
        return Criteria(
            note=say("The record does not say more about who can join, so ask the study team", points.path)
        )
    if not points.clear:
        reasons = {
            "mixed": "The record's list mixes reasons for and against joining, so it stands in its own words",
            "same": "The record gives the same points for and against joining, so ask the study team",
        }
        text = reasons.get(
            points.why_not,
            "The record's list cannot be split without guessing, so it stands in its own words",
        )
        return Criteria(note=say(text, points.path), verbatim=True)
    can = _plain_ones(points.inclusion, points.path, against=False)
    cannot = _plain_ones(points.exclusion, points.path, against=True)
    total = len(points.inclusion) + len(points.exclusion)
    shown = len(can) + len(cannot)
    if shown == total:
        note = say("These are all the points of the record", points.path)
    elif shown:
        note = say(
            f"{'This is' if shown == 1 else 'These are'} {format_number(shown)} of "
            f"{format_number(total)} points; the full list stands in the record's own words",
            points.path,
        )
    else:
        note = say(
            "The points are long or full of medical terms, so they stand in the record's own words",
            points.path,
        )
    return Criteria(can=can, cannot=cannot, note=note, verbatim=shown == 0)


def _plain_ones(points: tuple[str, ...], path: str, *, against: bool) -> tuple[Sentence, ...]:
    found = (_point(text, path, against=against) for text in points)
    return tuple(islice((point for point in found if point), MOST_POINTS))


def _point(text: str, path: str, *, against: bool) -> Sentence | None:
    if is_nested(text) or _GOES_ON.match(text):
        return None
    if against and _UNCLEAR.search(_SAID_TWICE.sub("", text)):
        return None
    words = _plain_point(text)
    return Sentence(text=words, sources=(path,)) if words else None


@lru_cache(maxsize=50_000)
def _plain_point(text: str) -> str:
    """Put one point into plain words; "" for one that is long, hard, cut off or full of signs."""
    if len(text) > 150 or ":" in text or len(text.split()) > _LONGEST + 4:
        return ""
    text = _UNSPACED.sub(r"\1 \2", tidy(_NUMBERED.sub("", text.rstrip(" ；，。"))))
    text = _YEARS.sub("years", text)
    if "ge " in text:
        text = _RANGE_OF_AGE.sub(r"\1 to \2", text)
    if _FOR_SOME.search(text) or _POINTS_AWAY.search(text) or _is_coded(text):
        return ""
    if _ANY_SIGN.search(text):
        for sign, words in _SIGNS:
            text = sign.sub(words, text)
    text = simplify(_FOOTNOTE.sub("", text.replace("( ", "("))).strip()
    if (
        not text
        or v.word_count(text) > _LONGEST
        or v.word_count(text) < 2
        or _is_broken(text)
        or _TWO_SENTENCES.search(text)
    ):
        return ""
    return end_with_stop(sentence_case(text)) if grade(text) <= _HARDEST else ""


def _is_broken(text: str) -> bool:
    """True for signs, loose ends and doubled words."""
    if _BROKEN.search(text) or _CUT_OFF.search(text, max(0, len(text) - _LONGEST_END)):
        return True
    words = _WORD.findall(text.lower())
    return len(set(words)) < len(words) and _TWICE.search(text) is not None


def _is_coded(text: str) -> bool:
    """True for a point whose measure, or two of whose words, are letters of which a reader gets no word."""
    if (bare := _BARE_ABBREVIATION.search(text)) and lookup(bare[1]) is None:
        return True
    if not any(letter.islower() for letter in text):
        return False
    unknown = {
        short for short in _short_forms(text) if not _WELL_KNOWN.fullmatch(short) and lookup(short) is None
    }
    return len(unknown) > 1 or (bool(unknown) and len(text.split()) <= _FEW)


def _short_forms(text: str) -> Iterator[str]:
    """Give the short forms of a text, but for those that stand in brackets behind their words."""
    for found in _SHORT_FORM.finditer(text):
        if not (
            text[found.start() - 1 : found.start()] == "(" and text[found.end() : found.end() + 1] == ")"
        ):
            yield found.group()
