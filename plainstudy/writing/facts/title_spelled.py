"""The short forms of a title that can be spelled out: by the record itself, or by what they always mean."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from plainstudy.plain.dictionary import lookup
from plainstudy.plain.wording import plural
from plainstudy.record.record import StudyRecord

from .prose import DETAILS, OFFICIAL, SUMMARY, TITLE

_SHORT = re.compile(
    r"(?<![\w(/+-])(?=[A-Za-z0-9]*[A-Z0-9][A-Za-z0-9]*[A-Z0-9])[A-Z][A-Za-z0-9]{1,5}(?![\w/+-])"
)
_BEFORE = 110
_SMALL = frozenset({"of", "and", "the", "in", "with", "for", "to", "by", "or", "on"})
_WORD = re.compile(r"[^\W_]+")
_KEPT = frozenset(
    {"CAR", "HIV", "AIDS", "DNA", "RNA", "MRI", "PET", "CT", "COVID", "USA", "US", "UK", "EU", "IgE"}
)
"""Short forms that a neighbour knows as they are."""
_ALWAYS = frozenset(
    {"NSCLC", "SCLC", "COPD", "AML", "CML", "CLL", "T1D", "T2D", "T1DM", "T2DM", "CKD", "PTSD"}
)
"""Short forms that mean one illness only, so that the title itself is the source of their words."""
_CONDITIONS = "protocolSection.conditionsModule.conditions"
_KEYWORDS = "protocolSection.conditionsModule.keywords"
_CRITERIA = "protocolSection.eligibilityModule.eligibilityCriteria"
_THINGS = "protocolSection.armsInterventionsModule.interventions"


def spelled_in(record: StudyRecord, *, otherwise: Collection[str] = ()) -> tuple[tuple[str, str, str], ...]:
    """Give each short form of the title, its words, and where the record gives them.

    ``otherwise`` are short forms of our dictionary that this record does not use in our sense.
    """
    title = record.protocol_section.identification_module.brief_title or ""
    if title.isupper():
        return ()
    texts: tuple[tuple[str, str], ...] = ()
    found = []
    shorts = sorted(dict.fromkeys(_SHORT.findall(title)), key=lambda short: lookup(short) is not None)
    for short in shorts:
        if short in _KEPT:
            continue
        texts = texts or tuple(_texts(record))
        one = short[:-1] if short.endswith("s") and short[:-1].isupper() else short
        words = _own_words(one, texts) or _list_words(one, record)
        if not words and one not in otherwise:
            words = _known_words(one, texts)
        if words:
            long, path = words
            found.append((short, long if one == short or long.endswith("s") else plural(long), path))
    return (*_fixed(title, record), *found)


_FIXED = (
    ("R/R", re.compile(r"\brelapsed(?:/| or | and |/ )refractory\b", re.I), "relapsed or refractory"),
    (
        "B-ALL",
        re.compile(r"\bB[- ](?:cell )?acute lymphoblastic leuk", re.I),
        "B-cell acute lymphoblastic leukemia",
    ),
)
"""Short forms with signs in them, what spells them out, and how."""


def _fixed(title: str, record: StudyRecord) -> Iterator[tuple[str, str, str]]:
    for short, spelled, words in _FIXED:
        if short in title:
            path = next((path for path, text in _texts(record) if spelled.search(text)), "")
            if path:
                yield short, words, path


def _texts(record: StudyRecord) -> Iterator[tuple[str, str]]:
    part = record.protocol_section
    for number, name in enumerate(part.conditions_module.conditions):
        yield f"{_CONDITIONS}[{number}]", name
    for number, item in enumerate(part.arms_interventions_module.interventions):
        yield f"{_THINGS}[{number}].name", item.name or ""
    yield OFFICIAL, part.identification_module.official_title or ""
    yield SUMMARY, part.description_module.brief_summary or ""
    yield DETAILS, part.description_module.detailed_description or ""
    yield _CRITERIA, part.eligibility_module.eligibility_criteria or ""


def _own_words(short: str, texts: tuple[tuple[str, str], ...]) -> tuple[str, str] | tuple[()]:
    for path, text in texts:
        if words := _words_before(short, text):
            return words, path
    return ()


def _list_words(short: str, record: StudyRecord) -> tuple[str, str] | tuple[()]:
    """Give a condition, keyword or thing whose words begin with the letters of the short form."""
    part = record.protocol_section
    lists = (
        (_CONDITIONS, part.conditions_module.conditions),
        (_KEYWORDS, part.conditions_module.keywords),
        (_THINGS, tuple(item.name or "" for item in part.arms_interventions_module.interventions)),
    )
    for path, names in lists:
        for number, name in enumerate(names):
            words = [word.lower() for word in _WORD.findall(name)]
            if (
                len(words) > 1
                and _PLAIN.fullmatch(name)
                and "".join(word[0] for word in words) == short.lower()
            ):
                return name, f"{path}[{number}].name" if path == _THINGS else f"{path}[{number}]"
    return ()


def _known_words(short: str, texts: tuple[tuple[str, str], ...]) -> tuple[str, str] | tuple[()]:
    """Give the words of our dictionary for a short form, where the record has them or they are sure."""
    forms = _long_forms(short)
    for path, text in texts:
        low = text.lower().replace("-", " ")
        for form in forms:
            if form.lower().replace("-", " ") in low:
                return form, path
    return (forms[0], TITLE) if forms and short in _ALWAYS else ()


@lru_cache(maxsize=2_000)
def _long_forms(short: str) -> tuple[str, ...]:
    """Give what our dictionary says in several words for a short form whose letters those words have."""
    term = lookup(short)
    if term is None:
        return ()
    spelled = re.compile(".*".join(map(re.escape, short.lower())))
    return tuple(
        form
        for form, _ in term.forms
        if " " in form
        and short not in form.split()
        and form[0].lower() == short[0].lower()
        and spelled.match(form.lower())
    )


def _words_before(short: str, text: str) -> str:
    """Give the words right before "(SHORT)" whose first letters it is made of; "" where they are not."""
    at = text.find(f"({short})")
    if at < 0:
        at = text.find(f"({short}s)")
    if at < 0:
        return ""
    before = text[max(0, at - _BEFORE) : at].rstrip()
    wanted = short.lower()
    starts = list(_WORD.finditer(before))
    for first in reversed(starts):
        words = [found.group().lower() for found in starts if found.start() >= first.start()]
        cut = first.start() == 0 and at > _BEFORE
        if words[0] in _SMALL or cut or before[: first.start()].endswith("-"):
            continue
        if "".join(word[0] for word in words if word not in _SMALL) == wanted:
            piece = before[first.start() :]
            return piece if _PLAIN.fullmatch(piece) else ""
    return ""


_PLAIN = re.compile(r"[\w' -]+")
