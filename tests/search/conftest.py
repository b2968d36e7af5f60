"""An index of its own for every test."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from plainstudy.search.actions import index_studies
from plainstudy.studies import coding
from plainstudy.studies.models import Study, Waiting
from plainstudy.studies.waiting import add_waiting
from tests.studies.records import store


@pytest.fixture(autouse=True)
def own_index(settings: LazySettings, tmp_path: Path) -> Path:
    """Keep the index of a test in a folder of its own."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "index"


def fill(*documents: dict[str, Any]) -> list[Study]:
    """Store, code and index documents."""
    studies = store(*documents)
    for stage, work in ((Waiting.Stage.CODE, coding.code_conditions), (Waiting.Stage.INDEX, index_studies)):
        add_waiting(stage, [study.id for study in studies])
        work()
    return studies
