"""A small server that speaks as OpenAI's does, on loopback, and answers as a test tells it to."""

import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from plainstudy.writing.model.prompt import CLOSE, OPEN

Reply = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What the server gives back: ``text`` as the model's words, or ``error`` with a status."""

    text: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    after_seconds: float = 0.0
    refusal: str | None = None
    finish: str = "stop"
    tokens: tuple[int, int] = (1000, 500)
    hang_up: bool = False


@dataclass(frozen=True)
class Question:
    """What the server was asked; names of headers in small letters."""

    body: dict[str, Any]
    headers: Mapping[str, str]

    @property
    def response_format(self) -> str | None:
        return (self.body.get("response_format") or {}).get("type")

    @property
    def turns(self) -> list[str]:
        return [message["content"] for message in self.body["messages"] if message["role"] != "system"]

    @property
    def facts(self) -> list[dict[str, Any]]:
        """Give the facts that were offered, read as a model would: whatever stands in the fence."""
        fenced = self.turns[0].split(OPEN)[1].split(CLOSE)[0]
        return [json.loads(line) for line in fenced.strip().splitlines()]

    @property
    def wanted(self) -> list[str]:
        return [
            line[2:].split(":")[0] for line in self.turns[0].split(CLOSE)[1].splitlines() if line[:2] == "- "
        ]


def good_reply(question: Question) -> Reply:
    """Write a page that is true: what the facts state, the summary in another order than the rules'."""
    parts: Reply = {}
    for name in question.wanted:
        stated = [
            {"text": fact["says"], "sources": [fact["id"]]}
            for fact in question.facts
            if name in fact["for"] and fact["about"] in {"a true statement", "a general text"}
        ]
        if name == "headline":
            parts[name] = next(part for part in stated if len(part["text"]) <= 110)
        elif name == "summary":
            parts[name] = stated[:6][::-1]
        else:
            parts[name] = stated
    return parts


def well(question: Question) -> Answer:
    """Answer with a page that is true."""
    return Answer(json.dumps(good_reply(question)))


class ModelServer:
    """The server; ``answer`` decides, and may be replaced at any time."""

    def __init__(self) -> None:
        self.answer: Callable[[Question], Answer] = well
        self.questions: list[Question] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def script(self, *answers: Callable[[Question], Answer]) -> None:
        """Answer with each of these in turn, then with the last for ever."""
        left = list(answers)

        def answer(question: Question) -> Answer:
            with self._lock:
                next_one = left.pop(0) if len(left) > 1 else left[0]
            return next_one(question)

        self.answer = answer

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _begin(self, question: Question) -> None:
        with self._lock:
            self.questions.append(question)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)

    def _end(self) -> None:
        with self._lock:
            self._at_once -= 1

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                question = Question(body, {name.lower(): value for name, value in self.headers.items()})
                server._begin(question)
                try:
                    answer = server.answer(question)
                    time.sleep(answer.after_seconds)
                finally:
                    server._end()
                self._give(answer)

            def _give(self, answer: Answer) -> None:
                written = json.dumps(_completion(answer) if answer.status == 200 else _error(answer)).encode()
                try:
                    self.send_response(answer.status)
                    for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(written)))
                    self.end_headers()
                    self.wfile.write(written[: len(written) // 2] if answer.hang_up else written)
                    if answer.hang_up:
                        self.close_connection = True
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
                return

        return Handler


def _completion(answer: Answer) -> dict[str, Any]:
    read, written = answer.tokens
    message = {"role": "assistant", "content": answer.text or None, "refusal": answer.refusal}
    return {
        "id": "one",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": "tiny",
        "choices": [{"index": 0, "message": message, "finish_reason": answer.finish}],
        "usage": {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written},
    }


def _error(answer: Answer) -> dict[str, Any]:
    return {"error": {"message": answer.text or "it failed", "type": "server_error", "code": answer.status}}


def texts_of(parts: Sequence[Mapping[str, Any]]) -> list[str]:
    """Give the sentences of a section."""
    return [part["text"] for part in parts]
