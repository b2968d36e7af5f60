"""Patterns in which a fluent sentence is false: the wrong one falls, the right one stands."""

from typing import Any

import msgspec
import pytest

from plainstudy.record.record import StudyRecord, decode_record
from plainstudy.writing.text import Sentence

from .test_verify_labelled_set import findings_of

BASE: dict[str, Any] = {
    "identificationModule": {
        "nctId": "NCT00000001",
        "briefTitle": "Abatacept and Nasal Insulin in Early Diabetes",
    },
    "statusModule": {
        "overallStatus": "RECRUITING",
        "statusVerifiedDate": "2026-05",
        "startDateStruct": {"date": "2024-01", "type": "ACTUAL"},
        "completionDateStruct": {"date": "2028-03", "type": "ESTIMATED"},
    },
    "conditionsModule": {"conditions": ["Type 1 Diabetes"]},
    "designModule": {
        "studyType": "INTERVENTIONAL",
        "phases": ["PHASE2"],
        "designInfo": {
            "allocation": "RANDOMIZED",
            "interventionModel": "PARALLEL",
            "maskingInfo": {"masking": "DOUBLE", "whoMasked": ["CARE_PROVIDER", "INVESTIGATOR"]},
        },
        "enrollmentInfo": {"count": 60, "type": "ESTIMATED"},
    },
    "armsInterventionsModule": {
        "armGroups": [
            {
                "label": "Abatacept plus insulin",
                "type": "EXPERIMENTAL",
                "interventionNames": ["Drug: Abatacept", "Drug: Nasal insulin"],
            },
            {
                "label": "Abatacept plus placebo",
                "type": "PLACEBO_COMPARATOR",
                "interventionNames": ["Drug: Abatacept", "Drug: Placebo"],
            },
        ],
        "interventions": [
            {"type": "DRUG", "name": "Abatacept"},
            {"type": "DRUG", "name": "Nasal insulin", "description": "10 mg twice a day"},
            {"type": "DRUG", "name": "Placebo"},
        ],
    },
    "outcomesModule": {
        "primaryOutcomes": [{"measure": "Number of people with adverse events", "timeFrame": "24 months"}]
    },
    "eligibilityModule": {
        "eligibilityCriteria": (
            "Inclusion Criteria:\n\n* Type 1 diabetes for at most "
            "2 years\n* No allergy to insulin\n\nExclusion Criteria:\n\n* "
            "Pregnant or breastfeeding\n* Active infection"
        ),
        "sex": "ALL",
        "minimumAge": "6 Years",
        "maximumAge": "21 Years",
        "stdAges": ["CHILD", "ADULT"],
        "healthyVolunteers": False,
    },
}
P = "protocolSection."
ARMS, DESIGN, STATUS, COUNT, WHO, PRIMARY = (
    P + path
    for path in (
        "armsInterventionsModule",
        "designModule",
        "statusModule",
        "designModule.enrollmentInfo",
        "eligibilityModule",
        "outcomesModule.primaryOutcomes",
    )
)


def record_with(**changes: Any) -> StudyRecord:
    """Return the base record with values changed: ``designModule__phases=["PHASE3"]``."""
    tree = msgspec.json.decode(msgspec.json.encode(BASE))
    for path, value in changes.items():
        *way, last = path.split("__")
        node = tree
        for step in way:
            node = node[step]
        node[last] = value
    return decode_record(msgspec.json.encode({"protocolSection": tree}))


