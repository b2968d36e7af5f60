"""What ``plainstudy doctor`` says of the model: whether it answers, what it wrote, what it cost today."""

from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from plainstudy.writing.models import PlainPage

from . import queries, runs
from .client import ModelClient
from .errors import ModelBusy, ModelError
from .name import writer_name

_PATIENCE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Look:
    """``state`` is "works", "look" or "broken"."""

    state: str
    found: str
    advice: str = ""


def look_at_model() -> Look:
    """Ask the set model for one word, and count what it did."""
    where = f" at {settings.MODEL_URL}" if settings.MODEL_URL else ""
    try:
        _greet()
    except ModelBusy as problem:
        return Look("look", f"{settings.MODEL}{where} is busy: {problem}", "It is asked again by itself.")
    except (ModelError, TooLate) as problem:
        return Look(
            "broken",
            f"{settings.MODEL}{where}: {problem or 'no answer in time'}",
            "Look at PLAINSTUDY_MODEL, PLAINSTUDY_MODEL_URL and PLAINSTUDY_MODEL_KEY. "
            "Pages stay as the rules write them.",
        )
    try:
        done = f"{settings.MODEL}{where} answers; {_done()}"
        stopped = runs.is_stopped()
    except DatabaseError:
        return Look(
            "look", f"{settings.MODEL}{where} answers", "Run plainstudy sync: there is nothing to write yet."
        )
    if stopped:
        return Look("look", f"{done}; somebody pressed stop", "To go on: plainstudy write --model.")
    return Look("works", done)


def _greet() -> None:
    with ModelClient() as client:
        client.greet().result(timeout=_PATIENCE_SECONDS)


def _done() -> str:
    pages = PlainPage.objects.filter(writer=writer_name()).count()
    tokens, money = queries.spent_on(timezone.now().date())
    limit = f" of {settings.MODEL_BUDGET_TOKENS:,}" if settings.MODEL_BUDGET_TOKENS else ""
    cost = f", {money:.2f} US dollars" if money else ""
    return f"it wrote {pages} pages; {tokens:,}{limit} tokens{cost} today (UTC)"
