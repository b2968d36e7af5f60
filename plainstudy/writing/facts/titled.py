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

from collections.abc import Sequence

from plainstudy.record.record import StudyRecord

from .fact import Comparison, Focus, Treatment
from .title_lines import GIVEN, TOKEN, Line, is_code, is_thing, line_of, names_of, places_of, role_of, stem_of
from .titled_words import (
    CHOICE,
    CLASSES,
    CONNECTS,
    FORM_WORDS,
    HARMLESS,
    MADE_OF_CELLS,
    OF_CELLS,
    OPERATION,
    OTHER_QUESTION,
    PARTNER,
    VERSUS,
    WEAK,
    WITHIN,
)

_MEANS = frozenset({"measurement", "care"})
_COMPARED = frozenset(
    {"treatments", "each_other", "placebo", "placebo_added", "sham", "sham_added", "usual_care"}
    | {"no_treatment", "added", "on_top", "mixed", "less"}
)
_ANSWERS_HELP = frozenset(
    {"one_group", "one_listed", "not_listed", "placebo", "placebo_added", "sham", "sham_added", "usual_care"}
    | {"no_treatment", "added", "on_top", "mixed", "unclear"}
)


_NOT_SHOWN = frozenset({"unclear", "same", "one_group", "one_listed", "not_listed", "doses"})


def _unlisted(
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
            if "-" in line.words[at + 1 : at + 2] and at + 2 in covered and word.isupper():
                continue  # "NST-SPARK"
            if brief and not known and _touches(line, at, covered, solid) and role_of(line, at) == "tested":
                return word
            continue
        if low in FORM_WORDS and _belongs(line, at, covered):
            continue
        if line.stems[at] in illness or (
            low in WEAK and not _has_own_word(line, at, covered, illness, listed)
        ):
            continue
        if low.startswith("cell") and not _is_made_of_cells(line, at):
            continue
        if any(words.fullmatch(low) and names.search(listed) for words, names in CLASSES):
            continue
        if is_code(word) and _names_the_study(line, at, covered):
            continue
        if (
            min(covered, default=at) < at
            and OPERATION.fullmatch(low)
            and WITHIN.search(line.text[: line.starts[at]])
        ):
            continue
        if covered and role_of(line, at) != "tested":
            continue
        if brief or (low not in WEAK and PARTNER.search(line.text[: line.starts[at]])):
            return word
    return ""


def _touches(line: Line, at: int, covered: set[int], solid: set[int]) -> bool:
    return at - 1 in covered or at + 1 in solid or _joined(line, at, covered)


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


_NEAR = 30


def _leaves_open(line: Line, covered: set[int]) -> bool:
    """True where a title gives a named thing to some only: "with or without X", "± X"."""
    return any(
        found.end() <= line.starts[at] <= found.end() + _NEAR
        for found in CHOICE.finditer(line.text)
        for at in covered
    )


def focus_of(record: StudyRecord, treatments: Sequence[Treatment], comparison: Comparison) -> Focus:
    """Say which listed things the titles name as what is studied; none where something else is named too."""
    part = record.protocol_section
    titles = part.identification_module
    lines = [line_of(text) for text in (titles.brief_title, titles.official_title) if text]
    shared: dict[str, int] = {}
    for item in treatments:
        shared[item.path] = shared.get(item.path, 0) + 1
    illness = frozenset(
        stem_of(word)
        for text in part.conditions_module.conditions
        for word in TOKEN.findall(text)
        if len(word) > 2
    )
    listed = " ; ".join(item.registered for item in treatments if not item.dummy)
    order: dict[int, int] = {}
    seen: set[int] = set()
    covered: list[set[int]] = [set() for _ in lines]
    solid: list[set[int]] = [set() for _ in lines]
    for number, item in enumerate(treatments):
        names = [name for name in names_of(item, record, alone=shared[item.path] == 1) if name]
        for which, line in enumerate(lines):
            places = places_of(line, item, names)
            covered[which] |= places
            if not places:
                continue
            seen.add(number)
            if item.kind not in GIVEN:
                solid[which] |= places
            roles = {role_of(line, at): at for at in sorted(places, reverse=True)}
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
    if comparison.kind in _NOT_SHOWN and lines and _leaves_open(lines[0], covered[0]):
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
    return Focus(
        tested=real,
        to_help=not asked
        and comparison.kind in _ANSWERS_HELP
        and not (by_summary and comparison.kind == "unclear"),
        why="summary" if by_summary else "",
    )


def _watched(treatments: Sequence[Treatment], seen: set[int], order: dict[int, int]) -> Focus:
    """Give what a study that only watches is about: what its titles name, if that is all that people get."""
    real = [n for n, item in enumerate(treatments) if item.kind not in _MEANS and not item.dummy]
    named = [n for n in real if n in seen]
    if any(treatments[n].kind in GIVEN and n not in seen for n in real):
        named = real
    return Focus(tested=tuple(sorted(named or real, key=lambda n: order.get(n, 30_000))))


_OF_USE = GIVEN | {"device", "software", "behaviour"}
_AGREED = _COMPARED | {"one_group", "doses", "same", "unclear"}


def _in_summary(
    record: StudyRecord, treatments: Sequence[Treatment], comparison: Comparison
) -> tuple[int, ...]:
    """Give what the groups show to be tested, where the titles name nothing and the summary names all of it."""
    text = record.protocol_section.description_module.brief_summary or ""
    numbers = comparison.tested
    if comparison.kind in {"unclear", "same"}:
        numbers = tuple(n for n, item in enumerate(treatments) if not item.dummy and item.kind not in _MEANS)
    if not text or not 0 < len(numbers) <= 3 or comparison.kind not in _AGREED:
        return ()
    line = line_of(text[:1500])
    for number in numbers:
        item = treatments[number]
        names = [name for name in names_of(item, record, alone=False) if name]
        if item.kind not in _OF_USE or not item.name or not places_of(line, item, names):
            return ()
    return numbers
