"""The writing stage: waiting rows become pages, each written once for the same facts."""

import datetime as dt
import json
from typing import Any

import pytest

from plainstudy.studies.actions import Stamp, claim_store, store_arrivals
from plainstudy.studies.models import RecordVersion, Study, Waiting
from plainstudy.studies.waiting import add_waiting
from plainstudy.writing import actions, drafts
from plainstudy.writing.actions import rewrite_outdated, write_pages
from plainstudy.writing.finding import Finding
from plainstudy.writing.models import PlainPage
from plainstudy.writing.queries import outdated_pages
from plainstudy.writing.text import text_from

from .documents import document

pytestmark = pytest.mark.django_db
DAY = dt.datetime(2026, 9, 1, 9, 0, 4, tzinfo=dt.UTC)


def store(*documents: dict[str, Any], day: int = 0) -> None:
    """Store documents of a snapshot and let each of them wait to be written."""
    stamp = DAY + dt.timedelta(days=day)
    claim_store(registry="ctgov", data_timestamp=stamp)
    raw = [json.dumps(part).encode() for part in documents]
    store_arrivals(raw, stamp=Stamp(data_timestamp=stamp, fetched_at=stamp))
    Waiting.objects.all().delete()
    add_waiting(Waiting.Stage.WRITE, list(Study.objects.values_list("id", flat=True)))


def test_waiting_study_gets_a_published_page_and_waits_for_the_index() -> None:
    """The page is stored with its text, and the next stage is told, in one go."""
    store(document(nct="NCT00000001"), document(nct="NCT00000002", status="WITHDRAWN"))
    assert write_pages() == 2
    page = PlainPage.objects.get(study__nct_id="NCT00000001")
    assert (page.published, page.open_findings, page.version_number) == (True, 0, 1)
    assert page.headline == text_from(page.content).headline.text
    assert 0 < page.reading_grade < 10
    assert sorted(Waiting.objects.values_list("stage", flat=True)) == ["index", "index"]
    assert write_pages() == 0


def test_page_with_the_same_facts_is_not_written_again() -> None:
    """A new version without new facts moves the number on and leaves the text alone."""
    store(document(nct="NCT00000001"))
    write_pages()
    before = PlainPage.objects.get()
    changed = document(nct="NCT00000001")
    changed["protocolSection"]["identificationModule"]["orgStudyIdInfo"] = {"id": "ABC"}
    store(changed, day=1)
    assert write_pages() == 1
    after = PlainPage.objects.get()
    assert (after.version_number, after.written_at) == (2, before.written_at)


def test_page_with_new_facts_is_written_again() -> None:
    """A changed status changes the text."""
    store(document(nct="NCT00000001"))
    write_pages()
    store(document(nct="NCT00000001", status="TERMINATED", why="Too few people"), day=1)
    write_pages()
    page = PlainPage.objects.get()
    assert "stopped early" in page.headline
    assert page.version_number == 2


def test_text_with_findings_is_kept_but_not_published(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing with an open finding is public."""
    store(document(nct="NCT00000001"))
    monkeypatch.setattr(drafts, "check", lambda text, facts, record: (Finding(kind="hype", part=""),))
    write_pages()
    page = PlainPage.objects.get()
    assert (page.published, page.open_findings) == (False, 1)


def test_damaged_record_steps_aside_and_stops_no_other() -> None:
    """One study that cannot be read waits with its error; the other gets its page."""
    store(document(nct="NCT00000001"), document(nct="NCT00000002"))
    RecordVersion.objects.filter(study__nct_id="NCT00000001").update(document=b"damaged")
    assert write_pages() == 2
    assert PlainPage.objects.get().study.nct_id == "NCT00000002"
    left = Waiting.objects.get(stage=Waiting.Stage.WRITE)
    assert (left.attempts, bool(left.error)) == (1, True)


def test_sentence_with_a_finding_is_left_out_and_the_rest_published(monkeypatch: pytest.MonkeyPatch) -> None:
    """When in doubt, a page says less."""
    store(document(nct="NCT00000001"))
    doubtful = "It is for adults with asthma."
    monkeypatch.setattr(
        drafts,
        "check",
        lambda text, facts, record: tuple(
            Finding(kind="word", part="summary", sentence=doubtful)
            for sentence in text.summary
            if sentence.text == doubtful
        ),
    )
    write_pages()
    page = PlainPage.objects.get()
    assert page.published
    told = [sentence.text for sentence in text_from(page.content).summary]
    assert (doubtful in told, len(told) >= 3) == (False, True)


def test_pages_of_older_rules_are_written_again() -> None:
    """A new version of the rules writer is no reason to wait for a change of the record."""
    store(document(nct="NCT00000001"))
    write_pages()
    PlainPage.objects.update(writer="rules 0")
    assert len(outdated_pages(actions.WRITER)) == 1
    assert rewrite_outdated() == 1
    assert write_pages() == 1
    assert PlainPage.objects.get().writer == actions.WRITER


def test_number_of_queries_does_not_grow_with_the_batch(django_assert_max_num_queries: Any) -> None:
    """A batch takes a fixed number of queries."""
    store(*(document(nct=f"NCT{number:08d}") for number in range(1, 31)))
    with django_assert_max_num_queries(25):
        write_pages()
