"""A study's history: every version with its account, and the picture of its life."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from plainstudy.changes.models import Event
from plainstudy.changes.queries import events_of
from plainstudy.changes.significance import CATEGORIES
from plainstudy.changes.told import Posting, tell
from plainstudy.pages import queries
from plainstudy.plain.wording import date_words
from plainstudy.record.partial_date import PartialDate
from plainstudy.record.record import StudyRecord, decode_record
from plainstudy.studies.models import RecordVersion, Study
from plainstudy.studies.queries import documents

from .happenings import Happening, present_events, tell_changes
from .life_picture import LifePicture, Moment, present_life

MOST_IN_PICTURE = 60
_EARLIEST = "The earliest version that the registry has kept."


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version in the list to compare from; earlier ones of the registry have numbers below zero."""

    number: int
    day: dt.date
    is_backfilled: bool

    @property
    def name(self) -> str:
        """ "Version 2", or "Earlier version of 3 May 2025": those have no number of ours."""
        if self.is_backfilled:
            return (
                f"Earlier version of {date_words(PartialDate(self.day.year, self.day.month, self.day.day))}"
            )
        return f"Version {self.number}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, and where to see the version it brought beside the one before."""

    told: Happening
    version: str
    """ "version 2"; empty where no version came."""
    compare: str
    """ "1..2"; empty where there is nothing to compare with."""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Everything the history page shows; ``entries`` are newest first."""

    nct_id: str
    title: str
    first_seen: dt.date
    versions: tuple[VersionShown, ...]
    entries: tuple[Entry, ...]
    categories: tuple[str, ...]
    """Those that some change belongs to, in their order."""
    category: str
    life: LifePicture | None
    picture_is_cut: bool


def present_history(study: Study, *, today: dt.date, category: str = "") -> HistoryPage:
    """Show a study's history; an unknown category shows everything."""
    category = category if category in CATEGORIES else ""
    events = list(events_of(study))
    versions = queries.versions_of(study)
    drawn = versions[-MOST_IN_PICTURE:]
    found = documents((study.id, version.number) for version in drawn)
    records = {number: decode_record(document) for (_, number), document in found.items()}
    earlier = _earlier(drawn, records)
    used = {change.category for event in events for change in event.changes.all()}
    used |= {change.category for posting in earlier.values() for change in posting.changes}
    page = getattr(study, "page", None)
    told = [*present_events(events, category=category), *_told_earlier(drawn, earlier, category=category)]
    return HistoryPage(
        nct_id=study.nct_id,
        title=page.headline if page and page.published else study.title or study.nct_id,
        first_seen=study.first_seen,
        versions=tuple(map(version_shown, versions)),
        entries=tuple(_entry(happening, versions) for happening in told),
        categories=tuple(each for each in CATEGORIES if each in used),
        category=category,
        life=present_life(
            [_moment(version_shown(version), records[version.number]) for version in drawn],
            today=_gone_on(study, events) or today,
        ),
        picture_is_cut=len(drawn) < len(versions),
    )


def _earlier(versions: Sequence[RecordVersion], records: Mapping[int, StudyRecord]) -> dict[int, Posting]:
    """Tell what each earlier version of the registry changed; ours have their events."""
    return {
        after.number: tell(records[before.number], records[after.number])
        for before, after in pairwise(versions)
        if after.origin == RecordVersion.Origin.BACKFILL
    }


def _told_earlier(
    versions: Sequence[RecordVersion], earlier: Mapping[int, Posting], *, category: str
) -> Iterator[Happening]:
    """Tell the earlier versions, newest first."""
    for version in reversed(versions):
        if version.origin != RecordVersion.Origin.BACKFILL:
            continue
        posting = earlier.get(version.number, Posting(()))
        lines, changes = tell_changes(posting.changes, category=category)
        if lines or not category:
            yield Happening(
                day=version_shown(version).day,
                account=_EARLIEST,
                severity=posting.severity,
                number=version.number,
                lines=lines,
                changes=changes,
                is_first=False,
            )


def _entry(happening: Happening, versions: Sequence[RecordVersion]) -> Entry:
    numbers = [version.number for version in versions]
    if happening.number not in numbers:
        return Entry(happening, "", "")
    at = numbers.index(happening.number)
    compare = f"{numbers[at - 1]}..{numbers[at]}" if at else ""
    is_ours = versions[at].origin != RecordVersion.Origin.BACKFILL
    name = f"version {happening.number}" if is_ours else "an earlier version, from the registry’s history"
    return Entry(happening, name, compare)


def _gone_on(study: Study, events: Sequence[Event]) -> dt.date | None:
    """Return the day on which the registry stopped listing a study; None for one that it lists."""
    if study.presence == Study.Presence.LISTED:
        return None
    gone = (event for event in events if event.kind in {Event.Kind.REMOVED, Event.Kind.ALIASED})
    return next((event.data_timestamp.date() for event in gone), None)


def version_shown(version: RecordVersion) -> VersionShown:
    """Show one version; its day is the snapshot's, or the registry's own for an earlier one."""
    is_backfilled = version.origin == RecordVersion.Origin.BACKFILL
    if is_backfilled and version.registry_date:
        day = version.registry_date
    else:
        day = (version.data_timestamp or version.fetched_at).date()
    return VersionShown(version.number, day, is_backfilled)


def _moment(version: VersionShown, record: StudyRecord) -> Moment:
    protocol = record.protocol_section
    is_hidden = protocol.status_module.overall_status == "WITHHELD"  # its places are not gone but unseen
    end = protocol.status_module.completion_date_struct
    enrollment = protocol.design_module.enrollment_info
    return Moment(
        number=version.number,
        day=version.day,
        status=protocol.status_module.overall_status or "",
        end=end.date,
        end_is_actual=end.type == "ACTUAL",
        people=enrollment.people,
        people_is_actual=enrollment.type == "ACTUAL",
        places=None if is_hidden else len(protocol.contacts_locations_module.locations),
    )
