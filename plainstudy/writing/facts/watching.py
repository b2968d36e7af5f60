"""What a study that is listed as watching does, as far as a second field bears the boxes out.

"Observational", "retrospective" and "cross-sectional" are one box each, and the texts of many such records
tell of people who are given something, of blood that is to be taken, or of years of follow-up. A page
repeats a box only where a text agrees and none speaks against it; else it says no more than that facts are
collected.
"""

import re
from collections.abc import Sequence

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .acts import ARMS, texts_of
from .fact import Fact, Watching
from .prose import SUMMARY, around, both_titles
from .things import Treatment

_MAY_GIVE = gated(
    r"randomi[sz]|\bplacebo|\bdouble[- ]blind|\b(?:will|to) (?:be )?(?:receiv\w*|given|treated|administ\w*|"
    r"inject\w*|"
    r"appl(?:y|ied)|undergo)\b|\bchallenge|provocation|\binject|immunotherap|\btreated with|"
    r"\btreatment group|"
    r"\bintervention group|\badminist(?:er|rat)\w*|\bwe aim to apply|\bphase (?:I|II|III|1|2|3)\b|\bdos(?:e|"
    r"es|ing)\b|"
    r"\breceived (?:\w+ ){0,3}(?:supplement\w*|diet\w*|education|treatment|therapy|drugs?|injections?)\b|"
    r"\bradiotracer|\bPET\b|\bsurg(?:ery|ical)|\bincision|\bimplant|\bbiops|\bpunctur|\baspirat|\bendoscop|"
    r"\bbronchoscop|"
    r"\bcatheter|\bexposure (?:unit|chamber)",
    re.I,
)
_NOTHING_DONE = re.compile(r"\bno (?:\w+ )?(?:intervention|treatment|drug)s?\b|non-?intervention", re.I)
_MEASURES = gated(
    r"\b(?:tests?|testing|scans?|imaging|images?|MRI|CT|PET|ECG|EMG|HD-EEG|ultrasound|ultrasonogra\w*|"
    r"tomograph\w*|"
    r"\w*scop(?:y|ic)|\w+graph(?:y|ic)?|\w+metry|monitor\w*|sensors?|record(?:ing|er|s)?|measur\w*|"
    r"predict\w*|"
    r"detect\w*|diagnos\w*|analys[ie]s|assays?|biomarkers?|markers?|express\w*|prevalence|levels?|"
    r"characteri\w*|"
    r"caracteri\w*|sampl\w*|collection|draw\w*|blood|serum|urine|stool|sputum|biops\w*|aspir\w*|punct\w*|"
    r"questionnaires?|"
    r"survey|scales?|score\w*|interviews?|assess\w*|evaluat\w*|examin\w*|screen\w*|histor(?:y|ies)|data|"
    r"follow-?up|"
    r"stud(?:y|ies)|observation\w*|patterns?|antibod(?:y|ies) (?:detect|serum|level)\w*|sensiti[sz]ation|"
    r"status|genotyp\w*|"
    r"sequenc\w*|phenotyp\w*|microbio\w*|transcript\w*|registr\w*|actigraph\w*|capnograph\w*|camera|watch|"
    r"smartwatch|fitbit|"
    r"spirometr\w*|ImmunoCap|task|exercise test|challenge|provocation|intake|symptoms|cycle|kits?|"
    r"epidemiolog\w*|"
    r"confirmation|task|validation|analy[sz]er|protocol|tool|stratification|strategy|technology|profile|"
    r"isolation|"
    r"there (?:is|are) no)\b",
    re.I,
)
_TREATS = gated(
    r"\b(?:\w*therap(?:y|ies)|treat(?:ed|ment)s?|surg\w+|\w{3,}(?:ectomy|plasty|otomy|odesis)|inject\w+|"
    r"infusions?|"
    r"vaccin\w*|drugs?|blockade|blocks?|inhibitors?|radiofrequency|stimulat(?:ion|or)s?|supplement\w*|"
    r"placebo|insulin|"
    r"implant\w*|grafts?|discs?|cage|fusion|interbody|stents?|pacemaker|transplant\w*|bypass|discectom\w*|"
    r"laser|"
    r"acupuncture|\w*pharmacopuncture|angioplasty|infiltration|osteopathy|massage|antagonists?|antibod(?:y|"
    r"ies)|"
    r"appliances?|cupping)\b",
    re.I,
)
_NEVER = re.compile(
    r"\b(?:detect\w*|spectroscop\w*|isolation|follow-?up|screen|impact of|history|enzymes?)\b", re.I
)
_SURE = frozenset({"drug", "vaccine", "biological", "supplement", "combination", "radiation"})


def is_treatment(item: Treatment, conditions: frozenset[str]) -> bool:
    """True where what is listed surely is a treatment: no test, no sample, no habit, no illness."""
    name = item.registered
    if item.dummy or item.kind in {"care", "measurement", "test", "genetic"} or name.lower() in conditions:
        return False
    if (
        _NEVER.search(name)
        or _NOTHING_DONE.search(name)
        or (_MEASURES.search(name) and not _TREATS.search(name))
    ):
        return False
    return item.kind in _SURE or _TREATS.search(name) is not None


