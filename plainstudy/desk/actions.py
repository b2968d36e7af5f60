"""What an editor does to a page. Checks come first, outside any transaction; the deed is one short one."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import msgspec

from plainstudy.alerts.promptly import promptly
from plainstudy.editors.audit import note
from plainstudy.editors.cases import close_cases
from plainstudy.editors.models import AuditEntry, EditedSection, EditorialCase, Section
from plainstudy.editors.reports import seen_words
from plainstudy.studies import queries as studies
from plainstudy.studies.models import Study, Waiting
from plainstudy.studies.waiting import add_waiting
from plainstudy.writing.actions import write_now
from plainstudy.writing.check import check
from plainstudy.writing.edits import Edit, fingerprint_of, put_in, sentences_in
from plainstudy.writing.facts import extract_facts
from plainstudy.writing.finding import Finding
from plainstudy.writing.model import runs
from plainstudy.writing.models import PlainPage
from plainstudy.writing.readability import grade_of
from plainstudy.writing.rules import sentences_of, with_explanations
from plainstudy.writing.text import Sentence, StudyText, text_from

MOST_SENTENCES = {"headline": 1}
MOST = 12
_Action = AuditEntry.Action
_Reason = EditorialCase.Reason
_State = EditedSection.State


class Moved(RuntimeError):
    """The page is not what the editor saw any more; the message says what to do."""


class Refused(ValueError):
    """It cannot be done; the message says why."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An editor's section, put in its page and held against the record."""

    section: str
    sentences: tuple[Sentence, ...]
    text: StudyText
    """The whole page with it."""
    findings: tuple[Finding, ...]
    """What keeps this section from being published."""
    left: int
    """Findings in other parts, which keep the page as a whole unpublished as they did before."""


def seen_mark(page: PlainPage) -> str:
    """Return what names this state of a page, so that nobody decides on what they did not see."""
    return f"{page.version_number}.{page.written_at.timestamp():.6f}"


def check_section(*, study: Study, section: str, sentences: Sequence[Sentence]) -> Checked:
    """Hold a section against the record as the rest of the page stands; writes nothing. Refused, Moved.

    What the rest of the page lacks by itself does not count against the section.
    """
    if section != Section.CRITERIA and not sentences:
        raise Refused("Write at least one sentence. To show less, leave single sentences out.")
    if len(sentences) > MOST_SENTENCES.get(section, MOST):
        raise Refused(f"At most {MOST_SENTENCES.get(section, MOST)} sentences fit here.")
    page = _page_of(study)
    record = studies.head_record(study)
    facts = extract_facts(record, today=studies.today())
    now_shown = text_from(page.content)
    edit = Edit(0, section, tuple(sentences), b"", "")
    text = with_explanations(put_in(now_shown, [edit]))
    before = set(check(now_shown, facts, record))
    found = check(text, facts, record)
    own = tuple(finding for finding in found if finding.part == section or finding not in before)
    others = 0 if page.published else len(found) - len(own)
    return Checked(section, edit.sentences, text, own, others)


def publish_section(*, study: Study, checked: Checked, seen: str, who: str, now: dt.datetime) -> None:
    """Put an editor's section on the page. Refused where it has findings, Moved where the page changed."""
    if checked.findings:
        raise Refused("The checks found something: nothing was published.")
    section = checked.section
    with _page_as_seen(study, seen) as page:
        document = studies.head_documents([study.id])[study.id]
        before = sentences_in(text_from(page.content), section)
        standing = EditedSection.objects.filter(study=study, section=section, state=_State.STANDING)
        standing.update(state=_State.REPLACED, ended_at=now, ended_why=f"{who} wrote it anew")
        EditedSection.objects.create(
            study=study,
            section=section,
            sentences=msgspec.to_builtins(checked.sentences),
            replaced=msgspec.to_builtins(before),
            fingerprint=fingerprint_of(section, checked.sentences, document),
            version_number=page.version_number,
            made_by=who,
            made_at=now,
        )
        page.headline = checked.text.headline.text
        page.content = msgspec.to_builtins(checked.text)
        page.edited = {**page.edited, section: now.date().isoformat()}
        page.reading_grade = grade_of(sentence.text for _, sentence in sentences_of(checked.text))
        page.open_findings = checked.left
        page.published = checked.left == 0 and page.withdrawn_at is None
        page.written_at = now
        page.save()
        if page.open_findings == 0:
            close_cases(study_ids=[study.id], reasons=[_Reason.FINDINGS], by=who, now=now)
        add_waiting(Waiting.Stage.INDEX, [study.id])
        note(
            who=who,
            action=_Action.EDITED,
            nct_id=study.nct_id,
            section=section,
            before=_words(before),
            after=_words(checked.sentences) or "the record's own words",
            now=now,
        )


def take_back(*, study: Study, section: str, seen: str, who: str, now: dt.datetime) -> None:
    """Let the automatic text stand again where an editor wrote. Refused where nobody did; Moved."""
    with _page_as_seen(study, seen):
        edit = EditedSection.objects.filter(study=study, section=section, state=_State.STANDING).first()
        if edit is None:
            raise Refused("The automatic text stands there already.")
        EditedSection.objects.filter(id=edit.id).update(
            state=_State.WITHDRAWN, ended_at=now, ended_why=f"taken back by {who}"
        )
        note(
            who=who,
            action=_Action.TOOK_BACK,
            nct_id=study.nct_id,
            section=section,
            before="\n".join(sentence["text"] for sentence in edit.sentences),
            now=now,
        )
        add_waiting(Waiting.Stage.WRITE, [study.id])
    _write_at_once(study)


