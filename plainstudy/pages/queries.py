"""What the pages read: few queries, each fixed in number however long the study's history is."""

from collections.abc import Sequence

from plainstudy.studies.models import RecordVersion, Study, StudyCondition

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
