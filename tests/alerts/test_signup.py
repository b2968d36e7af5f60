"""Asking to follow: validated, limited, told to nobody."""

import datetime as dt

import pytest
import time_machine

from plainstudy.alerts import actions, queries
from plainstudy.alerts.addresses import NotAnAddress
from plainstudy.alerts.links import Purpose
from plainstudy.alerts.models import Letter, SignUpAttempt, Subscriber, Subscription
from plainstudy.alerts.signup import NothingToFollow, TooManySignUps
from plainstudy.studies.models import Study

from .world import make_concept, make_study, reader

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)
HOME = "203.0.113.0/24"


def ask(email="reader@example.org", *, study="NCT02387905", concepts=(), network=HOME, now=NOW):
    """Ask to follow, with defaults."""
    actions.follow(email=email, study=study, concepts=concepts, network=network, now=now)


@pytest.fixture
def study():
    """Return one study with its page."""
    return make_study()


def test_sign_up_keeps_an_unconfirmed_wish_and_one_letter(study):
    """Nothing is followed before the mail is answered."""
    ask()
    wish, letter = Subscription.objects.get(), Letter.objects.get()
    assert (wish.study, wish.confirmed_at) == (study, None)
    assert (letter.kind, letter.targets, letter.state) == ("confirm", [f"s{study.id}"], "due")


def test_stored_sign_up_holds_no_address_in_clear(study):
    """Rows of a stolen database name nobody."""
    ask("reader@example.org")
    row = Subscriber.objects.get()
    stored = b"".join(bytes(value) for value in (row.address, row.address_hash))
    assert b"reader" not in stored
    assert queries.keys().decrypt(row.address) == "reader@example.org"
    assert all(len(bytes(attempt.key)) == 16 for attempt in SignUpAttempt.objects.all())


def test_study_and_conditions_are_asked_for_with_one_letter(study):
    """Both choices of the form, one mail to confirm them."""
    concept = make_concept("Spinal Fractures")
    ask(concepts=["spinal-fractures", "spinal-fractures"])
    assert Letter.objects.get().targets == [f"s{study.id}", f"c{concept.id}"]


def test_same_address_in_other_letters_is_the_same_subscriber(study):
    """Capitals make no second subscriber."""
    ask("Reader@Example.org")
    ask("reader@example.org")
    assert Subscriber.objects.count() == 1
    assert Letter.objects.count() == 1


def test_pressing_the_button_twice_sends_one_letter(study):
    """The same letter that still waits is not made again."""
    ask()
    ask()
    assert Letter.objects.count() == 1


def test_follower_who_asks_for_the_same_again_is_told_so(study):
    """Otherwise they would wait for a mail that never comes."""
    reader(studies=[study])
    ask()
    assert Letter.objects.get().kind == "already"
    assert Subscription.objects.get().confirmed_at is not None


def test_follower_who_asks_for_something_new_confirms_just_that(study):
    """A confirmed address is no pass for further wishes: somebody else may have typed it."""
    reader(studies=[study])
    concept = make_concept("Spinal Fractures")
    ask(concepts=["spinal-fractures"])
    assert Letter.objects.get().targets == [f"c{concept.id}"]
    assert Subscription.objects.get(concept=concept).confirmed_at is None


def test_merged_study_is_followed_where_it_went(study):
    """The old number still works on the form."""
    old = make_study("NCT00000001", page=None, presence=Study.Presence.ALIASED, alias_of=study)
    ask(study=old.nct_id)
    assert Subscription.objects.get().study == study


@pytest.mark.parametrize(
    ("study_text", "concepts", "words"),
    [
        ("", [], "choose what you want"),
        ("NCT1", [], "no study with the number NCT00000001"),
        ("hello", [], "not an NCT number"),
        ("", ["no-such"], "no condition called “no-such”"),
        ("", [f"c{number}" for number in range(11)], "at most 10"),
    ],
)
def test_wish_for_nothing_we_have_is_refused_with_words(study, study_text, concepts, words):
    """The reader learns what to change."""
    with pytest.raises(NothingToFollow, match=words):
        ask(study=study_text, concepts=concepts)


