"""A mail server that remembers: what arrives is kept, and hooks may refuse it, or do worse."""

import email
import email.policy
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.conftest import free_port


class Inbox:
    """What a mail server received, and how it answers."""

    def __init__(self) -> None:
        self.raw: list[bytes] = []
        self.recipients: list[str] = []
        self.sessions = 0
        self.on_recipient: Callable[[str], str | None] = lambda address: None
        self.on_data: Callable[[bytes], str | None] = lambda content: None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if answer := self.on_recipient(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if answer := self.on_data(envelope.content):
            return answer
        self.raw.append(envelope.content)
        self.recipients += envelope.rcpt_tos
        return "250 OK"

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return responses

    @property
    def mails(self) -> list[EmailMessage]:
        """All mails, in the order they came."""
        return [email.message_from_bytes(raw, policy=email.policy.default) for raw in self.raw]  # type: ignore[misc]

    def to(self, address: str) -> list[EmailMessage]:
        """Return the mails to an address, in the order they came."""
        return [mail for mail in self.mails if mail["To"] == address]


class ServedInbox(Inbox):
    """An inbox behind a real SMTP server on loopback, which runs from the start; ``url`` is its address."""

    def __init__(self) -> None:
        super().__init__()
        self._server = Controller(self, hostname="127.0.0.1", port=free_port())
        self._server.start()
        self.url = f"smtp://127.0.0.1:{self._server.port}"

    def stop(self) -> None:
        self._server.stop()
