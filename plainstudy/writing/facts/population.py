"""Whom a title names by illness, more exactly than the list of conditions does."""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .having import HAD, role_of
from .names import tidy, without_brackets
from .things import Topic
from .together import is_a_cancer
from .topics import names_an_illness, readable

_OF_TITLE = gated(
    r"\b(?:patients?|participants?|subjects?|adults?|children|adolescents?|infants?|people|persons|"
    r"individuals|women|men|volunteers)(?: and (?:adolescents?|children|adults))?"
    r" (?:with(?! or | and )|who have(?! had\b| been\b| \w+ed\b)|suffering from|diagnosed with|"
    r"affected by) (.+)$",
    re.I,
)
_IN_TITLE = re.compile(r"\b(?:in|for|against) ((?:[^\s,:;()]+ ){0,6}[^\s,:;()]+)$", re.I)
_NO_POPULATION = re.compile(
    r"(?:comorbid|concomitant|co-?existing|combination|(?:single|double|triple|open)[- ]|the treatment)\b",
    re.I,
)
_YEAR = gated(r"\s+(?:19|20)\d\d$|(?<!type)(?<!stage)(?<!class)(?<!grade)(?<!phase)\s+I{2,3}$", re.I)
_CUT = re.compile(
    r"\s*(?:[:;|]|\.(?!\d)|, with\b|\+/-|±|\+-|\s[-–—]+\s?|(?<![A-Z0-9])[-–—]\s|\b(?:using|despite|"
    r"through|via|by|versus|vs|compared|based on|followed by|"
    r"undergoing|receiving|getting|taking|treated|under|candidates?|(?<!\band )(?<!\bor "
    r")(?:patients|participants|subjects)|"
    r"caused|induced by|due to|who|whose|after|before|during|from|"
    r"in (?:the|an?|china|chinese|japan|germany|france|india|egypt|routine|real)|study|trial|"
    r"to (?:improve|reduce|evaluate|assess|compare|determine|prevent))\b).*$",
    re.I,
)
_TITLES = "protocolSection.identificationModule"
_LINE = re.compile(r"^(?:first|second|third|1st|2nd|3rd)[- ]line (?=\w)", re.I)
_OTHERS_BEFORE = gated(
    r"(?<!\w)(?!healthy)[\w-]+ (?:patients|participants|subjects|volunteers|individuals|people|"
    r"adults|children)"
    r"\W+(?:and|or|versus|vs\.?|compared (?:to|with))\W+(?:\w+\W+){0,2}$",
    re.I,
)
"""Of "older patients and patients with relapsed leukemia", the last words name the second group alone."""
_TAIL = re.compile(
    r"(?<=\w),?\s+(?:managed|inadequately|adequately|not|that (?!harbou?r)|which|progress(?:ed|"
    r"ing)|failed|enrolled|previously|"
    r"requiring|excluding|are|is|an? open)\b.*$",
    re.I,
)
_ODD = re.compile(r"(?=\w*[A-Za-z])(?=\w*(?:\d|[a-z][A-Z]))\w{4,}")
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
_NOT_BOTH = (
    (re.compile(r"\btype 1 and (?=type 2\b)"), "type 1 or "),
    (
        gated(r"\b(episodic|low|intermediate|acute|mild|moderate|early) and (?=chronic|high|severe|late)"),
        r"\1 or ",
    ),
    (gated(r"\b(\w+(?: asthma| rhinitis)?) and (?=non-?\s?\1)"), r"\1 or "),
    (re.compile(r"\b(pre-?\s?diabetes) and (?=\w* ?\w* ?diabetes)"), r"\1 or "),
    (re.compile(r"(\bdiabetes) and (?=pre-?\s?diabetes)"), r"\1 or "),
)
"""What nobody is at once, or is told of two kinds of people."""


def population_of(record: StudyRecord) -> Topic | None:
    """Give whom the short title names by illness, where it says so in a plain form; None otherwise."""
    brief = without_brackets(tidy(record.protocol_section.identification_module.brief_title or ""))
    found = _OF_TITLE.search(brief)
    if found is None and not any(
        names_an_illness(name) for name in record.protocol_section.conditions_module.conditions
    ):
        found = _IN_TITLE.search(brief)
    if found is None:
        return _finer_in_title(record, brief)
    return _named(record, brief, found, field="briefTitle")


def is_half_named(record: StudyRecord) -> bool:
    """True where the short title says "with A or B" and B is no name of an illness."""
    brief = without_brackets(tidy(record.protocol_section.identification_module.brief_title or ""))
    found = _OF_TITLE.search(brief)
    if found is None:
        return False
    first, _, last = _CUT.sub("", found[1]).partition(" or ")
    return bool(last) and names_an_illness(first) and not names_an_illness(last)


def officially(record: StudyRecord) -> Topic | None:
    """Give whom the official title names by illness; it says more than a list of conditions does."""
    official = without_brackets(tidy(record.protocol_section.identification_module.official_title or ""))
    found = _OF_TITLE.search(official)
    return _named(record, official, found, field="officialTitle") if found is not None else None


def _named(record: StudyRecord, text: str, found: re.Match[str], *, field: str) -> Topic | None:
    if _OTHERS_BEFORE.search(text[: found.start()]):
        return None
    registered, words = _read(record, found[1])
    return (
        Topic(registered=registered, words=words, path=f"{_TITLES}.{field}", kind="illness")
        if words
        else None
    )