def test_text_that_is_no_address_is_refused_before_anything_is_stored(study):
    """A typing slip costs no attempt."""
    with pytest.raises(NotAnAddress):
        ask("reader@")
    assert not SignUpAttempt.objects.exists()


def test_address_that_was_asked_too_often_gets_no_more_mail_and_nobody_learns_it(study):
    """Sign-up forms were used to bomb strangers; the answer must not tell who is known."""
    for number in range(12):
        make_concept(f"Concept {number}")
        ask(study="", concepts=[f"concept-{number}"], network=f"10.0.{number}.0/24")
    assert Letter.objects.count() == 4
    ask(study="", concepts=["concept-11"], network="10.1.0.0/24", now=NOW + dt.timedelta(minutes=61))
    assert Letter.objects.count() == 5


def test_network_that_asks_too_often_is_told_so(study):
    """That reveals nothing about any address."""
    for number in range(30):
        ask(f"reader{number}@example.org")
    with pytest.raises(TooManySignUps):
        ask("one-more@example.org")
    ask("one-more@example.org", network="198.51.100.0/24")
    ask("yet-one@example.org", now=NOW + dt.timedelta(minutes=61))


def test_blocked_address_gets_nothing_and_nobody_learns_it(study):
    """Who asked never to be written to is left in peace for ever."""
    ask()
    subscriber = Subscriber.objects.get()
    actions.block(code=actions.code_for(subscriber, Purpose.BLOCK), now=NOW)
    ask()
    assert not Subscriber.objects.exists()
    assert not Letter.objects.exists()


def test_bounced_address_is_not_tried_again_for_thirty_days(study):
    """A bounced address was once retried 210 times."""
    subscriber = reader(studies=[study])
    Subscriber.objects.filter(id=subscriber.id).update(bounced_at=NOW)
    ask(now=NOW + dt.timedelta(days=29))
    assert not Letter.objects.exists()
    ask(now=NOW + dt.timedelta(days=31))
    assert Letter.objects.count() == 1


def test_unconfirmed_sign_up_disappears_after_two_days_with_its_address(study):
    """What nobody confirmed is not kept."""
    ask()
    actions.forget_expired(now=NOW + dt.timedelta(hours=47))
    assert Subscription.objects.count() == 1
    assert actions.forget_expired(now=NOW + dt.timedelta(hours=49)) == 1
    assert not Subscriber.objects.exists()
    assert not Letter.objects.exists()
    assert not SignUpAttempt.objects.exists()


def test_asking_again_gives_a_wish_two_more_days(study):
    """The newest mail's link must find what it confirms."""
    ask()
    Letter.objects.update(state="sent")
    ask(now=NOW + dt.timedelta(hours=40))
    actions.forget_expired(now=NOW + dt.timedelta(hours=60))
    assert Subscription.objects.count() == 1


def test_expiry_leaves_followers_and_their_other_wishes_alone(study):
    """Only the unconfirmed wish goes."""
    subscriber = reader(studies=[study])
    make_concept("Spinal Fractures")
    ask(study="", concepts=["spinal-fractures"])
    actions.forget_expired(now=NOW + dt.timedelta(hours=49))
    assert [row.study for row in subscriber.subscriptions.all()] == [study]


def test_manage_link_is_sent_to_known_addresses_alone_and_nobody_learns_it(study):
    """The answer is the same for both."""
    with time_machine.travel(NOW, tick=False):
        reader("known@example.org", studies=[study])
    for email in ("known@example.org", "unknown@example.org"):
        actions.ask_for_manage_link(email=email, network=HOME, now=NOW)
    assert [letter.kind for letter in Letter.objects.all()] == ["manage"]
    assert Subscriber.objects.count() == 1


def test_additions_after_a_plus_share_one_limit(study):
    """With many providers a+1@… and a+2@… are one mail box, which nobody may flood."""
    for number in range(20):
        actions.follow(
            email=f"a+{number}@example.org", study=study.nct_id, network=f"10.0.{number}.0/24", now=NOW
        )
    assert Letter.objects.count() == 4


@pytest.mark.parametrize("slug", ["a\x00b", "\x00"])
def test_condition_with_a_zero_byte_is_one_we_do_not_have(slug):
    """PostgreSQL will not even look for it."""
    with pytest.raises(NothingToFollow):
        actions.what_to_follow(concepts=[slug])
