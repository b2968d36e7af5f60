"""Whom a title names by illness, more exactly than the list of conditions does."""

import re

from plainstudy.record.record import StudyRecord

from .fact import Topic
from .having import HAD, role_of
from .names import tidy, without_brackets
from .topics import names_an_illness, readable

_OF_TITLE = re.compile(
    r"\b(?:patients?|participants?|subjects?|adults?|children|adolescents?|infants?|people|persons|"
    r"individuals|women|men|volunteers)(?: and (?:adolescents?|children|adults))?"
    r" (?:with|who have|suffering from|diagnosed with|affected by) (.+)$",
    re.I,
)
_IN_TITLE = re.compile(r"\b(?:in|for|against) ((?:[^\s,:;()]+ ){0,6}[^\s,:;()]+)$", re.I)
_NO_POPULATION = re.compile(r"(?:combination|(?:single|double|triple|open)[- ]|the treatment)\b", re.I)
_YEAR = re.compile(r"\s+(?:19|20)\d\d$")
_CUT = re.compile(
    r"\s*(?:[:;.|]|\+/-|±|\+-|\s[-–—]+\s?|[-–—]\s|\b(?:using|despite|"
    r"through|via|by|versus|vs|compared|based on|followed by|"
    r"undergoing|receiving|treated|candidates?|caused|induced by|due to|who|whose|after|before|during|from|"
    r"in (?:the|an?|china|chinese|japan|germany|france|india|egypt|routine|real)|study|trial|"
    r"to (?:improve|reduce|evaluate|assess|compare|determine|prevent))\b).*$",
    re.I,
)
_PATH_OF_TITLE = "protocolSection.identificationModule.briefTitle"


def population_of(record: StudyRecord) -> Topic | None:
    """Give whom the title names by illness, where it says so in a plain form; None otherwise."""
    title = record.protocol_section.identification_module.brief_title or ""
    text = without_brackets(tidy(title))
    found = _OF_TITLE.search(text)
    if found is None and not any(
        names_an_illness(name) for name in record.protocol_section.conditions_module.conditions
    ):
        found = _IN_TITLE.search(text)
    if found is None:
        return _finer_in_title(record, text)
    registered = _YEAR.sub("", _CUT.sub("", found[1])).strip(" ,-")
    if (
        not registered
        or len(registered.split()) > 12
        or registered.split()[-1].lower() in {"and", "or", "with", "of", "in", "for", "the", "a", "an"}
    ):
        return None
    words, kind = readable(registered, "")
    last = words.rpartition(" or ")[2]
    if last != words and not names_an_illness(last) and not re.search(r"\b[A-Z]{2,}", last):
        return None  # half a name: "colon cancer or upper digestive tract"
    if kind != "illness" or len(words.split()) > 12 or _NO_POPULATION.match(words):
        return None
    if role_of(record, registered, words=words) != HAD:
        return None
    return Topic(registered=registered, words=words, path=_PATH_OF_TITLE, kind=kind)


_FINER = (
    r"(?:severe|moderate|mild|chronic|acute|eosinophilic|hairy cell|metastatic|advanced|refractory|relapsed|"
    r"recurrent|early[- ]stage|locally advanced|resectable|unresectable|resected|newly diagnosed|persistent|"
    r"allergic|atopic|diabetic|gestational|uncontrolled|treatment-resistant|high-risk|low-risk|perennial|"
    r"seasonal|"
    r"HER2[- ]positive|HER2[- ]negative|triple[- ]negative|EGFR[- ]mutant|childhood|adult|nocturnal|episodic)"
)


_FINER_BEFORE = re.compile(rf"(?<![\w-])({_FINER}(?:,? (?:(?:and|or|to) )?{_FINER}){{0,3}}) $", re.I)
_IS_FINE = re.compile(_FINER, re.I)


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
        if found is None or title[end : end + 1].isalnum() or title[end : end + 1] == "-":
            continue
        finer = title[found.start(1) : end]
        words, kind = readable(finer, "")
        if kind == "illness" and role_of(record, name, words=words) == HAD:
            return Topic(registered=finer, words=words, path=_PATH_OF_TITLE, kind=kind)
    return None
