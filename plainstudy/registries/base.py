"""What every registry client offers. The folder of samples and the live service are read the same way."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of a registry's data: it changes as a whole when the registry publishes."""

    data_timestamp: dt.datetime
    """UTC. Pages call it the day the registry processed the data."""
    api_version: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of documents, each exactly as it came."""

    documents: tuple[bytes, ...]
    announced: int | None
    """How many studies the whole walk will bring; only the first page says so."""
    next_token: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A study's number and when the registry last posted an update, without its record."""

    nct_id: str
    last_update_posted: dt.date | None
    overall_status: str = ""
    """Moves without a new date when the registry declares a study UNKNOWN."""


class Registry(Protocol):
    """A source of study records. Every method raises errors of registries/errors.py alone."""

    name: str
    """"ctgov" or "samples": what Installation.registry says."""

    def snapshot(self) -> Snapshot:
        """Return the snapshot that is served now."""

    def pages(
        self,
        *,
        since: dt.date | None = None,
        token: str | None = None,
        page_size: int | None = None,
        newest_first: bool = False,
    ) -> Iterator[Page]:
        """Walk all studies by update date, or those updated on ``since`` or later, from ``token`` on.

        TokenExpired when ``token``, or one of the walk itself, no longer leads on;
        SnapshotMoved when the registry published in between.
        """

    def study(self, nct_id: str) -> bytes:
        """Return one study's document; StudyNotFound, StudyMoved."""

    def studies(self, nct_ids: Sequence[str]) -> Iterator[Page]:
        """Return the documents of these studies, as far as the registry lists them."""

    def listings(self, *, since: dt.date | None = None) -> Iterator[Listing]:
        """Walk the numbers, update dates and statuses of all studies, or of those updated since."""

    def earlier_versions(
        self, nct_id: str, *, until: dt.date | None = None
    ) -> Iterator[tuple[dt.date, bytes]]:
        """Yield the versions of a study's history, oldest first, submitted on ``until`` or before."""
