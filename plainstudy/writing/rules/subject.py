"""What one study is about: what is put to the test, and whether that is a test itself."""

import re
from collections.abc import Iterable

from plainstudy.writing.facts import Facts, Treatment


def tested(facts: Facts) -> tuple[Treatment, ...]:
    """Give the treatments that the groups' own lists show to be put to the test."""
    return tuple(facts.treatments[number] for number in facts.comparison.tested)


def named(items: Iterable[Treatment]) -> tuple[Treatment, ...]:
    """Leave out what has no usable name."""
    return tuple(item for item in items if item.name)


_LEFT_OUT = re.compile(r"(?:no|not|without)\b", re.I)


def leading(facts: Facts) -> tuple[Treatment, ...]:
    """Give the things that the study is about, where a title bears it out (facts.titled); else nothing."""
    items = named(tuple(facts.treatments[number] for number in facts.focus.tested))
    if facts.outside_the_body or any(_LEFT_OUT.match(item.name) for item in items):
        return ()  # tried on samples; or what is left out is the question (NCT03505918)
    return items


def used(facts: Facts) -> tuple[Treatment, ...]:
    """Give all that is listed, where it all has a name and nothing of it is said to be tested."""
    items = tuple(facts.treatments[number] for number in facts.focus.uses)
    if facts.outside_the_body or any(_LEFT_OUT.match(item.name) for item in items):
        return ()
    return without_measuring(items)


_TREATS = frozenset(
    {"drug", "biological", "vaccine", "combination", "supplement", "food", "device", "software", "procedure"}
    | {"radiation", "behaviour"}
)


def without_measuring(items: tuple[Treatment, ...]) -> tuple[Treatment, ...]:
    """Leave mere measuring out beside a treatment; of tests alone, all are told."""
    if not any(item.kind in _TREATS for item in items):
        return items
    return tuple(item for item in items if item.kind != "measurement")


def listed(facts: Facts) -> tuple[Treatment, ...]:
    """Give what is listed under a name, what a title names first; no placebos, usual care, mere measuring."""
    first = tuple(facts.treatments[number] for number in facts.focus.named)
    every = tuple(dict.fromkeys((*first, *facts.treatments)))
    real = tuple(item for item in every if not item.dummy and item.kind != "care")
    return named(without_measuring(real))


GROUP_NAME = re.compile(
    r"^\s*$|\b(?:arm|group|cohort)\b|^(?:experimental|control|intervention|treatment)\W*\w?$", re.I
)


def nameless(facts: Facts) -> tuple[Treatment, ...]:
    """Give what is listed under words that are no usable name."""
    return tuple(
        item
        for item in facts.treatments
        if not item.name and not item.dummy and item.kind not in {"care", "measurement"}
    )


def any_choice(facts: Facts) -> bool:
    """True when some group gets one thing or another by its description."""
    return any(arm.choice for arm in facts.arms)


_IS_A_TEST = re.compile(
    r"\b(?:PET|MRI|CT|\w*scans?|scanner|\w*imag\w+|contrast|tracers?|diagnos\w*|detect\w*|tests?|testing|"
    r"screening|"
    r"biops\w+|sensors?|monitor\w*|microarray|exam\w*|cameras?|\w*endoscop\w*|\w*graphy|\w*microscop\w*|"
    r"assays?|"
    r"algorithm|triage|biomarkers?|questionnaire|measure\w*|challenge)\b",
    re.I,
)
_TITLE_OF_A_TEST = re.compile(
    r"\b(?:PET|MRI|CT|\w*scans?|\w*imaging|images|contrast|tracers?|diagnos\w*|detect\w*|accuracy|"
    r"visuali\w+|"
    r"biops\w+|validat\w+|screening|recogni\w+)\b",
    re.I,
)
_TAKEN = frozenset({"drug", "biological"})
_MAY_BE_A_TEST = frozenset({"drug", "biological", "combination", "device", "software", "procedure", "other"})


def is_a_test(items: Iterable[Treatment]) -> bool:
    """True when nothing but tests, scans, sensors and samples is named, whatever their registered type."""
    return all(item.kind in {"test", "measurement"} or _IS_A_TEST.search(item.registered) for item in items)


def is_about_a_test(facts: Facts) -> bool:
    """True when a test is what is studied: the purpose says so, and what is listed or the title bears it out.

    NCT00726505 and NCT06993792 have the purpose of a test, and what they test is a drug.
    """
    if facts.purpose not in {"DIAGNOSTIC", "SCREENING"}:
        return False
    items = leading(facts) or tested(facts)
    if any(item.dummy for item in facts.treatments) and all(item.kind in _TAKEN for item in items):
        return False  # a drug against a placebo is no test, whatever the purpose (NCT06948422)
    if any(is_a_test((item,)) for item in items):
        return True
    title = facts.title.value if facts.title else ""
    return _TITLE_OF_A_TEST.search(title) is not None and all(item.kind in _MAY_BE_A_TEST for item in items)
