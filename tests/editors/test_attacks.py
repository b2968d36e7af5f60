"""What somebody with bad luck or bad will does to the desk: races, hidden signs, forms without a word."""

import html
import json
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from plainstudy.alerts.limits import LIMITS
from plainstudy.alerts.queries import headline as headline_of_mails
from plainstudy.desk import actions
from plainstudy.desk.actions import Moved, seen_mark
from plainstudy.desk.roles import password_link, remove_editor
from plainstudy.editors.models import AuditEntry, EditedSection, EditorialCase, ReaderReport
from plainstudy.editors.reports import answer, take_in
from plainstudy.pages.presenters.study_json import study_json
from plainstudy.search.actions import index_studies
from plainstudy.studies.models import RecordVersion, Study, Waiting
from plainstudy.studies.waiting import add_waiting
from plainstudy.writing import actions as writing

from .world import COUNT, NOW, PASSWORD, SUMMARY, editor, fill, number, page, publish, shown, signed_in, study

pytestmark = pytest.mark.django_db
STUDY = f"/admin/studies/{number(1)}/"
SECTION = f"{STUDY}sections/summary/"


def typed(*texts: str) -> dict[str, Any]:
    """Return what the form of the summary sends to publish these sentences about how many take part."""
    fields: dict[str, Any] = {"seen": seen_mark(page()), "do": "publish"}
    for index, text in enumerate(texts):
        fields |= {f"text-{index}": text, f"sources-{index}": [COUNT]}
    return fields


def test_record_that_came_between_check_and_publishing_is_noticed() -> None:
    """The view's study was read before; the database is asked again once the page is claimed."""
    fill()
    opened = study()
    checked = actions.check_section(study=opened, section="summary", sentences=SUMMARY)
    Study.objects.update(head_number=2)
    with pytest.raises(Moved):
        actions.publish_section(study=opened, checked=checked, seen=seen_mark(page()), who="anna", now=NOW)
    assert not EditedSection.objects.exists()


def test_harmful_text_is_withdrawn_also_while_a_newer_record_waits() -> None:
    """The old text is what readers see: it can be taken away whether or not a worker ever gets to it."""
    fill()
    Study.objects.update(head_number=2)
    signed_in().post(f"{STUDY}do/", {"do": "withdraw", "reason": "Our text gave a wrong age."})
    assert (page().published, page().withdrawn_reason) == (False, "Our text gave a wrong age.")


@pytest.mark.parametrize("name", ["anna", "nobody", "a\x00b", ""])
def test_form_without_a_password_leaves_no_trace_in_the_trail(name: str) -> None:
    """Nobody signed in, so the trail, which is kept for good, must not say so."""
    editor()
    Client().post("/admin/login/", {"username": name, "password": ""})
    assert not AuditEntry.objects.filter(action=AuditEntry.Action.SIGNED_IN).exists()


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u2060", "\u00ad", "\x00", "\x1b", "\u2066", "\u0336"])
def test_hidden_signs_never_reach_readers(sign: str) -> None:
    """A number must not look other than what the checks read, and PostgreSQL takes no zero byte."""
    fill()
    signed_in().post(SECTION, typed(f"About {sign}120 people are to take part."))
    assert shown("summary") == ["About 120 people are to take part."]


@pytest.mark.parametrize("text", [
    "About 9\u200b120 people are to take part.", "About ９９９ people are to take part.",
    "About ⑨⑨⑨ people are to take part.", "About ٩٩٩ people are to take part.",
    "About ⁹⁹⁹ people are to take part.", "About 120\u0660 people are to take part.",
    "About nine hundred people are to take part.", "About ⅨⅨ people are to take part.",
    "About 1ⅯⅯ people are to take part.", "About ½ people are to take part.",
    "About 120⁰ people are to take part.",
    "About 𝟗𝟗𝟗 people are to take part.", "About 120㊿ people are to take part.",
    "About 12O0 people are to take part.", "About 120. 000 people are to take part.",
])  # fmt: skip
def test_number_in_other_writing_is_still_a_number(text: str) -> None:
    """Digits of other scripts, in circles or raised, are held against the record like all digits."""
    fill()
    signed_in().post(SECTION, typed(text))
    assert not EditedSection.objects.exists()


@pytest.mark.parametrize("sign", ["\x00", "\u202e", "\x07"])
def test_hidden_signs_in_a_reason_and_a_note_are_taken_out(sign: str) -> None:
    """Readers see the reason; both are stored."""
    fill()
    take_in(study=study(), section="summary", sentence="", words="Wrong age", now=NOW)
    client = signed_in()
    client.post(f"{STUDY}do/", {"do": "withdraw", "reason": f"Our text gave{sign} a wrong age."})
    assert page().withdrawn_reason == "Our text gave a wrong age."
    row = ReaderReport.objects.get()
    client.post(f"/admin/reports/{row.id}/", {"state": "right", "note": f"Se{sign}en"})
    row.refresh_from_db()
    assert row.note == "Seen"


