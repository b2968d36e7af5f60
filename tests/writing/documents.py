"""Small records of our own wording, each built to show one pattern."""

import datetime as dt
from typing import Any

import msgspec

from plainstudy.record.record import StudyRecord, decode_record
from plainstudy.writing.facts import Facts, extract_facts
from plainstudy.writing.rules import sentences_of, write_text
from plainstudy.writing.text import StudyText

TODAY = dt.date(2026, 9, 1)
MODULES = {
    "title": ("identificationModule", "briefTitle"),
    "official": ("identificationModule", "officialTitle"),
    "summary": ("descriptionModule", "briefSummary"),
    "details": ("descriptionModule", "detailedDescription"),
    "status": ("statusModule", "overallStatus"),
    "last_known": ("statusModule", "lastKnownStatus"),
    "verified": ("statusModule", "statusVerifiedDate"),
    "why": ("statusModule", "whyStopped"),
    "start": ("statusModule", "startDateStruct"),
    "completion": ("statusModule", "completionDateStruct"),
    "main_completion": ("statusModule", "primaryCompletionDateStruct"),
    "type": ("designModule", "studyType"),
    "phases": ("designModule", "phases"),
    "registry": ("designModule", "patientRegistry"),
    "duration": ("designModule", "targetDuration"),
    "design": ("designModule", "designInfo"),
    "enrollment": ("designModule", "enrollmentInfo"),
    "conditions": ("conditionsModule", "conditions"),
    "keywords": ("conditionsModule", "keywords"),
    "arms": ("armsInterventionsModule", "armGroups"),
    "interventions": ("armsInterventionsModule", "interventions"),
    "primary": ("outcomesModule", "primaryOutcomes"),
    "criteria": ("eligibilityModule", "eligibilityCriteria"),
    "healthy": ("eligibilityModule", "healthyVolunteers"),
    "sex": ("eligibilityModule", "sex"),
    "min_age": ("eligibilityModule", "minimumAge"),
    "max_age": ("eligibilityModule", "maximumAge"),
    "sponsor": ("sponsorCollaboratorsModule", "leadSponsor"),
    "responsible": ("sponsorCollaboratorsModule", "responsibleParty"),
    "places": ("contactsLocationsModule", "locations"),
    "references": ("referencesModule", "references"),
}


def arm(label: str, kind: str | None, *names: str) -> dict[str, Any]:
    """Return one group; names carry the type in front, as the registry writes them."""
    return {"label": label, "interventionNames": list(names)} | ({"type": kind} if kind else {})


def thing(name: str, kind: str = "DRUG", **more: Any) -> dict[str, Any]:
    """Return one intervention."""
    return {"type": kind, "name": name} | more


def design(**info: Any) -> dict[str, Any]:
    """Return design info in the registry's words; masking and who are folded in."""
    masking = {key: info.pop(key) for key in ("masking", "whoMasked") if key in info}
    return info | ({"maskingInfo": masking} if masking else {})


def document(**wanted: Any) -> dict[str, Any]:
    """Return a document: a running drug study for adults with asthma, changed as wanted; None takes away."""
    wanted = {
        "title": "Amitol in Adults With Asthma",
        "status": "RECRUITING",
        "type": "INTERVENTIONAL",
        "phases": ["PHASE3"],
        "design": design(allocation="NA", interventionModel="SINGLE_GROUP", primaryPurpose="TREATMENT"),
        "enrollment": {"count": 120, "type": "ESTIMATED"},
        "conditions": ["Asthma"],
        "arms": [arm("Amitol", "EXPERIMENTAL", "Drug: Amitol")],
        "interventions": [thing("Amitol")],
        "primary": [{"measure": "Number of exacerbations", "timeFrame": "12 weeks"}],
        "min_age": "18 Years",
        "sex": "ALL",
        "healthy": False,
    } | wanted
    results = wanted.pop("results", None)
    section: dict[str, Any] = {"identificationModule": {"nctId": wanted.pop("nct", "NCT01234567")}}
    for name, value in wanted.items():
        if value is not None:
            module, field = MODULES[name]
            section.setdefault(module, {})[field] = value
    whole: dict[str, Any] = {"protocolSection": section}
    if results is not None:
        whole |= {"resultsSection": results, "hasResults": True}
    return whole


def record(**wanted: Any) -> StudyRecord:
    """Return the record of such a document."""
    return decode_record(msgspec.json.encode(document(**wanted)))


def facts(**wanted: Any) -> Facts:
    """Return its facts."""
    return extract_facts(record(**wanted), today=TODAY)


def text(**wanted: Any) -> StudyText:
    """Return its text."""
    return write_text(facts(**wanted))


def words(of: StudyText | StudyRecord) -> str:
    """Return all sentences of a text (or of the text for a record) as one."""
    if isinstance(of, StudyRecord):
        of = write_text(extract_facts(of, today=TODAY))
    return " ".join(sentence.text for _, sentence in sentences_of(of))


def summary(of: StudyText) -> str:
    """Return the summary as one text."""
    return " ".join(sentence.text for sentence in of.summary)
