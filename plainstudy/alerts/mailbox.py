"""The demo's mailbox: mails are kept as files instead of being sent, and shown on a page."""

import email.policy
import hashlib
import os
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage as ReadMessage
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

_NAME = re.compile(r"\d{20}-[0-9a-f]{16}")


class MailboxBackend(BaseEmailBackend):
    """Keep each mail as ``<when>-<hash of its Message-ID>.eml``, whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            keep(mail)
        return len(email_messages)


def keep(mail: EmailMessage) -> Path:
    """Write one mail into ``MAILBOX_DIR``; returns the file."""
    assert settings.MAILBOX_DIR is not None
    folder = Path(settings.MAILBOX_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    message = mail.message()
    number = hashlib.sha256(str(message["Message-ID"]).encode()).hexdigest()[:16]
    path = folder / f"{time.time_ns():020d}-{number}.eml"
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(message.as_bytes(linesep="\r\n"))  # type: ignore[call-arg]
    draft.replace(path)
    return path


@dataclass(frozen=True, slots=True)
class StoredMail:
    """One mail of the mailbox; ``name`` is its address on the page."""

    name: str
    subject: str
    to: str
    date: str
    text: str
    html: str


def mails() -> list[StoredMail]:
    """Return the mails of the mailbox, newest first; none where mails are really sent."""
    folder = settings.MAILBOX_DIR
    if not folder or not Path(folder).is_dir():
        return []
    names = sorted(
        (path.stem for path in Path(folder).glob("*.eml") if _NAME.fullmatch(path.stem)), reverse=True
    )
    return [found for name in names[:200] if (found := mail_named(name))]


def mail_named(name: str) -> StoredMail | None:
    """Return one mail; None where there is none of that name."""
    if not settings.MAILBOX_DIR or not _NAME.fullmatch(name):
        return None
    try:
        raw = (Path(settings.MAILBOX_DIR) / f"{name}.eml").read_bytes()
    except FileNotFoundError:
        return None
    message = email.message_from_bytes(raw, policy=email.policy.default)
    return StoredMail(
        name,
        str(message["Subject"]),
        str(message["To"]),
        str(message["Date"]),
        _part(message, "plain"),
        _part(message, "html"),
    )


def _part(message: ReadMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    return str(body.get_content()) if body is not None else ""
