"""Short names out of what registrants typed: "Drug: Amitol 5 mg tablets group" gives "Amitol"."""

import re
from functools import lru_cache

from plainstudy.writing.gated import gated

from .names import has_letters, in_running_case, without_brackets, without_dose
from .sorts import GIVEN

_NAMELESS_WORDS = """
    the active study test experimental investigational trial intervention interventional treatment
    treatments therapy therapeutic therapeutics control procedure standard comparator medical clinical
    diagnostic other drug drugs device product program group arm cohort part period phase stage schedule
    regimen sequence option dose level step module monotherapy combination combined digital mobile
    surgical new novel application app validation system studies sample samples and or of with surgery
    approach method technique protocol care not applicable intervention(s) any medication medications assisted
    experimental article assigned comparison finding anesthesia prescribed optional dosing full
"""
_NAMELESS = frozenset((*_NAMELESS_WORDS.split(), "consumption", "avoidance"))
_ROMAN = re.compile(r"[ivx]{1,4}[ab]?")
_TOKEN = re.compile(r"[^\s/:.,()]+")
_NOTE = re.compile(r"\s+note\s*:.*$", re.I)
_LABEL = re.compile(r"^(?:\w+[\s/-]){0,3}\w+\s*:\s+(?=\S)")
_GROUP_WORD = gated(r"\s+(?:treatment |intervention |experimental )?(?:group|arm|cohort)s?\s?\w?$", re.I)
_WAY = gated(r"^(?:\w+ )?(?:injections?|infusions?|administration|intake) of (?:the )?(?=\S)", re.I)
_APPOSITION = gated(r"(?<=\w{4}), (?:an?|the) (?:[\w-]+ ){1,8}[\w-]+$", re.I)
_DESCRIBES = re.compile(r"(?!Medtronic)[A-Z][a-z]{3,}(?:ic|al|ed|ive|ous|ing|able|ary)")
_GIVING = re.compile(r"^(?:use|application|addition) of (?:the )?(?=\S)", re.I)
_ANIMALS = frozenset({"cow", "goat", "mare", "sheep", "camel"})
_ABOUT = re.compile(r"(?:evaluation|study|investigation|effects?|role|comparison|impact|analysis) of ", re.I)
_AIM = gated(
    r"\s+(?:for (?:the )?treatment of|in (?:the )?(?:treatment|patients|subjects|participants|children|"
    r"adults)\b|for (?:patients|subjects|participants)\b).*$",
    re.I,
)
_DANGLING = re.compile(r"\s+(?:for|in|of|to|with|by|as)$", re.I)
_AMOUNT = re.compile(
    r"^\d+\s?(?:cycles?|weeks?|days?|months?|sessions?|doses?|times?|visits?|h|hours?|min)\b", re.I
)
_ORAL = re.compile(r"^oral (?=[a-z]+$)", re.I)
_ARTICLE = re.compile(r"^(?:an?|the) (?=\w{3})", re.I)
_ARM_WORDS = gated(r"\b(?:group|arm|cohort|participants|patients|subjects)\b", re.I)


_ONLY_AN_ADJECTIVE = re.compile(
    r"(?:(?:non-?)?(?:educational|nutritional|pharmacological|psychological|behaviou?ral|surgical|"
    r"conventional|interventional|nasal|"
    r"dietary|clinical|medical|social|physical|cognitive|transforaminal epidural|intralymphatic|"
    r"subcutaneous|oral|topical|"
    r"standard|usual|physiotherapeutic|allogeneic|autologous|routine|thoracic|lumbar|caudal|"
    r"epidural)(?:[ -](?=\w)|$))+",
    re.I,
)
_CUT_TOO_MUCH = re.compile(
    r"\b(?:cells?|lymphocytes?|epidural|steroid|intrapolyp|intra\w+|plasma|marrow|nerve|joint|blood|"
    r"standard .*)$",
    re.I,
)
_AN_OUTCOME = re.compile(
    r"(?:development|incidence|prevalence|occurrence|recurrence|difficult|immediate hypersensitivity|"
    r"hypersensitivity|sensiti[sz]ation|"
    r"inflammation\b|recruitment|case identification|survival)\b",
    re.I,
)
_FORM_FIRST = re.compile(r"^(?:tablets?|capsules?|inj\.?|injection) (?=[A-Z])", re.I)
_WAS_DONE = re.compile(r"\s+(?:was |were )?(?:performed|used)$", re.I)
_NO_BEGINNING = re.compile(r"(?:based on|using|due to|according to|given|to)\b", re.I)
_POSSESSED = re.compile(r"^((?:[A-Z][a-z]+ )?[A-Z][a-z]+['’]s) (.+)$")
_TWICE = gated(r"^(.+?) (?:or|and) \1$", re.I)


