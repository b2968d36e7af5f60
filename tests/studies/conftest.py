"""Small documents of our own, and a data folder for each test."""

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from plainstudy.studies.actions import Stamp, Tally, claim_store, store_arrivals

DAY_ONE = dt.datetime(2026, 6, 25, 9, 0, 4, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Path:
    """Keep the checkpoint of one test from another."""
    settings.DATA_DIR = tmp_path
    return tmp_path


def document(number: int = 1, *, day: int = 0, meshes: Sequence[str] = (), **changes: Any) -> bytes:
    """Return a document; ``changes`` replace title, status, conditions, places, posted, first_posted."""
    wanted = {
        "title": f"Study {number}",
        "status": "RECRUITING",
        "conditions": ["Asthma"],
        "places": ["Rome"],
    }
    wanted |= {"posted": "2026-06-20", "first_posted": "2026-06-18"} | changes
    places = [{"facility": "A hospital", "city": city, "country": "Italy"} for city in wanted["places"]]
    holder = (DAY_ONE + dt.timedelta(days=day)).date().isoformat()
    return json.dumps(
        {
            "protocolSection": {
                "identificationModule": {"nctId": f"NCT{number:08d}", "briefTitle": wanted["title"]},
                "statusModule": {
                    "overallStatus": wanted["status"],
                    "studyFirstPostDateStruct": {"date": wanted["first_posted"]},
                    "lastUpdatePostDateStruct": {"date": wanted["posted"]},
                },
                "conditionsModule": {"conditions": wanted["conditions"]},
                "contactsLocationsModule": {"locations": places},
            },
            "derivedSection": {
                "miscInfoModule": {"versionHolder": holder},
                "conditionBrowseModule": {"meshes": [{"id": "D1", "term": term} for term in meshes]},
            },
        },
        separators=(",", ":"),
    ).encode()


def store(*documents: bytes, day: int = 0, **wishes: Any) -> Tally:
    """Store documents of the snapshot ``day`` days after the first."""
    stamp = DAY_ONE + dt.timedelta(days=day)
    claim_store(registry="ctgov", data_timestamp=stamp)
    return store_arrivals(list(documents), stamp=Stamp(data_timestamp=stamp, fetched_at=stamp, **wishes))
