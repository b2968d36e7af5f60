"""From waiting versions to events: what is stored, what is silent, what steps aside."""

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection

from plainstudy.changes import actions, compared
from plainstudy.changes.actions import detect_changes, is_news, record_presence
from plainstudy.changes.models import Change, Event
from plainstudy.changes.queries import changes_json, events_of, recent_changes
from plainstudy.studies.actions import Stamp, claim_store, store_arrivals
from plainstudy.studies.models import RecordVersion, Study, Waiting
from plainstudy.studies.waiting import count_waiting

from .world import CONTACTS, PLACES, STATUS, TITLES, Edit, document

pytestmark = pytest.mark.django_db
DAY_ONE = dt.datetime(2026, 1, 12, 9, 0, 4, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    """Keep the files of one test from another."""
    settings.DATA_DIR = tmp_path


def _arrive(*edits: Edit, day: int = 0, number: int = 1234567, **wishes: Any) -> Study:
    """Store a document of the study as the registry shows it some days after the first."""
    stamp = DAY_ONE + dt.timedelta(days=day)
    claim_store(registry="ctgov", data_timestamp=stamp)
    nct_id = f"NCT{number:08d}"
    tree = document((TITLES + "nctId", nct_id), *edits)
    store_arrivals([json.dumps(tree).encode()], stamp=Stamp(data_timestamp=stamp, fetched_at=stamp, **wishes))
    return Study.objects.get(nct_id=nct_id)


def _event(study: Study) -> Event:
    return Event.objects.filter(study=study).latest("id")


def test_first_version_of_a_new_study_is_news() -> None:
    """A study first posted days ago is told as new, and its conditions and page are made."""
    study = _arrive()
    assert detect_changes() == 1
    event = _event(study)
    assert (event.kind, event.number, event.silent, event.waits_for_alerts) == ("new", 1, False, True)
    assert event.account == "This study is new in the registry."
    assert count_waiting() == {"compare": 0, "code": 1, "write": 1, "index": 0}


def test_first_version_of_an_old_study_is_silent() -> None:
    """New to us is not new: nothing waits for alerts."""
    study = _arrive((STATUS + "studyFirstPostDateStruct.date", "2025-12-28"))
    detect_changes()
    assert (_event(study).kind, _event(study).silent, _event(study).waits_for_alerts) == ("new", True, False)


def test_first_fill_is_silent_for_new_studies_too() -> None:
    """Seeding tells nobody anything."""
    study = _arrive(silent=True)
    detect_changes()
    assert _event(study).silent


def test_withheld_study_seen_first_is_silent() -> None:
    """A placeholder is no news."""
    study = _arrive((STATUS + "overallStatus", "WITHHELD"))
    detect_changes()
    assert _event(study).silent


@pytest.mark.parametrize(
    ("posted", "news"),
    [
        (dt.date(2026, 1, 12), True),
        (dt.date(2025, 12, 29), True),
        (dt.date(2025, 12, 28), False),
        (None, False),
    ],
)
def test_news_is_what_was_first_posted_in_the_last_fourteen_days(
    posted: dt.date | None, *, news: bool
) -> None:
    """Counted to the registry's snapshot, not to this machine's clock."""
    assert is_news(posted, DAY_ONE) is news


def test_next_version_is_stored_with_its_changes_and_accounts() -> None:
    """The event has severity, account and mail; each change its words."""
    _arrive()
    study = _arrive((STATUS + "overallStatus", "SUSPENDED"), (TITLES + "briefTitle", "Walking"), day=1)
    assert detect_changes() == 2
    event = _event(study)
    assert (event.kind, event.number, event.severity, event.silent) == ("changed", 2, "major", False)
    assert event.account.splitlines() == [
        "The study is on hold for now and may start again; before, it was open to new people.",
        "In the short title, “for Sore Knees” was taken out.",
    ]
    assert event.mail_account == event.account.splitlines()[0]
    assert [(change.category, change.severity, change.mailed) for change in event.changes.all()] == [
        ("wording", "minor", False),
        ("recruitment", "major", True),
    ]


def test_version_in_which_nothing_is_mailed_is_silent() -> None:
    """A confirmation makes an event for the history, and no mail."""
    _arrive()
    study = _arrive((STATUS + "statusVerifiedDate", "2026-06"), day=1)
    detect_changes()
    event = _event(study)
    assert (event.silent, event.waits_for_alerts, event.mail_account) == (True, False, "")
    assert event.severity == "minor"


def test_version_that_came_silently_tells_nobody() -> None:
    """Catching up after an outage stores the event, and no alert waits."""
    _arrive()
    study = _arrive(
        (STATUS + "overallStatus", "SUSPENDED"),
        day=30,
        silent_before=dt.date(2027, 1, 1),
    )
    detect_changes()
    assert (_event(study).silent, _event(study).severity) == (True, "major")


def test_study_that_is_withheld_and_shown_again_has_events_of_their_kinds() -> None:
    """A placeholder's coming and going are told as such."""
    _arrive()
    study = _arrive((STATUS + "overallStatus", "WITHHELD"), day=1)
    detect_changes()
    assert _event(study).kind == "withheld"
    _arrive(day=2)
    detect_changes()
    assert _event(study).kind == "reappeared"


def test_nothing_waits_after_comparing() -> None:
    """The stage is done when it returns 0, and running it again changes nothing."""
    _arrive()
    assert [detect_changes(), detect_changes()] == [1, 0]
    assert Event.objects.count() == 1


def test_version_that_cannot_be_compared_steps_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    """One bad row waits longer with its error; the others go on."""
    _arrive()
    _arrive((STATUS + "overallStatus", "SUSPENDED"), day=1)
    other = _arrive(number=7)
    monkeypatch.setattr(compared, "tell", lambda before, after: (_ for _ in ()).throw(ValueError("bad")))
    assert detect_changes() == 3
    row = Waiting.objects.get(stage="compare")
    assert (row.number, row.attempts) == (2, 1)
    assert "bad" in row.error
    assert _event(other).kind == "new"


def test_version_that_is_not_there_steps_aside() -> None:
    """A row without its version is kept for a person to see."""
    study = _arrive()
    Waiting.objects.create(stage="compare", study=study, number=9)
    detect_changes()
    assert Waiting.objects.get(stage="compare").error == "there is no version 9"


def test_row_that_another_worker_finished_is_not_stored_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was taken meanwhile is left alone: events are stored once."""
    _arrive()
    monkeypatch.setattr(actions, "still_waiting", lambda rows: [])
    detect_changes()
    assert (Event.objects.count(), Waiting.objects.filter(stage="compare").count()) == (0, 1)


def test_backfilled_version_makes_no_event() -> None:
    """Earlier versions from the registry's history are nobody's news."""
    study = _arrive()
    detect_changes()
    RecordVersion.objects.filter(study=study).update(origin="backfill")
    Waiting.objects.create(stage="compare", study=study, number=1)
    detect_changes()
    assert Event.objects.count() == 1


def test_many_versions_of_one_study_are_compared_each_with_the_one_before() -> None:
    """A study that changed every day has an event for each day, whatever is packed against what."""
    statuses = ["SUSPENDED", "RECRUITING"] * 7
    _arrive()
    for day, status in enumerate(statuses, start=1):
        study = _arrive((STATUS + "overallStatus", status), day=day)
    detect_changes()
    found = Change.objects.filter(event__study=study, path__endswith="overallStatus").order_by(
        "event__number"
    )
    assert [change.after for change in found] == ["SUSPENDED", "RECRUITING"] * 7


def test_comparing_takes_a_fixed_number_of_queries(django_assert_max_num_queries: Any) -> None:
    """Ten studies cost as many queries as one."""
    for number in range(1, 11):
        _arrive(number=number)
        _arrive((STATUS + "overallStatus", "SUSPENDED"), number=number, day=1)
    with django_assert_max_num_queries(24):
        assert detect_changes() == 20
    assert Event.objects.count() == 20


# ── Without a version ─────────────────────────────────────────────────────────


def test_removed_study_is_told_once_a_snapshot() -> None:
    """Noting it twice stores one event; page and index are made anew."""
    study = _arrive()
    for expected in (1, 0):
        stored = record_presence(kind="removed", study_ids=[study.id], data_timestamp=DAY_ONE, silent=False)
        assert stored == expected
    event = Event.objects.get(kind="removed")
    assert event.account.splitlines()[0] == "The registry no longer lists this study."
    assert (event.severity, event.number, event.waits_for_alerts) == ("major", None, True)
    assert (count_waiting()["write"], count_waiting()["index"]) == (1, 1)


def test_merged_study_names_the_number_it_is_kept_under() -> None:
    """Followers learn where the study went on."""
    kept, merged = _arrive(number=7), _arrive(number=8)
    Study.objects.filter(id=merged.id).update(presence="aliased", alias_of=kept)
    record_presence(kind="aliased", study_ids=[merged.id], data_timestamp=DAY_ONE, silent=True)
    event = Event.objects.get(kind="aliased")
    assert event.account.endswith("It now keeps it under the number NCT00000007.")
    assert (event.silent, event.waits_for_alerts) == (True, False)


def test_event_without_a_snapshot_is_refused() -> None:
    """An event belongs to a day of the registry."""
    with pytest.raises(ValueError, match="snapshot"):
        record_presence(kind="removed", study_ids=[], data_timestamp=None, silent=False)


# ── Reading it back ───────────────────────────────────────────────────────────


def test_changes_json_has_every_change_in_the_order_they_came() -> None:
    """What ``plainstudy changes --json`` prints."""
    _arrive()
    _arrive((STATUS + "overallStatus", "SUSPENDED"), day=1)
    study = _arrive((STATUS + "overallStatus", "SUSPENDED"), (f"{PLACES}[2].status", None), day=2)
    detect_changes()
    assert changes_json(study) == [
        {
            "version": 2,
            "path": STATUS + "overallStatus",
            "category": "recruitment",
            "severity": "major",
            "before": "RECRUITING",
            "after": "SUSPENDED",
            "words": "The study is on hold for now and may start again; before, it was open to new people.",
        },
        {
            "version": 3,
            "path": f"{PLACES}[2].status",
            "category": "where",
            "severity": "minor",
            "before": "RECRUITING",
            "after": None,
            "words": "The record no longer says whether this place is open: Sea Clinic in Lyon, France; "
            "before, it was open to new people.",
        },
    ]


def test_changes_json_tells_that_a_study_left_the_registry_and_came_back() -> None:
    """No version brings that, and it is what a reader of the list most needs to know."""
    study = _arrive()
    detect_changes()
    for day, kind in ((DAY_ONE, "removed"), (DAY_ONE + dt.timedelta(days=1), "reappeared")):
        record_presence(kind=kind, study_ids=[study.id], data_timestamp=day, silent=False)
    left, back = changes_json(study)
    assert left == {
        "version": None,
        "path": "",
        "category": "presence",
        "severity": "major",
        "before": None,
        "after": None,
        "words": "The registry no longer lists this study. This does not say whether the study goes on.",
    }
    assert back["words"] == "The registry lists this study again."


def test_events_of_a_study_come_newest_first_in_two_queries(django_assert_num_queries: Any) -> None:
    """The history page reads events and their changes at once."""
    _arrive()
    study = _arrive((STATUS + "overallStatus", "SUSPENDED"), (CONTACTS, None), day=1)
    detect_changes()
    with django_assert_num_queries(2):
        found = [(event.number, len(event.changes.all())) for event in events_of(study)]
    assert found == [(2, 2), (1, 0)]


def test_recent_changes_leave_out_what_is_silent_or_minor_or_gone() -> None:
    """The home page shows what matters among all studies that are still listed."""
    _arrive()
    _arrive((STATUS + "statusVerifiedDate", "2026-06"), day=1)
    _arrive((STATUS + "overallStatus", "SUSPENDED"), day=2)
    _arrive(number=7, silent=True)
    detect_changes()
    assert [event.number for event in recent_changes()] == [3]
    Study.objects.update(presence=Study.Presence.REMOVED)
    assert list(recent_changes()) == []


def test_rows_tell_what_they_are() -> None:
    """A change names its field, an event its day: for logs and the admin."""
    _arrive()
    study = _arrive((STATUS + "overallStatus", "SUSPENDED"), (TITLES + "briefTitle", "Walking"), day=1)
    detect_changes()
    (change,) = Change.objects.filter(event=_event(study), mailed=True)
    assert str(change) == STATUS + "overallStatus"
    assert change.short_field == "statusModule.overallStatus"
    assert str(_event(study)) == "changed 2026-01-13"


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="looks at a plan of SQLite")
def test_recent_changes_do_not_look_at_first_sights() -> None:
    """The first page of a copy that was just filled must not read through all of its studies' events."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'event_recent'")
        (made,) = cursor.fetchone()
    assert made.endswith("WHERE \"kind\" = 'changed'")
    assert "USING INDEX event_recent" in recent_changes().explain()
