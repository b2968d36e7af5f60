"""The ClinicalTrials.gov Data API, version 2: https://clinicaltrials.gov/data-api/api"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import metadata
from typing import TypeVar

import msgspec
import urllib3
from django.conf import settings

import plainstudy
from plainstudy.registries.base import Listing, Page, Snapshot
from plainstudy.registries.errors import (
    RegistryRefused,
    RegistryUnavailable,
    SnapshotMoved,
    StudyMoved,
    StudyNotFound,
    TokenExpired,
    UnreadableRecord,
)
from plainstudy.registries.http import Answer, Http, read_json_text, sentence_of

from .parse import parse_listing

_IDS_A_REQUEST = 200  # keeps the address below 8,192 characters
_RESTARTS = 20  # of a walk whose pages the registry forgot
_EMPTY_PAGES = 50  # in a row; the registry may send one, but not for ever
_FORBIDDEN = "answers 403"
_MOVED_TO = re.compile(r"/studies/(NCT\d{8})(?:[/?#].*)?$", re.ASCII)

T = TypeVar("T")
_Parameters = Mapping[str, str]


class _List(msgspec.Struct, rename="camel"):
    studies: list[msgspec.Raw]
    total_count: int | None = None
    next_page_token: str | None = None


class _Version(msgspec.Struct, rename="camel"):
    data_timestamp: dt.datetime
    api_version: str = ""


class _Submission(msgspec.Struct):
    version: int
    date: dt.date


class _History(msgspec.Struct):
    changes: list[_Submission]


class _HistoricStudy(msgspec.Struct):
    study: msgspec.Raw


def ctgov(*, patience_seconds: float | None = None) -> "CtgovRegistry":
    """Return the registry that the settings name; with ``patience_seconds`` it is asked once and briefly."""
    return CtgovRegistry(settings.CTGOV_URL, patience_seconds=patience_seconds)


class CtgovRegistry:
    """ClinicalTrials.gov, or a stand-in that speaks like it."""

    name = "ctgov"

    def __init__(
        self,
        base_url: str,
        *,
        user_agent: str = f"plainstudy/{plainstudy.__version__} python-urllib3/{metadata.version('urllib3')}",
        patience_seconds: float | None = None,
        page_size: int = 1000,
        transport: urllib3.PoolManager | None = None,
    ) -> None:
        self._page_size = page_size
        self._http = Http(
            base_url, user_agent=user_agent, patience_seconds=patience_seconds, transport=transport
        )
        self._seen: dt.datetime | None = None
        self._tag = ""
        """Of all answers that belong to the snapshot seen last."""

    def snapshot(self) -> Snapshot:
        answer, self._tag = self._ask("/v2/version", {}, _tagged(_decode(_Version)))
        stamp = answer.data_timestamp
        self._seen = stamp if stamp.tzinfo else stamp.replace(tzinfo=dt.UTC)
        return Snapshot(self._seen, answer.api_version)

    def pages(
        self,
        *,
        since: dt.date | None = None,
        token: str | None = None,
        page_size: int | None = None,
        newest_first: bool = False,
    ) -> Iterator[Page]:
        order = "desc" if newest_first else "asc"
        query = {"format": "json", "markupFormat": "markdown", "sort": f"LastUpdatePostDate:{order}"}
        yield from self._walk(query | _updated(since), token=token, page_size=page_size)

    def study(self, nct_id: str) -> bytes:
        document, tag = self._ask(f"/v2/studies/{nct_id}", {}, _tagged(_one_study))
        self._check_snapshot(tag)
        return document

    def studies(self, nct_ids: Sequence[str]) -> Iterator[Page]:
        for start in range(0, len(nct_ids), _IDS_A_REQUEST):
            ids = ",".join(nct_ids[start : start + _IDS_A_REQUEST])
            yield from self._walk({"format": "json", "filter.ids": ids})

    def listings(self, *, since: dt.date | None = None) -> Iterator[Listing]:
        fields = "NCTId|LastUpdatePostDate|OverallStatus"
        query = {"format": "json", "fields": fields, "sort": "LastUpdatePostDate:asc"} | _updated(since)
        seen: set[str] = set()
        for restarts_left in reversed(range(_RESTARTS)):
            try:
                yield from self._listed(query, seen)
            except TokenExpired:
                if not restarts_left:
                    raise
            else:
                return

    def _listed(self, query: _Parameters, seen: set[str]) -> Iterator[Listing]:
        """Yield what was not seen before; SnapshotMoved where in the end not all were that were announced."""
        announced, broken = None, 0
        for page in self._walk(query):
            announced = page.announced if announced is None else announced
            for document in page.documents:
                try:
                    listing = parse_listing(document)
                except UnreadableRecord:
                    broken += 1  # its study is asked for by number, as one that is not listed
                    continue
                if listing.nct_id not in seen:
                    seen.add(listing.nct_id)
                    yield listing
        if len(seen) + broken != announced:
            raise SnapshotMoved(f"the registry announced {announced} studies and listed {len(seen) + broken}")

    def earlier_versions(
        self, nct_id: str, *, until: dt.date | None = None
    ) -> Iterator[tuple[dt.date, bytes]]:
        path = f"/int/studies/{nct_id}/history"
        try:
            history = self._ask(path, {}, _decode(_History))
        except RegistryUnavailable as problem:
            if _FORBIDDEN not in str(problem):
                raise
            raise RegistryUnavailable(
                f"the registry keeps its history to itself now ({problem}): earlier versions cannot be "
                "had from it. What was fetched is kept; try again another day"
            ) from problem
        for submission in sorted(history.changes, key=lambda change: change.version):
            if until is None or submission.date <= until:
                version = self._ask(f"{path}/{submission.version}", {}, _decode(_HistoricStudy))
                yield submission.date, bytes(version.study)

    def _walk(
        self, query: _Parameters, *, token: str | None = None, page_size: int | None = None
    ) -> Iterator[Page]:
        """Go from page to page; every one repeats the parameters of the first, as the registry requires."""
        empty = 0
        while True:
            extra = {"pageSize": str(page_size or self._page_size)} | (
                {"pageToken": token} if token else {"countTotal": "true"}
            )
            page, tag = self._ask(
                "/v2/studies", {**query, **extra}, _tagged(_page), has_token=token is not None
            )
            self._check_snapshot(tag)
            empty = 0 if page.documents else empty + 1
            if empty > _EMPTY_PAGES:
                raise RegistryUnavailable("the registry sends one empty page after another")
            yield page
            if page.next_token is None:
                return
            token = page.next_token

    def _check_snapshot(self, tag: str) -> None:
        """Refuse an answer of another snapshot than the last one seen; new software brings a new tag, too."""
        before = self._seen
        if tag and tag != self._tag and before is not None and self.snapshot().data_timestamp != before:
            raise SnapshotMoved("the registry published new data while we were reading")

    def _ask(
        self, path: str, parameters: _Parameters, read: Callable[[Answer], T], *, has_token: bool = False
    ) -> T:
        def judge(answer: Answer) -> T:
            if answer.status == 200:
                return read(answer)
            raise _problem(answer, path=path, has_token=has_token)

        return self._http.get(path, parameters, judge)


def _updated(since: dt.date | None) -> dict[str, str]:
    return {"filter.advanced": f"AREA[LastUpdatePostDate]RANGE[{since},MAX]"} if since else {}


def _tagged(read: Callable[[Answer], T]) -> Callable[[Answer], tuple[T, str]]:
    """Let a reader also return the tag of the answer, which is that of its snapshot; empty without one."""
    return lambda answer: (read(answer), answer.headers.get("etag", ""))


def _page(answer: Answer) -> Page:
    found = _decode(_List)(answer)
    documents = tuple(bytes(document) for document in found.studies)
    return Page(documents, found.total_count, found.next_page_token or None)


def _one_study(answer: Answer) -> bytes:
    """Return the document alone; ValueError for a body that is no JSON object, which is asked for again."""
    body = read_json_text(answer).strip()
    if not isinstance(msgspec.json.decode(body), dict):
        raise ValueError("it is no study")  # noqa: TRY004  the caller asks again on ValueError
    return body


def _decode(kind: type[T]) -> Callable[[Answer], T]:
    decoder = msgspec.json.Decoder(kind)
    return lambda answer: decoder.decode(read_json_text(answer))


def _problem(answer: Answer, *, path: str, has_token: bool) -> Exception:
    """Return the error that a status other than 200 means. ValueError means it is asked for again."""
    said = sentence_of(answer)
    nct_id = path.rpartition("/")[2]
    if answer.status == 400:
        return (
            TokenExpired(f"the registry says: {said}") if has_token else RegistryRefused(f"it says: {said}")
        )
    if answer.status == 404 and said.startswith("NCT number"):
        return StudyNotFound(f"the registry has no study {nct_id}")
    if answer.status in {301, 302, 307, 308}:
        target = _MOVED_TO.search(answer.headers.get("location", ""))
        if target and target[1] != nct_id:
            return StudyMoved(nct_id, target[1])
        return RegistryRefused("it sends us elsewhere; look at PLAINSTUDY_CTGOV_URL")
    if answer.status == 404:
        return RegistryRefused("there is no such registry at this address; look at PLAINSTUDY_CTGOV_URL")
    return ValueError(f"status {answer.status}: {said}")
