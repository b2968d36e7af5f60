"""Which of the listed things the titles name as what is studied: the gate before every "this study tests X".

A list of interventions holds what is tested, what everybody gets anyway, what makes ready for it and what
only measures; it may also leave out the very thing. People who register a study write in its title what it
is about. So a page says that a thing is tested only where list and title agree:

======  =====================================================================================  ==============
tier    what holds                                                                             what a page says
======  =====================================================================================  ==============
1       a title names a listed thing as what is studied (by its registered name, another       this study
        name, its spelled-out or short form), and every other thing to be given or done that   tests X
        the title names is listed too, is a comparison after "versus", or stands after "after",
        "undergoing" and the like
2       no title names a listed thing as what is studied; or a title names something more or   it is registered
        something finer; or all that is listed only measures                                   as "…"; it lists
                                                                                               X and Y
======  =====================================================================================  ==============

A thing that every group gets is tested where the title names it. Whether it *helps* is asked only where no
title asks something else of it: which dose, how often, whom it fits, what it does to the blood.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from plainstudy.record.record import StudyRecord

from .fact import Comparison, Focus, Treatment
from .names import is_generic, tidy, without_brackets, without_dose
from .titled_words import (
    AFTER_IT,
    BEFORE_IT,
    CHOICE,
    CLASSES,
    CONNECTS,
    FORM_WORDS,
    HARMLESS,
    MADE_OF_CELLS,
    NO_CODE,
    OF_CELLS,
    OPERATION,
    OTHER_QUESTION,
    PARTNER,
    SAYS_LITTLE,
    THING,
    VERSUS,
    WEAK,
    WITHIN,
)

_GIVEN = frozenset({"drug", "biological", "vaccine", "supplement", "combination"})
_MEANS = frozenset({"measurement", "care"})
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[+/;:,()&–—]|[-.]")
_IN_CODE = re.compile(r"(?<=[A-Za-z0-9])-(?=\d)|(?<=\d)-(?=[A-Z]{1,3}\b)|(?<=\b[A-Z]{3}) (?=\d{3})|(?<=\b[A-Z]{4}) (?=\d{3})")
_BRACKET = re.compile(r"[\(\[]([^()\[\]]{3,60})[\)\]]")
_COMPARED = frozenset(
    {"treatments", "each_other", "placebo", "placebo_added", "sham", "sham_added", "usual_care"}
    | {"no_treatment", "added", "on_top", "mixed", "less"}
)
_ANSWERS_HELP = frozenset(
    {"one_group", "one_listed", "not_listed", "placebo", "placebo_added", "sham", "sham_added", "usual_care"}
    | {"no_treatment", "added", "on_top", "mixed", "unclear"}
)


_NOT_SHOWN = frozenset({"unclear", "same", "one_group", "one_listed", "not_listed", "doses"})


class _Line(msgspec.Struct, frozen=True, gc=False):
    """A title, word by word."""

    text: str
    words: tuple[str, ...]
    """As written, signs too."""
    stems: tuple[str, ...]
    starts: tuple[int, ...]


@lru_cache(maxsize=10_000)
def _line(title: str) -> _Line:
    text = _IN_CODE.sub("", tidy(title))
    found = list(_TOKEN.finditer(text))
    words = tuple(item.group() for item in found)
    return _Line(text, words, tuple(map(_stem, words)), tuple(item.start() for item in found))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    low = word.lower().removesuffix("'s").removesuffix("’s")
    if len(low) > 7 and low.isalpha():
        return low[:7]
    return low[:-1] if len(low) > 4 and low.endswith("s") and low.isalpha() else low


@lru_cache(maxsize=50_000)
def _telling(name: str) -> tuple[tuple[str, str], ...]:
    """Give the words of a name by which a title may name it, with their stems."""
    words = [word for word in _TOKEN.findall(_IN_CODE.sub("", name)) if word[0].isalnum()]
    found = [
        (word, _stem(word))
        for word in words
        if (len(word) > 2 or word.isupper() or any(map(str.isdigit, word))) and not word.isdigit()
    ]
    return tuple((word, stem) for word, stem in found if word.lower() not in SAYS_LITTLE)


def _names(item: Treatment, record: StudyRecord, *, alone: bool) -> Iterator[str]:
    """Give what a thing is called: our name, the registered one, what stands in its brackets, other names."""
    yield item.name
    yield item.also
    if alone:
        yield without_dose(without_brackets(item.registered))
        yield from _BRACKET.findall(item.registered)
        at = int(item.path.rpartition("[")[2].rstrip("]"))
        others = record.protocol_section.arms_interventions_module.interventions[at].other_names
        yield from (name for name in others if len(name) <= 60)


def _places(line: _Line, item: Treatment, names: Sequence[str]) -> set[int]:
    """Give the places of a title's words that name a thing; empty where it does not."""
    held: set[int] = set()
    for name in names:
        told = _telling(name)
        if not told:
            continue
        stems = {stem for _, stem in told}
        mine = {at for at, stem in enumerate(line.stems) if stem in stems}
        have = {line.stems[at] for at in mine}
        first, stem = told[0]
        by_first = item.kind in _GIVEN and stem in have and (is_generic(first.lower()) or _is_code(first))
        most = item.kind not in _GIVEN and len(stems) > 2 and len(have) * 3 >= len(stems) * 2
        if have == stems or by_first or most:
            held |= mine if len(have) == 1 else {at for at in mine if any(0 < abs(at - other) <= 3 for other in mine)} or mine
    words = [word for word in re.findall(r"[^\W\d_]+", item.name) if word.lower() not in {"of", "and", "the", "for"}]
    if 3 <= len(words) <= 6:
        initials = "".join(word[0] for word in words).upper()
        held |= {at for at, word in enumerate(line.words) if word.rstrip("s") == initials}
    return held


