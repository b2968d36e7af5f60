"""The whole product as an operator runs it: commands and a web server as processes, real SMTP."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.conftest import free_port
from tests.inbox import ServedInbox

STARTS_WITHIN_SECONDS = 60


Inbox = ServedInbox
"""The kind of inbox that processes of their own can reach."""


class Service:
    """One installation: its commands, and its site while ``serve`` runs."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        self.environment = {
            "PATH": os.environ["PATH"],
            "PLAINSTUDY_DATA_DIR": str(folder),
            "PLAINSTUDY_SITE_URL": self.url,
            "PLAINSTUDY_OPERATOR": "Example Patient Group, 1 Example Street",
            **settings,
        }
        self._server: subprocess.Popen[bytes] | None = None

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "plainstudy", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def json(self, *arguments: str) -> Any:
        """Run a command that must succeed and return the one line of JSON it prints."""
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        assert done.stdout.count("\n") == 1
        return json.loads(done.stdout)

    def serve(self, *command: str) -> None:
        """Start a command that serves the site, and wait until it answers."""
        arguments = command or ("web", "--workers", "1")
        self._server = subprocess.Popen(
            [sys.executable, "-m", "plainstudy", *arguments, "--port", str(self.port)], env=self.environment
        )
        give_up = time.monotonic() + STARTS_WITHIN_SECONDS
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=5).close()
            except (urllib.error.URLError, ConnectionError):
                assert self._server.poll() is None, "the server stopped"
                assert time.monotonic() < give_up, "the server does not answer"
                time.sleep(0.1)
            else:
                return

    def get(self, path: str) -> tuple[int, str]:
        """Return the status and the text of a page."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as problem:
            return problem.code, problem.read().decode()

    def stop(self) -> int | None:
        """End what ``serve`` started, as a service manager would; returns its exit code."""
        if self._server is None:
            return None
        self._server.terminate()
        return self._server.wait(30)
