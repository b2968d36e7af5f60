"""The figures of the writing, and the report for reading."""

import pytest

from plainstudy.writing.actions import write_pages
from plainstudy.writing.evaluate import duplicate_share, evaluate, html_report
from plainstudy.writing.models import PlainPage

from .documents import document
from .test_actions import store

KEYS = {
    "grade_median",
    "grade_p95",
    "longest_sentence_words",
    "unsupported_statements",
    "missing_sections",
    "duplicate_headline_share",
}


@pytest.mark.django_db
def test_figures_cover_all_pages_and_each_writer() -> None:
    """One row of figures for all, one for each writer, one for what the rules would write now."""
    store(document(nct="NCT00000001"), document(nct="NCT00000002", title="Basol", status="COMPLETED"))
    write_pages()
    PlainPage.objects.filter(study__nct_id="NCT00000002").update(writer="model x 1")
    told: list[tuple[int, int | None]] = []
    summary = evaluate(
        progress=lambda words, done, total=None: told.append((done, total)), also_rules=True
    ).summary()
    assert summary.keys() >= KEYS | {"writers"}
    assert set(summary["writers"]) == {"rules 1", "model x 1", "rules 1 (written now)"}
    assert summary["writers"]["rules 1 (written now)"]["pages"] == 2
    assert told == [(2, 2)]
    assert (summary["missing_sections"], summary["unsupported_statements"]) == (0, 0)


@pytest.mark.django_db
def test_report_escapes_what_the_registry_wrote() -> None:
    """The worst pages are shown in full, and as text."""
    store(document(nct="NCT00000001", why="<script>x</script>", status="TERMINATED"))
    write_pages()
    report = html_report(evaluate())
    assert "NCT00000001" in report
    assert "<script>" not in report


@pytest.mark.django_db
def test_page_with_findings_counts_as_unsupported_and_comes_first() -> None:
    """A number that the record does not have is found again when evaluating."""
    store(document(nct="NCT00000001"), document(nct="NCT00000002"))
    write_pages()
    page = PlainPage.objects.get(study__nct_id="NCT00000002")
    page.content["summary"][0]["text"] = "This promising drug helps 777 people."
    page.save()
    evaluation = evaluate()
    assert evaluation.summary()["unsupported_statements"] >= 2
    assert evaluation.worst()[0].nct_id == "NCT00000002"


@pytest.mark.django_db
def test_empty_store_has_figures_too() -> None:
    """Nothing stored, nothing divided by zero."""
    assert evaluate().summary()["pages"] == 0


def test_share_of_duplicates_counts_every_page_of_a_shared_headline() -> None:
    """Two of four pages that share a headline are half."""
    assert duplicate_share(["a", "a", "b", "c"]) == 0.5
    assert duplicate_share([]) == 0
