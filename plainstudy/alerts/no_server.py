"""What stands in while no mail server is set: mails wait, nothing is printed, and nobody is promised one."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class NoMailServerSet(OSError):
    """PLAINSTUDY_EMAIL_URL is not set."""


class NoMailServer(BaseEmailBackend):
    """Take no mail, as a server would that cannot be reached: what is due waits until there is one."""

    def open(self) -> bool | None:
        raise NoMailServerSet("PLAINSTUDY_EMAIL_URL is not set")

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise NoMailServerSet("PLAINSTUDY_EMAIL_URL is not set")


def can_mail() -> bool:
    """Say whether this copy has somewhere to hand its mails to."""
    return not settings.EMAIL_BACKEND.endswith(f".{NoMailServer.__name__}")
