"""Everything that changes who follows what and what was sent: the one module that others call.

The work is done in ``signup`` (asking), ``holders`` (what links allow), ``matching``
(events to messages) and ``delivery`` (messages to mails).
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from plainstudy.studies.actions import hold_alerts, release_alerts
from plainstudy.studies.queries import alerts_are_held

from . import delivery, queries
from .addresses import read_address
from .delivery import send_due, send_letters, send_letters_now
from .holders import (
    asked_to_block,
    asked_to_confirm,
    asked_to_leave,
    block,
    code_for,
    confirm,
    delete_all,
    holder_of,
    leave,
    leave_all,
    leave_one,
    send_fresh_link,
)
from .limits import old_attempts
from .links import Target
from .matching import drop_waiting_events, match_events, wait_again, waiting_events
from .models import Letter, Message, SignUpAttempt, Subscriber, Subscription
from .promptly import promptly
from .rotation import rotate_keys
from .signup import UNCONFIRMED_FOR, ask_for_manage_link, column_of, follow, new_generation, what_to_follow

__all__ = [
    "ask_for_manage_link",
    "asked_to_block",
    "asked_to_confirm",
    "asked_to_leave",
    "block",
    "code_for",
    "confirm",
    "delete_all",
    "follow",
    "follow_confirmed",
    "forget_expired",
    "forget_followers",
    "hold_after_restore",
    "holder_of",
    "leave",
    "leave_all",
    "leave_one",
    "match_events",
    "release_held",
    "rotate_keys",
    "run_alerts",
    "send_due",
    "send_fresh_link",
    "send_letters",
    "send_letters_now",
    "what_to_follow",
]

ON_ITS_WAY = (Letter.State.DUE, Letter.State.CLAIMED, Letter.State.HANDING_OVER)
LETTERS_KEPT_FOR = dt.timedelta(days=30)


def run_alerts(*, should_stop: delivery.Stop = delivery.never) -> dict[str, int]:
    """Match what waits and send what is due; safe to run at any time, by any number of processes.

    ``should_stop`` is asked between two mails and between two batches of events.

    Returns {"matched": messages made, "sent", "suppressed", "held": events that the brake keeps back,
    "failed": mails not delivered, for now or for good}.
    """
    forget_expired(now=timezone.now())
    letters = send_letters(should_stop=should_stop)
    matched = 0
    while not should_stop():
        events, made = match_events()
        if not events:
            break
        matched += made
    alerts = send_due(should_stop=should_stop)
    counts = letters.counts + alerts.counts
    both = delivery.Tally(counts)
    return {
        "matched": matched,
        "sent": both.sent,
        "suppressed": both.suppressed,
        "held": waiting_events() if alerts_are_held() else 0,
        "failed": both.failed,
    }


def release_held(*, drop: bool = False) -> dict[str, int]:
    """Let alerts that a mass change holds back go out, or ``drop`` them: then nobody is told.

    Returns {"released", "dropped"}, in events.
    """
    if not alerts_are_held():
        return {"released": 0, "dropped": 0}
    dropped = drop_waiting_events() if drop else 0
    released = 0 if drop else waiting_events()
    release_alerts()
    return {"released": released, "dropped": dropped}


def hold_after_restore() -> bool:
    """Hold alerts in a store that was brought back, where anybody follows; says whether it did.

    Between the backup and the loss mails went out that the backup does not know
    of. So a person decides, after the next sync, whether to ``release`` or to drop.
    """
    if not Subscription.objects.filter(confirmed_at__isnull=False).exists():
        return False
    wait_again()
    hold_alerts()
    return True


def forget_followers() -> int:
    """Delete everybody who follows or asked to, with their mails; blocked addresses stay blocked.

    Returns how many there were. For a restored backup, which does not know who left since.
    """
    count = queries.count_followers()
    for model in (Message, Letter, SignUpAttempt, Subscription, Subscriber):
        model.objects.all().delete()
    return count


def follow_confirmed(*, address: str, study_ids: Iterable[int] = (), concept_ids: Iterable[int] = ()) -> None:
    """Let an address follow without asking it, for the demo's reader; NotAnAddress. Repeatable."""
    address = read_address(address)
    keys, now = queries.keys(), timezone.now()
    targets = [Target("s", number) for number in study_ids] + [Target("c", number) for number in concept_ids]
    with promptly():
        subscriber, _ = Subscriber.objects.get_or_create(
            address_hash=keys.address_hash(address),
            defaults={
                "address": keys.encrypt(address),
                "generation": new_generation(),
                "created_at": now,
            },
        )
        for target in targets:
            row, _ = Subscription.objects.get_or_create(
                subscriber=subscriber, **column_of(target), defaults={"created_at": now}
            )
            Subscription.objects.filter(id=row.id, confirmed_at=None).update(confirmed_at=now)
        Subscriber.objects.filter(id=subscriber.id, confirmed_at=None).update(confirmed_at=now)


def forget_expired(*, now: dt.datetime) -> int:
    """Delete sign-ups that nobody confirmed in 48 hours, spent letters and old counts; returns the sign-ups.

    An address goes with the last thing it followed or asked for: we keep none that
    wants no mail. One that bounced stays, so that it is not tried again.
    """
    unconfirmed_before = now - UNCONFIRMED_FOR
    sign_ups = Subscription.objects.filter(confirmed_at=None, created_at__lt=unconfirmed_before)
    count = _delete(sign_ups)
    _delete(Letter.objects.filter(created_at__lt=now - LETTERS_KEPT_FOR))
    asking = Letter.objects.filter(kind=Letter.Kind.CONFIRM, state=Letter.State.DUE)
    _delete(asking.filter(created_at__lt=unconfirmed_before))  # its link would work no more
    _delete(old_attempts(now=now))
    wants_nothing = Subscriber.objects.filter(bounced_at=None, subscriptions=None)
    unanswered = Letter.objects.filter(subscriber=OuterRef("pk"), state__in=ON_ITS_WAY)
    _delete(wants_nothing.filter(confirmed_at=None, created_at__lt=unconfirmed_before))
    _delete(wants_nothing.filter(~Exists(unanswered), confirmed_at__isnull=False))
    return count


def _delete(rows: "QuerySet[Any]") -> int:
    """Delete rows, taking the write lock only where there are any: the worker asks every few seconds."""
    if not rows.exists():
        return 0
    with promptly():
        return rows.delete()[1].get(rows.model._meta.label, 0)
