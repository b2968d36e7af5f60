"""A study's page: every part of it as plain data, made from rows, the written text and the newest record."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plainstudy.changes.models import Event
from plainstudy.changes.queries import events_of
from plainstudy.pages import queries
from plainstudy.record.record import StudyRecord, decode_record
from plainstudy.record.study import GeoPoint
from plainstudy.studies.models import Study, StudyCondition
from plainstudy.studies.queries import head_documents
from plainstudy.writing.models import PlainPage
from plainstudy.writing.rules import status_today
from plainstudy.writing.text import Criteria, KeyDate, StudyText, text_from

from .arms_picture import ArmsPicture, present_arms
from .conditions import ConditionShown, follow_choices, present_conditions
from .glance import Fact, present_facts
from .happenings import Happening, present_events
from .help import needs_help_notice
from .map_picture import MapPicture, present_map
from .papers import Paper, present_papers
from .places import PlacesShown, present_places
from .provenance import (
    Provenance,
    Withdrawal,
    edited_days,
    present_provenance,
    present_withdrawal,
)
from .sources import Said, Source, SourceBook
from .status import StatusLine, status_line
from .timeline_picture import TimelinePicture, present_timeline


@dataclass(frozen=True, slots=True)
class CriteriaShown:
    """Who can join, as points; ``registry_text`` is always there, and alone where points would be a guess."""

    can: tuple[Said, ...]
    cannot: tuple[Said, ...]
    note: tuple[Said, ...]
    registry_text: str

    @property
    def has_points(self) -> bool:
        return bool(self.can or self.cannot)


@dataclass(frozen=True, slots=True)
class TextShown:
    """What the writer says, each sentence with its sources."""

    headline: Said
    status: tuple[Said, ...]
    summary: tuple[Said, ...]
    substance_title: str
    substance: tuple[Said, ...]
    could_lead_to: tuple[Said, ...]
    could_go_wrong: tuple[Said, ...]
    who_can_join: tuple[Said, ...]
    criteria: CriteriaShown
    what_happens: tuple[Said, ...]
    explained: tuple[tuple[str, str], ...]
    edited: Mapping[str, dt.date]
    """By section that a person wrote in the place of the automatic text: the day."""


@dataclass(frozen=True, slots=True)
class StudyPage:
    """The page of one study.

    ``text`` is None until the writer has been there, or while the text is held
    back; the page then shows the registry's own title and facts. ``withdrawn``
    says why an editor took the text away, and since when.
    """

    nct_id: str
    title: str
    """Our headline, else the registry's title."""
    registry_title: str
    official_title: str
    registry_url: str
    presence: str
    missing_since: dt.date | None
    status: StatusLine
    first_seen: dt.date
    last_updated: dt.date
    update_count: int
    today: dt.date
    text: TextShown | None
    withdrawn: Withdrawal | None
    registry_summary: str
    facts: tuple[Fact, ...]
    arms: ArmsPicture | None
    timeline: TimelinePicture | None
    places: PlacesShown
    map: MapPicture | None
    conditions: tuple[ConditionShown, ...]
    registrant_conditions: tuple[str, ...]
    follow_conditions: tuple[tuple[str, str], ...]
    """(slug, label) of each condition whose new studies can be followed."""
    happenings: tuple[Happening, ...]
    papers: tuple[Paper, ...]
    provenance: Provenance | None
    sources: tuple[Source, ...]
    sponsor: str
    has_results: bool
    needs_help: bool

    @property
    def description(self) -> str:
        """One sentence for search engines and previews."""
        if self.text and self.text.summary:
            return " ".join(said.text for said in self.text.summary[:2])
        return self.registry_title

    @property
    def updated_words(self) -> str:
        """How often a new version came since we first saw it."""
        count = self.update_count
        return (
            "Not updated since then"
            if count == 0
            else "Updated 1 time"
            if count == 1
            else f"Updated {count:,} times"
        )


@dataclass(frozen=True, slots=True)
class Material:
    """All that a page is made from."""

    study: Study
    document: Mapping[str, Any]
    record: StudyRecord
    text: StudyText | None
    row: PlainPage | None
    """The page while its text is public."""
    withdrawn: Withdrawal | None
    conditions: Sequence[StudyCondition]
    events: Sequence[Event]


def present_study(study: Study, *, today: dt.date, near: GeoPoint | None = None) -> StudyPage:
    """Show a study as of ``today``, the day of the registry's data.

    ``near`` is where the reader named a place. Reads
    the document, the conditions and the newest events: four or five queries.
    """
    return _page(material_of(study), today=today, near=near)


