"""Writing concepts: those that coded studies need, and the broader ones above them."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.text import slugify

from plainstudy.conditions.models import CodedWith, Concept
from plainstudy.conditions.vocabulary import Vocabulary, VocabularyConcept

_SLUG_LENGTH = 100


class StoredConcepts:
    """Stores concepts batch after batch, each once: the same few come in nearly every batch.

    Made for one run of a stage, since another process may better a concept's row any time.
    """

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._numbered: set[tuple[str, str]] = set()

    def store(
        self, concepts: Iterable[VocabularyConcept], *, mesh_ids: Mapping[str, str]
    ) -> Mapping[str, int]:
        """Store concepts, all broader ones among them; returns row ids by code, of all so far."""
        numbered = set(mesh_ids.items())
        again = {code for code, _ in numbered - self._numbered}
        fresh = [one for one in concepts if one.code in again or one.code not in self._ids]
        if fresh:
            self._ids |= store_concepts(fresh, mesh_ids=mesh_ids)
            self._numbered |= numbered
        return self._ids


def store_concepts(
    concepts: Iterable[VocabularyConcept],
    *,
    mesh_ids: Mapping[str, str],
    vocabulary: Vocabulary | None = None,
) -> dict[str, int]:
    """Store these concepts and all broader ones in the vocabulary; returns row ids by code.

    Without a vocabulary the broader ones must be among those given, or stored already.

    ``mesh_ids`` are numbers the registry gave, by code. Known rows get better
    labels, names and numbers, and keep code and slug. Six queries where something
    is new, one where nothing is; safe beside another worker doing the same.
    """
    wanted = {concept.code: concept for concept in concepts}
    for code in list(wanted) if vocabulary else ():
        assert vocabulary is not None
        for broader in vocabulary.broader(code):
            wanted.setdefault(broader, vocabulary.concepts[broader])
    known = {concept.code: concept for concept in Concept.objects.filter(code__in=wanted)}
    _refresh(known, wanted, mesh_ids)
    missing = [concept for code, concept in wanted.items() if code not in known]
    if not missing:
        return {code: concept.id for code, concept in known.items()}
    with transaction.atomic():
        Concept.objects.bulk_create(_rows(missing, mesh_ids), ignore_conflicts=True)
        needed = {*wanted, *(parent for concept in missing for parent in concept.parents)}
        ids = dict(Concept.objects.filter(code__in=needed).values_list("code", "id"))
        link = Concept.parents.through
        link._default_manager.bulk_create(
            [
                link(from_concept_id=ids[concept.code], to_concept_id=ids[parent])
                for concept in missing
                for parent in concept.parents
            ],
            ignore_conflicts=True,
        )
    return ids


def _rows(concepts: Iterable[VocabularyConcept], mesh_ids: Mapping[str, str]) -> list[Concept]:
    """Make rows with slugs that nobody has; two labels with one slug are told apart by a number."""
    bases = {concept.code: slug_of(concept.label) for concept in concepts}
    taken = set(Concept.objects.filter(slug__in=bases.values()).values_list("slug", flat=True))
    rows = []
    for concept in concepts:
        slug, number = bases[concept.code], 1
        while slug in taken:
            number += 1
            slug = f"{bases[concept.code]}-{number}"
            if number == 2:
                taken |= set(
                    Concept.objects.filter(slug__startswith=f"{bases[concept.code]}-").values_list(
                        "slug", flat=True
                    )
                )
        taken.add(slug)
        rows.append(Concept(code=concept.code, slug=slug, **_content(concept, mesh_ids)))
    return rows


def slug_of(label: str) -> str:
    """Return the address part for a label; what stands in brackets is left out."""
    return slugify(label.partition(" (")[0])[:_SLUG_LENGTH].strip("-") or "condition"


def _content(concept: VocabularyConcept, mesh_ids: Mapping[str, str]) -> dict[str, object]:
    return {
        "label": concept.label[:300],
        "heading": concept.heading[:300],
        "vocabulary": concept.vocabulary,
        "is_condition": concept.is_condition,
        "names": "\n".join(concept.names),
        "mesh_id": mesh_ids.get(concept.code, ""),
    }


def _refresh(
    known: Mapping[str, Concept], wanted: Mapping[str, VocabularyConcept], mesh_ids: Mapping[str, str]
) -> None:
    stale: list[tuple[Concept, list[str]]] = []
    for code, row in known.items():
        content = _content(wanted[code], mesh_ids)
        content["mesh_id"] = content["mesh_id"] or row.mesh_id
        changed = [name for name, value in content.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, content[name])
        if changed:
            stale.append((row, changed))
    for names in {tuple(changed) for _, changed in stale}:
        rows = [row for row, changed in stale if tuple(changed) == names]
        Concept.objects.bulk_update(rows, names, batch_size=500)


def note_matcher(version: int) -> bool:
    """Note which matcher codes from now on; True if stored studies were coded by another one."""
    row, is_new = CodedWith.objects.get_or_create(id=1, defaults={"matcher_version": version})
    if is_new or row.matcher_version == version:
        return False
    return bool(
        CodedWith.objects.filter(id=1).exclude(matcher_version=version).update(matcher_version=version)
    )
