"""When far too much changes, vanishes or waits: nobody is told before a person looked, and then once."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from plainstudy import cli
from plainstudy.alerts import actions
from plainstudy.alerts.models import Message
from plainstudy.changes.actions import detect_changes
from plainstudy.changes.models import Event
from plainstudy.pipeline.models import SyncRun
from plainstudy.pipeline.schedule import sync_when_due
from plainstudy.pipeline.sync import reconcile, run_sync
from plainstudy.registries.base import Listing
from plainstudy.registries.ctgov.client import CtgovRegistry
from plainstudy.studies import queries
from plainstudy.studies.models import RecordVersion, Study, Waiting
from plainstudy.writing.models import PlainPage
from tests.alerts.world import Inbox, mail_server, publish, reader, text_of
from tests.conftest import StandIn

from .conftest import client

pytestmark = [pytest.mark.django_db, pytest.mark.registry]

Sync = Callable[..., SyncRun]


@pytest.fixture
def inbox(settings: Any) -> Iterator[Inbox]:
    """Return what a real SMTP server on loopback receives."""
    box = Inbox()
    with mail_server(settings, box):
        yield box


@pytest.fixture
def restless(serve_registry: Callable[..., StandIn], folder_of_some: Path) -> Iterator[StandIn]:
    """Return a registry in which nearly every study changes every day."""
    server = serve_registry("--data", str(folder_of_some), "--change-rate", "1.0")
    yield server
    server.stop()


def work() -> dict[str, int]:
    """Do what the worker does, but for the texts, which have tests of their own; returns counts of mails."""
    while detect_changes():
        pass
    Waiting.objects.all().delete()
    for page in PlainPage.objects.select_related("study"):
        PlainPage.objects.filter(pk=page.pk).update(version_number=page.study.head_number)
    return actions.run_alerts()


def follow(*numbers: str) -> None:
    """Let a reader follow these studies, whose pages are published."""
    studies = list(Study.objects.filter(nct_id__in=numbers))
    for study in studies:
        publish(study, version=study.head_number)
    reader("reader@example.org", studies=studies)


def told_of(server: StandIn, day: int) -> set[str]:
    """Return the studies whose status changed on a day: news that is mailed."""
    return {
        nct_id
        for nct_id, edits in server.truth(day)["changed"].items()
        if any(edit["kind"] == "status_transition" for edit in edits)
    }


def test_day_of_too_many_changes_is_mailed_after_a_person_released_it_and_once(
    restless: StandIn, inbox: Inbox, capsys: pytest.CaptureFixture[str]
) -> None:
    """The schedule says what to do, the next day waits behind it, then there is one mail about each study."""
    registry = client(restless)
    assert "new" in sync_when_due(registry)
    work()
    restless.advance(2)
    both, followed = (
        told_of(restless, 1) & told_of(restless, 2),
        told_of(restless, 1) | told_of(restless, 2),
    )
    restless.post("/_calendar/reset")
    follow(*followed)
    assert both
    for day in (1, 2):
        restless.advance()
        words = sync_when_due(registry)
        assert ("Alerts are held until somebody looks: plainstudy release." in words) or day == 2, words
        counts = work()
        assert (counts["matched"], counts["sent"], inbox.mails) == (0, 0, [])
        assert counts["held"] > 100 * day
    assert queries.alerts_are_held()
    run = SyncRun.objects.get(kind="incremental", data_timestamp__day=26)
    assert run.changed > 200
    assert cli.main(["release", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"released": counts["held"], "dropped": 0}
    assert work()["sent"] == len(inbox.mails) == len(followed)
    for number in followed:
        (mail,) = [mail for mail in inbox.mails if number in text_of(mail)]
        assert number not in both or "changed more than once" in text_of(mail)
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    assert work()["sent"] == 0
    restless.advance()
    assert "Alerts are held" not in sync_when_due(registry)  # a person called so much usual
    assert not queries.alerts_are_held()


def test_dropped_alerts_are_held_again_when_as_much_changes(
    restless: StandIn, inbox: Inbox, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who drops them has seen that something was wrong."""
    registry = client(restless)
    for _ in range(2):
        sync_when_due(registry)
        restless.advance()
    assert cli.main(["release", "--drop"]) == 0
    assert "Alerts are held" in sync_when_due(registry)


