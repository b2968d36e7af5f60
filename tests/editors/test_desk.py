"""The editors' desk: queue, review page, deeds, who may do what."""

import datetime as dt
import html
import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from plainstudy.desk.actions import seen_mark
from plainstudy.desk.queue import PER_PAGE
from plainstudy.editors.cases import open_cases
from plainstudy.editors.models import AuditEntry, EditedSection, EditorialCase, ReaderReport
from plainstudy.editors.reports import take_in
from plainstudy.studies.models import RecordVersion
from plainstudy.writing import drafts
from plainstudy.writing.finding import Finding
from plainstudy.writing.model import runs
from plainstudy.writing.model.drafting import draft_pages
from plainstudy.writing.models import ModelRun, PlainPage
from tests.writing.model_server import Answer, ModelServer

from .world import (
    COUNT,
    NOW,
    SUMMARY,
    editor,
    fill,
    number,
    page,
    publish,
    shown,
    signed_in,
    study,
    write_again,
)

pytestmark = pytest.mark.django_db
STUDY = f"/admin/studies/{number(1)}/"
SECTION = f"{STUDY}sections/summary/"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7|add:7 }} \u202eevil"


def text_of(response: Any) -> str:
    """Return the page a client got."""
    assert response.status_code in {200, 400}
    return str(response.content.decode())


def do(client: Client, deed: str, **more: str) -> Any:
    """Press a button of the review page, and follow to what it shows then."""
    data = {"do": deed, "seen": seen_mark(page())} | more
    return client.post(f"{STUDY}do/", data, follow=True)


def typed(*sentences: tuple[str, str], deed: str = "publish") -> dict[str, Any]:
    """Return what the form of a section sends."""
    fields: dict[str, Any] = {"seen": seen_mark(page()), "do": deed}
    for index, (text, source) in enumerate(sentences):
        fields |= {f"text-{index}": text, f"sources-{index}": [source]}
    return fields


# ── Queue ─────────────────────────────────────────────────────────────────────


def test_empty_queue_says_so() -> None:
    """An editor with nothing to do is told what would bring something."""
    fill()
    assert "Nothing waits here" in text_of(signed_in().get("/admin/queue/"))


def test_queue_shows_the_most_harmful_and_then_the_oldest_first() -> None:
    """Readers' reports before all else, whatever came earlier."""
    fill(3)
    for reason, index, hours in (("changed", 1, 0), ("report", 2, 5), ("report", 3, 4), ("findings", 1, 9)):
        about = {study(index).id: reason}
        open_cases(reason=reason, about=about, now=NOW + dt.timedelta(hours=hours))
    shown_page = text_of(signed_in().get("/admin/queue/"))
    places = [shown_page.index(f"/admin/studies/{number(index)}/") for index in (3, 2)]
    assert places == sorted(places)
    assert shown_page.index("desk-case--report") < shown_page.index("desk-case--findings")
    assert shown_page.index("desk-case--findings") < shown_page.index("desk-case--changed")


def test_queue_can_be_filtered_and_counts_every_reason() -> None:
    """One reason at a time, with the counts of all."""
    fill(2)
    open_cases(reason="changed", about={study(1).id: ""}, now=NOW)
    open_cases(reason="report", about={study(2).id: ""}, now=NOW)
    client = signed_in()
    assert "<b>2</b>" in text_of(client.get("/admin/queue/"))
    filtered = text_of(client.get("/admin/queue/?reason=changed"))
    assert (number(1) in filtered, number(2) in filtered) == (True, False)


@pytest.mark.parametrize("asked", ["0", "-4", "99999999999999", "x", "2"])
def test_pages_of_the_queue_never_fail(asked: str) -> None:
    """A page that is none shows one that is."""
    fill(2)
    open_cases(reason="changed", about={study(1).id: "", study(2).id: ""}, now=NOW)
    assert number(1) in text_of(signed_in().get(f"/admin/queue/?page={asked}&reason=nonsense"))


