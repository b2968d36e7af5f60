"""When a page may say "this study tests X": a title, the groups and the whole list agree, and no word doubts.

=================  ==============================================================================
a page says        what has to hold
=================  ==============================================================================
tests X            a title names it as what is studied (``titled``), by its whole name; every
                   experimental group lists it, no group that is there to compare does; what else
                   is listed goes to such a group only, or is a placebo; no title, no experimental
                   group and no summary has a word that joins a second thing to it
tests A and B      the same of all of them, and a title joins them ("with", "plus", "and")
compares A with B  each group lists one of them and nothing else, a title names all of them and
                   sets them against each other; or the groups' own words bear the sides out
uses A, B and C    all that is listed has a name, and no title names a thing that is not listed
=================  ==============================================================================

The last is the rule, the others the exception: a needless "uses" harms nobody.
"""

import re
from collections.abc import Mapping, Sequence

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .agreement import words_of
from .fact import Comparison
from .group_lists import CONTROL, MEANS, Lists, lists_of, real_of
from .rivals import share_a_name
from .sorts import GIVEN
from .things import Treatment
from .title_lines import Titles, is_named_whole, names_of
from .titled_words import JOINED

_MOST_LISTED = 24
_NEAR = 32
"""In letters: how far a word reaches that leaves open who gets a thing."""
_OPEN = gated(
    r"\bor\b|\band/or\b|±|\+/-|\bwith ?/ ?without\b|\bwith (?:and|or) without\b|\balone\b|"
    r"\bmonotherapy(?:,| and| or)|\bfollowed by\b|\bsequen\w+|\bthen\b|\boptional\w*|\bchoice\b|"
    r"\beither\b|\bwithout\b|\bwithdraw\w*|"
    r"\bdiscontinu\w*|\bstop(?:ping)?\b|\btaper\w*|\bswitch\w*|\bde-?escalat\w*|\bomi(?:t|ssion)\w*|"
    r"\broll-?over\b|\bpredict\w*|\bbiomarkers?\b|\bmechanisms?\b|\bresponse to\b|\bguided\b|"
    r"\bcessation\b|\bending\b|\bstopped\b|\binterrupt\w*|\bpaus(?:e|ing)\b|\bholiday\b|\bwithh[eo]ld\w*|"
    r"\bdeprescri\w*|\bwean\w*|\badherence\b|\bcompliance\b|\bpersistence (?:with|on)\b|"
    r"\bvaccine responses\b",
    re.I,
)
"""Beside the name of a thing: who gets it with what stays open, or something else is asked of it."""
_WAYS = re.compile(r"\bwith ?/ ?without\b|\bwith (?:and|or) without\b|\balone\b|±|\+/-", re.I)
_OF_ILLNESS = re.compile(
    r"\b(?:relapsed|recurrent|refractory|advanced|metastatic|unresectable|resistant|older|younger|mild|"
    r"untreated|progressive|moderate|severe|moderately|locally|stage|grade|high|low|adults?|children|"
    r"adolescents?|overweight|obes\w+|men|women)\b[\w\s,-]{0,20}?(?:\band/or\b|\bor\b|/)|"
    r"(?:\band/or\b|\bor\b|/)\s?(?:relapsed|recurrent|refractory|advanced|metastatic|unresectable|resistant|"
    r"older|younger|progressive|severe|high|low|adolescents?|children|adults|obes\w+|greater|above|more|less)\b",
    re.I,
)
"""An "or" between kinds of people."""
_SUMMARY_JOINS = gated(
    r"\b(?:in combination with|combined with|combination of|combined effort|with or without|alone or|"
    r"together with|plus)\b",
    re.I,
)
_AGAINST_A_THING = gated(
    r"\b(?:versus|vs|compared?(?: to| with| the)?|comparing|comparison|non-?inferior\w*|instead of)\b"
    r"(?!(?: \w+){0,3} (?:placebo|standard|usual|control|choice|conventional|no treatment|best supportive))",
    re.I,
)
_MEASURED = gated(
    r"accura\w+|performance|sensitivity|specificity|valid\w*|agreement|diagnos\w*|detect\w*|utility|"
    r"usefulness|screening|compar\w+",
    re.I,
)
"""What a title asks of a test that is itself put to the test."""
_AS_A_TOOL = re.compile(r"\b(?:using|use of|by|with|via|based on|through|on)\W+(?:[^\s,;:]+\s+){0,3}$", re.I)


