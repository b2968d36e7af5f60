"""Whether the index has exactly the studies it should have, as they are now."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from plainstudy.studies.models import Study, Waiting

from .index import is_current
from .queries import indexed_days, indexed_numbers

REBUILD = (
    "Let plainstudy work run until nothing waits; if it stays, delete the folder index in the data folder."
)
REBUILD_NOW = "Delete the folder index in the data folder, then run plainstudy work: it is built anew."


@dataclass(frozen=True, slots=True)
class OutOfStep:
    """Studies by which the index differs from the store, those that wait to be indexed left out."""

    missing: frozenset[str]
    """Listed by the registry and not found by search."""
    extra: frozenset[str]
    """Found by search and no longer listed, or not stored at all."""
    outdated: int = 0
    """How many are found as they were on another day; told only where the numbers agree and nothing waits."""

    @property
    def is_whole(self) -> bool:
        """True when nothing differs."""
        return not (self.missing or self.extra or self.outdated)


def out_of_step() -> OutOfStep:
    """Compare the numbers in the index with those stored; without an index all listed ones are missing."""
    listed = set(Study.objects.filter(presence=Study.Presence.LISTED).values_list("nct_id", flat=True))
    waiting = set(Waiting.objects.values_list("study__nct_id", flat=True).distinct())
    found = indexed_numbers() if is_current() else set()
    missing, extra = frozenset(listed - found - waiting), frozenset(found - listed - waiting)
    return OutOfStep(missing, extra, 0 if missing or extra or waiting else _outdated())


def _outdated() -> int:
    """Compare by days: an index that was left behind, or brought from elsewhere, has fewer recent studies."""
    rows = Study.objects.filter(presence=Study.Presence.LISTED).values_list("last_updated")
    stored = Counter(dict(rows.annotate(Count("id")).order_by()))
    return (stored - Counter(indexed_days())).total()
