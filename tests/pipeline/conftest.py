"""A data folder for each test, and runs against the stand-in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plainstudy.pipeline.models import SyncRun
from plainstudy.pipeline.sync import run_sync
from plainstudy.registries.ctgov.client import CtgovRegistry
from tests.conftest import StandIn


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Path:
    """Keep lock, checkpoint and index of one test from another."""
    settings.DATA_DIR = tmp_path
    return tmp_path


def client(server: StandIn) -> CtgovRegistry:
    """Return a client that needs several pages for the few studies."""
    return CtgovRegistry(server.url, page_size=50)


@pytest.fixture
def sync(small_registry: StandIn, db: None) -> Callable[..., SyncRun]:
    """Return what reads the small registry into this test's store."""

    def run(**wishes: Any) -> SyncRun:
        return run_sync(client(small_registry), **wishes)

    return run
