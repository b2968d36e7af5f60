"""Handing one mail to the mail server, and knowing how far it came.

MailProblem
├── ServerUnavailable   no connection, no log-in, sender refused  -> nothing was sent; everything waits
├── TryLater            put off (4xx), or the server's rules      -> nothing was sent; again after a while
├── AddressGone         no such mail box (5xx for the recipient)  -> nothing was sent; never again
├── MailRefused         the server wants this mail for nobody     -> nothing was sent; a person looks
├── Withdrawn           the row is not ours any more              -> nothing was sent; somebody left
└── OutcomeUnknown      the connection broke while the mail went  -> may have been sent; never again
"""

import re
import smtplib
import ssl
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from .returned import is_gone

_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_OURS_TO_MEND = re.compile(
    r"relay|authenti|policy|blocked|blacklist|spam|reputation|spf|dkim|dmarc|rate", re.I
)
_GONE_CODES = {550, 551, 553, 556}
_AUTHENTICATION_WANTED = 530


class MailProblem(Exception):
    """Base of all; ``str()`` is a short reason that names no address."""


class ServerUnavailable(MailProblem):
    """The mail server cannot be used; nothing was sent."""


class TryLater(MailProblem):
    """The server put this mail off; nothing was sent."""


class AddressGone(MailProblem):
    """There is no such mail box; nothing was sent."""


class MailRefused(MailProblem):
    """The server wants this mail for nobody; nothing was sent."""


class Withdrawn(MailProblem):
    """The row is not ours any more; nothing was sent."""


class OutcomeUnknown(MailProblem):
    """The mail may have been sent."""


Commit = Callable[[], None]
"""Called at the last moment before the mail goes out; raises Withdrawn to keep it back."""


class _TellsBeforeData:
    """An SMTP connection that asks before it sends DATA, after the server took sender and recipient."""

    before_data: Commit | None = None
    went_on = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        if self.before_data:
            self.before_data()
        self.went_on = True
        return super().data(msg)  # type: ignore[misc, no-any-return]


class _Smtp(_TellsBeforeData, smtplib.SMTP):
    pass


class _SmtpOverTls(_TellsBeforeData, smtplib.SMTP_SSL):
    pass


class _SmtpBackend(EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _SmtpOverTls if self.use_ssl else _Smtp


class MailLine:
    """One connection for many mails, opened when the first goes out. A context manager."""

    def __init__(self) -> None:
        backend = get_connection()
        # Exactly Django's own: a subclass may send in other ways, as over HTTP.
        self._smtp = _SmtpBackend() if type(backend) is EmailBackend else None
        self._other = backend

    def __enter__(self) -> "MailLine":
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def close(self) -> None:
        try:
            (self._smtp or self._other).close()
        except (OSError, smtplib.SMTPException):
            # The mails are with the server; how the line ends matters no more.
            if self._smtp:
                self._smtp.connection = None

    def hand_over(self, mail: EmailMessage, *, commit: Commit) -> None:
        """Send one mail. ``commit`` is called once, before anything that could deliver it.

        Every problem is one of this module's; after any of them the line can be used again.
        """
        if self._smtp is None:
            self._hand_over_otherwise(mail, commit)
        else:
            self._hand_over_by_smtp(self._smtp, mail, commit)

    def _hand_over_otherwise(self, mail: EmailMessage, commit: Commit) -> None:
        try:
            self._other.open()
        except OSError as problem:
            raise ServerUnavailable(type(problem).__name__) from problem
        commit()
        try:
            self._other.send_messages([mail])
        except Exception as problem:
            # Whatever a backend raises, it may have sent the mail before.
            raise OutcomeUnknown(type(problem).__name__) from problem

    def _hand_over_by_smtp(self, backend: _SmtpBackend, mail: EmailMessage, commit: Commit) -> None:
        connection = _opened(backend)
        connection.before_data, connection.went_on = commit, False
        charset = mail.encoding or "utf-8"
        content = mail.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
        sender = _sender(mail.from_email, charset)
        try:
            connection.sendmail(sender, [sanitize_address(mail.to[0], charset)], content)
        except Withdrawn:
            self._reset(connection)
            raise
        except (OSError, smtplib.SMTPException) as problem:
            went_on = connection.went_on
            if isinstance(problem, smtplib.SMTPServerDisconnected) or not isinstance(
                problem, smtplib.SMTPException
            ):
                self._drop()
            raise _told(problem, went_on=went_on) from problem
        finally:
            connection.before_data = None

    def _reset(self, connection: smtplib.SMTP) -> None:
        try:
            connection.rset()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _drop(self) -> None:
        """Forget a broken connection; the next mail opens another."""
        if self._smtp and self._smtp.connection:
            self._smtp.connection.close()
            self._smtp.connection = None


_sender = lru_cache(maxsize=4)(sanitize_address)
"""Every mail of a run comes from the same address."""


def _opened(backend: _SmtpBackend) -> Any:
    try:
        backend.open()
    except (OSError, ssl.SSLError, smtplib.SMTPException) as problem:
        raise ServerUnavailable(_reason(problem)) from problem
    return backend.connection


def _told(problem: Exception, *, went_on: bool) -> MailProblem:
    """Say in our terms what smtplib met; ``went_on`` means that the mail itself was being sent."""
    reason = _reason(problem)
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        (code, answer), *_ = problem.recipients.values()
        return _about_recipient(code, _text(answer), reason)
    if isinstance(problem, smtplib.SMTPDataError):
        if problem.smtp_code < 500:
            return TryLater(reason)
        return _about_content(_text(problem.smtp_error), reason)
    if went_on:
        return OutcomeUnknown(reason)
    return ServerUnavailable(reason)


def _about_recipient(code: int, answer: str, reason: str) -> MailProblem:
    """Tell a mail box that is gone from a server that will not send for us, which must close nobody's tap."""
    if code == _AUTHENTICATION_WANTED:
        return ServerUnavailable(reason)
    if code < 500:
        return TryLater(reason)
    gone = is_gone(answer)
    if gone is None:
        gone = code in _GONE_CODES and not _OURS_TO_MEND.search(answer)
    # A full mail box empties, and what the server holds against us an operator can mend: both may wait.
    return AddressGone(reason) if gone else TryLater(reason)


def _about_content(answer: str, reason: str) -> MailProblem:
    if is_gone(answer):
        return AddressGone(reason)
    enhanced = _ENHANCED.search(answer)
    return TryLater(reason) if enhanced and enhanced[2] == "7" else MailRefused(reason)


def _reason(problem: Exception) -> str:
    """Return code and kind alone: servers like to repeat the address in their answers."""
    name = type(problem).__name__
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        (code, answer), *_ = problem.recipients.values()
        return f"{name} {code} {_enhanced(answer)}".rstrip()
    if isinstance(problem, smtplib.SMTPResponseException):
        return f"{name} {problem.smtp_code} {_enhanced(problem.smtp_error)}".rstrip()
    return name


def _enhanced(answer: bytes | str) -> str:
    found = _ENHANCED.search(_text(answer))
    return found[0] if found else ""


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
