"""What is given, done or used, group by group, and what is thereby compared with what."""

import re
from collections.abc import Iterator

import msgspec

from plainstudy.record.record import StudyRecord
from plainstudy.record.study import Intervention
from plainstudy.writing.gated import gated

from .agreement import stands_for_a_dummy
from .aliases import listed_beside, other_name_of, texts_of
from .described import called_in, words_for
from .labels import short_name
from .names import exact, is_generic, tidy, without_brackets, without_dose
from .nouns import noun_fits
from .parting import parts_of
from .population import population_of
from .routes import goes_to_one_place, route_of
from .sorts import GIVEN, kind_of
from .spelled import spelled_out
from .things import Treatment
from .topics import is_illness, prose_for

PATH = "protocolSection.armsInterventionsModule"
MOST = 24
_DUMMY = gated(r"\b(?:placebos?|sham|shame|vehicle|dummy|mock|placebo-?\w*)\b(?![- ]controlled)", re.I)
DUMMY_TYPES = frozenset({"PLACEBO_COMPARATOR", "SHAM_COMPARATOR"})
EXACT_DOSE = gated(
    r"(?<!\d)(?<!\d[.,])\d[\d.,]*\s?(?:mg|mcg|µg|μg|ug|ml|iu|g|gy|%|cells|ppm)\b(?:\s?/\s?kg)?|"
    r"\b(?:very )?(?:low|high|medium|mid|middle|intermediate)(?:er|est)?[- ]dose|"
    r"\bdose(?: level| cohort)?\s?[\dA-D]\b",
    re.I,
)


_JOINS = re.compile(
    r"\s*(?:\+|;|\bplus\b|\bcombined with\b|\bin combination with\b|\bco-administered with\b)\s*", re.I
)


_SIGNS = re.compile(r"[\s,.()-]+")
"""What tells no two things apart: "vitamin D3" and "Vitamin D 3"."""


def treatments_of(
    record: StudyRecord, prose: str, *, title: str
) -> tuple[tuple[Treatment, ...], list[list[int]]]:
    """Give the treatments, combined ones taken apart, and for each registered intervention its numbers."""
    found: list[Treatment] = []
    numbers: list[list[int]] = []
    by_name: dict[tuple[str, bool], int] = {}
    module = record.protocol_section.arms_interventions_module
    population = population_of(record)
    illnesses = record.protocol_section.conditions_module.conditions
    if population is not None:
        illnesses = (*illnesses, population.registered)
    texts, beside = texts_of(record), listed_beside(record)
    has_dummy_group = any(group.type in DUMMY_TYPES for group in module.arm_groups)
    for position, item in enumerate(module.interventions):
        mine = []
        if position >= MOST:
            numbers.append([])
            continue
        parts = tuple(
            _parts(
                item,
                position,
                prose,
                title.lower(),
                has_dummy_group=has_dummy_group,
                illnesses=illnesses,
                also=other_name_of(item, title.lower(), texts, beside[position]),
                record=record,
                stands_in=has_dummy_group and stands_for_a_dummy(item, record, DUMMY_TYPES),
            )
        )
        for part in parts:
            # A drug that is listed once per dose is one drug.
            key = (_SIGNS.sub("", part.name.lower()) or part.registered.lower(), part.dummy)
            fuller = ""
            if key in by_name and not part.dummy and len(parts) == 1:
                one, fuller = _told_apart(part, found[by_name[key]])
                if fuller:
                    found[by_name[key]] = msgspec.structs.replace(found[by_name[key]], name=one)
                    key = (_SIGNS.sub("", fuller.lower()), False)
            if key not in by_name:
                by_name[key] = len(found)
                found.append(msgspec.structs.replace(part, name=fuller or part.name))
            elif found[by_name[key]].route != part.route:
                # One name, given in several ways: none of them holds for all (NCT00815906).
                found[by_name[key]] = msgspec.structs.replace(found[by_name[key]], route="")
            mine.append(by_name[key])
        numbers.append(mine)
    return tuple(spelled_out(record, found, prose)), numbers


_NAMED_LIKE_PEOPLE = frozenset({"behaviour", "software", "device", "test", "other"})


_LARGE = re.compile(r"(?:[A-Z][\w'’]*+|and|of|the|for|to|in|with|on|[\s/–-])++")


