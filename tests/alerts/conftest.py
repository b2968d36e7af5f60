"""A mail server for whoever asks for one."""

from collections.abc import Iterator
from typing import Any

import pytest

from .world import Inbox, mail_server


@pytest.fixture
def inbox(settings: Any) -> Iterator[Inbox]:
    """Return what a real SMTP server on loopback receives; the settings name it."""
    box = Inbox()
    with mail_server(settings, box):
        yield box
