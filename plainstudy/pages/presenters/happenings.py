"""What happened to a study, told: a day, an account in words, and how much it matters."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from plainstudy.changes.models import Change, Event

_KINDS = {
    Event.Kind.NEW: "First seen here.",
    Event.Kind.REMOVED: "The registry no longer shows this study.",
    Event.Kind.WITHHELD: "The registry now withholds this study’s details.",
    Event.Kind.ALIASED: "The registry merged this study with another one.",
    Event.Kind.REAPPEARED: "The registry shows this study again.",
}
SEVERITY_WORDS = {"major": "Major", "notable": "Notable", "minor": "Minor"}


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One change in words."""

    words: str
    severity: str
    category: str

    @property
    def severity_words(self) -> str:
        return SEVERITY_WORDS.get(self.severity, "")


@dataclass(frozen=True, slots=True)
class Happening:
    """One event; ``number`` is the record version it brought, None where it brought none."""

    day: dt.date
    account: str
    severity: str
    number: int | None
    changes: tuple[ChangeShown, ...]
    is_first: bool

    @property
    def severity_words(self) -> str:
        return SEVERITY_WORDS.get(self.severity, "")

    @property
    def previous(self) -> int | None:
        """The version before, to compare with; None for the first."""
        return self.number - 1 if self.number and self.number > 1 else None


def present_events(events: Iterable[Event], *, category: str = "") -> tuple[Happening, ...]:
    """Tell each event; with a category only its changes, and only events that have some."""
    told = (_happening(event, category) for event in events)
    return tuple(happening for happening in told if not category or happening.changes)


def _happening(event: Event, category: str) -> Happening:
    wanted = [change for change in event.changes.all() if category in {"", change.category}]
    changes = tuple(_change(change) for change in sorted(wanted, key=_weight))
    account = " ".join(change.words for change in changes) if category else event.account
    return Happening(
        day=event.data_timestamp.date(),
        account=account or _KINDS.get(Event.Kind(event.kind), "Nothing changed that a reader would notice."),
        severity=event.severity,
        number=event.number,
        changes=changes,
        is_first=event.kind == Event.Kind.NEW,
    )


def _weight(change: Change) -> int:
    """What matters most comes first; the rest stays in its order."""
    return list(SEVERITY_WORDS).index(change.severity) if change.severity in SEVERITY_WORDS else 9


def _change(change: Change) -> ChangeShown:
    return ChangeShown(change.words, change.severity, change.category)
