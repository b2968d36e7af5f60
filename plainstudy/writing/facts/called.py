"""What a title itself calls the people, where that says more than age and illness: "dialysis patients"."""

import re

from plainstudy.plain.dictionary import simplify
from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .bearing_out import stems_of
from .fact import Fact
from .having import HAD, role_of
from .names import in_running_case, tidy, without_brackets
from .population import illness_after
from .things import Topic
from .topics import names_an_illness

TITLES = "protocolSection.identificationModule"

_NOUNS = (
    r"patients|recipients|athletes|students|veterans|smokers|workers|women|men|adults|adolescents|children|infants|"
    r"newborns|neonates|youths?|teens|donors|individuals|subjects|participants|people|persons|mothers|residents|"
    r"beekeepers|farmers|inpatients|outpatients|runners|soldiers|employees|refugees|immigrants"
)
_PEOPLE = gated(
    rf"\b(?:in|among|for|of|on|to) ((?:[\w'’/-]+ ){{0,5}}?)({_NOUNS})\b(?: (?:with|who have(?! "
    rf"\w+ed\b| had\b| been\b)) (.+)$)?",
    re.I,
)
_SPECIAL_LISTED = """
    recipients athletes students veterans smokers workers donors residents beekeepers farmers
    runners soldiers employees refugees immigrants
"""
_SPECIAL = frozenset(_SPECIAL_LISTED.split())
_SAYS_NOTHING_LISTED = """
    the a an adult adults pediatric paediatric elderly older young younger male female and or all
    human these those its symptomatic hospitalized hospitalised treated previously untreated
    eligible selected some both chinese japanese korean indian egyptian turkish danish swedish
    french german italian spanish american canadian european adolescent treating treat identify
    compare stratify assess evaluate pretreated atopic late emerging mature skeletally
"""
_SAYS_NOTHING = frozenset(_SAYS_NOTHING_LISTED.split())
_NO_KIND = re.compile(
    r"\b(?:healthy|normal|controls?|suspected|multiple|different|various|selected|certain|in|of|for|with|without|"
    r"non|versus|vs|study|trial|treatment|effects?|use|using|between|from|by|than|risk|candidate|caregivers?|"
    r"parents?|relatives|families|compared|among|to|on|at|from|survivors?|number|group|cohort|phase|supplemented|"
    r"community health|adults?|^allergic$)\b|\d",
    re.I,
)
_TWO_AGES = re.compile(r"\b(?:adult|male|female) (?:and|or)\b|\b(?:and|or) (?:adult|male|female)\b", re.I)
_PROPER = re.compile(r"\b(?:malay|muslim|native|american|black|latino|latina|african|asian|arab|hispanic)\b")
_BEFORE = re.compile(r"\b(?:in|among|for|of|on|to|treating)\b", re.I)
_OF_WHOM = re.compile(r" in (?:children|adolescents|adults|infants|women|men)$")
_SHORT_FORM = re.compile(r"[A-Z]{2}")
_SLIP = re.compile(r"\b[a-z]+[A-Z]+[a-z]+\b|\b[A-Z][a-z]+[A-Z][a-z]+\b")


def called_in_title(record: StudyRecord, ill: Topic | None) -> Fact[str] | None:
    """Give the people as a title calls them, with what they have; None where it says no more than that."""
    titles = record.protocol_section.identification_module
    for field, text in (("briefTitle", titles.brief_title), ("officialTitle", titles.official_title)):
        if text and (words := _called(record, without_brackets(tidy(text)), ill)):
            return Fact(words, f"{TITLES}.{field}", text)
    return None


def _called(record: StudyRecord, text: str, ill: Topic | None) -> str:
    found = _PEOPLE.search(text)
    if found is None:
        return ""
    kind, noun, after = _BEFORE.split(found[1])[-1].strip(), found[2].lower(), found[3]
    while kind and kind.split()[0].lower() in _SAYS_NOTHING:
        kind = kind.partition(" ")[2]
    if _TWO_AGES.search(kind):
        return ""
    kind = " ".join(word for word in kind.split() if word.lower() not in {"male", "female", "adult"})
    if (
        not text.isascii()
        or _SLIP.search(after or "")
        or (ill is not None and not after and _SHORT_FORM.search(kind))
    ):
        return ""
    if _NO_KIND.search(kind) or _SLIP.search(kind) or len(kind.split()) > 4 or not (kind or noun in _SPECIAL):
        return ""
    if not _is_borne_out(record, kind, noun):
        return ""
    low = in_running_case(f"{kind} {noun}".strip(), "", keep_unknown=False)
    told = _PROPER.sub(lambda found: found[0].capitalize(), simplify(low))
    if after:
        illness = illness_after(record, after)
        return f"{told} with {illness}" if illness else ""
    if ill is None:
        return told
    if names_an_illness(kind):
        return told if set(stems_of(ill.words, same=False)) < set(stems_of(kind, same=False)) else ""
    known = set(re.findall(r"\w{4,}", ill.words.lower()))
    illness = _OF_WHOM.sub("", ill.words)
    return f"{told} with {illness}" if not set(re.findall(r"\w{4,}", kind.lower())) & known else ""


def _is_borne_out(record: StudyRecord, kind: str, noun: str) -> bool:
    """True where a second field has the words too, and nobody is called ill who is not."""
    if names_an_illness(kind) and role_of(record, kind, words=kind.lower()) != HAD:
        return False
    part = record.protocol_section
    text = " ".join(
        filter(
            None,
            (
                part.description_module.brief_summary,
                part.eligibility_module.eligibility_criteria,
                *part.conditions_module.conditions,
                *part.conditions_module.keywords,
            ),
        )
    ).lower()
    words = re.findall(r"[a-z]{4,}", kind.lower()) + (
        [noun[:-1]] if noun in _SPECIAL - {"recipients"} else []
    )
    return all(word[:6] in text for word in words)
