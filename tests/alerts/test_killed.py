"""The sender killed with SIGKILL at every step: no mail twice, none lost before its hand-over."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from .test_promptly import ROOT, run
from .world import Inbox, mail_server

READERS = 6

MAKE = f"""
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from plainstudy.alerts import actions
from plainstudy.studies.models import Installation
from tests.alerts.world import make_event, make_study, reader
Installation.objects.create(id=1, registry="ctgov")
study = make_study()
for number in range({READERS}):
    reader(f"reader{{number}}@example.org", studies=[study])
make_event(study)
"""

SEND = """
import json
import django
django.setup()
from plainstudy.alerts import actions, matching, outbox
import os, signal
step, count = os.environ.get("DIE_AT", " ").split(" ")
def die_after(module, name):
    real = getattr(module, name)
    calls = []
    def wrapped(*args, **more):
        outcome = real(*args, **more)
        calls.append(1)
        if len(calls) == int(count):
            os.kill(os.getpid(), signal.SIGKILL)
        return outcome
    setattr(module, name, wrapped)
if step:
    module, name = step.split(".")
    die_after({"outbox": outbox, "matching": matching}[module], name)
print(json.dumps(actions.run_alerts()))
"""

STATES = """
import django
django.setup()
from plainstudy.alerts.models import Message
print(*Message.objects.order_by("id").values_list("state", flat=True))
"""


@contextmanager
def sending(inbox, settings, data_dir):
    """Yield a function that runs the sender, to be killed at a step or not; True when it was killed."""
    with mail_server(settings, inbox):
        environment = os.environ | {
            "PLAINSTUDY_DATA_DIR": str(data_dir),
            "PLAINSTUDY_EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
            "DJANGO_SETTINGS_MODULE": "plainstudy.config.settings",
            "PYTHONPATH": str(ROOT),
        }

        def send(die_at=""):
            process = subprocess.Popen(
                [sys.executable, "-c", SEND],
                env=environment | ({"DIE_AT": die_at} if die_at else {}),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            inbox.sender = process.pid
            _, errors = process.communicate(timeout=60)
            assert process.returncode in {0, -signal.SIGKILL}, errors.decode()
            return process.returncode == -signal.SIGKILL

        yield send


@pytest.mark.parametrize(
    ("die_at", "uncertain"),
    [
        ("matching._store 1", 0),  # messages stored, event still waiting
        ("outbox.claim 1", 0),  # claimed, nothing handed over
        ("outbox.begin 1", 1),  # the recipient was taken, DATA not sent: only we know, and we died
        ("outbox.begin 3", 1),
        ("outbox.finish_sent 1", 0),  # all sent and written down
    ],
)
def test_sender_killed_at_a_step_sends_the_rest_once(tmp_path, settings, die_at, uncertain):
    """The next run goes on where the killed one stopped."""
    run(MAKE, tmp_path)
    inbox = Inbox()
    with sending(inbox, settings, tmp_path) as send:
        assert send(die_at)
        assert not send()
        assert not send()
    states = run(STATES, tmp_path).split()
    assert sorted(states) == ["sent"] * (READERS - uncertain) + ["uncertain"] * uncertain
    assert len(inbox.recipients) == len(set(inbox.recipients)) == READERS - uncertain


def test_sender_killed_while_the_server_takes_the_mail_does_not_send_it_again(tmp_path, settings):
    """The worst moment: the server has it, nobody wrote it down. The reader gets it, once."""
    run(MAKE, tmp_path)
    inbox = Inbox()

    def take_and_kill_the_sender(content):
        if len(inbox.raw) == 2:
            os.kill(inbox.sender, signal.SIGKILL)

    inbox.on_data = take_and_kill_the_sender
    with sending(inbox, settings, tmp_path) as send:
        assert send()
        inbox.on_data = lambda content: None
        assert not send()
    assert sorted(inbox.recipients) == [f"reader{number}@example.org" for number in range(READERS)]
    assert sorted(run(STATES, tmp_path).split()) == ["sent"] * (READERS - 1) + ["uncertain"]


def test_sender_killed_again_and_again_sends_each_mail_at_most_once(tmp_path, settings):
    """Killed before each second hand-over, it still comes to an end, and what it wrote down is true."""
    run(MAKE, tmp_path)
    inbox = Inbox()
    with sending(inbox, settings, tmp_path) as send:
        for _ in range(READERS // 2):
            assert send("outbox.begin 2")
        assert not send()
    assert len(inbox.recipients) == len(set(inbox.recipients)) == READERS // 2
    assert sorted(run(STATES, tmp_path).split()) == ["sent"] * (READERS // 2) + ["uncertain"] * (READERS // 2)
