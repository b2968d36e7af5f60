"""The same behaviour on PostgreSQL, and claims that several machines make at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent

CLAIM = """
import django
django.setup()
from django.utils import timezone
from plainstudy.alerts import outbox
from plainstudy.alerts.models import Message
name = outbox.new_claim()
print("ready", flush=True)
input()
while ids := outbox.claim(Message, claim_name=name, limit=7, now=timezone.now()):
    print(*ids, flush=True)
"""

MAKE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from plainstudy.alerts import actions
from tests.alerts.world import make_event, make_study, reader
study = make_study()
for number in range(200):
    reader(f"reader{number}@example.org", studies=[study])
make_event(study)
print(actions.match_events())
"""


@pytest.fixture
def environment(postgres_url, tmp_path):
    """Return the environment of a process that works on a fresh database of the server."""
    import psycopg

    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS alerts WITH (FORCE)")
        connection.execute("CREATE DATABASE alerts")
    address = postgres_url.replace("/postgres?", "/alerts?", 1)
    assert address != postgres_url
    return os.environ | {
        "PLAINSTUDY_DATABASE_URL": address,
        "PLAINSTUDY_DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "plainstudy.config.settings",
        "PYTHONPATH": str(TESTS.parent.parent),
    }


@pytest.mark.postgres
def test_several_senders_at_once_never_claim_the_same_mail(environment):
    """Each takes other rows and nobody waits for anybody."""
    made = subprocess.run(
        [sys.executable, "-c", MAKE], env=environment, capture_output=True, text=True, check=False
    )
    assert made.stdout == "(1, 200)\n", made.stderr
    senders = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIM],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for sender in senders:
        assert sender.stdout.readline() == "ready\n"
    for sender in senders:
        sender.stdin.write("go\n")
        sender.stdin.flush()
    claimed = [number for sender in senders for number in sender.communicate(timeout=60)[0].split()]
    assert len(claimed) == len(set(claimed)) == 200


@pytest.mark.postgres
def test_following_matching_and_sending_behave_the_same_on_postgresql(postgres_url):
    """Every test of alerts that is not about SQLite's lock passes."""
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(TESTS)]
        + [f"--ignore={TESTS / name}" for name in ("test_promptly.py", "test_killed.py", "test_postgres.py")],
        env=os.environ | {"TESTS_DATABASE_URL": postgres_url},
        cwd=TESTS.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]
    assert " passed" in run.stdout