def test_queue_takes_as_many_queries_for_a_full_page_as_for_one_case(
    django_assert_max_num_queries: Any,
) -> None:
    """Counts, keys, rows: however many wait."""
    fill(PER_PAGE + 5)
    client = signed_in()
    open_cases(reason="changed", about={study(index).id: "" for index in range(1, PER_PAGE + 6)}, now=NOW)
    with django_assert_max_num_queries(12):
        first = text_of(client.get("/admin/queue/"))
    assert first.count("desk-case--changed") == PER_PAGE
    assert text_of(client.get("/admin/queue/?page=2")).count("desk-case--changed") == 5


def test_a_number_typed_leads_to_the_study() -> None:
    """Every page can be reviewed, also what is in no queue."""
    fill()
    client = signed_in()
    assert client.get("/admin/queue/?study=nct 1")["Location"] == "/admin/queue/"
    assert client.get(f"/admin/queue/?study={number(1).lower()}")["Location"] == STUDY


# ── What opens cases ──────────────────────────────────────────────────────────


def test_failed_checks_open_a_case_that_settles_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is published; when better rules pass, the case is gone."""
    with monkeypatch.context() as patched:
        patched.setattr(drafts, "check", lambda *_: (Finding(kind="hype", part="summary"),))
        fill()
    assert EditorialCase.objects.get(closed_at=None).reason == "findings"
    PlainPage.objects.update(writer="rules 0")
    write_again()
    case = EditorialCase.objects.get()
    assert (page().published, case.closed_at is not None, case.closed_by) == (True, True, "")


def test_page_that_changed_since_its_review_comes_back() -> None:
    """Another text asks for another look; the same text does not."""
    fill()
    client = signed_in()
    do(client, "review")
    write_again()
    PlainPage.objects.update(writer="rules 0")
    write_again()
    assert not EditorialCase.objects.exists()
    fill(day=1, enrollment={"count": 240, "type": "ESTIMATED"})
    assert EditorialCase.objects.get().reason == "changed"
    do(client, "review")
    assert EditorialCase.objects.get().closed_by == "anna"


def test_draft_of_a_model_that_fails_twice_comes_up_last(model_server: ModelServer) -> None:
    """The rules' text stands there, checked; what the model got wrong can be read."""
    fill()
    model_server.answer = lambda question: Answer(
        json.dumps(
            {name: [] for name in question.wanted} | {"summary": [{"text": "It cures 999.", "sources": []}]}
        )
    )
    draft_pages()
    case = EditorialCase.objects.get()
    assert (case.reason, case.harm) == ("draft_failed", 5)
    assert "drafts that did not pass" in text_of(signed_in().get(STUDY))


# ── Review page ───────────────────────────────────────────────────────────────


def test_review_shows_text_sources_and_findings_side_by_side() -> None:
    """Each sentence with the record's exact words and what the checks say about it."""
    fill()
    row = page()
    row.content["summary"] = [{"text": "About 999 people are to take part.", "sources": [COUNT]}]
    row.published, row.open_findings = False, 1
    row.save()
    told = html.unescape(text_of(signed_in().get(STUDY)))
    assert "About 999 people are to take part." in told
    assert "120 (ESTIMATED)" in told
    assert "<strong>number</strong>" in told
    assert "Not published" in told


@pytest.mark.parametrize("path", [STUDY, SECTION, f"{STUDY}sections/criteria/", "/admin/queue/"])
def test_hostile_text_is_shown_as_text(path: str) -> None:
    """The registry's words and a reader's words are never markup on the desk."""
    fill(title=HOSTILE, summary=HOSTILE, criteria=HOSTILE, conditions=[HOSTILE])
    take_in(study=study(), section="summary", sentence=HOSTILE, words=HOSTILE, now=NOW)
    EditorialCase.objects.update(about=HOSTILE)
    told = text_of(signed_in().get(path))
    assert "<script>alert" not in told
    assert "<img src=x" not in told
    assert "1414" not in told.replace("{{ 7|add:7 }}", "")


