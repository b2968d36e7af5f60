"""Reading the registry's pages into the store, so that a stop at any point loses and doubles nothing."""

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from plainstudy.registries.base import Page, Registry
from plainstudy.registries.errors import CountMismatch, TokenExpired
from plainstudy.studies import checkpoint
from plainstudy.studies.actions import store_arrivals
from plainstudy.studies.arrivals import number_of
from plainstudy.studies.models import QuarantinedDocument, Study
from plainstudy.studies.quarantine import resolve_nameless

from . import presence, runs
from .models import SyncRun
from .progress import Progress
from .workers import Workers

_RESTARTS = 20
_TRIES = 3
_NUMBER = re.compile(r"NCT\d{8}", re.ASCII)
FETCHING = "Reading studies"


class Walk:
    """One run's way through the registry: what it has seen, and the store's side of it."""

    def __init__(self, run: SyncRun, registry: Registry, *, workers: Workers, progress: Progress) -> None:
        self.run, self.registry, self._workers, self._progress = run, registry, workers, progress
        self.seen: set[str] = set()
        self._nameless = 0
        self._gone = presence.gone_numbers()

    @property
    def received(self) -> int:
        """Return how many different studies came."""
        return len(self.seen) + self._nameless

    def all_pages(self) -> None:
        """Read every page of the run's range; CountMismatch where another number came than was announced."""
        if self.run.token:
            self.seen = _read_before(self.run)
        for _ in range(_RESTARTS):
            try:
                self._pages()
                break
            except TokenExpired as problem:
                expired = problem
                self.run.token = ""
        else:
            raise CountMismatch(f"its pages could not be read to the end: {expired}")
        if self._nameless:
            self._find_nameless()
        if self.received != self.run.announced:
            raise CountMismatch(
                f"the registry announced {self.run.announced} studies and sent {self.received}"
            )

    def newest(self, limit: int) -> None:
        """Read the studies updated last."""
        pages = self.registry.pages(since=self.run.since, page_size=min(limit, 1000), newest_first=True)
        for page in pages:
            self.take(page.documents[: limit - self.received])
            self._report(limit if page.next_token else self.received)
            if self.received >= limit:
                break

    def these(self, numbers: Iterable[str]) -> set[str]:
        """Read single studies; returns those that the registry does not list."""
        wanted = sorted(set(numbers))
        found: set[str] = set()
        if wanted:
            for page in self.registry.studies(wanted):
                found |= {number_of(document) for document in page.documents}
                self.take(page.documents)
                self._report(len(wanted))
        return set(wanted) - found

    def take(self, documents: Iterable[bytes]) -> int:
        """Store the documents that this run has not seen yet; returns how many came without a number."""
        fresh: dict[str | bytes, bytes] = {}
        for document in documents:
            number = number_of(document)
            if number not in self.seen:
                fresh[number or document] = document
        numbers = {key for key in fresh if isinstance(key, str)}
        if back := numbers & self._gone:
            presence.reappear(back, run=self.run)
            self._gone -= back
        store_arrivals(
            list(fresh.values()),
            stamp=runs.stamp_of(self.run),
            executor_for=self._workers.executor_for,
            record=lambda tally: runs.note(self.run, tally),
            sealed=checkpoint.seal,
        )
        self.seen |= numbers
        return len(fresh) - len(numbers)

    def retry_quarantined(self) -> None:
        """Ask once more for studies whose documents could not be read."""
        numbers = set(QuarantinedDocument.objects.exclude(nct_id="").values_list("nct_id", flat=True))
        counted = set(self.seen)
        self.seen -= numbers
        self.these(number for number in numbers if _NUMBER.fullmatch(number))
        self.seen = counted

    def _pages(self) -> None:
        pages = self.registry.pages(since=self.run.since, token=self.run.token or None)
        announced = self.run.announced
        for page in _read_ahead(pages):
            announced = page.announced if page.announced is not None else announced
            self._nameless += self.take(page.documents)
            runs.note_progress(
                self.run, token=page.next_token or "", received=self.received, announced=announced
            )
            self._report(announced)

    def _find_nameless(self) -> None:
        """Read by number what came without one: documents that were broken on their way."""
        missing = {listing.nct_id for listing in self.registry.listings(since=self.run.since)} - self.seen
        for _ in range(_TRIES):
            missing = self.these(missing)
        self._nameless = len(missing)
        if not missing:
            resolve_nameless(since=self.run.started_at)

    def _report(self, total: int | None) -> None:
        self._progress(FETCHING, self.received, total)


def _read_before(run: SyncRun) -> set[str]:
    """Return what a stopped run had seen already."""
    studies = Study.objects.filter(checked_at__gte=run.started_at)
    bad = QuarantinedDocument.objects.filter(last_seen_at__gte=run.started_at).exclude(nct_id="")
    return {*studies.values_list("nct_id", flat=True), *bad.values_list("nct_id", flat=True)}


def _read_ahead(pages: Iterator[Page]) -> Iterator[Page]:
    """Yield pages while the next one is fetched already."""
    with ThreadPoolExecutor(max_workers=1) as fetcher:
        coming = fetcher.submit(next, pages, None)
        while (page := coming.result()) is not None:
            coming = fetcher.submit(next, pages, None)
            yield page
