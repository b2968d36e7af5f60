"""Reading what is to be indexed: a fixed number of queries for any number of studies."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec
from django.db.models import TextField
from django.db.models.functions import Cast

from plainstudy.conditions.models import Concept
from plainstudy.record.record import StudyRecord
from plainstudy.studies import queries
from plainstudy.studies.models import Place, Study, StudyCondition
from plainstudy.writing.models import PlainPage
from plainstudy.writing.text import StudyText

from .documents import Coded, Located, Material

log = logging.getLogger(__name__)


def material_of(studies: Sequence[Study]) -> tuple[list[Material], dict[int, str]]:
    """Return what is indexed of these studies, and by study id what kept others from being read."""
    ids = [study.id for study in studies]
    records, failed = _records(ids)
    texts = _texts(ids)
    concepts = _concepts(ids)
    places = _places(ids)
    found = [
        Material(study, records[study.id], texts.get(study.id), concepts.get(study.id, ()), places[study.id])
        for study in studies
        if study.id in records
    ]
    return found, failed


def _records(ids: Sequence[int]) -> tuple[dict[int, StudyRecord], dict[int, str]]:
    try:
        found = queries.head_records(ids)
        return found, {number: "no record version" for number in ids if number not in found}
    except (ValueError, LookupError):
        return _one_by_one(ids)


def _one_by_one(ids: Sequence[int]) -> tuple[dict[int, StudyRecord], dict[int, str]]:
    records: dict[int, StudyRecord] = {}
    failed: dict[int, str] = {}
    for number in ids:
        try:
            records[number] = queries.head_records([number])[number]
        except (ValueError, LookupError) as problem:
            failed[number] = f"{type(problem).__name__}: {problem}"
    return records, failed


def _texts(ids: Sequence[int]) -> dict[int, StudyText]:
    found = {}
    pages = PlainPage.objects.filter(study_id__in=ids, published=True)
    # As text: the driver's JSON takes three times as long as reading straight into the struct.
    for study_id, content in pages.values_list("study_id", Cast("content", TextField())):
        try:
            found[study_id] = _text_decoder.decode(content)
        except msgspec.ValidationError as problem:
            log.warning("the plain page of study %s cannot be read: %s", study_id, problem)
    return found


_text_decoder = msgspec.json.Decoder(StudyText)


def _places(ids: Sequence[int]) -> dict[int, list[Located]]:
    found: dict[int, list[Located]] = defaultdict(list)
    columns = ("facility", "city", "state", "zip", "country", "latitude", "longitude")
    rows = Place.objects.filter(study_id__in=ids).order_by("study_id", "position")
    for study_id, *values in rows.values_list("study_id", *columns):
        found[study_id].append(Located(*values))
    return found


def _concepts(ids: Sequence[int]) -> Mapping[int, tuple[Coded, ...]]:
    rows = (
        StudyCondition.objects.filter(study_id__in=ids, concept__isnull=False)
        .order_by("study_id", "position", "id")
        .values_list("study_id", "concept_id")
    )
    by_study: dict[int, dict[int, None]] = defaultdict(dict)
    for study_id, concept_id in rows:
        by_study[study_id][concept_id] = None
    above = _parents({concept_id for concepts in by_study.values() for concept_id in concepts})
    names = {concept.id: concept for concept in Concept.objects.filter(id__in=above)}
    coded = {number: _coded(names[number], above[number], names) for number in above if number in names}
    return {study_id: tuple(coded[number] for number in numbers) for study_id, numbers in by_study.items()}


def _coded(concept: Concept, above: set[int], names: Mapping[int, Concept]) -> Coded:
    spoken = [name for name in concept.names.split("\n") if name and ", " not in name]
    return Coded(
        slug=concept.slug,
        label=concept.label,
        names=tuple(spoken),
        broader=tuple(
            (names[number].slug, names[number].label) for number in sorted(above) if number in names
        ),
    )


def _parents(ids: set[int]) -> dict[int, set[int]]:
    """Return all broader concepts of each of these, and of each of those: all links are read, once."""
    link = Concept.parents.through
    links: dict[int, list[int]] = defaultdict(list)
    for narrow, broad in link._default_manager.values_list("from_concept_id", "to_concept_id"):
        links[narrow].append(broad)
    above: dict[int, set[int]] = {}
    waiting = list(ids)
    while waiting:
        number = waiting.pop()
        if number in above:
            continue
        above[number] = _all_above(number, links)
        waiting.extend(above[number])
    return above


def _all_above(number: int, links: Mapping[int, Sequence[int]]) -> set[int]:
    found: set[int] = set()
    waiting = list(links.get(number, ()))
    while waiting:
        if (broad := waiting.pop()) not in found:
            found.add(broad)
            waiting.extend(links.get(broad, ()))
    return found
