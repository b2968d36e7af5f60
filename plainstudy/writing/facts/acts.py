"""Words with which a study that is listed as watching gives people something, whatever its box says."""

import re
from collections.abc import Iterator

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .fact import Fact
from .prose import DETAILS, OFFICIAL, SUMMARY, TITLE, around

ARMS = "protocolSection.armsInterventionsModule"

_ACTS = gated(
    r"\b(?:will|were|are|was|is|be) (?:then )?(?:be )?(?:then |[\w-]+ and )?"
    r"randomly (?:assigned|allocated|divided)\b|"
    r"\b(?:will|were|was) (?:be )?randomi[sz]ed\b(?: (?:in a|to|into) [\w:]+)?|"
    r"\bwill be randomly (?:applied|given)\b|"
    r"\bwill be applied to (?:all )?(?:the )?(?:patients|participants)\b|"
    r"\bthis is an? (?:[\w-]+,? ){0,4}randomi[sz]ed\b|\bthis study is an? (?:[\w-]+ )?clinical trial\b|"
    r"\bdouble[- ]blind(?:ed)? placebo[- ]controlled\b|\b(?:receiving|received|receive) (?:a )?placebo\b|"
    r"\b(?:participants|patients|subjects|children|women|men|they|group \w+|treatment group) will "
    r"(?:receive|be (?:given|injected|vaccinated|administered|treated with))\b|"
    r"\b(?:participants|patients|subjects|children) will (?:participate in|undergo|have) (?:a |an )?"
    r"(?:\w+[- ]){0,4}(?:challenge|provocation)|"
    r"\bwill be (?:given|administered) (?:\w+ )?(?:daily|orally|(?:to (?:the )?)?(?:patients|children|"
    r"participants|subjects))|"
    r"\bthe (?:study )?intervention (?:involves|consists of|includes|is (?:an? )?(?:[\w-]+ ){1,4}"
    r"(?:practice|program(?:me)?|training|course))\b|"
    r"\bwill be treated with \d|\bwe aim to apply\b|\befficacy of applying\b",
    re.I,
)
_USUAL = gated(
    r"\b(?:standard|routin|usual|according to|as prescribed|prescribed|clinical practice|normal care|"
    r"questionnaires?|"
    r"survey|phone|email|e-?mail|calls?|letter|text messages?|information|written|meta-analysis|published|"
    r"previous\w*|prior|"
    r"earlier|parent|future|other (?:stud|trial)\w*|literature|not be|not randomi[sz]ed|guidelines?|"
    r"regardless|"
    r"retrospective\w*|independent\w*|their own|physicians?|doctors?|samples? (?:will|were))",
    re.I,
)


def acts_of(record: StudyRecord) -> Fact[str] | None:
    """Find the words with which a study that is listed as watching gives people something (NCT02047487)."""
    part = record.protocol_section
    if part.design_module.study_type != "OBSERVATIONAL":
        return None
    texts = tuple(texts_of(record))
    if any(_ONLY_WATCHES.search(text) for _path, text in texts):
        return None
    for path, text in texts:
        for found in _ACTS.finditer(text):
            sentence = around(text, found.start(), found.end())
            if not _USUAL.search(sentence) and not _OF_ANOTHER.search(sentence):
                words = _words_from(text, found.start(), found.end())
                return Fact(words, path, words)
    return None


_ONLY_WATCHES = gated(
    r"\bnon[- ]?interventional\b|\breal[- ]world\b|\b(?:not|no) (?:\w+ ){0,2}(?:affect|chang|influenc|"
    r"alter|interfer)\w* |"
    r"\bno (?:study )?(?:intervention|treatment|drug)s? (?:is|are|will be)\b|\bchart review|"
    r"\bretrospective\b",
    re.I,
)
"""Words that speak for the box, whatever a sentence tells of another study (NCT04598893)."""
_OF_ANOTHER = gated(
    r"\bwhich (?:is|was) an?\b|\bin which\b|\b(?:the )?[A-Z]{2,}[A-Z0-9-]* (?:trial|study)\b|"
    r"\badditional\b|\bhas been\b|"
    r"\bextension\b|\balready\b",
)
_MORE = re.compile(r"(?:[ \t]+[^\s.;:()\"“”]+){0,6}")


_MOST_QUOTED = 9
_HANGING = re.compile(r"(?: (?:an?|the|of|in|on|to|at|by|and|or|with|for|from|as|per|both|their|either))+$")
"""What a quote must not end on."""


def _words_from(text: str, start: int, end: int) -> str:
    """Cut a few more words after a find, as far as they stand in one run."""
    more = _MORE.match(text, end)
    words = text[start : more.end() if more else end].split()
    cut = " ".join(words[: max(_MOST_QUOTED, len(text[start:end].split()))])
    return _HANGING.sub("", cut).rstrip(" ,")


def texts_of(record: StudyRecord) -> Iterator[tuple[str, str]]:
    """Give titles, running texts, groups and what is listed, with their places."""
    part = record.protocol_section
    titles, words = part.identification_module, part.description_module
    module = part.arms_interventions_module
    places = [
        (TITLE, titles.brief_title),
        (OFFICIAL, titles.official_title),
        (SUMMARY, words.brief_summary),
        (DETAILS, words.detailed_description),
    ]
    for number, group in enumerate(module.arm_groups):
        places += [
            (f"{ARMS}.armGroups[{number}].label", group.label),
            (f"{ARMS}.armGroups[{number}].description", group.description),
        ]
    for number, item in enumerate(module.interventions):
        places += [
            (f"{ARMS}.interventions[{number}].name", item.name),
            (f"{ARMS}.interventions[{number}].description", item.description),
        ]
    return ((path, text) for path, text in places if text)
