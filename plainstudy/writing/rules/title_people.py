"""What a title says of its people, taken out: "Zinc in patients with asthma" becomes "Zinc in asthma".

A title says "patients with asthma" also where healthy people join; that it is about asthma is true.
"""

import re

_BEFORE = r"(?:(?!(?:in|of|on|for|among|from|with|and|to) )[\w'’/+-]+ )"
_WHO = (
    r"(?:patients?|subjects?|participants?|individuals|people|persons?|adults?|children|adolescents?|infants|"
    r"newborns?|women|men|smokers|volunteers|survivors|recipients)"
)
_WHOSE = re.compile(
    rf" (?:in|among|of|for|on) (?:the )?{_BEFORE}{{0,2}}{_WHO}(?: and \w+)? "
    r"(?:with|who have(?! (?:had|been|undergone|\w+ed)\b)|suffering from) (?:diagnosed )?"
    r"(?!or without\b|and without\b|(?:an? )?(?:\w+ )?history\b|(?:high|low) risk\b)"
    r"(?!.* (?:who|undergoing|having|receiving|(?<!previously )treated|taking|scheduled|"
    r"requiring|hospitali[sz]ed|admitted|attending|living|using)\b)",
    re.I,
)
_ANYBODY = re.compile(
    rf" (?:in|among|for|of|from|on) (?:the )?{_BEFORE}{{0,5}}(?:{_WHO}|diabetics|students|workers|families|"
    r"caregivers|mothers|parents|population)\b.*$",
    re.I,
)
_TREATED = re.compile(r"\b(?:treatment|management|care|diagnosis|prevention)$", re.I)


def with_illness_only(text: str) -> str:
    """Leave the people out of "in patients with asthma": "in asthma"; not of "women with a history of"."""
    return _WHOSE.sub(_in_or_of, text)


def _in_or_of(found: re.Match[str]) -> str:
    return " of " if _TREATED.search(found.string, 0, found.start()) else " in "


def says_who(text: str) -> bool:
    """True for words that still say of people what they have: "patients who had a fever"."""
    return _SAID.search(text) is not None


_SAID = re.compile(rf"\b{_WHO} (?:who|with)\b", re.I)


def before_people(text: str) -> str:
    """Give what stands before the people, "" where none are named."""
    found = _ANYBODY.search(text)
    return text[: found.start()] if found else ""
