"""Making a small store of sample studies through the actions that fill a real one."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from plainstudy.changes.models import Change, Event
from plainstudy.conditions.models import Concept
from plainstudy.registries import folder
from plainstudy.studies import actions
from plainstudy.studies.models import Study, StudyCondition
from plainstudy.writing.models import PlainPage
from plainstudy.writing.text import StudyText, encode_text

from .texts import BONE_CEMENT

NOON = dt.time(12, tzinfo=dt.UTC)
CEMENT_STUDY = "NCT02387905"


def sample(nct_id: str, day: str) -> dict[str, Any]:
    """Read one bundled sample as it stood on a day."""
    from importlib.resources import files

    text = (files(folder) / "samples" / day / f"{nct_id}.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def store(document: Mapping[str, Any], *, day: str, registry: str = "ctgov") -> Study:
    """Store a document as the registry sent it on a day, and let that be today."""
    stamp = dt.datetime.combine(dt.date.fromisoformat(day), NOON)
    actions.claim_store(registry=registry, data_timestamp=stamp)
    actions.store_arrivals(
        [json.dumps(document).encode()], stamp=actions.Stamp(data_timestamp=stamp, fetched_at=stamp)
    )
    actions.complete_snapshot(stamp)
    return Study.objects.get(nct_id=document["protocolSection"]["identificationModule"]["nctId"])


def write(study: Study, text: StudyText = BONE_CEMENT, **over: Any) -> PlainPage:
    """Publish a text for a study."""
    values = {
        "version_number": study.head_number,
        "writer": "rules 1",
        "headline": text.headline.text,
        "content": json.loads(encode_text(text)),
        "facts_hash": b"0" * 16,
        "reading_grade": 4.4,
        "published": True,
        "written_at": dt.datetime(2026, 6, 27, 13, tzinfo=dt.UTC),
    }
    page, _ = PlainPage.objects.update_or_create(study=study, defaults=values | over)
    return page


def code(
    study: Study, term: str, *, label: str, rule: str = "exact", confidence: float = 1.0, **over: Any
) -> Concept:
    """Code one condition term of a study."""
    slug = label.lower().replace(" ", "-")
    concept, _ = Concept.objects.get_or_create(
        code=f"MESH:{slug}", defaults={"slug": slug, "label": label, "vocabulary": "MeSH"}
    )
    StudyCondition.objects.create(
        study=study,
        position=study.conditions.count(),
        registrant_term=term,
        concept=concept,
        rule=rule,
        confidence=confidence,
        **over,
    )
    return concept


def tell(
    study: Study, number: int | None, words: str, *, day: str, kind: str = "changed", **over: Any
) -> Event:
    """Store an event with one change."""
    values = {"category": "when", "severity": "notable"} | over
    event = Event.objects.create(
        study=study,
        kind=kind,
        number=number,
        severity=values["severity"],
        account=words,
        data_timestamp=dt.datetime.combine(dt.date.fromisoformat(day), NOON),
    )
    Change.objects.create(
        event=event,
        position=0,
        path="protocolSection.statusModule.completionDateStruct",
        operation="changed",
        words=words,
        **values,
    )
    return event
