"""Reading what is to be indexed: a fixed number of queries for any number of studies."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from plainstudy.conditions.models import Concept
from plainstudy.studies import queries
from plainstudy.studies.heads import Head
from plainstudy.studies.models import Study, StudyCondition
from plainstudy.writing.models import PlainPage

from .documents import LISTED_COLUMNS, Coded, Listed, Order


class Candidate(NamedTuple):
    """A study that the index should look at."""

    id: int
    is_listed: bool
    """Whether the registry still shows it; if not, it leaves the index."""
    study: Listed


def candidates(ids: Sequence[int]) -> dict[int, Candidate]:
    """Return these studies by id, in one query."""
    return {one.id: one for one in _candidates(Study.objects.filter(id__in=ids))}


def all_listed(*, at_once: int) -> Iterator[Sequence[Candidate]]:
    """Yield every study that the registry lists, so many at a time."""
    listed = Study.objects.filter(presence=Study.Presence.LISTED).order_by("id")
    last = 0
    while found := list(_candidates(listed.filter(id__gt=last)[:at_once])):
        yield found
        last = found[-1].id


def _candidates(studies: QuerySet[Study]) -> Iterator[Candidate]:
    for number, presence, *columns in studies.values_list("id", "presence", *LISTED_COLUMNS):
        yield Candidate(number, presence == Study.Presence.LISTED, Listed(*columns))


class _Name(NamedTuple):
    """A concept's row."""

    slug: str
    label: str
    names: str


class Reader:
    """Reads chunk after chunk, and each concept once."""

    def __init__(self) -> None:
        self._coded: dict[int, Coded] = {}
        self._names: dict[int, _Name] = {}
        self._links: dict[int, list[int]] | None = None

    def orders(self, studies: Sequence[Candidate]) -> tuple[dict[int, Order], dict[int, str]]:
        """Return what is indexed of these studies, and what kept others from being read, by study id."""
        ids = [study.id for study in studies]
        heads, failed = _heads(ids)
        pages, concepts = _pages(ids), self._concepts(ids)
        found = {
            study.id: Order(
                study.study,
                heads[study.id],
                pages.get(study.id),
                concepts.get(study.id, ()),
            )
            for study in studies
            if study.id in heads
        }
        return found, failed

    def _concepts(self, ids: Sequence[int]) -> dict[int, tuple[Coded, ...]]:
        rows = (
            StudyCondition.objects.filter(study_id__in=ids, concept__isnull=False)
            .order_by("study_id", "position", "id")
            .values_list("study_id", "concept_id")
        )
        by_study: dict[int, dict[int, None]] = defaultdict(dict)
        for study_id, concept_id in rows:
            by_study[study_id][concept_id] = None
        self._read({concept_id for concepts in by_study.values() for concept_id in concepts})
        return {
            study_id: tuple(self._coded[number] for number in numbers if number in self._coded)
            for study_id, numbers in by_study.items()
        }

    def _read(self, concept_ids: Iterable[int]) -> None:
        missing = [number for number in concept_ids if number not in self._coded]
        if not missing:
            return
        if self._links is None:  # concepts that come in while one batch is read wait for the next reader
            self._links = _links()
        above = {number: _all_above(number, self._links) for number in missing}
        wanted = {*missing, *(number for numbers in above.values() for number in numbers)} - {*self._names}
        rows = Concept.objects.filter(id__in=wanted).values_list("id", *_Name._fields)
        self._names |= {number: _Name(*name) for number, *name in rows}
        for number in missing:
            if number in self._names:
                self._coded[number] = _coded(self._names[number], above[number], self._names)


def _heads(ids: Sequence[int]) -> tuple[dict[int, Head], dict[int, str]]:
    try:
        found = queries.heads(ids)
        return found, {number: "no record version" for number in ids if number not in found}
    except (ValueError, LookupError):
        return _one_by_one(ids)


def _one_by_one(ids: Sequence[int]) -> tuple[dict[int, Head], dict[int, str]]:
    heads: dict[int, Head] = {}
    failed: dict[int, str] = {}
    for number in ids:
        try:
            heads[number] = queries.heads([number])[number]
        except (ValueError, LookupError) as problem:
            failed[number] = f"{type(problem).__name__}: {problem}"
    return heads, failed


def _pages(ids: Sequence[int]) -> dict[int, str]:
    """Return the published pages as text: the driver's JSON takes three times as long as the struct's."""
    pages = PlainPage.objects.filter(study_id__in=ids, published=True)
    return dict(pages.values_list("study_id", Cast("content", TextField())))


def _coded(concept: _Name, above: set[int], names: Mapping[int, _Name]) -> Coded:
    spoken = [name for name in concept.names.split("\n") if name and ", " not in name]
    return Coded(
        slug=concept.slug,
        label=concept.label,
        names=tuple(spoken),
        broader=tuple(
            (names[number].slug, names[number].label) for number in sorted(above) if number in names
        ),
    )


def _links() -> dict[int, list[int]]:
    """Return the next broader concepts of every concept."""
    links: dict[int, list[int]] = defaultdict(list)
    link = Concept.parents.through
    for narrow, broad in link._default_manager.values_list("from_concept_id", "to_concept_id"):
        links[narrow].append(broad)
    return dict(links)


def _all_above(number: int, links: Mapping[int, Sequence[int]]) -> set[int]:
    found: set[int] = set()
    waiting = list(links.get(number, ()))
    while waiting:
        if (broad := waiting.pop()) not in found:
            found.add(broad)
            waiting.extend(links.get(broad, ()))
    return found
