"""While no mail server is set."""

import pytest

from plainstudy.alerts import actions
from plainstudy.alerts.models import Message

from .world import make_event, make_study, reader

pytestmark = pytest.mark.django_db


def test_mails_wait_until_a_server_is_set_and_nothing_is_printed(settings, capsys, inbox):
    """A mail on the terminal would be an address in the log, and news that nobody gets."""
    server = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "plainstudy.alerts.no_server.NoMailServer"
    study = make_study()
    reader(studies=[study])
    make_event(study)
    counts = actions.run_alerts()
    assert (counts["matched"], counts["sent"]) == (1, 0)
    assert Message.objects.get().state == Message.State.DUE
    assert "reader@example.org" not in "".join(capsys.readouterr())

    settings.EMAIL_BACKEND = server
    Message.objects.update(retry_at=None)
    assert actions.run_alerts()["sent"] == 1
    assert len(inbox.mails) == 1
