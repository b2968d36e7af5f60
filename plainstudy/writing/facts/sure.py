"""When a page may say "it is for adults with asthma": titles and rules agree on it, and no word doubts it.

=====================  ==========================================================================
a page says            what has to hold
=====================  ==========================================================================
for adults with X      a rule of who can join asks for X by its whole name and names nothing else
                       that would do; a title names X too, or X is the one condition; the rules
                       are not for several groups, and no box, title, group, rule or summary
                       speaks of people who are well, at risk, suspected, past it or others
for adults with A or B the same of all of them, in one rule or one title that joins them so
it is about X          the list of conditions names X
=====================  ==========================================================================

The last is the rule, the others the exception: a needless "about" harms nobody.
"""

import re

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .bearing_out import has_any, lines_of_who_can_join, named_in, places_of, stems_of
from .fact import Fact
from .finer import finer_of, is_narrowed
from .short_forms import own_short_forms
from .things import Topic
from .topics import names_an_illness

_OTHER_PURPOSES = frozenset({"SCREENING", "DIAGNOSTIC", "HEALTH_SERVICES_RESEARCH"})
_OTHER_MODELS = frozenset({"CASE_CONTROL", "FAMILY_BASED", "ECOLOGIC_OR_COMMUNITY"})
_DIAGNOSED = gated(r"\bdiagnos(?:ed|is|es)\b(?: \w+)? (?:with|of|as)\b", re.I)

