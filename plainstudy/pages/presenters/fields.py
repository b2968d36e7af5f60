"""What each part of a record is called, in plain words."""

import re

_MODULES = {
    "identificationModule": "Names and numbers",
    "statusModule": "Status and dates",
    "sponsorCollaboratorsModule": "Who runs it",
    "oversightModule": "Oversight",
    "descriptionModule": "Description",
    "conditionsModule": "Conditions",
    "designModule": "Design",
    "armsInterventionsModule": "Groups and treatments",
    "outcomesModule": "What is measured",
    "eligibilityModule": "Who can join",
    "contactsLocationsModule": "Contacts and places",
    "referencesModule": "Papers and links",
    "ipdSharingStatementModule": "Sharing of data",
    "participantFlowModule": "Results: who took part",
    "baselineCharacteristicsModule": "Results: the people at the start",
    "outcomeMeasuresModule": "Results: what was measured",
    "adverseEventsModule": "Results: health problems",
    "moreInfoModule": "Results: more information",
    "annotationModule": "Notes of the registry",
    "largeDocumentModule": "Documents",
    "miscInfoModule": "Notes of the registry",
    "conditionBrowseModule": "Conditions, as coded by the registry",
    "interventionBrowseModule": "Treatments, as coded by the registry",
}

_FIELDS = {
    "nctId": "Registry number",
    "nctIdAliases": "Older registry numbers",
    "orgStudyIdInfo": "The sponsor’s own number",
    "secondaryIdInfos": "Other numbers",
    "briefTitle": "Short title",
    "officialTitle": "Full title",
    "acronym": "Short name",
    "organization": "Organisation",
    "statusVerifiedDate": "Last confirmed by the study team",
    "overallStatus": "Status of the study",
    "lastKnownStatus": "Last known status",
    "whyStopped": "Why it stopped",
    "expandedAccessInfo": "Access outside the study",
    "startDateStruct": "Start",
    "primaryCompletionDateStruct": "Last check of the main question",
    "completionDateStruct": "End of the study",
    "studyFirstSubmitDate": "First sent to the registry",
    "studyFirstPostDateStruct": "First shown by the registry",
    "resultsFirstPostDateStruct": "Results first shown",
    "resultsFirstSubmitDate": "Results first sent",
    "lastUpdateSubmitDate": "Last change sent to the registry",
    "lastUpdatePostDateStruct": "Last change shown by the registry",
    "responsibleParty": "Responsible person or body",
    "leadSponsor": "Sponsor",
    "collaborators": "Working together with",
    "oversightHasDmc": "A committee watches over safety data",
    "isFdaRegulatedDrug": "A drug under the rules of the US FDA",
    "isFdaRegulatedDevice": "A device under the rules of the US FDA",
    "briefSummary": "Short description",
    "detailedDescription": "Long description",
    "conditions": "Conditions",
    "keywords": "Key words",
    "studyType": "Kind of study",
    "patientRegistry": "A list of patients",
    "targetDuration": "How long each person is followed",
    "phases": "Phase",
    "designInfo": "Design",
    "allocation": "How people are put into groups",
    "interventionModel": "How the groups are arranged",
    "interventionModelDescription": "How the groups are arranged, in the record’s words",
    "primaryPurpose": "Main purpose",
    "observationalModel": "Kind of observation",
    "timePerspective": "Looking back or ahead",
    "maskingInfo": "Who is not told which group a person is in",
    "masking": "Who is not told which group a person is in",
    "maskingDescription": "How this is kept from them",
    "whoMasked": "Who is not told which group a person is in",
    "enrollmentInfo": "Number of people",
    "armGroups": "Groups",
    "interventions": "Treatments or other things tested",
    "interventionNames": "What the group gets",
    "otherNames": "Other names",
    "armGroupLabels": "Groups that get it",
    "primaryOutcomes": "Main question",
    "secondaryOutcomes": "Further questions",
    "otherOutcomes": "Other questions",
    "measure": "What is measured",
    "timeFrame": "When it is measured",
    "eligibilityCriteria": "Who can and cannot join",
    "healthyVolunteers": "Healthy people accepted",
    "sex": "Sex",
    "genderBased": "Chosen by gender",
    "genderDescription": "Gender, in the record’s words",
    "minimumAge": "Lowest age",
    "maximumAge": "Highest age",
    "stdAges": "Age groups",
    "studyPopulation": "The people looked at",
    "samplingMethod": "How people are chosen",
    "centralContacts": "Contacts for the whole study",
    "overallOfficials": "Researchers in charge",
    "locations": "Places",
    "facility": "Hospital or clinic",
    "references": "Papers",
    "seeAlsoLinks": "Links",
    "ipdSharing": "Plan to share data",
    "hasResults": "Results in the registry",
    "resultsSection": "Results in the registry",
    "meshes": "Codes of the registry",
    "label": "Name",
    "description": "Description",
    "name": "Name",
    "type": "Kind",
    "title": "Title",
    "date": "Date",
    "count": "Number",
    "status": "Status",
    "city": "City",
    "state": "State or region",
    "country": "Country",
    "zip": "Postal code",
}


def path_keys(path: str) -> tuple[str | int, ...]:
    """Split a path: "a.b[2].c" and "a.b.2.c" give ("a", "b", 2, "c")."""
    dotted = re.sub(r"\[(\d+)\]", r".\1", path)
    return tuple(int(key) if key.isdecimal() else key for key in dotted.split(".") if key)


def humanised(key: str) -> str:
    """Put a key that has no name here into words: "isUsExport" gives "Is us export"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", key).lower().capitalize()


def field_name(key: str) -> str:
    """Name one key in plain words."""
    return _FIELDS.get(key) or _MODULES.get(key) or humanised(key)


def path_name(path: str) -> str:
    """Name the field a path leads to: "Groups 2: Name", "Number of people", "Groups and treatments"."""
    keys = [key for key in path_keys(path) if key not in {"protocolSection", "derivedSection"}]
    named: list[str] = []
    for key in keys:
        if isinstance(key, int):
            named[-1:] = [f"{named[-1]} {key + 1}"] if named else []
        elif key in _MODULES and key != keys[-1]:
            continue
        else:
            named.append(field_name(key))
    if not named:
        return "The record"
    if len(named) > 1 and named[-1] in {"Date", "Kind", "Number"}:
        named.pop()
    return ": ".join(named[-2:])
