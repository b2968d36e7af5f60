"""Several changes of one study that wait for one reader make one mail, each told exactly once."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plainstudy.alerts import actions, outbox
from plainstudy.alerts.handover import Withdrawn
from plainstudy.alerts.models import Message

from .world import STAMP, code, html_of, make_concept, make_event, make_study, publish, reader, soon, text_of

pytestmark = pytest.mark.django_db

TOLD = ("The study is open now.", "It plans 40 people instead of 60.", "It was stopped early.")


def changes(study, told=TOLD):
    """Let a study change day after day, without anybody at work."""
    for number, words in enumerate(told, start=2):
        make_event(study, number=number, words=words, data_timestamp=STAMP + dt.timedelta(days=number))
    publish(study, version=len(told) + 1)


def states():
    """Return the states of all messages."""
    return list(Message.objects.order_by("id").values_list("state", flat=True))


def test_three_changes_without_a_worker_make_one_account(inbox):
    """By day, in the order they came; the newest day is that of the mail."""
    study = make_study()
    reader(studies=[study])
    changes(study)
    assert actions.run_alerts()["sent"] == 1
    (mail,) = inbox.mails
    for text in (text_of(mail), html_of(mail)):
        places = [text.index(words) for words in TOLD]
        assert places == sorted(places)
        assert text.index("29 June 2026:") < places[0] < text.index("30 June 2026:") < places[1]
        assert "changed more than once" in text
        assert text.count("Stop mails about this") == 1
    assert "was processed on 1 July 2026" in text_of(mail)
    assert states() == ["sent"] * 3
    assert actions.run_alerts()["sent"] == 0


def test_one_change_names_no_day_above_its_words(inbox):
    """An ordinary mail stays as it is."""
    study = make_study()
    reader(studies=[study])
    changes(study, TOLD[:1])
    actions.run_alerts()
    (mail,) = inbox.mails
    assert "29 June 2026:" not in text_of(mail)
    assert "more than once" not in text_of(mail)


def test_two_changes_on_one_day_stand_together(inbox):
    """The registry may post twice a day; the reader need not know."""
    study = make_study()
    reader(studies=[study])
    for number, words in enumerate(TOLD[:2], start=2):
        make_event(study, number=number, words=words, data_timestamp=STAMP + dt.timedelta(minutes=number))
    publish(study, version=3)
    actions.run_alerts()
    (mail,) = inbox.mails
    assert re.search(rf"- {TOLD[0]}\s+- {TOLD[1]}", text_of(mail))
    assert "more than once" not in text_of(mail)


def test_each_reader_and_each_study_has_a_mail_of_its_own(inbox):
    """Only what one reader follows in one study is put together; other kinds of news stand alone."""
    one, two = make_study(), make_study("NCT02387906")
    reader("a@example.org", studies=[one, two])
    reader("b@example.org", studies=[one])
    changes(one)
    changes(two)
    make_event(one, "removed", words="The registry no longer shows it.")
    assert actions.run_alerts()["sent"] == 5
    assert sorted(inbox.recipients) == ["a@example.org"] * 3 + ["b@example.org"] * 2


def test_changes_that_waited_for_the_mail_server_come_along_before_their_time(inbox):
    """What was put off is told in order with what came after, not behind it."""
    study = make_study()
    reader(studies=[study])
    changes(study, TOLD[:1])
    inbox.on_recipient = lambda address: "451 4.7.1 later"
    actions.run_alerts()
    assert states() == ["due"]
    make_event(study, number=3, words=TOLD[1], data_timestamp=STAMP + dt.timedelta(days=9))
    publish(study, version=3)
    inbox.on_recipient = lambda address: None
    assert actions.run_alerts()["sent"] == 1
    (mail,) = inbox.mails
    assert text_of(mail).index(TOLD[0]) < text_of(mail).index(TOLD[1])


def test_changes_beyond_the_limit_of_a_batch_come_along(inbox):
    """A batch that ends between two changes does not cut an account in two."""
    study = make_study()
    reader(studies=[study])
    changes(study)
    actions.match_events()
    assert actions.send_due(limit=1).sent == 1
    assert states() == ["sent"] * 3


def test_mail_with_a_row_that_is_not_ours_any_more_is_kept_back(inbox):
    """What another process may have told is not told again; the rest goes on without it."""
    study = make_study()
    reader(studies=[study])
    changes(study)
    actions.match_events()
    rows = list(Message.objects.order_by("id"))
    outbox.claim(Message, claim_name="a:1:x", limit=9, now=timezone.now())
    Message.objects.filter(id=rows[1].id).update(state="uncertain", claimed_by="b:1:x")
    with pytest.raises(Withdrawn):
        outbox.begin(rows, claim_name="a:1:x", now=timezone.now())
    assert states() == ["due", "uncertain", "due"]
    assert actions.send_due(now=soon(hours=1)).sent == 1
    (mail,) = inbox.mails
    assert TOLD[0] in text_of(mail)
    assert TOLD[1] not in text_of(mail)


def test_hand_over_that_breaks_leaves_all_its_changes_uncertain(inbox):
    """None of them is told a second time."""
    study = make_study()
    reader(studies=[study])
    changes(study)
    actions.match_events()
    rows = list(Message.objects.order_by("id"))
    name = "nowhere:1:x"
    outbox.claim(Message, claim_name=name, limit=9, now=timezone.now())
    outbox.begin(rows, claim_name=name, now=timezone.now())
    assert actions.send_due(now=soon(hours=1)).sent == 0
    assert states() == ["uncertain"] * 3
    assert inbox.mails == []


def test_new_study_is_told_beside_its_changes(inbox):
    """Who follows the condition hears that it is new; who also follows the study hears what changed."""
    concept, study = make_concept("Bone Metastases"), make_study()
    code(study, concept)
    reader(studies=[study], concepts=[concept])
    make_event(study, "new", number=1)
    changes(study, TOLD[:2])
    assert actions.run_alerts()["sent"] == 2
    assert {mail["Subject"] for mail in inbox.mails} == {
        "A new study you asked to hear about",
        "News about a study you follow",
    }


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="looks at a plan of SQLite")
def test_looking_for_what_else_waits_goes_by_reader_and_not_through_all_that_is_due():
    """With 250,000 mails due, every hundred of them once cost a look at all: half of all sending."""
    study = make_study()
    reader(studies=[study])
    changes(study)
    actions.match_events()
    with CaptureQueriesContext(connection) as asked:
        outbox.claim(Message, claim_name="one", limit=1, now=timezone.now())
    (also,) = [query["sql"] for query in asked if "COALESCE" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {also}")
        plan = " ".join(row[3] for row in cursor.fetchall())
    assert "subscriber_id=?" in plan
    assert "state" not in plan
