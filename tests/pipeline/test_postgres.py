"""The same behaviour on PostgreSQL: tests of the store, the sync and the pages, on a real server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent


@pytest.mark.postgres
@pytest.mark.registry
def test_store_sync_and_pages_behave_the_same_on_postgresql(postgres_url: str) -> None:
    """Tests of store and pages, and those of the sync that touch the database in their own way, pass."""
    chosen = (
        "full_run or second_run or daily_run or reconcil or quarantined or mass_change or only_one or expired"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"]
    for arguments in (
        [str(TESTS / "studies"), "-k", "not packing and not real_record"],
        [str(TESTS / "pipeline" / "test_sync.py"), "-k", chosen],
        [str(TESTS / "pipeline" / "test_verify.py"), str(TESTS / "pipeline" / "test_presence.py")],
        [str(TESTS / "pages" / "test_page_errors.py"), str(TESTS / "pages" / "test_page_views.py")],
    ):
        run = subprocess.run(
            [*command, *arguments],
            env=os.environ | {"TESTS_DATABASE_URL": postgres_url},
            cwd=TESTS.parent,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]
        assert " passed" in run.stdout
