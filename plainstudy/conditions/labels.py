"""Headings as a reader would write them: "Hypertension, Pulmonary" is "Pulmonary hypertension". Pure."""

import re
from collections.abc import Collection, Iterable

from plainstudy.conditions.terms import word_set
from plainstudy.plain.proper_names import is_proper_name

_OCCUPATIONS = word_set(
    """
    athlete best breeder coalworker cow dentist fancier farmer filler golfer hangman hatter job king
    legionnaire little man men milker miner nurse physician policeman raven swineherd tailor toddler woman
    women worker writer still sweet angle bang battle
    """
)
_NOT_ALWAYS_CANCER = word_set(
    """
    adrenal bone brain cardiac central cerebral choroid conjunctival cranial ear eye eyelid heart
    hypothalamic infratentorial jaw meningeal muscle nerve nervous nose odontogenic optic orbital
    parathyroid pituitary sebaceous skull spinal supratentorial sweat vascular
    """
)
"""Words of headings whose tumours are often benign: they are called tumours, never cancer."""
_POSSESSIVE = re.compile(r"\b([a-zà-ÿ-]{3,})'s\b")


def surnames(names: Iterable[str]) -> frozenset[str]:
    """Return the words that names in lower case show to be people: "crohn's disease" gives "crohn"."""
    found = {match for name in names for match in _POSSESSIVE.findall(name)}
    return frozenset(found - _OCCUPATIONS)


def natural_order(heading: str, names: Collection[str]) -> str:
    """Return the heading without its comma inversion, when the vocabulary knows the turned form too."""
    if ", " not in heading or heading[0].isdigit():
        return heading
    parts = heading.split(", ")
    candidates = [" ".join(reversed(parts)), " ".join([*parts[1:], parts[0]])]
    if len(parts) == 2 and parts[1].lower().startswith(("type ", "with ", "non-")):
        candidates.insert(0, " ".join(parts))
    for candidate in candidates:
        if candidate.lower() in names:
            return candidate
    return candidates[0] if len(parts) == 2 else heading


def _tumours_in_plain(heading: str, names: Collection[str]) -> str:
    """Return "Breast cancer" for "Breast Neoplasms", "Brain tumors" where many are benign."""
    site = heading.removesuffix(" Neoplasms")
    if site == heading:
        return heading
    spoken = [name for name in names if name.endswith(" cancer") and "," not in name]
    if not spoken or set(site.lower().replace(",", "").split()) & _NOT_ALWAYS_CANCER:
        return f"{site} Tumors"
    same = f"{site.lower()} cancer"
    return same if same in spoken else min(spoken, key=lambda name: (len(name.split()), name))


_NAMED_AFTER = re.compile(r"(?:Syndrome|Disease|Malformation|Anomaly|Phenomenon|Deformity)\b")
_ORDINARY_SECOND_HALF = word_set(
    """
    alopecia and associated back cell cerebral chain control cord deficient dependent down facial fetal
    gram hand host induced insulin in joint like linked lung negative onset positive pituitary related
    renal resistant splenic tract transfusion type white withdrawal
    """
)


def _named_pair(piece: str) -> bool:
    """True for two surnames as in "Bardet-Biedl", false for "Radiation-Induced"."""
    halves = piece.split("-")
    return len(halves) > 1 and all(
        half[:1].isupper() and half.lower() not in _ORDINARY_SECOND_HALF for half in halves
    )


def in_sentence_case(label: str, people: Collection[str]) -> str:
    """Return the label with a capital only first, in names and in abbreviations."""

    if _NAMED_AFTER.search(label):
        pairs = [piece for piece in label.split() if _named_pair(piece)]
        people = {*people, *(half.lower() for pair in pairs for half in pair.split("-"))}

    def one(piece: str) -> str:
        letters = re.sub(r"[^\w]", "", piece)
        if re.search(r"[A-Z]", letters[1:]) or re.search(r"\d", letters) or len(letters) == 1:
            return piece
        return piece if letters.lower() in people or is_proper_name(letters) else piece.lower()

    text = "".join(
        one(piece) if piece.strip(" -,/()") else piece for piece in re.split(r"([\s\-,/()]+)", label)
    )
    first = re.search(r"[^\W\d_]", text)
    if first is None or any(mark.isupper() for mark in text[: first.end() + 6].split(" ")[0]):
        return text
    return text[: first.start()] + text[first.start()].upper() + text[first.start() + 1 :]


def reader_label(heading: str, *, names: Collection[str], people: Collection[str]) -> str:
    """Return what a page calls the concept; ``names`` are all its names in lower case."""
    return in_sentence_case(natural_order(_tumours_in_plain(heading, names), names), people)
