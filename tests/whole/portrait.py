"""All that a store holds, by names that two stores share, without what may differ between them."""

import hashlib
import re
from typing import Any

from plainstudy.alerts.models import Message, Subscriber, Subscription
from plainstudy.alerts.queries import keys
from plainstudy.changes.models import Change, Event
from plainstudy.conditions.models import Concept
from plainstudy.pipeline.verify import verify_everything
from plainstudy.search.queries import indexed_numbers, search
from plainstudy.studies import queries
from plainstudy.studies.models import (
    QuarantinedDocument,
    RecordVersion,
    Study,
    StudyCondition,
    Waiting,
)
from plainstudy.writing.models import PlainPage

Portrait = dict[str, dict[str, Any]]

_OWN = {"id", "checked_at", "alias_of", "canonical_hash", "canonical_version", "derived_hash"}
"""Columns of a study that depend on when and how often it was looked at; the alias is told by its number."""
_SNAPSHOT_DAY = re.compile(r'"versionHolder":"[^"]*"')
_QUERIES, _EVERY = 150, 6
_AT_ONCE = 200


def portray() -> Portrait:
    """Return every part of the store; each value can be compared on its own."""
    numbers = dict(Study.objects.values_list("id", "nct_id"))
    return {
        "studies": _studies(),
        "versions": _versions(numbers),
        "events": _events(numbers),
        "pages": _pages(numbers),
        "conditions": _grouped(
            StudyCondition,
            numbers,
            ("position", "registrant_term", "concept__code", "rule", "confidence"),
        ),
        "concepts": {
            code: [label, slug] for code, label, slug in Concept.objects.values_list("code", "label", "slug")
        },
        "index": _index(),
        "follows": _follows(),
        "messages": _messages(),
        "left over": {
            "waiting": Waiting.objects.count(),
            "quarantined": list(QuarantinedDocument.objects.values_list("nct_id", "reason")),
            "problems": [f"{p.subject}: {p.what}" for p in verify_everything().problems],
        },
    }


def _studies() -> dict[str, Any]:
    names = [field.name for field in Study._meta.concrete_fields if field.name not in _OWN]
    rows = Study.objects.values("alias_of__nct_id", *names)
    found = {row["nct_id"]: {name: _plain(value) for name, value in row.items()} for row in rows}
    for study in found.values():
        # Which reading saw the registry's own terms move first depends on how often all was read.
        study["moved_derived"] = _SNAPSHOT_DAY.sub("", bytes.fromhex(study["moved_derived"] or "").decode())
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value if isinstance(value, str | int | float | list | dict | None) else str(value)


def _grouped(model: Any, numbers: dict[int, str], names: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for study_id, *values in model.objects.order_by("study_id", *names[:2]).values_list("study_id", *names):
        found.setdefault(numbers[study_id], []).append([_plain(value) for value in values])
    return found


def _versions(numbers: dict[int, str]) -> dict[str, Any]:
    found = {}
    keys = list(RecordVersion.objects.order_by("study_id", "number").values_list("study_id", "number"))
    documents: dict[tuple[int, int], bytes] = {}
    for start in range(0, len(keys), _AT_ONCE):
        documents |= {
            key: hashlib.sha256(document).digest()
            for key, document in queries.documents(keys[start : start + _AT_ONCE]).items()
        }
    names = ("origin", "registry_date", "data_timestamp", "silent", "document_size", "chain_hash")
    for study_id, number, *values in RecordVersion.objects.values_list("study_id", "number", *names):
        found[f"{numbers[study_id]} {number}"] = [
            documents[study_id, number].hex(),
            *map(_plain, values),
        ]
    return found


def _events(numbers: dict[int, str]) -> dict[str, Any]:
    names = ("path", "operation", "category", "severity", "mailed", "before", "after", "about", "words")
    changes: dict[int, list[Any]] = {}
    for event_id, *values in Change.objects.order_by("event_id", "position").values_list("event_id", *names):
        changes.setdefault(event_id, []).append(values)
    return {
        f"{numbers[event.study_id]} {event.kind} {event.number} {event.data_timestamp}": {
            "silent": event.silent,
            "waits": event.waits_for_alerts,
            "severity": event.severity,
            "account": event.account,
            "mail": event.mail_account,
            "changes": changes.get(event.id, []),
        }
        for event in Event.objects.all()
    }


def _pages(numbers: dict[int, str]) -> dict[str, Any]:
    return {
        numbers[page.study_id]: [
            page.version_number,
            page.writer,
            page.headline,
            page.content,
            page.facts_hash.hex() if isinstance(page.facts_hash, bytes) else bytes(page.facts_hash).hex(),
            page.open_findings,
            page.published,
        ]
        for page in PlainPage.objects.all()
    }


def _index() -> dict[str, Any]:
    """Return what search knows: every study by its number, and what some real titles and conditions find."""
    found: dict[str, Any] = {}
    for number in sorted(indexed_numbers()):
        (hit,) = search(number, with_facets=False).hits
        found[number] = [str(getattr(hit, name)) for name in hit.__slots__]
    titles = Study.objects.filter(presence=Study.Presence.LISTED).order_by("nct_id")
    every = max(_EVERY, titles.count() // _QUERIES)
    for title in list(titles.values_list("title", flat=True))[::every]:
        for words in (title, " ".join(title.split()[:2])):
            results = search(words, page_size=100)
            among = sorted(hit.nct_id for hit in results.hits) if results.total <= 100 else []
            # Of values that are counted alike only some are shown: which, is chance.
            facets = {
                name: sorted(count for _, count in counts) for name, counts in sorted(results.facets.items())
            }
            found[f"search {words}"] = [results.total, among, facets]
    return found


def _follows() -> dict[str, Any]:
    ours, found = keys(), {}
    for subscriber in Subscriber.objects.all():
        rows = Subscription.objects.filter(subscriber=subscriber, confirmed_at__isnull=False)
        followed = rows.values_list("study__nct_id", "concept__code")
        found[ours.decrypt(subscriber.address)] = sorted(study or code or "" for study, code in followed)
    return found


def _messages() -> dict[str, Any]:
    ours, found = keys(), {}
    rows = Message.objects.select_related("subscriber", "event__study")
    for row in rows:
        event = row.event
        name = (
            f"{ours.decrypt(row.subscriber.address)} {event.study.nct_id} {event.kind} "
            f"{event.number} {event.data_timestamp}"
        )
        found[name] = row.state
    return found
