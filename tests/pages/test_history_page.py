"""The history page: accounts, earlier versions of the registry, the end of a study's listing."""

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from plainstudy.changes.actions import detect_changes
from plainstudy.changes.models import Change, Event
from plainstudy.pages.presenters.compare import CUT
from plainstudy.pages.presenters.life_picture import Moment, present_life
from plainstudy.pages.presenters.plain_values import plain_text_of
from plainstudy.record.partial_date import PartialDate
from plainstudy.studies import actions
from plainstudy.studies.backfilling import Earlier, store_earlier
from plainstudy.studies.models import Study
from tests.changes.world import DESIGN, PLACES, STATUS, TITLES, Edit, document, place

from .stores import NOON, store

Fetch = Callable[..., str]
ATOM = "{http://www.w3.org/2005/Atom}"
NCT = "NCT01234567"
_PLACES: list[dict[str, Any]] = document()["protocolSection"]["contactsLocationsModule"]["locations"]


def _store(*postings: tuple[Edit, ...]) -> Study:
    """Store the study as it was, then with the edits of each posting, a day apart, and tell what changed."""
    done: list[Edit] = []
    study = store(document(), day="2026-06-01")
    for at, edits in enumerate(postings):
        done += edits
        study = store(document(*done), day=f"2026-06-{at + 2:02d}")
    while detect_changes():
        pass
    return study


@pytest.mark.django_db
def test_many_changes_of_a_kind_are_summed_up_and_listed_below(page_of: Fetch) -> None:
    """The account is what is read; each change by itself waits behind a summary."""
    new = [place(f"Clinic {at}", f"City {at}", "Spain") for at in range(5)]
    _store(((PLACES, [*_PLACES, *new]),))
    html = page_of(f"/studies/{NCT}/history/")
    account, rest = html.split("All 5 changes, one by one")
    assert "5 places were added, all in Spain; all are listed as open to new people" in account
    assert "Clinic 3" not in account
    assert "A new place was added: Clinic 3 in City 3, Spain" in rest


@pytest.mark.django_db
def test_account_leaves_the_registrys_own_dates_to_the_list_below(page_of: Fetch) -> None:
    """What matters is not hidden among dates of sending and showing."""
    sent = (STATUS + "lastUpdateSubmitDate", "2026-06-01")
    _store((sent, (TITLES + "briefTitle", "Walking for Knees")))
    account = page_of(f"/studies/{NCT}/history/").split("All 2 changes, one by one")[0]
    assert "In the short title" in account
    assert "last sent an update" not in account


@pytest.mark.django_db
def test_filter_tells_housekeeping_without_claiming_that_nothing_else_changed(page_of: Fetch) -> None:
    """Filtered, an account is a part: it says nothing of the rest."""
    _store(((STATUS + "lastUpdateSubmitDate", "2026-06-01"), (TITLES + "briefTitle", "Walking")))
    html = page_of(f"/studies/{NCT}/history/?category=housekeeping")
    assert "The study team last sent an update on 1 June 2026" in html
    assert "Nothing else" not in html
    assert "short title" not in html.split("one by one")[0].split('id="all"')[1]


@pytest.mark.django_db
def test_earlier_versions_of_the_registry_have_their_account_too(page_of: Fetch) -> None:
    """They made no event; what each changed is told all the same, and each can be compared."""
    study = _store(((TITLES + "briefTitle", "Walking"),))
    oldest = document((STATUS + "overallStatus", "NOT_YET_RECRUITING"), (DESIGN + "enrollmentInfo.count", 50))
    middle = document((DESIGN + "enrollmentInfo.count", 50))
    store_earlier(
        study,
        [Earlier(dt.date(2025, at, 1), json.dumps(tree).encode()) for at, tree in ((1, oldest), (2, middle))],
    )
    html = page_of(f"/studies/{NCT}/history/")
    assert "1 February 2025 · an earlier version, from the registry’s history" in html
    assert "The study is now open and looking for people to take part; before, it was not open yet." in html
    assert "The earliest version that the registry has kept." in html
    for pair in ("-2..-1", "-1..1", "1..2"):
        assert f'href="/studies/{NCT}/history/{pair}/"' in html
    assert ">Earlier version of 1 January 2025</option>" in html
    assert Event.objects.count() == 2
    filtered = page_of(f"/studies/{NCT}/history/?category=recruitment")
    assert "now open and looking for people" in filtered
    assert "The earliest version" not in filtered
    assert "Earlier version of 1 January 2025 and earlier version of 1 February 2025" in page_of(
        f"/studies/{NCT}/history/-2..-1/"
    )


@pytest.mark.django_db
def test_event_without_a_version_has_nothing_to_compare(page_of: Fetch) -> None:
    """A removal brings no version; the picture of the study's life ends on its day."""
    study = _store(((TITLES + "briefTitle", "Walking"),))
    Event.objects.create(
        study=study,
        kind="removed",
        data_timestamp=dt.datetime.combine(dt.date(2026, 6, 9), NOON),
        severity="major",
        account="The registry no longer lists this study.\nThis does not say whether the study goes on.",
    )
    Study.objects.filter(pk=study.pk).update(presence=Study.Presence.REMOVED)
    actions.complete_snapshot(dt.datetime.combine(dt.date(2026, 9, 1), NOON))
    html = page_of(f"/studies/{NCT}/history/")
    assert "The registry no longer lists this study.\nThis does not say" in html
    assert html.count("side by side") == 1
    assert re.search(r'text-anchor="end">9 June 2026</text>', html)
    assert "1 September 2026</text>" not in html


