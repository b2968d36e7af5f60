"""What could go wrong: in this study first, then with things of this kind in general."""

import re
from collections.abc import Iterator

from plainstudy.plain.wording import count_of, format_number, sentence_case
from plainstudy.writing.facts import Treatment
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .voice import Voice, first_fit, say
from .watching import what_watching_risks

SMALL = 50
"""Up to so many people a study is called small."""


def could_go_wrong(voice: Voice) -> tuple[Sentence, ...]:
    """Say what could go wrong in this study, then what can go wrong with such things in general."""
    parts = dict.fromkeys(part for part in _wrongs(voice) if part is not None)
    return tuple(parts)[:9]


def _wrongs(voice: Voice) -> Iterator[Sentence | None]:
    facts = voice.facts
    if facts.status == "WITHDRAWN":
        yield voice.general(
            "nobody-treated" if facts.study_type == "interventional" else "nobody-watched", v.STATUS
        )
        return
    if facts.study_type == "expanded access":
        yield voice.general("access-wrong", "protocolSection.designModule.studyType")
        yield voice.general("risk-unknown-record")
        return
    if facts.study_type == "observational":
        yield from what_watching_risks(voice)
        yield from _size(voice, comparing=False)
        return
    yield from _may_not_work(voice)
    for risk in facts.risks:
        yield first_fit((f"The record speaks of this: “{risk.value}”",), risk.path)
    yield from _harm_results(voice)
    yield from _kind_risks(voice)
    yield from _size(voice, comparing=True)
    if not facts.risks and facts.results is None:
        yield voice.general("risk-unknown-past" if voice.over else "risk-unknown-record")


def _may_not_work(voice: Voice) -> Iterator[Sentence | None]:
    facts, compare = voice.facts, voice.facts.comparison
    if n.is_about_a_test(facts):
        yield voice.general("test-limits", f"{v.INFO}.primaryPurpose")
        return
    items = n.leading(facts)
    name = items[0].name if len(items) == 1 else "what is tested"
    name = name if v.word_count(name) <= 6 else "what is tested"
    may = "may" if not voice.over else "might"
    kind = compare.kind
    if facts.crossover and kind in {"same", "doses"} and any(item.dummy for item in facts.treatments):
        kind = (
            "sham"
            if any("sham" in item.registered.lower() for item in facts.treatments if item.dummy)
            else "placebo"
        )
    against = {
        "placebo": "the placebo",
        "placebo_added": "the placebo",
        "sham": "the sham",
        "sham_added": "the sham",
        "usual_care": "the usual care",
        "no_treatment": "no treatment",
    }.get(kind)
    if against and facts.purpose != "BASIC_SCIENCE":
        yield say(sentence_case(f"{name} {may} not work better than {against}"), v.ARMS, *n.paths(items))
        if kind.startswith("placebo") and not facts.crossover:
            yield voice.general("some-got-placebo" if voice.over else "some-get-placebo", v.ARMS)
    elif compare.kind == "treatments":
        yield say(f"One {may} not work better than the other", v.ARMS)
    elif facts.purpose != "BASIC_SCIENCE" and not n.only_healthy(facts) and _is_to_help(voice):
        yield voice.general("may-not-work" if not voice.over else "may-not-work-past")


_OF_NO_HELP = frozenset({"test", "measurement", "other", "genetic"})
_MEANT_TO_HELP = frozenset({"TREATMENT", "PREVENTION", "SUPPORTIVE_CARE", "DEVICE_FEASIBILITY"})


def _is_to_help(voice: Voice) -> bool:
    """True where something is tested that could help: not for mere samples, tests or records."""
    items = n.tested(voice.facts)
    if voice.facts.purpose in _MEANT_TO_HELP and not (items and all(i.kind == "measurement" for i in items)):
        return True
    return any(item.kind not in _OF_NO_HELP for item in items)


_MOST_GROUPS = 4


def _harm_results(voice: Voice) -> Iterator[Sentence | None]:
    """Give the posted counts of serious health problems, group by group."""
    results = voice.facts.results
    if results is None or not results.serious:
        return
    if all(group.value == "0" for group in results.serious):
        none = "Results list 0 people with serious health problems, whatever the cause"
        yield say(none, *(group.path for group in results.serious))
        return
    yield say("Results list serious health problems, whatever the cause", results.serious[0].path)
    for group in results.serious[:_MOST_GROUPS]:
        people = f"{count_of(int(group.value), 'person', 'people')} of {format_number(int(group.of))}"
        yield first_fit((f"In the group “{group.title}”: {people}",), group.path)
    if len(results.serious) > _MOST_GROUPS:
        yield say("The registry lists further groups", results.serious[_MOST_GROUPS].path)