_STANDARD = re.compile(r"(?:the )?(?:standard|usual|control|comparator|reference)\b(?![- ]dose)", re.I)


def warranted(
    record: StudyRecord,
    treatments: Sequence[Treatment],
    comparison: Comparison,
    titles: Titles,
    tested: tuple[int, ...],
) -> tuple[tuple[int, ...], str]:
    """Give what surely is tested of what titles name so; else nothing, and why."""
    real = real_of(treatments)
    lists = lists_of(record, treatments, real or frozenset(tested))
    if not tested:
        return (), "unnamed"
    tested = tuple(n for n in tested if n not in lists.compared)
    if not tested or any(_STANDARD.match(treatments[number].name) for number in tested):
        return (), "in control"
    if comparison.kind == "treatments" and share_a_name(record, treatments, tested, comparison.against):
        return (), "one name"
    why = _not_in_title(record, treatments, titles, tested) or _left_open(titles, tested)
    if not why and not _are_sides(record, treatments, comparison, real, tested):
        why = (
            _not_in_groups(treatments, real - _background(titles), lists, tested)
            or _joined_to_more(record, titles, tested)
            or _set_against(comparison, titles)
        )
    return ((), why) if why else (tested, "")


def used(record: StudyRecord, treatments: Sequence[Treatment], titles: Titles) -> tuple[int, ...]:
    """Give all that is listed, first what only experimental groups get; nothing where a name lacks."""
    real = real_of(treatments)
    if not real or len(treatments) >= _MOST_LISTED or any(not treatments[number].name for number in real):
        return ()
    if _calls_groups_otherwise(record, treatments) or any(_THEN.search(treatments[n].name) for n in real):
        return ()
    besides = _only_besides(record, treatments)
    every = frozenset(
        n
        for n, item in enumerate(treatments)
        if item.name and item.kind != "care" and (n not in besides or real <= besides)
    )
    compared = lists_of(record, treatments, every).compared
    order = titles.order
    return tuple(
        sorted(every, key=lambda n: (n in compared, treatments[n].kind in MEANS, place_of(n, order), n))
    )


def place_of(number: int, order: Mapping[int, int]) -> int:
    """Give where titles name a thing as what is studied; far behind what stands there to compare with."""
    at = order.get(number, -1)
    return at if at >= 0 else 30_000


_THEN = re.compile(r"\b(?:then|followed by)\b", re.I)
"""An order of two things under one name (NCT05454891)."""
_RESCUE = gated(
    r"\brescue (?:medic\w+|treatment|therapy|drug)\b|\bpre-?medicat\w+|\bpre-?treatment with\b", re.I
)


def _only_besides(record: StudyRecord, treatments: Sequence[Treatment]) -> frozenset[int]:
    """Give what is there for rescue or to make ready, by its own words (NCT06305754)."""
    listed = record.protocol_section.arms_interventions_module.interventions
    texts = {item.name or "": item.description or "" for item in listed}
    return frozenset(n for n, item in enumerate(treatments) if _RESCUE.search(texts.get(item.registered, "")))


_NO_WAY = re.compile(
    r"\b(?:control\w*|placebo|sham|usual|standard|routine|no|not|non|none|group|arm|cohort|part|phase|stage|"
    r"sequence|wait\w*|"
    r"patients|women|men|children|adults|individuals|subjects|participants|healthy|normal|treatment|"
    r"intervention\w*|"
    r"experimental|active|comparator|study|test|treated|with|without|all|main|single|dose|doses|escalation|"
    r"expansion|blinded|open-label|open label)\b|\d|:",
    re.I,
)


