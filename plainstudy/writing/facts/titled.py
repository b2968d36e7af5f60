"""Which of the listed things the titles name as what is studied: the gate before every "this study tests X".

A list of interventions holds what is tested, what everybody gets anyway, what makes ready for it and what
only measures; it may also leave out the very thing. People who register a study write in its title what it
is about. So a page says that a thing is tested only where list and title agree:

======  ==================================================================================  ===============
tier    what holds                                                                          what a page says
======  ==================================================================================  ===============
1       a title names a listed thing as what is studied (by its registered name, another    this study
        name, its spelled-out or short form), and every other thing to be given or done     tests X
        that the title names is listed too, is a comparison after "versus", or stands
        after "after", "undergoing" and the like
1       the titles name no such thing, and the summary names all that the groups show to    this study
        be tested ("summary"); or two sides are borne out by the groups, and a title        tests X, or
        compares ("sides"); or one thing is listed, nothing or a placebo stands against     compares X
        it, and no title speaks of a second thing or asks something else ("only")           with Y
2       all the rest: the title names something more, something finer or one thing or       it is registered
        another, or all that is listed only measures                                        as "…"; it lists
                                                                                            X and Y
======  ==================================================================================  ===============

A thing that every group gets is tested where the title names it. Whether it *helps* is asked only where no
title asks something else of it: which dose, how often, whom it fits, what it does to the blood.
"""

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from plainstudy.record.record import StudyRecord

from .fact import Comparison, Focus
from .for_some import FOR_SOME, MEANS, borne_out_by_groups, without_control, without_standard
from .names import is_generic
from .sorts import GIVEN
from .things import Treatment
from .title_lines import TOKEN, Line, is_code, line_of, names_of, places_of, role_of, stem_of
from .titled_words import (
    CHOICE,
    CLASSES,
    COMPARES,
    CONNECTS,
    NO_TREATMENT,
    OTHER_QUESTION,
    SECOND_THING,
    VERSUS,
    WAYS,
    WITH_PARTNER,
)
from .unlisted import unlisted_in

_COMPARED = frozenset(
    {"treatments", "each_other", "placebo", "placebo_added", "sham", "sham_added", "usual_care"}
    | {"no_treatment", "added", "on_top", "mixed", "less"}
)
_ANSWERS_HELP = frozenset(
    {"one_group", "one_listed", "not_listed", "placebo", "placebo_added", "sham", "sham_added", "usual_care"}
    | {"no_treatment", "added", "on_top", "mixed", "unclear"}
)


_NOT_SHOWN = frozenset({"unclear", "same", "one_group", "one_listed", "not_listed", "doses"})


_NEAR = 30


def _leaves_open(line: Line, covered: set[int]) -> bool:
    """True where a title gives a named thing to some only: "with or without X", "± X"."""
    return any(
        found.end() <= line.starts[at] <= found.end() + _NEAR
        for found in CHOICE.finditer(line.text)
        for at in covered
    )


class _Reading(msgspec.Struct, gc=False):
    """What the titles of one record name, place by place."""

    lines: list[Line]
    covered: list[set[int]]
    """The words that name listed things, title by title."""
    solid: list[set[int]]
    """Those of which nothing may stand right before."""
    order: dict[int, int]
    """Where each listed thing is first named as what is studied; -1 for after "versus"."""
    seen: set[int]


def _read(record: StudyRecord, treatments: Sequence[Treatment]) -> _Reading:
    titles = record.protocol_section.identification_module
    lines = [line_of(text) for text in (titles.brief_title, titles.official_title) if text]
    found = _Reading(lines, [set() for _ in lines], [set() for _ in lines], {}, set())
    shared = Counter(item.path for item in treatments)
    for number, item in enumerate(treatments):
        names = [name for name in names_of(item, record, alone=shared[item.path] == 1) if name]
        for which, line in enumerate(lines):
            if places := places_of(line, item, names):
                found.covered[which] |= places
                found.seen.add(number)
                if item.kind not in GIVEN:
                    found.solid[which] |= places
                roles = {role_of(line, at): at for at in sorted(places, reverse=True)}
                if number not in found.order and "tested" in roles and not item.dummy:
                    found.order[number] = which * _OFFICIAL + roles["tested"]
                elif number not in found.order and "versus" in roles and which == 0:
                    found.order[number] = -1
    return found


_OFFICIAL = 10_000
"""What stands in the official title only is told after all that the brief title names."""