def illness_after(record: StudyRecord, text: str) -> str:
    """Give the illness that the rest of a title begins with, in words for a sentence; "" for none."""
    return _read(record, text)[1]


def _read(record: StudyRecord, text: str) -> tuple[str, str]:
    """Give an illness as a title registers it and as readers are told; ("", "") where it cannot be told."""
    registered = _CUT.sub("", text)
    if (tail := _TAIL.search(registered)) and names_an_illness(registered[: tail.start()]):
        registered = registered[: tail.start()]
    registered = _without_place(record, registered)
    registered = _LINE.sub("", _YEAR.sub("", registered).strip(" ,-"))
    last_word = registered.split()[-1].lower() if registered else ""
    if not registered or len(registered.split()) > 12 or last_word in _UNFINISHED:
        return "", ""
    words, kind = readable(_without_codes(record, registered), "")
    last = words.rpartition(" or ")[2]
    if last != words and not names_an_illness(last) and not re.search(r"\b[A-Z]{2,}", last):
        return "", ""  # half a name: "colon cancer or upper digestive tract"
    if kind != "illness" or len(words.split()) > 12 or _NO_POPULATION.match(words):
        return "", ""
    if role_of(record, registered, words=words) != HAD:
        return "", ""
    return registered, _one_or_other(words)


def _without_place(record: StudyRecord, registered: str) -> str:
    """Take off where a study takes place: "atopic diseases in Mali"."""
    first, _, last = registered.rpartition(" in ")
    if not first or not last[:1].isupper():
        return registered
    places = record.protocol_section.contacts_locations_module.locations
    return first if any(last in {place.country, place.city, place.state} for place in places) else registered


_UNFINISHED = frozenset({"and", "or", "with", "of", "in", "for", "the", "a", "an"})


def _without_codes(record: StudyRecord, registered: str) -> str:
    """Take off a code or a slip that stands nowhere else in the record: "diabetesNutrition" (NCT04171557)."""
    odd = [word for word in registered.split() if _ODD.fullmatch(word)]
    shouted = _SHOUTED.findall(registered)
    if not odd and not shouted:
        return registered
    part = record.protocol_section
    others = (
        part.identification_module.official_title,
        part.description_module.brief_summary,
        part.eligibility_module.eligibility_criteria,
        *part.conditions_module.conditions,
        *part.conditions_module.keywords,
    )
    text = " ".join(filter(None, others))
    told = " ".join(filter(None, others[1:]))
    for word in odd:
        if word not in text:
            registered = registered.replace(word, "").strip(" ,-")
    for word in shouted:
        if f" {word.lower()} " in text and not re.search(rf"\b{word}\b", told):
            registered = registered.replace(word, word.lower())
    return registered


def _one_or_other(words: str) -> str:
    """Say "or" where a title says "and" of kinds of people that differ."""
    for pattern, instead in _NOT_BOTH:
        words = pattern.sub(instead, words)
    first, _, last = words.rpartition(" and ")
    parts = [*re.split(r", (?:and )?", first), last] if first else []
    if len(parts) > 1 and all(map(is_a_cancer, parts)):
        words = f"{first.rstrip(',')} or {last}"
    return words


_FINER = (
    r"(?:severe|moderate|mild|chronic|acute|eosinophilic|hairy cell|metastatic|advanced|refractory|relapsed?|"
    r"recurrent|early[- ]stage|locally advanced|resectable|unresectable|resected|newly diagnosed|persistent|"
    r"allergic|atopic|diabetic|gestational|uncontrolled|treatment-resistant|high-risk|low-risk|perennial|"
    r"seasonal|"
    r"HER2[- ]positive|HER2[- ]negative|triple[- ]negative|EGFR[- ]mutant|childhood|adult|nocturnal|episodic)"
)


_FINER_BEFORE = gated(rf"(?<![\w-])({_FINER}(?:,? (?:(?:and|or|to) )?{_FINER}){{0,3}}) $", re.I)
_IS_OF_MORE = re.compile(r" (?:exacerb|attack|risk|event|episode|flare|relapse|crisis|crises)", re.I)
_IS_FINE = gated(_FINER, re.I)


def _finer_in_title(record: StudyRecord, title: str) -> Topic | None:
    """Give an illness that the title names more finely than the conditions do."""
    low = title.lower()
    for name in record.protocol_section.conditions_module.conditions[:3]:
        registered = without_brackets(tidy(name))
        at = low.find(registered.lower())
        if at <= 0 or len(registered) < 4 or _IS_FINE.search(registered) or not names_an_illness(registered):
            continue
        end = at + len(registered)
        found = _FINER_BEFORE.search(title[:at])
        if _IS_OF_MORE.match(title[end:]):
            continue  # "severe asthma exacerbations" are not severe asthma
        if found is None or title[end : end + 1].isalnum() or title[end : end + 1] == "-":
            continue
        finer = title[found.start(1) : end]
        words, kind = readable(finer, "")
        if kind == "illness" and role_of(record, name, words=words) == HAD:
            words = _one_or_other(words)
            return Topic(registered=finer, words=words, path=f"{_TITLES}.briefTitle", kind=kind)
    return None
