"""The figures of the writing, and the report for reading."""

import argparse
import json
from pathlib import Path

import pytest

from plainstudy.cli.quality import run_evaluate
from plainstudy.studies.models import RecordVersion
from plainstudy.writing.actions import write_pages
from plainstudy.writing.evaluate import Evaluation, Measured, duplicate_share, evaluate
from plainstudy.writing.hyphens import syllables_by_hyphens
from plainstudy.writing.models import PlainPage
from plainstudy.writing.report import html_report

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
    """Figures for all, for each writer, and for what the rules would write now for the same studies."""
    store(document(nct="NCT00000001"), document(nct="NCT00000002", title="Basol", status="COMPLETED"))
    write_pages()
    PlainPage.objects.filter(study__nct_id="NCT00000002").update(writer="model x 1")
    told: list[tuple[int, int | None]] = []
    summary = evaluate(
        progress=lambda words, done, total=None: told.append((done, total)), also_rules=True
    ).summary()
    assert summary.keys() >= KEYS | {"writers"}
    assert set(summary["writers"]) == {"rules 1", "model x 1"}
    assert all(summary["writers"][name].keys() >= KEYS for name in summary["writers"])
    assert summary["side_by_side"]["model x 1"]["stored"] == summary["writers"]["model x 1"]
    assert summary["side_by_side"]["model x 1"]["written_now"]["pages"] == 1
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
    assert evaluation.summary()["unsupported_statements"] == 1  # however many findings it has
    assert evaluation.worst()[0].nct_id == "NCT00000002"


@pytest.mark.django_db
def test_empty_store_has_figures_too() -> None:
    """Nothing stored, nothing divided by zero."""
    evaluation = evaluate(also_rules=True)
    summary = evaluation.summary()
    assert (summary["pages"], summary["grade_median"], summary["writers"]) == (0, 0, {})
    assert "side_by_side" not in summary
    assert "The 0 pages" in html_report(evaluation)


@pytest.mark.django_db
def test_page_that_was_not_published_is_counted_and_read() -> None:
    """A text that a check refused is measured as well, and the report says that nobody sees it."""
    store(document(nct="NCT00000001"), document(nct="NCT00000002"))
    write_pages()
    page = PlainPage.objects.filter(study__nct_id="NCT00000001")
    page.update(published=False, open_findings=1)
    evaluation = evaluate()
    assert (evaluation.summary()["pages"], evaluation.summary()["unpublished_pages"]) == (2, 1)
    assert html_report(evaluation).count("not published") == 1


@pytest.mark.django_db
def test_damaged_page_is_counted_and_stops_no_other() -> None:
    """A text that cannot be read, or a record that does not unpack, is passed over."""
    store(*(document(nct=f"NCT0000000{at}") for at in (1, 2, 3)))
    write_pages()
    PlainPage.objects.filter(study__nct_id="NCT00000001").update(content={"headline": 3})
    RecordVersion.objects.filter(study__nct_id="NCT00000002").update(document=b"not a packed one")
    summary = evaluate().summary()
    assert (summary["pages"], summary["unreadable_pages"]) == (1, 2)


@pytest.mark.django_db
def test_registrys_own_descriptions_stand_beside_for_scale() -> None:
    """How hard the source reads, counted our way and textstat's."""
    described = document(nct="NCT00000001")
    described["protocolSection"]["descriptionModule"] = {"briefSummary": "Pharmacokinetic variability of it."}
    store(described)
    write_pages()
    summary = evaluate().summary()
    assert summary["registry_summaries"]["texts"] == 1
    assert summary["registry_summaries"]["grade_median"] > 10
    assert summary["textstat_grade_median"] > 0


def _measured(number: int, *, findings: int = 0) -> Measured:
    return Measured(
        nct_id=f"NCT{number:08d}",
        writer="rules 1",
        headline=f"Headline {number % 90}",
        grade=number / 10,
        textstat_grade=number / 20,
        grade_without_names=1.0,
        longest=20,
        lengths=(8, 12, 20),
        words=40,
        hard_words=2,
        missing=(),
        findings=("number: x",) * findings,
        unsupported=min(findings, 1),
        sentences=(("summary", "A text."),),
    )


def test_only_the_worst_fifty_are_kept_in_full() -> None:
    """Any number of pages is measured; fifty are for reading, findings first."""
    evaluation = Evaluation()
    for number in range(100):
        evaluation.add(_measured(number, findings=number == 3))
    worst = evaluation.worst()
    assert [page.nct_id for page in worst[:3]] == ["NCT00000003", "NCT00000099", "NCT00000098"]
    assert len(worst) == 50
    summary = evaluation.summary()
    assert (summary["pages"], summary["unsupported_statements"]) == (100, 1)
    assert (summary["grade_median"], summary["grade_p95"], summary["textstat_grade_median"]) == (
        4.95,
        9.5,
        2.48,
    )
    assert (summary["sentence_words_median"], summary["longest_sentence_words"]) == (12, 20)
    assert summary["duplicate_headline_share"] == 0.2


@pytest.mark.parametrize(("word", "count"), [("walk", 1), ("doctor", 2), ("A", 1), ("hospital", 3)])
def test_hyphens_count_syllables_as_textstat_does(word: str, count: int) -> None:
    """One more than the places where a word may be parted."""
    assert syllables_by_hyphens(word) == count


@pytest.mark.django_db
def test_command_prints_a_table_or_one_line_of_json(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """For a person the writers stand side by side; for a program there is one line."""
    store(document(nct="NCT00000001"))
    write_pages()
    options = argparse.Namespace(report=tmp_path / "report.html", compare=True, json=False)
    assert run_evaluate(options) == 0
    assert "rules now" in capsys.readouterr().out
    assert "NCT00000001" in options.report.read_text(encoding="utf-8")
    assert run_evaluate(argparse.Namespace(report=None, compare=False, json=True)) == 0
    assert json.loads(capsys.readouterr().out).keys() >= KEYS | {"writers"}


def test_share_of_duplicates_counts_every_page_of_a_shared_headline() -> None:
    """Two of four pages that share a headline are half."""
    assert duplicate_share(["a", "a", "b", "c"]) == 0.5
    assert duplicate_share([]) == 0