def rewrite(*, study: Study, who: str, now: dt.datetime) -> None:
    """Have the automatic parts written anew at once; editors' sections stay as long as their facts do."""
    with promptly():
        note(who=who, action=_Action.REWROTE, nct_id=study.nct_id, now=now)
        add_waiting(Waiting.Stage.WRITE, [study.id])
    _write_at_once(study)


def _write_at_once(study: Study) -> None:
    try:
        write_now(study)
    except ValueError as problem:
        raise Refused(str(problem)) from problem


def withdraw_page(*, study: Study, reason: str, who: str, now: dt.datetime) -> None:
    """Keep the text from readers, who are told why, until an editor brings it back. Refused without one.

    Also while a newer version of the record waits: until that is written the old text is what readers see.
    """
    reason = seen_words(reason)
    if not 10 <= len(reason) <= 300:
        raise Refused("Write a reason for readers in plain words, 10 to 300 letters.")
    with promptly():
        page = _any_page_of(study, claimed=True)
        page.published, page.withdrawn_at, page.withdrawn_reason = False, now, reason
        page.save()
        add_waiting(Waiting.Stage.INDEX, [study.id])
        note(who=who, action=_Action.WITHDREW, nct_id=study.nct_id, reason=reason, now=now)


def restore_page(*, study: Study, who: str, now: dt.datetime) -> None:
    """Bring a withdrawn text back, as far as the checks let it."""
    with promptly():
        page = _page_of(study, claimed=True)
        if page.withdrawn_at is None:
            raise Refused("The text is not withdrawn.")
        before, page.withdrawn_at, page.withdrawn_reason = page.withdrawn_reason, None, ""
        page.published, page.written_at = page.open_findings == 0, now
        page.save()
        add_waiting(Waiting.Stage.INDEX, [study.id])
        note(who=who, action=_Action.RESTORED, nct_id=study.nct_id, before=before, now=now)


def mark_reviewed(*, study: Study, seen: str, who: str, now: dt.datetime) -> None:
    """Say that the page is right as it is; another text will ask for a look again. Moved."""
    with _page_as_seen(study, seen) as page:
        page.reviewed_at, page.reviewed_by = now, who
        page.save()
        settled = [_Reason.CHANGED, _Reason.EDIT_FELL, _Reason.DRAFT_FAILED]
        close_cases(study_ids=[study.id], reasons=settled, by=who, now=now)
        note(
            who=who,
            action=_Action.REVIEWED,
            nct_id=study.nct_id,
            after=f"version {page.version_number}, text of {page.written_at:%Y-%m-%d %H:%M} UTC",
            now=now,
        )


def close_case(*, study: Study, reason: str, who: str, now: dt.datetime) -> None:
    """Close a case without doing anything. Refused for reports: each is answered for itself."""
    if reason == _Reason.REPORT:
        raise Refused("Answer each report: the case closes with the last one.")
    with promptly():
        known = reason in _Reason.values
        if not known or not close_cases(study_ids=[study.id], reasons=[reason], by=who, now=now):
            raise Refused("This case is closed already.")
        note(who=who, action=_Action.CLOSED, nct_id=study.nct_id, after=_Reason(reason).label, now=now)


def stop_model(*, who: str, now: dt.datetime) -> bool:
    """Press the model writer's stop button; returns whether a run was at work."""
    with promptly():
        was_at_work = runs.stop()
        note(who=who, action=_Action.STOPPED, now=now)
    return was_at_work


@contextmanager
def _page_as_seen(study: Study, seen: str) -> Iterator[PlainPage]:
    """Yield the page, claimed, in a short transaction. Moved where it is another than was seen."""
    with promptly():
        page = _page_of(study, claimed=True)
        if seen_mark(page) != seen:
            raise Moved(
                "The page changed while you were looking at it. Nothing was done: look at it again first."
            )
        yield page


def _page_of(study: Study, *, claimed: bool = False) -> PlainPage:
    """Return the page of the newest record; ``claimed`` holds both until the end of the transaction.

    The study's number is read again: it is older than a claim that had to wait.
    """
    page = _any_page_of(study, claimed=claimed)
    rows = Study.objects.select_for_update(no_key=True) if claimed else Study.objects.all()
    if page.version_number != rows.values_list("head_number", flat=True).get(id=study.id):
        raise Moved("A newer version of the record came, and the page is about to be written anew.")
    return page


def _any_page_of(study: Study, *, claimed: bool = False) -> PlainPage:
    rows = PlainPage.objects.select_for_update() if claimed else PlainPage.objects.all()
    page = rows.filter(study=study).first()
    if page is None:
        raise Refused("This study has no text yet.")
    return page


def _words(sentences: Sequence[Sentence]) -> str:
    return "\n".join(sentence.text for sentence in sentences)
