"""What the holder of a link may do: confirm, leave, have everything deleted, block us. All repeatable."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from plainstudy.studies.models import Study

from . import queries
from .links import Link, Purpose, Target, TooLate, read_code, write_code
from .models import BlockedAddress, Letter, Message, Subscriber, Subscription
from .promptly import promptly
from .signup import UNCONFIRMED_FOR, add_letter, column_of, new_generation


def code_for(
    subscriber: Subscriber,
    purpose: Purpose,
    *,
    targets: Iterable[Target] = (),
    now: dt.datetime | None = None,
) -> str:
    """Return the code of a link for a subscriber; one that confirms expires 48 hours after ``now``."""
    expires = now + UNCONFIRMED_FOR if now and purpose is Purpose.CONFIRM else None
    link = Link(purpose, bytes(subscriber.address_hash), subscriber.generation, tuple(targets), expires)
    return write_code(link, keys=queries.keys().links)


def holder_of(code: str, purpose: Purpose) -> Subscriber:
    """Return whose manage link this is; NotOurLink, or TooLate where a newer link took its place."""
    link = read_code(code, purpose=purpose, keys=queries.keys().links)
    subscriber = queries.subscriber_with(link.address_hash)
    if subscriber is None or subscriber.generation != link.generation:
        raise TooLate("a newer link took its place")
    return subscriber


def asked_to_confirm(code: str, *, now: dt.datetime) -> list[queries.Followed]:
    """Return what a confirmation link would start; changes nothing. NotOurLink, TooLate."""
    return queries.followed([queries.target_of(row) for row in _wishes(code, now=now)])


def confirm(*, code: str, now: dt.datetime) -> tuple[Subscriber, list[queries.Followed]]:
    """Start the mails that a confirmation link names; again and again has the same outcome.

    Returns who now follows what. NotOurLink, TooLate.
    """
    with promptly():
        rows = _wishes(code, now=now)
        subscriber = rows[0].subscriber
        Subscription.objects.filter(id__in=[row.id for row in rows], confirmed_at=None).update(
            confirmed_at=now
        )
        # A link that was used came by mail: the address takes mail after all.
        Subscriber.objects.filter(id=subscriber.id).update(bounced_at=None)
        Subscriber.objects.filter(id=subscriber.id, confirmed_at=None).update(confirmed_at=now)
    return subscriber, queries.followed([queries.target_of(row) for row in rows])


def _wishes(code: str, *, now: dt.datetime) -> list[Subscription]:
    link = read_code(code, purpose=Purpose.CONFIRM, keys=queries.keys().links)
    if link.expires is None or link.expires < now:
        raise TooLate("a confirmation link works for 48 hours")
    rows = Subscription.objects.select_related("subscriber").filter(
        _same_things(link.targets),
        subscriber__address_hash=link.address_hash,
        subscriber__generation=link.generation,
    )
    found = list(rows.order_by("id"))
    if not found:
        raise TooLate("what it confirmed is gone")
    return found


def asked_to_leave(code: str) -> list[queries.Followed]:
    """Return what a leave link would end; changes nothing, and is empty once it has ended. NotOurLink."""
    link = read_code(code, purpose=Purpose.LEAVE, keys=queries.keys().links)
    return queries.followed([queries.target_of(row) for row in _left_by(link)])


def leave(*, code: str) -> list[queries.Followed]:
    """End the mails that a leave link names, at once; returns what was ended now. NotOurLink.

    The link works for ever: it names the address and the thing rather than rows,
    so it also ends what was left, deleted and followed anew since.
    """
    link = read_code(code, purpose=Purpose.LEAVE, keys=queries.keys().links)
    with promptly():
        rows = list(_left_by(link))
        words = queries.followed([queries.target_of(row) for row in rows])
        _end(rows)
    return words


def _left_by(link: Link) -> Iterable[Subscription]:
    rows = Subscription.objects.filter(subscriber__address_hash=link.address_hash).order_by("id")
    if not link.targets:
        return rows
    return rows.filter(_same_things(link.targets))


def _same_things(targets: Iterable[Target]) -> Q:
    """Match subscriptions to these things, and to the studies they were merged into since."""
    wanted = Q(pk=None)
    for target in targets:
        wanted |= Q(**column_of(target))
        if target.kind == "s" and (study := Study.objects.filter(id=target.id).first()):
            wanted |= Q(study_id=queries.where_it_went(study).id)
    return wanted


def leave_one(*, subscriber: Subscriber, target: Target) -> None:
    """End one of the things a subscriber follows; nothing happens when it has ended before."""
    with promptly():
        _end(subscriber.subscriptions.filter(**column_of(target)))


def leave_all(*, subscriber: Subscriber) -> None:
    """End everything a subscriber follows and what they asked for but have not confirmed."""
    with promptly():
        subscriber.letters.filter(state=Letter.State.DUE).delete()
        _end(subscriber.subscriptions.all())


def _end(rows: Iterable[Subscription]) -> None:
    """Delete subscriptions; a mail that waits goes on only if another wish of the reader asks for it."""
    ended = {row.id for row in rows}
    waiting = Message.objects.filter(subscription__in=ended).exclude(also=[])
    kept = set(
        Subscription.objects.filter(id__in={number for row in waiting for number in row.also} - ended)
        .filter(confirmed_at__isnull=False)
        .values_list("id", flat=True)
    )
    for message in waiting:
        others = [number for number in message.also if number in kept]
        if others:
            Message.objects.filter(id=message.id).update(subscription=others[0], also=others[1:])
    Subscription.objects.filter(id__in=ended).delete()


def delete_all(*, subscriber: Subscriber) -> None:
    """Delete the address and everything stored with it; nothing is kept but counts that expire in a day."""
    with promptly():
        Subscriber.objects.filter(id=subscriber.id).delete()


def send_fresh_link(*, subscriber: Subscriber, now: dt.datetime) -> None:
    """Make every manage link sent so far useless and send a new one."""
    with promptly():
        Subscriber.objects.filter(id=subscriber.id).update(generation=new_generation())
        add_letter(subscriber, kind=Letter.Kind.MANAGE, now=now)


def block(*, code: str, now: dt.datetime) -> None:
    """Never write to this address again: delete what is stored and keep its hash alone. NotOurLink."""
    link = read_code(code, purpose=Purpose.BLOCK, keys=queries.keys().links)
    with promptly():
        BlockedAddress.objects.get_or_create(address_hash=link.address_hash, defaults={"created_at": now})
        Subscriber.objects.filter(address_hash=link.address_hash).delete()


def asked_to_block(code: str) -> None:
    """Check a block link; changes nothing. NotOurLink."""
    read_code(code, purpose=Purpose.BLOCK, keys=queries.keys().links)