# ── When, and for how long ────────────────────────────────────────────────────

_LOOKS_BACK = gated(
    r"\bretrospectiv\w*|\bcharts?\b|\bmedical (?:records?|files?)\b|\bdatabases?\b|\bhealth records?\b|"
    r"\bpast\b",
    re.I,
)
_LOOKS_AHEAD = gated(
    r"(?<!retro)prospectiv\w*|\bwill (?:be )?(?:asked|tested|invited|recruited|enrolled|interviewed|"
    r"contacted|complete|"
    r"undergo|enroll|receive)\b|\b(?:will collect|collect\w*|take|taking|draw\w*) (?:\w+ )?(?:blood|serum|"
    r"samples)\b|"
    r"\binformed consent\b|\bwill be (?:collected|drawn|taken) from (?:the )?(?:patients|participants|"
    r"subjects)\b",
    re.I,
)
_ONCE = gated(
    r"\bcross[- ]?section\w*|\bsurvey\b|\bquestionnaires?\b|\bsingle (?:visit|time|assessment|evaluation|"
    r"study visit|"
    r"time ?point)\b|\bone (?:time|study visit|visit|time-?point)\b|\bonly once\b",
    re.I,
)
_LATER = gated(
    r"\bfollow(?:ed)?[- ]?(?:up|for|over)\b|\blongitudinal\w*|(?<!retro)\bprospective\w*|\bbaseline and\b|"
    r"\b(?:after|over|for|within|during) (?:a period of |about |the )?\d+ (?:days|weeks|months|years)\b",
    re.I,
)
_LENGTH = re.compile(
    r"(\d+(?:\.\d+)?)\s*[- ]?(day|week|month|year)s?\b|\b(day|week|month|year)s? (\d+)\b", re.I
)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_LONG_ENOUGH = 28
_OVER_TIME = gated(
    r"\bfollow(?:ed)?[- ]?up\b|\bfollowed (?:for|over|until)\b|\blongitudinal\w*|\bnatural (?:history|"
    r"course)\b|"
    r"\bover time\b|\blong[- ]term\b|\bcohort\b|\bprogression\b",
    re.I,
)
_NOT_OVER_TIME = gated(
    r"\bcross[- ]?section\w*|\bsurvey\b|\binterviews?\b|\bprevalence\b|\bsingle visit\b|\bcase[- ]control\b",
    re.I,
)


_LONGEST_DAYS = 100_000
"""No study lasts longer; a number of hundreds of digits is none."""


def _longest(texts: Sequence[str | None]) -> int:
    """Give the longest stretch of days that some time frames name; 0 for none."""
    found = 0.0
    for text in texts:
        for number, unit, unit_first, number_first in _LENGTH.findall(text or ""):
            found = max(found, float(number or number_first) * _DAYS[(unit or unit_first).lower()])
    return int(min(found, _LONGEST_DAYS))


def watching_of(record: StudyRecord, treatments: Sequence[Treatment], *, acts: bool) -> Watching:
    """Work out which of the boxes of a study that watches are borne out by its texts."""
    part = record.protocol_section
    if part.design_module.study_type != "OBSERVATIONAL":
        return Watching()
    info = part.design_module.design_info
    texts = tuple(text for _, text in texts_of(record))
    line = " . ".join(texts)
    conditions = frozenset(text.lower() for text in part.conditions_module.conditions)
    doubted = _MAY_ALLOT.search(line) is not None
    treated = tuple(number for number, item in enumerate(treatments) if is_treatment(item, conditions))
    times = [item.time_frame for item in part.outcomes_module.primary_outcomes]
    lengths = _longest([*times, part.design_module.target_duration])
    when = info.time_perspective
    at_once = (
        when == "CROSS_SECTIONAL" and lengths <= 1 and _ONCE.search(f"{line} {' '.join(filter(None, times))}")
    )
    over_time = (
        when == "PROSPECTIVE"
        and lengths >= _LONG_ENOUGH
        and _OVER_TIME.search(line)
        and not _NOT_OVER_TIME.search(line)
    )
    nothing = all(
        item.kind in {"care", "measurement"} or _NOTHING_DONE.search(item.registered) for item in treatments
    )
    rules = part.eligibility_module.eligibility_criteria or ""
    labels = (group.label or "" for group in part.arms_interventions_module.arm_groups)
    quiet = (
        nothing
        and not acts
        and not _MAY_GIVE.search(line)
        and not _PROVOKES.search(rules)
        and not _TITLE_TREATS.match(part.identification_module.brief_title or "")
        and not any(_TREATS.search(label) and not _UNTREATED.search(label) for label in labels)
    )
    return Watching(
        treated=treated,
        doubted=doubted or acts,
        quiet=quiet,
        untouched=quiet and not _TOUCHES.search(f"{line} {_measured(record)}"),
        blood=_blood_of(record),
        past=when == "RETROSPECTIVE" and _looks_back(line),
        at_once=bool(at_once) and not _LATER.search(line),
        over_time=bool(over_time),
        compares=info.observational_model == "CASE_CONTROL"
        and len(part.arms_interventions_module.arm_groups) > 1,
        of_studies=_OF_STUDIES.search(both_titles(record)) is not None,
        earlier=_EARLIER.search(line) is not None,
    )


