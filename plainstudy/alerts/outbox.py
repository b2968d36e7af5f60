"""Rows of mail on their way: claimed, handed over, sent or put off. For messages and letters alike.

due ──claim──> claimed ──begin──> handing over ──finish──> sent
 ^                │                     └── the process died ──> uncertain (never sent again)
 └── it died, or the server put it off ──┘

``begin`` is committed between the server's "yes" to the recipient and the mail
itself. Before it nothing can have been sent, so the row may start again; after it
only the server knows, so the row may not. Never twice comes before never lost.
That a mail was sent is committed together with the next one's ``begin``: one
transaction a mail.
"""

import datetime as dt
import os
import secrets
import socket
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from plainstudy.changes.models import Event

from .handover import Withdrawn
from .models import Letter, Message, Outgoing
from .promptly import promptly

State = Outgoing.State
Kind = type[Message] | type[Letter]

LEASE = dt.timedelta(minutes=10)
"""Longer than any conversation with a mail server: every step of it times out after 20 seconds."""
PAUSES = tuple(dt.timedelta(minutes=minutes) for minutes in (5, 20, 60, 240, 720, 1440))
"""After each refusal that is not final; then it has failed."""
SERVER_PAUSE = dt.timedelta(minutes=1)
"""After the mail server could not be reached, which counts against no mail."""


def new_claim() -> str:
    """Return a name for this process's claims that no other process has."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(6)}"


def claim(kind: Kind, *, claim_name: str, limit: int, now: dt.datetime) -> list[int]:
    """Take up to ``limit`` rows that are due, oldest first; nobody else gets them.

    Other changes of the same studies that wait for the same readers come along,
    above the limit and before their time: one mail tells them all.
    """
    due = Q(state=State.DUE) & (Q(retry_at=None) | Q(retry_at__lte=now))
    with promptly():
        rows = kind.objects.filter(due).order_by("id")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        ids = list(rows.values_list("id", flat=True)[:limit])
        if kind is Message:
            ids += _told_by_the_same_mails(ids)
        kind.objects.filter(id__in=ids, state=State.DUE).update(
            state=State.CLAIMED, claimed_by=claim_name, claimed_at=now
        )
    return ids


def _told_by_the_same_mails(ids: Sequence[int]) -> list[int]:
    changed = Message.objects.filter(event__kind=Event.Kind.CHANGED)
    names = ("subscriber_id", "event__study_id")
    pairs = set(changed.filter(id__in=ids).values_list(*names))
    # By its readers: SQLite would go through all that is due, once for every hundred mails.
    waiting = changed.alias(state_now=Coalesce("state", Value(""))).filter(
        state_now=State.DUE, subscriber_id__in={reader for reader, _ in pairs}
    )
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True, of=("self",))
    rows = waiting.exclude(id__in=ids).values_list("id", *names)
    return [number for number, *pair in rows if tuple(pair) in pairs]


Rows = Sequence[Message | Letter]


def begin(rows: Rows, *, claim_name: str, now: dt.datetime, sent: Rows = ()) -> None:
    """Commit that the hand-over of a mail begins, and in the same transaction that others were ``sent``.

    Withdrawn when one of its rows was deleted or taken over since: then none of
    them is handed over, and those that are ours go back, to be told without it.
    """
    with promptly(), connection.cursor() as cursor:
        _write_sent(cursor, sent, claim_name, now)
        begun = [row for row in rows if _write(cursor, _BEGIN, row, claim_name)]
        if len(begun) < len(rows):
            for row in begun:
                _write(cursor, _RETURN, row, claim_name)
    if len(begun) < len(rows):
        raise Withdrawn("a row is not ours any more")


def finish_sent(rows: Rows, *, claim_name: str, now: dt.datetime) -> None:
    """Commit that these were sent."""
    if rows:
        with promptly(), connection.cursor() as cursor:
            _write_sent(cursor, rows, claim_name, now)


# Plain statements: two of them run once a mail, and the ORM would cost more than the mail server does.
_BEGIN = "UPDATE {} SET state = 'handing over' WHERE id = %s AND state = 'claimed' AND claimed_by = %s"
_RETURN = "UPDATE {} SET state = 'due', claimed_by = '' WHERE id = %s AND claimed_by = %s"
_SENT = "UPDATE {} SET state = 'sent', sent_at = %s, error = '' WHERE id = %s AND claimed_by = %s"


def _write(cursor: Any, statement: str, row: Message | Letter, claim_name: str) -> bool:
    cursor.execute(statement.format(row._meta.db_table), [row.pk, claim_name])
    return bool(cursor.rowcount)


def _write_sent(cursor: Any, rows: Rows, claim_name: str, now: dt.datetime) -> None:
    moment = connection.ops.adapt_datetimefield_value(now)
    for row in rows:
        cursor.execute(_SENT.format(row._meta.db_table), [moment, row.pk, claim_name])


def finish(row: Message | Letter, state: str, *, claim_name: str, error: str = "") -> None:
    """Commit that a row was not sent and why."""
    with promptly():
        type(row).objects.filter(id=row.pk, claimed_by=claim_name).update(state=state, error=error[:200])


def put_off(row: Message | Letter, *, claim_name: str, now: dt.datetime, error: str) -> bool:
    """Let a refused row wait longer each time; False when it was the last time and the row has failed."""
    again = row.attempts < len(PAUSES)
    with promptly():
        type(row).objects.filter(id=row.pk, claimed_by=claim_name).update(
            state=State.DUE if again else State.FAILED,
            attempts=row.attempts + 1,
            retry_at=now + PAUSES[row.attempts] if again else None,
            error=error[:200],
        )
    return again


def give_back(
    kind: Kind, ids: Sequence[int], *, claim_name: str, retry_at: dt.datetime | None = None, error: str = ""
) -> int:
    """Return claimed rows whose hand-over never began; returns how many."""
    with promptly():
        return kind.objects.filter(id__in=list(ids), state=State.CLAIMED, claimed_by=claim_name).update(
            state=State.DUE, claimed_by="", retry_at=retry_at, error=error[:200]
        )


def recover(*, now: dt.datetime) -> int:
    """Look after rows whose process died; returns how many turned uncertain.

    A process of this machine is known to be dead at once, another one is given
    the lease. Both steps are conditional: should the process live after all, its
    own next step finds the row gone and keeps the mail back.
    """
    uncertain = 0
    for kind in (Message, Letter):
        taken = kind.objects.filter(state__in=[State.CLAIMED, State.HANDING_OVER])
        names = list(taken.values_list("claimed_by", flat=True).distinct())
        dead = [name for name in names if _is_dead(name)]
        lost = Q(claimed_by__in=dead) | Q(claimed_at__lt=now - LEASE)
        if not taken.filter(lost).exists():
            continue
        with promptly():
            kind.objects.filter(lost, state=State.CLAIMED).update(state=State.DUE, claimed_by="")
            uncertain += kind.objects.filter(lost, state=State.HANDING_OVER).update(
                state=State.UNCERTAIN, error="stopped during the hand-over"
            )
    return uncertain


def _is_dead(claim_name: str) -> bool:
    """Say whether a claim's process is known to be gone: only this machine's processes can be known."""
    machine, _, rest = claim_name.rpartition(":")[0].rpartition(":")
    if machine != socket.gethostname()[:60] or not rest.isdecimal():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
