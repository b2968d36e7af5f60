"""What an editor's sentence may cite: elements of this record, by path. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_P = "protocolSection"
_SINGLE = (
    f"{_P}.identificationModule.briefTitle",
    f"{_P}.identificationModule.officialTitle",
    f"{_P}.descriptionModule.briefSummary",
    f"{_P}.descriptionModule.detailedDescription",
    f"{_P}.conditionsModule.conditions",
    f"{_P}.designModule.studyType",
    f"{_P}.designModule.phases",
    f"{_P}.designModule.designInfo",
    f"{_P}.designModule.enrollmentInfo",
    f"{_P}.statusModule.overallStatus",
    f"{_P}.statusModule.whyStopped",
    f"{_P}.statusModule.startDateStruct",
    f"{_P}.statusModule.primaryCompletionDateStruct",
    f"{_P}.statusModule.completionDateStruct",
    f"{_P}.eligibilityModule.minimumAge",
    f"{_P}.eligibilityModule.maximumAge",
    f"{_P}.eligibilityModule.sex",
    f"{_P}.eligibilityModule.healthyVolunteers",
    f"{_P}.eligibilityModule.eligibilityCriteria",
    f"{_P}.sponsorCollaboratorsModule.leadSponsor",
)
_LISTS = (
    (f"{_P}.armsInterventionsModule", "interventions", 10),
    (f"{_P}.armsInterventionsModule", "armGroups", 8),
    (f"{_P}.outcomesModule", "primaryOutcomes", 5),
)


def candidates(document: Mapping[str, Any], *, cited: Iterable[str]) -> tuple[str, ...]:
    """Return the paths to choose from: what the page cites first, then what the record holds of the usual."""
    return tuple(dict.fromkeys((*cited, *_usual(document))))


def _usual(document: Mapping[str, Any]) -> Iterator[str]:
    for path in _SINGLE:
        module, _, key = path.rpartition(".")
        if key in _part(document, module):
            yield path
    for module, key, most in _LISTS:
        items = _part(document, module).get(key)
        if isinstance(items, list):
            yield from (f"{module}.{key}[{index}]" for index in range(min(len(items), most)))


def _part(document: Mapping[str, Any], path: str) -> Mapping[str, Any]:
    part: Any = document
    for key in path.split("."):
        part = part.get(key) if isinstance(part, Mapping) else None
    return part if isinstance(part, Mapping) else {}
