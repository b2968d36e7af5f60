"""Titles, descriptions, numbers, dates of the registry's own work, and what has no sentence of its own."""

from collections.abc import Mapping

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange
from plainstudy.plain.wording import date_words
from plainstudy.record.partial_date import PartialDate

from .phrases import from_to, one_line
from .words import Sentence, text


def _acronym(change: FieldChange, context: Context) -> str:
    if change.before and change.after:
        return f"The short name of the study changed {from_to(change.before, change.after)}."
    if change.after:
        return f"The study now has a short name: {one_line(change.after)}."
    return f"The study no longer has a short name; it was {one_line(change.before)}."


def _numbers(change: FieldChange, context: Context) -> str:
    return "The numbers by which other lists know this study changed."


def _merged(change: FieldChange, context: Context) -> str:
    added = [item for item in change.after or () if item not in (change.before or ())]
    if added:
        return f"Another registry number was found to be the same study: {', '.join(map(str, added))}."
    return "The list of further registry numbers of this study changed."


def _registry_date(what: str) -> Sentence:
    def sentence(change: FieldChange, context: Context) -> str:
        before, after = (_day(value) for value in (change.before, change.after))
        if after is None:
            return f"{what}: the date was taken off."
        return f"{what}: {after}; before: {before}." if before and before != after else f"{what}: {after}."

    return sentence


def _day(value: object) -> str | None:
    date = value.get("date") if isinstance(value, dict) else value
    try:
        return date_words(PartialDate.parse(str(date)))
    except ValueError:
        return None


def other(change: FieldChange, context: Context) -> str:
    """Say of a field without a sentence of its own at least what part of the record it is in."""
    return "A small detail of the record changed."


def _patient_list(change: FieldChange, context: Context) -> str:
    return "The record changed what it says on whether the study is a long-term list of patients."


_S = "statusModule."
SENTENCES: Mapping[str, Sentence] = {
    "identificationModule.briefTitle": text("the short title"),
    "identificationModule.officialTitle": text("the full title"),
    "identificationModule.acronym": _acronym,
    "identificationModule.nctIdAliases": _merged,
    "identificationModule*": _numbers,
    "descriptionModule.briefSummary": text("the short description"),
    "descriptionModule.detailedDescription": text("the long description"),
    _S + "statusVerifiedDate": _registry_date("The study team last confirmed the record"),
    _S + "lastUpdateSubmitDate": _registry_date("The last update was sent to the registry"),
    _S + "lastUpdatePostDateStruct*": _registry_date("The registry last showed an update"),
    _S + "studyFirstSubmitDate": _registry_date("The study was first sent to the registry"),
    _S + "studyFirstSubmitQcDate": _registry_date("The first version passed the registry's check"),
    _S + "studyFirstPostDateStruct*": _registry_date("The registry first showed the study"),
    _S + "resultsFirstSubmitDate": _registry_date("Results were first sent to the registry"),
    _S + "resultsFirstSubmitQcDate": _registry_date("Results passed the registry's check"),
    _S + "resultsFirstPostDateStruct*": _registry_date("The registry first showed results"),
    "designModule.patientRegistry": _patient_list,
}
