"""What a quoted measure has to do with, in a few plain words: for those that no plain sentence fits whole."""

import re

from plainstudy.writing.gated import gated

_LONGEST = 30

_ABOUT = tuple(
    (gated(pattern, re.I), words)
    for pattern, words in (
        (r"dose[- ]limiting toxicit|(?-i:\bDLTs?\b)", "harm that limits the dose"),
        (
            r"maximum tolerated dose|maximal tolerated dose|(?-i:\bMTD\b)",
            "how high the dose can go without too much harm",
        ),
        (
            (
                r"adverse (?:drug )?(?:events?|reactions?|effects?|experiences?)|side effects?|"
                r"(?-i:\b(?:TE|TR)?S?AEs?\b|\bTESAEs?\b)|complications\b|toxicit(?:y|ies)\b"
            ),
            "health problems",
        ),
        (
            r"progression[- ]free survival|(?-i:\bPFS\b)",
            "how long people live without their illness getting worse",
        ),
        (r"\boverall survival\b", "how long people live"),
        (r"\bmortality\b|\bdeaths?\b", "deaths"),
        (
            r"\bHb ?A1c\b|glyc(?:at|osylat)ed h(?:a)?emoglobin",
            "long-term blood sugar, called HbA1c",
        ),
        (
            (
                r"time in (?:target )?range|blood (?:glucose|sugar)|fasting (?:plasma )?glucose|"
                r"glyc(?:a)?emic control|postprandial glucose"
            ),
            "blood sugar",
        ),
        (r"\bhypoglyc(?:a)?emi[ac]", "blood sugar that is too low"),
        (r"\binsulin (?:resistance|sensitivity)", "how the body reacts to insulin"),
        (r"\bpain\b", "pain"),
        (r"\boswestry", "how much a bad back limits daily life"),
        (r"\bneck disability index", "how much a bad neck limits daily life"),
        (r"nasal symptom|SNOT-?2[02]|sino-?nasal outcome", "symptoms of the nose"),
        (
            r"\bSCORAD\b|scoring (?:of )?atopic dermatitis|eczema area and severity",
            "how bad the skin problem is",
        ),
        (r"urticaria activity|\bUAS ?7\b", "hives and itch"),
        (r"\bpruritus\b|\bitch\b", "itch"),
        (r"\basthma control\b", "how well asthma is kept in check"),
        (r"\bexacerbations?\b", "flare-ups, when an illness gets worse"),
        (r"\bFEV ?_?1\b|forced expiratory volume|\blung function", "how well the lungs work"),
        (r"exhaled nitric oxide", "nitric oxide in the breath"),
        (r"\bwound (?:closure|healing)|healing of (?:the )?wounds?|ulcer healing", "how wounds close"),
        (r"\b(?:headaches?|migraines?)\b", "headaches"),
        (r"\bquality of life\b|\bHR?QoL\b", "quality of life"),
        (
            (
                r"\bdepressi(?:on|ve) (?:symptom|score|severity|scale|rating|inventory)|"
                r"\bpatient health questionnaire|\bMADRS\b"
            ),
            "signs of depression",
        ),
        (r"\banxiety\b", "anxiety"),
        (r"\bperceived stress\b|\bstress score", "stress"),
        (r"post-?traumatic stress", "post-traumatic stress"),
        (r"\bsuicid\w+", "suicide"),
        (r"\bsleep (?:quality|duration|efficiency)\b|\binsomnia\b", "sleep"),
        (r"\bfatigue\b", "feeling very tired"),
        (r"\bvisual acuity\b", "how well people see"),
        (
            r"\b(?:six|6)[- ]?min(?:ute)?s? walk\w*|\b6MWT\b|\b6MWD\b",
            "how far people can walk in six minutes",
        ),
        (r"\bblood pressure\b", "blood pressure"),
        (r"\bbody mass index\b|\bBMI\b", "body mass index, or BMI"),
        (r"\bbody weight\b|\bweight loss\b", "body weight"),
        (r"\b(?:adherence|compliance)\b", "how well people keep to a plan"),
        (r"\bsatisfaction\b", "how satisfied people are"),
        (r"\bfeasibility\b", "whether a plan can be carried out"),
        (r"\bacceptability\b", "whether people accept it"),
        (
            r"\bopioids? (?:consumption|use|usage|requirement)",
            "how much opioid medicine people use",
        ),
        (
            r"\bmorphine (?:consumption|use|usage|requirement)",
            "how much morphine people use",
        ),
        (
            (
                r"\bdiagnostic accuracy\b|\b(?:positive|negative) predictive value|"
                r"\bsensitivity and specificity\b"
            ),
            "how often a test is right",
        ),
        (r"\bmicrobio(?:me|ta)\b|\bmicrobial diversity\b", "the tiny living things in or on the body"),
        (r"\bIgE\b", "IgE, an antibody linked to allergy"),
        (r"\bfood challenge\b", "how people react to a food in a test"),
        (r"\bskin prick test|\bwheal\b", "how the skin reacts in a test"),
        (r"\bpharmacokinetic|\bC ?max\b", "how much of a drug is in the body over time"),
        (r"\b(?:smoking|tobacco|nicotine) (?:cessation|abstinence)", "whether people stay off tobacco"),
        (r"\bfusion (?:rate|success|status)|\b(?:spinal|bone|interbody) fusion\b", "how bones grow together"),
        (r"\blength of (?:hospital )?stay\b|\bhospitali[sz]ations?\b", "stays in hospital"),
        (r"\bcosts?\b", "costs"),
        (r"\bprevalence\b", "how common something is"),
    )
)
_ANOTHER = re.compile(
    r"predict(?!ive value)|correlat|associat|relationship|agreement|\bwithout\b|\bfree (?:of|from)|"
    r"\bknowledge\b|\bfear\b|\bvalidat|\bcomposite\b|\bquestionnaire (?:on|about)|risk (?:of|factor|score)|"
    r"\bprevent|\bno (?:adverse|pain|side)|\bchecklist on\b",
    re.I,
)
"""Then the words named are not what is measured, or only half of it."""
_PEOPLE_WITH = re.compile(
    r"\b(?:patients?|participants?|people|subjects?|children|adults|women|men|those|history|treatment|"
    r"therapy|diagnosed) (?:\w+ )?(?:with|of|for|suffering from)\b[^,;:(]*",
    re.I,
)
"""The illness of those who are measured is no measure; a count names its people before what is counted."""
_COUNTED = re.compile(
    r"(?:number|percentage|percent|proportion|rate|count|frequency|incidence|occurrence)s?\b[^,;:(]{0,25}?"
    r"\b(?:patients?|participants?|people|subjects?|children|adults|women|men)\b",
    re.I,
)


def what_it_is_about(measure: str) -> str:
    """Say in plain words what a measure is about, where it names one thing of those we know; else ""."""
    if len(measure.split()) > _LONGEST or _ANOTHER.search(measure):
        return ""
    text = measure if _COUNTED.match(measure) else _PEOPLE_WITH.sub(" ", measure)
    found = dict.fromkeys(words for pattern, words in _ABOUT if pattern.search(text))
    return next(iter(found)) if len(found) == 1 else ""