_OTHERS = (
    r"\bhealthy\b|\bvolunteers?\b|\bnormal (?:controls?|subjects|volunteers|individuals|people|donors?|"
    r"weight|"
    r"glucose|glyc\w+|population)\b|\bnormo\w+|\bwithout\b|\bnon[- ]?(?:allerg|diabet|asthma|obes|atop|smok|"
    r"eosinoph|case|carrier|respond|user|ckd|hiv|sever|infect|cancer)\w*|"
    r"\b(?:relatives?|siblings?|caregivers?|carers?|care ?givers?|spouses?|famil(?:y|ies)|parents?|mothers?|"
    r"fathers?|dyads?|couples|providers?|prescribers?|physicians?|doctors?|nurses?|clinicians?|"
    r"students?|staff|"
    r"workers|donors?)\b|\bsuspect\w*|\bsuspicion\b|\bpossible \w+|\bat (?:\w+[- ]){0,2}risk\b|"
    r"\bhigh[- ]risk "
    r"(?:of|for|people|individuals|population)|\brisk (?:of|for|factors?)\b|\brecover(?:ed|y)\b|"
    r"\bremission\b|"
    r"\bhealed\b|\bsurvivors?\b|\bscreen(?:ed|ing)\b(?! (?:visit|period|phase|for (?:this|the) stud))|"
    r"\bprevent\w*|\bprophyla\w*|\bprotect\w*|\bnewborns?\b|\boffspring\b|\bgeneral population\b|"
    r"\bpost[- ]?(?:covid|viral|sars|partum|infect)\w*|\bdelabel\w*|\bde-label\w*|\btoleran(?:t|ce)\b|"
    r"\bcolonization\b"
)
"""Words for people who have not got an illness, may not have it, or have it no more."""
_IN_TITLE = gated(
    rf"{_OTHERS}|\bcontrols\b|\bcontrol (?:group|subjects)|\bcase[- ]control\b|\bhistory\b|\bpredict\w*|"
    r"\bincidence\b|\bprevalence\b|\bonset\b|\bdetect\w*|\bdiagnos(?:is|tic|ing)\b|\bawareness\b|"
    r"\bknowledge\b|"
    r"\bsurvey\b|\bepidemiolog\w*|\bpregnan\w*|\bmaternal\b|\bbasket\b|\bvarious\b|\bany\b|"
    r"\bmultiple (?!myeloma|"
    r"sclerosis|dose|ascending|system)|\bor other\b|\band other\b|\bvaccin\w*|\bpopulation[- ]based\b|"
    r"\bidentify\b|\bcompar\w+ (?:\w+ ){0,3}(?:people|patients|subjects|children|adults)\b|\bvalidation\b",
    re.I,
)
_IN_GROUP = gated(
    rf"{_OTHERS}|\bhistory of\b|\bnegative\b|\bna[iï]ve\b|\bno (?:known |history |prior )?"
    r"(?:allerg|diabet|asthma|disease|illness|cancer|evidence|signs?)\w*|\bbasket\b|\bunaffected\b",
    re.I,
)
_CONTROLS = gated(r"\bcontrols?\b|\bcomparison (?:group|cohort)\b|\breference (?:group|cohort)\b", re.I)
_IN_RULES = gated(
    r"\bhealthy\b|\bvolunteers?\b|\bcontrols\b|\bcontrol (?:group|subjects?|participants?|cohort|patients)\b|"
    r"\bnormal (?:controls?|subjects|volunteers|donors?|weight)\b|\bsuspect\w*|\bsuspicion\b|"
    r"\bat (?:\w+ ){0,2}risk\b|\brisk (?:of|for)\b|\bdyads?\b|\bcaregivers?\b|\bcare ?givers?\b|\bcarers?\b|"
    r"\bsiblings?\b|\brelatives\b|\bspouses?\b|\bdonors?\b|\bprescribers?\b|\bhealed\b|"
    r"\bsurvivors?\b|"
    r"\bcohorts?\b|\bpart [A-D1-4]\b|\bgroups? ?(?:[A-D1-4]\b|:)|\bstratum\b|\barms? ?(?:[A-D1-4]\b|:)|"
    r"\bany (?:type|kind|cancer|allerg|solid|patient|adult|person|subject|individual)\w*|"
    r"\bsub-?stud|\bgeneral population\b|\b(?:study|patient|case) group\b|"
    r"\bnon[- ]?(?:allerg|diabet|asthma|obes|atop|eosinoph|ckd|smok)\w*|\baim \d\b|\bemployees\b|"
    r"\bfor (?:the )?(?:parent|caregiver)s?:|\bparents? or (?:legal )?guardians? of\b",
    re.I,
)
_IN_SUMMARY = gated(
    r"\bhealthy (?:\w+ ){0,2}(?:controls?|volunteers?|subjects|participants?|individuals|people|"
    r"persons?|adults?|"
    r"children|women|men|donors?|peers|siblings|group|population)\b|\bcontrols\b|"
    r"\bwith (?:and|or|/|and/or) ?without\b|\bcaregivers?\b|\bdyads?\b|\bsuspected (?:of|to|patients|"
    r"cases)\b|"
    r"\b(?:people|patients|adults|individuals|subjects|children|women|men|those|participants|infants) "
    r"(?:without|with no|at (?:\w+ ){0,2}risk)\b|\b(?:patients|people|individuals|adults|"
    r"children|subjects) (?:who )?(?:do|does|did) not have\b|\bsurvivors\b|\bnormal (?:subjects|controls|"
    r"volunteers|individuals)\b|\bpre-?diabetes\b",
    re.I,
)
_QUALITIES = re.compile(
    r"^(?:(?:moderate|mild|low|intermediate)[- ]to[- ](?:severe|moderate|high)|severe|moderate|mild|"
    r"chronic|acute|eosinophilic|metastatic|advanced|refractory|relapsed|recurrent|"
    r"early[- ]stage|locally|resectable|unresectable|resected|newly diagnosed|persistent|uncontrolled|"
    r"resistant|"
    r"treatment-resistant|high-risk|low-risk|perennial|seasonal|primary|secondary|symptomatic|active|"
    r"long-lasting|"
    r"inoperable|operable|poorly controlled|inadequately controlled|difficult-to-treat|to|or|and|,|"
    r"previously treated|"
    r"untreated|stage [IV]+[ABC]?|early|late|localized|intermediate-risk|progressive|steroid-dependent)[, ]+",
    re.I,
)
_PARTS = re.compile(r",? (?:or|and|with) |, ")
_SEVERAL = re.compile(r" or | and |, ")
_DENIES = gated(
    r"\bno\b|\bnot\b|\bwithout\b|\bnever\b|\babsence\b|\bfree (?:of|from)\b|\bnegative\b|\bhistory\b|"
    r"\bprior\b|"
    r"\bprevious(?:ly)?\b|\bpast\b|\brisk\b|\bformer\b|\bexclu\w+|\bfamily\b|\bparents?\b|\bmothers?\b|"
    r"\bif\b|"
    r"\bmay\b|\bscreening\b|\bpossible\b|\blabel\w*|\breported\b|\brecover\w*|\bremission\b|"
    r"\bregardless\b|\bcases\b|\beither\b|"
    r"\b(?:one|any|some|more) of\b|\bpost-\w+|\bafter\b|\bnormal\b|\bbenign\b",
    re.I,
)
_HARMLESS = re.compile(
    r"\b(?:prior|previous|no|not|without|history|after|past|previously) (?:to |of )?(?:study|screening|"
    r"enrol\w+|"
    r"informed|randomi[sz]ation|inclusion|consent|more than|less than|older|younger)\b|"
    r"\b(?:fe)?males? (?:or|and|/) (?:fe)?males?\b|\bor (?:older|greater|more|above|over|equal|less|"
    r"their|her|his|"
    r"legal\w*|at least|longer|higher|lower|by|on|in|who|has|have|had|using|with)\b|"
    r"\bmen (?:or|and) women\b|\bwomen (?:or|and) men\b",
    re.I,
)
_OTHERWISE = re.compile(r"\bor\b|/|,|\band\b|;| \. |\(|\)", re.I)
_NO_ILLNESS = gated(
    r"\b\w*-?(?:un)?blind\w*|\bdiseases? (?:characteristics|activity|progress\w*|control|duration|severity|"
    r"criteria|free|status|burden|state)\b|\b(?:measurable|progressive|metastatic|active|evaluable|stable|"
    r"residual|assessable|target) (?:disease|lesions?)\b|\btoxic\w*|\bsensiti\w+|\bhypersensitivity test\w*|"
    r"\bmetasta\w+|\blesions?\b|\bseronegativ\w+|\bimpairment\b|\bbiops\w+|\borientation\b|\binjections?\b|"
    r"\bresistan\w+|\bdysfunction\b|\bthis (?:disease|condition)\b|\bfibro\w*scan",
    re.I,
)
"""What reads like an illness, and is a way of working or how an illness goes."""
_ONE_NAME = re.compile(
    r"\b(head|nose|relapsed|advanced|hand|neck|brain|ear) (and|or|with) "
    r"(?=neck|eyes?|refractory|metastatic|foot|face|spine|nose)"
)
_BEFORE, _AFTER = 70, 40
_SHORT_LINE = 9


