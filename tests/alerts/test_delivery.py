"""Sending: once, patiently, and no more to those who cannot be reached."""

import datetime as dt
import logging

import pytest
from django.utils import timezone

from plainstudy.alerts import actions, delivery, outbox, render
from plainstudy.alerts.models import Letter, Message, Subscriber, Subscription
from plainstudy.studies.models import Installation

from .world import STAMP, make_event, make_study, reader, soon

pytestmark = pytest.mark.django_db


def due(count=1, *, events=1):
    """Make messages that are due: as many readers, as many events."""
    study = make_study()
    for number in range(count):
        reader(f"reader{number}@example.org", studies=[study])
    for number in range(1, events + 1):
        make_event(study, "reappeared", data_timestamp=STAMP + dt.timedelta(days=number))
    actions.match_events()


def states():
    """Return the states of all messages."""
    return list(Message.objects.order_by("id").values_list("state", flat=True))


def test_many_mails_go_over_one_connection_and_each_once(inbox):
    """Running again sends nothing."""
    due(5)
    assert actions.send_due().sent == 5
    assert actions.send_due().sent == 0
    assert sorted(inbox.recipients) == [f"reader{number}@example.org" for number in range(5)]
    assert inbox.sessions == 1
    assert states() == ["sent"] * 5


def test_no_more_mails_are_sent_than_asked_for(inbox):
    """The rest stays due."""
    due(3)
    assert actions.send_due(limit=2).sent == 2
    assert states().count("due") == 1


def test_mail_takes_at_most_four_queries(inbox, django_assert_max_num_queries):
    """Two writes a mail, in savepoints of the test's transaction, and a fixed number a batch."""
    due(50)
    with django_assert_max_num_queries(20 + 50 * 2 * 3):
        assert actions.send_due().sent == 50


def test_bounce_closes_the_tap_for_everything_that_waits(inbox):
    """A bounced address was once retried 210 times."""
    inbox.on_recipient = lambda address: (
        "550 5.1.1 no such user here" if address.startswith("reader0") else None
    )
    due(2, events=3)
    tally = actions.send_due()
    assert (tally.sent, tally.counts["failed"], tally.suppressed) == (3, 1, 2)
    assert [row.bounced_at is not None for row in Subscriber.objects.order_by("id")] == [True, False]
    assert actions.send_due().sent == 0


@pytest.mark.parametrize(
    "answer",
    [
        "554 5.7.1 Relay access denied",
        "550 relaying denied",
        "550 5.7.1 blocked by policy",
        "550 5.1.8 your own domain is not known",
        "554 blocked using list",
    ],
)
def test_server_that_will_not_send_for_us_closes_nobodys_tap(inbox, answer):
    """A wrong setting must lose neither followers nor what they wait for."""
    inbox.on_recipient = lambda address: answer
    due(2)
    assert actions.send_due().failed == 2
    assert states() == ["due"] * 2
    assert not Subscriber.objects.filter(bounced_at__isnull=False).exists()


@pytest.mark.parametrize("answer", ["450 4.2.0 try later", "452 full", "552 5.2.2 mailbox full"])
def test_refusal_for_now_is_tried_again_after_longer_and_longer_pauses(inbox, answer):
    """Greylisting, full mail boxes: patience, then an end."""
    inbox.on_recipient = lambda address: answer
    due()
    now = timezone.now()
    for pause in outbox.PAUSES:
        assert actions.send_due(now=now).counts["waits"] == 1
        assert actions.send_due(now=now + pause - dt.timedelta(seconds=1)).failed == 0
        now += pause + dt.timedelta(seconds=1)
    assert actions.send_due(now=now).counts["failed"] == 1
    assert states() == ["failed"]


def test_mail_that_was_put_off_arrives_in_the_end(inbox):
    """Once."""
    inbox.on_recipient = lambda address: "451 4.7.1 greylisted"
    due()
    actions.send_due()
    inbox.on_recipient = lambda address: None
    assert actions.send_due(now=soon(minutes=6)).sent == 1
    assert len(inbox.raw) == 1


def test_server_that_is_down_costs_no_mail_an_attempt(inbox, settings):
    """After two days without a server everything still goes out."""
    from tests.conftest import free_port

    due(3)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    assert actions.send_due().failed == 3
    assert set(Message.objects.values_list("state", "attempts")) == {("due", 0)}
    settings.EMAIL_PORT = port
    assert actions.send_due().sent == 0
    assert actions.send_due(now=soon(seconds=61)).sent == 3


def test_content_that_is_refused_fails_and_closes_no_tap(inbox):
    """The address is good; a person looks at the mail."""
    inbox.on_data = lambda content: "554 5.6.0 not in this form"
    due()
    assert actions.send_due().counts["failed"] == 1
    assert not Subscriber.objects.filter(bounced_at__isnull=False).exists()


def test_address_that_is_refused_after_the_content_is_a_bounce(inbox):
    """Some servers find out late."""
    inbox.on_data = lambda content: "550 5.1.1 no such user"
    due()
    actions.send_due()
    assert Subscriber.objects.filter(bounced_at__isnull=False).exists()


