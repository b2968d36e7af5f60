"""What happened to a study, told: a day, an account in words, and how much it matters."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from plainstudy.changes.models import Change, Event
from plainstudy.changes.told import ToldChange
from plainstudy.changes.wording import account_lines, importance, summed_up

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
    """One sentence: a change, or several of a kind summed up."""

    words: str
    severity: str

    @property
    def severity_words(self) -> str:
        return SEVERITY_WORDS.get(self.severity, "")


@dataclass(frozen=True, slots=True)
class Happening:
    """One event; ``number`` is the record version it brought, None where it brought none."""

    day: dt.date
    account: str
    """All of it, one sentence a line."""
    severity: str
    number: int | None
    lines: tuple[ChangeShown, ...]
    """The account with the weight of each sentence; empty where nothing changed."""
    changes: tuple[ChangeShown, ...]
    """Each change by itself, where the account sums some up; else empty."""
    is_first: bool

    @property
    def severity_words(self) -> str:
        return SEVERITY_WORDS.get(self.severity, "")


def present_events(events: Iterable[Event], *, category: str = "") -> tuple[Happening, ...]:
    """Tell each event; with a category only its changes, and only events that have some."""
    told = (_happening(event, category) for event in events)
    return tuple(happening for happening in told if not category or happening.lines)


def _happening(event: Event, category: str) -> Happening:
    lines, changes = tell_changes(event.changes.all(), category=category)
    account = "\n".join(line.words for line in lines) if category else event.account
    return Happening(
        day=event.data_timestamp.date(),
        account=account or _KINDS.get(Event.Kind(event.kind), "Nothing changed that a reader would notice."),
        severity=event.severity,
        number=event.number,
        lines=lines,
        changes=changes,
        is_first=event.kind == Event.Kind.NEW,
    )


def tell_changes(
    changes: Iterable[Change | ToldChange], *, category: str = ""
) -> tuple[tuple[ChangeShown, ...], tuple[ChangeShown, ...]]:
    """Return the account of changes, and each by itself where the account leaves any out."""
    wanted = [change for change in changes if category in {"", change.category}]
    lines = summed_up(wanted) if category else account_lines(wanted)
    told = tuple(ChangeShown(line.words, line.severity) for line in lines)
    if {change.words for change in wanted} <= {line.words for line in lines}:
        return told, ()
    return told, tuple(
        ChangeShown(change.words, change.severity) for change in sorted(wanted, key=importance)
    )