def _kind_risks(voice: Voice) -> Iterator[Sentence | None]:
    facts = voice.facts
    early = facts.phases in (("PHASE1",), ("EARLY_PHASE1",), ("PHASE1", "PHASE2"))
    seen: set[str] = set()
    for item in n.tested(facts):
        name = _risk(item, facts.title.value if facts.title else "", early=early)
        again = name.endswith("-early") and any(other.endswith("-early") for other in seen)
        if name and name not in seen and not again and len(seen) < 3:
            seen.add(name)
            yield voice.general(name, f"{item.path}.type")
    if early and seen & _HAS_NO_EARLY_FORM and not any(name.endswith("-early") for name in seen):
        yield voice.general("risk-early", "protocolSection.designModule.phases")
    if facts.deep_samples is not None and "risk-surgery" not in seen:
        yield voice.general("risk-deep-samples", facts.deep_samples.path)


_HAS_NO_EARLY_FORM = frozenset(
    {
        "risk-vaccine",
        "risk-cancer-vaccine",
        "risk-cells",
        "risk-allergen",
        "risk-radiation",
        "risk-supplement",
    }
)
_FEELINGS = re.compile(
    r"psych|therap(?:y|ies)\b|counsel|\bCBT\b|cognitive|mindful|trauma|grief|emotion|meditat|hypno|"
    r"support group|"
    r"interview|coping|stress|digital therapeutic",
    re.I,
)
_PROVOKED = re.compile(
    r"food challenge|oral challenge|provocation|challenge test|allergen challenge|\bOFC\b", re.I
)
_SKIN_TEST = re.compile(r"skin prick|prick test|intradermal test|skin test", re.I)
_CELLS = re.compile(
    r"\bCAR[- ]?T\b|\bCAR\+|\bT[- ]cells?|NK cells?|stem cell|cell (?:therapy|infusion)|transplant", re.I
)
_ASSAY = re.compile(r"\b(?:tests?|assays?|activation|typing|counts?|markers?)\b", re.I)
_ALLERGEN = re.compile(
    r"allergen|immunotherap\w* .*(?:pollen|mite|food|milk|egg|peanut)|oral immunotherapy|\bOIT\b|"
    r"\bpollen|house dust mite|peanut|allergenic",
    re.I,
)


def _risk_by_words(item: Treatment, text: str) -> str:
    """Find the risk that the words of a thing tell, whatever its registered type; "" where they tell none."""
    if _PROVOKED.search(text):
        return "risk-allergen"
    if _SKIN_TEST.search(text):
        return "risk-skin-test"
    if item.kind in {"test", "measurement"}:
        return "risk-test"
    if _CELLS.search(text) and not _ASSAY.search(text):
        return "risk-cells"
    return "risk-allergen" if _ALLERGEN.search(text) else ""


_NO_DRUG = re.compile(
    r"software|\bapps?\b|application|coach|digital|program|device|sensor|education|platform", re.I
)


def _risk(item: Treatment, title: str, *, early: bool) -> str:
    text = f"{item.registered} {item.name}"
    if told := _risk_by_words(item, text):
        return told
    kind = item.kind
    if kind == "combination" and _NO_DRUG.search(text):
        return "risk-other"
    if kind in {"drug", "combination"}:
        return "risk-drug-early" if early else "risk-drug"
    if kind == "biological":
        return "risk-biological-early" if early else "risk-biological"
    if kind == "vaccine":
        return (
            "risk-cancer-vaccine"
            if re.search(r"cancer|tumor|carcino|melanoma|NSCLC|neoantigen|dendritic", f"{text} {title}", re.I)
            else "risk-vaccine"
        )
    if kind == "device":
        if re.search(
            r"implant|prosthe|\bdisc (?:prosth|replac|implant)|\bcage|screw|spinal (?:system|fixation|"
            r"device)|fusion|"
            r"pacemaker|\bstent|graft",
            text,
            re.I,
        ):
            return "risk-implant"
        return "risk-stimulation" if re.search(r"stimulat|tDCS|TMS|TENS", text, re.I) else "risk-device"
    if kind == "procedure":
        return (
            "risk-surgery"
            if re.search(r"surg|ectomy|fusion|operat|resection|laparoscop|arthroscop|thoracoscop", text, re.I)
            else "risk-procedure"
        )
    if kind == "behaviour":
        return (
            "risk-exercise"
            if re.search(
                r"exercis|physical (?:activit|train)|walking|yoga|"
                r"(?:strength|resistance|aerobic|balance|gait) training",
                text,
                re.I,
            )
            else "risk-feelings"
            if _FEELINGS.search(f"{text} {title}")
            else "risk-behaviour"
        )
    return {
        "radiation": "risk-radiation",
        "supplement": "risk-supplement",
        "food": "risk-food",
        "test": "risk-test",
        "software": "risk-software",
        "measurement": "risk-test",
    }.get(kind, "risk-other")


def _size(voice: Voice, *, comparing: bool) -> Iterator[Sentence | None]:
    facts = voice.facts
    if facts.people is not None and 0 < facts.people.value <= SMALL:
        yield voice.general("small-past" if voice.over else "small", facts.people.path)
    if (
        comparing
        and not n.is_about_a_test(facts)
        and facts.comparison.kind == "one_group"
        and facts.alone
    ):
        yield voice.general("no-comparison-past" if voice.over else "no-comparison", v.ARMS)
