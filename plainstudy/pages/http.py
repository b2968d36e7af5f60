"""Answers that anybody's cache may keep: an ETag, conditional requests, pages rendered once and remembered.

Nothing that goes through here may hold anything of one visitor.
"""

import gzip
import hashlib
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from .assets import template_version

REMEMBERED_BYTES = 48_000_000
_ACCEPTS_GZIP = re.compile(r"\bgzip\b", re.I)


class Remembered:
    """The pages rendered last, gzipped, at most ``limit`` bytes of them. Safe between threads."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        """Return a page and move it to the front; None where it is not remembered."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def put(self, key: str, page: bytes) -> None:
        """Remember a page, forgetting the ones that were wanted longest ago."""
        with self._lock:
            self.size += len(page) - len(self._pages.pop(key, b""))
            self._pages[key] = page
            while self.size > self.limit:
                self.size -= len(self._pages.popitem(last=False)[1])

    def clear(self) -> None:
        """Forget all pages."""
        with self._lock:
            self._pages.clear()
            self.size = 0


remembered = Remembered(REMEMBERED_BYTES)


def etag_of(parts: Iterable[object]) -> str:
    """Return a weak ETag for a page that these parts, and the templates, decide completely."""
    text = "\x1f".join(map(str, (template_version(), *parts)))
    return f'W/"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'


def is_known(request: HttpRequest, etag: str) -> bool:
    """Say whether the visitor already holds this state of the page."""
    wanted = request.headers.get("If-None-Match", "")
    return wanted.strip() == "*" or etag in (part.strip() for part in wanted.split(","))


def accepts_gzip(request: HttpRequest) -> bool:
    """Say whether the visitor's browser unpacks gzip."""
    return bool(_ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")))


def cacheable(response: HttpResponse, *, etag: str, max_age: int) -> HttpResponse:
    """Let caches keep an answer for ``max_age`` seconds and ask again with its ETag."""
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={max_age}"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def answer(
    request: HttpRequest, *, parts: Iterable[object], render: Callable[[], str], max_age: int = 120
) -> HttpResponse:
    """Answer with a page that ``parts`` decide completely; a visitor who holds it gets 304, unrendered."""
    etag = etag_of((request.path, *parts))
    if is_known(request, etag):
        return cacheable(HttpResponseNotModified(), etag=etag, max_age=max_age)
    page = remembered.get(etag)
    if page is None:
        page = gzip.compress(render().encode(), 6, mtime=0)
        remembered.put(etag, page)
    return cacheable(_packed_page(request, page), etag=etag, max_age=max_age)


def answer_for_a_while(
    request: HttpRequest,
    *,
    key: Iterable[object] = (),
    render: Callable[[], str],
    max_age: int = 60,
    content_type: str | None = None,
) -> HttpResponse:
    """Answer with a costly page, ``key`` beside its address: rendered at most once in ``max_age`` seconds."""
    turn = int(time.monotonic() // max_age)
    name = "\x1f".join(map(str, (template_version(), request.path, *key, turn)))
    page = remembered.get(name)
    if page is None:
        page = gzip.compress(render().encode(), 6, mtime=0)
        remembered.put(name, page)
    etag = f'W/"{hashlib.sha256(page).hexdigest()[:24]}"'
    if is_known(request, etag):
        return cacheable(HttpResponseNotModified(), etag=etag, max_age=max_age)
    response = _packed_page(request, page, content_type)
    return cacheable(response, etag=etag, max_age=max_age)


def _packed_page(request: HttpRequest, page: bytes, content_type: str | None = None) -> HttpResponse:
    if accepts_gzip(request):
        return HttpResponse(page, content_type=content_type, headers={"Content-Encoding": "gzip"})
    return HttpResponse(gzip.decompress(page), content_type=content_type)


def answer_with(request: HttpRequest, response: HttpResponse, *, max_age: int = 60) -> HttpResponse:
    """Make a rendered answer cacheable; its own content decides its ETag."""
    etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:24]}"'
    if is_known(request, etag):
        return cacheable(HttpResponseNotModified(), etag=etag, max_age=max_age)
    return cacheable(response, etag=etag, max_age=max_age)
