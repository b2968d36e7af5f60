"""One study as the index has it: texts to be found by, values to be filtered and counted by."""

import datetime as dt
import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
import orjson
import tantivy

from plainstudy.conditions.vocabularies.drug_names import other_names
from plainstudy.record.excerpts import FindingRecord
from plainstudy.record.study import Intervention, Location
from plainstudy.studies.heads import Head
from plainstudy.writing.text import Sentence, StudyText

from .query import words
from .schema import ORGANISATIONS, cell_of, schema

log = logging.getLogger(__name__)

LISTED_COLUMNS = (
    "nct_id",
    "title",
    "overall_status",
    "phases",
    "study_type",
    "enrollment",
    "last_updated",
    "first_posted",
)
_text_decoder = msgspec.json.Decoder(StudyText)
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


class Listed(NamedTuple):
    """What of a study's row is indexed, in the order of LISTED_COLUMNS."""

    nct_id: str
    title: str
    overall_status: str
    phases: str
    study_type: str
    enrollment: int | None
    last_updated: dt.date
    first_posted: dt.date | None


@dataclass(frozen=True, slots=True)
class Order:
    """One study to index, its document and the JSON of its published page (None without one) not decoded."""

    study: Listed
    head: Head
    page: str | None
    concepts: tuple[Coded, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """All that is indexed of one study."""

    study: Listed
    record: FindingRecord
    text: StudyText | None
    """The published plain page; None without one."""
    concepts: Sequence[Coded]
    places: Sequence[Located]


Fields = dict[str, list[Any]]


def document(fields: Fields) -> tantivy.Document:
    """Return the document with these fields."""
    return tantivy.Document.from_dict(fields, schema())


def fields_all(orders: Sequence[Order]) -> list[Fields | str]:
    """Return the fields of each study, or why it cannot be indexed. Pure: worker processes do it."""
    return [_fields_or_reason(order) for order in orders]


def _fields_or_reason(order: Order) -> Fields | str:
    try:
        record = order.head.finding()
    except (ValueError, LookupError, RecursionError) as problem:
        return f"{type(problem).__name__}: {problem}"
    places = [_located(place) for place in record.protocol_section.contacts_locations_module.locations]
    return _fields(Material(order.study, record, _text(order), order.concepts, places))


def _located(place: Location) -> Located:
    point = place.geo_point
    return Located(
        place.facility or "",
        place.city or "",
        place.state or "",
        place.zip or "",
        place.country or "",
        point.lat if point else None,
        point.lon if point else None,
    )


def _text(order: Order) -> StudyText | None:
    if order.page is None:
        return None
    try:
        return _text_decoder.decode(order.page)
    except msgspec.ValidationError as problem:
        log.warning("the plain page of %s cannot be read: %s", order.study.nct_id, problem)
        return None


def _fields(material: Material) -> Fields:
    study, text = material.study, material.text
    protocol = material.record.protocol_section
    names = protocol.identification_module
    terms = protocol.conditions_module.conditions
    people = protocol.eligibility_module
    given: Fields = {
        "nct_id": [study.nct_id],
        "title": _texts(
            [names.brief_title, names.official_title, names.acronym, text.headline.text if text else None]
        ),
        "conditions": _texts([*(concept.label for concept in material.concepts), *terms]),
        "names": [name for concept in material.concepts for name in concept.names[:MOST_NAMES]],
        "treatments": _treatments(protocol.arms_interventions_module.interventions),
        "text": _rest(material),
        ORGANISATIONS: _organisations(material),
        "status": [study.overall_status or "UNKNOWN"],
        "country": sorted({place.country for place in material.places if place.country}),
        "phase": study.phases.split(),
        "type": _texts([study.study_type]),
        "condition": [concept.slug for concept in material.concepts],
        "under": sorted(_under(material.concepts)),
        "sex": _texts([people.sex or "ALL"]),
        "cell": sorted(_cells(material.places)),
        "age_from": [days_of(people.minimum_age, missing=0)],
        "age_to": [days_of(people.maximum_age, missing=OLDEST)],
        "updated": [study.last_updated.toordinal()],
        "first_posted": [study.first_posted.toordinal()] if study.first_posted else [],
        "shown": [_shown(material)],
    }
    called = (*given["names"], *given["conditions"])
    given["spelling"] = [*given["title"], *given["treatments"], *called]
    given["whole_name"] = sorted({" ".join(words(name)) for name in called})
    return given


def _rest(material: Material) -> list[str]:
    """Return the summary, wider conditions, towns, key words and numbers."""
    protocol, text = material.record.protocol_section, material.text
    names = protocol.identification_module
    wider = {label for concept in material.concepts for _, label in concept.broader}
    return _texts(
        [
            *(_summary(text) if text else [protocol.description_module.brief_summary]),
            *sorted(wider),
            *sorted(_place_texts(material.places)),
            *protocol.conditions_module.keywords,
            material.study.nct_id,
            *names.nct_id_aliases,
            names.org_study_id_info.id,
            *(other.id for other in names.secondary_id_infos),
        ]
    )


def _organisations(material: Material) -> list[str]:
    sponsors = material.record.protocol_section.sponsor_collaborators_module
    facilities = (place.facility for place in material.places)
    return _texts(
        [sponsors.lead_sponsor.name, *(other.name for other in sponsors.collaborators), *facilities]
    )


def days_of(age: str | None, *, missing: int) -> int:
    """Return an age such as "18 Years" in days; ``missing`` where there is none or it cannot be read."""
    found = _AGE.fullmatch(age or "")
    return int(found[1]) * _DAYS.get(found[2].lower(), 0) if found else missing


def _texts(values: Iterable[str | None]) -> list[str]:
    return [value for value in dict.fromkeys(values) if value]


def _treatments(given: Iterable[Intervention]) -> list[str]:
    """Return what is tested, and what else the drugs are called: a brand finds the bare substance too."""
    found: list[str | None] = []
    for treatment in given:
        found += [treatment.name, *treatment.other_names]
        if treatment.name and treatment.type in {"DRUG", "BIOLOGICAL"}:
            found += other_names(treatment.name)
    return _texts(found)


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
