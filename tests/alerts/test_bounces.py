"""Mails that come back later: believed only where they are ours, and only about a mail box that is gone."""

import datetime as dt
import io
import json
import random
import sys
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from plainstudy import cli
from plainstudy.alerts import actions, bounces
from plainstudy.alerts.links import Purpose, Target
from plainstudy.alerts.models import Message, Subscriber
from plainstudy.alerts.returned import is_gone, read_report

from .world import make_event, make_study, reader, soon

ADDRESS = "reader@example.org"

REPORT = """\
From: MAILER-DAEMON@mx.example.net
To: studies@example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Mon, 29 Jun 2026 10:00:00 +0000

Final-Recipient: rfc822; {final}
Original-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} <{address}>: Recipient address rejected

--b
Content-Type: {kind}

Message-ID: {number}
To: {address}
Subject: News about a study you follow

--b--
"""


def report(number: str, **over: str) -> bytes:
    """Return what a mail server writes about a mail that it could not deliver."""
    said = {
        "address": ADDRESS,
        "final": ADDRESS,
        "action": "failed",
        "status": "5.1.1",
        "kind": "text/rfc822-headers",
    }
    return REPORT.format(number=number, **said | over).encode()


@pytest.fixture
def sent(inbox: Any, db: None) -> str:
    """Return the Message-ID of a mail that the server took; another event waits."""
    study = make_study()
    reader(ADDRESS, studies=[study])
    make_event(study)
    actions.run_alerts()
    (mail,) = inbox.mails
    make_event(study, "reappeared")
    actions.match_events()
    return str(mail["Message-ID"])


def states() -> list[str]:
    """Return the states of all messages."""
    return list(Message.objects.order_by("id").values_list("state", flat=True))


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_mail_box_that_is_gone_closes_the_tap(sent: str, inbox: Any, kind: str) -> None:
    """As a refusal at once does: nothing waits for it any more, and a second report changes nothing."""
    assert bounces.take_in(report(sent, kind=kind), now=timezone.now()) == "closed"
    assert Subscriber.objects.get().bounced_at is not None
    assert states() == ["failed", "suppressed"]
    assert actions.run_alerts()["sent"] == 0
    assert bounces.take_in(report(sent, kind=kind), now=timezone.now()) == "not ours"


def test_forwarded_mail_is_found_by_the_address_we_wrote_to(sent: str) -> None:
    """The mail box that is gone may be another one, behind it."""
    forwarded = report(sent, final="somebody.else@example.net")
    assert bounces.take_in(forwarded, now=timezone.now()) == "closed"


@pytest.mark.parametrize(
    ("over", "found"),
    [
        ({"status": "5.2.2"}, "kept"),  # full
        ({"status": "5.7.1"}, "kept"),  # the server's rules
        ({"status": "5.1.8"}, "kept"),  # our own address
        ({"status": "4.4.7"}, "kept"),  # given up for now
        ({"action": "delayed"}, "no report"),
        ({"action": "delivered", "status": "2.0.0"}, "no report"),
    ],
)
def test_what_may_pass_changes_nothing(sent: str, over: dict[str, str], found: str) -> None:
    """Only a mail box that does not exist is given up."""
    assert bounces.take_in(report(sent, **over), now=timezone.now()) == found
    assert Subscriber.objects.get().bounced_at is None
    assert states() == ["sent", "due"]


def test_forged_report_ends_nobodys_mails(sent: str) -> None:
    """Whoever knows an address does not know the number of a mail that went there."""
    for number in ("", "<news.0123456789abcdef01@127.0.0.1>", sent.upper()):
        assert bounces.take_in(report(number), now=timezone.now()) == "not ours"
    other = reader("other@example.org", studies=[])
    about_other = report(sent, address="other@example.org", final="other@example.org")
    assert bounces.take_in(about_other, now=timezone.now()) == "not ours"
    assert not Subscriber.objects.exclude(bounced_at=None).exists()
    assert other.bounced_at is None


def test_report_about_an_old_mail_is_not_believed(sent: str) -> None:
    """It says little about today."""
    assert bounces.take_in(report(sent), now=soon(days=31)) == "not ours"


def test_address_that_confirmed_since_keeps_its_mails(sent: str) -> None:
    """A link that was used came by mail: the box is there after all."""
    subscriber = Subscriber.objects.get()
    other = make_study("NCT02387906")
    actions.follow(email=ADDRESS, study=other.nct_id, network="n", now=soon())
    code = actions.code_for(subscriber, Purpose.CONFIRM, targets=[Target("s", other.id)], now=soon())
    actions.confirm(code=code, now=soon(seconds=5))
    assert bounces.take_in(report(sent), now=soon(minutes=1)) == "kept"
    assert Subscriber.objects.get().bounced_at is None


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("550 5.1.1 no such user", True),
        ("5.2.1", True),
        ("550 5.1.8 sender's domain does not exist", False),
        ("5.1.0 sender denied", False),
        ("452 4.2.2 full", False),
        ("550 no such user", None),
        ("5.1.1.1.1", True),
        ("", None),
    ],
)
def test_status_tells_a_mail_box_that_is_gone(text: str, gone: bool | None) -> None:
    """What is wrong with our own address is nobody else's fault."""
    assert is_gone(text) is gone


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff" * 1000,
        b"Subject: I am away\n\nuntil Monday",
        b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n--b--",
        b"Content-Type: multipart/report; boundary=b\n" * 3000,
        b"".join(b"Content-Type: multipart/report; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)),
        report("<x@y>").replace(b"Status: 5.1.1", b"Status: " + b"5." * 5000),
        report("<x@y>").replace(b"To: reader", b"To: " + b'"' * 50_000 + b"reader"),
    ],
)
def test_hostile_mail_is_read_without_harm(raw: bytes) -> None:
    """Anybody can write to the sender's address."""
    found = read_report(raw)
    assert found is None or not found.is_gone or len(found.addresses) <= 50


@given(st.integers(min_value=0, max_value=2**32), st.integers(min_value=1, max_value=40))
def test_damaged_report_is_read_without_harm(seed: int, count: int) -> None:
    """Whatever bytes are flipped or lost on the way."""
    dice, raw = random.Random(seed), bytearray(report("<x@y>", kind="message/rfc822"))
    for _ in range(count):
        place = dice.randrange(len(raw))
        if dice.random() < 0.5:
            raw[place] = dice.randrange(256)
        else:
            del raw[place : place + dice.randrange(60)]
            raw = raw or bytearray(b"x")
    read_report(bytes(raw))


def test_command_reads_one_mail_from_standard_input(
    sent: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mail server pipes it in; what cannot be taken in now is brought again."""

    def pipe(raw: bytes) -> int:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        return cli.main(["bounces", "--json"])

    assert pipe(b"Subject: I am away\n\nuntil Monday") == 0
    assert json.loads(capsys.readouterr().out) == {"mail": "no report"}
    assert pipe(report(sent)) == 0
    assert json.loads(capsys.readouterr().out) == {"mail": "closed"}

    def locked(raw: bytes, *, now: dt.datetime) -> str:
        raise OperationalError("database is locked")

    monkeypatch.setattr(bounces, "take_in", locked)
    assert pipe(report(sent)) == 75
