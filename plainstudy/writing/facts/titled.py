"""Which of the listed things the titles name as what is studied.

A list of interventions holds what is tested, what everybody gets anyway, what makes ready for it and what
only measures; it may also leave out the very thing. People who register a study write in its title what it
is about. So the titles say first what may be tested; ``warrant`` then asks the groups, the rest of the list
and every word that may speak against it. Where it stays open, a page says what the study uses; and where a
title names something that the list lacks, the page goes by the title.
"""

import re
from collections import Counter
from collections.abc import Sequence

from plainstudy.record.record import StudyRecord

from .fact import Comparison, Focus
from .group_lists import MEANS, compared_in, real_of
from .rivals import rivals_of
from .sorts import GIVEN
from .things import Treatment
from .title_lines import TOKEN, Titles, is_thing, line_of, names_of, places_of, role_of, stem_of
from .titled_words import OTHER_QUESTION, WEAK
from .unlisted import unlisted_in
from .warrant import place_of, told_in_summary, used, warranted

_ANSWERS_HELP = frozenset(
    {"one_group", "one_listed", "not_listed", "placebo", "placebo_added", "sham", "sham_added", "usual_care"}
    | {"no_treatment", "added", "on_top", "mixed", "unclear"}
)
_OF_TESTS = frozenset({"DIAGNOSTIC", "SCREENING"})
_OFFICIAL = 10_000
"""What stands in the official title only is told after all that the brief title names."""


def _read(record: StudyRecord, treatments: Sequence[Treatment]) -> Titles:
    titles = record.protocol_section.identification_module
    lines = [line_of(text) for text in (titles.brief_title, titles.official_title) if text]
    found = Titles(lines, [set() for _ in lines], [set() for _ in lines], {}, set())
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


def focus_of(record: StudyRecord, treatments: Sequence[Treatment], comparison: Comparison) -> Focus:
    """Say which listed things surely are what is studied; else, which the study uses, or nothing."""
    titles = _read(record, treatments)
    named = tuple(sorted(titles.seen, key=lambda number: place_of(number, titles.order)))
    if record.protocol_section.design_module.study_type != "INTERVENTIONAL":
        return Focus(tested=_watched(treatments, titles.seen, titles.order), named=named)
    named = tuple(n for n in named if n not in compared_in(record, treatments))
    if rivals := rivals_of(record, treatments, titles):
        return Focus(tested=rivals, named=named, rivals=True)
    unlisted = _what_is_unlisted(record, treatments, titles)
    if unlisted:
        word = unlisted.rpartition(":")[2]
        alone = len(real_of(treatments)) == 1
        joined = alone and any(_joins_on(line.text, word) for line in titles.lines)
        hidden = joined or _hides(word, treatments)
        uses = () if hidden else used(record, treatments, titles)
        return Focus(named=named if uses else (), uses=uses, why=unlisted)
    tested, why = warranted(record, treatments, comparison, titles, _put_to_test(record, treatments, titles))
    if not tested and not titles.seen:
        tested = told_in_summary(record, treatments, titles)
    if not tested:
        uses = used(record, treatments, titles)
        return Focus(named=named if uses else (), uses=uses, why=why)
    asked = any(OTHER_QUESTION.search(line.text) for line in titles.lines)
    asked = asked or any("," in treatments[number].name for number in tested)
    return Focus(
        tested=tested,
        named=named,
        to_help=not asked and comparison.kind in _ANSWERS_HELP,
    )


_OF_ALLERGEN = re.compile(
    r"\w*immunotherap\w*|desensiti[sz]ation|\w*immunisation|\w*immunization|introduction|consumption|ladders?|"
    r"tolerance|challenges?",
    re.I,
)
_ALLERGEN = re.compile(
    r"\b(?:OIT|SLIT|SCIT|peanuts?|milk|eggs?|nuts?|walnuts?|cashews?|sesame|wheat|flour|pollen|grass|birch|ragweed|"
    r"mites?|dust|cats?|dogs?|venom|cedar|extracts?|allergens?|allergoids?|proteins?|foods?|\w*immunotherap\w*|"
    r"tablets?|AR101|DBV\w*)\b",
    re.I,
)


def _hides(word: str, treatments: Sequence[Treatment]) -> bool:
    """True where the word by which a title names more may be the very thing that is tested.

    "Oral immunotherapy" is told by the food that is listed; "therapy" or "engagement" names nothing.
    """
    if not is_thing(word) or word.lower() in WEAK:
        return False
    of_allergen = _OF_ALLERGEN.fullmatch(word) is not None
    return not (of_allergen and any(_ALLERGEN.search(item.registered) for item in treatments))


_JOINED_ON = re.compile(r"(?:\bplus|\bcombin\w+ with|\btogether with|\+|/)\s*(?:\w+\s){0,2}[\w-]*$", re.I)


def _joins_on(title: str, word: str) -> bool:
    """True where a title joins this word to what stands before it: "A plus EGFR-TKI" (NCT03634059)."""
    at = title.find(word)
    return at > 0 and _JOINED_ON.search(title[max(0, at - 40) : at]) is not None


def _put_to_test(record: StudyRecord, treatments: Sequence[Treatment], titles: Titles) -> tuple[int, ...]:
    """Give what the titles name as what is studied, in order; mere measuring only in a study of tests."""
    order = titles.order
    tested = tuple(sorted((n for n, at in order.items() if at >= 0), key=order.__getitem__))
    real = tuple(number for number in tested if treatments[number].kind not in MEANS)
    if real or record.protocol_section.design_module.design_info.primary_purpose not in _OF_TESTS:
        return real
    return tested


def _what_is_unlisted(record: StudyRecord, treatments: Sequence[Treatment], reading: Titles) -> str:
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


def _watched(treatments: Sequence[Treatment], seen: set[int], order: dict[int, int]) -> tuple[int, ...]:
    """Give what a study that only watches is about: what its titles name, if that is all that people get."""
    real = [n for n, item in enumerate(treatments) if item.kind not in MEANS and not item.dummy]
    named = [n for n in real if n in seen]
    if any(treatments[n].kind in GIVEN and n not in seen for n in real):
        named = real
    return tuple(sorted(named or real, key=lambda n: order.get(n, 30_000)))
