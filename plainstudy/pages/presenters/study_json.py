"""A study's page as JSON: what ``plainstudy show NCT… --json`` prints."""

from collections.abc import Sequence
from typing import Any

from plainstudy.record.record import StudyRecord
from plainstudy.studies.models import Study
from plainstudy.studies.queries import today as registry_today
from plainstudy.writing.text import Sentence

from .provenance import writers_of
from .status import status_line
from .study import material_of


def study_json(study: Study) -> dict[str, Any]:
    """Return the page's parts as JSON: what ``plainstudy show NCT… --json`` prints.

    A text that is not published yet leaves headline and sentences empty.
    """
    material = material_of(study, event_limit=1)
    record, text = material.record, material.text
    protocol = record.protocol_section
    is_listed = study.presence == Study.Presence.LISTED
    return {
        "nct_id": study.nct_id,
        "headline": text.headline.text if text else "",
        "headline_sources": list(text.headline.sources) if text else [],
        "summary": _sentences(text.summary if text else ()),
        "active_substance": _sentences(text.substance if text else ()),
        "could_lead_to": _sentences(text.could_lead_to if text else ()),
        "could_go_wrong": _sentences(text.could_go_wrong if text else ()),
        "first_seen": study.first_seen.isoformat(),
        "last_updated": study.last_updated.isoformat(),
        "update_count": study.update_count,
        "conditions": [
            {
                "label": row.concept.label,
                "concept_id": row.concept.public_id,
                "registrant_term": row.registrant_term,
                "rule": row.rule,
                "confidence": row.confidence,
            }
            for row in material.conditions
            if row.concept
        ],
        "registrant_conditions": list(protocol.conditions_module.conditions),
        "locations": [
            {
                "facility": place.facility,
                "city": place.city,
                "state": place.state,
                "zip": place.zip,
                "country": place.country,
                "status": place.status,
            }
            for place in protocol.contacts_locations_module.locations
        ],
        "status": _status_sentence(record, is_listed=is_listed),
        "writer": material.row.writer if material.row else "",
        "writers": writers_of(material.row) if material.row else {},
        "reading_grade": round(material.row.reading_grade, 1) if material.row else None,
    }


def _sentences(sentences: Sequence[Sentence]) -> list[dict[str, Any]]:
    return [{"text": sentence.text, "sources": list(sentence.sources)} for sentence in sentences]


def _status_sentence(record: StudyRecord, *, is_listed: bool) -> str:
    status = record.protocol_section.status_module
    return status_line(status, today=registry_today(), is_listed=is_listed).sentence
