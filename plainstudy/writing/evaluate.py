"""How good the writing is, over all stored pages and for each writer: figures, and the worst pages."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from plainstudy.plain.reading import grade
from plainstudy.record.record import StudyRecord
from plainstudy.studies import queries as studies

from . import queries
from .check import REQUIRED, check
from .facts import Facts, extract_facts
from .models import PlainPage
from .readability import grade_of, longest_of
from .rules import WRITER, sentences_of, write_text
from .text import StudyText, text_from

Progress = Callable[[str, int, int], None]
_BATCH = 250
_WORST = 50
_FORMS = frozenset({"missing section", "too long"})


@dataclass(frozen=True, slots=True)
class Measured:
    """One page, measured."""

    nct_id: str
    writer: str
    headline: str
    grade: float
    grade_without_names: float
    longest: int
    words: int
    hard_words: int
    """Words of our dictionary that stay in the text and are explained below it."""
    missing: tuple[str, ...]
    findings: tuple[str, ...]
    """What keeps it from being published, but for form."""
    sentences: tuple[tuple[str, str], ...]

    @property
    def badness(self) -> float:
        """Order pages for reading: findings first, then what reads hardest."""
        return 100.0 * (len(self.findings) + len(self.missing)) + self.grade + self.longest / 10


@dataclass(slots=True)
class Evaluation:
    """All pages measured, by writer."""

    by_writer: dict[str, list[Measured]] = field(default_factory=dict)

    def summary(self) -> dict[str, Any]:
        """Return the figures over all pages, and those of each writer below ``writers``."""
        everything = [page for pages in self.by_writer.values() for page in pages]
        return figures(everything) | {
            "writers": {writer: figures(pages) for writer, pages in sorted(self.by_writer.items())}
        }

    def worst(self, *, most: int = _WORST) -> list[Measured]:
        """Return the pages that need reading most."""
        everything = (page for pages in self.by_writer.values() for page in pages)
        return sorted(everything, key=lambda page: -page.badness)[:most]


def evaluate(*, progress: Progress | None = None, also_rules: bool = False) -> Evaluation:
    """Measure every stored page against its newest record.

    ``also_rules`` adds what the present rules would write for the same studies, as a writer of its own, so
    that another writer, or an older version, can be compared with it in one run.
    """
    report = progress or (lambda words, done, total: None)
    total = PlainPage.objects.count()
    result = Evaluation()
    done = 0
    for pages in _batches(queries.all_pages()):
        for measured in _measure_all(pages, also_rules=also_rules):
            result.by_writer.setdefault(measured.writer, []).append(measured)
        done += len(pages)
        report("Reading pages", done, total)
    return result


def _batches(pages: Iterator[PlainPage]) -> Iterator[list[PlainPage]]:
    batch: list[PlainPage] = []
    for page in pages:
        batch.append(page)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _measure_all(pages: Sequence[PlainPage], *, also_rules: bool) -> Iterator[Measured]:
    today = studies.today()
    records = studies.head_records(page.study_id for page in pages)
    for page in pages:
        record = records[page.study_id]
        facts = extract_facts(record, today=today)
        yield measure(text_from(page.content), facts, record, writer=page.writer)
        if also_rules:
            yield measure(write_text(facts), facts, record, writer=f"{WRITER} (written now)")


def measure(text: StudyText, facts: Facts, record: StudyRecord, *, writer: str) -> Measured:
    """Measure one text."""
    parts = tuple((part, sentence.text) for part, sentence in sentences_of(text))
    texts = [sentence for _, sentence in parts]
    names = {topic.words for topic in facts.topics} | {item.name for item in facts.treatments}
    return Measured(
        nct_id=facts.nct_id,
        writer=writer,
        headline=text.headline.text,
        grade=grade_of(texts),
        grade_without_names=grade("\n\n".join(texts), ignoring=[name for name in names if name]),
        longest=longest_of(texts),
        words=sum(len(sentence.split()) for sentence in texts),
        hard_words=len(text.explained),
        missing=tuple(name for name in REQUIRED if not getattr(text, name)),
        findings=tuple(
            f"{found.kind}: {found.sentence} ({found.detail})"
            for found in check(text, facts, record)
            if found.kind not in _FORMS
        ),
        sentences=parts,
    )


def figures(pages: Sequence[Measured]) -> dict[str, Any]:
    """Return the figures of some pages; grades are 0 where there are none."""
    grades = sorted(page.grade for page in pages)
    without = sorted(page.grade_without_names for page in pages)
    return {
        "pages": len(pages),
        "grade_median": round(statistics.median(grades), 2) if grades else 0.0,
        "grade_p95": round(_at(grades, 0.95), 2),
        "grade_median_without_names": round(statistics.median(without), 2) if without else 0.0,
        "grade_p95_without_names": round(_at(without, 0.95), 2),
        "longest_sentence_words": max((page.longest for page in pages), default=0),
        "unsupported_statements": sum(len(page.findings) for page in pages),
        "missing_sections": sum(len(page.missing) for page in pages),
        "duplicate_headline_share": round(duplicate_share([page.headline for page in pages]), 4),
        "words_median": statistics.median(page.words for page in pages) if pages else 0,
        "hard_words_median": statistics.median(page.hard_words for page in pages) if pages else 0,
    }


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def duplicate_share(headlines: Sequence[str]) -> float:
    """Return which share of the headlines stands on more than one page."""
    counts = Counter(headlines)
    return sum(count for count in counts.values() if count > 1) / len(headlines) if headlines else 0.0


_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>How the pages read</title>
<style>body{{font:1rem/1.5 system-ui;max-width:68ch;margin:2rem auto;padding:0 1rem}}
table{{border-collapse:collapse}}th,td{{text-align:left;padding:.2rem .8rem;border-bottom:1px solid #8888}}
article{{border-top:2px solid #8888;margin-top:2rem}}.found{{color:#b00020}}</style>
<h1>How the pages read</h1>
<table><tr><th>Figure</th>{heads}</tr>{rows}</table>
<h2>The {count} pages that need reading most</h2>{articles}</html>
"""


def html_report(evaluation: Evaluation) -> str:
    """Return a page with the figures of each writer side by side, and the worst pages in full."""
    summary = evaluation.summary()
    columns = {"all": summary, **summary["writers"]}
    heads = "".join(f"<th>{escape(name)}</th>" for name in columns)
    names = [name for name in summary if name != "writers"]
    rows = "".join(
        f"<tr><th>{escape(name.replace('_', ' '))}</th>"
        + "".join(f"<td>{escape(str(column[name]))}</td>" for column in columns.values())
        + "</tr>"
        for name in names
    )
    worst = evaluation.worst()
    articles = "".join(map(_article, worst))
    return _PAGE.format(heads=heads, rows=rows, count=len(worst), articles=articles)


def _article(page: Measured) -> str:
    parts: dict[str, list[str]] = {}
    for part, sentence in page.sentences:
        parts.setdefault(part, []).append(sentence)
    body = "".join(
        f"<p><b>{escape(part.replace('_', ' '))}</b> {escape(' '.join(sentences))}</p>"
        for part, sentences in parts.items()
    )
    found = "".join(f'<li class="found">{escape(text)}</li>' for text in (*page.findings, *page.missing))
    return (
        f"<article><h3>{escape(page.nct_id)} · {escape(page.writer)} · grade {page.grade:.1f} · "
        f"longest {page.longest}</h3><ul>{found}</ul>{body}</article>"
    )