def test_review_of_a_study_without_a_text_works() -> None:
    """A record that could not be written is still there to be looked at."""
    fill()
    PlainPage.objects.all().delete()
    assert "no text yet" in text_of(signed_in().get(STUDY))


def test_review_takes_a_fixed_number_of_queries(django_assert_max_num_queries: Any) -> None:
    """However long the history is."""
    fill()
    for day in range(5):
        publish(now=NOW + dt.timedelta(days=day))
    client = signed_in()
    with django_assert_max_num_queries(25):
        client.get(STUDY)


# ── Writing a section ─────────────────────────────────────────────────────────


def test_editor_writes_a_section_through_the_form() -> None:
    """Checked, published, noted with what stood there before."""
    fill()
    client = signed_in("anna", "editor")
    before = shown("summary")
    sentences = [(sentence.text, sentence.sources[0]) for sentence in SUMMARY]
    assert "The checks found nothing" in text_of(client.post(SECTION, typed(*sentences, deed="check")))
    assert shown("summary") == before
    answer = client.post(SECTION, typed(*sentences))
    assert (answer.status_code, answer["Location"]) == (302, STUDY)
    assert shown("summary") == [text for text, _ in sentences]
    entry = AuditEntry.objects.get(action=AuditEntry.Action.EDITED)
    assert (entry.who, entry.nct_id, entry.section) == ("anna", number(1), "summary")
    assert (entry.before, entry.after) == ("\n".join(before), "\n".join(shown("summary")))


def test_refused_section_keeps_every_word_that_was_typed() -> None:
    """The findings stand beside the sentence; text and sources are still there."""
    fill()
    told = text_of(signed_in().post(SECTION, typed(("It cures 999 people.", COUNT))))
    assert "It cures 999 people." in told
    assert 'desk-finding" role="alert"' in told
    assert f'value="{COUNT}" checked' in told
    assert not EditedSection.objects.exists()


def test_source_that_was_not_offered_is_not_taken() -> None:
    """Nobody cites what is not in the record by changing the form."""
    fill()
    told = text_of(signed_in().post(SECTION, typed((SUMMARY[0].text, "protocolSection.made.up"))))
    assert "no source" in told


def test_stale_form_is_refused_with_the_words_kept() -> None:
    """Somebody else was there meanwhile."""
    fill()
    stale = typed((SUMMARY[0].text, SUMMARY[0].sources[0]))
    publish()
    told = text_of(signed_in().post(SECTION, stale))
    assert "The page changed while you were looking at it" in told
    assert SUMMARY[0].text in told


def test_unknown_section_and_deed_are_not_found() -> None:
    """404, not an error."""
    fill()
    client = signed_in()
    assert client.get(f"{STUDY}sections/status/").status_code == 404
    assert do(client, "explode").status_code == 404
    assert client.get("/admin/studies/NCT99999999/").status_code == 404


# ── Deeds ─────────────────────────────────────────────────────────────────────


def test_withdrawn_page_tells_readers_why_and_survives_re_runs(client: Client) -> None:
    """The record's own words stand there until an editor brings the text back, whatever is written."""
    fill(summary="What the study team wrote.")
    chief = signed_in()
    do(chief, "withdraw", reason="Our text gave a wrong age.")
    public = f"/studies/{number(1)}/"
    told = client.get(public).content.decode()
    assert "Our text gave a wrong age." in told
    assert "What the study team wrote." in told
    fill(day=1, summary="What the study team wrote.", enrollment={"count": 240, "type": "ESTIMATED"})
    assert not page().published
    do(chief, "restore")
    assert page().published
    assert "Our text gave a wrong age." not in client.get(public).content.decode()
    kinds = list(AuditEntry.objects.order_by("id").values_list("action", flat=True))[1:]
    assert kinds == [AuditEntry.Action.WITHDREW, AuditEntry.Action.RESTORED]


