"""What links allow: only for their holder, only while they should, again and again."""

import datetime as dt
import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from plainstudy.alerts import actions, queries
from plainstudy.alerts.links import NotOurLink, Purpose, Target, TooLate
from plainstudy.alerts.models import BlockedAddress, Letter, Message, Subscriber, Subscription
from plainstudy.studies.models import Study

from .world import make_concept, make_event, make_study, reader, soon

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def study():
    """Return one study with its page."""
    return make_study()


def asked(study, email="reader@example.org", now=NOW):
    """Sign up and return the subscriber and the code to confirm."""
    actions.follow(email=email, study=study.nct_id, network="10.0.0.0/24", now=now)
    subscriber = queries.subscriber_with(queries.keys().address_hash(email))
    return subscriber, actions.code_for(subscriber, Purpose.CONFIRM, targets=[Target("s", study.id)], now=now)


def leave_code(subscriber, *things):
    """Return the code of a leave link for studies."""
    return actions.code_for(subscriber, Purpose.LEAVE, targets=[Target("s", one.id) for one in things])


def test_confirming_starts_the_mails_and_may_be_repeated(study):
    """Pressing twice is pressing once."""
    subscriber, code = asked(study)
    for later in (1, 2):
        _, things = actions.confirm(code=code, now=NOW + dt.timedelta(hours=later))
        assert [thing.detail for thing in things] == [study.nct_id]
    subscriber.refresh_from_db()
    assert subscriber.confirmed_at == NOW + dt.timedelta(hours=1)
    assert Subscription.objects.get().confirmed_at == NOW + dt.timedelta(hours=1)


def test_looking_at_a_confirmation_changes_nothing(study):
    """Link scanners look at every link."""
    _, code = asked(study)
    assert [thing.detail for thing in actions.asked_to_confirm(code, now=NOW)] == [study.nct_id]
    assert Subscription.objects.get().confirmed_at is None


def test_confirmation_works_for_48_hours(study):
    """An old mail confirms nothing."""
    _, code = asked(study)
    with pytest.raises(TooLate):
        actions.confirm(code=code, now=NOW + dt.timedelta(hours=48, seconds=1))
    assert Subscription.objects.get().confirmed_at is None


def test_confirmation_starts_only_what_its_mail_named(study):
    """Somebody else may have asked for more with the same address meanwhile."""
    _, code = asked(study)
    other = make_study("NCT00000002")
    asked(other)
    actions.confirm(code=code, now=NOW)
    assert Subscription.objects.get(study=other).confirmed_at is None


def test_confirmation_of_something_left_meanwhile_is_too_late(study):
    """An old confirmation never brings back what somebody has left."""
    subscriber, code = asked(study)
    actions.confirm(code=code, now=NOW)
    actions.leave(code=leave_code(subscriber, study))
    with pytest.raises(TooLate):
        actions.confirm(code=code, now=NOW)
    assert not Subscription.objects.exists()


def test_confirmation_opens_a_tap_that_a_bounce_had_closed(study):
    """A link that was used came by mail."""
    subscriber, code = asked(study)
    Subscriber.objects.update(bounced_at=NOW)
    actions.confirm(code=code, now=NOW)
    subscriber.refresh_from_db()
    assert subscriber.bounced_at is None


def test_leaving_ends_one_thing_at_once_and_may_be_repeated(study):
    """The mails that wait go with it."""
    other = make_study("NCT00000002")
    subscriber = reader(studies=[study, other])
    make_event(study)
    actions.match_events()
    code = leave_code(subscriber, study)
    assert [thing.detail for thing in actions.asked_to_leave(code)] == [study.nct_id]
    assert Subscription.objects.count() == 2
    assert [thing.detail for thing in actions.leave(code=code)] == [study.nct_id]
    assert actions.leave(code=code) == []
    assert [row.study for row in Subscription.objects.all()] == [other]
    assert not Message.objects.exists()


def test_leave_link_without_targets_ends_everything(study):
    """That is what it says."""
    subscriber = reader(studies=[study, make_study("NCT00000002")])
    actions.leave(code=leave_code(subscriber))
    assert not Subscription.objects.exists()


def test_leave_link_of_an_old_mail_works_after_everything_was_deleted_and_followed_anew(study):
    """A page that says "done" must have done it, however old its link."""
    code = leave_code(reader(studies=[study]), study)
    actions.delete_all(subscriber=Subscriber.objects.get())
    reader(studies=[study])
    assert [thing.detail for thing in actions.leave(code=code)] == [study.nct_id]
    assert not Subscription.objects.exists()


def test_leave_link_of_a_study_that_was_merged_ends_the_mails_about_its_successor(study):
    """Followers move with a merged study; their old links must, too."""
    old = make_study("NCT00000001")
    code = leave_code(reader(studies=[old]), old)
    Study.objects.filter(id=old.id).update(presence=Study.Presence.ALIASED, alias_of=study)
    make_event(old, "aliased")
    actions.match_events()
    assert Subscription.objects.get().study == study
    actions.leave(code=code)
    assert not Subscription.objects.exists()


def test_leaving_one_of_two_reasons_keeps_the_mail_for_the_other():
    """One mail answered both; the other wish still stands."""
    from .world import code

    study = make_study(first_posted=dt.date(2026, 6, 27))
    concepts = [make_concept("Spinal Fractures"), make_concept("Neoplasms")]
    for concept in concepts:
        code(study, concept)
    subscriber = reader(concepts=concepts)
    make_event(study, "new")
    actions.match_events()
    actions.leave_one(subscriber=subscriber, target=Target("c", concepts[0].id))
    message = Message.objects.get()
    assert message.subscription.concept == concepts[1]
    assert message.also == []