_MAY_ALLOT = gated(
    r"randomi[sz]|\brandomly|\bplacebo|\bsham\b|\bblinded|\bassigned|\ballocat|\bcross-?over|"
    r"\bwill be (?:given|offered|"
    r"administered|injected|applied)|\bwill receive|\bintervention group|\bintervention arm|\befficacy of|"
    r"\bimmunotherap\w+ (?:by|with) .*desensit|\bdesensiti[sz]ation|\bphase (?:I|II|III|1|2|3)\b|"
    r"\bclinical trial",
    re.I,
)
"""Words that may speak of what the study itself gives: then it is not told as what people get anyway."""
_TITLE_TREATS = re.compile(
    r"(?:the )?(?:treatment of .+ (?:with|using|by)\b|(?:efficacy|effectiveness|safety) (?:and \w+ )?of\b)",
    re.I,
)
_UNTREATED = re.compile(
    r"\b(?:un-?treated|no|not|non|without|naive|control|before|prior|previous\w*)\b", re.I
)
_PROVOKES = re.compile(r"challenge|provocation|placebo", re.I)
_TOUCHES = gated(
    r"\b(?:blood|serum|plasma|samples?|biops\w*|marrow|swabs?|skin|tests?|assays?|sensors?|needles?|venous|"
    r"vein|"
    r"punctur\w*|"
    r"cultures?|implant\w*|stimulat\w*|devices?|surg\w*|urine|stool|sputum|saliva|genetic|DNA|biomarkers?|"
    r"CT|x-?rays?|MRI)\b",
    re.I,
)
_BLOOD = gated(
    r"\bblood (?:draws?|drawing|sampl\w+|collect\w*|tests?|drawn|taken|was|will|counts?|cells?)\b|\bven(?:e|"
    r"i)punctur\w*|"
    r"\bperipheral (?:blood|vein)|\bwhole blood|\btaking blood|\bblood and|\bml (?:of )?blood|\bserum\b|"
    r"\bplasma\b",
    re.I,
)


_STORED = re.compile(
    r"\b(?:banked|stored|archiv\w+|left-?over|residual|existing|cord blood|biobank\w*|conserved|frozen)\b",
    re.I,
)


def _measured(record: StudyRecord) -> str:
    outcomes = record.protocol_section.outcomes_module.primary_outcomes
    return " ".join(f"{item.measure} {item.description}" for item in outcomes)


def _blood_of(record: StudyRecord) -> Fact[str] | None:
    """Find where the record speaks of blood that is taken: what is listed, kept or measured."""
    part = record.protocol_section
    places = [("protocolSection.designModule.bioSpec.description", part.design_module.bio_spec.description)]
    for number, item in enumerate(part.arms_interventions_module.interventions):
        places += [
            (f"{ARMS}.interventions[{number}].name", item.name),
            (f"{ARMS}.interventions[{number}].description", item.description),
        ]
    for number, outcome in enumerate(part.outcomes_module.primary_outcomes):
        at = f"protocolSection.outcomesModule.primaryOutcomes[{number}]"
        places += [(f"{at}.measure", outcome.measure), (f"{at}.description", outcome.description)]
    places.append((SUMMARY, part.description_module.brief_summary))
    for path, text in places:
        for found in _BLOOD.finditer(text or ""):
            if not _STORED.search(around(text or "", found.start(), found.end())):
                return Fact(found.group(), path, text or "")
    return None


_OF_STUDIES = re.compile(
    r"\bmeta-?\s?analys[ie]s\b|\bsystematic reviews?\b|\bindividual participant data\b", re.I
)


def _looks_back(line: str) -> bool:
    return _LOOKS_BACK.search(line) is not None and _LOOKS_AHEAD.search(line) is None


_EARLIER = gated(
    r"\bno (?:study drug|investigational (?:product|drug)|treatment)s? (?:is|are|will be) (?:given|"
    r"administered)|"
    r"\b(?:parent|previous|earlier) (?:study|trial|studies|trials)\b|\bin vitro\b|\bin mice\b",
    re.I,
)


_OF_A_LIST = gated(
    r"\bregist(?:ry|ries|er\w*)\b|\bdata-? ?(?:base|bank)s?\b|\bbio-? ?(?:bank|repositor)\w*|\brepositor\w+|"
    r"\bcohort\b|\bpatient list",
    re.I,
)


def is_list_of_patients(record: StudyRecord) -> bool:
    """True where the box for a registry is ticked and a text speaks of one (NCT07048717 has surveys)."""
    if not record.protocol_section.design_module.patient_registry:
        return False
    line = " . ".join(text for _, text in texts_of(record))
    once = record.protocol_section.design_module.design_info.time_perspective == "CROSS_SECTIONAL"
    return _OF_A_LIST.search(line) is not None and not (once and _SURVEYS.search(line))


_SURVEYS = re.compile(r"\bsurveys?\b|cross-sectional", re.I)
