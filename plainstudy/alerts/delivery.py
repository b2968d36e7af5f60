"""Sending what is due: letters at once, alerts in batches over one connection."""

import datetime as dt
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import close_old_connections
from django.utils import timezone

from plainstudy.studies.queries import alerts_are_held

from . import handover, outbox, render
from .addresses import WrongKeys
from .models import Letter, Message, Outgoing, Subscriber
from .promptly import promptly

log = logging.getLogger(__name__)
State = Outgoing.State
BATCH = 100


@dataclass(slots=True)
class Tally:
    """What became of the mails of one run; ``waits`` went back, to be tried again later."""

    counts: Counter[str] = field(default_factory=Counter)

    @property
    def sent(self) -> int:
        return self.counts["sent"]

    @property
    def suppressed(self) -> int:
        return self.counts["suppressed"]

    @property
    def failed(self) -> int:
        """Not delivered, for now or for good, or nobody can know: an operator should look."""
        return self.counts["failed"] + self.counts["uncertain"] + self.counts["waits"]


class _ServerIsDown(Exception):
    """The rest of the batch went back."""


class _Stopped(Exception):
    """Somebody ends this process; the rest of the batch goes back."""


def never() -> bool:
    """Go on to the end."""
    return False


Stop = Callable[[], bool]


def send_due(*, limit: int = 10_000, now: dt.datetime | None = None, should_stop: Stop = never) -> Tally:
    """Send up to ``limit`` alerts that are due; none while alerts are held.

    Rows whose process died are looked after first. One connection carries all
    mails; a mail server that cannot be reached ends the run and costs no mail an
    attempt. ``should_stop`` is asked between two mails, where stopping loses nothing.
    """
    tally = Tally()
    tally.counts["uncertain"] += outbox.recover(now=now or timezone.now())
    if not alerts_are_held():
        _send(Message, render.message_mails, tally, _Wishes(limit, now, should_stop))
    return tally


def send_letters(*, limit: int = 10_000, now: dt.datetime | None = None, should_stop: Stop = never) -> Tally:
    """Send confirmations and answers; they wait for nothing and nobody."""
    tally = Tally()
    _send(Letter, render.letter_mails, tally, _Wishes(limit, now, should_stop))
    return tally


_sending = threading.Lock()


def send_letters_now() -> None:
    """Send letters from a web process, after its answer went out, unless another thread does so already.

    Whatever goes wrong here is left to the worker: the rows are still there.
    """
    if not _sending.acquire(blocking=False):
        return
    try:
        send_letters()
    except Exception as problem:  # noqa: BLE001  the answer is out; nobody is left to tell but the log
        log.warning("letters are left to the worker: %s", type(problem).__name__)
    finally:
        _sending.release()
        close_old_connections()


Render = Callable[[Sequence[int]], Mapping[int, "render.Rendered"]]


@dataclass(slots=True)
class _Wishes:
    """How a run is to be done: ``limit`` is what is left of it."""

    limit: int
    now: dt.datetime | None
    should_stop: Stop


def _send(kind: outbox.Kind, rendered: Render, tally: Tally, wishes: _Wishes) -> None:
    name = outbox.new_claim()
    pace = _Pace(per_second=settings.EMAIL_RATE)
    with handover.MailLine() as line:
        while wishes.limit > 0 and not wishes.should_stop():
            if kind is Message and alerts_are_held():
                return
            moment = wishes.now or timezone.now()
            ids = outbox.claim(kind, claim_name=name, limit=min(wishes.limit, BATCH), now=moment)
            if not ids:
                return
            wishes.limit -= len(ids)
            post = _Post(line, name, tally, wishes.now)
            try:
                _send_batch(ids, rendered(ids), post, pace, wishes.should_stop)
            except _ServerIsDown as problem:
                post.write_sent()
                back = outbox.give_back(
                    kind, ids, claim_name=name, retry_at=moment + outbox.SERVER_PAUSE, error=str(problem)
                )
                tally.counts["waits"] += back
                log.warning("mail server not available (%s); %d mails wait", problem, back)
                return
            except BaseException as problem:
                post.write_sent()
                outbox.give_back(kind, ids, claim_name=name)
                if isinstance(problem, _Stopped):
                    return
                raise


