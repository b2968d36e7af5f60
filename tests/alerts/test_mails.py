"""What arrives: read from a real mail server, both parts, headers and all."""

import datetime as dt
import re

import pytest

from plainstudy.alerts import actions
from plainstudy.studies.models import Study

from .world import (
    HEADLINE,
    NEWS,
    code,
    html_of,
    link_in,
    make_concept,
    make_event,
    make_study,
    publish,
    reader,
    soon,
    text_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(inbox, settings):
    """Return the one mail about a changed study, as it arrived."""
    settings.OPERATOR = "Example Clinic, 1 Long Road, Sometown"
    study = make_study()
    reader(studies=[study])
    make_event(study, words=f"{NEWS}\nIt plans 40 people instead of 60.")
    assert actions.run_alerts() == {"matched": 1, "sent": 1, "suppressed": 0, "held": 0, "failed": 0}
    (mail,) = inbox.mails
    return mail


def test_both_parts_say_what_changed_for_whom_and_how_to_leave(news):
    """Text and HTML alike."""
    for part in (text_of(news), html_of(news)):
        plain = re.sub(r"\s+", " ", part)
        for words in (
            HEADLINE,
            "NCT02387905",
            NEWS,
            "It plans 40 people instead of 60.",
            "27 June 2026",
            "http://127.0.0.1:8000/studies/NCT02387905/",
            "/follow/leave/",
            "/follow/manage/",
            "Example Clinic, 1 Long Road, Sometown",
            "You follow the study",
            "not advice",
        ):
            assert words in plain, words


def test_headers_are_what_mail_programs_and_lists_need(news):
    """One-click unsubscribing, no answers from machines, a fixed number."""
    assert news["Subject"] == "News about a study you follow"
    assert news["To"] == "reader@example.org"
    assert re.fullmatch(r"<http://127\.0\.0\.1:8000/follow/leave/[\w-]+/>", news["List-Unsubscribe"].strip())
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert news["List-Id"] == "plainstudy mails <follow.127.0.0.1>"
    assert news["Precedence"] == "bulk"
    assert news["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<news\.[0-9a-f]{18}@127\.0\.0\.1>", news["Message-ID"])
    assert news["Date"]


def test_neither_headers_nor_the_first_lines_name_the_illness(news):
    """A locked phone on a table shows the subject and about a hundred characters."""
    shown = re.sub(r"<style.*?</style>|<title>.*?</title>|<[^>]+>", " ", html_of(news), flags=re.S)
    for part in (text_of(news), re.sub(r"\s+", " ", shown).strip()):
        assert "bone cement" not in part[:130]
        assert "NCT" not in part[:130]
    assert not any("cement" in str(value).lower() or "NCT" in str(value) for value in news.values())


def test_nothing_in_the_mail_is_fetched_from_anywhere(news):
    """No picture, no pixel, no font, no script: opening it tells nobody."""
    html = html_of(news)
    assert not re.search(r"<img|<script|<link|src=|url\(|@import|background=", html, re.I)
    assert all(part.get_content_type().startswith(("text/", "multipart/")) for part in news.walk())


def test_html_is_inlined_and_has_a_dark_dress(news):
    """Programs that drop style sheets still show it well."""
    html = html_of(news)
    assert re.search(r'<h1[^>]*style="[^"]*font', html)
    assert "prefers-color-scheme: dark" in html
    assert "color: #1d2a2f" in html


def test_links_of_the_mail_open_what_they_say(news):
    """The codes in the mail are codes of the site."""
    from plainstudy.alerts.links import Purpose

    subscriber = actions.holder_of(link_in(news, "manage").split("/")[3], Purpose.MANAGE)
    assert [thing.detail for thing in actions.asked_to_leave(link_in(news, "leave").split("/")[3])] == [
        "NCT02387905"
    ]
    assert subscriber.subscriptions.count() == 1


def test_hostile_registry_text_stays_text(inbox):
    """A title is neither markup in the HTML part nor a header."""
    study = make_study(headline="Evil <script>alert(1)</script>\r\nBcc: everyone@example.org & “co”")
    reader(studies=[study])
    make_event(study, words="Now <b>bold</b>\r\n\r\n{{ settings }} {% now %}")
    actions.run_alerts()
    (mail,) = inbox.mails
    assert "<script" not in html_of(mail)
    assert "&lt;b&gt;bold" in html_of(mail)
    assert "Now <b>bold</b>" in text_of(mail)
    assert mail["Bcc"] is None
    assert inbox.recipients == ["reader@example.org"]


def test_texts_from_right_to_left_take_their_own_direction(inbox):
    """Names in Hebrew or Arabic must not turn the sentence around them."""
    study = make_study(headline="האם מלט עצם עוזר?")
    reader(studies=[study])
    make_event(study)
    actions.run_alerts()
    (mail,) = inbox.mails
    assert re.search(r'<h1 [^>]*dir="auto"', html_of(mail))
    assert "<bdi>האם מלט עצם עוזר?</bdi>" in html_of(mail)
    assert "האם מלט עצם עוזר?" in text_of(mail)


def test_new_study_for_a_condition_is_told_with_its_summary_and_every_reason(inbox):
    """One mail, both conditions named as reasons, each with its own way out."""
    study = make_study(first_posted=dt.date(2026, 6, 26))
    concepts = [make_concept("Spinal Fractures"), make_concept("Neoplasms")]
    for concept in concepts:
        code(study, concept)
    reader(concepts=concepts)
    make_event(study, "new")
    actions.run_alerts()
    (mail,) = inbox.mails
    assert mail["Subject"] == "A new study you asked to hear about"
    assert "This study tests bone cement." in text_of(mail)
    for concept in concepts:
        assert f"You asked for new studies for: {concept.label}" in text_of(mail)
    ends_both = mail["List-Unsubscribe"].strip(" <>").split("/")[-2]
    assert len(actions.asked_to_leave(ends_both)) == 2
    assert len(actions.asked_to_leave(link_in(mail, "leave").split("/")[3])) == 1


def test_merged_study_is_told_with_the_number_that_is_followed_now(inbox):
    """The reason in the foot speaks of the study that is followed."""
    old, kept = make_study("NCT00000001"), make_study("NCT00000002", headline="Does it help?")
    reader(studies=[old])
    Study.objects.filter(id=old.id).update(presence=Study.Presence.ALIASED, alias_of=kept)
    make_event(old, "aliased", words="")
    actions.run_alerts()
    (mail,) = inbox.mails
    assert "You now follow NCT00000002 instead." in text_of(mail)
    assert "You follow the study: Does it help?" in text_of(mail)


def test_confirmation_says_what_was_asked_and_how_to_stay_unbothered(inbox):
    """Neutral subject; the condition stands in the body alone, below the link."""
    study = make_study()
    make_concept("Spinal Fractures")
    actions.follow(
        email="new@example.org", study=study.nct_id, concepts=["spinal-fractures"], network="n", now=soon()
    )
    assert actions.send_letters().sent == 1
    (mail,) = inbox.mails
    assert mail["Subject"] == "Please confirm your e-mail address"
    text = text_of(mail)
    assert text.index("/follow/confirm/") < text.index(HEADLINE)
    assert "New studies for: Spinal Fractures" in text
    assert "works for 48 hours" in text
    assert link_in(mail, "block")
    assert mail["List-Unsubscribe"] is None
    assert link_in(mail, "confirm") in html_of(mail)


def test_letters_about_what_is_known_bring_the_manage_link(inbox):
    """Both answers to people we know."""
    study = make_study()
    reader(studies=[study])
    actions.follow(email="reader@example.org", study=study.nct_id, network="n", now=soon())
    actions.ask_for_manage_link(email="reader@example.org", network="n", now=soon())
    assert actions.send_letters().sent == 2
    assert [mail["Subject"] for mail in inbox.mails] == [
        "You get these mails already",
        "The link you asked for",
    ]
    for mail in inbox.mails:
        assert link_in(mail, "manage") in html_of(mail)


def test_text_parts_have_no_entities_and_no_ragged_blank_lines(news):
    """Plain text is for reading, too."""
    text = text_of(news)
    assert not re.search(r"&\w+;|<[a-z]", text)
    assert "\n\n\n\n" not in text.replace("\r", "")


def test_unnamed_operator_is_said(inbox):
    """The law of many places wants a name; a missing one must not look like one."""
    study = make_study()
    publish(study, version=1)
    reader(studies=[study])
    make_event(study)
    actions.run_alerts()
    assert "has given no name" in text_of(inbox.mails[0])