def _large(name: str, prose: str, kind: str) -> str:
    """Mark a name that running text writes large in mid-sentence, and never small."""
    line = tidy(without_brackets(name)).replace("-", " ")
    if line.startswith("Vitamin") or kind not in _NAMED_LIKE_PEOPLE or not _LARGE.fullmatch(line):
        return ""
    return f"={tidy(without_brackets(name))}=" if _is_written_large(line, prose) else ""


def _is_written_large(words: str, prose: str) -> bool:
    """True where words stand in mid-sentence as they are, and nowhere small."""
    if f" {words.lower()}" in prose:
        return False
    at = prose.find(f" {words}")
    while at > 0:
        if prose[at - 1].islower():
            return True
        at = prose.find(f" {words}", at + 1)
    return False


def _parts(
    item: Intervention,
    position: int,
    prose: str,
    title: str,
    *,
    has_dummy_group: bool,
    illnesses: tuple[str, ...],
    also: str,
    record: StudyRecord,
    stands_in: bool = False,
) -> Iterator[Treatment]:
    registered = item.name or ""
    path = f"{PATH}.interventions[{position}]"
    names = parts_of(registered, item.type or "")
    stops = bool(_STOPS.match(item.description or ""))
    for name in names:
        kind = kind_of(item.type or "", name)
        if kind == "device" and _RUNS.search(f"{title} {item.description}"):
            kind = "software"
        dummy = bool(_DUMMY.search(name)) or (len(names) == 1 and _only_dummy(registered))
        dummy = dummy or stands_in or (has_dummy_group and _is_saline_or_so(name, item.description or ""))
        short = "" if stops else short_name(name, prose_for(name, prose) + _large(name, prose, kind), kind)
        branded = len(names) == 1 and kind not in GIVEN and _BRANDED.search(registered) is not None
        if branded and len(registered) <= _LONGEST_BRANDED:
            short = f"“{exact(registered)}”"
        if _names_illness(short, illnesses):
            short = ""
        if short.startswith("“") and short[1:-1] not in exact(registered):
            short = ""  # a quotation is word for word, or none
        words, whole = words_for(item, kind) if len(names) == 1 and not dummy else ("", True)
        words_at = ""
        if not words and not dummy and kind in _CALLED_SOMETHING and not _OF_SEVERAL.search(name):
            words, words_at = called_in(record, item, without_dose(without_brackets(name)), path=path)
        yield Treatment(
            kind=kind,
            name="" if dummy else _preferred(short, tidy(also) if len(names) == 1 else "", title),
            registered=registered,
            path=path,
            dummy=dummy,
            route=""
            if len(names) > 1 or _OF_SEVERAL.search(name) or goes_to_one_place(title)
            else route_of(item, kind, record),
            noun_fits=not dummy and not branded and noun_fits(kind, name, item, record),
            also=_other_of(short, without_dose(without_brackets(tidy(also))), title)
            if len(names) == 1
            else "",
            description=_brief(item.description) if dummy else "",
            words=words,
            words_go_on=not whole,
            words_at=words_at,
            not_empty=dummy and _HOLDS.search(item.description or "") is not None,
        )


_CALLED_SOMETHING = frozenset({"drug", "biological", "vaccine"})
_OF_SEVERAL = re.compile(r"\s(?:with|and|plus|or)\s|\s[+&]\s", re.I)
"""One name for several things: no way of giving holds for all of them (NCT06058572)."""
_BRANDED = re.compile(r"\([^()]*[™®][^()]*\)")
"""What tells a device from others of its kind: "Cervical fusion (ZetaFuse™ bone graft)"."""
_LONGEST_BRANDED = 70
_DOSE_WORDS_LISTED = """
    low lower medium middle high higher dose doses treatment non responders ige and or
"""
_DOSE_WORDS = frozenset(_DOSE_WORDS_LISTED.split())


def _names_illness(name: str, illnesses: tuple[str, ...]) -> bool:
    """True for "CSU high dose" in a study of that illness, and for the illness itself (NCT06555328)."""
    words = re.findall(r"\w+", name)
    if not words:
        return False
    first, rest = words[0], {word.lower() for word in words[1:]}
    if 2 <= len(first) <= 5 and first.isupper() and rest <= _DOSE_WORDS:
        for illness in illnesses:
            if first in "".join(word[0].upper() for word in re.findall(r"\w+", illness)):
                return True
    mine = {word.lower() for word in words}
    return (
        len(mine) > 1
        and is_illness(name)
        and any(
            mine <= (theirs := {word.lower() for word in re.findall(r"\w+", illness)})
            and len(theirs) <= len(mine) + 1
            for illness in illnesses
        )
    )


