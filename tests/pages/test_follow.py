"""Following through the pages, without JavaScript and without cookies, mails read from a real mail server."""

import re

import pytest
import time_machine
from django.conf import settings as site
from django.test import Client

from plainstudy.alerts import actions
from plainstudy.alerts.links import Purpose
from plainstudy.alerts.models import BlockedAddress, Letter, Message, SignUpAttempt, Subscriber, Subscription
from tests.alerts.world import (
    HEADLINE,
    Inbox,
    code,
    link_in,
    mail_server,
    make_concept,
    make_event,
    make_study,
    reader,
    soon,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def inbox(settings):
    """Return what a real SMTP server on loopback receives."""
    box = Inbox()
    with mail_server(settings, box):
        yield box


@pytest.fixture
def study():
    """Return one study with its page."""
    return make_study()


def sign_up(client, email="reader@example.org", **more):
    """Send the form as a browser does."""
    return client.post("/follow/", {"email": email, "study": "NCT02387905", "website": "", **more})


def words(response):
    """Return the page's text without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_whole_way_from_form_to_mail_to_leaving(client, inbox, study):
    """Form, confirmation mail, button, change, mail, one click: and no further mail."""
    answer = sign_up(client)
    assert (answer.status_code, answer["Location"]) == (303, "/follow/sent/")
    assert "look into your mail box" in words(client.get("/follow/sent/"))
    confirm = link_in(inbox.mails[0], "confirm")
    assert HEADLINE in words(client.get(confirm))
    assert "You follow this now" in words(client.post(confirm))

    make_event(study)
    actions.run_alerts()
    leave = inbox.mails[1]["List-Unsubscribe"].strip(" <>").removeprefix(site.SITE_URL)
    assert client.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200

    make_event(study, "withheld")
    assert actions.run_alerts()["sent"] == 0
    assert len(inbox.mails) == 2


def test_study_page_choices_both_arrive(client, inbox, study):
    """The study and a condition, in one sign-up; each leads to one mail."""
    concept = make_concept("Spinal Fractures")
    sign_up(client, concept=["spinal-fractures"], back="/studies/NCT02387905/")
    client.post(link_in(inbox.mails[0], "confirm"))
    new = make_study("NCT09999999", headline="Is it new?")
    code(new, concept)
    make_event(study)
    make_event(new, "new")
    assert actions.run_alerts()["sent"] == 2
    assert [mail["Subject"] for mail in inbox.mails[1:]] == [
        "News about a study you follow",
        "A new study you asked to hear about",
    ]


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("page", ["confirm", "leave", "block", "manage"])
def test_link_scanners_change_nothing(client, inbox, study, page, method):
    """They look at every link of every mail, some with HEAD, and never press a button."""
    sign_up(client)
    if page == "manage":
        reader(studies=[study])
        actions.ask_for_manage_link(email="reader@example.org", network="n", now=soon())
        actions.send_letters()
    if page == "leave":
        reader(studies=[study])
        make_event(study)
        actions.run_alerts()
    before = list(Subscription.objects.values())
    for _ in range(2):
        assert getattr(client, method)(link_in(inbox.mails[-1], page)).status_code == 200
    assert list(Subscription.objects.values()) == before
    assert not BlockedAddress.objects.exists()


def test_every_answer_is_private_and_sets_no_cookie(client, inbox, study):
    """No cache keeps it, no link tells where it was, no search engine lists it."""
    sign_up(client)
    confirm = link_in(inbox.mails[0], "confirm")
    for answer in (
        client.get("/follow/?study=NCT02387905"),
        sign_up(client, email="nonsense"),
        client.get("/follow/sent/"),
        client.get(confirm),
        client.post(confirm),
        client.get("/follow/manage/"),
        client.get("/follow/manage/forged/"),
        client.post("/follow/leave/forged/"),
    ):
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
        assert not answer.cookies


def test_known_and_unknown_addresses_get_the_same_answer(client, inbox, study):
    """Nobody can ask this site who follows what."""
    reader("known@example.org", studies=[study])
    answers = [sign_up(client, email=email) for email in ("known@example.org", "unknown@example.org")]
    answers += [
        client.post("/follow/manage/", {"email": email})
        for email in ("known@example.org", "nobody@example.org")
    ]
    assert {(answer.status_code, answer["Location"], answer.content) for answer in answers} == {
        (303, "/follow/sent/", b"")
    }


def test_sign_up_does_not_wait_for_the_mail_server(client, settings, study):
    """The row is stored and the answer given before any mail server is asked."""
    from tests.conftest import free_port

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    assert sign_up(client).status_code == 303
    assert Letter.objects.get().state == "due"


def test_letter_goes_out_only_after_the_answer(rf, inbox, study):
    """Not while the visitor waits."""
    from plainstudy.pages.follow import follow

    answer = follow(rf.post("/follow/", {"email": "reader@example.org", "study": "NCT02387905"}))
    assert not inbox.raw
    answer.close()
    assert len(inbox.raw) == 1


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "a@example.org\r\nBcc: b@example.org"])
def test_wrong_address_is_said_and_what_was_typed_stays(client, study, email):
    """Nobody has to begin anew."""
    answer = sign_up(client, email=email)
    assert answer.status_code == 400
    assert "does not look like an e-mail address" in words(answer)
    assert 'value="NCT02387905"' in answer.content.decode()
    assert not SignUpAttempt.objects.exists()


def test_hostile_address_comes_back_as_text(client, study):
    """What was typed is shown, never run."""
    assert b"<script>" not in sign_up(client, email='"><script>alert(1)</script>').content


def test_nothing_chosen_is_said(client, study):
    """Both boxes unticked."""
    answer = client.post("/follow/", {"email": "reader@example.org"})
    assert answer.status_code == 400
    assert "choose what you want to hear about" in words(answer)


def test_machine_that_fills_the_hidden_field_is_sent_away_politely(client, study):
    """It learns nothing, and nobody gets a mail."""
    assert sign_up(client, website="https://spam.example").status_code == 303
    assert not Subscriber.objects.exists()


def test_form_shows_what_was_asked_for(client, study):
    """For those who come by a link."""
    make_concept("Spinal Fractures")
    shown = client.get("/follow/?study=nct02387905&concept=spinal-fractures")
    assert HEADLINE in words(shown)
    assert "Spinal Fractures" in words(shown)
    assert "Our safety recommendation" in words(shown)
    assert client.get("/follow/").status_code == 200
    assert client.get("/follow/?study=NCT00000009").status_code == 400


def test_network_that_signs_up_too_often_is_asked_to_wait(client, study):
    """429, in words."""
    for number in range(30):
        sign_up(client, email=f"reader{number}@example.org")
    answer = sign_up(client, email="late@example.org")
    assert answer.status_code == 429
    assert "many sign-ups from your network" in words(answer)


def test_forwarded_address_counts_only_behind_a_trusted_proxy(client, settings, study):
    """Else anybody could make up a network for each request."""
    for number in range(31):
        answer = client.post(
            "/follow/",
            {"email": f"reader{number}@example.org", "study": "NCT02387905"},
            headers={"X-Forwarded-For": f"198.51.{number}.1"},
        )
    assert answer.status_code == 429
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    answer = client.post(
        "/follow/",
        {"email": "late@example.org", "study": "NCT02387905"},
        headers={"X-Forwarded-For": "198.51.100.1"},
    )
    assert answer.status_code == 303


@pytest.mark.parametrize("page", ["confirm", "manage", "leave", "block"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_forged_link_is_not_found(client, study, page, method):
    """The same page whoever follows what."""
    reader(studies=[study])
    forged = getattr(client, method)(f"/follow/{page}/{'A' * 90}/")
    assert forged.status_code == 404
    assert "This link does not work" in words(forged)
    assert Subscription.objects.count() == 1


def test_expired_confirmation_says_so_and_what_to_do(client, inbox, study):
    """410, with a way on."""
    sign_up(client)
    confirm = link_in(inbox.mails[0], "confirm")
    with time_machine.travel(soon(hours=49)):
        for method in (client.get, client.post):
            answer = method(confirm)
            assert answer.status_code == 410
            assert "48 hours" in words(answer)
    assert Subscription.objects.get().confirmed_at is None


def test_manage_page_lists_leaves_one_and_all(client, inbox, study):
    """Each thing has its own button."""
    other = make_study("NCT00000002", headline="Does it help?")
    subscriber = reader(studies=[study, other])
    page = f"/follow/manage/{actions.code_for(subscriber, Purpose.MANAGE)}/"
    shown = words(client.get(page))
    assert HEADLINE in shown
    assert "r…@example.org" in shown
    assert "reader@example.org" not in shown
    answer = client.post(page, {"do": "leave", "what": f"s{study.id}"})
    assert (answer.status_code, answer["Location"]) == (303, page)
    assert [row.study for row in Subscription.objects.all()] == [other]
    client.post(page, {"do": "leave", "what": f"s{study.id}"})
    assert client.post(page, {"do": "leave", "what": "everything"}).status_code == 400
    assert client.post(page, {"do": "what?"}).status_code == 303
    assert Subscription.objects.count() == 1
    client.post(page, {"do": "leave-all"})
    assert "You follow nothing now" in words(client.get(page))


def test_manage_link_of_one_reader_does_not_touch_another(client, study):
    """The target is a row of the holder's own."""
    mine, theirs = reader("mine@example.org"), reader("theirs@example.org", studies=[study])
    client.post(
        f"/follow/manage/{actions.code_for(mine, Purpose.MANAGE)}/", {"do": "leave", "what": f"s{study.id}"}
    )
    assert theirs.subscriptions.count() == 1


def test_data_is_exported_and_deleted_by_its_owner(client, inbox, study):
    """Both without asking anybody."""
    subscriber = reader(studies=[study])
    make_event(study)
    actions.run_alerts()
    page = link_in(inbox.mails[0], "manage")
    export = client.get(f"{page}plainstudy.json")
    assert export.json()["address"] == "reader@example.org"
    assert export["Content-Disposition"].startswith("attachment")
    assert "Your data is deleted" in words(client.post(page, {"do": "delete"}))
    assert not Subscriber.objects.filter(id=subscriber.id).exists()
    assert not Message.objects.exists()
    assert client.get(page).status_code == 410
    assert client.post(link_in(inbox.mails[0], "leave")).status_code == 200


def test_fresh_manage_link_takes_the_place_of_the_old_one(client, inbox, study):
    """By mail, to the owner."""
    subscriber = reader(studies=[study])
    old = f"/follow/manage/{actions.code_for(subscriber, Purpose.MANAGE)}/"
    assert client.post(old, {"do": "fresh"})["Location"] == "/follow/sent/"
    assert client.get(old).status_code == 410
    assert client.get(link_in(inbox.mails[0], "manage")).status_code == 200


def test_asking_for_a_manage_link_with_a_slip_is_told(client):
    """The same words as on the sign-up form."""
    answer = client.post("/follow/manage/", {"email": "nonsense"})
    assert answer.status_code == 400
    assert client.post("/follow/manage/", {"email": "a@example.org", "website": "x"}).status_code == 303


def test_leaving_twice_and_by_a_foreign_mail_program_works(client, inbox, study):
    """Mail programs press for their owners from wherever they live, with a foreign origin or none."""
    reader(studies=[study])
    make_event(study)
    actions.run_alerts()
    leave = link_in(inbox.mails[0], "leave")
    strangers = [{}, {"Origin": "https://mail.example"}, {"Origin": "null", "Sec-Fetch-Site": "cross-site"}]
    for headers in strangers:
        answer = client.post(leave, {"List-Unsubscribe": "One-Click"}, headers=headers)
        assert "These mails have ended" in words(answer)
    assert "These mails have ended" in words(client.get(leave))
    assert not Subscription.objects.exists()


def test_blocking_is_for_ever(client, inbox, study):
    """The link stands in the confirmation mail, for those who never asked."""
    sign_up(client)
    block = link_in(inbox.mails[0], "block")
    assert "Never write" in words(client.get(block))
    assert "We will not write to you again" in words(client.post(block))
    sign_up(client)
    assert len(inbox.mails) == 1


def test_public_forms_need_no_csrf_cookie(study):
    """There is none to forge."""
    assert sign_up(Client(enforce_csrf_checks=True)).status_code == 303


def test_other_methods_are_refused(client):
    """Nothing hides behind PUT or DELETE."""
    assert client.delete("/follow/").status_code == 405
    assert client.post("/follow/sent/").status_code == 405


def test_log_of_broken_links_holds_no_code(client, caplog):
    """Django names the path of every 404; what is written down has no code in it."""
    import logging

    from plainstudy.config.logs import DiscreetFormatter

    client.get("/follow/manage/c2VjcmV0/?q=breast+cancer")
    lines = [DiscreetFormatter("%(message)s").format(record) for record in caplog.records]
    assert any("/follow/manage/…" in line for line in lines)
    assert not any("c2VjcmV0" in line for line in lines)
    record = logging.makeLogRecord({"msg": "to <a.b@example.org>: no; GET /search/?q=breast+cancer HTTP"})
    assert DiscreetFormatter("%(message)s").format(record) == "to <(address)>: no; GET /search/?… HTTP"


def test_without_a_mail_server_nobody_is_asked_for_an_address(client, settings, study):
    """A copy that cannot mail says so and keeps nothing, rather than promise a mail that never comes."""
    settings.EMAIL_BACKEND = "plainstudy.alerts.no_server.NoMailServer"
    for answer in (sign_up(client), client.get("/follow/?study=NCT02387905"), client.get("/follow/manage/")):
        assert answer.status_code == 503
        assert "cannot send mails yet" in words(answer)
    assert not Subscriber.objects.exists()
    assert not SignUpAttempt.objects.exists()
