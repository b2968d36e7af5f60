"""General sentences say what is true of a kind of study or treatment; the study must be of that kind."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from .evidence import GENERAL, Evidence
from .form import Fault

_Fits = Callable[[Evidence], bool]


def _types(evidence: Evidence) -> set[str]:
    return {item.type or "" for item in evidence.arms.interventions}


def _phases(*wanted: str) -> _Fits:
    return lambda evidence: bool(set(evidence.design.phases) & set(wanted))


@cache
def _says(pattern: str) -> _Fits:
    found = re.compile(pattern)
    return lambda evidence: (
        bool(found.search(evidence.arms_line())) or bool(found.search(evidence.whole().line))
    )


def _one_group(evidence: Evidence) -> bool:
    return (
        len(evidence.arms.arm_groups) <= 1
        or evidence.design.design_info.intervention_model == "SINGLE_GROUP"
        or evidence.design.design_info.allocation == "NA"
    )


def _few(evidence: Evidence) -> bool:
    people = evidence.design.enrollment_info.people
    return people is not None and people <= 200


def _nobody(evidence: Evidence) -> bool:
    return evidence.status == "WITHDRAWN" or evidence.design.enrollment_info.count == 0


def _observes(evidence: Evidence) -> bool:
    return evidence.design.study_type == "OBSERVATIONAL"


def _takes_deep_samples(evidence: Evidence) -> bool:
    return _says(r" (?:marrow|biops|lumbar punct|cerebrospinal|spinal fluid|csf |bronchosc)|lavage")(evidence)


_DRUGS = {"DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT", "GENETIC", "DIETARY_SUPPLEMENT", "OTHER", "RADIATION"}
_RULES: tuple[tuple[str, _Fits, str], ...] = (
    ("phase-early", _phases("EARLY_PHASE1"), "the study is not early phase 1"),
    ("phase-1-2", lambda e: {"PHASE1", "PHASE2"} <= set(e.design.phases), "the study is not phase 1 and 2"),
    ("phase-1", _phases("PHASE1", "EARLY_PHASE1"), "the study is not phase 1"),
    ("phase-2-3", lambda e: {"PHASE2", "PHASE3"} <= set(e.design.phases), "the study is not phase 2 and 3"),
    ("phase-2", _phases("PHASE2"), "the study is not phase 2"),
    ("phase-3", _phases("PHASE3"), "the study is not phase 3"),
    ("phase-4", _phases("PHASE4"), "the study is not phase 4"),
    ("small", _few, "the record does not make it a small study"),
    ("too-few", _few, "the record does not make it a small study"),
    ("no-comparison", _one_group, "the record lists groups to compare"),
    (
        "test-",
        lambda e: (
            e.design.design_info.primary_purpose in {"DIAGNOSTIC", "SCREENING"}
            or "DIAGNOSTIC_TEST" in _types(e)
            or _says(r" (?:test|diagnos|screen|detect)")(e)
        ),
        "no test is studied",
    ),
    (
        "prevention-",
        lambda e: e.design.design_info.primary_purpose == "PREVENTION" or _says(" prevent| prophyla")(e),
        "the study is not about prevention",
    ),
    ("observational", _observes, "the study does not only observe"),
    (
        "observing-deep-samples",
        lambda e: _observes(e) and _takes_deep_samples(e),
        "the study does not only observe, or takes no such samples",
    ),
    ("observing", _observes, "the study does not only observe"),
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
        lambda e: e.protocol.eligibility_module.healthy_volunteers is True or _says(" healthy ")(e),
        "the study does not take healthy people",
    ),
    (
        "less-question",
        _says(
            r" (?:de ?escalat|deintens|reduc|less|omi|stop|discontinu|"
            r"withdraw|taper|short|treatment free|low)"
        ),
        "less treatment is not tested",
    ),
    ("risk-vaccine", _says(" vaccin| immuni"), "no vaccine is given"),
    ("risk-cancer-vaccine", _says(" vaccin"), "no vaccine is given"),
    ("risk-early", _phases("PHASE1", "EARLY_PHASE1"), "the study is not at an early stage"),
    ("risk-deep-samples", _takes_deep_samples, "no such samples are taken"),
    ("risk-skin-test", _says(r" (?:skin|prick|intraderm|intracutan)"), "the skin is not tested"),
    (
        "risk-feelings",
        lambda e: (
            "BEHAVIORAL" in _types(e)
            or _says(r" (?:behav|psych|therap|counsel|train|educat|cognit|mindful|group|support)")(e)
        ),
        "nothing of that kind is done",
    ),
    ("risk-drug-early", _phases("PHASE1", "EARLY_PHASE1"), "the study is not at an early stage"),
    ("risk-biological-early", _phases("PHASE1", "EARLY_PHASE1"), "the study is not at an early stage"),
    ("risk-drug", lambda e: bool(_types(e) & _DRUGS) or not _types(e), "no drug is given"),
    ("risk-chemo", lambda e: bool(_types(e) & _DRUGS) or not _types(e), "no drug is given"),
    ("risk-biological", lambda e: bool(_types(e) & _DRUGS) or not _types(e), "no such treatment is given"),
    (
        "risk-device",
        lambda e: "DEVICE" in _types(e) or _says(" device| implant| stimul| pump")(e),
        "no device is used",
    ),
    (
        "risk-implant",
        _says(
            r" (?:implant|stent|prosthe|pacemak|pump|stimulat|cage|"
            r"screw|insert|device|graft|disc|valve|plate)"
        ),
        "nothing is implanted",
    ),
    ("risk-stimulation", _says(" stimulat| tms | tdcs | rtms "), "there is no stimulation"),
    (
        "risk-radiation",
        lambda e: "RADIATION" in _types(e) or _says(" radi| irradi| proton| brachy| lutetium")(e),
        "no radiation is given",
    ),
    (
        "risk-surgery",
        lambda e: (
            "PROCEDURE" in _types(e)
            or _says(" surg| operat|ectomy|plasty|otomy| transplant| resect| implant| fusion")(e)
        ),
        "no operation is done",
    ),
    (
        "risk-allergen",
        _says(
            " allerg| immunother| challenge| food| desensit| provo| exposure| introduc| ofc | dosing| dose"
        ),
        "no allergen is given",
    ),
    (
        "risk-rays",
        lambda e: (
            "RADIATION" in _types(e)
            or _says(
                r" (?:pet |spect |ct |x ?ray|tomogra|positron|emission|tracer|radio|scintig|fluoros|fdg |"
                r"18f|68ga|99m|89zr)"
            )(e)
        ),
        "no such scan is made",
    ),
    (
        "risk-radioactive",
        _says(r" (?:177|131|90|225|223|lutet|yttri|radio|radium|omburtamab|iod)|lu "),
        "nothing radioactive is given",
    ),
    ("risk-stool", _says(r" (?:fecal|faecal|fmt |microbiota|stool)"), "nothing of that kind is given"),
    (
        "risk-hands-on",
        _says(
            r" (?:massag|mobili|manipul|manual|osteop|chirop|snag|traction|cyriax|kinesi|physi|cupping|"
            r"mckenzie|eldoa|muscle)"
        ),
        "nothing of that kind is done",
    ),
    (
        "risk-provoked",
        _says(r" (?:induc|provo|trigger|elicit|challenge|attack|exposure|hypogly)"),
        "nothing is set off on purpose",
    ),
    (
        "risk-cells",
        _says(" cell| transplant| leukocyte| lymphocyte| til | marrow| hsct| dli | stem "),
        "no cells are given",
    ),
    (
        "risk-supplement",
        lambda e: (
            "DIETARY_SUPPLEMENT" in _types(e)
            or _says(" supplement| vitamin| probiot| herb| extract| mineral| acid")(e)
        ),
        "no supplement is given",
    ),
    (
        "risk-exercise",
        _says(" exerc| train| physi| activ| walk| rehab| sport| yoga| movement"),
        "there is no exercise",
    ),
    ("some-g", _says(" placebo"), "the record has no placebo"),
    ("placebo", lambda e: " placebo" in e.arms_line() or _says(" placebo")(e), "the record has no placebo"),
    (
        "sham",
        lambda e: (
            any(arm.type == "SHAM_COMPARATOR" for arm in e.arms.arm_groups)
            or _says(" sham| simulat| dummy| placebo")(e)
        ),
        "the record has no sham",
    ),
    (
        "closed-to-new",
        lambda e: (
            e.status not in {"RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE"}
        ),
        "the study may still be open",
    ),
)


@cache
def _rule(source: str) -> tuple[_Fits, str] | None:
    """Return what the study must be for a general text, and what is wrong where it is not."""
    name = source.removeprefix(GENERAL)
    for prefix, fits, what in _RULES:
        if name == prefix or (
            name.startswith(prefix)
            and (prefix.endswith("-") or name[len(prefix) : len(prefix) + 1] == "-" or prefix == "some-g")
        ):
            return fits, what
    return None


def check(sources: tuple[str, ...], evidence: Evidence) -> Iterator[Fault]:
    """Yield a general text that does not fit this study."""
    for source in sources:
        if source.startswith(GENERAL) and (rule := _rule(source)) and not rule[0](evidence):
            yield "general", rule[1], source
