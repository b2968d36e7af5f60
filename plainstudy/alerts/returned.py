"""What a delivery report says about a mail of ours. Pure; a report is mail from anybody, so hostile input."""

import email
import email.message
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import getaddresses

LONGEST = 5_000_000
"""Bytes that are looked at; a report that returns the whole mail is some 30,000."""
_MOST = 50  # addresses and Message-IDs: a mail of ours has one of each
_CODE = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b", re.ASCII)
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,200}>", re.ASCII)
_SENDERS_OWN = {"0", "7", "8"}  # 5.1.0 says nothing more, 5.1.7 and 5.1.8 are about our own address


@dataclass(frozen=True, slots=True)
class Returned:
    """A mail that did not arrive: to whom it was, which it was, and whether the mail box is gone for good."""

    addresses: tuple[str, ...]
    message_ids: tuple[str, ...]
    code: str
    is_gone: bool


def is_gone(text: str) -> bool | None:
    """Say whether a status such as "5.1.1" means that there is no such mail box; None without a status."""
    found = _CODE.search(text)
    if found is None:
        return None
    kind, subject, detail = found.groups()
    if kind != "5":
        return False
    return (subject == "1" and detail not in _SENDERS_OWN) or (subject, detail) == ("2", "1")


def read_report(raw: bytes) -> Returned | None:
    """Read a delivery report (RFC 3464); None for any other mail, and for one that cannot be read."""
    try:
        mail = email.message_from_bytes(raw[:LONGEST], policy=email.policy.compat32)
        return _read(mail)
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        return None


def _read(mail: email.message.Message) -> Returned | None:
    if mail.get_content_type() != "multipart/report" or not mail.is_multipart():
        return None
    failed = [block for block in _blocks(mail) if _text(block, "Action").lower() == "failed"]
    if not failed:
        return None
    returned = list(_originals(mail))
    addresses = [address for block in failed for address in _recipients(block)]
    addresses += [address for original in returned for address in _to(original)]
    numbers = [
        number for original in returned for number in _MESSAGE_ID.findall(_text(original, "Message-ID"))
    ]
    codes = [_text(block, "Status") or _text(block, "Diagnostic-Code") for block in failed]
    return Returned(
        tuple(dict.fromkeys(addresses))[:_MOST],
        tuple(dict.fromkeys(numbers))[:_MOST],
        next((found[0] for code in codes if (found := _CODE.search(code))), ""),
        all(is_gone(code) for code in codes),
    )


def _blocks(mail: email.message.Message) -> Iterator[email.message.Message]:
    """Yield what is said of each recipient."""
    for part in _parts(mail):
        if part.get_content_type() in {"message/delivery-status", "message/global-delivery-status"}:
            yield from (block for block in part.get_payload() if isinstance(block, email.message.Message))


def _originals(mail: email.message.Message) -> Iterator[email.message.Message]:
    """Yield the head of the mail that came back."""
    for part in _parts(mail):
        kind = part.get_content_type()
        if kind in {"message/rfc822", "message/global"}:
            yield from _parts(part)[:1]
        elif kind in {"text/rfc822-headers", "message/global-headers"}:
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield email.message_from_bytes(payload, policy=email.policy.compat32)


def _parts(mail: email.message.Message) -> list[email.message.Message]:
    """Return the direct parts: whatever lies deeper is somebody else's mail."""
    payload = mail.get_payload()
    parts = payload if isinstance(payload, list) else []
    return [part for part in parts[:10] if isinstance(part, email.message.Message)]


def _recipients(block: email.message.Message) -> list[str]:
    """Return the addresses of "rfc822; name@example.org" lines, the one we wrote to first."""
    lines = [_text(block, name) for name in ("Original-Recipient", "Final-Recipient")]
    return [address for line in lines if (address := line.partition(";")[2].strip().strip("<>"))]


def _to(original: email.message.Message) -> list[str]:
    return [address for _, address in getaddresses([_text(original, "To")]) if address]


def _text(part: email.message.Message, name: str) -> str:
    return str(part.get(name, ""))[:2000]
