"""Matching many events to many subscriptions; handing mails over beside building and sending alone."""

import datetime as dt
import json
import smtplib
import sys
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from plainstudy.alerts import queries, render
from plainstudy.alerts.delivery import send_due
from plainstudy.alerts.matching import match_events
from plainstudy.alerts.models import Message, Subscriber, Subscription
from plainstudy.changes.models import Event
from plainstudy.studies.actions import claim_store
from plainstudy.studies.bulk import insert_rows
from plainstudy.studies.models import Study
from plainstudy.writing.models import PlainPage

from .stopwatch import Stopwatch, tell

_DAY = dt.datetime(2026, 6, 25, 9, 0, 4, tzinfo=dt.UTC)
_FOLLOWED_BY = 50
"""Subscriptions of one study."""
_FOLLOWS = 4
"""Studies that one reader follows."""
_WORDS = (
    "The study stopped looking for people.\nIt now plans for 140 people, 60 fewer than before.\n"
    "A place in Lyon, France, was added."
)
_AT_ONCE = 10_000
_TURNS = 10
"""Both ways of sending take turns, so that whatever else the machine does meets both."""


def measure(*, events: int, subscriptions: int, mails: int) -> dict[str, Any]:
    """Time matching of all events, then sending so many mails in each way."""
    claim_store(registry="ctgov", data_timestamp=_DAY)
    _fill(events=events, subscriptions=subscriptions)
    tell("readers")
    matching = Stopwatch()
    matching.time(events, _match_all)
    matched = Message.objects.count()
    tell("matching")
    sending, bare, asked = _sent_in_turns(min(mails, matched // 2))
    return {
        "events": events,
        "subscriptions": subscriptions,
        "messages": matched,
        "matching_seconds": round(matching.seconds, 2),
        "bare_mails_per_second": bare.rate,
        "mails_per_second": sending.rate,
        "mails_to_bare": round(sending.rate / bare.rate, 3) if bare.rate else None,
        "queries_a_mail": round(asked / sending.count, 2) if sending.count else None,
    }


def _match_all() -> None:
    while match_events()[0]:
        pass


def _sent_in_turns(mails: int) -> tuple[Stopwatch, Stopwatch, int]:
    """Hand over as many mails as given, in both ways; also how many queries ours asked."""
    sending, bare, asked = Stopwatch(), Stopwatch(), 0

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*arguments)

    share = mails // _TURNS
    for _ in range(_TURNS if share else 0):
        ids = list(Message.objects.filter(state="due").order_by("-id").values_list("id", flat=True)[:share])
        found = list(render.message_mails(ids).values())
        bare.time(len(found), lambda found=found: _send_bare(found))  # type: ignore[misc]
        with connection.execute_wrapper(count):
            sending.time(share, lambda: send_due(limit=share))
        tell("mails")
    return sending, bare, asked


def _send_bare(mails: Sequence[render.Rendered]) -> None:
    """Build each mail and send it over one connection, and nothing else."""
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT) as line:
        for mail in mails:
            built = mail.build()
            if built is not None:
                line.sendmail(built.from_email, built.to, built.message().as_bytes(linesep="\r\n"))  # type: ignore[call-arg]


def _fill(*, events: int, subscriptions: int) -> None:
    """Store studies, a page and an event for the first of them, and readers who follow four studies each."""
    studies = max(events, subscriptions // _FOLLOWED_BY)
    _insert(Study, ("nct_id", *_STUDY), ((f"NCT{number:08d}", *_STUDY.values()) for number in _to(studies)))
    first = list(Study.objects.order_by("id").values_list("id", flat=True))
    _insert(PlainPage, ("study_id", *_PAGE), ((number, *_PAGE.values()) for number in first[:events]))
    _insert(Event, ("study_id", *_EVENT), ((number, *_EVENT.values()) for number in first[:events]))
    readers = -(-subscriptions // _FOLLOWS)
    address = queries.keys().encrypt("reader@example.org")
    _insert(
        Subscriber,
        ("address_hash", "address", "generation", "confirmed_at", "created_at"),
        ((number.to_bytes(16, "big"), address, number, _DAY, _DAY) for number in _to(readers)),
    )
    ids = Subscriber.objects.order_by("id").values_list("id", flat=True)
    step = max(1, studies // _FOLLOWS)
    _insert(
        Subscription,
        ("subscriber_id", "study_id", "confirmed_at", "created_at"),
        (
            (reader, first[(place + turn * step) % studies], _DAY, _DAY)
            for place, reader in enumerate(ids)
            for turn in range(min(_FOLLOWS, studies))
        ),
    )


def _to(count: int) -> range:
    return range(1, count + 1)


def _insert(model: Any, names: Sequence[str], rows: Any) -> None:
    some = []
    for row in rows:
        some.append(row)
        if len(some) == _AT_ONCE:
            insert_rows(model, names, some)
            some = []
    insert_rows(model, names, some)


_STUDY: dict[str, Any] = {
    "presence": "listed",
    "title": "A study of two treatments",
    "overall_status": "RECRUITING",
    "last_known_status": "",
    "study_type": "INTERVENTIONAL",
    "phases": "PHASE2",
    "first_seen": _DAY.date(),
    "last_updated": _DAY.date(),
    "checked_at": _DAY,
    "head_number": 1,
    "version_count": 1,
    "update_count": 0,
    "head_hash": bytes(32),
    "canonical_hash": b"",
    "canonical_version": 0,
    "form_hash": b"",
    "derived_hash": b"",
}
_PAGE: dict[str, Any] = {
    "version_number": 1,
    "writer": "rules",
    "headline": "Does a new drug help people with asthma breathe better?",
    "content": "{}",
    "facts_hash": bytes(16),
    "reading_grade": 5.0,
    "open_findings": 0,
    "published": True,
    "written_at": _DAY,
    "edited": "{}",
}
_EVENT: dict[str, Any] = {
    "kind": "changed",
    "number": 1,
    "data_timestamp": _DAY,
    "silent": False,
    "severity": "major",
    "account": _WORDS,
    "mail_account": _WORDS,
    "waits_for_alerts": True,
}


def main() -> None:
    """Measure in the store that the environment names, which must be new; arguments as for measure."""
    call_command("migrate", verbosity=0)
    events, subscriptions, mails = map(int, sys.argv[1:4])
    figures = measure(events=events, subscriptions=subscriptions, mails=mails)
    sys.stdout.write(json.dumps(figures) + "\n")
