"""The order of words in a condition as a library or a form has it, turned into that of a sentence."""

import re

from plainstudy.writing.gated import gated

_SITE_LAST = gated(r"([A-Za-z][A-Za-z -]+?),? (lumbar|cervical|thoracic)", re.I)
_SHORT_FIRST = re.compile(r"(?=\S*[A-Z]\S*[A-Z])\S{2,8} - (.{9,})")
_GRADE_FIRST = gated(r"(?:mild|moderate|severe|acute|chronic|advanced|recurrent|metastatic)\b[^,]*,", re.I)
_INVERTED = re.compile(r"[^,;]+(?:, [^,;]+){1,2}")
_NOT_INVERTED = re.compile(r"[<>≤≥=\d.]|\b(?:and|or|with|of|in|to|due|including|etc|after|for|from)\b", re.I)
_NOUN = re.compile(
    r"(?:syndrome|disease|disorder|cancer|tumou?r|itis|oma|emia|failure|urticaria|opathy|algia|allergy|asthma|eczema|wound|infection|"
    r"injury|pain)s?\b",
    re.I,
)
_A_THING = gated(
    r"\b(?:tests?|probiotics?|pressure|manifestations?|treatment|therapy|surgery|registry|study)$", re.I
)
"""What no illness has for its quality: what is given, done or measured (NCT01224132)."""
_ADJECTIVE_FIRST = re.compile(r"[\w-]+(?:ive|ic|al|ous|ed)", re.I)
_QUALITY = re.compile(r"[A-Za-z-]+(?:, [A-Za-z-]+)?")
_BROUGHT_BY = re.compile(r"complications?|side effects?|adverse effects?", re.I)
_STEM = 5


def in_order(text: str) -> str:
    """Give a condition in the order of a sentence: "Rhinitis, Allergic" gives "Allergic Rhinitis".

    One that is no such inversion comes back as it is, or without what is no part of an illness.
    """
    if ";" in text:
        return _of_parts(text)
    if found := _SITE_LAST.fullmatch(text):
        return f"{found[2]} {found[1]}"
    first, dash, last = text.partition(" - ")
    if dash and " - " not in last:
        return _of_two(text, first, last)
    if _GRADE_FIRST.match(text):
        return text
    if _INVERTED.fullmatch(text):
        return _of_commas(text)
    return text


def _of_two(text: str, first: str, last: str) -> str:
    known = {word[:_STEM] for word in last.lower().split()}
    if {word[:_STEM] for word in first.lower().split()} <= known:
        return last  # the finer name alone
    if len(last.split()) == 1 and last.isalpha():
        return f"{last} {first}"
    found = _SHORT_FIRST.fullmatch(text)
    return found[1] if found else text  # "HFpEF - heart failure with …"


def _of_parts(text: str) -> str:
    """Join the parts of a form: "Wound; Foot", "Allergy; Food"; "" where they are not of one thing."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if len(parts) != 2:
        return ""
    first, second = parts
    if _BROUGHT_BY.fullmatch(second):
        return f"{first} {second}"
    if second.startswith("Allergy") and len(first.split()) == 1:
        return f"{first} Allergy"
    if second.lower().startswith("in "):
        return f"{first} {second}"
    if _QUALITY.fullmatch(second) and not _NOUN.search(second) and len(first.split()) == 1:
        return f"{second.replace(',', '')} {first}"
    return ""


def _of_commas(text: str) -> str:
    parts = text.split(", ")
    words = [set(part.lower().split()) for part in parts]
    if len(parts) == 2 and words[0] < words[1]:
        return parts[1]  # "Breast Cancer, Early Breast Cancer"
    if _A_THING.search(parts[-1]):
        return text if _ADJECTIVE_FIRST.fullmatch(parts[0]) else parts[0]
    if _NOT_INVERTED.search(text) or any(map(_NOUN.search, parts[1:])):
        return text
    if all(len(part.split()) <= 5 for part in parts) and not _ADJECTIVE_FIRST.fullmatch(parts[0]):
        return " ".join(reversed(parts))
    return text
