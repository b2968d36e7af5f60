"""From what happened to the mails that are due: in batches, computed outside transactions."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import IntegrityError, connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from plainstudy.changes.models import Event
from plainstudy.conditions.match import ALERTING_CONFIDENCE
from plainstudy.studies.models import Study, StudyCondition, Waiting
from plainstudy.studies.queries import alerts_are_held

from . import queries
from .match import Happening, Planned, Wish, plan_messages, tells_condition_followers, tells_study_followers
from .models import Message, Subscription
from .promptly import promptly

EVENTS_AT_ONCE = 500
MESSAGES_AT_ONCE = 2_000
"""About 30 ms of writing: a sign-up waits no longer than that."""
ATTEMPTS = 3


def match_events(*, limit: int = EVENTS_AT_ONCE) -> tuple[int, int]:
    """Turn up to ``limit`` waiting events into messages; returns (events done, messages made).

    An event waits until the page of its version is published, a new study also
    until its conditions are coded, and all wait while alerts are held: then
    nothing is done. A crash leaves events waiting whose messages may exist; they
    are not made twice.
    """
    if alerts_are_held():
        return 0, 0
    events = _ready_events(limit)
    if not events:
        return 0, 0
    planned = plan_messages(
        events, by_study=_wishes_by_study(events), by_condition=_wishes_by_condition(events)
    )
    made = 0
    now = timezone.now()
    while some := list(islice(planned, MESSAGES_AT_ONCE)):
        made += _store(some, now)
    for event in events:
        if event.kind == Event.Kind.ALIASED:
            move_followers(Study.objects.select_related("alias_of").get(id=event.study_id))
    with promptly():
        Event.objects.filter(id__in=[event.event_id for event in events]).update(waits_for_alerts=False)
    return len(events), made


def _ready_events(limit: int) -> list[Happening]:
    still_coding = Waiting.objects.filter(stage=Waiting.Stage.CODE, study=OuterRef("study"))
    told_on_a_page = Q(kind__in=[Event.Kind.NEW, Event.Kind.CHANGED])
    written = Q(study__page__published=True) | Q(study__page__withdrawn_at__isnull=False)
    published = written & Q(study__page__version_number__gte=F("number"))
    rows = (
        Event.objects.filter(waits_for_alerts=True)
        .filter(Q(silent=True) | ~told_on_a_page | published)
        .filter(Q(silent=True) | ~Q(kind=Event.Kind.NEW) | ~Exists(still_coding))
        .order_by("id")
        .values_list(
            "id", "study_id", "kind", "silent", "mail_account", "study__first_posted", "data_timestamp"
        )
    )
    return [Happening(*row) for row in rows[:limit]]


def _wishes_by_study(events: Iterable[Happening]) -> dict[int, list[Wish]]:
    ids = {event.study_id for event in events if tells_study_followers(event)}
    found: dict[int, list[Wish]] = defaultdict(list)
    for study_id, *wish in (
        _confirmed().filter(study_id__in=ids).values_list("study_id", "id", "subscriber_id")
    ):
        found[study_id].append(Wish(*wish))
    return found


def _wishes_by_condition(events: Iterable[Happening]) -> dict[int, list[Wish]]:
    """Return the wishes for exactly the concepts of each new study, not for broader or narrower ones."""
    ids = {event.study_id for event in events if tells_condition_followers(event)}
    # The rule itself, with its reason, is match.counts_for_alerts.
    coded = StudyCondition.objects.filter(
        study_id__in=ids, concept__isnull=False, confidence__gte=ALERTING_CONFIDENCE
    ).exclude(registrant_term="")
    concepts = coded.order_by("study_id", "position", "id").values_list("study_id", "concept_id")
    pairs = list(dict.fromkeys(concepts))
    wishes: dict[int, list[Wish]] = defaultdict(list)
    rows = _confirmed().filter(concept_id__in={concept for _, concept in pairs})
    for concept_id, *wish in rows.values_list("concept_id", "id", "subscriber_id"):
        wishes[concept_id].append(Wish(*wish))
    found: dict[int, list[Wish]] = defaultdict(list)
    for study_id, concept_id in pairs:
        found[study_id] += wishes.get(concept_id or 0, ())
    return found


def _confirmed() -> "QuerySet[Subscription]":
    return Subscription.objects.filter(confirmed_at__isnull=False, subscriber__bounced_at=None).order_by("id")


def _store(planned: Sequence[Planned], now: dt.datetime) -> int:
    """Insert messages that do not exist, for subscriptions that still do; returns how many."""
    also, created_at = Message._meta.get_field("also"), Message._meta.get_field("created_at")
    moment = created_at.get_db_prep_save(now, connection)
    rows = [(json.dumps(row.also), row.event_id, moment, row.subscription_id) for row in planned]
    typed = "CAST(%s AS {})" if connection.vendor == "postgresql" else "%s"
    statement = f"""
        INSERT INTO {Message._meta.db_table}
            (subscriber_id, subscription_id, also, event_id, state, claimed_by, attempts, error, created_at)
        SELECT subscriber_id, id, {typed.format(also.db_type(connection))}, {typed.format("bigint")},
               'due', '', 0, '', {typed.format(created_at.db_type(connection))}
        FROM {Subscription._meta.db_table}
        WHERE id = {typed.format("bigint")} AND confirmed_at IS NOT NULL
        ON CONFLICT DO NOTHING
    """  # noqa: S608  the names are our own models'
    for attempt in range(ATTEMPTS):
        try:
            with promptly(), connection.cursor() as cursor:
                cursor.executemany(statement, rows)
                return max(int(cursor.rowcount), 0)
        except IntegrityError:
            # Somebody left between our reading and the commit; the next attempt no longer finds them.
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def move_followers(study: Study) -> None:
    """Let the followers of a merged study follow the one it was merged into; who follows both follows once.

    Mails that wait move with them. Nothing happens the second time.
    """
    target = queries.where_it_went(study)
    if target.id == study.id:
        return
    with promptly():
        known = dict(Subscription.objects.filter(study=target).values_list("subscriber_id", "id"))
        for row in Subscription.objects.filter(study=study, subscriber_id__in=known):
            kept = known[row.subscriber_id]
            Message.objects.filter(subscription=row).update(subscription_id=kept)
            if row.confirmed_at:
                Subscription.objects.filter(id=kept, confirmed_at=None).update(confirmed_at=row.confirmed_at)
            row.delete()
        Subscription.objects.filter(study=study).update(study=target)


def waiting_events() -> int:
    """Return how many events wait for alerts that would be looked at now."""
    return Event.objects.filter(waits_for_alerts=True, silent=False).count()


def wait_again() -> None:
    """Let the events behind mails that were on their way wait once more; nobody is mailed twice for it."""
    state = Message.State
    on_their_way = Message.objects.filter(state__in=[state.DUE, state.CLAIMED])
    Message.objects.filter(state=state.HANDING_OVER).update(state=state.UNCERTAIN)
    Event.objects.filter(id__in=on_their_way.values("event_id")).update(waits_for_alerts=True)
    on_their_way.delete()


def drop_waiting_events() -> int:
    """Tell nobody about the events that wait; returns how many there were.

    Followers of a study that was merged move all the same: else they would never hear of it again.
    """
    merged = Event.objects.filter(waits_for_alerts=True, kind=Event.Kind.ALIASED)
    for event in merged.select_related("study__alias_of"):
        move_followers(event.study)
    with promptly():
        return Event.objects.filter(waits_for_alerts=True).update(waits_for_alerts=False)
