"""What a study asks, as far as all its first measures and its titles agree.

A phase, a purpose or one measure of five says little alone: a phase 1 study may ask about a marker in the
blood, and a "treatment" study may only watch for harm. So a page asks "How safe is it?" only where every
first measure is about harm, or the first one is and a title says so; and "Does it help?" only where some
measure may show it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .prose import both_titles

_KINDS = (
    (
        "exact",
        gated(
            r"\bsensitivity\b.*\bspecificity\b|\bspecificity\b.*\bsensitivity\b|\baccura(?:cy|te)\b|"
            r"\bagreement\b|"
            r"\bconcordance\b|\bMARD\b|\brepeatability\b|\breproducib|\bdetection rate|\bROC\b|"
            r"\bpredictive value",
            re.I,
        ),
    ),
    ("alike", gated(r"\bhypoallergenic|\bbio-?equivalen|\btherapeutic equivalen", re.I)),
    (
        "dose",
        gated(
            r"\bmaxim(?:um|al) (?:tolerated )?dose|(?-i:\bMTD\b)|\brecommended (?:phase|dose)|(?-i:\bRP2D\b)",
            re.I,
        ),
    ),
    (
        "safety",
        gated(
            r"\badverse|\bsafety|\btoxicit|\btolerab|\bside[- ]effects?|(?-i:\bDLTs?\b|"
            r"\bTEAEs?\b|\bS?AEs?\b)|"
            r"dose[- ]limiting tox|\bvital signs|\bharms?\b",
            re.I,
        ),
    ),
    (
        "levels",
        gated(
            r"pharmacokinetic|\bC ?max\b|half-?life|(?:plasma|serum|drug|blood) concentrations? of|"
            r"\bbioavailab|"
            r"(?-i:\bPK\b)|\btmax\b|"
            r"\bAUC ?[(_]?(?:0|inf|last|tau|t\b)|\bAUC\)? of \w+ after single|"
            r"\bconcentration[- ](?:versus[- ])?time|"
            r"\b(?:drug|plasma|total|systemic) clearance\b",
            re.I,
        ),
    ),
    (
        "laboratory",
        gated(
            r"\blevels? of vitamin|\bvitamin \w+ levels?|\bbiomarkers?|\bIg ?[EGAM]\d?\b|\bIgE|\bantibod|"
            r"\bcytokine|\bexpression\b|\btit(?:er|re)s?\b|"
            r"\bimmunogenicity|"
            r"\bbasophil|\bmicrobio|\bseroconver|\bseroprotect|\bimmune response|\bT[- ]?cells?\b|"
            r"\beosinophils?\b|"
            r"\bmethylation|\bproteom|\bmetabol(?:om|ite)|\bgene\b|\bgenes\b|\bmolecular|\bphosphorylat|"
            r"\binterleukin|"
            r"\bwheal|\bskin (?:prick )?test|\bCD\d+\b|\bTreg|\bserum levels?\b|\bplasma levels?\b|"
            r"\bdetectable\b|"
            r"\breceptor occupancy|\blymphocyte",
            re.I,
        ),
    ),
    (
        "doable",
        gated(
            r"\bfeasib|\badheren|\bacceptab|\brecruitment|\busability|\bcompliance|\bengagement|\bretention|"
            r"\bsatisfaction|\bsystem usability|\bcompletion\b",
            re.I,
        ),
    ),
)
_TITLE_SAFETY = gated(
    r"\bsafety|\btolerab|\bsafe\b|\bphase (?:1|I)\b|\bphase Ia?b?\b|\bdose[- ](?:finding|escalat\w*|ranging)|"
    r"\bfirst[- ]in|\btoxicity",
    re.I,
)
_TITLE_WORKS = re.compile(r"\befficacy|\beffective|\bactivity\b|\bbenefit", re.I)
_PROVOKES = gated(
    r"\b(?:induc(?:e|es|ed|ing)|provok\w+|provocation|trigger\w*|elicit\w*) (?:\w+ ){0,3}(?:headaches?|"
    r"attacks?|"
    r"migraines?|symptoms|reactions?|itch|hypogly\w+|cluster)|\b(?:headache|attack|migraine)[- ](?:induc\w+|"
    r"provok\w+)|"
    r"\boccurrence of (?:\w+ ){0,3}attacks\b|\ballergen (?:challenge|exposure|provocation)|\bnasal challenge|"
    r"\bhypogly\w+ (?:experiment|clamp)|\bexposure (?:unit|chamber)",
    re.I,
)
_ON_PURPOSE = gated(
    r"\b(?:provok\w+|induc(?:e|es|ing)|trigger(?:s|ing)?) (?:\w+[ -]){0,4}(?:attacks?|headaches?|"
    r"migraines?)\b",
    re.I,
)
MEANT_TO_HELP = frozenset({"TREATMENT", "PREVENTION", "SUPPORTIVE_CARE"})
"""Purposes of a study that wants to do people good."""
_EVEN = gated(
    r"\bequivalen|\bbio-?similar|\bnon-?inferior|\bsimilarity\b|\binterchangeab|\bgeneric\b.*\bbrand|"
    r"\bcomparab(?:ility|le)",
    re.I,
)


@lru_cache(maxsize=20_000)
def kind_of_measure(measure: str) -> str:
    """Say what a measure is about: exact, alike, dose, safety, levels, laboratory, doable, or "effect"."""
    for name, pattern in _KINDS:
        if pattern.search(measure):
            return name
    return "effect"


def asked_of(record: StudyRecord) -> str:
    """Say what the first measures ask together; "mixed" where they differ, "" where there are none."""
    part = record.protocol_section
    titles = both_titles(record)
    if part.design_module.design_info.primary_purpose not in MEANT_TO_HELP:
        summary = part.description_module.brief_summary or ""
        if _PROVOKES.search(titles) or _ON_PURPOSE.search(summary):
            return "provoke"
    measures = [item.measure for item in part.outcomes_module.primary_outcomes if item.measure]
    kinds = [kind_of_measure(measure) for measure in measures]
    if not kinds:
        return ""
    return _together(kinds, titles)


def _together(kinds: Sequence[str], titles: str) -> str:
    asked = set(kinds)
    if asked == {"dose"}:
        return "dose"
    if asked <= {"dose", "safety"}:
        return "safety"
    told = _TITLE_SAFETY.search(titles) is not None
    if kinds[0] in {"dose", "safety"} and told and ("effect" not in asked or not _TITLE_WORKS.search(titles)):
        return "safety"
    if len(asked) == 1:
        return kinds[0]
    return "effect" if kinds[0] == "effect" and not asked & {"exact", "alike"} else "mixed"


def asks_whether_even(record: StudyRecord) -> bool:
    """True where a title asks whether two things are alike, and not which is better."""
    return _EVEN.search(both_titles(record)) is not None