def material_of(study: Study, *, event_limit: int | None = queries.SHOWN_EVENTS) -> Material:
    """Read all that a page is made from; ``event_limit`` None reads every event."""
    raw = head_documents([study.id])[study.id]
    row = getattr(study, "page", None)
    shown = row if row and row.published else None
    return Material(
        study=study,
        document=json.loads(raw),
        record=decode_record(raw),
        text=text_from(shown.content) if shown else None,
        row=shown,
        withdrawn=present_withdrawal(row),
        conditions=queries.conditions_of(study),
        events=list(events_of(study)[:event_limit]),
    )


def _page(material: Material, *, today: dt.date, near: GeoPoint | None) -> StudyPage:
    study, record, row = material.study, material.record, material.row
    protocol = record.protocol_section
    is_listed = study.presence == Study.Presence.LISTED
    book = SourceBook(material.document)
    text = None
    if material.text and row:
        text = _text(material.text, book, record, today=today, edited=edited_days(row), is_listed=is_listed)
    status = status_line(protocol.status_module, today=today, is_listed=is_listed)
    places = present_places(
        protocol.contacts_locations_module,
        study_status=protocol.status_module.overall_status,
        is_listed=is_listed,
        is_confirmed=status.tone != "unsure",
        near=near,
    )
    return StudyPage(
        nct_id=study.nct_id,
        title=text.headline.text if text else study.title or study.nct_id,
        registry_title=study.title,
        official_title=protocol.identification_module.official_title or "",
        registry_url=registry_url(study.nct_id),
        presence=study.presence,
        missing_since=study.missing_since.date() if study.missing_since else None,
        status=status,
        first_seen=study.first_seen,
        last_updated=study.last_updated,
        update_count=study.update_count,
        today=today,
        text=text,
        withdrawn=material.withdrawn,
        registry_summary=protocol.description_module.brief_summary or "",
        facts=present_facts(
            protocol, has_results=record.has_results, grade=row.reading_grade if row else None
        ),
        arms=present_arms(protocol),
        timeline=present_timeline(
            material.text.key_dates if material.text else _key_dates(record), today=today
        ),
        places=places,
        map=present_map(places.points),
        conditions=present_conditions(material.conditions),
        registrant_conditions=protocol.conditions_module.conditions,
        follow_conditions=follow_choices(material.conditions),
        happenings=present_events(material.events),
        papers=present_papers(protocol.references_module),
        provenance=present_provenance(row) if row else None,
        sources=book.cited(),
        sponsor=protocol.sponsor_collaborators_module.lead_sponsor.name or "",
        has_results=record.has_results,
        needs_help=needs_help_notice(protocol) or bool(material.text and material.text.opens_with_help),
    )


def registry_url(nct_id: str) -> str:
    """Return the study's page in the registry, for people."""
    return f"https://clinicaltrials.gov/study/{nct_id}"


def _text(
    text: StudyText,
    book: SourceBook,
    record: StudyRecord,
    *,
    today: dt.date,
    edited: Mapping[str, dt.date],
    is_listed: bool,
) -> TextShown:
    # What the last record says of the status is told as true now: not of a study that left the registry.
    status = (*text.status, *status_today(record, today=today)) if is_listed else ()
    # In the order of the page, since that is how sentences are numbered.
    return TextShown(
        headline=book.unmarked(text.headline),
        summary=book.all_said(text.summary),
        substance_title=text.substance_title,
        substance=book.all_said(text.substance),
        could_lead_to=book.all_said(text.could_lead_to),
        could_go_wrong=book.all_said(text.could_go_wrong),
        status=book.all_said(status),
        who_can_join=book.all_said(text.who_can_join),
        criteria=_criteria(text.criteria, book, record),
        what_happens=book.all_said(text.what_happens),
        explained=text.explained,
        edited=edited,
    )


def _criteria(criteria: Criteria, book: SourceBook, record: StudyRecord) -> CriteriaShown:
    return CriteriaShown(
        can=() if criteria.verbatim else tuple(map(book.unmarked, criteria.can)),
        cannot=() if criteria.verbatim else tuple(map(book.unmarked, criteria.cannot)),
        note=book.all_said([criteria.note] if criteria.note else []),
        registry_text=record.protocol_section.eligibility_module.eligibility_criteria or "",
    )


def _key_dates(record: StudyRecord) -> tuple[KeyDate, ...]:
    """Return start and end from the record, for a study that has no text yet."""
    status = record.protocol_section.status_module
    dates = (
        ("Start", "startDateStruct", status.start_date_struct),
        ("Main question checked", "primaryCompletionDateStruct", status.primary_completion_date_struct),
        ("End", "completionDateStruct", status.completion_date_struct),
    )
    return tuple(
        KeyDate(
            label=label,
            date=str(struct.date),
            actual=None if struct.type is None else struct.type == "ACTUAL",
            source=f"protocolSection.statusModule.{key}",
        )
        for label, key, struct in dates
        if struct.date
    )
