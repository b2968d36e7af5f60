"""What is measured, in plain words: for the summary, and for a headline that asks."""

import re
from dataclasses import dataclass

from plainstudy.writing.facts import Facts, Outcome

_CANCER = re.compile(
    r"cancer|tumor|leuk|lymphom|myelom|melanom|sarcom|gliom|blastom|metasta|carcino|malignan|meningiom|"
    r"neoplas|thymom|oncolog",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Measure:
    """``noun`` fits "The main thing measured is …"; ``asks`` fits "Can X …?" with {who} and {what}."""

    noun: str
    asks: str = ""


_MEASURES: dict[str, Measure] = {
    "accuracy": Measure("how often the test is right"),
    "dose": Measure("how high the dose can go without too much harm"),
    "dose_harm": Measure("how many people have harm that limits the dose"),
    "harms": Measure("how many people have health problems"),
    "harms_linked": Measure("health problems linked to the treatment"),
    "drug_level": Measure("how much of the drug is in the blood over time"),
    "progression_free": Measure(
        "how long people live without their illness getting worse", "keep {what} from getting worse"
    ),
    "return_free": Measure(
        "how long people live without the illness coming back", "keep {what} from coming back"
    ),
    "progression_rate": Measure(
        "how many people live without their illness getting worse for a set time",
        "keep {what} from getting worse",
    ),
    "return_rate": Measure(
        "how many people live without the illness coming back for a set time", "keep {what} from coming back"
    ),
    "survival_rate": Measure("how many people live for a set time", "help {who} live longer"),
    "return": Measure("how often the illness comes back", "keep {what} from coming back"),
    "event_free": Measure("how long people live without set problems, such as the illness coming back"),
    "survival": Measure("how long people live", "help {who} live longer"),
    "death": Measure("how many people die"),
    "no_cancer_left": Measure("how often all living cancer is gone from the removed tissue"),
    "shrinking": Measure("how many people's cancer shrinks or goes away", "shrink {what}"),
    "blood_cancer_response": Measure("how many people's cancer responds to the treatment"),
    "control": Measure("how many people's cancer shrinks or stops growing"),
    "long_term_sugar": Measure("long-term blood sugar, called HbA1c", "lower blood sugar in {who}"),
    "sugar": Measure("blood sugar", "improve blood sugar in {who}"),
    "low_sugar": Measure("blood sugar that is too low"),
    "breath": Measure("how well the lungs work", "help the lungs of {who}"),
    "flare_ups": Measure("flare-ups, when the illness gets worse", "prevent flare-ups in {who}"),
    "asthma_control": Measure("how well asthma is kept in check", "keep asthma in check in {who}"),
    "headache_number": Measure("how often the headaches come", "reduce headaches in {who}"),
    "eczema": Measure("how bad the skin problem is", "calm the skin of {who}"),
    "itch": Measure("how strong the itch is", "ease itch in {who}"),
    "hives": Measure("how bad the hives and the itch are", "ease hives and itch in {who}"),
    "food_amount": Measure(
        "how much people can take before they react", "help {who} bear what they react to"
    ),
    "disability": Measure("how much the problem limits daily life", "make daily life easier for {who}"),
    "pain": Measure("how strong the pain is", "ease pain in {who}"),
    "fusion": Measure("how often the bones grow together", "help bones grow together in {who}"),
    "nose_symptoms": Measure("how bad the symptoms are", "ease the symptoms of {who}"),
    "polyps": Measure("how large the growths in the nose are", ""),
    "depression": Measure("signs of depression", "ease depression in {who}"),
    "anxiety": Measure("anxiety", "ease anxiety in {who}"),
    "sleep": Measure("how well people sleep", "help {who} sleep better"),
    "bmi": Measure("body mass index, or BMI"),
    "weight": Measure("body weight"),
    "blood_pressure": Measure("blood pressure"),
    "life_quality": Measure("quality of life", "improve the lives of {who}"),
    "antibodies": Measure("antibodies in the body"),
    "skin_test": Measure("how the skin reacts in a test"),
    "food_reaction": Measure("how people react to the food"),
    "use": Measure("how well people keep to it or use it"),
    "doable": Measure("whether the plan can be carried out"),
    "acceptance": Measure("whether people accept it"),
    "symptoms": Measure("how strong the symptoms are", "ease the symptoms of {who}"),
    "responders": Measure("how many people respond to the treatment"),
}
_PAST_LISTED = """
    have had live lived comes came come came shrinks shrank goes went grow grew is was are were can
    could may might sleep slept respond responded responds responded work worked die died keep kept
    stops stopped stay stayed gets got accept accepted react reacted limits limited use used
"""
_PAST = dict(zip(_PAST_LISTED.split()[::2], _PAST_LISTED.split()[1::2], strict=True))
_WORD = re.compile(r"[a-z]+")


def in_past(noun: str) -> str:
    """Tell a measure in the past: "how long people live" gives "how long people lived"."""
    return _WORD.sub(lambda found: _PAST.get(found.group(), found.group()), noun)


_FOOD = re.compile(
    r"food|peanut|milk|egg|\bnuts?\b|wheat|sesame|fish|shrimp|soy|walnut|cashew|hazelnut|almond|eat", re.I
)
_LINKED = re.compile(r"related\b|reactions?\b|side effect|attribut|caused by|induced|toxicit", re.I)
_BLOOD_CANCER = re.compile(r"leuk|lymphom|myelom|blood", re.I)


def measure_of(outcome: Outcome, facts: Facts) -> Measure | None:
    """Give the plain words for a measure; None where it must be quoted as registered."""
    name = _finer(outcome, facts)
    return _MEASURES.get(name)


def is_about_cancer(facts: Facts) -> bool:
    """True when a condition or the title names a cancer."""
    return any(_CANCER.search(topic.words) for topic in facts.topics) or bool(
        facts.title and _CANCER.search(facts.title.value)
    )


def _finer(outcome: Outcome, facts: Facts) -> str:
    """Tell apart what one topic lumps together; "" where the words would not fit this study."""
    text, topic = outcome.measure, outcome.topic
    if topic in _NEEDS and not _NEEDS[topic].search(_conditions_and(text, facts, topic)):
        return ""
    if topic in {"dose", "dose_harm", "drug_level"} and not any(
        item.kind in _DOSED for item in facts.treatments
    ):
        return ""
    if topic in {"use", "acceptance", "responders"} and not facts.treatments:
        return ""  # nothing is named that people could keep to, accept or respond to
    if topic == "shrinking":
        return _shrinking(text, facts)
    for name, pattern in _FINER.get(topic, ()):
        if pattern.search(text):
            return _RATES.get(name, name) if _A_SHARE.search(text) else name
    return _RATES.get(topic, topic) if _A_SHARE.search(text) else topic


_RATES = {
    "progression_free": "progression_rate",
    "return_free": "return_rate",
    "survival": "survival_rate",
}
_A_SHARE = re.compile(r"\brates?\b|\bproportion|\bpercent|\bnumber of\b|\bprobabilit|%", re.I)
"""What is counted is then how many, not how long (NCT00698815)."""


def _conditions_and(text: str, facts: Facts, topic: str) -> str:
    words = " ".join(item.words for item in facts.topics)
    return f"{words} {text}" if topic.startswith("food") else words


_DOSED = frozenset({"drug", "biological", "vaccine", "combination", "supplement", "radiation"})
_NEEDS = {
    "eczema": re.compile(r"eczema", re.I),
    "asthma_control": re.compile(r"asthma", re.I),
    "headache_number": re.compile(r"headache|migraine", re.I),
    "food_amount": _FOOD,
    "food_reaction": _FOOD,
}
_FINER = {
    "harms": (("harms_linked", _LINKED),),
    "survival": (("death", re.compile(r"mortality|death", re.I)),),
    "return_free": (
        ("event_free", re.compile(r"event|\bEFS\b", re.I)),
        ("return_free", re.compile(r"free|\bDFS\b|\bRFS\b", re.I)),
        ("return", re.compile(r"")),
    ),
    "antibodies": (("antibodies", re.compile(r"antibod", re.I)), ("", re.compile(r""))),
    "breath": (("breath", re.compile(r"FEV ?_?1|lung|forced expiratory|FVC")), ("", re.compile(r""))),
    "no_cancer_left": (("", re.compile(r"major|\bMPR\b", re.I)),),
}


def _shrinking(text: str, facts: Facts) -> str:
    if not is_about_cancer(facts):
        return "responders"
    if re.search(r"control|\bDCR\b", text, re.I) and not re.search(r"objective|\bORR\b", text, re.I):
        return "control"
    if any(_BLOOD_CANCER.search(topic.words) for topic in facts.topics):
        return "blood_cancer_response"
    return "shrinking"
