"""What is measured first, recognised where we have plain words for it, and when."""

import re
from functools import lru_cache

from plainstudy.record.record import StudyRecord
from plainstudy.writing.gated import gated

from .fact import Outcome
from .fitting import fits
from .names import exact

PATH = "protocolSection.outcomesModule.primaryOutcomes"
_MOST = 3
_LONGEST = 25

# First match wins; a measure that matches nothing is quoted as registered.
_TOPICS = [
    (name, gated(pattern, re.I))
    for name, pattern in (
        (
            "accuracy",
            (
                r"\bsensitivity\b(?!.*itch).*\bspecificity\b|\bspecificity\b.*\bsensitivity\b|"
                r"diagnostic accuracy|"
                r"area under the receiver|\bROC curve"
            ),
        ),
        (
            "",
            (
                r"predict|correlat|associat|relationship|risk factors?\b|agreement|understand|mechanism|"
                r"compar(?:e|ison) of|prevalence|fear\b|knowledge|cost|prognos|composite|stratum|confidence|"
                r"awareness|hospitali[sz]ation|vital signs|monoclonal|antibody arrays?|"
                r"weight loss (?:clinic|program)|"
                r"pain frequency|frequency of pain|manufactur|anxiety sensitivity|"
                r"\bwith (?:and|or|versus|vs\.?) without\b"
            ),
        ),
        (
            "dose",
            (
                r"maximum tolerated dose|maximal tolerated dose|(?-i:\bMTD\b)|"
                r"recommended (?:phase|dose)|(?-i:\bRP2D\b)"
            ),
        ),
        ("dose_harm", r"dose[- ]limiting toxicit|(?-i:\bDLTs?\b)"),
        (
            "harms",
            (
                r"adverse (?:drug )?(?:events?|reactions?|effects?|experiences?)|(?-i:\bAEs?\b|\bSAEs?\b|"
                r"\bTEAEs?\b)|"
                r"^safety(?: and tolerability)?\.?$|^toxicit(?:y|ies)$|^tolerability$|side effects?"
            ),
        ),
        (
            "drug_level",
            (
                r"pharmacokinetic|\bC ?max\b|half-?life|plasma concentration|"
                r"serum concentration of|"
                r"C ?trough|bioavailability|(?-i:\bPK\b)"
            ),
        ),
        (
            "progression_free",
            r"progression[- ]?free survival|(?-i:\bPFS\b)",
        ),
        (
            "return_free",
            (
                r"(?:disease|event|relapse|recurrence|metastas\w+)[- ]?free survival|(?-i:\bDFS\b|\bEFS\b|"
                r"\bRFS\b)|"
                r"\brelapse rate|recurrence rate|time to recurrence|local recurrence"
            ),
        ),
        (
            "survival",
            (
                r"\boverall survival\b|over all survival|(?-i:\bOS\b)|^survival$|survival rate|"
                r"all[- ]cause mortality|"
                r"^mortality$|^death$|time to death"
            ),
        ),
        (
            "no_cancer_left",
            (
                r"patholog\w+ complete (?:response|remission)|(?-i:\bpCR\b)|major pathologic\w+ response|"
                r"(?-i:\bMPR\b)"
            ),
        ),
        (
            "shrinking",
            (
                r"(?:objective|overall|best overall|tumou?r) (?:tumou?r )?(?:response|remission)(?: rates?)?|"
                r"(?-i:\bORR\b)|"
                r"disease control rate|(?-i:\bDCR\b)"
            ),
        ),
        (
            "long_term_sugar",
            (
                r"\bHb ?A1c\b|h(?:a)?emoglobin A ?1 ?c|glycat\w+ h(?:a)?emoglobin|"
                r"glycosylated h(?:a)?emoglobin|\bA1c\b"
            ),
        ),
        (
            "sugar",
            (
                r"time in (?:target )?(?:glucose )?(?:range|target)|blood (?:glucose|sugar)|"
                r"glucose (?:level|control|concentration|variability)s?|glyc[a]?emic control|plasma glucose|"
                r"fasting glucose|"
                r"sensor glucose"
            ),
        ),
        ("low_sugar", r"hypoglyc[a]?emi[ac]"),
        ("breath", r"(?-i:\bFEV ?[-_]?1\b|\bFVC\b)|forced expiratory|peak expiratory flow|lung function"),
        ("flare_ups", r"exacerbation"),
        ("asthma_control", r"asthma control|(?-i:\b(?:ACT|ACQ|cACT|C-ACT|ACQ-?[567])\b)"),
        (
            "headache_number",
            (
                r"(?:headache|migraine|attack)s?\b.*\b(?:frequency|days|per week|per month|number)|"
                r"(?:frequency|number|days?) (?:of|in|with)?.*(?:headache|migraine|cluster|attack)|"
                r"^(?!.*\b(?:pain|intensity|severity|scores?)\b).*reduction (?:of|in|with)?.*"
                r"(?:headache|migraine|cluster|attack)"
            ),
        ),
        ("eczema", r"\bSCORAD\b|(?-i:\bEASI\b|\bIGA\b)|eczema area|investigator'?s? global assessment"),
        ("itch", r"\bitch\b|pruritus"),
        ("hives", r"urticaria activity|\bUAS ?7?\b"),
        (
            "food_amount",
            (r"cumulative (?:tolerated|reactive) dose|eliciting dose|maximum tolerated (?:amount|protein)"),
        ),
        ("food_reaction", r"food challenge"),
        ("disability", r"oswestry|neck disability|roland[- ]morris|(?-i:\bODI\b|\bNDI\b)"),
        ("pain", r"\bpain\b(?!.*(?:medic|relief drug|killer|interference))"),
        ("fusion", r"\bfusion (?:rate|success|status)|rate of fusion"),
        (
            "nose_symptoms",
            (
                r"nasal symptom|\bT?NSS\b|SNOT-?2[02]|sino-?nasal outcome|nasal congestion|combined symptom|"
                r"symptom[- ](?:and |/)?medication score|rhinoconjunctivitis symptom|rhinitis symptom"
            ),
        ),
        ("polyps", r"nasal polyp score"),
        (
            "depression",
            (
                r"depressi(?:on|ve) (?:symptom|score|severity|scale|rating)|\bPHQ-?9\b|\bHAM-?D\b|MADRS|"
                r"beck depression"
            ),
        ),
        ("anxiety", r"\banxiety\b(?!.*depress)"),
        ("sleep", r"\binsomnia (?:severity|index)|\bsleep (?:quality|duration|efficiency)"),
        ("bmi", r"\bBMI\b|body mass index"),
        ("weight", r"body weight|weight loss|weight change|change in weight"),
        ("blood_pressure", r"blood pressure"),
        ("life_quality", r"quality of life|\bHR?QoL\b|\bQOL\b|EORTC QLQ|\bSF-36\b"),
        (
            "antibodies",
            (
                r"antibod(?:y|ies)|\btiter|\btitre|seroconver|seroprotect|immunogenicity|(?-i:\bIgE\b|"
                r"\bIgG4?\b)|immune response"
            ),
        ),
        ("skin_test", r"skin (?:prick )?(?:test|reactivity)|wheal"),
        ("doable", r"feasibility|recruitment rate"),
        ("acceptance", r"acceptab"),
        ("use", r"adherence|compliance with|engagement|usage"),
        ("symptoms", r"symptom (?:score|severity|relief|control)|symptom scores?"),
        ("responders", r"\bresponders?\b|response rates?|respon\w+ to treatment|clinical response"),
    )
]
_NUMBER = r"(\d+(?:\.\d+)?)"
_UNIT = r"(minutes?|hours?|days?|weeks?|wks?|months?|mos?|years?|yrs?|hrs?)"
_WHEN = (
    (
        gated(
            rf"^(?:at |after |for |over |through |within )?(?:a period of )?{_NUMBER}[\s-]*{_UNIT}\.?$", re.I
        ),
        "",
    ),
    (re.compile(rf"^up ?to (?:a maximum of )?{_NUMBER}[\s-]*{_UNIT}\.?$", re.I), "up to "),
    (re.compile(rf"^up ?to (?:approximately|about) {_NUMBER}[\s-]*{_UNIT}\.?$", re.I), "up to about "),
    (re.compile(rf"^(?:approximately|about) {_NUMBER}[\s-]*{_UNIT}\.?$", re.I), "about "),
    (
        re.compile(
            rf"^(?:from )?baseline(?:,| and| to| up to| through)? (?:at )?{_NUMBER}[\s-]*{_UNIT}\.?$", re.I
        ),
        "",
    ),
)
_AT = re.compile(
    r"^(?:from )?(?:baseline|day [01]|week 0)?(?: \(.{0,20}\))?(?:,| and| to| up to|"
    r" through)?\s*(?:at )?(week|month|day|year)s?\s*(\d+)\.?$",
    re.I,
)
_TO = re.compile(r"\bto\b|\bthrough\b", re.I)
_UNITS = {"wk": "week", "mo": "month", "yr": "year", "hr": "hour"}


