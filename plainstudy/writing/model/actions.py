"""What the model writer stores: questions, answers, and texts that passed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec
import zstandard
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from plainstudy.studies.models import Study, Waiting
from plainstudy.studies.waiting import add_waiting
from plainstudy.writing.editorial import tell_of_failed_draft, tell_of_model_text
from plainstudy.writing.edits import sentences_in
from plainstudy.writing.models import ModelDraft, ModelRun, PlainPage
from plainstudy.writing.readability import grade_of
from plainstudy.writing.rules import sentences_of
from plainstudy.writing.text import StudyText, text_from
from plainstudy.writing.verify import Finding

from .name import writer_name
from .prompt import PROMPT_VERSION

_AT_ONCE = 500
_State = ModelDraft.State


def ask_draft(
    *,
    run: ModelRun,
    study: Study,
    facts_hash: bytes,
    attempt: int,
    sections: Sequence[str],
    section_hashes: dict[str, str],
    tokens: int,
    cost: Decimal | None,
) -> ModelDraft:
    """Store that the model is being asked; ``tokens`` and ``cost`` are what it may take at most."""
    return ModelDraft.objects.create(
        run=run,
        study=study,
        version_number=study.head_number,
        facts_hash=facts_hash,
        model=settings.MODEL,
        prompt_version=PROMPT_VERSION,
        attempt=attempt,
        sections=list(sections),
        section_hashes=section_hashes,
        tokens_in=tokens,
        cost=cost,
        created_at=timezone.now(),
    )


def pack_reply(reply: str) -> bytes:
    """Compress a reply; empty stays empty."""
    return zstandard.compress(reply.encode("utf-8", "replace")) if reply else b""


def unpack_reply(packed: bytes) -> str:
    """Return a reply as it came."""
    return zstandard.decompress(bytes(packed)).decode() if packed else ""


def close_draft(draft: ModelDraft, *, state: str, error: str = "", findings: Sequence[Finding] = ()) -> None:
    """Store what became of a question; reply, tokens and cost stand on the draft already."""
    draft.state, draft.error = state, error[:2000]
    draft.findings = [msgspec.to_builtins(finding) for finding in findings]
    with transaction.atomic():
        draft.save()
        if state == _State.DECLINED or (state == _State.REJECTED and draft.attempt > 1):
            words = f"{draft.model}: {findings[0].what}" if findings else f"{draft.model}: {error}"
            tell_of_failed_draft(draft.study_id, words=words, now=timezone.now())


def forget_draft(draft: ModelDraft) -> None:
    """Take a question back that was never answered and cost nothing."""
    draft.delete()


@transaction.atomic
def publish(draft: ModelDraft, text: StudyText, *, edited: Mapping[str, str]) -> bool:
    """Put a text without findings in the place of the rules' text; False where the page has moved on.

    ``edited`` are the editors' sections in the text: where others stand there now, it has moved on too.
    """
    content = msgspec.to_builtins(text)
    draft.content = content
    close_draft(draft, state=_State.ACCEPTED)
    rows = PlainPage.objects.filter(
        study_id=draft.study_id, facts_hash=draft.facts_hash, writer__startswith="rules ", published=True
    )
    page = rows.select_for_update().first()
    if page is None or page.edited != edited or not _holds_edits(page, text):
        return False
    now = timezone.now()
    changed = rows.update(
        writer=writer_name(),
        headline=text.headline.text,
        content=content,
        reading_grade=grade_of(sentence.text for _, sentence in sentences_of(text)),
        open_findings=0,
        written_at=now,
    )
    tell_of_model_text(
        draft.study_id, is_reviewed=page.reviewed_at is not None and page.content != content, now=now
    )
    add_waiting(Waiting.Stage.INDEX, [draft.study_id])
    return bool(changed)


def _holds_edits(page: PlainPage, text: StudyText) -> bool:
    """Say whether the text has the editors' sections word for word, as they stand on the page."""
    shown = text_from(page.content)
    return all(sentences_in(shown, name) == sentences_in(text, name) for name in page.edited)


def withdraw_others() -> int:
    """Let the rules write again what another model or prompt than the set one wrote; returns how many."""
    others = PlainPage.objects.exclude(writer__startswith="rules ").exclude(writer=writer_name())
    ids = list(others.values_list("study_id", flat=True))
    for start in range(0, len(ids), _AT_ONCE):
        add_waiting(Waiting.Stage.WRITE, ids[start : start + _AT_ONCE])
    return len(ids)
