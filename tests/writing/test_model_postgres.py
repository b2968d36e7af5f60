"""The model writer's rows behave the same on PostgreSQL: its own tests, on a real server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

DRAFTING = Path(__file__).with_name("test_model_drafting.py")


@pytest.mark.postgres
def test_drafting_behaves_the_same_on_postgresql(postgres_url: str) -> None:
    """What is due, one run at a time, budgets and what comes back are questions to the database."""
    chosen = (
        "true_page or slow_model or budget_of_tokens or only_sections or come_back or two_runs or stop_row"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(DRAFTING), "-k", chosen]
    run = subprocess.run(
        command,
        env=os.environ | {"TESTS_DATABASE_URL": postgres_url},
        cwd=DRAFTING.parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]
    assert " passed" in run.stdout
