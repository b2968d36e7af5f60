"""What the tests of editing share."""

from typing import Any

import pytest

from tests.writing.model_world import model_server

__all__ = ["model_server"]


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Any) -> None:
    """Let the admin's templates name files that only ``plainstudy web`` collects."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
