"""What the doctor says about parts that are not as they should be."""

import datetime as dt
from typing import Any

import pytest

from plainstudy.desk.roles import add_editor
from plainstudy.editors.reports import take_in
from plainstudy.pipeline import checkup
from plainstudy.studies.actions import hold_alerts
from plainstudy.studies.models import Installation, Waiting
from plainstudy.writing.models import PlainPage
from tests.alerts.world import make_event, make_study, reader
from tests.conftest import free_port

pytestmark = pytest.mark.django_db


def test_lost_address_keys_are_called_broken(settings: Any) -> None:
    """Nobody can be mailed, and nobody would notice before the first alert."""
    reader(studies=[make_study()])
    assert checkup._followers().state == "works"
    settings.ADDRESS_KEYS = ["another key, made anew by mistake"]
    found = checkup._followers()
    assert (found.state, "keys.json" in found.advice) == ("broken", True)


def test_held_alerts_are_named_with_what_to_do() -> None:
    """Otherwise they wait for a person who knows of nothing."""
    Installation.objects.create(registry="ctgov")
    hold_alerts()
    assert "plainstudy release" in checkup._followers().advice


def test_news_whose_page_is_never_published_is_named() -> None:
    """Followers wait for it in vain; while a stage still works on the page it is only early."""
    study = make_study(page=1)
    reader(studies=[study])
    make_event(study, number=2)
    assert checkup._followers().state == "broken"
    Waiting.objects.create(study=study, stage=Waiting.Stage.WRITE)
    assert checkup._followers().state == "works"
    Waiting.objects.all().delete()
    PlainPage.objects.update(version_number=2)
    assert checkup._followers().state == "works"


def test_a_public_mailbox_page_is_called_broken(settings: Any, tmp_path: Any) -> None:
    """It shows addresses and links to whoever comes by."""
    settings.MAILBOX_DIR = tmp_path
    assert checkup._mail().state == "look"
    settings.SITE_URL = "https://studies.example.org"
    assert checkup._mail().state == "broken"


def test_https_without_a_named_proxy_is_pointed_out(settings: Any) -> None:
    """All sign-ups would count as one network's."""
    settings.SITE_URL, settings.SITE_IS_HTTPS = "https://studies.example.org", True
    settings.OPERATOR = "Example Patient Group"
    assert "PLAINSTUDY_TRUSTED_PROXIES" in checkup._settings().advice
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    assert checkup._settings().state == "works"


def test_registry_is_not_asked_for_a_store_of_samples(settings: Any) -> None:
    """A demo without a network is not broken; a store of real records without its registry is."""
    settings.CTGOV_URL = f"http://127.0.0.1:{free_port()}/api"
    store = Installation.objects.create(registry="samples")
    assert checkup._registry().state == "works"
    store.registry = "ctgov"
    store.save()
    assert checkup._registry().state == "broken"


def test_reports_that_nobody_can_answer_are_named(settings: Any) -> None:
    """A reader took the trouble; the doctor says how to let an editor in."""
    assert checkup._editing().state == "works"
    now = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)
    take_in(study=make_study(page=1), section="summary", sentence="", words="Wrong age", now=now)
    assert "editors add" in checkup._editing().advice
    add_editor(name="anna", role="editor", now=now)
    assert checkup._editing().state == "works"
    settings.EDITING = False
    assert "PLAINSTUDY_EDITING" in checkup._editing().advice