INFO = "designModule__designInfo__"
# what the record says differently, source, false, true
TRAPS: list[tuple[str, dict[str, Any], str, str, str]] = [
    (
        "placebo added to what all get",
        {},
        ARMS,
        "Some get abatacept and others get a placebo instead of abatacept.",
        "Everyone gets abatacept, plus nasal insulin or a placebo.",
    ),
    (
        "crossover",
        {INFO + "interventionModel": "CROSSOVER"},
        ARMS,
        "Some people get the placebo.",
        "Everyone gets the nasal insulin and the placebo, in turn.",
    ),
    (
        "participants not masked",
        {},
        DESIGN,
        "The people who take part are not told who gets what.",
        "The care staff and the researchers are not told who gets what.",
    ),
    (
        "nothing is masked",
        {INFO + "maskingInfo": {"masking": "NONE"}},
        DESIGN,
        "This is a double-blind study.",
        "Everyone knows who gets what.",
    ),
    (
        "chance does not decide",
        {INFO + "allocation": "NON_RANDOMIZED"},
        DESIGN,
        "Chance decides who gets what.",
        "Chance does not decide who gets what.",
    ),
    (
        "one group only",
        {
            "armsInterventionsModule__armGroups": [BASE["armsInterventionsModule"]["armGroups"][0]],
            INFO + "interventionModel": "SINGLE_GROUP",
        },
        ARMS,
        "The study compares abatacept with nasal insulin.",
        "No comparison group is listed.",
    ),
    (
        "phase not given",
        {"designModule__phases": ["NA"]},
        DESIGN,
        "This is a phase 2 study.",
        "No phase is given.",
    ),
    (
        "late study",
        {"designModule__phases": ["PHASE3"]},
        DESIGN,
        "This is an early study.",
        "This is a late study.",
    ),
    (
        "observational",
        {"designModule__studyType": "OBSERVATIONAL"},
        DESIGN,
        "This study tests a treatment.",
        "The study itself gives no treatment.",
    ),
    (
        "expanded access",
        {"designModule__studyType": "EXPANDED_ACCESS"},
        DESIGN,
        "This study tests a treatment.",
        "It gave access outside a study.",
    ),
    ("a plan", {}, COUNT, "60 people took part.", "About 60 people are to take part."),
    (
        "what happened",
        {
            "designModule__enrollmentInfo": {"count": 60, "type": "ACTUAL"},
            "statusModule__overallStatus": "COMPLETED",
        },
        COUNT,
        "60 people are to take part.",
        "60 people took part.",
    ),
    (
        "planned start has passed",
        {
            "statusModule__overallStatus": "NOT_YET_RECRUITING",
            "statusModule__startDateStruct": {"date": "2024-01", "type": "ESTIMATED"},
        },
        STATUS,
        "It opened in January 2024.",
        "It was due to open in January 2024.",
    ),
    (
        "status unknown",
        {"statusModule__overallStatus": "UNKNOWN", "statusModule__lastKnownStatus": "RECRUITING"},
        STATUS,
        "The study is recruiting.",
        "It was last listed as recruiting.",
    ),
    (
        "by invitation",
        {"statusModule__overallStatus": "ENROLLING_BY_INVITATION"},
        STATUS,
        "The study is open to new people.",
        "Only people who are invited can join.",
    ),
    (
        "vague reason",
        {"statusModule__overallStatus": "TERMINATED", "statusModule__whyStopped": "Sponsor decision"},
        STATUS + ".whyStopped",
        "The reason was not about safety.",
        "The reason given is: “Sponsor decision”.",
    ),
    (
        "reason is finished",
        {"statusModule__overallStatus": "TERMINATED", "statusModule__whyStopped": "Finished"},
        STATUS + ".whyStopped",
        "The study failed.",
        "The reason given is: “Finished”.",
    ),
    (
        "no reason",
        {"statusModule__overallStatus": "TERMINATED"},
        STATUS,
        "It stopped because of safety.",
        "The registry gives no reason.",
    ),
    (
        "adverse event",
        {},
        PRIMARY,
        "It counts how many people have side effects.",
        "It counts how many people have health problems, whatever the cause.",
    ),
    (
        "outcome worded as a hope",
        {"outcomesModule__primaryOutcomes": [{"measure": "75 % were alive at 2 years"}]},
        PRIMARY,
        "75 % were alive at 2 years.",
        "It checks whether 75 % are alive at 2 years.",
    ),
    ("other unit", {}, PRIMARY, "It is measured for 24 weeks.", "It is measured for 2 years."),
    ("other frequency", {}, ARMS, "It is taken once a day.", "It is taken twice a day."),
    ("other dose", {}, ARMS, "The dose is 10 g.", "The dose is 10 mg."),
    (
        "age turned round",
        {},
        WHO,
        "It is for people over 21 years old.",
        "It is for people from 6 to 21 years old.",
    ),
    ("adults only", {}, WHO, "Only adults can take part.", "Children and adults can take part."),
    ("healthy people", {}, WHO, "Healthy people can join.", "Healthy people cannot join."),
    ("no results", {}, "hasResults", "No results exist.", "No results are posted in this registry."),
    (
        "a share from the number of groups",
        {},
        ARMS,
        "One in two people gets the placebo.",
        "One group gets the placebo.",
    ),
    (
        "sponsor pays",
        {"sponsorCollaboratorsModule": {"leadSponsor": {"name": "Ann Smith", "class": "OTHER"}}},
        P + "sponsorCollaboratorsModule.leadSponsor",
        "Ann Smith runs and pays for the study.",
        "Ann Smith is responsible for the study.",
    ),
    (
        "direction",
        {"outcomesModule__primaryOutcomes": [{"measure": "Blood sugar"}]},
        PRIMARY,
        "Can it raise blood sugar?",
        "Can it lower blood sugar?",
    ),
    (
        "type of diabetes",
        {},
        P + "conditionsModule.conditions",
        "It is about type 2 diabetes.",
        "It is about type 1 diabetes.",
    ),
    ("told as certain", {}, ARMS, "Nasal insulin helps people.", "Nasal insulin may not help people."),
]


@pytest.mark.parametrize(
    ("changes", "source", "false", "true"), [trap[1:] for trap in TRAPS], ids=[trap[0] for trap in TRAPS]
)
def test_trap_wrong_sentence_falls_and_right_one_stands(
    changes: dict[str, Any], source: str, false: str, true: str
) -> None:
    """One pattern: the false sentence has a finding, the true one has none."""
    record = record_with(**changes)
    assert findings_of("summary", Sentence(text=false, sources=(source,)), record) != []
    assert findings_of("summary", Sentence(text=true, sources=(source,)), record) == []
