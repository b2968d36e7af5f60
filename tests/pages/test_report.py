"""The reader's form: works without script and cookie, loses nothing, keeps nothing of who sent it."""

import datetime as dt
import html
import re
from typing import Any

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client

from plainstudy.alerts.limits import LIMITS
from plainstudy.alerts.models import SignUpAttempt
from plainstudy.editors.models import EditorialCase, ReaderReport
from plainstudy.editors.reports import LONGEST
from plainstudy.pages import report
from plainstudy.studies.models import Study
from plainstudy.writing.models import PlainPage

from .stores import CEMENT_STUDY

pytestmark = pytest.mark.django_db
STUDY = f"/studies/{CEMENT_STUDY}/"
FORM = f"{STUDY}report/"
HOSTILE = "\"><script>alert(1)</script> ' onfocus=alert(2) {{ 7|add:7 }}"


def send(client: Client, **fields: str) -> Any:
    """Send the form from the page itself."""
    return client.post(FORM, {"part": "summary", "words": "It says 87, but my doctor said 78."} | fields)


def text_of(answer: Any) -> str:
    """Return the page as text with its entities read."""
    return html.unescape(answer.content.decode())


def test_study_page_leads_to_the_form(cement: Study, client: Client) -> None:
    """One link, on the page with a text and on one without."""
    assert f'href="{FORM}"' in client.get(STUDY).content.decode()
    PlainPage.objects.update(published=False)
    assert f'href="{FORM}"' in client.get(STUDY).content.decode()
    assert client.get(FORM).status_code == 200


def test_report_is_kept_with_the_sentence_it_is_about(cement: Study, client: Client) -> None:
    """A sentence is chosen from the page as it stands."""
    form = client.get(FORM).content.decode()
    (value,) = re.findall(r'<option value="(summary:\w+)">87 people joined', form)
    assert send(client, part=value)["Location"] == f"{FORM}sent/"
    row = ReaderReport.objects.get()
    assert (row.section, row.sentence) == ("summary", "87 people joined.")
    assert (row.words, row.version_number) == ("It says 87, but my doctor said 78.", 2)
    assert EditorialCase.objects.get().reason == "report"
    assert "has arrived" in text_of(client.get(f"{FORM}sent/"))


@pytest.mark.parametrize(
    ("chosen", "section"),
    [
        ("places", "places"),
        ("summary:000000", "summary"),
        ("nonsense", "other"),
        ("", "other"),
        ("x\x00y", "other"),
    ],
)
def test_choice_that_is_no_longer_there_still_counts(
    cement: Study, client: Client, chosen: str, section: str
) -> None:
    """The page may have changed meanwhile, or the form may be forged: the report is kept all the same."""
    assert send(client, part=chosen).status_code == 303
    assert (ReaderReport.objects.get().section, ReaderReport.objects.get().sentence) == (section, "")


@pytest.mark.parametrize("words", ["", " \n ", "a" * (LONGEST + 1), HOSTILE * 60])
def test_refused_report_loses_nothing_that_was_typed(cement: Study, client: Client, words: str) -> None:
    """The reason stands above, the words and the choice stay; markup stays text."""
    answer = send(client, part="places", words=words)
    assert answer.status_code == 400
    told = answer.content.decode()
    assert 'role="alert"' in told
    assert words.strip() in html.unescape(told)
    assert '<option value="places" selected>' in told
    assert "<script>" not in told
    assert not ReaderReport.objects.exists()


def test_nothing_is_kept_of_who_sent_it(cement: Study, client: Client) -> None:
    """No address, no network, no browser; a mail address in the words is blotted out."""
    client.post(
        FORM,
        {"part": "other", "words": "Wrong. mia@example.org", "email": "mia@example.org"},
        REMOTE_ADDR="203.0.113.77",
        HTTP_USER_AGENT="Particular/1.0",
    )
    stored = str(list(ReaderReport.objects.values())) + str(list(SignUpAttempt.objects.values()))
    assert not any(trace in stored for trace in ("mia@", "203.0.113", "Particular"))


def test_too_many_reports_are_refused_and_the_words_kept(cement: Study, client: Client) -> None:
    """Per network and hour; another network may still write, and an hour later so may this one."""
    for count in range(LIMITS["report"][0][1]):
        assert send(client, words=f"Thing {count}").status_code == 303
    answer = send(client, words="One more thing")
    assert answer.status_code == 429
    assert "One more thing" in text_of(answer)
    elsewhere = client.post(FORM, {"part": "other", "words": "Me too"}, REMOTE_ADDR="198.51.100.7")
    assert elsewhere.status_code == 303
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=1, minutes=1), tick=False):
        assert send(client, words="One more thing").status_code == 303


def test_form_that_a_machine_filled_is_thanked_and_forgotten(cement: Study, client: Client) -> None:
    """The hidden field tells; nothing tells the machine."""
    assert send(client, website="https://spam.example").status_code == 303
    assert not ReaderReport.objects.exists()


def test_report_from_another_site_is_refused(cement: Study, client: Client) -> None:
    """Nobody's page sends it for a visitor."""
    answer = client.post(FORM, {"words": "x"}, HTTP_ORIGIN="https://elsewhere.example")
    assert (answer.status_code, ReaderReport.objects.count()) == (403, 0)


def test_busy_database_loses_nothing(cement: Study, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader is asked to try again, with the words still there."""

    def busy(**_: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(report, "take_in", busy)
    answer = send(client)
    assert answer.status_code == 503
    assert "my doctor said 78" in text_of(answer)


def test_form_asks_for_no_address_and_says_so(cement: Study, client: Client) -> None:
    """Privacy by having nothing to lose."""
    told = client.get(FORM).content.decode()
    assert 'type="email"' not in told
    assert "keep no address" in told


def test_form_is_for_no_search_engine_and_no_cache(cement: Study, client: Client) -> None:
    """It holds what somebody typed."""
    answer = client.get(FORM)
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")


def test_unknown_study_has_no_form(client: Client) -> None:
    """404 as for its page; another spelling leads to the right one."""
    assert client.get("/studies/NCT99999999/report/").status_code == 404
    assert client.post("/studies/nonsense/report/", {"words": "x"}).status_code == 404


def test_other_spelling_of_the_number_leads_to_the_form(cement: Study, client: Client) -> None:
    """As on every page of a study."""
    assert client.get(f"/studies/{CEMENT_STUDY.lower()}/report/")["Location"] == FORM


def test_edited_sections_are_marked(cement: Study, client: Client) -> None:
    """Readers see which parts a person wrote, and when; JSON names the writer of each section."""
    from plainstudy.pages.presenters.study_json import study_json

    PlainPage.objects.update(edited={"summary": "2026-11-23", "headline": "2026-11-22"})
    told = client.get(STUDY).content.decode()
    assert told.count("Edited by a person on 23 November 2026.") == 1
    assert told.count("Edited by a person on 22 November 2026.") == 1
    assert "A person wrote these parts: “Headline” and “Summary”." in told
    writers = study_json(Study.objects.select_related("page").get())["writers"]
    assert (writers["summary"], writers["could_go_wrong"]) == ("editor", "rules 1")
