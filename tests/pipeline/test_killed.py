"""A process that is killed at any moment loses nothing and doubles nothing."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import StandIn

pytestmark = pytest.mark.registry

PLACES = [
    ("inside a transaction", 1),
    ("inside a transaction", 3),
    ("after a transaction", 2),
    ("before the checkpoint", 4),
    ("after the checkpoint", 3),
    ("after a page", 2),
    ("before looking for removed ones", 1),
    ("inside the last transaction", 1),
]


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the tables and nothing in them."""
    folder = tmp_path_factory.mktemp("empty-store")
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(command, env=surroundings(folder), check=True, capture_output=True)
    return folder


def surroundings(folder: Path) -> dict[str, str]:
    """Return an environment that keeps all data in a folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PLAINSTUDY_")}
    return kept | {"PLAINSTUDY_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "plainstudy.config.settings"}


@pytest.fixture
def run_in(
    empty_store: Path, tmp_path: Path, small_registry: StandIn
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return what runs a sync in a process of its own, on a store of this test."""
    shutil.copytree(empty_store, tmp_path / "store")

    def run(where: str = "nowhere", nth: int = 0) -> subprocess.CompletedProcess[str]:
        script = Path(__file__).with_name("killed.py")
        return subprocess.run(
            [sys.executable, str(script), small_registry.url, where, str(nth)],
            env=surroundings(tmp_path / "store"),
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.parametrize(("where", "nth"), PLACES)
def test_killed_run_goes_on_where_it_was(
    run_in: Callable[..., subprocess.CompletedProcess[str]],
    small_registry: StandIn,
    tmp_path: Path,
    where: str,
    nth: int,
) -> None:
    """Each study has one version, waits once and is counted as new once, whatever moment it was."""
    killed = run_in(where, nth)
    assert killed.returncode == -9, killed.stderr
    resumed = run_in()
    assert resumed.returncode == 0, resumed.stderr
    expected = small_registry.get("/_calendar")["studies"]
    assert resumed.stdout == f"{expected} {expected} 0"
    store = sqlite3.connect(tmp_path / "store" / "plainstudy.sqlite3")
    counts = {
        table: store.execute(f"SELECT count(*) FROM studies_{table}").fetchone()[0]
        for table in ("study", "recordversion", "waiting")
    }
    states = [row[0] for row in store.execute("SELECT state FROM pipeline_syncrun")]
    store.close()
    assert counts == {"study": expected, "recordversion": expected, "waiting": expected}
    assert states == ["done"]
    notes = (tmp_path / "store" / "checkpoint.bin").read_bytes()
    assert {notes[start : start + 4] for start in range(0, len(notes), 24)} == {
        int(number[3:]).to_bytes(4, "big") for number in _numbers(tmp_path)
    }


def _numbers(folder: Path) -> list[str]:
    store = sqlite3.connect(folder / "store" / "plainstudy.sqlite3")
    numbers = [row[0] for row in store.execute("SELECT nct_id FROM studies_study")]
    store.close()
    return numbers


def test_run_killed_yesterday_makes_way_for_todays(
    run_in: Callable[..., subprocess.CompletedProcess[str]], small_registry: StandIn, tmp_path: Path
) -> None:
    """Pages of two snapshots are not mixed; what was stored is kept."""
    run_in("after a page", 2)
    small_registry.advance()
    assert run_in().returncode == 0
    store = sqlite3.connect(tmp_path / "store" / "plainstudy.sqlite3")
    states = [row[0] for row in store.execute("SELECT state FROM pipeline_syncrun ORDER BY id")]
    studies = store.execute("SELECT count(*) FROM studies_study").fetchone()[0]
    store.close()
    assert states == ["failed", "done"]
    assert studies == small_registry.get("/_calendar")["studies"]
