"""The whole way in one call, and new keys."""

import pytest
from django.core.management import CommandError, call_command

from plainstudy.alerts import actions, queries
from plainstudy.alerts.links import Purpose, Target
from plainstudy.alerts.models import BlockedAddress, Keyring, Subscriber, Subscription
from plainstudy.studies.actions import hold_alerts
from plainstudy.studies.models import Installation, Study

from .world import make_event, make_study, reader, soon

pytestmark = pytest.mark.django_db


def test_sign_up_confirmation_change_mail_and_leaving(inbox):
    """The life of one wish; the second change reaches nobody."""
    study = make_study()
    actions.follow(email="a@example.org", study=study.nct_id, network="n", now=soon())
    make_event(study)
    assert actions.run_alerts()["matched"] == 0
    subscriber = Subscriber.objects.get()
    code = actions.code_for(subscriber, Purpose.CONFIRM, targets=[Target("s", study.id)], now=soon())
    actions.confirm(code=code, now=soon())
    make_event(study, "withheld")
    assert actions.run_alerts() == {"matched": 1, "sent": 1, "suppressed": 0, "held": 0, "failed": 0}
    actions.leave(code=actions.code_for(subscriber, Purpose.LEAVE, targets=[Target("s", study.id)]))
    make_event(study, "reappeared")
    assert actions.run_alerts() == {"matched": 0, "sent": 0, "suppressed": 0, "held": 0, "failed": 0}
    assert len(inbox.raw) == 2


def test_following_for_the_demo_may_be_repeated():
    """Its reader is let in on every day of the samples."""
    study = make_study()
    for _ in range(2):
        reader(studies=[study])
    assert Subscription.objects.count() == 1


def test_new_address_key_keeps_readers_links_and_blocks(settings):
    """Old key behind the new one, rotate, drop the old one: nothing is lost."""
    settings.ADDRESS_KEYS = ["the old key"]
    study = make_study()
    subscriber = reader(studies=[study])
    blocked = reader("blocked@example.org", studies=[study])
    actions.block(code=actions.code_for(blocked, Purpose.BLOCK), now=soon())
    leave = actions.code_for(subscriber, Purpose.LEAVE, targets=[Target("s", study.id)])
    sealed = bytes(Subscriber.objects.get().address)

    settings.ADDRESS_KEYS = ["the new key", "the old key"]
    call_command("rotate_address_keys", "--new-link-key")
    settings.ADDRESS_KEYS = ["the new key"]

    row = Subscriber.objects.get()
    assert bytes(row.address) != sealed
    assert queries.keys().decrypt(row.address) == "reader@example.org"
    assert len(queries.keys().links) == 2
    assert reader(studies=[study]).id == row.id
    actions.follow(email="blocked@example.org", study=study.nct_id, network="n", now=soon())
    assert Subscriber.objects.count() == BlockedAddress.objects.count() == 1
    assert len(actions.leave(code=leave)) == 1


def test_rotation_without_the_old_key_says_what_to_do(settings):
    """Nothing is changed."""
    settings.ADDRESS_KEYS = ["the old key"]
    reader(studies=[make_study()])
    before = bytes(Keyring.objects.get().wrapped)
    settings.ADDRESS_KEYS = ["the new key"]
    with pytest.raises(CommandError, match="put the old key behind the new one"):
        call_command("rotate_address_keys")
    assert bytes(Keyring.objects.get().wrapped) == before


def test_standing_counts_mails_by_state():
    """What an operator looks at."""
    study = make_study()
    reader(studies=[study])
    make_event(study)
    actions.match_events()
    actions.ask_for_manage_link(email="reader@example.org", network="n", now=soon())
    assert queries.standing()["due"] == 2
    assert queries.standing()["uncertain"] == 0


def test_dropped_alerts_are_told_to_nobody_and_followers_of_a_merged_study_still_move(inbox):
    """Whoever followed the old number would never hear of the study again."""
    Installation.objects.create(registry="ctgov")
    old, new = make_study(), make_study("NCT02387906")
    subscriber = reader(studies=[old])
    hold_alerts()
    make_event(old)
    make_event(old, "aliased")
    Study.objects.filter(id=old.id).update(presence="aliased", alias_of=new)
    assert actions.run_alerts()["held"] == 2
    assert actions.release_held(drop=True) == {"released": 0, "dropped": 2}
    assert Subscription.objects.get(subscriber=subscriber).study_id == new.id
    assert actions.run_alerts()["matched"] == 0
    assert inbox.mails == []