@lru_cache(maxsize=50_000)
def _is_code(word: str) -> bool:
    if len(word) < 4 or not any(map(str.isdigit, word)) or not any(map(str.isupper, word)):
        return False
    return NO_CODE.fullmatch(word) is None and _WORDY.search(word) is None


_WORDY = re.compile(r"[a-z]{4}")


def _role(line: _Line, at: int) -> str:
    """Say what a thing is in a title by what stands before it: "background", "versus" or "tested"."""
    before = line.text[: line.starts[at]]
    if BEFORE_IT.search(before) or AFTER_IT.match(line.text, line.starts[at] + len(line.words[at])):
        return "background"
    return "versus" if VERSUS.search(before) else "tested"


@lru_cache(maxsize=50_000)
def _is_thing(word: str) -> bool:
    low = word.lower()
    return THING.fullmatch(low) is not None or (len(low) > 6 and is_generic(low)) or _is_code(word)


def _unlisted(
    line: _Line, covered: set[int], solid: set[int], illness: frozenset[str], listed: str, *, brief: bool
) -> str:
    """Give the first word by which a title names something to be given or done beside what is listed.

    ``covered``: the words that name listed things; ``solid``: those of which nothing may stand right before.
    """
    for at, word in enumerate(line.words):
        if at in covered or not word[0].isalnum() or word.isdigit():
            continue
        low = word.lower()
        known = low in HARMLESS or line.stems[at] in illness
        if not _is_thing(word):
            if "-" in line.words[at + 1 : at + 2] and at + 2 in covered and word.isupper():
                continue  # "NST-SPARK"
            if brief and not known and _touches(line, at, covered, solid) and _role(line, at) == "tested":
                return word
            continue
        if low in FORM_WORDS and _belongs(line, at, covered):
            continue
        if line.stems[at] in illness or (low in WEAK and not _has_own_word(line, at, covered, illness, listed)):
            continue
        if low.startswith("cell") and not _is_made_of_cells(line, at):
            continue
        if any(words.fullmatch(low) and names.search(listed) for words, names in CLASSES):
            continue
        if _is_code(word) and _names_the_study(line, at, covered):
            continue
        if min(covered, default=at) < at and OPERATION.fullmatch(low) and WITHIN.search(line.text[: line.starts[at]]):
            continue
        if covered and _role(line, at) != "tested":
            continue
        if brief or (low not in WEAK and PARTNER.search(line.text[: line.starts[at]])):
            return word
    return ""


def _touches(line: _Line, at: int, covered: set[int], solid: set[int]) -> bool:
    return at - 1 in covered or at + 1 in solid or _joined(line, at, covered)


def _has_own_word(line: _Line, at: int, covered: set[int], illness: frozenset[str], listed: str) -> bool:
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


def _is_made_of_cells(line: _Line, at: int) -> bool:
    """True for "stem cell therapy", "CAR-T cells in"; false for "T-cell lymphoma", "small cell"."""
    before = at - 1
    while before >= 0 and line.words[before] == "-":
        before -= 1
    after = line.words[at + 1].lower() if at + 1 < len(line.words) else "in"
    return before >= 0 and line.words[before].lower() in OF_CELLS and MADE_OF_CELLS.fullmatch(after) is not None


def _names_the_study(line: _Line, at: int, covered: set[int]) -> bool:
    """True for a code that is a study's own ("EMBER-4: …") or stands in brackets behind a named thing."""
    after = line.words[at + 1] if at + 1 < len(line.words) else ""
    before = line.words[at - 1] if at else ""
    if after == ":" or after.lower() in {"study", "trial"} or (after == "(" and at + 2 in covered):
        return True
    return before == "(" and (at - 2 in covered or at + 2 >= len(line.words))


def _belongs(line: _Line, at: int, covered: set[int]) -> bool:
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