def test_taking_back_where_the_record_cannot_be_read_says_so() -> None:
    """The deed is done, the page is not: the editor hears it, without a server error."""
    fill()
    publish()
    client, mark = signed_in(), seen_mark(page())
    RecordVersion.objects.update(document=b"damaged")
    answer = client.post(f"{STUDY}do/", {"do": "take-back", "section": "summary", "seen": mark}, follow=True)
    assert "cannot be read" in answer.content.decode()


def test_worker_that_was_faster_than_the_button_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The row that asks for a text is gone because somebody wrote it."""
    fill()
    monkeypatch.setattr(writing, "add_waiting", lambda *_: None)
    writing.write_now(study())


EVERYTHING = [
    "", "queue/", f"studies/{number(1)}/", f"studies/{number(1)}/do/",
    f"studies/{number(1)}/sections/summary/",
    "reports/1/", "model/stop/", "editors/", "editors/auditentry/", "editors/auditentry/1/",
    "editors/auditentry/1/change/", "editors/auditentry/1/history/", "editors/auditentry/1/delete/",
    "editors/auditentry/add/", "auth/", "auth/user/", "auth/user/add/", "autocomplete/", "r/1/1/",
    "password_change/", "password_change/done/", "nothing/",
]  # fmt: skip


@pytest.mark.parametrize("path", EVERYTHING)
def test_stranger_is_sent_to_the_door_from_everywhere(path: str) -> None:
    """Django's own pages, too: GET and POST, with and without something there."""
    fill()
    editor()
    before = page().written_at
    for told in (Client().get(f"/admin/{path}"), Client().post(f"/admin/{path}", {"do": "rewrite"})):
        assert (told.status_code, told["Location"].startswith("/admin/login/")) == (302, True)
    assert page().written_at == before


@pytest.mark.parametrize("role", ["report-reader", "editor"])
def test_trail_is_shut_by_every_address_to_those_who_may_not_see_it(role: str) -> None:
    """List, entry, history, the list of apps, look-ups."""
    fill()
    publish()
    client, key = signed_in("somebody", role), AuditEntry.objects.order_by("id")[0].id
    for path in ("", f"{key}/", f"{key}/change/", f"{key}/history/", "?q=anna", "?who=anna"):
        answer = client.get(f"/admin/editors/auditentry/{path}", follow=True)
        assert answer.status_code == 403, path
    assert client.get("/admin/editors/").status_code == 404
    assert client.get("/admin/autocomplete/?app_label=editors&model_name=auditentry").status_code in {
        403,
        404,
    }


