"""Places that opened, closed, came, went or were renamed."""

from collections.abc import Mapping

from plainstudy.changes.context import TAKES_PEOPLE, Context, country_of
from plainstudy.changes.countries import same_country
from plainstudy.changes.diff import FieldChange
from plainstudy.plain.wording import join_words

from .phrases import country_name, from_to, one_line, place_name, where_words
from .recruitment import contact_words
from .terms import PLACE_STATUS
from .words import Sentence


def _place(change: FieldChange, context: Context) -> str:
    name, country = place_name(change.about), country_of(change.about)
    if change.operation == "added":
        status = str((change.about or {}).get("status"))
        state = f"; it is listed as {PLACE_STATUS[status]}" if status in PLACE_STATUS else ""
        if country and not context.countries_before[country] and context.countries_after[country] == 1:
            alone = not context.countries_before and context.countries_after.total() == 1
            first = "the only one listed" + ("" if alone else f" in {country_name(country)}")
            return f"A new place was added, {first}: {name}{state}."
        return f"A new place was added: {name}{state}."
    if country and not context.countries_after[country] and context.countries_before[country] == 1:
        return f"A place is no longer listed, and no other is left in {country_name(country)}: {name}."
    return f"A place is no longer listed: {name}."


def _status(change: FieldChange, context: Context) -> str:
    name, country = place_name(change.about), country_of(change.about)
    after, before = PLACE_STATUS.get(str(change.after)), PLACE_STATUS.get(str(change.before))
    was = f"; before, it was {before}" if before else "; before, the record did not say"
    if change.after is None:
        return f"The record no longer says whether this place is open: {name}{was}."
    if after is None:
        return f"What the record now says about this place is new to us: {name}{was}."
    if change.after in TAKES_PEOPLE and country and not context.open_countries_before[country]:
        if context.open_countries_after[country] == 1:
            return f"{name} is now listed as {after}, the only place in {country_name(country)} that is{was}."
    elif change.before in TAKES_PEOPLE and country and not context.open_countries_after[country]:
        none = f"no place in {country_name(country)} is now listed as open"
        return f"{name} is now listed as {after}{was}; {none}."
    return f"{name} is now listed as {after}{was}."


def _facility(change: FieldChange, context: Context) -> str:
    if change.operation == "added":
        return f"A place is now named: {place_name(change.about)}."
    if change.operation == "removed":
        return f"A place is no longer named; it was {one_line(change.before)}."
    where = where_words(change.about)
    place = f"a place in {where}" if where else "a place"
    return f"The name of {place} changed {from_to(change.before, change.after)}."


def _address(change: FieldChange, context: Context) -> str:
    what = {"city": "city", "state": "state", "zip": "postal code", "country": "country"}[
        change.path.rsplit(".", 1)[1]
    ]
    name = place_name(change.about)
    if change.operation == "added":
        return f"The {what} of a place was added: {one_line(change.after)} ({name})."
    if change.operation == "removed":
        return f"The {what} of a place was taken off: {one_line(change.before)} ({name})."
    if what == "country" and same_country(str(change.before)) == same_country(str(change.after)):
        return (
            f"The country of a place is written another way, {from_to(change.before, change.after)} ({name})."
        )
    return f"The {what} of a place changed {from_to(change.before, change.after)} ({name})."


def _contact(change: FieldChange, context: Context) -> str:
    return contact_words(change, f"for {place_name((change.about or {}).get('within'))}")


def _countries(change: FieldChange, context: Context) -> str:
    before, after = (
        [country_name(same_country(str(name))) for name in names or ()]
        for names in (change.before, change.after)
    )
    come = [name for name in after if name not in before]
    gone = [name for name in before if name not in after]
    parts = [f"{join_words(come)} {'was' if len(come) == 1 else 'were'} added"] if come else []
    parts += [f"{join_words(gone)} {'was' if len(gone) == 1 else 'were'} taken off"] if gone else []
    told = join_words(parts) or "only the spelling changed"
    return f"In the countries that the study is listed as having left, {told}."


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
