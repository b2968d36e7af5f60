"""How good the writing is, over all stored pages and for each writer: figures. ``report`` shows the pages."""

import heapq
import statistics
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from plainstudy.plain.markup import strip_markdown
from plainstudy.plain.reading import grade, longest_sentence_words, sentences, words
from plainstudy.record.record import StudyRecord
from plainstudy.studies import queries as studies

from . import queries
from .check import REQUIRED, check
from .facts import Facts, extract_facts
from .hyphens import syllables_by_hyphens
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
    textstat_grade: float
    """The same as textstat would give it, to compare with others' figures."""
    grade_without_names: float
    longest: int
    lengths: tuple[int, ...]
    """Words of each sentence."""
    words: int
    hard_words: int
    """Words of our dictionary that stay in the text and are explained below it."""
    missing: tuple[str, ...]
    findings: tuple[str, ...]
    """What keeps it from being published, but for form."""
    unsupported: int
    """How many statements the findings are about: one may have several."""
    sentences: tuple[tuple[str, str], ...]
    published: bool = True

    @property
    def badness(self) -> float:
        """Order pages for reading: findings first, then what reads hardest."""
        return 100.0 * (len(self.findings) + len(self.missing)) + self.grade + self.longest / 10


@dataclass(slots=True)
class Tally:
    """What is kept of many pages: numbers, so that any number of pages fits into memory."""

    pages: int = 0
    unpublished: int = 0
    unsupported: int = 0
    missing: int = 0
    grades: "array[float]" = field(default_factory=lambda: array("d"))
    textstat_grades: "array[float]" = field(default_factory=lambda: array("d"))
    grades_without_names: "array[float]" = field(default_factory=lambda: array("d"))
    words: "array[int]" = field(default_factory=lambda: array("l"))
    hard_words: "array[int]" = field(default_factory=lambda: array("l"))
    lengths: Counter[int] = field(default_factory=Counter)
    """How many sentences have so many words."""
    headlines: Counter[str] = field(default_factory=Counter)

    def add(self, page: Measured) -> None:
        """Count one page."""
        self.pages += 1
        self.unpublished += not page.published
        self.unsupported += page.unsupported
        self.missing += len(page.missing)
        self.grades.append(page.grade)
        self.textstat_grades.append(page.textstat_grade)
        self.grades_without_names.append(page.grade_without_names)
        self.words.append(page.words)
        self.hard_words.append(page.hard_words)
        self.lengths.update(page.lengths)
        self.headlines[page.headline] += 1

    def figures(self) -> dict[str, Any]:
        """Return the figures; all are 0 where there is no page."""
        return {
            "pages": self.pages,
            "unpublished_pages": self.unpublished,
            **_grades("", self.grades),
            **_grades("textstat_", self.textstat_grades),
            "grade_median_without_names": _median(self.grades_without_names),
            "grade_p95_without_names": _p95(self.grades_without_names),
            "sentence_words_median": _share_of(self.lengths, 0.5),
            "sentence_words_p95": _share_of(self.lengths, 0.95),
            "longest_sentence_words": max(self.lengths, default=0),
            "unsupported_statements": self.unsupported,
            "missing_sections": self.missing,
            "duplicate_headline_share": round(duplicate_share(self.headlines), 4),
            "words_median": _median(self.words),
            "hard_words_median": _median(self.hard_words),
        }


@dataclass(slots=True)
class Summaries:
    """The registry's own short descriptions, for scale."""

    grades: "array[float]" = field(default_factory=lambda: array("d"))
    textstat_grades: "array[float]" = field(default_factory=lambda: array("d"))
    longest: "array[int]" = field(default_factory=lambda: array("l"))

    def add(self, record: StudyRecord) -> None:
        """Count a record's short description, where it has one."""
        text = strip_markdown(record.protocol_section.description_module.brief_summary or "")
        if text:
            self.grades.append(grade(text))
            self.textstat_grades.append(grade(text, syllables_of=syllables_by_hyphens))
            self.longest.append(longest_sentence_words(text))

    def figures(self) -> dict[str, Any]:
        """Return the figures; all are 0 where there is no text."""
        return {
            "texts": len(self.grades),
            **_grades("", self.grades),
            **_grades("textstat_", self.textstat_grades),
            "longest_sentence_words_median": _median(self.longest),
        }