_LEADING_NUMBER = gated(r"^\(?\d{1,2}[.)]\s+(?=[A-Z])")


def outcomes_of(record: StudyRecord) -> tuple[Outcome, ...]:
    """Give the first few primary outcomes."""
    listed = record.protocol_section.outcomes_module.primary_outcomes
    return tuple(
        Outcome(
            measure=_LEADING_NUMBER.sub("", exact(item.measure or "")),
            topic=_fitting(item.measure or "", item.description or "") if number == 0 else "",
            when=when_of(item.time_frame or ""),
            path=f"{PATH}[{number}].measure",
            when_path=f"{PATH}[{number}].timeFrame",
            description=_description(item.measure or "", item.description or ""),
            description_path=f"{PATH}[{number}].description",
            told_otherwise=_ASKS_ELSE.search(item.description or "") is not None,
        )
        for number, item in enumerate(listed[:_MOST])
        if (item.measure or "").strip()
    )


_ASKS_ELSE = gated(
    r"\bpredict\w*|\baccura\w*|\bcorrelat\w*|\bagreement\b|\brelationship|\bassociation|\bknowledge\b|"
    r"\bdeceased\b|\bnumber of deaths\b",
    re.I,
)
_SHORT = 3
_LONGEST_DESCRIPTION = 14
_TELLS_NOTHING = re.compile(
    r"(?:the )?(?:primary|main|secondary) |(?:this|the) (?:study|trial|outcome)", re.I
)