@pytest.mark.parametrize(
    "asked", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_nobody_is_led_away_after_signing_in(asked: str) -> None:
    """Only addresses of this site."""
    editor(password=PASSWORD)
    answer = Client().post("/admin/login/", {"username": "anna", "password": PASSWORD, "next": asked})
    assert (answer.status_code, "evil" in answer["Location"], "script" in answer["Location"]) == (
        302,
        False,
        False,
    )


def test_session_is_another_one_after_signing_in() -> None:
    """Who planted a cookie before is not signed in with it."""
    editor(password=PASSWORD)
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    planted = str(session.session_key)
    client.post("/admin/login/", {"username": "anna", "password": PASSWORD, "next": "/admin/queue/"})
    assert client.cookies["editor"].value != planted
    assert client.get("/admin/queue/").status_code == 200
    client.cookies["editor"] = planted
    assert client.get("/admin/queue/").status_code == 302


def test_changed_password_is_noted() -> None:
    """Everything that is done is."""
    editor(password=PASSWORD)
    client = Client()
    client.post("/admin/login/", {"username": "anna", "password": PASSWORD})
    new = "another long and quiet one"
    client.post("/admin/password_change/", {"old_password": "x", "new_password1": new, "new_password2": new})
    assert not AuditEntry.objects.filter(reason="changed the password").exists()
    client.post(
        "/admin/password_change/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    )
    assert AuditEntry.objects.get(reason="changed the password").who == "anna"
    assert client.get("/admin/queue/").status_code == 200


@pytest.mark.parametrize("asked", ["%00", "NCT%00", "..%2f", "%F0%9F%98%80", "9" * 400])
def test_odd_numbers_of_studies_are_not_found(asked: str) -> None:
    """404, also on PostgreSQL, which takes no zero byte."""
    fill()
    assert signed_in().get(f"/admin/studies/{asked}/").status_code == 404


def test_shut_out_network_shuts_nobody_else_out() -> None:
    """Its further tries count for no name."""
    editor(password=PASSWORD)
    client = Client()
    for attempt in range(LIMITS["login"][0][1]):
        client.post("/admin/login/", {"username": f"name{attempt}", "password": ""})
    for _ in range(LIMITS["name"][0][1]):
        client.post("/admin/login/", {"username": "anna", "password": "wrong"})
    right = {"username": "anna", "password": PASSWORD, "next": "/admin/queue/"}
    assert client.post("/admin/login/", right).status_code == 200
    assert client.post("/admin/login/", right, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_forwarded_addresses_of_strangers_are_not_believed() -> None:
    """Another made-up address with each try is still one network."""
    editor(password=PASSWORD)
    client = Client()
    for attempt in range(LIMITS["login"][0][1]):
        client.post(
            "/admin/login/",
            {"username": f"name{attempt}", "password": ""},
            HTTP_X_FORWARDED_FOR=f"198.51.{attempt}.1",
        )
    right = {"username": "anna", "password": PASSWORD, "next": "/admin/queue/"}
    assert client.post("/admin/login/", right, HTTP_X_FORWARDED_FOR="198.51.100.7").status_code == 200


def test_withdrawn_text_is_in_no_public_place(settings: Any, tmp_path: Path) -> None:
    """Page, lists, search, feed, history, report form, mails' titles: none has the headline or a sentence."""
    settings.DATA_DIR = tmp_path
    fill()
    publish()
    headline, sentence = shown("headline")[0], SUMMARY[1].text
    index_studies()
    public = f"/studies/{number(1)}/"
    places = ["/", public, f"{public}history/", f"{public}feed.atom", f"{public}report/", "/search/?q=asthma",
              "/search/?q=Amitol", "/follow/?study=" + number(1), "/conditions/", "/sitemap.xml"]  # fmt: skip
    hostile = "<script>alert(1)</script> It gave a wrong age."
    before = {path: Client().get(path).content.decode() for path in places}
    assert any(headline in html.unescape(told) for told in before.values())
    signed_in().post(f"{STUDY}do/", {"do": "withdraw", "reason": hostile})
    index_studies()
    for path in places:
        told = Client().get(path).content.decode()
        assert headline not in html.unescape(told), path
        assert sentence not in html.unescape(told), path
        assert "<script>alert" not in told, path
    told = json.dumps(study_json(study()))
    assert headline not in told
    assert sentence not in told
    assert headline_of_mails(study()) == study().title


@pytest.mark.django_db(transaction=True)
def test_report_that_comes_while_the_last_one_is_answered_stays_in_the_queue() -> None:
    """Neither sees the other's uncommitted row: without a claim the case would close over an open report."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    fill()
    take_in(study=study(), section="summary", sentence="", words="Wrong age", now=NOW)
    row, came, answered = (
        ReaderReport.objects.select_related("study").get(),
        threading.Event(),
        threading.Event(),
    )

    def another() -> None:
        with transaction.atomic():
            take_in(study=study(), section="summary", sentence="", words="Wrong place", now=NOW)
            came.set()
            answered.wait(1)
        connection.close()

    reader = threading.Thread(target=another)
    reader.start()
    assert came.wait(20)
    answer(report=row, state="right", words="", who="anna", now=NOW)
    answered.set()
    reader.join(20)
    assert ReaderReport.objects.filter(state="open").count() == 1
    assert EditorialCase.objects.get().closed_at is None


def test_search_shows_no_withdrawn_headline_before_the_index_has_caught_up(
    settings: Any, tmp_path: Path
) -> None:
    """The worker may be busy for hours, or dead."""
    settings.DATA_DIR = tmp_path
    fill()
    row = page()
    row.headline = row.content["headline"]["text"] = "A harmful headline"
    row.save()
    add_waiting(Waiting.Stage.INDEX, [study().id])
    index_studies()
    assert "A harmful headline" in Client().get("/search/?q=asthma").content.decode()
    signed_in().post(f"{STUDY}do/", {"do": "withdraw", "reason": "Our text gave a wrong age."})
    told = Client().get("/search/?q=asthma").content.decode()
    assert number(1) in told
    assert "A harmful headline" not in told


def test_link_printed_before_somebody_was_removed_lets_nobody_in() -> None:
    """Neither the link nor a new role alone opens the door again: that takes a new link."""
    editor("ben")
    link = password_link(editor("anna")).partition("/admin/")[2]
    remove_editor(name="anna", now=NOW)
    editor("anna", "report-reader")
    told = Client().get(f"/admin/{link}", follow=True).content.decode()
    assert "does not work any more" in told
