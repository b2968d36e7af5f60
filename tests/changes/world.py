"""One study of our own, and what becomes of it when its record is edited."""

import copy
import json
from typing import Any

from plainstudy.changes.context import Context, compare
from plainstudy.changes.told import Posting, ToldChange, tell
from plainstudy.record.record import StudyRecord, decode_record

STATUS = "protocolSection.statusModule."
DESIGN = "protocolSection.designModule."
ARMS = "protocolSection.armsInterventionsModule."
OUTCOMES = "protocolSection.outcomesModule."
WHO = "protocolSection.eligibilityModule."
PLACES = "protocolSection.contactsLocationsModule.locations"
CONTACTS = "protocolSection.contactsLocationsModule.centralContacts"
PAPERS = "protocolSection.referencesModule.references"
TITLES = "protocolSection.identificationModule."
SPONSORS = "protocolSection.sponsorCollaboratorsModule."


def place(
    facility: str, city: str, country: str, status: str | None = "RECRUITING", **more: Any
) -> dict[str, Any]:
    """Return a place as the registry writes it."""
    found = {"facility": facility, "city": city, "country": country, **more}
    return found | ({"status": status} if status else {})


CRITERIA = "Inclusion Criteria:\n\n* Knee pain for 3 months\n\nExclusion Criteria:\n\n* Gout"
DOCUMENT: dict[str, Any] = {
    "protocolSection": {
        "identificationModule": {
            "nctId": "NCT01234567",
            "briefTitle": "Walking for Sore Knees",
            "officialTitle": "A Randomized Study of Daily Walking for Adults With Knee Pain",
        },
        "statusModule": {
            "overallStatus": "RECRUITING",
            "statusVerifiedDate": "2026-05",
            "startDateStruct": {"date": "2026-03-01", "type": "ESTIMATED"},
            "primaryCompletionDateStruct": {"date": "2027-03", "type": "ESTIMATED"},
            "completionDateStruct": {"date": "2027-12", "type": "ESTIMATED"},
            "studyFirstPostDateStruct": {"date": "2026-01-10", "type": "ACTUAL"},
            "lastUpdateSubmitDate": "2026-05-20",
            "lastUpdatePostDateStruct": {"date": "2026-05-22", "type": "ACTUAL"},
        },
        "sponsorCollaboratorsModule": {
            "leadSponsor": {"name": "Hill Hospital", "class": "OTHER"},
            "collaborators": [{"name": "Walk Fund", "class": "OTHER"}],
        },
        "oversightModule": {"oversightHasDmc": False},
        "descriptionModule": {
            "briefSummary": "Does a daily walk help sore knees? Half of them walk for 20 minutes a day.",
            "detailedDescription": "People walk at home. A nurse calls them every week.",
        },
        "conditionsModule": {"conditions": ["Knee Pain"], "keywords": ["walk"]},
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE2"],
            "designInfo": {"allocation": "RANDOMIZED", "interventionModel": "PARALLEL"},
            "enrollmentInfo": {"count": 100, "type": "ESTIMATED"},
        },
        "armsInterventionsModule": {
            "armGroups": [
                {"label": "Walking", "type": "EXPERIMENTAL", "interventionNames": ["Behavioral: Daily walk"]},
                {"label": "Usual care", "type": "NO_INTERVENTION"},
            ],
            "interventions": [
                {"type": "BEHAVIORAL", "name": "Daily walk", "description": "A walk of 20 minutes each day."}
            ],
        },
        "outcomesModule": {
            "primaryOutcomes": [{"measure": "Knee pain score", "timeFrame": "12 weeks"}],
            "secondaryOutcomes": [
                {"measure": "Steps walked per day", "timeFrame": "12 weeks"},
                {"measure": "Quality of sleep", "timeFrame": "12 weeks"},
            ],
        },
        "eligibilityModule": {
            "eligibilityCriteria": CRITERIA,
            "sex": "ALL",
            "minimumAge": "18 Years",
            "maximumAge": "75 Years",
            "healthyVolunteers": False,
            "stdAges": ["ADULT", "OLDER_ADULT"],
        },
        "contactsLocationsModule": {
            "centralContacts": [
                {"name": "Ann Lee", "role": "CONTACT", "phone": "555-0100", "email": "a@example.org"}
            ],
            "locations": [
                place("Hill Hospital", "Rome", "Italy"),
                place("Lake Clinic", "Milan", "Italy"),
                place("Sea Clinic", "Lyon", "France"),
            ],
        },
        "referencesModule": {
            "references": [{"pmid": "1", "type": "BACKGROUND", "citation": "Doe J. Knees. J Knee. 2020"}]
        },
    },
    "derivedSection": {"miscInfoModule": {"versionHolder": "2026-06-25"}},
    "hasResults": False,
}
RESULTS: dict[str, Any] = {
    "outcomeMeasuresModule": {
        "outcomeMeasures": [
            {
                "type": "PRIMARY",
                "title": "Knee pain score",
                "timeFrame": "12 weeks",
                "classes": [{"categories": [{"measurements": [{"groupId": "OG000", "value": "4"}]}]}],
            }
        ]
    }
}

Edit = tuple[str, Any]


def document(*edits: Edit, base: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the study's document with values set at paths (PLACES[0].status); None takes a key away."""
    tree = copy.deepcopy(base or DOCUMENT)
    for path, value in edits:
        _put(tree, path, copy.deepcopy(value))  # a later edit may reach into it, and others share it
    return tree


def _put(tree: dict[str, Any], path: str, value: Any) -> None:
    keys: list[str | int] = [
        int(key) if key.isdigit() else key for key in path.replace("[", ".").replace("]", "").split(".")
    ]
    node: Any = tree
    for key in keys[:-1]:
        node = node[key] if isinstance(key, int) else node.setdefault(key, {})
    if value is None:
        node.pop(keys[-1], None)
    else:
        node[keys[-1]] = value


def record(*edits: Edit, base: dict[str, Any] | None = None) -> StudyRecord:
    """Return the study's record with edits."""
    return decode_record(json.dumps(document(*edits, base=base)).encode())


def posting(*edits: Edit, given: tuple[Edit, ...] = ()) -> Posting:
    """Tell what the edits changed in the study as it was given."""
    return tell(record(*given), record(*edits, base=document(*given)))


def context(*edits: Edit, given: tuple[Edit, ...] = ()) -> Context:
    """Compare the study as it was given with the edited one."""
    return compare(record(*given), record(*edits, base=document(*given)))


def only(told: Posting) -> ToldChange:
    """Return the one change of a posting; the test fails where there are more, or none."""
    (change,) = told.changes
    return change


def words(*edits: Edit, given: tuple[Edit, ...] = ()) -> str:
    """Return the words of the one change that the edits make."""
    return only(posting(*edits, given=given)).words
