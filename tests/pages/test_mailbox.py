"""The demo's mailbox."""

import re

import pytest

from plainstudy.alerts import actions
from plainstudy.alerts.mailbox import mails
from tests.alerts.world import HEADLINE, make_event, make_study, reader

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.pages.mailbox_urlconf")]


@pytest.fixture
def mailbox(settings, tmp_path):
    """Keep mails in a folder, as the demo does, with one mail in it."""
    settings.MAILBOX_DIR = tmp_path / "mailbox"
    settings.EMAIL_BACKEND = "plainstudy.alerts.mailbox.MailboxBackend"
    study = make_study()
    reader(studies=[study])
    make_event(study)
    assert actions.run_alerts()["sent"] == 1
    return settings.MAILBOX_DIR


def test_mail_is_kept_as_a_file_and_listed(client, mailbox):
    """Subject, reader and a link to it."""
    (stored,) = mails()
    page = client.get("/mailbox/").content.decode()
    assert f'href="/mailbox/{stored.name}/"' in page
    assert "News about a study you follow" in page
    assert "reader@example.org" in page


def test_text_of_a_mail_is_shown_with_links_to_press(client, mailbox):
    """The walk through the demo goes on from here."""
    (stored,) = mails()
    page = client.get(f"/mailbox/{stored.name}/").content.decode()
    assert HEADLINE in page
    assert re.search(r'<a href="http://127\.0\.0\.1:8000/follow/leave/[\w-]+/"', page)


def test_html_part_stands_in_a_frame_that_can_do_nothing_but_lead_on(client, mailbox):
    """No script, no form, nothing from elsewhere, whatever a mail holds."""
    (stored,) = mails()
    page = client.get(f"/mailbox/{stored.name}/")
    assert (
        f'src="/mailbox/{stored.name}/html/" sandbox="allow-top-navigation-by-user-activation"'
        in page.content.decode()
    )
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    part = client.get(f"/mailbox/{stored.name}/html/")
    assert "default-src 'none'" in part["Content-Security-Policy"]
    assert "sandbox allow-top-navigation-by-user-activation" in part["Content-Security-Policy"]
    assert part["X-Frame-Options"] == "SAMEORIGIN"
    assert b'<base target="_top">' in part.content


@pytest.mark.parametrize("name", ["x", "..%2F..%2Fkeys", "0" * 20 + "-" + "a" * 16])
def test_name_that_is_no_mail_is_not_found(client, mailbox, name):
    """Only mails are read, and only from their folder."""
    assert client.get(f"/mailbox/{name}/").status_code == 404
    assert client.get(f"/mailbox/{name}/html/").status_code == 404


def test_mails_are_readable_by_their_owner_alone(mailbox):
    """They hold addresses."""
    assert mailbox.stat().st_mode & 0o077 == 0


def test_empty_mailbox_says_so(client, settings, tmp_path):
    """Before anybody followed anything."""
    settings.MAILBOX_DIR = tmp_path / "none"
    assert b"There is no mail yet" in client.get("/mailbox/").content


@pytest.mark.urls("plainstudy.config.urls")
def test_site_that_sends_its_mails_has_no_mailbox(client):
    """Nobody reads others' mails there."""
    assert client.get("/mailbox/").status_code == 404
    assert mails() == []
