"""What the pages read: few queries, each fixed in number however long the study's history is."""

from collections.abc import Iterable, Sequence

from plainstudy.studies.models import RecordVersion, Study, StudyCondition
from plainstudy.writing.models import PlainPage

SHOWN_EVENTS = 3


def conditions_of(study: Study) -> Sequence[StudyCondition]:
    """Return a study's condition terms with their concepts, in the registrant's order."""
    return list(
        StudyCondition.objects.filter(study=study).select_related("concept").order_by("position", "id")
    )


def newly_registered(limit: int) -> Sequence[Study]:
    """Return the studies that the registry posted last."""
    listed = Study.objects.filter(presence=Study.Presence.LISTED, first_posted__isnull=False)
    return list(listed.select_related("page").order_by("-first_posted", "-id")[:limit])


def unpublished_among(nct_ids: Iterable[str]) -> set[str]:
    """Return which of these studies have a text that readers must not see now."""
    rows = PlainPage.objects.filter(study__nct_id__in=list(nct_ids), published=False)
    return set(rows.values_list("study__nct_id", flat=True))


def versions_of(study: Study) -> Sequence[RecordVersion]:
    """Return all versions, without their documents, oldest first."""
    return sorted(
        RecordVersion.objects.filter(study=study).defer("document"),
        key=lambda version: (
            version.number > 0,
            version.registry_date or version.fetched_at.date(),
            version.number,
        ),
    )
