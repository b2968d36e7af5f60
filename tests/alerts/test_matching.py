"""From events to messages."""

import datetime as dt

import pytest

from plainstudy.alerts import actions, matching, queries
from plainstudy.alerts.models import Message, Subscriber, Subscription
from plainstudy.changes.models import Event
from plainstudy.studies.models import Installation, Study, Waiting

from .world import STAMP, code, make_concept, make_event, make_study, publish, reader

pytestmark = pytest.mark.django_db


def hold():
    """Hold alerts, as the sync does after a mass change."""
    Installation.objects.update_or_create(id=1, defaults={"registry": "ctgov", "alerts_held_since": STAMP})


def told():
    """Return (study number, reader's address) of every message."""
    keys = queries.keys()
    rows = Message.objects.select_related("event__study", "subscriber").order_by("id")
    return [(row.event.study.nct_id, keys.decrypt(row.subscriber.address)) for row in rows]


def test_change_reaches_its_followers_once():
    """Running again finds nothing to do."""
    study = make_study()
    reader(studies=[study])
    reader("other@example.org", studies=[make_study("NCT00000002")])
    make_event(study)
    assert actions.match_events() == (1, 1)
    assert actions.match_events() == (0, 0)
    assert told() == [("NCT02387905", "reader@example.org")]


def test_event_that_is_matched_again_makes_no_second_message():
    """A crash before the event is marked leaves it waiting."""
    study = make_study()
    reader(studies=[study])
    event = make_event(study)
    actions.match_events()
    Event.objects.filter(id=event.id).update(waits_for_alerts=True)
    assert actions.match_events() == (1, 0)
    assert Message.objects.count() == 1


def test_unconfirmed_and_bounced_readers_are_not_told():
    """Only wishes that were confirmed, only addresses that take mail."""
    study = make_study()
    bounced = reader("bounced@example.org", studies=[study])
    Subscriber.objects.filter(id=bounced.id).update(bounced_at=STAMP)
    actions.follow(email="asked@example.org", study=study.nct_id, network="10.0.0.0/24", now=STAMP)
    make_event(study)
    assert actions.match_events() == (1, 0)


def test_change_without_mailed_words_is_done_without_a_message():
    """A mended typing slip is visible on the page and silent in mail."""
    study = make_study()
    reader(studies=[study])
    make_event(study, words="")
    assert actions.match_events() == (1, 0)


def test_first_fill_is_silent():
    """Seeding 3,570 studies once mailed them all."""
    concept = make_concept("Neoplasms")
    reader(concepts=[concept])
    for number in range(1, 6):
        study = make_study(f"NCT0000000{number}")
        code(study, concept)
        make_event(study, "new", silent=True)
    assert actions.match_events() == (5, 0)


def test_alert_waits_until_the_page_of_its_version_is_published():
    """The mail's link must show what the mail says."""
    study = make_study(page=None)
    reader(studies=[study])
    make_event(study, number=2)
    assert actions.match_events() == (0, 0)
    publish(study, version=1)
    assert actions.match_events() == (0, 0)
    publish(study, version=2)
    assert actions.match_events() == (1, 1)


def test_event_that_waits_for_its_page_stops_no_other():
    """One page that cannot be written must not hold up the rest, however small the batch."""
    stuck, study = make_study("NCT00000001", page=None), make_study("NCT00000002")
    reader(studies=[stuck, study])
    make_event(stuck)
    make_event(study)
    assert actions.match_events(limit=1) == (1, 1)


def test_new_study_reaches_followers_of_exactly_its_condition():
    """A follower of hypertension once got pulmonary hypertension."""
    wide, narrow = make_concept("Hypertension"), make_concept("Pulmonary Hypertension")
    narrow.parents.add(wide)
    reader("wide@example.org", concepts=[wide])
    reader("narrow@example.org", concepts=[narrow])
    study = make_study(first_posted=dt.date(2026, 6, 27))
    code(study, narrow)
    make_event(study, "new")
    actions.match_events()
    assert told() == [("NCT02387905", "narrow@example.org")]


def test_registrys_own_coding_and_unsure_terms_alert_nobody():
    """MeSH alone triggers no alert."""
    concept, other = make_concept("Hypertension"), make_concept("Neoplasms")
    reader(concepts=[concept, other])
    study = make_study(first_posted=dt.date(2026, 6, 27))
    code(study, concept, term="", rule="registry's own coding", sure=1.0)
    code(study, other, sure=0.3)
    make_event(study, "new")
    assert actions.match_events() == (1, 0)


