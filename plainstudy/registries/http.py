"""Asking a registry over HTTP: politely, patiently, and believing only whole answers."""

import contextlib
import ipaddress
import json
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

import stamina
import urllib3

from .errors import RegistryUnavailable

LARGEST_ANSWER = 256_000_000
"""Bytes; 1,000 studies are some 17 million."""
_ATTEMPTS = 7
_LONGEST_WAIT_ASKED = 120.0
_CHUNK = 262_144
_READ_SECONDS = 60.0
_ANSWER_SECONDS = 300.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer; ``headers`` has lower-case names."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _Transient(RegistryUnavailable):
    """Worth another try; ``wait`` is how long the registry asked for, in seconds."""

    def __init__(self, message: str, *, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class Http:
    """One registry's server. Every method raises RegistryUnavailable after the last try."""

    def __init__(
        self,
        base_url: str,
        *,
        user_agent: str,
        patience_seconds: float | None = None,
        transport: urllib3.PoolManager | None = None,
    ) -> None:
        """With ``patience_seconds`` ask once and give up after that long; without, insist for minutes."""
        self._base = base_url.rstrip("/")
        self.host = urlsplit(base_url).hostname or ""
        self._near = is_loopback(self.host)
        self._patience = patience_seconds
        self._headers = {
            "User-Agent": user_agent,
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
        }
        self._transport = transport or urllib3.PoolManager(num_pools=2, maxsize=2, retries=False)
        self._pause = 0.0 if self._near else 1.0
        self._last_asked = float("-inf")

    def get(self, path: str, parameters: Mapping[str, str], read: Callable[[Answer], T]) -> T:
        """Ask, and return what ``read`` makes of the answer.

        ``read`` raises ValueError for a body that is not what was asked for, which
        is asked for again, as are 403, 429, 5xx, time-outs and cut answers.
        """
        url = f"{self._base}{path}" + (f"?{urlencode(parameters)}" if parameters else "")
        tries = stamina.retry_context(
            on=_how_long_to_wait,
            attempts=1 if self._patience else _ATTEMPTS,
            timeout=None,
            wait_initial=0.02 if self._near else 1.0,
            wait_max=0.5 if self._near else 60.0,
            wait_jitter=0.02 if self._near else 1.0,
        )
        for attempt in tries:
            with attempt:
                answer = self._ask(url)
                try:
                    return read(answer)
                except ValueError as problem:
                    raise _Transient(f"the registry's answer cannot be read: {problem}") from problem
        raise AssertionError("a try either returns or raises")

    def _ask(self, url: str) -> Answer:
        self._keep_pace()
        seconds = self._patience or _READ_SECONDS
        deadline = time.monotonic() + (self._patience or _ANSWER_SECONDS)
        try:
            response = self._transport.request(
                "GET",
                url,
                headers=self._headers,
                redirect=False,
                retries=False,
                preload_content=False,
                decode_content=False,
                timeout=urllib3.Timeout(connect=min(seconds, 20.0), read=seconds),
            )
            try:
                body = _read_whole(response, deadline)
            finally:
                response.release_conn()
        except urllib3.exceptions.HTTPError as problem:
            raise _Transient(f"{self.host} does not answer: {_short(problem)}") from problem
        headers = {name.lower(): value for name, value in response.headers.items()}
        if response.status in {403, 408, 425, 429} or response.status >= 500:
            raise _Transient(
                f"{self.host} answers {response.status}", wait=_retry_after(headers.get("retry-after"))
            )
        return Answer(response.status, headers, _decoded(body, headers.get("content-encoding", "")))

    def _keep_pace(self) -> None:
        """Ask at most once a second, but on loopback as fast as it goes."""
        wait = self._last_asked + self._pause - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        self._last_asked = time.monotonic()


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def read_json_text(answer: Answer) -> bytes:
    """Return the body of an answer that says it is JSON; ValueError for a web page and the like."""
    kind = answer.headers.get("content-type", "")
    if "json" not in kind:
        raise ValueError(f"it is {kind or 'of no named type'}, not JSON")
    return answer.body


def sentence_of(answer: Answer) -> str:
    """Return what the registry says in an error, on one line and short."""
    text = answer.body[:2000].decode("utf-8", "replace")
    if "<html" in text.lower():
        return "a web page"
    with contextlib.suppress(ValueError):
        text = str(json.loads(text))
    return " ".join(text.split())[:300]


def _read_whole(response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
    """Read all of a body; urllib3 itself refuses one shorter than its Content-Length."""
    parts, size = [], 0
    while part := response.read(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > LARGEST_ANSWER:
            response.close()
            raise _Transient("the registry's answer is larger than any should be")
        if time.monotonic() > deadline:
            response.close()
            raise _Transient("the registry's answer takes too long")
    return b"".join(parts)


def _decoded(body: bytes, encoding: str) -> bytes:
    """Undo gzip, and insist on its end: a body can be cut although its Content-Length agrees."""
    if encoding.lower() not in {"gzip", "x-gzip"}:
        return body
    reader = zlib.decompressobj(wbits=31)
    try:
        text = reader.decompress(body, LARGEST_ANSWER)
    except zlib.error as problem:
        raise _Transient("the registry's answer is damaged") from problem
    if not reader.eof:
        raise _Transient("the registry's answer is cut short, or larger than any should be")
    return text


def _retry_after(value: str | None) -> float | None:
    """Return the seconds a Retry-After asks for; None without one, or for a date, which back-off covers."""
    return min(float(value), _LONGEST_WAIT_ASKED) if value and value.isascii() and value.isdecimal() else None


def _how_long_to_wait(problem: Exception) -> bool | float:
    if not isinstance(problem, _Transient):
        return False
    return True if problem.wait is None else problem.wait


def _short(problem: Exception) -> str:
    return " ".join(str(problem).split())[:200]