def speaks_of_others(record: StudyRecord) -> bool:
    """True where a box or a word of the record leaves room for people who have not got the illness."""
    part = record.protocol_section
    info = part.design_module.design_info
    rules = "\n".join(lines_of_who_can_join(part.eligibility_module.eligibility_criteria or ""))
    if part.eligibility_module.healthy_volunteers or info.observational_model in _OTHER_MODELS:
        return True
    if info.primary_purpose == "PREVENTION":
        return True
    if info.primary_purpose in _OTHER_PURPOSES and not _DIAGNOSED.search(rules):
        return True
    titles = part.identification_module
    if any(text and _IN_TITLE.search(text) for text in (titles.brief_title, titles.official_title)):
        return True
    if not rules.strip() or _IN_RULES.search(rules):
        return True
    drawn = info.allocation == "RANDOMIZED"
    groups = part.arms_interventions_module.arm_groups
    for group in groups:
        label = group.label or ""
        if _IN_GROUP.search(label) or (not drawn and len(groups) > 1 and _CONTROLS.search(label)):
            return True
        if not drawn and group.description and _IN_GROUP.search(group.description):
            return True
    told = part.description_module
    return any(text and _IN_SUMMARY.search(text) for text in (told.brief_summary, told.detailed_description))


class _Names:
    """One illness and all the words by which this record may name it."""

    __slots__ = ("names", "shorts", "stems")

    def __init__(self, record: StudyRecord, words: str, registered: str) -> None:
        self.names = tuple(dict.fromkeys(filter(None, (words, registered))))
        self.shorts = tuple({form for name in self.names for form in own_short_forms(record, name)})
        self.stems = (*stems_of(" ".join(self.names)), *self.shorts)

    def stand_in(self, low: str) -> bool:
        """True where a text in small letters has the whole name, a listed synonym or the short form."""
        return any(named_in(low, name) for name in self.names) or (
            bool(self.shorts) and has_any(low, self.shorts)
        )

    def are_asked_for(self, low: str) -> bool:
        """True where a rule in small letters asks for it, denies nothing, and would take nothing else."""
        if not self.stand_in(low):
            return False
        places = [place for stem in self.stems if (place := low.find(stem)) >= 0]
        told = low[max(0, min(places) - _BEFORE) : max(places) + _AFTER] if places else low
        return _DENIES.search(told) is None and not self.have_rivals(told)

    def have_rivals(self, low: str) -> bool:
        """True where an illness of another name stands beside this one."""
        return any(
            names_an_illness(part) and not has_any(part, self.stems)
            for part in _OTHERWISE.split(_NO_ILLNESS.sub(" ", low))
        )


