"""The steps of one service, each in a process of its own, which may be told to die at a moment of a stage.

``python -m tests.whole.victim`` reads orders from its input, one JSON object a line, and forks a process
for each, as ``{"command": ["read"], "kill": {"stage": "sync", "mode": "statement", "at": 12}}``. With the
mode "statement" the process kills itself, unwarned, around the stage's SQL statement of that number, with
"seconds" so long after the stage began. It prints ``{"pid"}`` when a process began, what the process
says, ``{"answer", "statements", "seconds"}`` with counts by stage, and ``{"exit"}`` when it is gone.
"""

import json
import logging
import os
import signal
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

PAGE_SIZE = 100
"""Many small pages give the registry more chances to go wrong."""


class Stages:
    """Counts what each stage does, and kills this process where it was told to."""

    def __init__(self, kill: dict[str, Any]) -> None:
        self.statements: Counter[str] = Counter()
        self.seconds: Counter[str] = Counter()
        self._kill, self._stage = kill, ""

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Run one statement; sometimes the last one."""
        if threading.current_thread() is not threading.main_thread() or not self._stage:
            return execute(sql, params, many, context)
        self.statements[self._stage] += 1
        deadly = self._is_deadly("statement") and self.statements[self._stage] == self._kill["at"]
        if deadly and self._kill["at"] % 2:
            die()
        result = execute(sql, params, many, context)
        if deadly:
            die()
        return result

    def watch(self, stage: str, work: Callable[..., Any], *given: Any, **more: Any) -> Any:
        """Do a stage's work."""
        outer, self._stage = self._stage, stage
        if self._is_deadly("seconds") and stage not in self.seconds:
            clock = threading.Timer(self._kill["at"], die)
            clock.daemon = True
            clock.start()
        began = time.monotonic()
        try:
            return work(*given, **more)
        finally:
            self.seconds[stage] += time.monotonic() - began
            self._stage = outer

    def wrap(self, module: Any, name: str, stage: str) -> None:
        """Let a function of a module count as a stage."""
        original = getattr(module, name)
        setattr(module, name, lambda *given, **more: self.watch(stage, original, *given, **more))

    def _is_deadly(self, mode: str) -> bool:
        return self._kill.get("stage") == self._stage and self._kill.get("mode") == mode


def die() -> None:
    """End as a machine that loses power ends."""
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Fork a process for every order; what all of them need is loaded once."""
    django.setup()
    from django.db import connections

    import plainstudy.pipeline.preloaded  # noqa: F401
    from plainstudy.cli.store import make_ready

    make_ready()
    logging.getLogger("plainstudy").setLevel(logging.ERROR)
    connections.close_all()
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            os._exit(step(order["command"], order["kill"]))
        say({"pid": pid})
        _, status = os.waitpid(pid, 0)
        say({"exit": os.waitstatus_to_exitcode(status)})


def say(line: dict[str, Any]) -> None:
    """Print a line of JSON at once."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def step(order: list[str], kill: dict[str, Any]) -> int:
    """Do one step; 1 where it did not come to its end."""
    try:
        return _step(order, kill)
    except BaseException:  # noqa: BLE001  the parent must not go on as the child
        traceback.print_exc()
        return 2


def _step(order: list[str], kill: dict[str, Any]) -> int:
    from django.db import connection

    from plainstudy.alerts import actions
    from plainstudy.pipeline import schedule, stages
    from plainstudy.registries.ctgov.client import CtgovRegistry
    from plainstudy.registries.errors import RegistryError

    defaults = CtgovRegistry.__init__.__kwdefaults__
    assert defaults is not None
    defaults["page_size"] = PAGE_SIZE
    watched = Stages(kill)
    connection.execute_wrappers.append(watched)
    watched.wrap(actions, "match_events", "match")
    watched.wrap(actions, "send_due", "send")
    watched.wrap(schedule, "_run", "sync")
    run_stage = stages.run_stage
    stages.run_stage = lambda stage, *given, **more: watched.watch(
        str(stage.waits), run_stage, stage, *given, **more
    )
    command, *rest = order
    steps: dict[str, Callable[..., dict[str, Any]]] = {
        "read": read,
        "again": lambda *extent: watched.watch("sync", again, *extent),
        "common": common,
        "numbers": numbers,
        "alerts": actions.run_alerts,
        "portrait": portrait,
        "follow": follow,
    }
    try:
        answer = steps[command](*rest)
    except RegistryError as problem:
        answer = {"problem": str(problem)}
    say({"answer": answer, "statements": watched.statements, "seconds": watched.seconds})
    return 1 if "problem" in answer else 0


def read() -> dict[str, Any]:
    """Do what the schedule does when it looks at the registry, then what the worker does."""
    from plainstudy.pipeline.models import SyncRun
    from plainstudy.pipeline.schedule import sync_when_due
    from plainstudy.registries.ctgov.client import ctgov

    words = sync_when_due(ctgov())
    if words.startswith("The registry was not read"):
        return {"problem": words}
    return {"kind": SyncRun.objects.order_by("id").values_list("kind", flat=True).last(), **_worked()}


def numbers() -> dict[str, Any]:
    """Name the studies that are stored."""
    from plainstudy.studies.models import Study

    return {"numbers": list(Study.objects.values_list("nct_id", flat=True))}


def common() -> dict[str, Any]:
    """Name the conditions that most stored studies are about."""
    from django.db.models import Count

    from plainstudy.conditions.models import Concept

    studies = Count("study_conditions__study", distinct=True)
    ordered = Concept.objects.filter(is_condition=True).annotate(studies=studies).order_by("-studies", "code")
    return {"codes": list(ordered.values_list("code", flat=True)[:60])}


def again(extent: str = "") -> dict[str, Any]:
    """Read once more what was read, as an operator would; "full" reads everything."""
    from plainstudy.pipeline.sync import run_sync
    from plainstudy.registries.ctgov.client import ctgov

    run_sync(ctgov(), full=extent == "full")
    return _worked()


def _worked() -> dict[str, Any]:
    from plainstudy.pipeline.stages import run_stages
    from plainstudy.studies.models import QuarantinedDocument

    counts = run_stages()
    # One without a number is forgotten after a full reading; one out of turn would move the weekly look.
    quarantined = QuarantinedDocument.objects.exclude(nct_id="").count()
    return {"failed": counts.failed, "quarantined": quarantined}


def follow(path: str) -> dict[str, Any]:
    """Let readers follow: ``{address: {"studies": [number], "conditions": [code]}}``."""
    from plainstudy.alerts.actions import follow_confirmed
    from plainstudy.conditions.models import Concept
    from plainstudy.studies.models import Study

    wishes = json.loads(Path(path).read_text(encoding="utf-8"))
    for address, wish in wishes.items():
        follow_confirmed(
            address=address,
            study_ids=Study.objects.filter(nct_id__in=wish["studies"]).values_list("id", flat=True),
            concept_ids=Concept.objects.filter(code__in=wish["conditions"]).values_list("id", flat=True),
        )
    return {"readers": len(wishes)}


def portrait(path: str) -> dict[str, Any]:
    """Write down all that is stored."""
    from tests.whole.portrait import portray

    Path(path).write_text(json.dumps(portray(), sort_keys=True), encoding="utf-8")
    return {}


if __name__ == "__main__":
    main()
