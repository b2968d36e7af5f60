"""What could go wrong: in this study first, then with things of this kind in general."""

import re
from collections.abc import Iterator

from plainstudy.plain.wording import count_of, format_number, join_words, sentence_case
from plainstudy.writing.facts import hazard_words as w
from plainstudy.writing.facts.asked import MEANT_TO_HELP
from plainstudy.writing.text import Sentence

from . import naming as n
from . import voice as v
from .voice import Voice, first_fit, say
from .watching import risk_of_provoking, what_watching_risks

SMALL = 50
"""Up to so many people a study is called small."""


def could_go_wrong(voice: Voice) -> tuple[Sentence, ...]:
    """Say what could go wrong in this study, then what can go wrong with such things in general."""
    parts = tuple(dict.fromkeys(part for part in _wrongs(voice) if part is not None))
    watches = voice.facts.study_type == "observational"
    if (voice.over or watches) and len(parts) >= _ENOUGH:
        parts = tuple(part for part in parts if _UNKNOWN.isdisjoint(part.sources))
    if parts and parts[0].text.startswith("Ask the study team which other"):  # no risk was told before it
        parts = (say("This page cannot list every risk, so ask the study team", *parts[0].sources),)
    return parts[:9]


_UNKNOWN = frozenset({"general:risk-unknown-past", "general:risk-unknown-record"})
_ENOUGH = 3
"""So many sentences speak for themselves: no more is said of risks that the page does not list."""


def _wrongs(voice: Voice) -> Iterator[Sentence | None]:
    facts = voice.facts
    if facts.status == "WITHDRAWN":
        yield voice.general("nobody-watched", v.STATUS)
        return
    if facts.study_type == "expanded access":
        yield voice.general("access-wrong", "protocolSection.designModule.studyType")
        yield voice.general("risk-unknown-record")
        return
    if facts.study_type == "observational":
        yield from what_watching_risks(voice)
        if not facts.watching.of_studies:
            yield from _size(voice, comparing=False)
        return
    yield from _may_not_work(voice)
    for risk in facts.risks:
        yield first_fit((f"The record speaks of this: “{risk.value}”",), risk.path)
    yield from _harm_results(voice)
    yield from _kind_risks(voice)
    yield from _size(voice, comparing=True)
    told = facts.results is not None and (facts.results.serious or any(facts.hazards))
    if not facts.risks and not told:
        yield voice.general("risk-unknown-past") if voice.over else _ask_the_team(voice)


def _ask_the_team(voice: Voice) -> Sentence | None:
    """Send readers to the study team for the risks that are not told here, by name where it is short."""
    items = n.leading(voice.facts)
    name = n.names(items)
    short = 0 < len(items) <= _FEW_NAMES and v.word_count(name) <= _SHORTER and "“" not in name
    if short and all(item.kind in _OF_RISK for item in items):
        general = "general:risk-unknown-record"
        return say(f"Ask the study team which other risks {name} can have", general, *n.paths(items))
    return voice.general("risk-unknown-record")


_SHORT_NAME = 6
"""A name of more words is not said again."""
_FEW_NAMES = 2
_SHORTER = 3
_OF_RISK = frozenset({"drug", "biological", "vaccine", "combination", "device", "procedure", "radiation"})

_AGAINST = {
    "placebo": "the placebo",
    "placebo_added": "the placebo",
    "sham": "the sham",
    "sham_added": "the sham",
    "usual_care": "the usual care",
}
_NOT_ABOUT_HELP = frozenset({"provoke", "exact", "alike", "levels", "laboratory"})


