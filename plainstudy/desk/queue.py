"""The queue as editors see it: counted, filtered, in pages; three queries however many cases there are."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from plainstudy.editors.models import EditorialCase, ReaderReport
from plainstudy.editors.queries import open_counts

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """One reason to choose; ``reason`` is empty for all."""

    reason: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One case."""

    nct_id: str
    title: str
    reason: str
    label: str
    about: str
    opened_at: dt.datetime
    reports: int


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue, the most harmful and then the oldest first."""

    filters: tuple[Filter, ...]
    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int

    @property
    def earlier(self) -> int | None:
        """The number of the page before; None on the first."""
        return self.page - 1 if self.page > 1 else None

    @property
    def later(self) -> int | None:
        """The number of the next page; None on the last."""
        return self.page + 1 if self.page < self.pages else None


def present_queue(*, reason: str, page: int) -> Queue:
    """Return one page of what is open; an unknown reason means all, a page too far the last."""
    counts = open_counts()
    chosen = reason if reason in counts else ""
    total = counts[chosen] if chosen else sum(counts.values())
    pages = max(1, -(-total // PER_PAGE))
    number = min(max(1, page), pages)
    return Queue(
        filters=_filters(counts, chosen), rows=_rows(chosen, number), total=total, page=number, pages=pages
    )


def _filters(counts: dict[str, int], chosen: str) -> tuple[Filter, ...]:
    every = Filter("", "Everything", sum(counts.values()), chosen == "")
    labels = dict(EditorialCase.Reason.choices)
    return (every, *(Filter(key, labels[key], count, key == chosen) for key, count in counts.items()))


def _rows(chosen: str, page: int) -> tuple[Row, ...]:
    """Read the keys first, along the index: what is shown of a study is read for one page of them alone."""
    cases = EditorialCase.objects.filter(closed_at=None)
    if chosen:
        cases = cases.filter(reason=chosen).order_by("opened_at", "id")
    else:
        cases = cases.order_by("harm", "opened_at", "id")
    start = (page - 1) * PER_PAGE
    ids = list(cases.values_list("id", flat=True)[start : start + PER_PAGE])
    open_reports = Count("study__reports", filter=Q(study__reports__state=ReaderReport.State.OPEN))
    annotated = EditorialCase.objects.filter(id__in=ids).annotate(open_reports=open_reports)
    found = annotated.values_list(
        "id", "study__nct_id", "study__title", "study__page__headline", "reason", "about", "opened_at",
        "open_reports",
    )  # fmt: skip
    labels = dict(EditorialCase.Reason.choices)
    rows = {
        key: Row(nct_id, headline or title, reason, labels[reason], about, opened_at, reports)
        for key, nct_id, title, headline, reason, about, opened_at, reports in found
    }
    return tuple(rows[key] for key in ids if key in rows)
