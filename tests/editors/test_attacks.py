"""What somebody with bad luck or bad will does to the desk: races, hidden signs, forms without a word."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from plainstudy.desk import actions
from plainstudy.desk.actions import Moved, seen_mark
from plainstudy.editors.models import AuditEntry, EditedSection, ReaderReport
from plainstudy.editors.reports import take_in
from plainstudy.studies.models import RecordVersion, Study
from plainstudy.writing import actions as writing
from plainstudy.writing.text import Sentence

from .world import COUNT, NOW, SUMMARY, TITLE, editor, fill, number, page, publish, shown, signed_in, study

pytestmark = pytest.mark.django_db
STUDY = f"/admin/studies/{number(1)}/"
SECTION = f"{STUDY}sections/summary/"


def typed(*texts: str) -> dict[str, Any]:
    """Return what the form of the summary sends to publish these sentences about how many take part."""
    fields: dict[str, Any] = {"seen": seen_mark(page()), "do": "publish"}
    for index, text in enumerate(texts):
        fields |= {f"text-{index}": text, f"sources-{index}": [COUNT]}
    return fields


def test_record_that_came_between_check_and_publishing_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The view's study was read before; the database is asked again once the page is claimed."""
    fill()
    opened = study()
    checked = actions.check_section(study=opened, section="summary", sentences=SUMMARY)
    with monkeypatch.context() as patched:
        patched.setattr("tests.writing.model_world.write_pages", lambda: None, raising=False)
        Study.objects.update(head_number=2)
    with pytest.raises(Moved):
        actions.publish_section(
            study=opened, checked=checked, seen=seen_mark(page()), who="anna", now=NOW
        )
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


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u2060", "\u00ad", "\x00", "\x1b", "\u2066"])
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
    "About 1ⅯⅯ people are to take part.", "About ½ people are to take part.", "About 120⁰ people are to take part.",
    "About 𝟗𝟗𝟗 people are to take part.", "About 120㊿ people are to take part.",
    "About 12O0 people are to take part.", "About 120. 000 people are to take part.",
    "About 120\u0336 people are to take part.",
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
