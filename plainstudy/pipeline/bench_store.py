"""The store in use: how fast its pages are shown and its studies found. Nothing is written."""

import random
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from plainstudy.conditions.models import Concept
from plainstudy.search.queries import search
from plainstudy.studies.models import Study
from plainstudy.writing.models import PlainPage

from .bench_plain import ADDRESS, URLS
from .progress import Progress, silent
from .stopwatch import Stopwatch, at, milliseconds_of

_KB = 1000


class TooEmpty(LookupError):
    """There is nothing to show or to find."""


def bench_pages(*, requests: int, progress: Progress | None = None) -> dict[str, Any]:
    """Time study pages in this process: first shown, shown again, and asked for with their ETag.

    Beside them, with the same middleware, a plain view of 28 KB and five queries.
    Milliseconds, kilobytes as sent, requests per second of one process.
    """
    numbers = _numbers(requests)
    show = _Browser()
    show(f"/studies/{numbers[0]}/")  # templates and statements are made once
    (progress or silent)("Showing pages", 1)
    pages = [_Visit(show, f"/studies/{number}/") for number in numbers[1:]]
    first, used = milliseconds_of(pages)
    again, known, plain = Stopwatch(), Stopwatch(), Stopwatch()
    recent = pages[-_AGAIN:]
    for visit in recent:  # alternately, so that whatever else the machine does meets all three
        again.time(1, visit)
        known.time(1, visit.again)
        with _plain_site():
            plain.time(1, _Visit(show, ADDRESS))
    return {
        "studies": Study.objects.count(),
        "pages": len(pages),
        "first_ms_median": at(0.5, first),
        "first_ms_p95": at(0.95, first),
        "first_processor_ms_p95": at(0.95, used),
        "sent_kb_largest": round(max(visit.sent for visit in pages) / _KB, 1),
        "queries_most": max(visit.queries for visit in pages),
        "again_per_second": again.rate,
        "unchanged_per_second": known.rate,
        "plain_view_per_second": plain.rate,
        "again_to_plain": round(again.rate / plain.rate, 1),
        "unchanged_to_plain": round(known.rate / plain.rate, 1),
    }


_AGAIN = 500


def bench_search(*, requests: int, progress: Progress | None = None) -> dict[str, Any]:
    """Time searches with all facets for names of conditions, in milliseconds; half of them with a filter."""
    labels = list(Concept.objects.order_by("id").values_list("label", flat=True))
    if not labels:
        raise TooEmpty("no study is coded yet: run plainstudy sync first")
    chosen = random.Random(0).choices(labels, k=requests)  # noqa: S311  a sample
    search(chosen[0])
    (progress or silent)("Searching", 1)
    found: list[int] = []

    def look(query: str, **filters: str) -> None:
        found.append(search(query, **filters).total)  # type: ignore[arg-type]

    works: list[Callable[[], object]] = []
    for place, label in enumerate(chosen):
        filters = {"status": "RECRUITING"} if place % 2 else {}
        works.append(lambda label=label, filters=filters: look(label, **filters))  # type: ignore[misc]
    times, used = milliseconds_of(works)
    everything, used_for_all = milliseconds_of([lambda: search("")] * 20)
    return {
        "studies": Study.objects.count(),
        "searches": len(times),
        "found_median": sorted(found)[len(found) // 2],
        "found_most": max(found),
        "ms_median": at(0.5, times),
        "ms_p95": at(0.95, times),
        "ms_longest": round(times[-1], 2),
        "processor_ms_p95": at(0.95, used),
        "all_studies_ms_p95": at(0.95, everything),
        "all_studies_processor_ms_p95": at(0.95, used_for_all),
    }


def _numbers(count: int) -> Sequence[str]:
    pages = PlainPage.objects.filter(published=True, study__presence=Study.Presence.LISTED)
    ids = list(pages.values_list("study_id", flat=True))
    if len(ids) < 2:
        raise TooEmpty("no page is published yet: run plainstudy sync first")
    chosen = random.Random(0).sample(ids, min(count + 1, len(ids)))  # noqa: S311  a sample
    return list(Study.objects.filter(id__in=chosen).values_list("nct_id", flat=True))


class _Browser:
    """Asks the site's own handler for addresses, without a network in between."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # static files were not collected: none is asked for
            self._handler = WSGIHandler()

    def __call__(self, address: str, *, etag: str = "") -> tuple[dict[str, str], int]:
        """Return the answer's headers and how many bytes it has; AssertionError for an error page."""
        asked: dict[str, Any] = {"PATH_INFO": address, "REQUEST_METHOD": "GET", "wsgi.input": BytesIO()}
        setup_testing_defaults(asked)
        asked |= {"HTTP_HOST": settings.ALLOWED_HOSTS[0], "HTTP_ACCEPT_ENCODING": "gzip"}
        if etag:
            asked["HTTP_IF_NONE_MATCH"] = etag
        told: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], problem: Any = None) -> None:
            told.extend((status, headers))

        answer = self._handler(asked, start)  # type: ignore[arg-type]
        size = sum(map(len, answer))
        answer.close()
        status, headers = told
        assert status[:3] in {"200", "304"}, f"{address} answered {status}"
        return dict(headers), size


class _Visit:
    """One page, visited again and again; the first time its queries are counted."""

    def __init__(self, show: _Browser, address: str) -> None:
        self._show, self._address = show, address
        self.etag, self.sent, self.queries = "", 0, 0

    def __call__(self) -> None:
        if self.etag:
            self._show(self._address)
            return
        with connection.execute_wrapper(self._count):
            headers, self.sent = self._show(self._address)
        self.etag = headers.get("ETag", "")

    def again(self) -> None:
        """Visit it as a browser does that holds it."""
        self._show(self._address, etag=self.etag)

    def _count(self, execute: Any, *arguments: Any) -> Any:
        self.queries += 1
        return execute(*arguments)


@contextmanager
def _plain_site() -> Iterator[None]:
    ours, settings.ROOT_URLCONF = settings.ROOT_URLCONF, URLS
    try:
        yield
    finally:
        settings.ROOT_URLCONF = ours
