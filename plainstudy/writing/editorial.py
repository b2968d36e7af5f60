"""What the writing of a page means for its editors: cases opened and settled in the same commit."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from plainstudy.editors.audit import note
from plainstudy.editors.cases import PLAINSTUDY, close_cases, open_cases
from plainstudy.editors.models import AuditEntry, EditedSection, EditorialCase, Section
from plainstudy.studies.models import Study

from . import queries
from .drafts import Draft, Fall, Written
from .queries import StoredPage

_Reason = EditorialCase.Reason


@dataclass(frozen=True, slots=True)
class Outcome:
    """A text about to be stored; ``page`` is what stands there now, None for a first text."""

    study: Study
    draft: Draft
    written: Written
    page: StoredPage | None


def tell_editors(outcomes: Sequence[Outcome], *, now: dt.datetime) -> None:
    """Open and settle the cases that these texts give rise to. Before they are stored, in their transaction.

    A fixed number of queries for any number of texts, but for editors' sections that fall.
    """
    failed = {item.study.id: item.written.first_finding for item in outcomes if item.written.findings}
    open_cases(reason=_Reason.FINDINGS, about=failed, now=now)
    again = [item for item in outcomes if item.page is not None]
    close_cases(study_ids=[item.study.id for item in again], reasons=[_Reason.DRAFT_FAILED], now=now)
    clean = [item.study.id for item in again if not item.written.findings]
    close_cases(study_ids=clean, reasons=[_Reason.FINDINGS], now=now)
    _tell_of_changes([item for item in again if item.page and item.page.is_reviewed], now=now)
    for item in again:
        if item.draft.fallen:
            _let_fall(item, now=now)


def _tell_of_changes(reviewed: Sequence[Outcome], *, now: dt.datetime) -> None:
    if not reviewed:
        return
    before = queries.contents(item.study.id for item in reviewed)
    changed = {
        item.study.id: f"version {item.study.head_number} of the record"
        for item in reviewed
        if before[item.study.id] != json.loads(item.written.content)
    }
    open_cases(reason=_Reason.CHANGED, about=changed, now=now)


def _let_fall(item: Outcome, *, now: dt.datetime) -> None:
    """The automatic text is back where an edit stood: its words are kept, and an editor is asked."""
    for fall in item.draft.fallen:
        EditedSection.objects.filter(id=fall.edit.id).update(
            state=EditedSection.State.FALLEN, ended_at=now, ended_why=fall.why
        )
        note(
            who=PLAINSTUDY,
            action=AuditEntry.Action.FELL,
            nct_id=item.study.nct_id,
            section=fall.edit.section,
            before="\n".join(sentence.text for sentence in fall.edit.sentences),
            reason=fall.why,
            now=now,
        )
    open_cases(reason=_Reason.EDIT_FELL, about={item.study.id: _about(item.draft.fallen)}, now=now)


def _about(fallen: Sequence[Fall]) -> str:
    return ", ".join(f"{Section(fall.edit.section).label}: {fall.why}" for fall in fallen)


@transaction.atomic
def tell_of_model_text(study_id: int, *, is_reviewed: bool, now: dt.datetime) -> None:
    """A model's text was published: earlier failures are settled; a reviewed page asks for a look again."""
    close_cases(study_ids=[study_id], reasons=[_Reason.DRAFT_FAILED], now=now)
    if is_reviewed:
        open_cases(reason=_Reason.CHANGED, about={study_id: "a model worded it anew"}, now=now)


def tell_of_failed_draft(study_id: int, *, words: str, now: dt.datetime) -> None:
    """A model has had its tries: the rules' text stays, and an editor may look at what went wrong."""
    open_cases(reason=_Reason.DRAFT_FAILED, about={study_id: words}, now=now)
