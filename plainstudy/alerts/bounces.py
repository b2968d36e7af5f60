"""Mails that came back after the mail server had taken them: the tap is closed, if they are really ours."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q

from . import queries
from .addresses import NotAnAddress, read_address
from .mails import message_id
from .models import Letter, Message, Outgoing, Subscriber
from .promptly import promptly
from .returned import Returned, read_report

NOT_LONGER_THAN = dt.timedelta(days=30)
"""Servers give up after five days; a report about an older mail tells little about today."""
_State = Outgoing.State
_HANDED_OVER = (_State.SENT, _State.UNCERTAIN)


def take_in(raw: bytes, *, now: dt.datetime) -> str:
    """Read one mail that came to the sender's address; returns what it was.

    "closed": a mail of ours came back because there is no such mail box, nothing
    more is sent there. "kept": it came back for another reason, which may pass.
    "not ours": no mail that we sent to that address lately. "no report": any other mail.

    A report proves that it is about a mail of ours by the Message-ID, which nobody
    can make without our key and which only the mail box, and the servers on the
    way, ever saw: else anybody could end anybody's mails by writing to us.
    """
    report = read_report(raw)
    if report is None:
        return "no report"
    rows = list(_rows_of(report, now=now))
    if not rows:
        return "not ours"
    if not report.is_gone:
        return "kept"
    closed = [_close(row, report, now=now) for row in rows]
    return "closed" if any(closed) else "kept"


def _rows_of(report: Returned, *, now: dt.datetime) -> Iterator[Message | Letter]:
    wanted = set(report.message_ids)
    keys = queries.keys()
    since = Q(sent_at__gte=now - NOT_LONGER_THAN) | Q(sent_at=None, claimed_at__gte=now - NOT_LONGER_THAN)
    for subscriber in _subscribers(report.addresses):
        for kind, rows in (("news", subscriber.messages), ("letter", subscriber.letters)):
            sent: Iterable[Message | Letter] = rows.filter(since, state__in=_HANDED_OVER)
            for row in sent:
                if message_id(kind=kind, number=row.pk, secret=keys.lookup) in wanted:
                    yield row


def _subscribers(addresses: Sequence[str]) -> Iterator[Subscriber]:
    for text in addresses:
        try:
            address = read_address(text)
        except NotAnAddress:
            continue
        if found := queries.subscriber_with(queries.keys().address_hash(address)):
            yield found


def _close(row: Message | Letter, report: Returned, *, now: dt.datetime) -> bool:
    """Close the tap, unless the address proved since that it takes mail: a link from it was used."""
    handed_over = row.sent_at or row.claimed_at
    with promptly():
        if row.subscriber.subscriptions.filter(confirmed_at__gt=handed_over).exists():
            return False
        Subscriber.objects.filter(id=row.subscriber_id, bounced_at=None).update(bounced_at=now)
        type(row).objects.filter(id=row.pk).update(
            state=_State.FAILED, error=f"came back {report.code}"[:200]
        )
        for kind in (Message, Letter):
            waiting = kind.objects.filter(subscriber_id=row.subscriber_id, state=_State.DUE)
            waiting.update(state=_State.SUPPRESSED)
    return True