@dataclass(slots=True)
class Evaluation:
    """All pages measured: together, by writer, and beside what the present rules write."""

    everything: Tally = field(default_factory=Tally)
    by_writer: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    written_now: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    """What the present rules write for the same studies, by the writer of the stored page."""
    summaries: Summaries = field(default_factory=Summaries)
    unreadable: int = 0
    """Pages whose record or text could not be read; ``plainstudy verify`` says why."""
    _worst: list[tuple[float, int, Measured]] = field(default_factory=list)

    def add(self, page: Measured) -> None:
        """Count a stored page, and keep it while it is among the worst."""
        self.everything.add(page)
        self.by_writer[page.writer].add(page)
        item = (page.badness, -self.everything.pages, page)
        (heapq.heappushpop if len(self._worst) >= _WORST else heapq.heappush)(self._worst, item)

    def summary(self) -> dict[str, Any]:
        """Return the figures over all stored pages, and those of each writer below ``writers``.

        "registry_summaries" has the grades of the registry's own short descriptions,
        for scale. Where the present rules were asked as well, "side_by_side" has for
        each writer the figures of its pages ("stored") and of the rules' text for the same
        studies ("written_now").
        """
        found = self.everything.figures() | {
            "unreadable_pages": self.unreadable,
            "registry_summaries": self.summaries.figures(),
            "writers": {writer: tally.figures() for writer, tally in sorted(self.by_writer.items())},
        }
        if self.written_now:
            found["side_by_side"] = {
                writer: {"stored": self.by_writer[writer].figures(), "written_now": tally.figures()}
                for writer, tally in sorted(self.written_now.items())
            }
        return found

    def worst(self) -> list[Measured]:
        """Return the fifty pages that need reading most, the worst first."""
        return [page for _, _, page in sorted(self._worst, key=lambda item: item[:2], reverse=True)]


def evaluate(*, progress: Progress | None = None, also_rules: bool = False) -> Evaluation:
    """Measure every stored page against its newest record; what cannot be read is counted and passed over.

    ``also_rules`` measures beside each page what the present rules would write for the same study, so
    that another writer, or an older version of the rules, is compared with them on the same studies.
    """
    report = progress or (lambda words, done, total: None)
    total = PlainPage.objects.count()
    result = Evaluation()
    done = 0
    for pages in _batches(queries.all_pages()):
        _measure_all(pages, into=result, also_rules=also_rules)
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


def _measure_all(pages: Sequence[PlainPage], *, into: Evaluation, also_rules: bool) -> None:
    today = studies.today()
    records = _records(page.study_id for page in pages)
    for page in pages:
        record = records.get(page.study_id)
        try:
            text = text_from(page.content)
        except ValueError:
            record = None
        if record is None:
            into.unreadable += 1
            continue
        facts = extract_facts(record, today=today)
        measured = measure(text, facts, record, writer=page.writer, published=page.published)
        into.add(measured)
        into.summaries.add(record)
        if also_rules:
            now = measure(write_text(facts), facts, record, writer=f"{WRITER} (written now)")
            into.written_now[page.writer].add(now)


def _records(study_ids: Iterable[int]) -> dict[int, StudyRecord]:
    """Return the newest records; those of damaged versions are left out."""
    wanted = list(study_ids)
    try:
        return studies.head_records(wanted)
    except (ValueError, LookupError):
        found: dict[int, StudyRecord] = {}
        for study_id in wanted:
            with suppress(ValueError, LookupError):
                found |= studies.head_records([study_id])
        return found


def measure(
    text: StudyText, facts: Facts, record: StudyRecord, *, writer: str, published: bool = True
) -> Measured:
    """Measure one text."""
    parts = tuple((part, sentence.text) for part, sentence in sentences_of(text))
    texts = [sentence for _, sentence in parts]
    names = {topic.words for topic in facts.topics} | {item.name for item in facts.treatments}
    wrong = [found for found in check(text, facts, record) if found.kind not in _FORMS]
    return Measured(
        nct_id=facts.nct_id,
        writer=writer,
        headline=text.headline.text,
        grade=grade_of(texts),
        textstat_grade=grade("\n\n".join(texts), syllables_of=syllables_by_hyphens),
        grade_without_names=grade("\n\n".join(texts), ignoring=[name for name in names if name]),
        longest=longest_of(texts),
        lengths=tuple(len(words(sentence)) for text in texts for sentence in sentences(text)),
        words=sum(len(sentence.split()) for sentence in texts),
        hard_words=len(text.explained),
        missing=tuple(name for name in REQUIRED if not getattr(text, name)),
        findings=tuple(f"{found.kind}: {found.sentence} ({found.detail})" for found in wrong),
        unsupported=len({found.sentence for found in wrong}),
        sentences=parts,
        published=published,
    )


def _grades(prefix: str, grades: Sequence[float]) -> dict[str, float]:
    return {f"{prefix}grade_median": _median(grades), f"{prefix}grade_p95": _p95(grades)}


def _median(values: Sequence[float]) -> float:
    return round(statistics.median(values), 2) if values else 0


def _p95(values: Sequence[float]) -> float:
    return round(sorted(values)[min(len(values) - 1, int(0.95 * len(values)))], 2) if values else 0


def _share_of(counted: Counter[int], share: float) -> int:
    """Return the value below which such a share of all counted ones lies."""
    left = share * counted.total()
    for value in sorted(counted):
        left -= counted[value]
        if left <= 0:
            return value
    return 0


def duplicate_share(headlines: Iterable[str]) -> float:
    """Return which share of the pages has a headline that stands on more than one; counts will do as well."""
    counts = Counter(headlines)
    total = counts.total()
    return sum(count for count in counts.values() if count > 1) / total if total else 0.0
