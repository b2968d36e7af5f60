"""Claims: nobody else's, and given back when their owner died."""

import datetime as dt
import os
import socket

import pytest
from django.utils import timezone

from plainstudy.alerts import actions, outbox
from plainstudy.alerts.handover import Withdrawn
from plainstudy.alerts.models import Message

from .world import make_event, make_study, reader

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)
LATER = NOW + outbox.LEASE + dt.timedelta(seconds=1)
ELSEWHERE = "other-machine:1:abc"


@pytest.fixture
def message():
    """Return one message that is due."""
    study = make_study()
    reader(studies=[study])
    make_event(study)
    actions.match_events()
    return Message.objects.get()


def dead_process():
    """Return the claim of a process of this machine that is certainly gone."""
    number = os.fork()
    if not number:
        os._exit(0)
    os.waitpid(number, 0)
    return f"{socket.gethostname()[:60]}:{number}:abc"


def test_row_is_claimed_by_one_alone(message):
    """The second finds nothing."""
    assert outbox.claim(Message, claim_name="a:1:x", limit=5, now=NOW) == [message.id]
    assert outbox.claim(Message, claim_name="b:1:x", limit=5, now=NOW) == []


def test_row_that_waits_is_claimed_when_its_time_has_come(message):
    """Not before."""
    Message.objects.update(retry_at=NOW)
    assert outbox.claim(Message, claim_name="a:1:x", limit=5, now=NOW - dt.timedelta(seconds=1)) == []
    assert outbox.claim(Message, claim_name="a:1:x", limit=5, now=NOW) == [message.id]


def test_hand_over_begins_once_and_only_with_the_claim(message):
    """Who lost the claim, or comes again, is told so before anything is sent."""
    outbox.claim(Message, claim_name="a:1:x", limit=5, now=NOW)
    with pytest.raises(Withdrawn):
        outbox.begin([message], claim_name="b:1:x", now=NOW)
    outbox.begin([message], claim_name="a:1:x", now=NOW)
    with pytest.raises(Withdrawn):
        outbox.begin([message], claim_name="a:1:x", now=NOW)


@pytest.mark.parametrize(("begun", "after"), [(False, "due"), (True, "uncertain")])
def test_row_of_a_process_that_died_is_looked_after_at_once(message, begun, after):
    """Before the hand-over it starts again, after its begin it never does."""
    name = dead_process()
    outbox.claim(Message, claim_name=name, limit=5, now=NOW)
    if begun:
        outbox.begin([message], claim_name=name, now=NOW)
    assert outbox.recover(now=NOW) == begun
    message.refresh_from_db()
    assert message.state == after


@pytest.mark.parametrize(("begun", "after"), [(False, "due"), (True, "uncertain")])
def test_row_of_another_machine_keeps_its_lease(message, begun, after):
    """Nobody here can know whether that process lives."""
    outbox.claim(Message, claim_name=ELSEWHERE, limit=5, now=NOW)
    if begun:
        outbox.begin([message], claim_name=ELSEWHERE, now=NOW)
    assert outbox.recover(now=LATER - dt.timedelta(minutes=1)) == 0
    assert Message.objects.exclude(state="due").exists()
    assert outbox.recover(now=LATER) == begun
    message.refresh_from_db()
    assert message.state == after


def test_row_of_a_living_process_is_left_alone(message):
    """Ourselves, for one."""
    outbox.claim(Message, claim_name=outbox.new_claim(), limit=5, now=timezone.now())
    assert outbox.recover(now=timezone.now()) == 0
    assert Message.objects.get().state == "claimed"


def test_process_that_was_thought_dead_finds_its_mail_withdrawn_or_finishes_it(message):
    """It slept through its lease: what it has not begun is kept back, what it has sent is written down."""
    outbox.claim(Message, claim_name=ELSEWHERE, limit=5, now=NOW)
    outbox.recover(now=LATER)
    with pytest.raises(Withdrawn):
        outbox.begin([message], claim_name=ELSEWHERE, now=LATER)
    outbox.claim(Message, claim_name=ELSEWHERE, limit=5, now=LATER)
    outbox.begin([message], claim_name=ELSEWHERE, now=NOW)
    outbox.recover(now=LATER)
    outbox.finish_sent([message], claim_name=ELSEWHERE, now=LATER)
    message.refresh_from_db()
    assert message.state == "sent"
