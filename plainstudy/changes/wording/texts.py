"""Titles, descriptions, numbers, dates of the registry's own work, and what has no sentence of its own."""

from collections.abc import Mapping

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange
from plainstudy.plain.wording import date_words
from plainstudy.record.partial_date import PartialDate

from .dates import on
from .phrases import from_to, list_edit, on_whether, one_line
from .words import Sentence, text


def _acronym(change: FieldChange, context: Context) -> str:
    if change.before and change.after:
        return f"The short name of the study changed {from_to(change.before, change.after)}."
    if change.after:
        return f"The study now has a short name: {one_line(change.after)}."
    return f"The study no longer has a short name; it was {one_line(change.before)}."


def _numbers(change: FieldChange, context: Context) -> str:
    what = "number by which another list knows this study"
    if isinstance(change.before, dict) or isinstance(change.after, dict):
        number = one_line((change.about or {}).get("id") or "one that is empty")
        return f"A {what} was {'added' if change.operation == 'added' else 'taken off'}: {number}."
    if change.path.endswith("Info.id") and change.before and change.after:
        return f"The sponsor's own number of the study changed {from_to(change.before, change.after)}."
    if change.path.endswith("id") and change.before and change.after:
        return f"A {what} changed {from_to(change.before, change.after)}."
    if change.path.endswith("Info.id"):
        number = one_line(change.after or change.before)
        return (
            f"The sponsor's own number of the study was {'added' if change.after else 'taken off'}: {number}."
        )
    thing = {"link": "link", "domain": "list"}.get(change.path.rsplit(".", 1)[1])
    if thing and change.before and change.after:
        return f"The {thing} of a {what} changed {from_to(change.before, change.after)}."
    number = one_line((change.about or {}).get("id") or _own_number(context) or "one that is empty")
    return f"What the record says about a {what} changed: {number}."


def _own_number(context: Context) -> str | None:
    return context.after.protocol_section.identification_module.org_study_id_info.id


def _merged(change: FieldChange, context: Context) -> str:
    added = [item for item in change.after or () if item not in (change.before or ())]
    if added:
        return f"Another registry number was found to be the same study: {', '.join(map(str, added))}."
    return list_edit("the further registry numbers of this study", change.before, change.after)


def _registry_date(what: str) -> Sentence:
    """Make the sentence for a date of the registry's own work; ``what`` as in "The record was sent"."""

    def sentence(change: FieldChange, context: Context) -> str:
        if change.path.endswith(".type"):
            kind = (
                "as done" if change.after == "ACTUAL" else "as a plan" if change.after else "without its kind"
            )
            return f"{what}: the date is now given {kind}."
        before, after = (_day(value) for value in (change.before, change.after))
        if after is None:
            return (
                f"{what}: the date was taken off; it was {before}."
                if before
                else f"{what}: no date is given."
            )
        was = f"; before, the date was {before}" if before and before != after else ""
        return f"{what} {on_day(change.after)}{was}."

    return sentence


def on_day(value: object) -> str:
    """Say "on 9 March 2026" or "in March 2026" of a date as the record has it, alone or with its kind."""
    date = PartialDate.parse(str(value.get("date") if isinstance(value, dict) else value))
    return on(date)


def _day(value: object) -> str | None:
    date = value.get("date") if isinstance(value, dict) else value
    try:
        return date_words(PartialDate.parse(str(date)))
    except ValueError:
        return None


def other(change: FieldChange, context: Context) -> str:
    """Say of a field without a sentence of its own at least that it changed: its name would be no word."""
    return "A small detail of the record changed."


def _patient_list(change: FieldChange, context: Context) -> str:
    return on_whether("the study is a long-term list of patients", change.before, change.after)


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
    _S + "lastUpdateSubmitDate": _registry_date("The study team last sent an update"),
    _S + "lastUpdatePostDateStruct*": _registry_date("The registry last showed an update"),
    _S + "studyFirstSubmitDate": _registry_date("The study was first sent to the registry"),
    _S + "studyFirstSubmitQcDate": _registry_date("The first version passed the registry's check"),
    _S + "studyFirstPostDateStruct*": _registry_date("The registry first showed the study"),
    _S + "dispFirstSubmitDate": _registry_date(
        "The sponsor's request to wait with the results was first sent"
    ),
    _S + "dispFirstSubmitQcDate": _registry_date(
        "The sponsor's request to wait with the results passed the registry's check"
    ),
    _S + "dispFirstPostDateStruct*": _registry_date(
        "The sponsor's request to wait with the results was first shown"
    ),
    _S + "resultsFirstSubmitDate": _registry_date("Results were first sent to the registry"),
    _S + "resultsFirstSubmitQcDate": _registry_date("Results passed the registry's check"),
    _S + "resultsFirstPostDateStruct*": _registry_date("The registry first showed results"),
    "designModule.patientRegistry": _patient_list,
}
