"""Who is put into which group, and how far that may be told: a weak word is the rule, a strong one earned.

"Randomized" is one box. It is ticked for a whole study and for a part of it, for who gets what and for what
comes first or on which side. So chance "plays a part" wherever the box and a text say so; it "decides who
gets what" only where several groups side by side hold different things and no word anywhere speaks of an
order, a side, a part, a kind of people or somebody's choice.
"""

import re
from typing import Literal

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .design import OF_A_PART, TOLD_OF_ANOTHER
from .prose import around
from .things import Arm

Chance = Literal["", "decides", "part", "listed", "same_people", "no", "no_listed", "no_and_part"]

_RANDOM = gated(
    r"(?<!non)(?<!non-)(?<!non )(?<!not )(?<!un)random(?:i[sz]|ly\b(?! (?:select|chos|sampl|pick)))", re.I
)
_IN_ANY_TEXT = (
    r"\bothers (?:get|receive|will)\b|\bclusters?\b(?![- ]headache)|"
    r"\bthe other (?:one|treatment|drug|medicine)\b|"
    r"\b(?:low|high|standard)[- ]risk (?:\w+ )?(?:patients|participants|children) (?:will|are|were)\b|"
    r"\b(?:doctors?|physicians?|clinicians?|investigators?) (?:will )?(?:pick|decide|choose|select)\w*|"
    r"\bcross(?:ed|es|ing)?[- ]?over\w*|\b(?:order|sequence) (?:of|will|was|is)\b|"
    r"\b(?:random\w*|alternat\w+) (?:order|sequence)|\brandomi[sz]ation sequences?|"
    r"\btreatment periods\b|\bwash-?out|"
    r"\bcontra-?lateral\w*|\bsplit[- ]\w+|\bintra-?(?:individual|patient|subject)\w*|"
    r"\bwithin-?(?:subject|patient|person|participant)\w*|\bown controls?\b|\bself-?control\w*|"
    r"\bstrat(?:um|a)\b|\bcohorts?\b|\bpart (?:[A-H]|\d|I{1,3}|one|two)\b|"
    r"\b(?:first|second|third|two|three|2|3)[- ](?:part|stage|phase|step|cohort)s?\b|"
    r"\bstage (?:\d|I{1,3}|one|two)\b|\bsub-?stud(?:y|ies)\b|\bextension\b|\bexpansion\b|"
    r"\bdose[- ]escalat\w+|\brun-?in\b|\blead-?in\b|\bphased?[- ]in\b|"
    r"\bopen[- ]?label\w* (?:\w+ ){0,2}(?:arm|group|phase|part|period|cohort|safety|treatment|"
    r"maintenance)\b|"
    r"\bpilot (?:cohort|group|phase|part|arm)\b|\bexternal\w*|\bhistor\w+ (?:control|cohort|data|"
    r"comparison)\w*|"
    r"\bretrospective\w*|\bobservational (?:arm|group|cohort)\b|"
    r"\b(?:healthy|normal) (?:\w+ )?(?:controls?|volunteers?|subjects?|participants?|people|"
    r"individuals?|adults)\b|"
    r"\bcontrol subjects\b|\baccording to (?:the|their)\b|\bdepending (?:up)?on\b|"
    r"\bassigned (?:by|if|to this|based)\b|\ballocated by\b|\bquasi\w*|\bunwilling|\bdeclin(?:e|ed|"
    r"ing) to\b|"
    r"\brefus\w+|\bpreferences?\b|\bnon-?random\w*|\bnot (?:be )?random\w*|\bparent\b|\broll-?over\b|"
    r"\bswitch\w*|"
    r"\bre-?random\w*|\binduction\b|\bmaintenance\b|\bconsolidation\b|"
    r"\bboth (?:\w+ )?(?:sides|eyes|legs|treatments|interventions|conditions)\b|"
    r"\b(?:each|one) (?:side|eye|level|leg|knee|breast|hand|half)\b|\boptional\w*|\balternately\b|"
    r"\balternation\b|"
    r"\bmatched\b|\bsubsets?\b|\bsingle[- ]arm\b"
)
_ELSEWHERE = gated(_IN_ANY_TEXT, re.I)
_OF_A_GROUP = gated(
    _IN_ANY_TEXT + r"|\b(?:patients?|participants?|subjects?|people|persons?|those|children|women|men|"
    r"adults|"
    r"individuals|infants|donors?|mothers) (?:with|without|whose|having|aged|not|already|"
    r"who(?! (?:are|were|will be|get|receive)))\b|\beligible\b|\bcho(?:ice|ose|osing|sen)\b|\bpreviously\b|"
    r"\badditional (?:\w+ )?(?:cohort|group|patients|participants|subjects)\b|\bperiods? (?:\d|I)|"
    r"\bsides?\b|"
    r"\beyes?\b|\bsequences?\b|\bcomparison (?:group|cohort)\b",
    re.I,
)
_IN_A_NAME = gated(
    _IN_ANY_TEXT
    + r"|\b(?:orders?|sequences?|periods?|sides?|eyes?|limbs?|teeth|tooth|hal(?:f|ves)|own|parts?|"
    r"stages?|phases?|steps?|modules?|escalat\w+|open|pilot|additional|histor\w+|observational|healthy|"
    r"volunteers?|"
    r"normal|cho(?:ice|sen)|previous\w*|prior|then|later|after|patients|participants|subjects|people|"
    r"those|children|"
    r"women|men|adults|individuals|infants|donors?|mothers|(?:non-?)?smokers?|carriers?|mutation\w*|"
    r"positive|"
    r"negative|non-\w+|comparison|reference)\b|[<>≥≤]",
    re.I,
)
_DIRECTLY = gated(
    r"\b(?:participants?|patients?|subjects?|people|persons?|individuals?|volunteers?|women|men|adults|"
    r"children|infants|students|they|cases|those (?:enrolled|eligible|included))\b(?: [\w()/-]+){0,8}? "
    r"(?:will be|were|are|is|be|was|being) (?:then |also |equally |centrally |blindly )?"
    r"(?:randomi[sz]ed|randomly (?:assigned|allocated|divided|distributed|split|placed|put))"
    r"(?: [\w:()/-]+){0,8}? (?:to|into|in|between|among) (?!(?:a |the )?(?:order|sequence))",
    re.I,
)
"""A text that says of people that chance puts them into groups."""
_NOT_SO_FOR_ALL = gated(
    r"\bclusters?\b(?![- ]headache)|\b(?:clinics|practices|hospitals|schools|villages|centers|centres|sites|"
    r"wards|families|households|physicians|providers|communities|dyads|couples|pairs) (?:will be|were|are) "
    r"(?:\w+ )?random|\b(?:healthy|normal) (?:\w+ )?(?:controls?|volunteers?|subjects?|participants?|people|"
    r"individuals?|adults)\b|\bcontrol subjects\b|cross(?:ed|es|ing)?[- ]?over|"
    r"\b(?:order|sequence)s? (?:of|will|was|is)\b|\b(?:random\w*|alternat\w+) (?:order|sequence)|"
    r"\btreatment periods?\b|\bwash-?out|\bcontra-?lateral|\bsplit-|\bintra-?(?:individual|patient|subject)|"
    r"\bwithin-?(?:subject|patient|person|participant)|\bown controls?\b|\bself-?control|\bstrat(?:um|a)\b|"
    r"\bcohorts? (?:[A-Z\d]|one|two|\w+ will)|\bcohorts\b|\bpart (?:[A-H]|\d|I{1,3}|one|two)\b|"
    r"\b(?:first|second|third|two|three|2|3)[- ](?:part|stage|phase|step|cohort)s?\b|\bsub-?stud|"
    r"\bextension\b|\bexpansion\b|\bescalat|\bopen[- ]?label\w* (?:\w+ ){0,2}(?:arm|group|phase|part|period|"
    r"cohort|safety|maintenance)|\bpilot (?:cohort|group|phase|part|arm)|\bhistor\w+ (?:control|cohort|data)|"
    r"\bobservational (?:arm|group|cohort)|\bassigned (?:by|if|based)|\ballocated by|\bquasi|\bunwilling|"
    r"\bdeclin(?:e|ed|ing) to\b|\brefus|\bpreference|\bnon-?random|\bnot (?:be )?random|\broll-?over|"
    r"\bre-?random|\bsecond randomi|\brandomi[sz]ations\b|\beach (?:side|eye|leg|half)|"
    r"\bboth (?:sides|eyes|legs)|\balternat|\bsingle[- ]arm|\bregistry arm|\b(?:non-?)?responders?\b|"
    r"\bothers (?:get|receive|will)\b|\bdoctors? (?:will )?(?:pick|decide|choose)|"
    r"\bif (?:they|the patient|randomi)|\badditional (?:\w+ )?(?:cohort|group|arm|patients|participants)|"
    r"\ball (?:other|remaining)|\b(?:low|high|standard)[- ]risk (?:\w+ )?(?:patients|participants|children)",
    re.I,
)
"""What still speaks against a text that says so: an order, a side, a part, whole places, a choice."""
_BY_RULE = gated(
    r"\b(?:cohort|part|stratum|arm|group) (?:[A-D]|[1-4]|I{1,3})\b|\b(?:healthy|normal) (?:controls?|"
    r"volunteers?|"
    r"comparison)\b|\bcontrols:|\bcontrol(?:s| (?:group|subjects|patients|participants))\b",
    re.I,
)
_AS_BEFORE = gated(
    r"\baccording to the (?:dose|treatment|group)\w* (?:\w+ ){0,4}in (?:the|their) (?:parent|previous|"
    r"core) "
    r"(?:study|trial)",
    re.I,
)
"""Who goes on in a second study with what the first one gave is drawn by no chance (NCT05816382)."""


