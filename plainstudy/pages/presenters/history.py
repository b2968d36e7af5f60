"""A study's history: every version with its account, and the picture of its life."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from plainstudy.changes.queries import events_of
from plainstudy.changes.significance import CATEGORIES
from plainstudy.pages import queries
from plainstudy.record.record import StudyRecord, decode_record
from plainstudy.studies.models import RecordVersion, Study
from plainstudy.studies.queries import document_of

from .happenings import Happening, present_events
from .life_picture import LifePicture, Moment, present_life

MOST_IN_PICTURE = 60


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version in the list to compare from; earlier ones of the registry have numbers below zero."""

    number: int
    day: dt.date
    is_backfilled: bool

    @property
    def name(self) -> str:
        """ "Version 2", or an earlier one of the registry."""
        return (
            f"Earlier version {-self.number} of the registry"
            if self.is_backfilled
            else f"Version {self.number}"
        )


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Everything the history page shows; ``happenings`` are newest first."""

    nct_id: str
    title: str
    first_seen: dt.date
    versions: tuple[VersionShown, ...]
    happenings: tuple[Happening, ...]
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
    used = {change.category for event in events for change in event.changes.all()}
    page = getattr(study, "page", None)
    return HistoryPage(
        nct_id=study.nct_id,
        title=page.headline if page and page.published else study.title or study.nct_id,
        first_seen=study.first_seen,
        versions=tuple(map(version_shown, versions)),
        happenings=present_events(events, category=category),
        categories=tuple(each for each in CATEGORIES if each in used),
        category=category,
        life=present_life(_moments(drawn), today=today),
        picture_is_cut=len(drawn) < len(versions),
    )


def version_shown(version: RecordVersion) -> VersionShown:
    """Show one version; its day is the snapshot's, or the registry's own for an earlier one."""
    is_backfilled = version.origin == RecordVersion.Origin.BACKFILL
    if is_backfilled and version.registry_date:
        day = version.registry_date
    else:
        day = (version.data_timestamp or version.fetched_at).date()
    return VersionShown(version.number, day, is_backfilled)


def _moments(versions: Sequence[RecordVersion]) -> list[Moment]:
    return [_moment(version_shown(version), decode_record(document_of(version))) for version in versions]


def _moment(version: VersionShown, record: StudyRecord) -> Moment:
    protocol = record.protocol_section
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
        places=len(protocol.contacts_locations_module.locations),
    )
