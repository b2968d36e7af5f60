"""Runs of the model writer: one at a time, a sign of life, and the stop button."""

import datetime as dt
import os
import socket

from django.db import IntegrityError, transaction
from django.utils import timezone

from plainstudy.writing.models import ModelDraft, ModelRun

_SILENT = dt.timedelta(minutes=2)
"""A run that gave no sign of life for so long is dead."""

_State = ModelRun.State


class AlreadyRunning(RuntimeError):
    """Another run is at work."""


def begin() -> ModelRun:
    """Start a run; AlreadyRunning where one is at work. What a dead run left half done is closed first."""
    _bury_the_dead()
    now = timezone.now()
    try:
        with transaction.atomic():
            return ModelRun.objects.create(
                host=socket.gethostname()[:120], process=os.getpid(), started_at=now, alive_at=now
            )
    except IntegrityError:
        other = ModelRun.objects.filter(state=_State.RUNNING).first()
        since = f" since {other.started_at:%H:%M} UTC on {other.host}" if other else ""
        raise AlreadyRunning(
            f"a model is already writing{since}; stop it with plainstudy write --stop"
        ) from None


def keep_alive(run: ModelRun) -> bool:
    """Give a sign of life; returns whether the run may go on."""
    ModelRun.objects.filter(id=run.id, state=_State.RUNNING).update(alive_at=timezone.now())
    return ModelRun.objects.filter(id=run.id, state=_State.RUNNING, stop_asked=False).exists()


def end(run: ModelRun, *, words: str) -> None:
    """Close a run; ``words`` say why it ended before all was done, empty where all was."""
    state = _State.STOPPED if words else _State.DONE
    ModelRun.objects.filter(id=run.id, state=_State.RUNNING).update(
        state=state, finished_at=timezone.now(), words=words
    )


def stop() -> bool:
    """Press the stop button; returns whether a run was at work.

    It asks nothing more from now on, and no run starts by itself before a person starts one.
    """
    _bury_the_dead()
    if ModelRun.objects.filter(state=_State.RUNNING).update(stop_asked=True):
        return True
    now = timezone.now()
    ModelRun.objects.create(
        state=_State.STOPPED,
        host=socket.gethostname()[:120],
        process=os.getpid(),
        started_at=now,
        alive_at=now,
        finished_at=now,
        stop_asked=True,
        words="stopped before it began",
    )
    return False


def at_work() -> ModelRun | None:
    """Return the run that is at work; None where there is none."""
    return ModelRun.objects.filter(state=_State.RUNNING).first()


def is_stopped() -> bool:
    """Say whether somebody pressed stop and nobody started a run since."""
    return ModelRun.objects.order_by("-id").values_list("stop_asked", flat=True).first() or False


def _bury_the_dead() -> None:
    for run in ModelRun.objects.filter(state=_State.RUNNING):
        if run.alive_at < timezone.now() - _SILENT or _is_gone(run):
            with transaction.atomic():
                ModelDraft.objects.filter(run=run, state=ModelDraft.State.ASKED).update(
                    state=ModelDraft.State.LOST, error="the run died meanwhile"
                )
                ModelRun.objects.filter(id=run.id, state=_State.RUNNING).update(
                    state=_State.LOST, finished_at=timezone.now(), words="its process died"
                )


def _is_gone(run: ModelRun) -> bool:
    """Say whether the run's process was on this machine and is no more."""
    if run.host != socket.gethostname()[:120] or run.process == os.getpid():
        return False
    try:
        os.kill(run.process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
