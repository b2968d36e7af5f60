"""Whether the index has exactly the studies it should have."""

from dataclasses import dataclass

from plainstudy.studies.models import Study, Waiting

from .index import is_current
from .queries import indexed_numbers

REBUILD = (
    "Let plainstudy work run until nothing waits; if it stays, delete the folder index in the data folder."
)


@dataclass(frozen=True, slots=True)
class OutOfStep:
    """Studies by which the index differs from the store, those that wait to be indexed left out."""

    missing: frozenset[str]
    """Listed by the registry and not found by search."""
    extra: frozenset[str]
    """Found by search and no longer listed, or not stored at all."""

    @property
    def is_whole(self) -> bool:
        """True when nothing differs."""
        return not (self.missing or self.extra)


def out_of_step() -> OutOfStep:
    """Compare the numbers in the index with those stored; without an index all listed ones are missing."""
    listed = set(Study.objects.filter(presence=Study.Presence.LISTED).values_list("nct_id", flat=True))
    waiting = set(Waiting.objects.values_list("study__nct_id", flat=True).distinct())
    found = indexed_numbers() if is_current() else set()
    return OutOfStep(missing=frozenset(listed - found - waiting), extra=frozenset(found - listed - waiting))