def _preferred(name: str, also: str, title: str) -> str:
    """Take the name that the title uses: a drug's own name before its code or a local brand."""
    if not also or not also.isalpha() or also.lower() not in title:
        return name
    in_title = re.search(rf"\b{re.escape(also.lower())}\b", title)
    brand = is_generic(also) and not is_generic(name) and len(name.split()) == 1 and name.lower() not in title
    if in_title and (brand or any(map(str.isdigit, name))):
        return also[:1].lower() + also[1:] if also.istitle() else also
    return name


def _other_of(name: str, also: str, title: str) -> str:
    chosen = _preferred(name, also, title)
    other = also if chosen == name else name
    return other if other and other.lower() not in chosen.lower() else ""


_HOLDS = re.compile(
    r"\b(?:contain\w*|consist\w*|includ\w*|with|of)\s(?:\w+\s){0,3}(?!0\s?(?:mg|ug|mcg|"
    r"IU))\d[\d.,]*\s?(?:µg|μg|ug|mcg|mg|IU|g)\b"
    r"|\b[1-9][\d.,]*\s?(?:µg|μg|ug|mcg|mg|IU)\s(?:of\s)?(?:vitamin|caffeine|folic|zinc|iron|calcium)",
    re.I,
)


def _brief(text: str | None) -> str:
    """Keep a description that is short enough to quote."""
    words = tidy(text or "")
    return words if 2 <= len(words.split()) <= 16 and ". " not in words else ""


_PLAN = re.compile(
    r"dos(?:e|ing)|single|multiple|level|cohort|\bparts?\b|\barm\b|group|week|day|month|oral|\b(?:iv|sc|"
    r"sq)\b|\d\s?m|phase|low|high|intraven|subcut",
    re.I,
)
_MAKER = re.compile(r"\(([^()]*[A-Za-z]{3}[^()]*)\)")


def _told_apart(part: Treatment, other: Treatment) -> tuple[str, str]:
    """Give the fuller names of what differs only in brackets, the other first; "" for another dose.

    "needle (Chiba)" and "needle (Whitacre)" are two needles.
    """
    mine, theirs = _MAKER.search(part.registered), _MAKER.search(other.registered)
    if mine is None or theirs is None or mine[1] == theirs[1] or other.name != part.name:
        return "", ""
    both = f"{mine[1]} {theirs[1]}"
    if _PLAN.search(both) or is_illness(mine[1]) or len(mine[1]) > 60 or len(theirs[1]) > 60:
        return "", ""
    return f"{part.name} ({tidy(theirs[1])})", f"{part.name} ({tidy(mine[1])})"


_STOPS = gated(r"\s*(?:stop|discontinu|avoid|withdraw|cessation|no longer)", re.I)


def _only_dummy(name: str) -> bool:
    return bool(_DUMMY.search(name)) and not _JOINS.search(name)


_RUNS = gated(
    r"digital therapeutic|\bsoftware (?:program|as a medical|application)|\bmobile app|"
    r"smartphone app|phone app",
    re.I,
)


_SALINE = re.compile(
    r"(?:intranasal |nasal |intravenous |iv |subcutaneous |oral |inhaled )?"
    r"(?:normal |isotonic |physiological |sterile )?(?:saline|sodium chloride|"
    r"water for injection)(?: solution| injection|[\s(]*0?[.,]9\s?%\)?)*",
    re.I,
)


_SALT_WATER = re.compile(r"\b(?:physiological|normal|isotonic) (?:serum|saline)\b", re.I)
_STRONGER = re.compile(r"hypertonic|plus|\+|\bwith\b|\bin\b|mab\b|caine", re.I)


def _is_saline_or_so(name: str, description: str) -> bool:
    """True for salt water, and for what a short description calls a placebo."""
    if _SALINE.fullmatch(name.strip()) or (_SALT_WATER.search(name) and not _STRONGER.search(name)):
        return True
    return len(description) <= 40 and bool(re.search(r"\bplacebo\b", description, re.I))
