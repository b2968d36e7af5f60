"""A small store of sample studies."""

from collections.abc import Callable
from typing import Any

import pytest

from plainstudy.changes.models import Event
from plainstudy.pages.http import remembered
from plainstudy.studies.models import Study

from .stores import CEMENT_STUDY, code, sample, store, tell, write


@pytest.fixture(autouse=True)
def no_page_of_another_test() -> None:
    """Forget the pages that other tests rendered."""
    remembered.clear()


@pytest.fixture
def cement(db: None) -> Study:
    """Return the bone cement study with two versions, a text, conditions and a told change."""
    store(sample(CEMENT_STUDY, "2026-06-25"), day="2026-06-25")
    Event.objects.all().delete()
    study = store(sample(CEMENT_STUDY, "2026-06-26"), day="2026-06-26")
    write(study)
    code(
        study,
        "Metastatic Malignant Neoplasm in the Spine",
        label="Cancer in the spine",
        rule="part",
        confidence=0.9,
    )
    code(study, "", label="Neoplasm Metastasis", rule="registry's own coding", confidence=0.5)
    tell(study, 1, "", day="2026-06-25", kind="new", severity="")
    tell(
        study,
        2,
        "The study now plans to end 6 months later, in December 2026 (before: June 2026).",
        day="2026-06-26",
    )
    return study


@pytest.fixture
def page_of(client: Any) -> Callable[..., str]:
    """Return a function that fetches a page and gives its HTML."""

    def fetch(path: str, *, status: int = 200) -> str:
        response = client.get(path)
        assert response.status_code == status
        return str(response.content.decode())

    return fetch
