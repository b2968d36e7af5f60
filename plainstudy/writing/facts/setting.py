"""Around which operation or treatment a study takes place, where a title says so.

A painkiller given for an operation does not treat the illness that is operated on (NCT03676114).
"""

import re

from plainstudy.plain.dictionary import simplify
from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .bearing_out import lines_of_who_can_join
from .fact import Fact
from .names import in_running_case, tidy, without_brackets
from .things import Treatment

TITLES = "protocolSection.identificationModule"

_OPERATION = (
    r"(?:surger(?:y|ies)|\w{3,}ectomy|\w{3,}otomy|\w{3,}plasty|fusion|transplant(?:ation)?|endoscopy|"
    r"colonoscopy|"
    r"an[a]?esthesia|resection|operation|bypass|c(?:a|e)sarean(?: section| delivery)?|arthroscopy|intubation)"
)
_UNDERGOING = gated(r"\b(?:undergoing|scheduled for|who (?:undergo|underwent|will undergo)) (.+)$", re.I)
_AROUND = gated(
    rf"(?<!and )(?<!versus )(?<!or )\b(after|before|during|following)((?: [\w-]+){{0,5}}? {_OPERATION})\b",
    re.I,
)
_OPERATIVE = gated(r"\b(?:peri|post|pre|intra)[- ]?operative(?:ly)?\b", re.I)
_CUT = re.compile(
    r"\s*(?:[:;,.(|]|\s[-–—]\s|\b(?:using|with|in(?!-)|for|by(?!-)|and|or|to|at|versus|vs|a|an|the|study|trial|"
    r"based|treated|"
    r"receiving|who|under|between|on|from|compared|randomi[sz]ed|via|through|up)\b).*$",
    re.I,
)
_NO_END = frozenset(
    {"of", "the", "a", "an", "their", "elective", "major", "minor", "undergoing", "level", "having"}
)
_BEFORE_AND_AFTER = gated(r"\bbefore and after\b|\bpre- and post|\bwithout\b|\bnon-metasta", re.I)
_MOST = 6


def setting_of(record: StudyRecord, things: tuple[Treatment, ...]) -> Fact[str] | None:
    """Give the setting in words that follow people: "who have knee surgery", "after knee surgery"."""
    titles = record.protocol_section.identification_module
    given = {
        word for item in things for word in re.findall(r"\w{5,}", f"{item.name} {item.registered}".lower())
    }
    both = [
        (f"{TITLES}.{field}", title or "", without_brackets(tidy(title or "")))
        for field, title in (("briefTitle", titles.brief_title), ("officialTitle", titles.official_title))
    ]
    told = []
    lines = lines_of_who_can_join(record.protocol_section.eligibility_module.eligibility_criteria or "")
    for path, title, text in both:
        if _BEFORE_AND_AFTER.search(text):
            return None
        if words := _in_title(text, given):
            told.append(Fact(_when(words, lines), path, title))
    # "Patients undergoing surgery" join before it, also under a short title that speaks of the time after it.
    return next((fact for fact in told if fact.value.startswith("who have ")), told[0] if told else None)


_COMES = re.compile(
    r"\b(?:undergo(?:ing)?|scheduled|planned|elective|candidates?|expected to|will (?:undergo|receive|have)|"
    r"requir(?:e|es|ing)|going to|eligible for|indicated for|listed for)\b",
    re.I,
)


def _when(words: str, lines: tuple[str, ...]) -> str:
    """Say "who have" an operation that is still to come when people join."""
    what = words.removeprefix("after ")
    if what == words:
        return words
    stems = {word[:6] for word in re.findall(r"\w{5,}", what.lower())}
    to_come = any(_COMES.search(line) and any(stem in line.lower() for stem in stems) for line in lines)
    return f"who have {what}" if to_come else words


_IS_DONE = re.compile(
    rf"(?:{_OPERATION}|\w*therapy|treatment|imaging|dialysis|\w*desensiti[sz]ation|repair|CABG|procedures?|biopsy|"
    rf"\w*desis|replacement|delivery|challenge|scan|MRI|implantation|screening|extraction|exercise|radiation)",
    re.I,
)


def _in_title(text: str, given: set[str]) -> str:
    if found := _UNDERGOING.search(text):
        phrase = _phrase(found[1])
        if phrase and _IS_DONE.fullmatch(phrase.split()[-1]) and not _is_given(phrase, given):
            return f"who have {phrase}"
    if found := _AROUND.search(text):
        phrase = _phrase(found[2])
        when = {"following": "after"}.get(found[1].lower(), found[1].lower())
        if phrase and not _is_given(phrase, given):
            return f"{when} {phrase}"
    if _OPERATIVE.search(text) and not _is_given("surgery operation", given):
        return "around an operation"
    return ""


def _phrase(text: str) -> str:
    words = _CUT.sub("", text.strip()).split()
    if not 1 <= len(words) <= _MOST or words[-1].lower() in _NO_END or not " ".join(words).isascii():
        return ""
    if sum(map(str.isupper, " ".join(words))) > 8:
        return ""
    return simplify(in_running_case(" ".join(words), "", keep_unknown=False))


def _is_given(phrase: str, given: set[str]) -> bool:
    """True where the operation itself is among what the study lists."""
    return any(word in given for word in re.findall(r"\w{5,}", phrase.lower()))
