"""The ages of the people: the registered limits, and what titles and rules say beside them."""

import re
from collections.abc import Iterator

from plainstudy.plain.time_words import age_words
from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .bearing_out import lines_of_who_can_join
from .fact import Fact

PATH = "protocolSection.eligibilityModule"
_TITLES = "protocolSection.identificationModule"

_AGE = re.compile(r"\s*(\d+)\s*(year|month|week|day|hour|minute)", re.I)
_IN_YEARS = {"year": 1.0, "month": 1 / 12, "week": 1 / 52, "day": 1 / 365, "hour": 0.0, "minute": 0.0}


def age_in_years(age: str | None) -> float | None:
    """Read a registry age; None where there is none or it cannot be read."""
    found = _AGE.match(age or "")
    return float(found[1]) * _IN_YEARS[found[2].lower()] if found else None


def age_facts(record: StudyRecord) -> tuple[Fact[str] | None, Fact[str] | None]:
    """Give the lowest and the highest age in words."""
    part = record.protocol_section.eligibility_module
    low = (
        Fact(age_words(part.minimum_age), f"{PATH}.minimumAge", part.minimum_age)
        if part.minimum_age and age_in_years(part.minimum_age) is not None
        else None
    )
    high = (
        Fact(age_words(part.maximum_age), f"{PATH}.maximumAge", part.maximum_age)
        if part.maximum_age and age_in_years(part.maximum_age) is not None
        else None
    )
    return low, high


def age_doubt_of(record: StudyRecord) -> Fact[str] | None:
    """Find what a title or the rules say of age that the registered limits do not, in its own words."""
    part = record.protocol_section.eligibility_module
    low, high = age_in_years(part.minimum_age), age_in_years(part.maximum_age)
    return (
        _in_title(record, low, high)
        or (_other_ages_of_parts(record, high) if high is not None and high < 1 else None)
        or _in_rules(part.eligibility_criteria or "", low, high)
    )


_YEARS = r"(?:years?|yrs?|y\.?o\.?|y)\b\.?"
_OLD = r"(?:\W{0,2}(?:of age|old|of-age))?"
_LEAST = (
    r"(?:\\?[≥⩾≧]|\\?>\s?=?|\bover|\babove|\bat least|\bolder than|\bgreater than(?: or equal to)?|"
    r"\bmore than)"
)
_MOST = r"(?:\\?[≤⩽≦]|\\?<\s?=?|\bunder|\bbelow|\bup to|\byounger than|\bless than(?: or equal to)?)"
_RANGE = gated(
    rf"(?<![\d.])(\d{{1,2}})\s*(?:{_YEARS})?{_OLD},?\s*(?:[-–—~]|to|and|through|until)\s*{_MOST}?\s*"
    rf"(\d{{1,3}})\s*{_YEARS}{_OLD}",
    re.I,
)
_FROM = gated(
    rf"{_LEAST}\s*(?:the age of\s*)?(\d{{1,2}})\s*{_YEARS}{_OLD}|"
    rf"(?<![\d.])(\d{{1,2}})\s*{_YEARS}{_OLD},?\s*(?:or|and|&)\s*(?:older|above|over|more|greater)\b",
    re.I,
)
_UP_TO = gated(
    rf"{_MOST}\s*(?:the age of\s*)?(\d{{1,2}})\s*{_YEARS}{_OLD}|"
    rf"(?<![\d.])(\d{{1,2}})\s*{_YEARS}{_OLD},?\s*(?:or|and|&)\s*(?:younger|below|under)\b",
    re.I,
)
_OF_AGE = re.compile(
    r"\bage[ds]?\b|\bold\b|\bolder\b|\byounger\b|\bof-?\s?age\b|\b(?:fe)?males?\b|\badults?\b", re.I
)
_OF_SOME = gated(
    r"diagnos|onset|cohort|group|part \w|\barms?\b|control|child|parent|guardian|caregiver|mother|consent|"
    r"assent|menopaus|menses|reproductive|pregnan|contracep|\bgirls|"
    r"(?<!and )(?<!or )(?<!/)\b(?:women|females?)\b(?! (?:and|or)\b)(?!/)|adolescents? (?:between|aged|who)|"
    r"duration|for (?:\w+ ){1,2}years|history|since|months|stratum|phase|\bif\b|unless|except|karnofsky|"
    r"lansky|performance|\becog\b|smok|sample|scan|risk|treatment|therapy|therapies|score|volume|weigh|"
    r"receiv|at the time of (?:the )?(?:radi|trans|surg)|first symptom|previous|prior|within|visit|wheal|"
    r"ige\b|\bmm\b|\bfirst \d|subset|some|hsct|transplant|pef\b|ability to|able to|"
    r"for (?:subjects|participants|patients)",
    re.I,
)
"""Words of a line that speaks of the age of some only, or of another time than the joining."""
_NO_MATTER = re.compile(
    r"\bat (?:the )?time of (?:signing |giving |obtaining )?(?:the )?(?:informed |written )*"
    r"(?:consent|assent|enrol+ment|inclusion|screening|randomi[sz]ation|study entry)|\bage group of\b|"
    r"\bnon-?\s?(?:pregnant|lactating|breast-?feeding)\b|\bnot pregnant\b",
    re.I,
)
"""What says nothing of whose age it is."""
_LONGEST_LINE, _SHOWN = 160, 60
_SLACK = 1.0  # "over 17" is "18 or older"
_NO_LIMIT = 90


