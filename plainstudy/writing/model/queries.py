"""Which pages a model has yet to write, what it wrote before, and what it cost."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from plainstudy.writing.models import ModelDraft, PlainPage

from .prompt import PROMPT_VERSION

_State = ModelDraft.State
_TRIES = 3
"""After so many silences of the model a page is left to the rules until its facts change."""
_MOST_IN_A_RUN = 20_000
_AT_ONCE = 200


def due_pages() -> "QuerySet[PlainPage]":
    """Select the public pages by rules about whose facts the set model still has something to say.

    That is: it was never asked, has answered well before (its text is published again for nothing), was
    silent fewer than three times, or has yet to answer the findings about its first try.
    """
    mine = ModelDraft.objects.filter(
        study=OuterRef("study_id"),
        facts_hash=OuterRef("facts_hash"),
        model=settings.MODEL,
        prompt_version=PROMPT_VERSION,
    )
    last = mine.order_by("-id")
    silent = mine.filter(state__in=(_State.FAILED, _State.LOST)).order_by()
    return (
        PlainPage.objects.filter(writer__startswith="rules ", published=True)
        .annotate(
            last=Subquery(last.values("state")[:1]),
            last_attempt=Subquery(last.values("attempt")[:1]),
            silences=Coalesce(
                Subquery(silent.values("study").annotate(number=Count("id")).values("number")), 0
            ),
        )
        .filter(
            Q(last=None)
            | Q(last=_State.ACCEPTED)
            | Q(last=_State.REJECTED, last_attempt=1)
            | Q(last__in=(_State.FAILED, _State.LOST), silences__lt=_TRIES)
        )
    )


def walk_due(*, limit: int | None = None) -> Iterator[PlainPage]:
    """Yield what is due with its study, last updated first, each page once; at most 20,000 in one run."""
    newest = due_pages().order_by("-study__last_updated", "-study_id")
    ids = list(newest.values_list("study_id", flat=True)[: min(limit or _MOST_IN_A_RUN, _MOST_IN_A_RUN)])
    for start in range(0, len(ids), _AT_ONCE):
        chunk = ids[start : start + _AT_ONCE]
        found = PlainPage.objects.select_related("study").in_bulk(chunk)
        yield from (found[study_id] for study_id in chunk if study_id in found)


def last_draft(study_id: int, facts_hash: bytes) -> ModelDraft | None:
    """Return the set model's newest answer about exactly these facts."""
    return _mine(study_id).filter(facts_hash=facts_hash).first()


def _mine(study_id: int) -> "QuerySet[ModelDraft]":
    return ModelDraft.objects.filter(
        study_id=study_id, model=settings.MODEL, prompt_version=PROMPT_VERSION
    ).order_by("-id")


def last_accepted(study_id: int) -> ModelDraft | None:
    """Return the newest text of the set model and prompt that passed for this study."""
    return _mine(study_id).filter(state=_State.ACCEPTED).first()


def spent_on(day: dt.date) -> tuple[int, Decimal]:
    """Return the tokens and US dollars of one day (UTC), all models together; estimates where still asked."""
    begin = dt.datetime.combine(day, dt.time(), dt.UTC)
    rows = ModelDraft.objects.filter(created_at__gte=begin, created_at__lt=begin + dt.timedelta(days=1))
    sums = rows.aggregate(read=Sum("tokens_in"), written=Sum("tokens_out"), money=Sum("cost"))
    return (sums["read"] or 0) + (sums["written"] or 0), sums["money"] or Decimal(0)