def test_withdrawing_needs_a_reason() -> None:
    """Readers are told something."""
    fill()
    assert "Write a reason for readers" in text_of(do(signed_in(), "withdraw", reason=" no "))
    assert page().published


def test_marking_what_one_has_not_seen_is_refused() -> None:
    """The page was written anew after it was opened."""
    fill()
    told = text_of(do(signed_in(), "review", seen="1.0"))
    assert "look at it again first" in told
    assert page().reviewed_at is None


def test_take_back_rewrite_and_close_through_the_buttons() -> None:
    """Each says what it did, and is noted."""
    fill()
    client = signed_in()
    publish()
    assert "Taken back" in text_of(do(client, "take-back", section="summary"))
    assert "written anew" in text_of(do(client, "rewrite"))
    open_cases(reason="changed", about={study().id: ""}, now=NOW)
    assert "The case is closed" in text_of(do(client, "close", reason="changed"))
    assert "closed already" in text_of(do(client, "close", reason="changed"))
    kinds = set(AuditEntry.objects.values_list("action", flat=True))
    assert kinds >= {"took back", "rewrote", "closed", "edited"}


def test_report_is_closed_with_what_was_found() -> None:
    """And the case with it; a choice that is none closes nothing."""
    fill()
    take_in(study=study(), section="summary", sentence="", words="Wrong age", now=NOW)
    client, row = signed_in("mia", "report-reader"), ReaderReport.objects.get()
    client.post(f"/admin/reports/{row.id}/", {"state": "open"})
    assert EditorialCase.objects.filter(closed_at=None).exists()
    client.post(f"/admin/reports/{row.id}/", {"state": "corrected", "note": "See it.", "forget": "on"})
    row.refresh_from_db()
    assert (row.state, row.note, row.closed_by, row.words) == ("corrected", "See it.", "mia", "")
    assert not EditorialCase.objects.filter(closed_at=None).exists()


def test_stop_button_stops_a_model_run() -> None:
    """The run at work asks nothing more, and the trail says who pressed."""
    fill()
    run = runs.begin()
    told = text_of(signed_in("olga", "operator").post("/admin/model/stop/", follow=True))
    assert "stops after the answers under way" in told
    assert not runs.keep_alive(run)
    assert ModelRun.objects.get().stop_asked
    assert AuditEntry.objects.filter(action=AuditEntry.Action.STOPPED, who="olga").exists()


# ── Who may do what ───────────────────────────────────────────────────────────

MAY = {
    "queue": {"report-reader", "editor", "chief-editor", "operator"},
    "section": {"editor", "chief-editor"},
    "review": {"editor", "chief-editor"},
    "take-back": {"editor", "chief-editor"},
    "rewrite": {"editor", "chief-editor"},
    "close": {"report-reader", "editor", "chief-editor"},
    "answer": {"report-reader", "editor", "chief-editor"},
    "withdraw": {"chief-editor"},
    "restore": {"chief-editor"},
    "stop": {"operator"},
    "trail": {"chief-editor", "operator"},
}


@pytest.mark.parametrize("role", ["report-reader", "editor", "chief-editor", "operator"])
def test_each_role_may_do_what_it_needs_and_no_more(role: str) -> None:
    """Least rights: everything else is refused, buttons or not."""
    fill()
    take_in(study=study(), section="summary", sentence="", words="Wrong age", now=NOW)
    client, key = signed_in("somebody", role), ReaderReport.objects.get().id
    answers = {
        "queue": client.get("/admin/queue/"),
        "section": client.get(SECTION),
        "answer": client.post(f"/admin/reports/{key}/", {"state": "right"}),
        "stop": client.post("/admin/model/stop/"),
        "trail": client.get("/admin/editors/auditentry/"),
    }
    for deed in ("review", "take-back", "rewrite", "close", "withdraw", "restore"):
        answers[deed] = client.post(f"{STUDY}do/", {"do": deed})
    allowed = {name for name, answer in answers.items() if answer.status_code != 403}
    assert allowed == {name for name, roles in MAY.items() if role in roles}