def _send_batch(
    ids: Sequence[int],
    mails: Mapping[int, "render.Rendered"],
    post: "_Post",
    pace: "_Pace",
    should_stop: Stop,
) -> None:
    for number in ids:
        found = mails.get(number)
        if found is None:
            continue  # told by the mail of another one; or deleted since it was claimed: somebody left
        if should_stop():
            raise _Stopped
        try:
            mail = found.build()
        except WrongKeys:
            raise
        except Exception as problem:  # noqa: BLE001  one mail that cannot be built must not stop the others
            post.set_aside(found.rows, error=type(problem).__name__)
            continue
        if pace.is_set:
            post.write_sent()
            pace.wait()
        post.deliver(found.rows, found.subscriber, mail)
    post.write_sent()


@dataclass(frozen=True, slots=True)
class _Post:
    """Hands over single rows and writes down how it went."""

    line: handover.MailLine
    claim_name: str
    tally: Tally
    now: dt.datetime | None
    unwritten: list[Message | Letter] = field(default_factory=list)
    """Sent, and not yet written down."""
    closed: set[int] = field(default_factory=set)
    """Subscribers whose address turned out not to exist during this run."""

    def deliver(self, rows: outbox.Rows, subscriber: Subscriber, mail: EmailMessage | None) -> None:
        """Hand over the mail of these rows."""
        bounced = subscriber.bounced_at and isinstance(rows[0], Message)
        if mail is None or bounced or subscriber.id in self.closed:
            self._finish(rows, State.SUPPRESSED)
            return
        try:
            self.line.hand_over(mail, commit=lambda: self._begin(rows))
        except handover.Withdrawn:
            return
        except handover.ServerUnavailable as problem:
            raise _ServerIsDown(str(problem)) from problem
        except handover.TryLater as problem:
            self.set_aside(rows, error=str(problem))
        except handover.AddressGone as problem:
            self._close_tap(subscriber)
            self._finish(rows, State.FAILED, error=str(problem))
        except handover.MailRefused as problem:
            self._finish(rows, State.FAILED, error=str(problem))
        except handover.OutcomeUnknown as problem:
            self._finish(rows, State.UNCERTAIN, error=str(problem))
        else:
            self.unwritten.extend(rows)
            self.tally.counts["sent"] += 1

    def write_sent(self) -> None:
        """Commit what was sent and is not written yet; the next ``begin`` does it, too."""
        outbox.finish_sent(self.unwritten, claim_name=self.claim_name, now=self._moment())
        self.unwritten.clear()

    def set_aside(self, rows: outbox.Rows, *, error: str) -> None:
        """Let a mail wait for another attempt, if it has one left."""
        put_off = [
            outbox.put_off(row, claim_name=self.claim_name, now=self._moment(), error=error) for row in rows
        ]
        self.tally.counts["waits" if any(put_off) else "failed"] += 1
        log.warning("%s %s put off: %s", type(rows[0]).__name__.lower(), rows[0].pk, error)

    def _moment(self) -> dt.datetime:
        return self.now or timezone.now()

    def _begin(self, rows: outbox.Rows) -> None:
        sent, self.unwritten[:] = list(self.unwritten), []
        outbox.begin(rows, claim_name=self.claim_name, now=self._moment(), sent=sent)

    def _finish(self, rows: outbox.Rows, state: str, *, error: str = "") -> None:
        for row in rows:
            outbox.finish(row, state, claim_name=self.claim_name, error=error)
        self.tally.counts[str(state)] += 1
        if error:
            log.warning("%s %s: %s", type(rows[0]).__name__.lower(), rows[0].pk, error)

    def _close_tap(self, subscriber: Subscriber) -> None:
        """Send nothing more to an address that does not exist; what waits for it is suppressed."""
        moment = self._moment()
        with promptly():
            Subscriber.objects.filter(id=subscriber.id).update(bounced_at=moment)
            for kind in (Message, Letter):
                self.tally.counts["suppressed"] += kind.objects.filter(
                    subscriber=subscriber, state=State.DUE
                ).update(state=State.SUPPRESSED)
        self.closed.add(subscriber.id)


class _Pace:
    """At most so many mails a second, as mail providers ask; 0 means as fast as it goes."""

    def __init__(self, *, per_second: float) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._next = 0.0

    @property
    def is_set(self) -> bool:
        return bool(self._gap)

    def wait(self) -> None:
        moment = time.monotonic()
        if moment < self._next:
            time.sleep(self._next - moment)
        self._next = max(moment, self._next) + self._gap