_BARE = frozenset({"allergy", "cancer", "tumors", "infection", "pain"})
"""Heads without what tells which one it is: nobody is for these alone."""


def everyone_has(record: StudyRecord, ill: Topic | None) -> Topic | None:
    """Give the illness where titles and rules agree on it, and no title narrows it; None otherwise."""
    if ill is None or ill.words in _BARE:
        return None
    if is_narrowed(record, ill) or finer_of(record, ill) is not ill:
        return None
    part = record.protocol_section
    titles = part.identification_module
    title = f"{titles.brief_title or ''} . {titles.official_title or ''}".lower()
    rules = lines_of_who_can_join(part.eligibility_module.eligibility_criteria or "")
    lines = tuple(_HARMLESS.sub(" ", line).lower() for line in rules if line.strip())
    return ill if _all_agree(record, ill, ill.words, title, lines) else None


def _all_agree(record: StudyRecord, ill: Topic, words: str, title: str, lines: tuple[str, ...]) -> bool:
    part = record.protocol_section
    conditions = part.conditions_module.conditions
    alone = len(conditions) == 1
    parts = _parts(words)
    registered = {name.lower(): name for name in conditions}
    names = [
        _Names(record, item, ill.registered if len(parts) == 1 else registered.get(item.lower(), ""))
        for item in parts
    ]
    rules = "\n".join(lines)
    if not all(_quality_stands(item, title) and _quality_stands(item, rules) for item in parts):
        return False
    if len(parts) == 1:
        own = names[0]
        if not (own.stand_in(title) or alone) or own.have_rivals(title):
            return False
        if not any(map(own.are_asked_for, lines)) or any(_asks_another(line, own.stems) for line in lines):
            return False
        return _groups_agree(record, own.stems)
    if not all(own.stand_in(title) for own in names):
        return False
    stems = tuple(stem for own in names for stem in own.stems)
    in_one = [line for line in lines if all(own.stand_in(line) for own in names) and not _DENIES.search(line)]
    joined = any(_is_joined(line, words) for line in (*in_one, title))
    return (
        bool(in_one)
        and joined
        and not any(_asks_another(line, stems) for line in lines)
        and _groups_agree(record, stems)
    )