def test_audit_trail_cannot_be_changed_even_by_a_superuser() -> None:
    """No form, no button, no address changes or deletes an entry."""
    fill()
    publish()
    boss = editor("boss")
    boss.is_superuser = True
    boss.save()
    client = Client()
    client.force_login(boss)
    entry = AuditEntry.objects.get(action="edited")
    base = "/admin/editors/auditentry/"
    assert client.get(base).status_code == 200
    told = text_of(client.get(f"{base}{entry.id}/change/"))
    assert 'name="_save"' not in told
    assert "deletelink" not in told
    before = list(AuditEntry.objects.values())
    for path in (f"{base}{entry.id}/change/", f"{base}{entry.id}/delete/", f"{base}add/"):
        assert client.post(path, {"who": "nobody", "post": "yes"}).status_code == 403
    client.post(base, {"action": "delete_selected", "_selected_action": [entry.id], "post": "yes"})
    assert list(AuditEntry.objects.values()) == before


def test_database_refuses_to_change_the_trail() -> None:
    """Not even the program could."""
    fill()
    publish()
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.update(who="nobody")
    assert AuditEntry.objects.get().who == "anna"


def test_get_changes_nothing() -> None:
    """Deeds are POST alone."""
    fill()
    client = signed_in()
    assert client.get(f"{STUDY}do/?do=review").status_code == 405
    assert client.get("/admin/model/stop/").status_code == 405
    assert client.get("/admin/reports/1/").status_code == 405


def test_moments_in_the_trail_are_utc(settings: Any) -> None:
    """Editors of several countries read one clock."""
    assert (settings.TIME_ZONE, timezone.is_aware(NOW)) == ("UTC", True)
    fill()
    publish()
    assert "2026-09-02 10:00:00" in text_of(signed_in().get("/admin/editors/auditentry/"))


@pytest.mark.parametrize(
    ("deed", "more", "says"),
    [
        ("restore", {}, "not withdrawn"),
        ("take-back", {"section": "summary"}, "automatic text stands there already"),
        ("close", {"reason": "report"}, "Answer each report"),
        ("close", {"reason": "nonsense"}, "closed already"),
    ],
)
def test_deed_that_makes_no_sense_now_says_why(deed: str, more: dict[str, str], says: str) -> None:
    """A button pressed on an old page does nothing, and notes nothing."""
    fill()
    told = text_of(do(signed_in(), deed, **more))
    assert says in told
    assert set(AuditEntry.objects.values_list("action", flat=True)) == {AuditEntry.Action.ROLE}


def test_record_that_cannot_be_read_is_told_to_the_editor() -> None:
    """The button to write anew does not break the desk."""
    fill()
    client = signed_in()
    RecordVersion.objects.update(document=b"damaged")
    assert "cannot be read" in text_of(client.post(f"{STUDY}do/", {"do": "rewrite"}, follow=True))
    assert client.get(SECTION)["Location"] == STUDY
    assert page().published


@pytest.mark.parametrize(
    ("sentences", "says"),
    [
        ([], "at least one sentence"),
        ([("It is about asthma.", COUNT)] * 13, "At most 12 sentences"),
        ([("a" * 601, COUNT)], "longer than 600 letters"),
    ],
)
def test_section_of_the_wrong_size_is_refused_with_words(sentences: list[tuple[str, str]], says: str) -> None:
    """Nothing, too much, too long."""
    fill()
    told = text_of(signed_in().post(SECTION, typed(*sentences)))
    assert says in told
    assert not EditedSection.objects.exists()
