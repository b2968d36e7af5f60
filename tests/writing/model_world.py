"""A store with pages by rules, and a model that words them."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plainstudy.studies import actions
from plainstudy.studies.models import Study, Waiting
from plainstudy.studies.waiting import add_waiting
from plainstudy.writing.actions import write_pages
from plainstudy.writing.models import PlainPage
from tests.writing.documents import document
from tests.writing.model_server import ModelServer

STAMP = dt.datetime(2026, 9, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def model_server(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """Yield a server that the settings name as the model; no key of this machine reaches it."""
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    server = ModelServer()
    settings.DATA_DIR = tmp_path
    settings.MODEL, settings.MODEL_URL, settings.MODEL_KEY = "local:tiny", server.url, ""
    settings.MODEL_TIMEOUT = 20
    yield server
    server.stop()


def number(index: int) -> str:
    """Return the registry number of the nth study."""
    return f"NCT{index:08d}"


def fill(count: int = 1, *, day: int = 0, **wanted: Any) -> list[PlainPage]:
    """Store studies 1 to ``count`` and let the rules write their pages; another day is another version."""
    stamp = STAMP + dt.timedelta(days=day)
    actions.claim_store(registry="ctgov", data_timestamp=stamp)
    documents = [document(nct=number(index), **wanted) for index in range(1, count + 1)]
    actions.store_arrivals(
        [json.dumps(one).encode() for one in documents],
        stamp=actions.Stamp(data_timestamp=stamp, fetched_at=stamp, silent=True),
    )
    add_waiting(Waiting.Stage.WRITE, Study.objects.values_list("id", flat=True))
    write_pages()
    return list(PlainPage.objects.order_by("study__nct_id"))


def page(index: int = 1) -> PlainPage:
    """Return the page of the nth study as it stands now."""
    return PlainPage.objects.select_related("study").get(study__nct_id=number(index))
