"""Events of studies, for the history page, the feeds, the command line and the home page."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet

from plainstudy.studies.models import Study

from .models import Change, Event


def events_of(study: Study) -> QuerySet[Event]:
    """Return a study's events with their changes, the newest first; two queries."""
    return study.events.order_by("-data_timestamp", "-id").prefetch_related("changes")


def recent_events(
    *, limit: int = 20, severities: Sequence[str] = ("major", "notable"), kinds: Sequence[str] | None = None
) -> list[Event]:
    """Return what happened last among all studies, for the home page; studies come along.

    First sights of old studies and confirmations of a record are not among it.
    """
    events = Event.objects.filter(silent=False)
    if kinds is not None:
        events = events.filter(kind__in=kinds)
    if severities:
        events = events.filter(severity__in=["", *severities])
    return list(events.select_related("study").order_by("-data_timestamp", "-id")[:limit])


def mailed_changes(event_ids: Sequence[int]) -> QuerySet[Change]:
    """Return the changes of events that followers read by mail, in the order of the record."""
    return Change.objects.filter(event_id__in=event_ids, mailed=True).order_by("event_id", "position")


def changes_json(study: Study) -> list[dict[str, Any]]:
    """Return every change of a study, in the order they came.

    Each is {"version", "path", "category", "severity", "before", "after", "words"};
    "version" is the number of the version that brought it.
    """
    changes = Prefetch("changes", Change.objects.order_by("position"))
    events = study.events.filter(number__isnull=False).order_by("number").prefetch_related(changes)
    return [
        {
            "version": event.number,
            "path": change.path,
            "category": change.category,
            "severity": change.severity,
            "before": change.before,
            "after": change.after,
            "words": change.words,
        }
        for event in events
        for change in event.changes.all()
    ]