def _calls_groups_otherwise(record: StudyRecord, treatments: Sequence[Treatment]) -> bool:
    """True where all groups list the same, and one is called after a way that nothing listed names.

    "Open discectomy" beside a list of one other operation (NCT04112485).
    """
    groups = record.protocol_section.arms_interventions_module.arm_groups
    if not groups or len({tuple(group.intervention_names) for group in groups}) > 1:
        return False
    known = frozenset(word for item in treatments for word in words_of(f"{item.name} {item.registered}"))
    labels = [group.label or "" for group in groups]
    if len(groups) == 1:
        titles = record.protocol_section.identification_module
        ills = frozenset(
            word for text in record.protocol_section.conditions_module.conditions for word in words_of(text)
        )
        mine = frozenset(word for word in words_of(labels[0]) - ills if len(word) > 4)
        told = mine & words_of(f"{titles.brief_title} {titles.official_title}")
        return bool(told) and known.isdisjoint(words_of(labels[0])) and not _NO_WAY.search(labels[0])
    return any(
        1 < len(label.split()) <= 4 and not _NO_WAY.search(label) and known.isdisjoint(words_of(label))
        for label in labels
    ) and any(not known.isdisjoint(words_of(label)) for label in labels)


def _are_sides(
    record: StudyRecord,
    treatments: Sequence[Treatment],
    comparison: Comparison,
    real: frozenset[int],
    tested: tuple[int, ...],
) -> bool:
    """True where the groups' own words bear out two sides, and nothing else is listed."""
    first, second = frozenset(comparison.tested), frozenset(comparison.against)
    if comparison.kind not in {"treatments", "each_other"} or not real <= {
        *first,
        *second,
        *comparison.everyone,
    }:
        return False
    if comparison.kind == "each_other" and frozenset(tested) != first:
        return False
    return frozenset(tested) <= first and not share_a_name(record, treatments, first, second or first)


def _not_in_title(
    record: StudyRecord, treatments: Sequence[Treatment], titles: Titles, tested: tuple[int, ...]
) -> str:
    """Say why the titles do not name all of it by its whole name as what is put to the test."""
    for number in tested:
        item = treatments[number]
        if not item.name:
            return "nameless"
        if number not in titles.seen:
            return "not in a title"
        if item.kind not in GIVEN:
            names = [name for name in names_of(item, record, alone=True) if name]
            if not any(is_named_whole(line, names) for line in titles.lines):
                return "not whole"
        if item.kind in {"test", "measurement"} and _is_a_tool(titles):
            return "a tool"
    return ""


def _is_a_tool(titles: Titles) -> bool:
    """True where titles speak of what a test is used for, and ask nothing of the test itself."""
    if not any(_MEASURED.search(line.text) for line in titles.lines):
        return True
    return any(
        _AS_A_TOOL.search(line.text[: line.starts[min(covered)]])
        for line, covered in zip(titles.lines, titles.covered, strict=True)
        if covered
    )


def _left_open(titles: Titles, tested: tuple[int, ...]) -> str:
    """Give a word beside a named thing that leaves open who gets it with what."""
    for line, covered in zip(titles.lines, titles.covered, strict=True):
        people = [hit.span() for hit in _OF_ILLNESS.finditer(line.text)]
        for hit in _OPEN.finditer(line.text):
            if any(start <= hit.start() < end for start, end in people):
                continue
            for at in covered:
                start, end = line.starts[at], line.starts[at] + len(line.words[at])
                if -_NEAR <= hit.start() - end <= _NEAR or -_NEAR <= start - hit.end() <= _NEAR:
                    return hit[0].lower()
        for at in covered:
            beside = (line.words[at + 1 : at + 2], line.words[at - 1 : at] if at else ())
            spans = line.starts[at]
            if ("/",) in beside and not any(
                start <= spans + len(line.words[at]) < end for start, end in people
            ):
                return "/"
    if len(tested) > 1 and (
        way := next(filter(None, (_WAYS.search(line.text) for line in titles.lines)), None)
    ):
        return way[0].lower()
    if len(tested) > 1 and not any(
        JOINED.search(line.text) or " and " in line.text or "&" in line.text or " with " in line.text
        for line in titles.lines
    ):
        return "unjoined"
    return ""