def focus_of(record: StudyRecord, treatments: Sequence[Treatment], comparison: Comparison) -> Focus:
    """Say which listed things the titles name as what is studied; none where something else is named too."""
    reading = _read(record, treatments)
    if record.protocol_section.design_module.study_type != "INTERVENTIONAL":
        return _watched(treatments, reading.seen, reading.order)
    found = _from_titles(record, treatments, comparison, reading)
    if comparison.kind in _NOT_SHOWN and found.way not in _OPEN_WAYS:
        found = borne_out_by_groups(record, treatments, found)
    if not found.tested and found.why != FOR_SOME:
        found = (
            _from_sides(treatments, comparison, reading, found.why)
            or _only_one(record, treatments, comparison, reading, found.why)
            or found
        )
    found = without_standard(treatments, found)
    named = sorted(reading.seen, key=lambda number: reading.order.get(number, 30_000))
    return msgspec.structs.replace(found, named=tuple(named))


def _from_titles(
    record: StudyRecord, treatments: Sequence[Treatment], comparison: Comparison, reading: _Reading
) -> Focus:
    tested = tuple(sorted((n for n, at in reading.order.items() if at >= 0), key=reading.order.__getitem__))
    if why := _what_is_unlisted(record, treatments, reading):
        return Focus(why=why)
    by_summary = not tested
    if not tested and not any(treatments[number].kind in _OF_USE for number in reading.seen):
        tested = _in_summary(record, treatments, comparison)
    if not tested:
        return Focus(why="unnamed")
    brief = reading.lines[0]
    if comparison.kind == "treatments" and tested[0] in comparison.against:
        return Focus(why="turned")  # the title names one side, the groups put the other to the test
    if by_summary and any(SECOND_THING.search(line.text) for line in reading.lines):
        return Focus(why="unnamed")
    if comparison.kind not in _COMPARED and VERSUS.search(brief.text):
        return Focus(why="versus")
    way = _way(brief, tested, reading.order) if comparison.kind in _NOT_SHOWN else ""
    open_ = way == "or" or (not way and _leaves_open(brief, reading.covered[0]))
    if comparison.kind in _NOT_SHOWN and open_:
        return Focus(why="choice")
    real = tuple(number for number in tested if treatments[number].kind not in MEANS)
    if any(not treatments[number].name for number in real or tested):
        return Focus(why="nameless")
    if not real:
        about_tests = record.protocol_section.design_module.design_info.primary_purpose in _OF_TESTS
        return Focus(tested=tested) if about_tests else Focus(why="means")
    if comparison.kind in {"added", "placebo_added", "sham_added"}:
        real = tuple(number for number in real if number not in comparison.everyone)
    if not (real := without_control(record, treatments, real)):
        return Focus(why="shared")  # what the title names, the control groups get too
    partner = _partner(brief, reading.covered[0], [treatments[number].name for number in real])
    asked = partner != "" or any(OTHER_QUESTION.search(line.text) for line in reading.lines)
    asked = asked or any("," in treatments[number].name for number in real)
    unsure = by_summary and comparison.kind == "unclear"
    return Focus(
        tested=real,
        to_help=not asked and comparison.kind in _ANSWERS_HELP and not unsure,
        way=way if len(real) > 1 else "",
        partner=partner if not way else "",
        why="summary" if by_summary else "",
    )


_OPEN_WAYS = frozenset({"or", "with or without", "alone or with"})
_OF_CHEMOTHERAPY = CLASSES[0][1]


def _partner(line: Line, covered: set[int], names: list[str]) -> str:
    """Give the class of treatments that a title joins to what it names, where the list has no such name."""
    last = max((line.starts[at] for at in covered), default=0)
    found = WITH_PARTNER.search(line.text)
    if found is None or COMPARES.search(line.text):
        return ""
    word = found[1].lower()
    named = any(word[:5] in name.lower() or _OF_CHEMOTHERAPY.search(name) for name in names)
    return "" if named or found.end() < min((line.starts[at] for at in covered), default=last) else word


_OF_TESTS = frozenset({"DIAGNOSTIC", "SCREENING"})


def _what_is_unlisted(record: StudyRecord, treatments: Sequence[Treatment], reading: _Reading) -> str:
    """Give the place and the first word by which a title names something beside what is listed."""
    illness = frozenset(
        stem_of(word)
        for text in record.protocol_section.conditions_module.conditions
        for word in TOKEN.findall(text)
        if len(word) > 2
    )
    listed = " ; ".join(item.registered for item in treatments if not item.dummy)
    named = any(at >= 0 for at in reading.order.values())
    for which, line in enumerate(reading.lines):
        covered, solid = reading.covered[which], reading.solid[which]
        if word := unlisted_in(line, covered, solid, illness, listed, brief=which == 0):
            return f"{'' if named else 'unnamed '}{which}:{word}"
    return ""


_OR = re.compile(r"^[^;:]{0,30}\bor\b\W*$", re.I)