def test_statuses_that_do_not_fit_into_the_picture_are_listed() -> None:
    """No status is told by colour alone."""
    days = [dt.date(2026, 1, 1), dt.date(2026, 1, 3), dt.date(2026, 12, 1)]
    statuses = ["RECRUITING", "SUSPENDED", "RECRUITING"]
    moments = [
        Moment(
            at,
            day,
            status,
            PartialDate(2027),
            end_is_actual=False,
            people=4,
            people_is_actual=False,
            places=1,
        )
        for at, (day, status) in enumerate(zip(days, statuses, strict=True))
    ]
    life = present_life(moments, today=dt.date(2026, 12, 31))
    assert life is not None
    assert life.has_bands_without_words
    assert [band.since for band in life.bands] == days


@pytest.mark.django_db
def test_hidden_record_takes_no_places_out_of_the_picture(page_of: Fetch) -> None:
    """What the registry hides has not gone: the line goes on as it was last seen."""
    _store(((STATUS + "overallStatus", "WITHHELD"), (PLACES, None)))
    html = page_of(f"/studies/{NCT}/history/")
    assert "Places: 3, later not given." in html
    assert "3 → 0" not in html


@pytest.mark.parametrize(
    ("value", "key", "shown"),
    [
        ("NOT_YET_RECRUITING", "overallStatus", "not yet recruiting"),
        (["PHASE1", "PHASE2"], "phases", "phase 1\nphase 2"),
        ("NIH", "briefTitle", "NIH"),
        ("2026-03", "date", "March 2026"),
        ({"date": "2026-03-01", "type": "ESTIMATED"}, "startDateStruct", "1 March 2026 (estimated)"),
        ({"city": "Rome", "geoPoint": {"lat": 1, "lon": 2}}, "locations", "City: Rome"),
        ({"list": "primaryOutcomes", "measure": "Pain"}, "x", "List: main measures\nWhat is measured: Pain"),
        ("NA", "allocation", "not applicable"),
        (None, "x", ""),
    ],
)
def test_values_of_a_record_are_shown_in_words(value: Any, key: str, shown: str) -> None:
    """Codes and dates are words; names in capitals stay; map coordinates are left out."""
    assert plain_text_of(value, key=key) == shown


@pytest.mark.django_db
def test_comparison_begins_with_the_account_and_cuts_what_stayed(page_of: Fetch) -> None:
    """Words first, then the record; a long passage that stayed is shortened and said to be."""
    long = "People walk at home every day with a nurse. " * 40
    path = "protocolSection.descriptionModule.detailedDescription"
    _store(((path, f"One. {long} Two."),), ((path, f"One. {long} Three."), (DESIGN + "phases", ["PHASE3"])))
    html = page_of(f"/studies/{NCT}/history/2..3/")
    assert "The study is now listed as phase 3; before, it was listed as phase 2." in html
    assert html.index("The study is now listed as phase 3") < html.index("[removed: ")
    assert CUT in html
    assert "are shortened" in html
    assert len(html) < 12_000


@pytest.mark.django_db
def test_feed_leaves_out_confirmations_and_says_what_happened_in_its_titles(page_of: Fetch) -> None:
    """A feed is read as a list of titles: each says the thing itself."""
    _store(
        ((STATUS + "statusVerifiedDate", "2026-06"),),
        ((STATUS + "overallStatus", "SUSPENDED"), (TITLES + "briefTitle", "Walking")),
    )
    feed = ET.fromstring(page_of(f"/studies/{NCT}/feed.atom"))
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == [
        (
            f"{NCT}: The study is on hold for now and may start again; "
            "before, it was open to new people. (and 1 more)"
        ),
        f"{NCT}: first seen",
    ]
    assert Change.objects.filter(category="housekeeping").exists()


@pytest.mark.django_db
def test_page_of_many_versions_asks_no_more_than_one_of_few(
    client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    """However long the history, the number of queries stays."""
    _store(*(((DESIGN + "enrollmentInfo.count", 100 + at),) for at in range(12)))
    client.get(f"/studies/{NCT}/history/")
    with django_assert_max_num_queries(10):
        html = client.get(f"/studies/{NCT}/history/?category=how+many").content.decode()
    assert html.count("The planned number of people changed") == 11


@pytest.mark.django_db
def test_control_characters_in_a_record_break_no_feed_and_no_stored_change(page_of: Fetch) -> None:
    """PostgreSQL's JSON and XML have none: what a registrant pasted is told without them."""
    _store(((TITLES + "briefTitle", "Walk\u0000ing \u0008for\u001b Knees"),))
    (change,) = Change.objects.all()
    assert change.after == "Walking for Knees"
    assert "Walking for Knees" in change.words
    feed = ET.fromstring(page_of(f"/studies/{NCT}/feed.atom"))
    assert "Walking" in (feed.findtext(f"{ATOM}entry/{ATOM}title") or "")