@lru_cache(maxsize=20_000)
def short_name(name: str, prose: str, kind: str) -> str:
    """Give the name for a sentence; "" for one that names nothing or is a sentence itself."""
    given = kind in GIVEN
    text = "" if not given and _ABOUT.match(name) else _bare(name, given=given)
    if _tells_no_thing(text):
        return ""
    if kind not in {"device", "software"} and (owned := _POSSESSED.match(text)):
        owner = owned[1].lower() if owned[1][:-2].lower() in _ANIMALS else owned[1]
        return f"{owner} {in_running_case(owned[2], prose, keep_unknown=given)}"
    if ":" in text or names_nothing(text) or not has_letters(text) or _ARM_WORDS.search(text):
        return ""
    if _AMOUNT.match(text):
        return ""
    if text.count(",") > 1 and len(text.split()) <= 10 and len(text) <= 70:
        return f"“{text}”"
    if len(text) > 66 or len(text.split()) > 9 or text.count(",") > 1:
        return ""
    if kind in {"device", "software"} and f"={text}=" not in prose:
        first, _, rest = text.partition(" ")
        if rest[:1].islower() and _DESCRIBES.fullmatch(first):
            first = first.lower()
        rest = in_running_case(rest, prose, keep_unknown=False)
        return f"{in_running_case(first, prose, keep_unknown=True)} {rest}".strip()
    return in_running_case(text, prose, keep_unknown=given)


def _bare(name: str, *, given: bool) -> str:
    """Take labels, doses, forms and what is said of a group off a registered name."""
    text = _NOTE.sub("", without_brackets(name.replace("_", " "))).split(" - ")[0]
    text = re.sub(r"^(?:Drug|Device|Biological|Procedure|Other|Behavioral|Radiation|Test)\s*:\s*", "", text)
    text = re.sub(
        r"^(?:participants?|patients?|subjects?) (?:will )?(?:receiv\w+|get|be given)\s+",
        "",
        text,
        flags=re.I,
    )
    text = _WAY.sub("", text.replace('"', ""))
    if given:
        text = _GIVING.sub("", text)
    text = _APPOSITION.sub("", _AIM.sub("", text))
    text = _ORAL.sub("", text) if given else _ARTICLE.sub("", text)
    text = _FORM_FIRST.sub("", text)
    if not given:
        text = _WAS_DONE.sub("", text)
    else:
        shorter = without_dose(text)
        text = text if _CUT_TOO_MUCH.search(shorter) and len(text.split()) <= 7 else shorter
    text = _TWICE.sub(r"\1", _GROUP_WORD.sub("", _LABEL.sub("", text)))
    return _DANGLING.sub("", text)


def _tells_no_thing(text: str) -> bool:
    """True for a mere adjective, an outcome, or words that need something before them."""
    return (
        _ONLY_AN_ADJECTIVE.fullmatch(text) is not None
        or _AN_OUTCOME.match(text) is not None
        or _NO_BEGINNING.match(text) is not None
    )


def names_nothing(text: str) -> bool:
    """True for "Group 1", "Arm B", "study drug": words that tell nobody what it is."""
    words = _TOKEN.findall(text.lower())
    return all(
        word in _NAMELESS or len(word) < 2 or word.isdigit() or _ROMAN.fullmatch(word) for word in words
    )
