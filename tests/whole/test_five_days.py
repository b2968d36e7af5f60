"""Five days of the registry, told once to those who follow a study or a condition, over real SMTP."""

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import StandIn
from tests.whole.service import Inbox, Service

pytestmark = pytest.mark.registry

DAYS = 5
TELLING = {"status_transition", "outcome_replaced", "results_posted", "why_stopped"}

FOLLOW = """
import json, sys
from plainstudy.alerts.actions import follow_confirmed
from plainstudy.studies.models import Study, StudyCondition
wanted = json.loads({wanted!r})
study = Study.objects.get(nct_id=wanted["study"])
follow_confirmed(address="study@example.org", study_ids=[study.pk], concept_ids=[])
terms = StudyCondition.objects.filter(registrant_term__in=wanted["terms"], concept__is_condition=True)
term = terms.filter(confidence__gte=0.9).order_by("id").first()
follow_confirmed(address="condition@example.org", study_ids=[], concept_ids=[term.concept_id])
print(term.concept_id)
"""
NEW_FOR = """
from plainstudy.changes.models import Event
print(Event.objects.filter(kind="new", silent=False, study__conditions__concept_id={concept},
    study__conditions__confidence__gte=0.7).exclude(study__conditions__registrant_term="").values("study").distinct().count())
"""


@pytest.fixture(scope="module")
def registry(serve_registry: Any, folder_of_some: Path) -> StandIn:
    """Return a registry whose calendar only this file moves."""
    started: StandIn = serve_registry("--data", str(folder_of_some), "--change-rate", "0.05")
    return started


@pytest.fixture(scope="module")
def coming(registry: StandIn) -> dict[str, Any]:
    """Return what the five days will bring: a study with one telling day, and the terms of new studies."""
    registry.advance(DAYS)
    days = [registry.truth(day) for day in range(1, DAYS + 1)]
    telling = [
        nct_id
        for day in days
        for nct_id, edits in day["changed"].items()
        if TELLING & {edit["kind"] for edit in edits}
    ]
    touched = [nct_id for day in days for nct_id in day["changed"]]
    terms = []
    for nct_id in (nct_id for day in days for nct_id in day["new"]):
        with urllib.request.urlopen(f"{registry.url}/v2/studies/{nct_id}") as answer:
            terms += json.load(answer)["protocolSection"]["conditionsModule"]["conditions"]
    registry.post("/_calendar/reset")
    return {"study": next(nct_id for nct_id in telling if touched.count(nct_id) == 1), "terms": terms}


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    """Return a mail server and what it received."""
    box = Inbox()
    yield box
    box.stop()


def test_five_days_bring_one_mail_for_each_event_that_was_asked_for(
    registry: StandIn, coming: dict[str, Any], inbox: Inbox, tmp_path: Path
) -> None:
    """A follower of a study hears once of its change, one of a condition once of each new study."""
    service = Service(tmp_path, PLAINSTUDY_CTGOV_URL=registry.url, PLAINSTUDY_EMAIL_URL=inbox.url)
    service.json("sync", "--full")
    concept = service.run("manage", "shell", "-v", "0", "-c", FOLLOW.format(wanted=json.dumps(coming))).stdout
    assert service.json("alerts") == {"matched": 0, "sent": 0, "suppressed": 0, "held": 0, "failed": 0}
    for _ in range(DAYS):
        registry.advance()
        assert service.json("sync")["quarantined"] == 0
        service.json("alerts")
    assert service.json("alerts")["sent"] == 0
    (mail,) = inbox.to("study@example.org")
    assert coming["study"] in mail.get_body(("plain",)).get_content()
    about = [mail.get_body(("plain",)).get_content() for mail in inbox.to("condition@example.org")]
    told = int(service.run("manage", "shell", "-v", "0", "-c", NEW_FOR.format(concept=int(concept))).stdout)
    assert len(about) == len(set(about)) == told >= 1
    assert len(inbox.mails) == 1 + told