def _may_not_work(voice: Voice) -> Iterator[Sentence | None]:
    """Say that it may not help, where purpose and measures agree that it is meant to."""
    facts, kind = voice.facts, voice.facts.comparison.kind
    items = n.leading(facts)
    if n.is_about_a_test(facts) or (facts.asks == "exact" and items and n.is_a_test(items)):
        if facts.asks == "exact":
            yield voice.general("test-limits", f"{v.INFO}.primaryPurpose")
        return
    named = items or n.tested(facts)
    if not _is_to_help(voice) or (named and n.is_a_test(named)):
        return
    alone = len(items) == 1 and v.word_count(items[0].name) <= _SHORT_NAME
    name = items[0].name if alone else "what is tested"
    may = "may" if not voice.over else "might"
    if kind in _AGAINST and facts.asks == "effect" and not facts.even and not facts.crossover:
        text = f"{name} {may} not work better than {_AGAINST[kind]}"
        yield say(sentence_case(text), v.ARMS, *n.paths(items))
        if kind.startswith("placebo") and not facts.comes_to_all:
            yield voice.general("some-got-placebo" if voice.over else "some-get-placebo", v.ARMS)
    elif kind == "treatments" and facts.asks == "effect" and not facts.even:
        yield say(f"One {may} not work better than the other", v.ARMS)
    elif alone:
        general = "may-not-work-past" if voice.over else "may-not-work"
        yield say(f"{sentence_case(n.names(items))} may not help", f"general:{general}", *n.paths(items))
    else:
        yield voice.general("may-not-work" if not voice.over else "may-not-work-past")


def _is_to_help(voice: Voice) -> bool:
    """True where something is tested that is meant to help those who take part."""
    facts = voice.facts
    if facts.purpose not in MEANT_TO_HELP or n.only_healthy(facts) or facts.asks in _NOT_ABOUT_HELP:
        return False
    things = n.leading(facts) or n.tested(facts)
    return not (things and all(item.kind in _OF_NO_HELP for item in things))


_OF_NO_HELP = frozenset({"test", "measurement", "genetic"})


_MOST_GROUPS = 4


_ALL_OF_THEM = re.compile(r"^(?:total|overall|all\b.*|entire .*|.*\(total\))$", re.I)


def _harm_results(voice: Voice) -> Iterator[Sentence | None]:
    """Give the posted counts of serious health problems, group by group; those with any come first."""
    results = voice.facts.results
    if results is None or not results.serious:
        return
    serious = (
        tuple(group for group in results.serious if not _ALL_OF_THEM.match(group.title)) or results.serious
    )
    cause = "" if results.serious_limited else ", whatever the cause"
    if all(group.value == "0" for group in serious):
        if any(group.value != "0" for group in results.deaths):
            return  # who died surely had a serious problem, whatever the list says
        none = "Results list 0 people with serious health problems"
        yield say(f"{none}{cause}", *(group.path for group in serious))
        people_in_all = voice.facts.people.value if voice.facts.people else 0
        once = sum(int(group.of) for group in serious) <= people_in_all  # else some stand in two groups
        if len(serious) <= _MOST_GROUPS and (once or len(serious) == 1):
            counted = join_words([format_number(int(group.of)) for group in serious])
            had = "group counted for this had" if len(serious) == 1 else "groups counted for this had"
            people = "person" if counted == "1" else "people"
            yield say(f"The {had} {counted} {people}", *(item.path for item in serious))
        return
    yield say(f"Results list serious health problems{cause}", serious[0].path)
    some = tuple(group for group in serious if group.value != "0")
    shown = serious if len(serious) <= _MOST_GROUPS else some
    for group in shown[:_MOST_GROUPS]:
        people = f"{count_of(int(group.value), 'person', 'people')} of {format_number(int(group.of))}"
        yield first_fit((f"In the group “{group.title}”: {people}",), group.path)
    if len(serious) > _MOST_GROUPS:
        yield say("The registry lists further groups", serious[_MOST_GROUPS].path)
    with_one = {group.path: int(group.value) for group in serious}
    if more := [group.path for group in results.deaths if int(group.value) > with_one.get(group.path, _ALL)]:
        yield say("Deaths are counted on their own in the results", more[0])  # NCT03191786


_ALL = 10**9


