"""What a title names to be given or done that the list does not hold."""

import re

from .title_lines import Line, is_code, is_thing, role_of
from .titled_words import (
    CLASSES,
    CONNECTS,
    FORM_WORDS,
    HARMLESS,
    MADE_OF_CELLS,
    OF_CELLS,
    OPERATION,
    PARTNER,
    WEAK,
    WITHIN,
)


def unlisted_in(
    line: Line, covered: set[int], solid: set[int], illness: frozenset[str], listed: str, *, brief: bool
) -> str:
    """Give the first word by which a title names something to be given or done beside what is listed.

    ``covered``: the words that name listed things; ``solid``: those of which nothing may stand right before.
    """
    for at, word in enumerate(line.words):
        if at in covered or not word[0].isalnum() or word.isdigit():
            continue
        low = word.lower()
        known = low in HARMLESS or line.stems[at] in illness
        if not is_thing(word):
            if brief and not known and _makes_finer(line, at, covered, solid):
                return word
            continue
        if line.stems[at] in illness or _is_said_already(line, at, covered, illness, listed):
            continue
        if covered and (_is_where_it_is_used(line, at, covered) or role_of(line, at) != "tested"):
            continue
        if brief or (low not in WEAK and PARTNER.search(line.text[: line.starts[at]])):
            return word
    return ""


def _makes_finer(line: Line, at: int, covered: set[int], solid: set[int]) -> bool:
    """True for a word beside a named thing that makes it a finer one, or joins another to it."""
    if line.words[at + 1 : at + 2] == ("-",) and at + 2 in covered and line.words[at].isupper():
        return False  # "NST-SPARK"
    touches = at - 1 in covered or at + 1 in solid or _joined(line, at, covered)
    return touches and role_of(line, at) == "tested"


_OF_ALLERGENS = frozenset({"oral", "sublingual", "allergen", "specific", "peanut", "milk", "egg"})
"""Before "immunotherapy": no antibody is meant (NCT02402231)."""


def _is_said_already(line: Line, at: int, covered: set[int], illness: frozenset[str], listed: str) -> bool:
    """True for the form of a named thing, a word for its class, a mere "therapy", or the study's own code."""
    word = line.words[at]
    low = word.lower()
    if low in FORM_WORDS and _belongs(line, at, covered):
        return True
    if low in WEAK and _says_what_it_is(line, at, covered):
        return True
    if low in WEAK and not _has_own_word(line, at, covered, illness, listed):
        return True
    if low.startswith("cell") and not _is_made_of_cells(line, at):
        return True
    of_allergens = low == "immunotherapy" and at > 0 and line.words[at - 1].lower() in _OF_ALLERGENS
    if not of_allergens and any(words.fullmatch(low) and names.search(listed) for words, names in CLASSES):
        return True
    return is_code(word) and _names_the_study(line, at, covered)


_WHAT_IT_IS = re.compile(r"(?:\s?\([^()]*\))?,\s(?:an?|the)\s(?:[\w/+-]+\s){0,6}$", re.I)


def _says_what_it_is(line: Line, at: int, covered: set[int]) -> bool:
    """True for the class of a drug right behind its name: "CYC140, a PLK-1 inhibitor"."""
    before = [place for place in covered if place < at]
    if not before:
        return False
    last = max(before)
    end = line.starts[last] + len(line.words[last])
    return _WHAT_IT_IS.fullmatch(line.text[end : line.starts[at]]) is not None


def _is_where_it_is_used(line: Line, at: int, covered: set[int]) -> bool:
    """True for an operation after a named thing, "X in knee surgery"."""
    if min(covered) > at or not OPERATION.fullmatch(line.words[at].lower()):
        return False
    return WITHIN.search(line.text[: line.starts[at]]) is not None


def _has_own_word(line: Line, at: int, covered: set[int], illness: frozenset[str], listed: str) -> bool:
    """True for "gene therapy", "home testing"; false for "standard therapy", "asthma treatment"."""
    before = at - 1
    while before >= 0 and line.words[before] == "-":
        before -= 1
    if before < 0 or before in covered:
        return False
    word = line.words[before]
    if any(words.fullmatch(word.lower()) and names.search(listed) for words, names in CLASSES):
        return False
    return word[0].isalnum() and word.lower() not in HARMLESS and line.stems[before] not in illness


def _is_made_of_cells(line: Line, at: int) -> bool:
    """True for "stem cell therapy", "CAR-T cells in"; false for "T-cell lymphoma", "small cell"."""
    before = at - 1
    while before >= 0 and line.words[before] == "-":
        before -= 1
    after = line.words[at + 1].lower() if at + 1 < len(line.words) else "in"
    return (
        before >= 0 and line.words[before].lower() in OF_CELLS and MADE_OF_CELLS.fullmatch(after) is not None
    )


def _names_the_study(line: Line, at: int, covered: set[int]) -> bool:
    """True for a code that is a study's own ("EMBER-4: …") or stands in brackets behind a named thing."""
    after = line.words[at + 1] if at + 1 < len(line.words) else ""
    before = line.words[at - 1] if at else ""
    if after == ":" or after.lower() in {"study", "trial"} or (after == "(" and at + 2 in covered):
        return True
    return before == "(" and (at - 2 in covered or at + 2 >= len(line.words))


def _belongs(line: Line, at: int, covered: set[int]) -> bool:
    """True where a word of form stands beside a named thing: "X tablets", "treatment with X"."""
    step = at - 1
    while step >= 0 and (line.words[step].lower() in FORM_WORDS or line.words[step] in "()-"):
        step -= 1
    if step in covered:
        return True
    step = at + 1
    while step < len(line.words) and (
        line.words[step].lower() in FORM_WORDS
        or line.words[step].lower() in {"of", "with", "using", "by", "the", "a", "an", "to", "on", "for"}
        or line.words[step] in "()-:"
    ):
        step += 1
    return step in covered


def _joined(line: Line, at: int, covered: set[int]) -> bool:
    """True where "and", "plus" or the like joins a word to a named thing."""
    before = at - 1
    while before >= 0 and line.words[before].lower() in CONNECTS:
        before -= 1
    if before != at - 1 and before in covered:
        return True
    after = at + 1
    while after < len(line.words) and line.words[after].lower() in CONNECTS:
        after += 1
    return (
        after != at + 1
        and after in covered
        and line.words[at + 1].lower() not in {"with", ",", "(", ")", ":"}
    )