def _parts(words: str) -> list[str]:
    """Take several illnesses apart; "head and neck" is one place, "relapsed or refractory" one quality."""
    kept = _ONE_NAME.sub(r"\1_\2_", words)
    bare = kept
    while (found := _QUALITIES.match(bare)) and found.end() < len(bare):
        bare = bare[found.end() :]
    if not _SEVERAL.search(bare):
        return [words]
    return [part.replace("_", " ") for part in _PARTS.split(kept)]


def _is_joined(low: str, words: str) -> bool:
    """True where a line has the joining word, and not the other one."""
    if " or " in words:
        return " or " in low or "and/or" in low or "/" in low
    return " or " not in low and "/" not in low and (" and " in low or " with " in low)


_ALIKE = {
    "long-": "chronic",
    "newly": "new",
    "high-": "high",
    "low-r": "low",
    "intermediate-": "intermediate",
}


def _quality_stands(words: str, low: str) -> bool:
    found, bare = [], words
    while (match := _QUALITIES.match(bare)) and match.end() < len(bare):
        found += re.findall(r"[a-z]{4,}", match.group().lower())
        bare = bare[match.end() :]
    return all(("chronic" if word == "long" else word)[:6] in low for word in found if word != "lasting")


def _asks_another(low: str, stems: tuple[str, ...]) -> bool:
    """True for a short rule that names another illness: it may be asked for instead."""
    return (
        len(low.split()) <= _SHORT_LINE
        and names_an_illness(_NO_ILLNESS.sub(" ", low))
        and not has_any(low, stems)
        and not re.match(r"\W*(?:\d+[.)]\s*)?(?:no|not|without|absence|free)\b", low)
    )


_IS_WITHOUT = re.compile(r"\b(?:without|no|non-?)[ -]?(?:\w+ ){0,2}$")


def _groups_agree(record: StudyRecord, stems: tuple[str, ...]) -> bool:
    """True where no group is named after another illness, and watched groups are all named after this one."""
    part = record.protocol_section
    groups = part.arms_interventions_module.arm_groups
    labels = [(group.label or "").lower() for group in groups]
    texts = (*labels, *((group.description or "").lower() for group in groups))
    if any(
        _IS_WITHOUT.search(before) for text in texts for stem in stems for before, _ in places_of(text, stem)
    ):
        return False
    if part.design_module.study_type == "OBSERVATIONAL" and len(labels) > 1:
        return all(has_any(label, stems) for label in labels)
    return not any(names_an_illness(label) and not has_any(label, stems) for label in labels)


def all_are_called(record: StudyRecord, called: Fact[str] | None) -> Fact[str] | None:
    """Keep what a title calls the people where the rules have each telling word of it too."""
    if called is None or _is_called_finer(record, called.value):
        return None
    criteria = record.protocol_section.eligibility_module.eligibility_criteria or ""
    rules = "\n".join(lines_of_who_can_join(criteria)).lower()
    words = (word for word in re.findall(r"[a-z]{4,}", called.value.lower()) if word not in _PLAIN)
    return called if all(word[:6] in rules for word in words) else None


def _is_called_finer(record: StudyRecord, words: str) -> bool:
    """True where a title names their illness more finely: relapsed lymphoma, of "lymphoma patients"."""
    first, _, illness = words.partition(" with ")
    named = illness or first.rpartition(" ")[0]
    topic = Topic(registered=named, words=named, path="", kind="illness")
    return bool(named) and (finer_of(record, topic) is not topic or is_narrowed(record, topic))


_PLAIN = frozenset(
    {
        "with",
        "from",
        "that",
        "have",
        "without",
        "people",
        "participants",
        "patients",
        "individuals",
        "recipients",
    }
)