def _kind_risks(voice: Voice) -> Iterator[Sentence | None]:
    """Say what can go wrong with things of this kind, as far as the record's words make sure of the kind."""
    facts = voice.facts
    phases = "protocolSection.designModule.phases"
    early = facts.phases in (("PHASE1",), ("EARLY_PHASE1",), ("PHASE1", "PHASE2"))
    seen = _set_off(voice)
    _add_listed(seen, voice)
    for name, path in seen.items():
        if not (name in _SAME_WORDS and len(_SAME_WORDS & set(seen)) > 1 and name == "risk-biological"):
            yield voice.general(name, path)
    if early and _HAS_NO_EARLY_FORM & set(seen) and not any(name.endswith("-early") for name in seen):
        yield voice.general("risk-early", phases)
    if facts.deep_samples is not None and "risk-surgery" not in seen:
        yield voice.general("risk-deep-samples", facts.deep_samples.path)


def _set_off(voice: Voice) -> dict[str, str]:
    """Give the risks of what is set off on purpose, and of cells that a title names, with their places."""
    facts = voice.facts
    seen: dict[str, str] = {}
    if facts.asks == "provoke":
        seen["risk-provoked"] = v.TITLE
    if facts.provoked is not None:
        seen[risk_of_provoking(facts.provoked.value)] = facts.provoked.path
    if "risk-allergen" in facts.hazards:  # also where it is given beside what is tested (NCT07013123)
        seen.setdefault("risk-allergen", v.INTERVENTIONS)
    title = facts.title.value if facts.title else ""
    if w.CELLS_TITLED.search(title) and not w.NOT_TITLED.search(title):
        seen["risk-cells"] = v.TITLE  # also where the list names only what goes before (NCT07004647)
    return seen


def _add_listed(seen: dict[str, str], voice: Voice) -> None:
    """Add the risks of what is tested, then of what people get beside it, up to a few."""
    facts = voice.facts
    for item in n.leading(facts) or n.tested(facts):
        name = facts.hazards[facts.treatments.index(item)]
        again = name.endswith("-early") and any(other.endswith("-early") for other in seen)
        if name and not again and len(seen) < _MOST_RISKS:
            seen.setdefault(name, f"{item.path}.type")
        if name == "risk-labelled":
            seen.setdefault("risk-drug", f"{item.path}.type")
    for item, name in zip(facts.treatments, facts.hazards, strict=True):
        drug = name in _OF_COMPANY and _SAME_WORDS.isdisjoint(seen)
        if (drug or name in {"risk-radiation", "risk-cells"}) and len(seen) < _MOST_RISKS:
            seen.setdefault(name, f"{item.path}.type")


_MOST_RISKS = 3
_OF_COMPANY = frozenset({"risk-drug", "risk-drug-early", "risk-biological", "risk-biological-early"})
"""Told of what stands beside the thing tested, too: people get it as well (NCT06944470)."""
_SAME_WORDS = frozenset({"risk-drug", "risk-drug-early", "risk-biological"})
_HAS_NO_EARLY_FORM = frozenset({"risk-vaccine", "risk-cancer-vaccine", "risk-cells", "risk-radioactive"})


def _size(voice: Voice, *, comparing: bool) -> Iterator[Sentence | None]:
    facts = voice.facts
    if is_small(voice):
        yield _few(voice)
    things = n.leading(facts) or n.tested(facts)
    one = facts.comparison.kind == "one_group" and facts.alone
    if comparing and one and facts.purpose in MEANT_TO_HELP and not n.is_a_test(things):
        yield voice.general("no-comparison-past" if voice.over else "no-comparison", v.ARMS)


def is_small(voice: Voice) -> bool:
    """True where few people take part, and no text gives a greater number of them."""
    people = voice.facts.people
    return people is not None and 0 < people.value <= SMALL and not voice.facts.people_doubt


def _few(voice: Voice) -> Sentence | None:
    """Say what a small number of people means for the answer, with the number."""
    facts = voice.facts
    if facts.people is None:
        return None
    people = count_of(facts.people.value, "person", "people")
    general = "general:small-past" if voice.over else "general:small"
    if facts.people_actual:
        text = f"An answer from only {people} does not always hold for everyone"
    else:
        text = f"With only about {people}, the answer may not hold for everyone"
    return say(text, general, facts.people.path)
