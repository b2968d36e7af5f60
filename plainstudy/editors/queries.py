"""What is known about edits and cases: each a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Count

from .models import EditedSection, EditorialCase


def standing_edits(study_ids: Iterable[int]) -> dict[int, list[EditedSection]]:
    """Return the editors' sections that are shown now, by study, in the order they were made."""
    found: dict[int, list[EditedSection]] = defaultdict(list)
    rows = EditedSection.objects.filter(study_id__in=list(study_ids), state=EditedSection.State.STANDING)
    for row in rows.order_by("id"):
        found[row.study_id].append(row)
    return dict(found)


def open_counts() -> dict[str, int]:
    """Return how many cases are open, by reason; reasons without any are 0."""
    rows = EditorialCase.objects.filter(closed_at=None).values_list("reason").annotate(Count("id")).order_by()
    counts = dict(rows)
    return {reason: counts.get(reason, 0) for reason in EditorialCase.Reason.values}


def open_cases_of(study_id: int) -> Sequence[EditorialCase]:
    """Return what is open about one study, the most harmful first."""
    return list(EditorialCase.objects.filter(study_id=study_id, closed_at=None).order_by("harm", "id"))
