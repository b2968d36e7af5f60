"""Who can join: age, sex, healthy or ill, and the points that can be said in single plain lines."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from plainstudy.plain.dictionary import lookup, simplify
from plainstudy.plain.reading import grade
from plainstudy.plain.wording import end_with_stop, format_number, sentence_case
from plainstudy.writing.facts import Facts
from plainstudy.writing.facts.criteria import is_nested
from plainstudy.writing.facts.names import tidy
from plainstudy.writing.text import Criteria, Sentence

from . import naming as n
from . import voice as v
from .voice import Voice, say

MOST_POINTS = 8
_LONGEST = 20
_HARDEST = 12.0
_CLOSED = frozenset(
    {
        "COMPLETED",
        "TERMINATED",
        "WITHDRAWN",
        "ACTIVE_NOT_RECRUITING",
        "NO_LONGER_AVAILABLE",
        "APPROVED_FOR_MARKETING",
    }
)
_SIGNS = (
    (re.compile(r"\s*(?:≥|>\s?=|⩾|≧)\s*(?=\d)"), " at least "),
    (re.compile(r"\s*(?:≤|<\s?=|⩽|≦)\s*(?=\d)"), " at most "),
    (re.compile(r"\s*>\s*(?=\d)"), " more than "),
    (re.compile(r"\s*<\s*(?=\d)"), " less than "),
)
_UNSPACED = re.compile(r"(\d)(years?|yrs?|months?|weeks?|days?)\b", re.I)
_YEARS = re.compile(r"\byrs\b\.?", re.I)
_RANGE_OF_AGE = re.compile(r"(?<=\b[Aa]ge )(\d{1,2})\s?[-–]\s?(\d{1,2})\b")
_BARE_ABBREVIATION = re.compile(r"^([A-Z]{2,6})\s*(?:[<>≥≤=]|\d|score|class|grade)")
"""A measure of which a reader gets no word: "ASA ≥ 4"."""
_NUMBERED = re.compile(r"^(?:[oO](?= [A-Z])|[(（]?\d{1,2}[.)）]+|[A-Z][.)])(?:\s+|(?<=\d[.)])(?=[A-Z]))")
_FOR_SOME = re.compile(
    r"^(?:for|in) (?:participants|patients|subjects|people|men|women|cohort|arm|part|group)\b", re.I
)
_UNCLEAR = re.compile(
    r"^(?:no|not|without|absence|lack|non|none|never|does not|do not|is not|are not|has not|have not)\b", re.I
)
_BROKEN = re.compile(
    r"[<>≥≤=±*^_#|`:]|[,;(\[-]$|\b(?:and|or|of|the|with|as|by|to|in|on|for|at|from|than|if|when|which|"
    r"that|their|a|an|least|most|"
    r"following|including|such|below|above|section|appendix|protocol)\.?$|\bsee\b|\bappendix\b|"
    r"\b(\w+) \1\b|^[^(]*\)|"
    r"[âÂÃ�]|\([^)]*$|^[^\"]*\"[^\"]*$|^[^\"]*\"[^\"]*\"[^\"]*\"[^\"]*$|\d分|[x×*] ?10\d+ ?/|[Ⅰ-Ⅻ]",
    re.I,
)


def who_can_join(voice: Voice) -> tuple[Sentence, ...]:
    """Say who can be considered: age, sex, healthy people; whether it takes anybody stands in the status."""
    facts = voice.facts
    parts = list(_parts(voice))
    if facts.status in _CLOSED:
        parts.append(voice.general("closed-to-new", v.STATUS))
    else:
        parts.append(voice.general("team-decides"))
    return tuple(parts)


def _parts(voice: Voice) -> Iterator[Sentence]:
    facts = voice.facts
    yield _ages(facts)
    if facts.age_doubt is not None:
        yield say(
            "The record contradicts itself on age, so ask the study team",
            f"{v.ELIGIBILITY}.minimumAge",
            f"{v.ELIGIBILITY}.maximumAge",
            facts.age_doubt.path,
        )
    sex = facts.sex.value if facts.sex else ""
    if facts.sex is None:
        yield say("The record does not say which sexes can join", f"{v.ELIGIBILITY}.sex")
    elif sex == "ALL":
        yield say("Any sex", facts.sex.path)
    elif sex in {"FEMALE", "MALE"}:
        yield say(
            "Women and girls only"
            if sex == "FEMALE" and _includes_young(facts)
            else "Women only"
            if sex == "FEMALE"
            else "Men and boys only"
            if _includes_young(facts)
            else "Men only",
            facts.sex.path,
        )
    yield from _healthy(voice)
    if facts.payment is not None:
        yield say(f"About costs, the record says: “{facts.payment.value}”", facts.payment.path)


def _includes_young(facts: Facts) -> bool:
    return facts.children or facts.group in {"people", "women and girls", "men and boys"}


def _ages(facts: Facts) -> Sentence:
    low, high = facts.minimum_age, facts.maximum_age
    if (
        high
        and high.value.partition(" ")[0].isdigit()
        and int(high.value.split()[0]) >= 100
        and "year" in high.value
    ):
        high = None  # nobody is kept out by a limit of 100 or 130 years
    from_birth = low is not None and low.value.startswith("0 ")
    if low and from_birth:
        return say(
            f"Age: from birth up to {high.value}" if high else "Age: from birth on",
            low.path,
            *([high.path] if high else []),
        )
    if low and high:
        return say(f"Age: from {low.value} to {high.value}", low.path, high.path)
    if low:
        return say(f"Age: {low.value} or older", low.path)
    if high:
        return say(f"Age: up to {high.value}", high.path)
    return say(
        "The record’s boxes give no limit of age, but its rules may",
        f"{v.ELIGIBILITY}.minimumAge",
        f"{v.ELIGIBILITY}.maximumAge",
    )


def _healthy(voice: Voice) -> Iterator[Sentence]:
    facts = voice.facts
    if facts.healthy is None or facts.health_workers:
        return
    if not facts.healthy.value:
        if n.illnesses(facts) or not facts.topics:
            yield say("Healthy volunteers are not accepted", facts.healthy.path)
        return
    if n.only_healthy(facts):
        yield say("This study is for healthy people", facts.healthy.path, n.CONDITIONS)
    else:
        yield say(
            "Healthy volunteers are accepted by the record, but its list may ask for an illness",
            facts.healthy.path,
        )


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
    if is_nested(text) or (against and _UNCLEAR.match(text)):
        return None
    words = _plain_point(text)
    return Sentence(text=words, sources=(path,)) if words else None


@lru_cache(maxsize=50_000)
def _plain_point(text: str) -> str:
    """Put one point into plain words; "" for one that is long, hard, cut off or full of signs."""
    if len(text) > 150 or ":" in text or len(text.split()) > _LONGEST + 4:
        return ""
    text = _UNSPACED.sub(r"\1 \2", tidy(_NUMBERED.sub("", text)))
    text = _YEARS.sub("years", text)
    text = _RANGE_OF_AGE.sub(r"\1 to \2", text)
    if (bare := _BARE_ABBREVIATION.search(text)) and lookup(bare[1]) is None:
        return ""
    for sign, words in _SIGNS:
        text = sign.sub(words, text)
    text = simplify(text.replace("( ", "(")).strip()
    if (
        not text
        or v.word_count(text) > _LONGEST
        or v.word_count(text) < 2
        or _BROKEN.search(text)
        or _FOR_SOME.search(text)
    ):
        return ""
    if text.count(".") > text.rstrip(".").count(".") and re.search(r"[.!?]\s+[A-Z]", text):
        return ""
    return end_with_stop(sentence_case(text)) if grade(text) <= _HARDEST else ""