def _running(record: StudyRecord) -> tuple[str, ...]:
    part = record.protocol_section
    titles, words = part.identification_module, part.description_module
    model = part.design_module.design_info.intervention_model_description
    texts = (
        titles.brief_title,
        titles.official_title,
        model,
        words.brief_summary,
        words.detailed_description,
    )
    return tuple(filter(None, texts))


def may_be_more_than_groups(record: StudyRecord) -> bool:
    """True where any word may mean that the listed groups are not different people side by side.

    They may be parts, orders, sides of a body, kinds of people, or be joined by choice. Broad on purpose:
    what is told of such a study is weaker, and still true.
    """
    part = record.protocol_section
    module = part.arms_interventions_module
    return (
        part.design_module.study_type != "INTERVENTIONAL"
        or any(_IN_A_NAME.search(group.label or "") for group in module.arm_groups)
        or any(_OF_A_GROUP.search(group.description or "") for group in module.arm_groups)
        or any(map(_ELSEWHERE.search, _running(record)))
        or any(_ELSEWHERE.search(item.description or "") for item in module.interventions)
        or _BY_RULE.search(part.eligibility_module.eligibility_criteria or "") is not None
    )


def chance_of(
    record: StudyRecord, arms: tuple[Arm, ...], *, kinds: str, same: bool, healthy: bool, doubted: bool
) -> Chance:
    """Say how far chance is told: see ``Facts.chance``.

    ``kinds``: what the groups are called after. ``same``: they are of the same people. ``healthy``: healthy
    people take part beside the ill. ``doubted``: either, or see ``may_be_more_than_groups``.
    """
    info = record.protocol_section.design_module.design_info
    groups = record.protocol_section.arms_interventions_module.arm_groups
    running = _running(record)
    texts = (*running, *(f"{group.label} {group.description}" for group in groups))
    said = any(map(_RANDOM.search, texts))
    if info.allocation == "NON_RANDOMIZED":
        return _without_chance(texts, said=said, same=same or info.intervention_model == "SINGLE_GROUP")
    if same:
        return "same_people"
    lists = {(frozenset(arm.gets), frozenset(arm.dummies)) for arm in arms}
    if kinds == "people" and len(lists) == 1:
        return ""  # kinds of people who all get the same: nothing is left for chance (NCT02810535)
    if not said or kinds == "people" or any(map(_AS_BEFORE.search, running)):
        return "listed"
    if info.intervention_model != "PARALLEL" or healthy or len(groups) < _TWO:
        return "part"
    if len(lists) == len(groups) and not doubted:
        return "decides"
    directly = any(map(_DIRECTLY.search, texts))
    return "decides" if directly and not any(map(_NOT_SO_FOR_ALL.search, texts)) else "part"


_TWO = 2


def _without_chance(texts: tuple[str, ...], *, said: bool, same: bool) -> Chance:
    if said and any(map(_for_a_part, texts)):
        return "no_and_part"
    return "" if same else "no_listed" if said else "no"


def _for_a_part(text: str) -> bool:
    """True where a sentence gives chance to one part or cohort of the study (NCT05007782)."""
    found = _RANDOM.search(text)
    if found is None:
        return False
    sentence = around(text, found.start(), found.end())
    return OF_A_PART.search(sentence) is not None and TOLD_OF_ANOTHER.search(sentence) is None