def _description(measure: str, description: str) -> str:
    """Give the words that tell what a measure like "rw-PFS" is; "" where there is no need."""
    text = exact(description)
    short = len(measure.split()) <= _SHORT and not measure.islower()
    tells = 2 < len(text.split()) <= _LONGEST_DESCRIPTION and text.lower() != measure.lower()
    tells = tells and _TELLS_NOTHING.match(text) is None
    clear = not any(sign in text for sign in '“”"\n:;*\\') and text.count("(") == text.count(")")
    return text.rstrip(".") if short and tells and clear and not text.isupper() else ""


def _fitting(measure: str, description: str) -> str:
    """Give the topic of a measure where it fits the whole of it; "" where the measure must be quoted."""
    name = name_of(measure)
    rest = measure[len(name) :]
    if rest and not _TELLS_MORE.search(rest):
        topic = topic_of(name)
        if topic and fits(topic, name, f"{rest} {description}"):
            return topic
    topic = topic_of(measure)
    return topic if topic and fits(topic, measure, description) else ""


_DEFINED = gated(
    r"[,;:]? (?:(?:as|is|are|was|were|will be|which is) )*(?:defined|measured|assessed|evaluated|determined|"
    r"calculated|expressed|graded|judged|analy[sz]ed|estimated)(?: (?:as|by|with|using|in|on|from|at|per|"
    r"according)\b|$)|"
    r"[,;:]? (?:as )?(?:according to|based on|as per|by means of)\b|\. (?=[A-Z][a-z])",
    re.I,
)
_LEAST_NAME = 3
_TELLS_MORE = re.compile(r"^\.|\bcounts?\b|\bpanel\b|\blaborator|\bvital signs", re.I)
"""A second sentence may tell of a second measure, and a count of blood cells is no harm."""


def name_of(measure: str) -> str:
    """Cut off how a measure is defined: "Survival (OS), defined as time" gives "Survival (OS)"."""
    found = _DEFINED.search(measure)
    name = measure[: found.start()] if found and found.start() >= _LEAST_NAME else measure
    return name if name.count("(") == name.count(")") else measure


@lru_cache(maxsize=20_000)
def topic_of(measure: str) -> str:
    """Say which measure this is, of those we have words for; "" for any other."""
    if len(measure.split()) > _LONGEST:
        return ""  # such a text names many measures (NCT00603785)
    for name, pattern in _TOPICS:
        if pattern.search(measure):
            return name
    return ""


@lru_cache(maxsize=20_000)
def when_of(time_frame: str) -> str:
    """Put a simple time frame into words: "Weeks 40" gives "week 40", a point; "" for any other."""
    text = " ".join(time_frame.split())
    for pattern, before in _WHEN:
        if found := pattern.match(text):
            amount = _amount(found[1], found[2])
            return before + amount if amount else ""
    if found := _AT.match(text):
        point = _point(found[2], found[1])
        return f"up to {point}" if point and _TO.search(text) else point
    return ""


def _point(number: str, unit: str) -> str:
    """Give a point in time, which is no length: day 1 is the first one."""
    return f"{unit.lower()} {int(number):,}" if int(number) else ""


def _amount(number: str, unit: str) -> str:
    if float(number) == 0:
        return ""  # the beginning, no length of time
    unit = unit.lower().rstrip("s")
    unit = _UNITS.get(unit, unit)
    if "." not in number:
        number = f"{int(number):,}"
    return f"{number} {unit}" if number == "1" else f"{number} {unit}s"
