"""Events of studies, for the history page, the feeds, the command line and the home page."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from plainstudy.studies.models import Study

from .models import Change, Event


def events_of(study: Study) -> QuerySet[Event]:
    """Return a study's events with their changes, the newest first; two queries."""
    return study.events.order_by("-data_timestamp", "-id").prefetch_related("changes")


def noteworthy(events: QuerySet[Event]) -> QuerySet[Event]:
    """Leave out the events that only confirmed a record: all that changed in them is housekeeping."""
    telling = Change.objects.filter(event=OuterRef("pk")).exclude(category="housekeeping")
    return events.filter(~Q(kind=Event.Kind.CHANGED) | Exists(telling))


def recent_changes() -> QuerySet[Event]:
    """Return the changes worth telling among all studies that the registry lists, the newest first.

    Small ones are left out, and those that we only caught up with: they may be old.
    """
    return (
        Event.objects.filter(kind=Event.Kind.CHANGED, silent=False, severity__in=["major", "notable"])
        .filter(study__presence=Study.Presence.LISTED)
        .exclude(account="")
        .order_by("-data_timestamp", "-id")
    )


def changes_json(study: Study) -> list[dict[str, Any]]:
    """Return every change of a study, in the order they came.

    Each is {"version", "path", "category", "severity", "before", "after", "words"};
    "version" is the number of the version that brought it. That the registry took the
    study off its lists, hid it, merged it or brought it back is no change of a field:
    then "version", "before" and "after" are None, "path" is empty and "category" is "presence".
    """
    changes = Prefetch("changes", Change.objects.order_by("position"))
    events = study.events.exclude(kind=Event.Kind.NEW).order_by("data_timestamp", "id")
    return [told for event in events.prefetch_related(changes) for told in _told(event)]


def _told(event: Event) -> list[dict[str, Any]]:
    if event.number is None:
        gone_or_back = {"version": None, "path": "", "category": "presence", "severity": event.severity}
        words = event.account.replace("\n", " ")
        return [gone_or_back | {"before": None, "after": None, "words": words}]
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
        for change in event.changes.all()
    ]