def _way(line: Line, tested: tuple[int, ...], order: dict[int, int]) -> str:
    """Give how a title joins the first thing that it names to the others; "" where it does not say."""
    places = [order.get(number, -1) for number in tested]
    if len(places) < 2 or not all(0 <= at < _OFFICIAL for at in places):
        return ""
    ends = [line.starts[at] + len(line.words[at]) for at in places]
    joints = [line.text[end : line.starts[at]] for end, at in zip(ends, places[1:], strict=False)]
    if any(_OR.search(joint) and not WAYS[1][1].search(joint) for joint in joints):
        return "or"
    between = joints[0]
    return next((way for way, pattern in WAYS if pattern.search(between)), "")


def _from_sides(
    treatments: Sequence[Treatment], comparison: Comparison, reading: _Reading, why: str
) -> Focus | None:
    """Give the side that is put to the test where the groups bear out a comparison that a title speaks of."""
    sides = (*comparison.tested, *comparison.against)
    if comparison.kind not in {"treatments", "each_other"} or not 2 <= len(sides) <= _MOST_SIDES:
        return None
    if any(not treatments[n].name or treatments[n].kind in MEANS for n in sides) or _names_a_drug(why):
        return None
    said = VERSUS if why == "turned" else COMPARES
    if not any(said.search(line.text) for line in reading.lines):
        return None
    return Focus(tested=comparison.tested, why="sides")


_MOST_SIDES = 4


def _names_a_drug(why: str) -> bool:
    """True where the word that a list lacks is a drug's name or code."""
    word = why.rpartition(":")[2]
    return ":" in why and (is_code(word) or is_generic(word.lower()))


def _is_joined(why: str, reading: _Reading) -> bool:
    """True where "and", "with" or the like stands between a named thing and the word that a list lacks."""
    place, _, word = why.rpartition(":")
    if not place:
        return False
    which = int(place[-1])
    line = reading.lines[which]
    at = line.words.index(word)
    for near in sorted(reading.covered[which], key=lambda other: abs(other - at))[:1]:
        low, high = sorted((near, at))
        return any(word.lower() in CONNECTS for word in line.words[low + 1 : high])
    return False


_ALONE = frozenset({"one_group", "placebo", "sham", "usual_care", "no_treatment"})


_OF_QUALITY = re.compile(r"\b(?:safety|efficacy|effectiveness|tolerability|feasibility)(?:,| and)? ")


def _only_one(
    record: StudyRecord, treatments: Sequence[Treatment], comparison: Comparison, reading: _Reading, why: str
) -> Focus | None:
    """Give the one thing that is listed where no title speaks of a second one, or asks something else."""
    real = [n for n, item in enumerate(treatments) if item.kind not in MEANS and not item.dummy]
    if len(real) != 1 or comparison.kind not in _ALONE or why in {"versus", "choice", "turned", "shared"}:
        return None
    item, brief = treatments[real[0]], reading.lines[0].text if reading.lines else ""
    texts = " ".join(line.text for line in reading.lines)
    if not item.name or item.kind == "test" or _names_a_drug(why) or SECOND_THING.search(texts):
        return None
    summary = record.protocol_section.description_module.brief_summary or ""
    if OTHER_QUESTION.search(brief) or NO_TREATMENT.search(texts) or _is_joined(why, reading):
        return None
    if real[0] not in reading.seen and " and " in _OF_QUALITY.sub("", brief.lower()):
        return None  # "treatment with TENS and ONS": which of them is listed, nobody knows
    own = any(name and places_of(line_of(summary[:1500]), item, [name]) for name in (item.name, item.also))
    return Focus(tested=(real[0],), why="only") if own or real[0] in reading.order else None


def _watched(treatments: Sequence[Treatment], seen: set[int], order: dict[int, int]) -> Focus:
    """Give what a study that only watches is about: what its titles name, if that is all that people get."""
    real = [n for n, item in enumerate(treatments) if item.kind not in MEANS and not item.dummy]
    named = [n for n in real if n in seen]
    if any(treatments[n].kind in GIVEN and n not in seen for n in real):
        named = real
    return Focus(tested=tuple(sorted(named or real, key=lambda n: order.get(n, 30_000))))


_OF_USE = GIVEN | {"device", "software", "behaviour"}
_AGREED = _COMPARED | {"one_group", "doses", "same", "unclear"}


def _in_summary(
    record: StudyRecord, treatments: Sequence[Treatment], comparison: Comparison
) -> tuple[int, ...]:
    """Give what the groups show to be tested, where only the summary names it, and all of it."""
    text = record.protocol_section.description_module.brief_summary or ""
    numbers = comparison.tested
    if comparison.kind in {"unclear", "same"}:
        numbers = tuple(n for n, item in enumerate(treatments) if not item.dummy and item.kind not in MEANS)
    if not text or not 0 < len(numbers) <= 3 or comparison.kind not in _AGREED:
        return ()
    line = line_of(text[:1500])
    for number in numbers:
        item = treatments[number]
        names = [name for name in names_of(item, record, alone=False) if name]
        if item.kind not in _OF_USE or not item.name or not places_of(line, item, names):
            return ()
    return numbers