def test_new_study_waits_until_its_conditions_are_coded():
    """Coding and writing run apart; an early page must not lose the alert."""
    concept = make_concept("Neoplasms")
    reader(concepts=[concept])
    study = make_study(first_posted=dt.date(2026, 6, 27))
    waiting = Waiting.objects.create(stage=Waiting.Stage.CODE, study=study)
    make_event(study, "new")
    assert actions.match_events() == (0, 0)
    code(study, concept)
    waiting.delete()
    assert actions.match_events() == (1, 1)


def test_study_posted_long_ago_is_no_news_for_condition_followers():
    """New to us is not new."""
    concept = make_concept("Neoplasms")
    reader(concepts=[concept])
    study = make_study(first_posted=dt.date(2026, 6, 1))
    code(study, concept)
    make_event(study, "new")
    assert actions.match_events() == (1, 0)


def test_reader_of_two_conditions_of_a_study_gets_one_message_with_both_reasons():
    """One event, one mail."""
    concepts = [make_concept("Neoplasms"), make_concept("Spinal Fractures")]
    study = make_study(first_posted=dt.date(2026, 6, 27))
    for concept in concepts:
        code(study, concept)
        code(study, concept, term="again")
    reader(concepts=concepts)
    make_event(study, "new")
    assert actions.match_events() == (1, 1)
    message = Message.objects.get()
    assert len({message.subscription_id, *message.also}) == 2


def test_nothing_is_matched_while_alerts_are_held_and_all_of_it_after():
    """A mass change waits for a person."""
    study = make_study()
    reader(studies=[study])
    hold()
    make_event(study)
    counts = actions.run_alerts()
    assert (counts["matched"], counts["held"]) == (0, 1)
    assert actions.release_held() == {"released": 1, "dropped": 0}
    assert actions.match_events() == (1, 1)


def test_held_alerts_can_be_dropped():
    """Then nobody is told, ever."""
    study = make_study()
    reader(studies=[study])
    hold()
    make_event(study)
    assert actions.release_held(drop=True) == {"released": 0, "dropped": 1}
    assert actions.match_events() == (0, 0)
    assert actions.release_held() == {"released": 0, "dropped": 0}


@pytest.mark.parametrize("kind", ["removed", "withheld", "reappeared"])
def test_followers_hear_that_a_study_went_or_returned(kind):
    """These events have no version and wait for no page."""
    study = make_study(page=None)
    reader(studies=[study])
    make_event(study, kind, words="")
    assert actions.match_events() == (1, 1)


def test_followers_of_a_merged_study_are_told_and_move_with_it():
    """Who followed both follows once; a mail that waits moves, too."""
    old, kept = make_study("NCT00000001"), make_study("NCT00000002")
    reader("one@example.org", studies=[old])
    reader("both@example.org", studies=[old, kept])
    make_event(old)
    actions.match_events()
    Study.objects.filter(id=old.id).update(presence=Study.Presence.ALIASED, alias_of=kept)
    make_event(old, "aliased", words="")
    assert actions.match_events() == (1, 2)
    matching.move_followers(Study.objects.get(id=old.id))
    assert [row.study for row in Subscription.objects.all()] == [kept, kept]
    assert Message.objects.count() == 4
    assert all(
        row.subscription.study == kept for row in Message.objects.select_related("subscription__study")
    )


def test_confirmed_wish_for_a_merged_study_confirms_the_one_for_its_successor():
    """The reader said yes to this study once."""
    old, kept = make_study("NCT00000001"), make_study("NCT00000002")
    reader(studies=[old])
    actions.follow(email="reader@example.org", study=kept.nct_id, network="10.0.0.0/24", now=STAMP)
    Study.objects.filter(id=old.id).update(presence=Study.Presence.ALIASED, alias_of=kept)
    make_event(old, "aliased")
    actions.match_events()
    assert Subscription.objects.get().confirmed_at is not None


def test_subscription_that_ends_while_matching_is_left_out(monkeypatch):
    """Somebody leaves between our reading and our writing."""
    study = make_study()
    reader(studies=[study])
    reader("other@example.org", studies=[study])
    make_event(study)
    planned = matching.plan_messages

    def plan_while_one_leaves(*args, **more):
        made = list(planned(*args, **more))
        Subscription.objects.filter(id=made[0].subscription_id).delete()
        return iter(made)

    monkeypatch.setattr(matching, "plan_messages", plan_while_one_leaves)
    assert actions.match_events() == (1, 1)
    assert told() == [("NCT02387905", "other@example.org")]


def test_queries_do_not_grow_with_the_number_of_readers(django_assert_max_num_queries):
    """A batch costs the same for one reader and for forty."""
    studies = [make_study(f"NCT0000{number:04d}") for number in range(1, 11)]
    for number in range(40):
        reader(f"reader{number}@example.org", studies=studies)
    for study in studies:
        make_event(study)
    with django_assert_max_num_queries(12):
        assert actions.match_events() == (10, 400)
