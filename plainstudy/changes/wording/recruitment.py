"""What the study is doing, why it stopped, access outside it, whom to call."""

from collections.abc import Mapping

from plainstudy.changes.context import Context
from plainstudy.changes.diff import FieldChange
from plainstudy.plain.wording import count_of

from .phrases import coded, from_to, holds_phone, is_item, on_whether, one_line, quote, said
from .terms import ACCESS, ROLE, STATUS_BEFORE, STATUS_NOW, term
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
    now = STATUS_NOW.get(str(change.after)) or _NEW_STATUS
    if change.after is None:
        now = "The record no longer says where the study stands"
    before = STATUS_BEFORE.get(str(change.before))
    return f"{now}; before, {before}." if before else f"{now}."


_NEW_STATUS = "The registry now says something about where the study stands that is new to us"


def _last_known(change: FieldChange, context: Context) -> str:
    if change.after is None:
        if context.status_after == "UNKNOWN":
            return "The record no longer keeps the last known word on the study."
        return "The record is confirmed again, so it no longer keeps the last known word on the study."
    now = _study_was(change.after) or "its state was new to us"
    was = f"; before, it said that {before}" if (before := _study_was(change.before)) else ""
    return f"The record now says that when it was last confirmed, {now}{was}."


def _study_was(status: object) -> str:
    """Tell a former status of the study: "the study was open to new people"; "" for one that is new to us."""
    words = STATUS_BEFORE.get(str(status), "")
    return f"the study{words[2:]}" if words.startswith("it ") else words


def _why(change: FieldChange, context: Context) -> str:
    stop = _STOPS.get(str(context.status_after), "for stopping")
    if change.operation == "added":
        return f"The reason given {stop} is {quote(change.after)}."
    if change.operation == "removed":
        return f"The record no longer gives a reason for a stop; before, it said {quote(change.before)}."
    return f"The reason given {stop} changed {from_to(change.before, change.after)}."


_STOPS = {"SUSPENDED": "for the hold", "WITHDRAWN": "for calling the study off"}


def _access(change: FieldChange, context: Context) -> str:
    before = said(change.before)
    if change.after is True:
        return (
            f"The record now says that the treatment may be had outside the study as well; before, {before}."
        )
    if change.after is False:
        return f"The record now says that the treatment cannot be had outside the study; before, {before}."
    return f"The record no longer says whether the treatment can be had outside the study; before, {before}."


def _access_number(change: FieldChange, context: Context) -> str:
    what = "The number under which access outside the study is registered"
    if change.operation == "added":
        return f"{what} was added: {one_line(change.after)}."
    if change.operation == "removed":
        return f"{what} was taken off; it was {one_line(change.before)}."
    return f"{what} changed {from_to(change.before, change.after)}."


def _access_for(whom: str) -> Sentence:
    return lambda change, context: on_whether(
        f"the treatment can be had outside a study {whom}", change.before, change.after
    )


def _access_count(change: FieldChange, context: Context) -> str:
    count = count_of(change.after or 0, "study")
    return f"The record now counts {count} that lead here; before, it counted {change.before or 0}."


def contact_words(change: FieldChange, where: str) -> str:
    """Tell what became of a contact ``where`` ("for the study"): numbers and addresses are not repeated.

    An old one would be called by those who read an old account; the page shows what holds now.
    """
    about = change.about or {}
    name = one_line(about.get("name") or "one without a name")
    named = "" if holds_phone(name) else f": {name}"
    who = "contact" if about.get("role") in {None, "CONTACT"} else "researcher"
    if is_item(change):
        begin = f"There is a new {who}" if change.operation == "added" else f"A {who} is no longer listed"
        return f"{begin} {where}{named}."
    what = change.path.rsplit(".", 1)[1]
    if what == "name":
        if holds_phone(change.before) or holds_phone(change.after):
            return f"The name of a {who} {where} changed."
        before, after = change.before or "no name", change.after or "no name"
        return f"The name of a {who} {where} changed {from_to(before, after)}."
    if what == "role":
        before, after = (term(ROLE, code) for code in (change.before, change.after))
        whom = "" if holds_phone(name) else f", {name},"
        return f"A contact {where}{whom} is now listed as {after}; before: {before}."
    thing = {"phone": "phone number", "phoneExt": "phone extension", "email": "e-mail address"}.get(
        what, "entry"
    )
    if change.operation == "added":
        return f"The record now gives a{'n' if thing[0] == 'e' else ''} {thing} of a {who} {where}{named}."
    if change.operation == "removed":
        return f"The record no longer gives the {thing} of a {who} {where}{named}."
    return f"The {thing} of a {who} {where} changed{named}."


def _contact(change: FieldChange, context: Context) -> str:
    return contact_words(change, "for the study")


SENTENCES: Mapping[str, Sentence] = {
    "protocolSection": _record,
    "statusModule.overallStatus": _status,
    "statusModule.lastKnownStatus": _last_known,
    "statusModule.whyStopped": _why,
    "statusModule.expandedAccessInfo.hasExpandedAccess": _access,
    "statusModule.expandedAccessInfo.nctId": _access_number,
    "statusModule.expandedAccessInfo.statusForNctId": coded(ACCESS, "Access outside the study"),
    "designModule.expandedAccessTypes.individual": _access_for("by one person at a time"),
    "designModule.expandedAccessTypes.intermediate": _access_for("by a group of middle size"),
    "designModule.expandedAccessTypes.treatment": _access_for("by many people under one plan"),
    "designModule.nPtrsToThisExpAccNctId": _access_count,
    "contactsLocationsModule.centralContacts*": _contact,
}
