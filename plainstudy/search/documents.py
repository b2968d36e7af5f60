"""One study as the index has it: texts to be found by, values to be filtered and counted by."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson
import tantivy

from plainstudy.conditions.vocabularies.drug_names import other_names
from plainstudy.record.record import StudyRecord
from plainstudy.record.study import Intervention
from plainstudy.studies.models import Study
from plainstudy.writing.text import Sentence, StudyText

from .query import words
from .schema import ORGANISATIONS, cell_of, schema

_DAYS = {"year": 365, "month": 30, "week": 7, "day": 1}
_AGE = re.compile(r"\s*(\d+)\s*(year|month|week|day|hour|minute)s?\s*", re.I)
OLDEST = 150 * 365
MOST_NAMES = 25
"""Names of one concept that are indexed; MeSH has many that are the same words turned round."""
_SHOWN_PLACES = 3
_SHOWN_CONDITIONS = 4


@dataclass(frozen=True, slots=True)
class Coded:
    """A concept of a study with what search needs of it."""

    slug: str
    label: str
    names: tuple[str, ...]
    broader: tuple[tuple[str, str], ...]
    """(slug, label) of all broader concepts."""


class Located(NamedTuple):
    """One place of a study; empty or None where the record is silent."""

    facility: str
    city: str
    state: str
    zip: str
    country: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Material:
    """All that is indexed of one study."""

    study: Study
    record: StudyRecord
    text: StudyText | None
    """The published plain page; None without one."""
    concepts: Sequence[Coded]
    places: Sequence[Located]


def document(material: Material) -> tantivy.Document:
    """Return the document of one study."""
    return tantivy.Document.from_dict(_fields(material), schema())


def _fields(material: Material) -> dict[str, Any]:
    study, record = material.study, material.record
    protocol = record.protocol_section
    names = protocol.identification_module
    text = material.text
    treatments = protocol.arms_interventions_module.interventions
    terms = protocol.conditions_module.conditions
    given: dict[str, list[Any]] = {
        "nct_id": [study.nct_id],
        "title": _texts([names.brief_title, names.official_title, names.acronym]),
        "headline": _texts([text.headline.text if text else None]),
        "summary": _summary(text) if text else _texts([protocol.description_module.brief_summary]),
        "conditions": _texts([*(concept.label for concept in material.concepts), *terms]),
        "names": [name for concept in material.concepts for name in concept.names[:MOST_NAMES]],
        "broader": sorted({label for concept in material.concepts for _, label in concept.broader}),
        "interventions": _texts(
            [name for treatment in treatments for name in (treatment.name, *treatment.other_names)]
        ),
        "drug_names": sorted(_drug_names(treatments)),
        ORGANISATIONS: _texts(
            [
                protocol.sponsor_collaborators_module.lead_sponsor.name,
                *(sponsor.name for sponsor in protocol.sponsor_collaborators_module.collaborators),
                *(place.facility for place in material.places),
            ]
        ),
        "places": sorted(_place_texts(material.places)),
        "numbers": _texts(
            [
                study.nct_id,
                *names.nct_id_aliases,
                names.org_study_id_info.id,
                *(other.id for other in names.secondary_id_infos),
                *protocol.conditions_module.keywords,
            ]
        ),
        "status": [study.overall_status or "UNKNOWN"],
        "country": sorted({place.country for place in material.places if place.country}),
        "phase": study.phases.split(),
        "type": _texts([study.study_type]),
        "condition": [concept.slug for concept in material.concepts],
        "under": sorted(_under(material.concepts)),
        "sex": _texts([protocol.eligibility_module.sex or "ALL"]),
        "cell": sorted(_cells(material.places)),
        "age_from": [days_of(protocol.eligibility_module.minimum_age, missing=0)],
        "age_to": [days_of(protocol.eligibility_module.maximum_age, missing=OLDEST)],
        "updated": [study.last_updated.toordinal()],
        "first_posted": [study.first_posted.toordinal()] if study.first_posted else [],
        "shown": [_shown(material)],
    }
    given["spelling"] = [
        *given["title"],
        *given["conditions"],
        *given["interventions"],
        *given["drug_names"],
        *given["names"],
    ]
    given["whole_name"] = sorted({" ".join(words(name)) for name in (*given["names"], *given["conditions"])})
    return given


def days_of(age: str | None, *, missing: int) -> int:
    """Return an age such as "18 Years" in days; ``missing`` where there is none or it cannot be read."""
    found = _AGE.fullmatch(age or "")
    return int(found[1]) * _DAYS.get(found[2].lower(), 0) if found else missing


def _texts(values: Iterable[str | None]) -> list[str]:
    return [value for value in dict.fromkeys(values) if value]


def _drug_names(treatments: Iterable[Intervention]) -> set[str]:
    """Return what else the drugs are called, so that a brand finds a study that names only the substance."""
    given = (treatment.name for treatment in treatments if treatment.type in {"DRUG", "BIOLOGICAL"})
    return {name for drug in given if drug for name in other_names(drug)}


def _summary(text: StudyText) -> list[str]:
    parts: list[Sentence] = [*text.summary, *text.substance, *text.who_can_join, *text.what_happens]
    return [sentence.text for sentence in parts]


def _place_texts(places: Sequence[Located]) -> set[str]:
    return {", ".join(filter(None, place[1:5])) for place in places} - {""}


def _cells(places: Sequence[Located]) -> set[str]:
    return {
        cell_of(place.latitude, place.longitude)
        for place in places
        if place.latitude is not None and place.longitude is not None
    }


def _under(concepts: Sequence[Coded]) -> set[str]:
    return {slug for concept in concepts for slug in (concept.slug, *(slug for slug, _ in concept.broader))}


def _shown(material: Material) -> bytes:
    """Return what a list of results shows of a study, so that it needs no query for it."""
    study = material.study
    cities = list(dict.fromkeys((place.city, place.country) for place in material.places if place.city))
    shown: Mapping[str, Any] = {
        "headline": material.text.headline.text if material.text else "",
        "title": study.title,
        "status": study.overall_status,
        "phases": study.phases,
        "type": study.study_type,
        "people": study.enrollment,
        "updated": study.last_updated.isoformat(),
        "conditions": [(concept.slug, concept.label) for concept in material.concepts[:_SHOWN_CONDITIONS]],
        "places": cities[:_SHOWN_PLACES],
        "place_count": len(cities),
    }
    return orjson.dumps(shown)