def _background(titles: Titles) -> frozenset[int]:
    """Give what titles name, and never as what is studied: "after X", "in patients on X"."""
    return frozenset(titles.seen - set(titles.order))


def _not_in_groups(
    treatments: Sequence[Treatment], real: frozenset[int], lists: Lists, tested: tuple[int, ...]
) -> str:
    """Say why lists and groups do not show that this, all of it and nothing else is put to the test."""
    mine = frozenset(tested)
    if len(treatments) >= _MOST_LISTED or any(not treatments[n].name for n in real - lists.compared):
        return "nameless"
    if real - mine - lists.compared:
        return "more listed"
    if any(not mine <= got for got in lists.trial):
        return "not in all"
    return ""


def _set_against(comparison: Comparison, titles: Titles) -> str:
    """Give the word by which a title sets a thing against another that the groups do not show."""
    if comparison.kind not in {"unclear", "same", "one_group", "one_listed", "not_listed", "doses"}:
        return ""
    return next((hit[0].lower() for line in titles.lines if (hit := _AGAINST_A_THING.search(line.text))), "")


def _joined_to_more(record: StudyRecord, titles: Titles, tested: tuple[int, ...]) -> str:
    """Give a word that joins a second thing to the one that is listed: in a title, a group, the summary."""
    if len(tested) > 1:
        return ""
    part = record.protocol_section
    texts = [line.text for line in titles.lines]
    for group in part.arms_interventions_module.arm_groups:
        if group.type not in CONTROL:
            texts += [group.label or "", group.description or ""]
    for text in texts:
        if hit := JOINED.search(text):
            return hit[0].lower()
    joins = _SUMMARY_JOINS.search(part.description_module.brief_summary or "")
    return f"summary: {joins[0].lower()}" if joins else ""


_ASKED = gated(
    r"\b(?:purpose|aims?|objectives?|goal|evaluat\w+|tests?|testing|assess\w*|investigat\w+|determin\w+|"
    r"examin\w+|to see|find out|learn)\b[^.;\n]{0,120}$",
    re.I,
)
_HOW_IT_DOES = re.compile(r"\b(?:safety|efficacy|effective\w*|effects?|tolerability|whether|if|how)\b", re.I)
_NO_MORE = re.compile(
    r"\b(?:with|and|or|versus|vs|compared|plus|alone|without|response|predict\w*)\b|[+/]", re.I
)
_BESIDE = 24
_MOST_READ = 3_000


def told_in_summary(record: StudyRecord, treatments: Sequence[Treatment], titles: Titles) -> tuple[int, ...]:
    """Give the one thing that is listed where titles name none and the summary says that it is tried.

    "The purpose of this study is to determine the safety of X." Every group that is tried lists it, none that
    is there to compare does, and nothing stands beside the name that joins another thing to it.
    """
    real = real_of(treatments)
    summary = (record.protocol_section.description_module.brief_summary or "")[:_MOST_READ]
    if len(real) != 1 or not summary:
        return ()
    tested = tuple(real)
    name = treatments[tested[0]].name
    if treatments[tested[0]].kind not in GIVEN or len(name) < _SHORTEST_NAME:
        return ()
    lists = lists_of(record, treatments, real)
    if tested[0] in lists.compared or _not_in_groups(treatments, real, lists, tested):
        return ()
    if _joined_to_more(record, titles, tested) or any(_OPEN.search(line.text) for line in titles.lines):
        return ()
    at = summary.lower().find(name.lower())
    if at < 0:
        return ()
    before, after = summary[:at], summary[at + len(name) : at + len(name) + _BESIDE]
    said = _ASKED.search(before[-200:])
    if said is None or _NO_MORE.search(after) or _NO_MORE.search(before[-_BESIDE:].rpartition(" of ")[2]):
        return ()
    return tested if _HOW_IT_DOES.search(said.group()) else ()


_SHORTEST_NAME = 4