def test_manage_link_opens_until_a_fresh_one_takes_its_place(study):
    """A link in the wrong hands can be made useless; leave links go on working."""
    subscriber = reader(studies=[study])
    manage, leave = actions.code_for(subscriber, Purpose.MANAGE), leave_code(subscriber, study)
    assert actions.holder_of(manage, Purpose.MANAGE) == subscriber
    actions.send_fresh_link(subscriber=subscriber, now=NOW)
    assert Letter.objects.get().kind == "manage"
    with pytest.raises(TooLate):
        actions.holder_of(manage, Purpose.MANAGE)
    actions.leave(code=leave)
    assert not Subscription.objects.exists()


def test_manage_link_of_a_deleted_subscriber_does_not_open_their_return(study):
    """Who comes back begins anew."""
    subscriber = reader(studies=[study])
    manage = actions.code_for(subscriber, Purpose.MANAGE)
    actions.delete_all(subscriber=subscriber)
    with pytest.raises(TooLate):
        actions.holder_of(manage, Purpose.MANAGE)
    reader(studies=[study])
    with pytest.raises(TooLate):
        actions.holder_of(manage, Purpose.MANAGE)


def test_deleting_leaves_no_row_behind(study):
    """Address, wishes, mails: all gone."""
    subscriber = reader(studies=[study])
    make_event(study)
    actions.match_events()
    actions.ask_for_manage_link(email="reader@example.org", network="10.0.0.0/24", now=soon())
    actions.delete_all(subscriber=subscriber)
    assert [model.objects.count() for model in (Subscriber, Subscription, Message, Letter)] == [0] * 4


def test_blocking_deletes_everything_and_keeps_a_hash_alone(study):
    """The one thing that must be known to leave somebody in peace."""
    subscriber, _ = asked(study)
    code = actions.code_for(subscriber, Purpose.BLOCK)
    actions.asked_to_block(code)
    assert not BlockedAddress.objects.exists()
    for _ in range(2):
        actions.block(code=code, now=NOW)
    assert bytes(BlockedAddress.objects.get().address_hash) == queries.keys().address_hash(
        "reader@example.org"
    )
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("action", ["confirm", "leave", "block"])
def test_forged_code_does_nothing(study, action):
    """Each action checks before it looks anything up."""
    reader(studies=[study])
    more = {} if action == "leave" else {"now": NOW}
    with pytest.raises(NotOurLink):
        getattr(actions, action)(code="A" * 64, **more)
    assert Subscription.objects.count() == 1


def test_leave_all_voids_what_was_asked_and_not_confirmed(study):
    """Who leaves everything wants no confirmation mail either."""
    subscriber, code = asked(study)
    actions.leave_all(subscriber=subscriber)
    assert not Letter.objects.exists()
    with pytest.raises(TooLate):
        actions.confirm(code=code, now=NOW)


def test_export_holds_all_that_is_stored(study):
    """Address, wishes, mails with their states, as JSON."""
    subscriber = reader(studies=[study], concepts=[make_concept("Neoplasms")])
    make_event(study)
    actions.match_events()
    data = json.loads(json.dumps(queries.own_data(subscriber), cls=DjangoJSONEncoder))
    assert data["address"] == "reader@example.org"
    assert [(row["study"], row["condition"]) for row in data["follows"]] == [
        ("NCT02387905", None),
        (None, "Neoplasms"),
    ]
    assert [row["study"] for row in data["mails_about_studies"]] == ["NCT02387905"]


def test_sign_up_for_a_study_that_was_merged_meanwhile_is_confirmed_for_its_successor(study):
    """Wishes move with a merged study, confirmed or not; the link in the mail must, too."""
    old = make_study("NCT00000001")
    _, code = asked(old)
    Study.objects.filter(id=old.id).update(presence=Study.Presence.ALIASED, alias_of=study)
    make_event(old, "aliased")
    actions.match_events()
    _, things = actions.confirm(code=code, now=NOW)
    assert [thing.detail for thing in things] == [study.nct_id]
    assert Subscription.objects.get().study == study


def test_address_that_follows_nothing_any_more_is_forgotten(study):
    """What nobody needs we do not keep; who left, and who still follows, are told apart."""
    gone, stays = reader("gone@example.org", studies=[study]), reader("stays@example.org", studies=[study])
    actions.leave(code=leave_code(gone, study))
    actions.forget_expired(now=soon())
    assert list(Subscriber.objects.all()) == [stays]


def test_address_that_follows_nothing_is_kept_until_the_link_it_asked_for_is_sent(study):
    """Somebody who left may still ask to see what is stored."""
    subscriber = reader(studies=[study])
    actions.leave_all(subscriber=subscriber)
    actions.ask_for_manage_link(email="reader@example.org", network="n", now=soon())
    actions.forget_expired(now=soon())
    assert Letter.objects.get().subscriber == subscriber


def test_confirmation_that_could_not_be_sent_in_time_is_not_sent(study):
    """After an outage of the mail server its link would work no more."""
    subscriber = reader(studies=[make_study("NCT00000002")])
    asked(study)
    assert Letter.objects.get().subscriber == subscriber
    actions.forget_expired(now=NOW + dt.timedelta(hours=49))
    assert not Letter.objects.exists()
