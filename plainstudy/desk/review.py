"""A page under review: text, sources and findings of each section side by side, and what happened to it."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from plainstudy.editors.models import AuditEntry, EditedSection, EditorialCase, ReaderReport, Section
from plainstudy.editors.queries import open_cases_of
from plainstudy.editors.reports import PARTS
from plainstudy.pages.presenters.sources import Source, SourceBook
from plainstudy.pages.presenters.study import registry_url
from plainstudy.record.record import StudyRecord, decode_record
from plainstudy.studies import queries as studies
from plainstudy.studies.models import Study
from plainstudy.writing.check import check
from plainstudy.writing.edits import VERBATIM, sentences_in
from plainstudy.writing.facts import extract_facts
from plainstudy.writing.finding import Finding
from plainstudy.writing.models import ModelDraft, PlainPage
from plainstudy.writing.text import Sentence, StudyText, text_from

from .actions import seen_mark

HISTORY_SHOWN = 50
REPORTS_SHOWN = 50
DRAFTS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding in words for an editor."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence with its sources and what the checks find in it."""

    text: str
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class SectionShown:
    """One section side by side. ``editable`` is false for what only the rules write."""

    name: str
    label: str
    writer: str
    edited_by: str
    edited_at: dt.datetime | None
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]
    """Findings about the section as a whole."""
    earlier: tuple[EditedSection, ...]
    """What editors wrote here before, newest first: nothing is thrown away."""
    editable: bool = True


@dataclass(frozen=True, slots=True)
class DraftShown:
    """A model's draft that did not pass."""

    model: str
    state: str
    made_at: dt.datetime
    error: str
    findings: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class ReportShown:
    """A reader's report, with the name of the part it is about."""

    row: ReaderReport
    part: str


@dataclass(frozen=True, slots=True)
class Review:
    """All that an editor needs to judge a page. ``page`` is None while there is no text at all."""

    study: Study
    page: PlainPage | None
    seen: str
    registry_url: str
    title: str
    problem: str
    """Why the record cannot be read, where it cannot: then there are no sections."""
    cases: tuple[EditorialCase, ...]
    sections: tuple[SectionShown, ...]
    reports: tuple[ReportShown, ...]
    drafts: tuple[DraftShown, ...]
    history: tuple[AuditEntry, ...]


def present_review(study: Study) -> Review:
    """Show one study's page to an editor: about ten queries, whatever its history."""
    page = PlainPage.objects.filter(study=study).first()
    sections: tuple[SectionShown, ...] = ()
    problem = ""
    try:
        sections = _sections(study, page) if page else ()
    except (ValueError, LookupError) as unreadable:
        problem = f"The stored record cannot be read ({unreadable}). Ask whoever runs this copy."
    return Review(
        study=study,
        page=page,
        seen=seen_mark(page) if page else "",
        registry_url=registry_url(study.nct_id),
        title=page.headline if page else study.title,
        problem=problem,
        cases=tuple(open_cases_of(study.id)),
        sections=sections,
        reports=tuple(
            ReportShown(row, PARTS.get(row.section, row.section))
            for row in ReaderReport.objects.filter(study=study).order_by("-id")[:REPORTS_SHOWN]
        ),
        drafts=_drafts(study),
        history=tuple(AuditEntry.objects.filter(nct_id=study.nct_id).order_by("-id")[:HISTORY_SHOWN]),
    )


def _sections(study: Study, page: PlainPage) -> tuple[SectionShown, ...]:
    raw = studies.head_documents([study.id])[study.id]
    book, text = SourceBook(json.loads(raw)), text_from(page.content)
    findings = findings_of(text, decode_record(raw))
    edits: dict[str, list[EditedSection]] = defaultdict(list)
    for edit in EditedSection.objects.filter(study=study).order_by("-id"):
        edits[edit.section].append(edit)
    shown = [
        _section(name, label, sentences_in(text, name), book, findings, edits[name], page.writer)
        for name, label in Section.choices
    ]
    if text.criteria.verbatim:
        shown = [_with_verbatim(section) for section in shown]
    others = {part: found for part, found in findings.items() if part not in Section.values}
    status = SectionShown(
        name="status",
        label="Status",
        writer=page.writer,
        edited_by="",
        edited_at=None,
        statements=statements_of(text.status, book, others.pop("status", ())),
        problems=(),
        earlier=(),
        editable=False,
    )
    rest = tuple(_problem(finding) for found in others.values() for finding in found)
    return (*shown, replace(status, problems=rest))


def _section(
    name: str,
    label: str,
    sentences: Sequence[Sentence],
    book: SourceBook,
    findings: Mapping[str, Sequence[Finding]],
    edits: Sequence[EditedSection],
    writer: str,
) -> SectionShown:
    own = findings.get(name, ())
    texts = {sentence.text for sentence in sentences}
    standing = next((edit for edit in edits if edit.state == EditedSection.State.STANDING), None)
    return SectionShown(
        name=name,
        label=label,
        writer=f"editor {standing.made_by}" if standing else writer,
        edited_by=standing.made_by if standing else "",
        edited_at=standing.made_at if standing else None,
        statements=statements_of(sentences, book, own),
        problems=tuple(_problem(finding) for finding in own if finding.sentence not in texts),
        earlier=tuple(edit for edit in edits if edit is not standing),
    )


def statements_of(
    sentences: Sequence[Sentence], book: SourceBook, findings: Sequence[Finding]
) -> tuple[Statement, ...]:
    """Give each sentence its sources and its findings."""
    return tuple(
        Statement(
            sentence.text,
            tuple(book.source(path) for path in sentence.sources),
            tuple(_problem(finding) for finding in findings if finding.sentence == sentence.text),
        )
        for sentence in sentences
    )


def findings_of(text: StudyText, record: StudyRecord) -> dict[str, list[Finding]]:
    """Hold a text against the record as of the registry's day; findings by part."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in check(text, extract_facts(record, today=studies.today()), record):
        found[finding.part].append(finding)
    return found


def _with_verbatim(section: SectionShown) -> SectionShown:
    if section.name != Section.CRITERIA:
        return section
    return replace(section, statements=(Statement(VERBATIM, (), ()),))


def _problem(finding: Finding) -> Problem:
    return Problem(finding.kind, finding.detail)


def problems_of(findings: Sequence[Finding]) -> tuple[tuple[str, Problem], ...]:
    """Return findings as (sentence or empty, problem), for a form."""
    return tuple((finding.sentence, _problem(finding)) for finding in findings)


def _drafts(study: Study) -> tuple[DraftShown, ...]:
    bad = (ModelDraft.State.REJECTED, ModelDraft.State.DECLINED)
    rows = ModelDraft.objects.filter(study=study, state__in=bad).order_by("-id")[:DRAFTS_SHOWN]
    return tuple(
        DraftShown(row.model, row.state, row.created_at, row.error, tuple(row.findings)) for row in rows
    )
