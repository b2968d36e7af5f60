"""What an allergy is to, where the conditions say only "allergy" and a title and the rules say more."""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .bearing_out import lines_of_who_can_join
from .things import Topic

TITLES = "protocolSection.identificationModule"

_ANY_ALLERGY = re.compile(
    r"(?:immediate |ige-mediated |type i |severe |persistent |skin )*"
    r"(food allerg(?:y|ies)|allerg(?:y|ies|ic diseases?|ic reactions?)|hypersensitivity|"
    r"pollen allergy|nut allergy|insect allergy|nose allergy|year-round nose allergy|hay fever|"
    r"allergy of the nose and eyes)"
)
_OF_THE_NOSE = ("nose allergy", "year-round nose allergy", "hay fever", "allergy of the nose and eyes")
_IS_TO = {
    "peanut": r"peanuts?",
    "hazelnut": r"hazelnuts?",
    "walnut": r"walnuts?",
    "cashew nut": r"cashew(?: nuts?)?",
    "pistachio": r"pistachios?",
    "pecan nut": r"pecan(?: nuts?)?",
    "egg": r"(?:hen['’]?s )?eggs?(?: white)?",
    "cow's milk": r"cow['’]?s?['’]? milk(?: protein)?s?",
    "milk": r"milk",
    "wheat": r"wheat",
    "sesame": r"sesame",
    "shrimp": r"shrimps?",
    "crab": r"crabs?",
    "kiwi": r"kiwi(?: ?fruit)?",
    "tree pollen": r"(?:tree|birch(?:[+, ]|and)+hazel(?:[+, ]|and)+alder)(?:[ -]pollen)?(?! nut)",
    "birch pollen": r"birch(?:[ -]pollen)?(?! rust)",
    "grass pollen": r"grass(?:[ -]pollen)?",
    "ragweed pollen": r"ragweed(?:[ -]pollen)?",
    "Artemisia pollen": r"artemisia(?:[ -]pollen)?",
    "Japanese cedar pollen": r"japanese cedar(?:[ -]pollen)?",
    "cat": r"cats?(?: hair| dander)?",
    "dog": r"dogs?(?: hair| dander)?",
    "house dust mite": r"(?:house[ -])?dust[ -]mites?|HDM",
    "cockroach": r"cockroach(?:es)?",
}
_NAMES = {word: re.compile(rf"\b(?:{pattern})\b", re.I) for word, pattern in _IS_TO.items()}
_ALL = "|".join(f"(?:{pattern})" for pattern in _IS_TO.values())
_TOLD = gated(
    rf"\b(?:{_ALL})(?: (?:or|and) (?:{_ALL}))?"
    r"(?:[ -](?:induced|related|oral|sublingual|slit|extract|allergen|specific))*"
    r"[ -](?:allerg|sensiti[sz]|hypersensitiv|immunotherap|desensiti|pollinosis)|"
    rf"\b(?:allerg(?:y|ic|ies)|sensiti[sz]ed|sensiti[sz]ation|immunotherapy|"
    r"desensiti[sz]ation|due|caused by|induced by)"
    rf" (?:to |by |with |from )?(?:the )?(?:{_ALL})\b",
    re.I,
)
_ASKS = re.compile(
    r"allerg|sensiti[sz]|positive|\bige\b|skin prick|\bspt\b|hypersensitiv|rhinit|rhinoconj|reaction|"
    r"pollinosis|challenge",
    re.I,
)
_DENIES = re.compile(r"\b(?:no|not|without|negative|non|free|parent|sibling|mother|tolerat\w+)\b", re.I)


def narrowed(record: StudyRecord, ill: Topic | None) -> Topic | None:
    """Give an allergy with what it is to: named in a title, and asked for by the rules or keywords.

    Of two things only "one or the other" is told; anything but a bare allergy comes back unchanged.
    """
    if ill is None or (found := _ANY_ALLERGY.fullmatch(ill.words.lower())) is None:
        return ill
    titles = record.protocol_section.identification_module
    told = {"briefTitle": titles.brief_title or "", "officialTitle": titles.official_title or ""}
    for field, text in sorted(told.items(), key=lambda item: -len(_named_in(item[1]))):
        named = _named_in(text)
        if not 1 <= len(named) <= _MOST or not _are_alternatives(text, named):
            return ill
        if all(_is_borne_out(record, word) for word in named):
            words = _told(found[1], named)
            return Topic(registered="", words=words, path=f"{TITLES}.{field}", kind="illness")
    return ill


_MOST = 2


def _named_in(text: str) -> list[str]:
    """Give what a title names at all, where it names one of them as what people are allergic to."""
    if _TOLD.search(text) is None:
        return []
    left, found = text, []
    for word, pattern in _NAMES.items():
        if pattern.search(left):
            found.append(word)
            left = pattern.sub(" ", left)
    return found


def _are_alternatives(text: str, named: list[str]) -> bool:
    """True for one thing, and for two with nothing but "or" between them."""
    if len(named) < _MOST:
        return True
    places = sorted(found.span() for word in named if (found := _NAMES[word].search(text)))
    return len(places) == _MOST and text[places[0][1] : places[1][0]].strip() == "or"


def _is_borne_out(record: StudyRecord, word: str) -> bool:
    """True where who can join, or a keyword, speaks of an allergy to it too."""
    part = record.protocol_section
    lines = lines_of_who_can_join(part.eligibility_module.eligibility_criteria or "")
    asked = any(
        _NAMES[word].search(line) and _ASKS.search(line) and not _DENIES.search(line) for line in lines
    )
    return asked or any(
        _NAMES[word].search(key) and "llerg" in key for key in part.conditions_module.keywords
    )


def _told(kind: str, named: list[str]) -> str:
    """Say "peanut allergy", "hay fever from grass pollen" and "cat allergy of the nose"."""
    if kind not in _OF_THE_NOSE:
        return f"{' or '.join(named)} allergy"
    if all(word in _PETS for word in named):
        where = "the nose and eyes" if "eyes" in kind else "the nose"
        return f"{' or '.join(named)} allergy of {where}"
    return f"{kind} from {' or '.join(word if 'pollen' in word else f'{word}s' for word in named)}"


_PETS = ("cat", "dog")
