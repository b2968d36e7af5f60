"""General sentences say what is true of a kind of study or treatment; the study must be of that kind."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from .comparing import has_no_comparison
from .evidence import GENERAL, Evidence
from .form import Fault
from .general_risks import RISKS, Fits, takes_deep_samples

_Simple = Callable[[Evidence], bool]


def _phases(*wanted: str) -> _Simple:
    return lambda evidence: bool(set(evidence.design.phases) & set(wanted))


def _purpose(*wanted: str, words: str = "") -> _Simple:
    """Make a rule: the registered purpose is one of these, or a title or the list of things has the words."""
    found = re.compile(words) if words else None
    return lambda evidence: (
        evidence.design.design_info.primary_purpose in wanted
        or (found is not None and found.search(evidence.arms_line()) is not None)
    )


@cache
def _says(pattern: str) -> _Simple:
    found = re.compile(pattern)
    return lambda evidence: (
        bool(found.search(evidence.arms_line())) or bool(found.search(evidence.whole().line))
    )


def _few(evidence: Evidence) -> bool:
    people = evidence.design.enrollment_info.people
    return people is not None and people <= FEW


FEW = 100
"""Up to so many people a study may be called small."""


MANY = 500
"""From so many people on, a study may be called large."""
_SO_MANY = 1000
"""From so many on, its answer is firmer than one from a few."""


def _looks(perspective: str, words: str) -> _Simple:
    """Make a rule: the registered view in time is this one, or a text has the words."""
    found = re.compile(words)
    return lambda evidence: (
        evidence.design.design_info.time_perspective == perspective
        or found.search(evidence.whole().line) is not None
    )


def _measures(words: str) -> _Simple:
    """Make a rule: a first measure has one of the words."""
    found = re.compile(f" (?:{words})")
    return lambda evidence: (
        found.search(evidence.passage(("protocolSection.outcomesModule.primaryOutcomes",)).line) is not None
    )


_OTHER = "the first measures ask something else"


def _nobody(evidence: Evidence) -> bool:
    return evidence.status == "WITHDRAWN" or evidence.design.enrollment_info.count == 0


def _observes(evidence: Evidence) -> bool:
    return evidence.design.study_type == "OBSERVATIONAL"


def _tests_a_test(evidence: Evidence) -> bool:
    info = evidence.design.design_info
    return info.primary_purpose in {"DIAGNOSTIC", "SCREENING"} or (
        any(item.type == "DIAGNOSTIC_TEST" for item in evidence.arms.interventions)
        and info.primary_purpose not in {"TREATMENT", "PREVENTION"}
    )


def _takes_samples(evidence: Evidence) -> bool:
    return _observes(evidence) and (
        bool(evidence.design.bio_spec.retention or evidence.design.bio_spec.description)
        or _says(r" (?:\w*blood|serum|plasma|\w*puncture|sampl|swab|urine|saliva|tissue|biops)")(evidence)
    )


def _takes_deep_samples(evidence: Evidence) -> bool:
    return takes_deep_samples(evidence, ("protocolSection.designModule.bioSpec",))


def _tests(evidence: Evidence) -> bool:
    return evidence.design.study_type == "INTERVENTIONAL"


_LESS = re.compile(
    r" (?:de ?escalat|deintens|reduc|less |omi(?:t|ss)|stop|discontinu|withdraw|taper|short|treatment free|"
    r"low(?:er)? dose|de ?prescri|without|fewer|single (?:vs|versus))"
)


def _has_placebo(evidence: Evidence) -> bool:
    return " placebo" in evidence.arms_line() or any(
        arm.type == "PLACEBO_COMPARATOR" for arm in evidence.arms.arm_groups
    )


def _has_sham(evidence: Evidence) -> bool:
    return (
        any(arm.type == "SHAM_COMPARATOR" for arm in evidence.arms.arm_groups)
        or re.search(r" (?:sham|simulat|dummy|placebo|detuned|inactive)", evidence.arms_line()) is not None
    )


def _at(fits: _Simple) -> Fits:
    return lambda evidence, sources: fits(evidence)


_RULES: tuple[tuple[str, _Simple, str], ...] = (
    ("phase-early", _phases("EARLY_PHASE1"), "the study is not early phase 1"),
    ("phase-1-2", lambda e: {"PHASE1", "PHASE2"} <= set(e.design.phases), "the study is not phase 1 and 2"),
    ("phase-1", _phases("PHASE1", "EARLY_PHASE1"), "the study is not phase 1"),
    ("phase-2-3", lambda e: {"PHASE2", "PHASE3"} <= set(e.design.phases), "the study is not phase 2 and 3"),
    ("phase-2", _phases("PHASE2"), "the study is not phase 2"),
    (
        "phase-3-large",
        lambda e: _phases("PHASE3")(e) and (e.design.enrollment_info.people or 0) >= MANY,
        "the study is not phase 3, or not large",
    ),
    ("phase-3", _phases("PHASE3"), "the study is not phase 3"),
    ("phase-4", _phases("PHASE4"), "the study is not phase 4"),
    (
        "large-study",
        lambda e: (e.design.enrollment_info.people or 0) >= _SO_MANY,
        "the record does not make it a large study",
    ),
    ("small", _few, "the record does not make it a small study"),
    ("too-few", _few, "the record does not make it a small study"),
    ("no-comparison", has_no_comparison, "the record lists groups, or speaks of a comparison"),
    ("no-groups", lambda e: not e.arms.arm_groups, "the record lists groups"),
    ("test-", _tests_a_test, "no test is studied"),
    (
        "prevention-",
        _purpose("PREVENTION", words=r" (?:prevent|prophyla)"),
        "the study is not about prevention",
    ),
    ("help-", _tests, "nothing is tested that is to help"),
    ("care-", _tests, "nothing is tested that is to help"),
    ("may-not-work", _tests, "nothing is tested that is to help"),
    ("learn-more", _tests, "the study only observes"),
    (
        "learn-",
        _purpose("BASIC_SCIENCE", "OTHER", "DIAGNOSTIC"),
        "the study is not one of how the body works",
    ),
    (
        "observational-once",
        lambda e: _observes(e) and _looks("CROSS_SECTIONAL", " cross section| one point in time")(e),
        "the study does not look at one point in time",
    ),
    (
        "observational-past",
        lambda e: _observes(e) and _looks("RETROSPECTIVE", " retrospect| chart| records| histor")(e),
        "the study does not look back",
    ),
    ("observational", _observes, "the study does not only observe"),
    ("asks-safety", _measures(r"adverse|safe|toxic|tolera|side effect|harm|dlts?|t?e?s?aes? |vital"), _OTHER),
    (
        "asks-levels",
        _measures(r"\w*kinetic|c ?max|half|concentrat|bioavail|pk |t ?max|auc|clearance|plasma"),
        _OTHER,
    ),
    (
        "asks-signs",
        _measures(
            r"\w*vitamin|biomark|ig[egam]|antibod|cytokin|express|tit(?:er|re)|immun|basophil|\w*bio|sero|"
            r"t ?cell|eosin|methyl|prote|metab|gene|molec|phosph|interleu|wheal|skin|cd ?\d|treg|serum|"
            r"plasma|detect|receptor|lymph"
        ),
        _OTHER,
    ),
    ("asks-doable", _measures(r"feasib|acceptab|usab"), _OTHER),
    (
        "observing-deep-samples",
        lambda e: _observes(e) and _takes_deep_samples(e),
        "the study does not only observe, or takes no such samples",
    ),
    ("observing-samples", _takes_samples, "the study does not only observe, or takes no samples"),
    ("observing-other-samples", _takes_samples, "the study does not only observe, or takes no samples"),
    ("observing", _observes, "the study does not only observe"),
    ("privacy", _observes, "the study does not only gather facts"),
    (
        "registry-",
        lambda e: _observes(e) and bool(e.design.patient_registry or _says(" regist")(e)),
        "the study is no list of patients",
    ),
    ("nobody-", _nobody, "the record does not say that nobody took part"),
    (
        "stopped-early",
        lambda e: e.status in {"TERMINATED", "SUSPENDED", "WITHDRAWN"},
        "the study did not stop early",
    ),
    ("results-read", lambda e: e.record.results_section is not None, "no results are posted"),
    ("access-", lambda e: e.design.study_type == "EXPANDED_ACCESS", "this is not access outside a study"),
    (
        "healthy-",
        lambda e: e.protocol.eligibility_module.healthy_volunteers is True,
        "the study does not take healthy people",
    ),
    (
        "less-question",
        lambda e: _LESS.search(e.arms_line()) is not None,
        "less treatment is not tested",
    ),
    ("some-g", _has_placebo, "the record has no placebo"),
    ("placebo", _has_placebo, "the record has no placebo"),
    ("sham", _has_sham, "the record has no sham"),
    (
        "closed-to-new",
        lambda e: (
            e.status not in {"RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE"}
        ),
        "the study may still be open",
    ),
)
_ALL: dict[str, tuple[Fits, str]] = {name: (_at(fits), what) for name, fits, what in _RULES} | {
    name: (fits, what) for name, fits, what in RISKS
}


@cache
def _rule(source: str) -> tuple[Fits, str] | None:
    """Return what the study must be for a general text, and what is wrong where it is not."""
    name = source.removeprefix(GENERAL)
    if name in _ALL:
        return _ALL[name]
    for prefix, rule in _ALL.items():  # the longer names stand before those that they begin with
        if name.startswith(prefix if prefix.endswith(("-", "some-g")) else f"{prefix}-"):
            return rule
    return None


def check(sources: tuple[str, ...], evidence: Evidence) -> Iterator[Fault]:
    """Yield a general text that does not fit this study."""
    for source in sources:
        if source.startswith(GENERAL) and (rule := _rule(source)) and not rule[0](evidence, sources):
            yield "general", rule[1], source
