"""A person's write beside a busy writer, on a real database file with real processes."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

BUSY = """
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
print("busy", flush=True)
until = time.monotonic() + 60
while time.monotonic() < until:
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE studies_installation SET created_at = created_at")
    time.sleep(0.1)
    db.execute("COMMIT")
    time.sleep(0.002)  # half of what our own long runs leave
"""

SIGN_UPS = """
import time
import django
django.setup()
from django.utils import timezone
from plainstudy.alerts import actions, queries
queries.keys()
for number in range(8):
    time.sleep(0.03 * number)
    started = time.monotonic()
    actions.follow(email=f"reader{number}@example.org", study="NCT02387905", network="n", now=timezone.now())
    print(time.monotonic() - started, flush=True)
"""

MAKE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from plainstudy.alerts import queries
from tests.alerts.world import make_study
from plainstudy.studies.models import Installation
Installation.objects.create(id=1, registry="ctgov")
make_study()
queries.keys()
"""

ROOT = Path(__file__).resolve().parent.parent.parent


def run(code, data_dir):
    """Run Python code with a data folder of its own; returns what it printed."""
    environment = os.environ | {
        "PLAINSTUDY_DATA_DIR": str(data_dir),
        "DJANGO_SETTINGS_MODULE": "plainstudy.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def data_dir(tmp_path):
    """Return a data folder with a filled database file."""
    run(MAKE, tmp_path)
    return tmp_path


def test_sign_up_commits_within_a_second_beside_back_to_back_transactions(data_dir):
    """The lock is free for two milliseconds in a hundred; SQLite's own waiting misses that for seconds."""
    database = data_dir / "plainstudy.sqlite3"
    with subprocess.Popen([sys.executable, "-c", BUSY, str(database)], stdout=subprocess.PIPE) as busy:
        try:
            assert busy.stdout.readline() == b"busy\n"
            waited = [float(line) for line in run(SIGN_UPS, data_dir).split()]
            assert busy.poll() is None
        finally:
            busy.kill()
    assert len(waited) == 8
    assert max(waited) < 1.0, waited


def test_write_that_fails_is_rolled_back_and_the_lock_is_free_again(data_dir):
    """An error inside leaves neither rows nor a lock, and the patience of other writes as it was."""
    printed = run(
        """
import django
django.setup()
from django.db import connection
from plainstudy.alerts.models import SignUpAttempt
from plainstudy.alerts.promptly import promptly
from django.utils import timezone
try:
    with promptly():
        SignUpAttempt.objects.create(kind="network", key=b"k", created_at=timezone.now())
        raise KeyError
except KeyError:
    pass
with promptly(), promptly():
    print(SignUpAttempt.objects.count(), connection.in_atomic_block)
with connection.cursor() as cursor:
    cursor.execute("PRAGMA busy_timeout")
    print(cursor.fetchone()[0], connection.in_atomic_block)
""",
        data_dir,
    )
    assert printed.split() == ["0", "True", "30000", "False"]


def test_write_that_never_gets_in_gives_up_with_an_error(data_dir, monkeypatch):
    """A lock that is never let go ends in an error, not in a page that hangs for ever."""
    started = time.monotonic()
    printed = run(
        """
import sqlite3
import django
django.setup()
from django.conf import settings
from django.db import OperationalError
from plainstudy.alerts import promptly
from plainstudy.alerts.models import SignUpAttempt
promptly._PATIENCE_SECONDS = 0.3
holder = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
holder.execute("BEGIN IMMEDIATE")
try:
    with promptly.promptly():
        print("got in")
except OperationalError as problem:
    print(problem)
holder.execute("ROLLBACK")
with promptly.promptly():
    print("got in at last")
""",
        data_dir,
    )
    assert printed.splitlines() == ["database is locked", "got in at last"]
    assert time.monotonic() - started < 20