def test_re_ingest_of_everything_holds_nothing_and_mails_nothing(
    sync: Sync, small_registry: StandIn, inbox: Inbox
) -> None:
    """The registry publishes all records anew in another form: no study changed."""
    sync(full=True)
    follow(*Study.objects.values_list("nct_id", flat=True)[:20])
    small_registry.post("/_calendar/drift")
    run = sync(full=True)
    assert (run.changed, run.alerts_held, work()["matched"], inbox.mails) == (0, False, 0, [])


class Forgetful(CtgovRegistry):
    """A registry whose lists lack some studies, or all but some, while each can still be asked for."""

    lacks: frozenset[str] = frozenset()

    def listings(self, **wishes: Any) -> Iterator[Listing]:
        """Leave some out."""
        return (item for item in super().listings(**wishes) if item.nct_id not in self.lacks)


def test_study_that_lists_lack_is_asked_for_before_it_is_called_removed(
    sync: Sync, small_registry: StandIn, inbox: Inbox
) -> None:
    """An index of the registry that lost some studies takes none of them away here."""
    sync(full=True)
    numbers = list(Study.objects.order_by("nct_id").values_list("nct_id", flat=True)[:10])
    follow(*numbers)
    forgetful = Forgetful(small_registry.url, page_size=50)
    forgetful.lacks = frozenset(numbers)
    run = reconcile(forgetful)
    assert (run.removed, run.changed, run.state) == (0, 0, "done")
    assert not Study.objects.exclude(presence="listed").exists()
    assert (work()["matched"], inbox.mails) == (0, [])


def test_registry_with_a_tenth_of_its_studies_is_not_believed_and_says_so(
    sync: Sync, serve_registry: Callable[..., StandIn], tmp_path: Path, inbox: Inbox
) -> None:
    """No study is taken away, no mail goes out, and the schedule's sentence names the setting to look at."""
    sync(full=True)
    follow(*Study.objects.values_list("nct_id", flat=True)[:20])
    few = [queries.document_of(version) for version in RecordVersion.objects.all()[:24]]
    (tmp_path / "few").mkdir()
    (tmp_path / "few" / "studies.jsonl").write_bytes(b"".join(document + b"\n" for document in few))
    other = CtgovRegistry(serve_registry("--data", str(tmp_path / "few"), "--today", "2026-07-02").url)
    words = sync_when_due(other)
    assert "hard to believe" in words
    assert "PLAINSTUDY_CTGOV_URL" in words
    assert not Study.objects.filter(presence="removed").exists()
    assert not Event.objects.filter(kind="removed").exists()
    assert (work()["sent"], inbox.mails) == (0, [])


def test_month_without_a_sync_mails_what_is_recent_and_nothing_old(
    sync: Sync, small_registry: StandIn, inbox: Inbox
) -> None:
    """A machine that was off: one mail a study that changed lately, silence about the others."""
    sync(full=True)
    work()
    small_registry.advance(25)
    changed = {nct_id for day in range(1, 26) for nct_id in small_registry.truth(day)["changed"]}
    small_registry.post("/_calendar/reset")
    follow(*changed)
    small_registry.advance(25)
    run = sync()
    work()
    border = run.silent_before
    assert border is not None
    versions = RecordVersion.objects.filter(number__gt=1)
    old = set(versions.filter(registry_date__lt=border).values_list("study__nct_id", flat=True))
    recent = set(versions.filter(registry_date__gte=border).values_list("study__nct_id", flat=True))
    mailed = {nct_id for nct_id in old | recent for mail in inbox.mails if nct_id in text_of(mail)}
    assert old
    assert mailed
    assert mailed <= recent - old
    assert len(inbox.mails) == len(mailed)


def test_study_that_came_back_is_told_to_its_followers_once(
    sync: Sync, small_registry: StandIn, inbox: Inbox
) -> None:
    """Whichever way it is seen first: by its number in a list, or by its record."""
    sync(full=True)
    study = Study.objects.order_by("nct_id")[5]
    follow(study.nct_id)
    Study.objects.filter(pk=study.pk).update(presence="removed", missing_since=study.checked_at)
    run = reconcile(client(small_registry))
    assert run.reappeared == 1
    assert work()["sent"] == 1
    run_sync(client(small_registry), full=True)
    assert work()["sent"] == 0
    (mail,) = inbox.mails
    assert "on the public registry again" in text_of(mail)
    assert Study.objects.get(pk=study.pk).presence == "listed"
