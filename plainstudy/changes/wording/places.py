"""Places that opened, closed, came, went or were renamed."""

from collections.abc import Mapping

from plainstudy.changes.context import TAKES_PEOPLE, Context, country_of
from plainstudy.changes.diff import FieldChange
from plainstudy.plain.wording import join_words

from .phrases import from_to, one_line, place_name
from .terms import PLACE_STATUS
from .words import Sentence


def _place(change: FieldChange, context: Context) -> str:
    name, country = place_name(change.about), one_line(country_of(change.about))
    if change.operation == "added":
        status = str((change.about or {}).get("status"))
        state = f"; it is {PLACE_STATUS[status]}" if status in PLACE_STATUS else ""
        if country and not context.countries_before[country_of(change.about)]:
            first = (
                "the study's first place" if not context.countries_before else f"the first one in {country}"
            )
            return f"A new place was added, {first}: {name}{state}."
        return f"A new place was added: {name}{state}."
    if country and not context.countries_after[country_of(change.about)]:
        return f"A place is no longer listed, and no other is left in {country}: {name}."
    return f"A place is no longer listed: {name}."


def _status(change: FieldChange, context: Context) -> str:
    name = place_name(change.about)
    after, before = PLACE_STATUS.get(str(change.after)), PLACE_STATUS.get(str(change.before))
    was = f"; before, it was {before}" if before else ""
    if change.after is None:
        return f"The record no longer says whether this place is open: {name}{was}."
    if after is None:
        return f"What the record says about this place is new to us: {name}{was}."
    country = country_of(change.about)
    if change.after in TAKES_PEOPLE and country and not context.open_countries_before[country]:
        return f"The first open place in {one_line(country)} is {name}, now {after}{was}."
    return f"{name} is now {after}{was}."


def _facility(change: FieldChange, context: Context) -> str:
    if change.operation == "added":
        return f"A place is now named: {place_name(change.about)}."
    if change.operation == "removed":
        return f"A place is no longer named; it was {one_line(change.before)}."
    return f"The name of a place changed {from_to(change.before, change.after)}."


def _address(change: FieldChange, context: Context) -> str:
    what = {"city": "city", "state": "state", "zip": "postal code", "country": "country"}[
        change.path.rsplit(".", 1)[1]
    ]
    name = place_name(change.about)
    if change.operation == "added":
        return f"The {what} of a place was added: {one_line(change.after)} ({name})."
    if change.operation == "removed":
        return f"The {what} of a place was taken off: {one_line(change.before)} ({name})."
    return f"The {what} of a place changed {from_to(change.before, change.after)} ({name})."


def _contact(change: FieldChange, context: Context) -> str:
    place = place_name((change.about or {}).get("within") or change.about)
    name = one_line((change.about or {}).get("name") or "")
    if change.operation == "added":
        return f"There is a new contact for {place}{f': {name}' if name else ''}."
    if change.operation == "removed":
        return f"One contact for {place} is no longer listed."
    return f"The details of a contact for {place} changed."


def _countries(change: FieldChange, context: Context) -> str:
    old, new = set(change.before or ()), set(change.after or ())
    gone, back = sorted(new - old), sorted(old - new)
    parts = [f"no longer has places in {join_words(gone)}"] if gone else []
    parts += [f"no longer lists {join_words(back)} as left"] if back else []
    return f"The study {join_words(parts)}."


SENTENCES: Mapping[str, Sentence] = {
    "contactsLocationsModule.locations": _place,
    "contactsLocationsModule.locations.status": _status,
    "contactsLocationsModule.locations.facility": _facility,
    "contactsLocationsModule.locations.city": _address,
    "contactsLocationsModule.locations.state": _address,
    "contactsLocationsModule.locations.zip": _address,
    "contactsLocationsModule.locations.country": _address,
    "contactsLocationsModule.locations.contacts*": _contact,
    "derivedSection.miscInfoModule.removedCountries": _countries,
}
