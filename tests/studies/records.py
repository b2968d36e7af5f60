"""Small records of our own writing, stored as a registry would send them."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from plainstudy.studies import actions
from plainstudy.studies.models import Study

STAMP = dt.datetime(2026, 6, 25, 9, tzinfo=dt.UTC)


def record(
    nct_id: str = "NCT00000101",
    *,
    title: str = "A study",
    conditions: Sequence[str] = ("Asthma",),
    mesh: Mapping[str, str] | None = None,
    criteria: str = "",
    status: str = "RECRUITING",
    places: Sequence[Mapping[str, Any]] = (),
    treatments: Sequence[Mapping[str, Any]] = (),
    posted: str = "2026-06-20",
    updated: str = "2026-06-24",
    ages: tuple[str | None, str | None] = ("18 Years", None),
    sex: str = "ALL",
    phases: Sequence[str] = ("PHASE2",),
) -> dict[str, Any]:
    """Return a v2 document; ``mesh`` maps MeSH numbers to terms."""
    eligibility: dict[str, Any] = {"eligibilityCriteria": criteria, "sex": sex}
    eligibility |= {key: age for key, age in zip(("minimumAge", "maximumAge"), ages, strict=True) if age}
    return {
        "protocolSection": {
            "identificationModule": {"nctId": nct_id, "briefTitle": title},
            "statusModule": {
                "overallStatus": status,
                "studyFirstPostDateStruct": {"date": posted, "type": "ACTUAL"},
                "lastUpdatePostDateStruct": {"date": updated, "type": "ACTUAL"},
            },
            "sponsorCollaboratorsModule": {"leadSponsor": {"name": "A Hospital", "class": "OTHER"}},
            "conditionsModule": {"conditions": list(conditions)},
            "designModule": {"studyType": "INTERVENTIONAL", "phases": list(phases)},
            "armsInterventionsModule": {"interventions": [dict(treatment) for treatment in treatments]},
            "eligibilityModule": eligibility,
            "contactsLocationsModule": {"locations": [dict(place) for place in places]},
        },
        "derivedSection": {
            "conditionBrowseModule": {
                "meshes": [{"id": number, "term": term} for number, term in (mesh or {}).items()]
            }
        },
    }


def store(*documents: dict[str, Any]) -> list[Study]:
    """Store documents as one snapshot of the registry and return their studies in that order."""
    actions.claim_store(registry="ctgov", data_timestamp=STAMP)
    actions.store_arrivals(
        [json.dumps(document).encode() for document in documents],
        stamp=actions.Stamp(data_timestamp=STAMP, fetched_at=STAMP, silent=True),
    )
    numbers = [document["protocolSection"]["identificationModule"]["nctId"] for document in documents]
    found = {study.nct_id: study for study in Study.objects.filter(nct_id__in=numbers)}
    return [found[number] for number in numbers]
