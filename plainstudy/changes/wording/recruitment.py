"""What the study is doing, why it stopped, access outside it, whom to call."""

from collections.abc import Mapping

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange

from .phrases import from_to, is_item, one_line, quote
from .terms import STATUS_BEFORE, STATUS_NOW
from .words import Sentence


def _record(change: FieldChange, context: Context) -> str:
    if change.operation == "removed":
        return "The registry now hides the record of this study; this is no word on whether it goes on."
    return "The registry shows the record of this study again; before, it hid it."


def _status(change: FieldChange, context: Context) -> str:
    if change.after == "UNKNOWN":
        last = _study_was(change.before)
        tail = f"; when last confirmed, {last}" if last else ""
        return f"{STATUS_NOW['UNKNOWN']}{tail}."
    now = STATUS_NOW.get(str(change.after))
    if now is None:
        return "The registry now says something about where the study stands that is new to us."
    before = STATUS_BEFORE.get(str(change.before))
    return f"{now}; before, {before}." if before else f"{now}."


def _last_known(change: FieldChange, context: Context) -> str:
    if change.after is None:
        return "The record is confirmed again, so it no longer keeps the last known word on the study."
    return f"When the record was last confirmed, {_study_was(change.after) or 'its state was new to us'}."


def _study_was(status: object) -> str:
    """Tell a former status of the study: "the study was open to new people"; "" for one that is new to us."""
    words = STATUS_BEFORE.get(str(status), "")
    return f"the study{words[2:]}" if words.startswith("it ") else words


def _why(change: FieldChange, context: Context) -> str:
    stop = "for the hold" if context.status_after == "SUSPENDED" else "for stopping"
    if change.operation == "added":
        return f"The reason given {stop} is {quote(change.after)}."
    if change.operation == "removed":
        return f"The record no longer gives a reason for a stop; before, it said {quote(change.before)}."
    return f"The reason given {stop} changed {from_to(change.before, change.after)}."


def _access(change: FieldChange, context: Context) -> str:
    if change.after is True:
        return (
            "The treatment may now be had outside the study as well; before, the record did not offer this."
        )
    if change.after is False:
        was = "; before, it said that it might be" if change.before else ""
        return f"The record says that the treatment cannot be had outside the study{was}."
    return "The record no longer says whether the treatment can be had outside the study."


def _access_details(change: FieldChange, context: Context) -> str:
    return "Details of how to get the treatment outside the study changed."


def _contact(change: FieldChange, context: Context) -> str:
    name = one_line((change.about or {}).get("name") or "")
    named = f": {name}" if name else ""
    if is_item(change) and change.operation == "added":
        return f"There is a new contact for the study{named}."
    if is_item(change):
        return "One contact for the study is no longer listed."
    return f"The details of a contact for the study changed{named}."


SENTENCES: Mapping[str, Sentence] = {
    "protocolSection": _record,
    "statusModule.overallStatus": _status,
    "statusModule.lastKnownStatus": _last_known,
    "statusModule.whyStopped": _why,
    "statusModule.expandedAccessInfo.hasExpandedAccess": _access,
    "statusModule.expandedAccessInfo*": _access_details,
    "designModule.expandedAccessTypes*": _access_details,
    "designModule.nPtrsToThisExpAccNctId": _access_details,
    "contactsLocationsModule.centralContacts*": _contact,
}
