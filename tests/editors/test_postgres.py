"""Editing behaves the same on PostgreSQL: its own tests, on a real server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.postgres
def test_editing_behaves_the_same_on_postgresql(postgres_url: str) -> None:
    """Open cases and edits once each, claimed rows, the queue's order: questions to the database."""
    names = ("test_overrides.py", "test_reports.py", "test_desk.py", "test_attacks.py")
    files = [str(HERE / name) for name in names]
    report_form = str(HERE.parent / "pages" / "test_report.py")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files, report_form]
    run = subprocess.run(
        command,
        env=os.environ | {"TESTS_DATABASE_URL": postgres_url},
        cwd=HERE.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]
    assert " passed" in run.stdout