def _joined(line: _Line, at: int, covered: set[int]) -> bool:
    """True where "and", "plus" or the like joins a word to a named thing."""
    before = at - 1
    while before >= 0 and line.words[before].lower() in CONNECTS:
        before -= 1
    if before != at - 1 and before in covered:
        return True
    after = at + 1
    while after < len(line.words) and line.words[after].lower() in CONNECTS:
        after += 1
    return after != at + 1 and after in covered and line.words[at + 1].lower() not in {"with", ",", "(", ")", ":"}


def focus_of(record: StudyRecord, treatments: Sequence[Treatment], comparison: Comparison) -> Focus:
    """Say which listed things the titles name as what is studied; none where something else is named too."""
    part = record.protocol_section
    titles = part.identification_module
    lines = [_line(text) for text in (titles.brief_title, titles.official_title) if text]
    shared: dict[str, int] = {}
    for item in treatments:
        shared[item.path] = shared.get(item.path, 0) + 1
    illness = frozenset(
        _stem(word)
        for text in part.conditions_module.conditions
        for word in _TOKEN.findall(text)
        if len(word) > 2
    )
    listed = " ; ".join(item.registered for item in treatments if not item.dummy)
    order: dict[int, int] = {}
    seen: set[int] = set()
    covered: list[set[int]] = [set() for _ in lines]
    solid: list[set[int]] = [set() for _ in lines]
    for number, item in enumerate(treatments):
        names = [name for name in _names(item, record, alone=shared[item.path] == 1) if name]
        for which, line in enumerate(lines):
            places = _places(line, item, names)
            covered[which] |= places
            if not places:
                continue
            seen.add(number)
            if item.kind not in _GIVEN:
                solid[which] |= places
            roles = {_role(line, at): at for at in sorted(places, reverse=True)}
            if number not in order and "tested" in roles and not item.dummy:
                order[number] = which * 10_000 + roles["tested"]
            elif number not in order and "versus" in roles and which == 0:
                order[number] = -1
    tested = tuple(sorted((n for n, at in order.items() if at >= 0), key=order.__getitem__))
    if part.design_module.study_type != "INTERVENTIONAL":
        return _watched(treatments, seen, order)
    for which, line in enumerate(lines):
        if word := _unlisted(line, covered[which], solid[which], illness, listed, brief=which == 0):
            return Focus(why=f"{'' if tested else 'unnamed '}{which}:{word}")
    by_summary = not tested
    if not tested and not any(treatments[number].kind in _OF_USE for number in seen):
        tested = _in_summary(record, treatments, comparison)
    if not tested:
        return Focus(why="unnamed")
    if comparison.kind not in _COMPARED and any(VERSUS.search(line.text) for line in lines[:1]):
        return Focus(why="versus")
    if comparison.kind in _NOT_SHOWN and CHOICE.search(lines[0].text if lines else ""):
        return Focus(why="choice")
    real = tuple(number for number in tested if treatments[number].kind not in _MEANS)
    if any(not treatments[number].name for number in real or tested):
        return Focus(why="nameless")
    if not real:
        if part.design_module.design_info.primary_purpose in {"DIAGNOSTIC", "SCREENING"}:
            return Focus(tested=tested)
        return Focus(why="means")
    asked = any(OTHER_QUESTION.search(line.text) for line in lines)
    asked = asked or any("," in treatments[number].name for number in real)
    return Focus(tested=real, to_help=not asked and comparison.kind in _ANSWERS_HELP and not (by_summary and comparison.kind == "unclear"), why="summary" if by_summary else "")


def _watched(treatments: Sequence[Treatment], seen: set[int], order: dict[int, int]) -> Focus:
    """Give what a study that only watches is about: what its titles name, if that is all that people get."""
    real = [n for n, item in enumerate(treatments) if item.kind not in _MEANS and not item.dummy]
    named = [n for n in real if n in seen]
    if any(treatments[n].kind in _GIVEN and n not in seen for n in real):
        named = real
    return Focus(tested=tuple(sorted(named or real, key=lambda n: order.get(n, 30_000))))


_OF_USE = _GIVEN | {"device", "software", "behaviour"}
_AGREED = _COMPARED | {"one_group", "doses", "same", "unclear"}


def _in_summary(record: StudyRecord, treatments: Sequence[Treatment], comparison: Comparison) -> tuple[int, ...]:
    """Give what the groups show to be tested, where the titles name nothing and the summary names all of it."""
    text = record.protocol_section.description_module.brief_summary or ""
    numbers = comparison.tested
    if comparison.kind in {"unclear", "same"}:
        numbers = tuple(n for n, item in enumerate(treatments) if not item.dummy and item.kind not in _MEANS)
    if not text or not 0 < len(numbers) <= 3 or comparison.kind not in _AGREED:
        return ()
    line = _line(text[:1500])
    for number in numbers:
        item = treatments[number]
        names = [name for name in _names(item, record, alone=False) if name]
        if item.kind not in _OF_USE or not item.name or not _places(line, item, names):
            return ()
    return numbers
