"""The two records a change lies between, and what the rules and the words ask of them."""

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from plainstudy.record.canonical import canonical_text
from plainstudy.record.record import StudyRecord
from plainstudy.record.study import Location

from .countries import same_country
from .diff import FieldChange, diff_records

OPEN = frozenset({"NOT_YET_RECRUITING", "RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE"})
TAKES_PEOPLE = frozenset({"RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE"})
STOPPED = frozenset({"TERMINATED", "WITHDRAWN", "SUSPENDED"})
ENDED = frozenset({"COMPLETED", "TERMINATED", "WITHDRAWN", "NO_LONGER_AVAILABLE", "APPROVED_FOR_MARKETING"})


@dataclass(frozen=True)
class Context:
    """Two records of one study and every change between them."""

    before: StudyRecord
    after: StudyRecord
    changes: tuple[FieldChange, ...]

    @property
    def status_before(self) -> str | None:
        return self.before.protocol_section.status_module.overall_status

    @property
    def status_after(self) -> str | None:
        return self.after.protocol_section.status_module.overall_status

    @property
    def is_open(self) -> bool:
        """True while people can join, or soon will, by the newer record."""
        return self.status_after in OPEN

    @property
    def stayed_open(self) -> bool:
        return self.is_open and self.status_before in OPEN

    @functools.cached_property
    def fields(self) -> Counter[str]:
        """How many changes each short field has."""
        return Counter(change.short_field for change in self.changes)

    @functools.cached_property
    def operations(self) -> Mapping[tuple[str, str], tuple[FieldChange, ...]]:
        """The changes of each short field and operation."""
        found = defaultdict(list)
        for change in self.changes:
            found[change.short_field, change.operation].append(change)
        return {key: tuple(changes) for key, changes in found.items()}

    @functools.cached_property
    def new_names(self) -> dict[str, dict[str, str]]:
        """What was renamed, by short field: the new names by the canonical form of the old ones."""
        return {
            field: {canonical_text(str(change.before)): str(change.after) for change in changes}
            for (field, operation), changes in self.operations.items()
            if operation == "renamed"
        }

    @functools.cached_property
    def countries_before(self) -> Counter[str]:
        return _countries(_places(self.before))

    @functools.cached_property
    def countries_after(self) -> Counter[str]:
        return _countries(_places(self.after))

    @functools.cached_property
    def open_countries_before(self) -> Counter[str]:
        """How many places of each country take people."""
        return _countries(place for place in _places(self.before) if place.status in TAKES_PEOPLE)

    @functools.cached_property
    def open_countries_after(self) -> Counter[str]:
        return _countries(place for place in _places(self.after) if place.status in TAKES_PEOPLE)


def compare(before: StudyRecord, after: StudyRecord) -> Context:
    """Compare two records of one study; ValueError if they are not of one."""
    return Context(before=before, after=after, changes=diff_records(before, after))


def country_of(item: Mapping[str, Any] | None) -> str:
    """Return the country of a place in the one form in which countries are counted; "" where it has none."""
    return same_country(str((item or {}).get("country") or ""))


def _places(record: StudyRecord) -> tuple[Location, ...]:
    return record.protocol_section.contacts_locations_module.locations


def _countries(places: Iterable[Location]) -> Counter[str]:
    return Counter(same_country(place.country) for place in places if place.country)