@pytest.mark.parametrize("answer", ["451 4.3.0 later", "550 5.7.26 this mail is unauthenticated"])
def test_content_that_is_put_off_is_tried_again(inbox, answer):
    """The server did not take it: it wants it later, or the operator has something to mend."""
    inbox.on_data = lambda content: answer
    due()
    assert actions.send_due().counts["waits"] == 1
    inbox.on_data = lambda content: None
    assert actions.send_due(now=soon(minutes=6)).sent == 1


def test_connection_that_breaks_while_the_mail_goes_is_uncertain_and_never_repeated(inbox):
    """The server may have taken it: never twice comes before never lost."""

    def take_and_hang_up(content):
        inbox.raw.append(content)
        raise ConnectionResetError

    inbox.on_data = take_and_hang_up
    due(2)

    async def hang_up(server, session, envelope):
        inbox.raw.append(envelope.content)
        server.transport.abort()
        return "250 OK"

    inbox.handle_DATA = hang_up
    tally = actions.send_due()
    assert tally.counts["uncertain"] == 2
    assert tally.failed == 2
    assert states() == ["uncertain"] * 2
    assert actions.send_due(now=soon(days=2)).sent == 0
    assert len(inbox.raw) == 2


def test_reader_who_leaves_at_the_last_moment_gets_no_mail(inbox, monkeypatch):
    """At once means also after the server has heard the recipient's name."""
    due(2)
    begin, left = outbox.begin, []

    def leave_first(rows, **more):
        if not left:
            left.append(rows[0].subscription_id)
            Subscription.objects.filter(id=rows[0].subscription_id).delete()
        begin(rows, **more)

    monkeypatch.setattr(outbox, "begin", leave_first)
    assert actions.send_due().sent == 1
    assert len(inbox.raw) == 1
    assert states() == ["sent"]


def test_mail_that_cannot_be_built_steps_aside_and_stops_no_other(inbox, monkeypatch):
    """One bad row must not stop the queue."""
    due(2)
    build = render._news

    def fail_for_the_first(row, *args):
        if row.id == Message.objects.order_by("id").first().id:
            raise ZeroDivisionError
        return build(row, *args)

    monkeypatch.setattr(render, "_news", fail_for_the_first)
    assert actions.send_due().sent == 1
    assert sorted(states()) == ["due", "sent"]
    assert Message.objects.get(state="due").error == "ZeroDivisionError"


def test_event_that_lost_its_words_makes_no_blank_mail(inbox):
    """Suppressed, and seen in the count."""
    study = make_study()
    reader(studies=[study])
    event = make_event(study)
    actions.match_events()
    type(event).objects.filter(id=event.id).update(mail_account="")
    assert actions.send_due().suppressed == 1
    assert not inbox.raw


def test_nothing_is_sent_while_alerts_are_held_but_letters_are(inbox):
    """A sign-up has nothing to do with a mass change."""
    due()
    Installation.objects.create(id=1, registry="ctgov", alerts_held_since=STAMP)
    actions.follow(email="new@example.org", study="NCT02387905", network="n", now=soon())
    counts = actions.run_alerts()
    assert counts["sent"] == 1
    assert inbox.recipients == ["new@example.org"]
    assert states() == ["due"]


def test_log_of_every_failure_names_no_address(inbox, caplog):
    """Servers like to repeat the address in their answers."""
    caplog.set_level(logging.DEBUG)
    inbox.on_recipient = lambda address: f"550 5.1.1 <{address}>: user unknown"
    due()
    actions.send_due()
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("plainstudy")]
    assert any("550" in line for line in ours)
    assert not any("@" in line for line in ours)
    assert "@" not in Message.objects.get().error


def test_letters_are_sent_once_however_many_try(inbox):
    """The web process and the worker look at the same rows."""
    make_study()
    actions.follow(email="new@example.org", study="NCT02387905", network="n", now=soon())
    actions.send_letters_now()
    assert actions.send_letters().sent == 0
    assert len(inbox.raw) == 1
    assert Letter.objects.get().state == "sent"


def test_letters_that_cannot_be_sent_now_are_left_to_the_worker(settings, inbox, monkeypatch, caplog):
    """Whatever happens after the answer, the visitor sees nothing of it."""
    make_study()
    actions.follow(email="new@example.org", study="NCT02387905", network="n", now=soon())
    with monkeypatch.context() as broken:
        broken.setattr(delivery, "send_letters", lambda: 1 / 0)
        actions.send_letters_now()
    assert "ZeroDivisionError" in caplog.text
    assert actions.send_letters().sent == 1


def test_rate_keeps_mails_apart(inbox, settings, monkeypatch):
    """Mail providers cut off those who are too fast."""
    clock, pauses = [100.0], []

    def sleep(seconds):
        pauses.append(round(seconds, 6))
        clock[0] += seconds

    monkeypatch.setattr(delivery.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(delivery.time, "sleep", sleep)
    settings.EMAIL_RATE = 10
    due(3)
    assert actions.send_due().sent == 3
    assert pauses == [0.1, 0.1]