def _in_rules(criteria: str, low: float | None, high: float | None) -> Fact[str] | None:
    """Find the first rule on the age of all, where the box gives other limits."""
    if low is not None and low == high and (other := _OTHER_AGES.search(criteria)):
        return Fact(other.group(), f"{PATH}.eligibilityCriteria", other.group())
    told = [
        (line, said)
        for line in lines_of_who_can_join(criteria)
        if _may_speak_of_age(line)
        and not _OF_SOME.search(_NO_MATTER.sub("", line))
        and (said := tuple(_limits_in(line)))
    ]
    if not told or (len(told) > 1 and low is None and high is None):
        return None  # several ages and no limit for all: each is of some
    line, said = told[0]
    if line.startswith((" ", "\t")):
        return None  # a point of another point
    youngest = min((start for _, start, _ in said if start is not None), default=None)
    oldest = max((end for _, _, end in said if end is not None), default=None)
    if _differs(youngest, low) or (oldest is not None and oldest < _NO_LIMIT and _differs(oldest, high)):
        return Fact(_quote(line, said), f"{PATH}.eligibilityCriteria", line.strip())
    return None


def _differs(said: float | None, registered: float | None) -> bool:
    """True where an age is said that is more than a year away from the registered one, or alone."""
    return said is not None and said > 0 and (registered is None or abs(said - registered) > _SLACK)


def _limits_in(text: str) -> Iterator[tuple[re.Match[str], float | None, float | None]]:
    """Give each lowest and highest age in years that a text names, None where it leaves one open."""
    taken = 0
    for found in _RANGE.finditer(text):
        if float(found[1]) < float(found[2]) and _OF_AGE.search(
            text[max(0, found.start() - 40) : found.end()]
        ):
            taken = found.end()
            yield found, float(found[1]), float(found[2])
    if taken:
        return
    for pattern, is_low in ((_FROM, True), (_UP_TO, False)):
        for found in pattern.finditer(text):
            if _OF_AGE.search(text[max(0, found.start() - 40) : found.end() + 12]):
                age = float(found[1] or found[2])
                yield found, age if is_low else None, None if is_low else age


def _quote(line: str, said: tuple[tuple[re.Match[str], float | None, float | None], ...]) -> str:
    """Quote a short line whole, of a long one what names the age."""
    whole = _MARK.sub("", line).strip().rstrip(" ;,.").replace("\\", "")
    if len(whole) <= _SHOWN:
        return whole
    part = line[said[0][0].start() : said[-1][0].end()]
    if part.count("(") != part.count(")"):
        part = said[0][0].group()
    return part.strip(" ()").replace("\\", "")


_MARK = re.compile(r"^\s*(?:[*•·-]|\(?\d{1,2}\\?[.)]|[a-zA-Z][.)])\s+")


def _may_speak_of_age(line: str) -> bool:
    """Look quickly, before a search, whether a line can name an age."""
    low = line.lower()
    return (
        len(line) <= _LONGEST_LINE
        and ("age" in low or "old" in low or "year" in low)
        and any(map(str.isdigit, line))
    )


_OTHER_AGES = re.compile(r"\bage range\b[^\n]{0,12}\d+\s*-\s*\d+", re.I)
_BABIES = gated(r"\b(?:infants?|newborns?|neonat\w+|babies)\b", re.I)
_ELDERLY = re.compile(
    r"\b(?:elderly|geriatric|older|aged) (?:patients?|people|adults?|persons?|women|men|population)\b", re.I
)
_NOT_THEMSELVES = gated(r"\b(?:parents?|mothers?|caregivers?|famil\w+|survivors?|child(?:ren)?['’]s)\b", re.I)
_OLDEST_START = 50


def _in_title(record: StudyRecord, low: float | None, high: float | None) -> Fact[str] | None:
    """Find an age in a title that the box does not bear out: a range, old people, babies (NCT05848687)."""
    part = record.protocol_section
    counts_days = "days of age" in (part.eligibility_module.eligibility_criteria or "")
    titles = part.identification_module
    for field, text in (("briefTitle", titles.brief_title), ("officialTitle", titles.official_title)):
        if not text or _NOT_THEMSELVES.search(text):
            continue
        path = f"{_TITLES}.{field}"
        for found in _RANGE.finditer(text):
            start, end = float(found[1]), float(found[2])
            near = text[max(0, found.start() - 12) : found.end() + 8]
            if start < end and _OF_AGE.search(near) and (_differs(start, low) or _differs(end, high)):
                return Fact(found.group(), path, text)
        if (low is None or low < _OLDEST_START) and (found_old := _ELDERLY.search(text)):
            return Fact(found_old.group(), path, text)
        if low is not None and low >= 1 and counts_days and (baby := _BABIES.search(text)):
            return Fact(baby.group(), path, text)
    return None


_PARTS_FOR = re.compile(r"\b\d+ (?:years?|months?) to (?:less than |under |<)?(\d+) (years?|months?)\b", re.I)


def _other_ages_of_parts(record: StudyRecord, high: float) -> Fact[str] | None:
    """Find a part of a study for older children than a box of babies takes (NCT05003804)."""
    info = record.protocol_section.design_module.design_info
    found = _PARTS_FOR.search(info.intervention_model_description or "")
    if found is None or float(found[1]) * _IN_YEARS[found[2].lower().rstrip("s")] <= high:
        return None
    path = "protocolSection.designModule.designInfo.interventionModelDescription"
    return Fact(found.group(), path, found.group())
