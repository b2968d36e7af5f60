"""What the service recorded of each day beside the calendar's truth, through the real sync and schedule.

By hand, over all real records::

    python -m tests.whole.truth --days 20
    python -m tests.whole.truth --days 20 --tokens expire
    python -m tests.whole.truth --days 25 --replay

Each day is read as the schedule reads it: what was updated, and on some days a reconciliation. What
moves without a date is expected from the next one of those that can see it.
"""

import argparse
import sys
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.changes.truth import _DERIVED, _bare, _covers, _values
from tests.conftest import StandIn

DRIFT_EVERY = 7
MOVES_EVERY = 4
PAGE_SIZE = 40
FOLLOWER = "follows-what-goes@example.org"
NEWS_DAYS = 14
_STATUS = "protocolSection.statusModule.overallStatus"
_POSTED = "protocolSection.statusModule.lastUpdatePostDateStruct"

MOVES = {"kind": "advance", "times": 1, "path": "/api/v2/studies"}
"""The registry publishes between two pages."""

Edits = list[dict[str, Any]]


@dataclass
class Score:
    """What was compared, and what did not agree: (day, study, what)."""

    counts: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[Any, ...]] = field(default_factory=list)
    invented: list[tuple[Any, ...]] = field(default_factory=list)


def compare_days(registry: StandIn, *, days: int, replay: bool = False, drift_every: int = 0) -> Score:
    """Live through the days in an empty store and compare each with the truth."""
    _read(registry)
    _follow_what_goes(registry, days=days)
    watch = _Watch(registry, replay=replay)
    day = drifted = 0
    while day < days:
        registry.advance()
        if (day + 1) % MOVES_EVERY == 0 and day + 2 <= days:
            registry.faults(MOVES)
        kind = _read(registry)
        registry.faults()
        began, day = day + 1, registry.get("/_calendar")["day"]
        watch.score.counts["published while it was read"] += day - began
        watch.expect([registry.truth(each) for each in range(began, day + 1)])
        watch.compare(day, kind=kind)
        if drift_every and day - drifted >= drift_every:
            drifted = day
            registry.post("/_calendar/drift")
            watch.expect([])
            watch.score.counts["drifts"] += 1
            watch.compare(day, kind=_read(registry, full=True))
    return watch.score


def _read(registry: StandIn, *, full: bool = False) -> str:
    """Do what the schedule does, then compare versions and look after followers; returns the run's kind."""
    from plainstudy.alerts.actions import match_events
    from plainstudy.changes.actions import detect_changes
    from plainstudy.pipeline.models import SyncRun
    from plainstudy.pipeline.schedule import sync_when_due
    from plainstudy.pipeline.sync import run_sync
    from plainstudy.registries.ctgov.client import CtgovRegistry
    from plainstudy.studies.models import Waiting

    client = CtgovRegistry(registry.url, page_size=PAGE_SIZE)
    if full:
        run_sync(client, full=True)
    else:
        words = sync_when_due(client)
        assert words.startswith("Read"), words
    while detect_changes():
        pass
    Waiting.objects.all().delete()  # pages have tests of their own
    while match_events()[0]:
        pass
    run = SyncRun.objects.latest("id")
    return str(run.kind)


def _follow_what_goes(registry: StandIn, *, days: int) -> None:
    """Let somebody follow every stored study that will be merged into another one."""
    from plainstudy.alerts.actions import follow_confirmed
    from plainstudy.studies.models import Study

    registry.advance(days)
    old = {nct_id for day in range(1, days + 1) for nct_id in registry.truth(day)["aliased"]}
    registry.post("/_calendar/reset")
    follow_confirmed(
        address=FOLLOWER, study_ids=Study.objects.filter(nct_id__in=old).values_list("id", flat=True)
    )


class _Watch:
    """What happened on the registry and is not recorded yet, beside what was recorded."""

    def __init__(self, registry: StandIn, *, replay: bool) -> None:
        self.score, self._registry, self._replay = Score(), registry, replay
        self._edits: dict[str, Edits] = defaultdict(list)
        """By study: what was edited since the version that is stored."""
        self._late: set[str] = set()
        """Studies with edits of more than one day: what was done may have been undone."""
        self._dated: set[str] = set()
        """Studies whose update date moved today."""
        self._gone: dict[str, str] = {}
        """Removed and merged studies that are not noticed yet: into which, or empty."""
        self._posted: dict[str, set[str]] = {}
        """The new and the withheld studies of today."""
        self._last_event = _newest_event()

    def expect(self, truths: Sequence[dict[str, Any]]) -> None:
        """Take in what happened since the last comparison."""
        self._posted = {kind: {n for truth in truths for n in truth[kind]} for kind in ("new", "withheld")}
        self._dated = set()
        for truth in truths:
            self._expect_day(truth)

    def _expect_day(self, truth: dict[str, Any]) -> None:
        self._gone |= dict.fromkeys(truth["removed"], "") | truth["aliased"]
        for gone in self._gone:
            self._edits.pop(gone, None)  # nobody can read any more what was edited before
        self._dated |= set(truth["changed"])
        self._dated -= set(self._gone)
        quiet = set(truth["noise_only"]) | set(truth["derived_only"])
        self.score.counts["looked like changes"] += len(quiet)
        for nct_id, edits in {**truth["quiet_edits"], **truth["changed"]}.items():
            if nct_id in quiet or nct_id in self._gone or nct_id in self._posted["new"]:
                continue
            if self._edits[nct_id]:
                self._late.add(nct_id)
            self._edits[nct_id] += [edit for edit in edits if not edit["path"].startswith(_DERIVED)]

    def compare(self, day: int, *, kind: str) -> None:
        """Compare what was recorded since the last comparison."""
        events = _events(after=self._last_event)
        self._last_event = _newest_event()
        self.score.counts[f"{kind} runs"] += 1
        self._compare_kinds(day, events)
        versions: dict[str, list[Any]] = defaultdict(list)
        for event in events:
            if event.number is not None and event.kind != "new":
                versions[event.study.nct_id].append(event)
        for nct_id, found in versions.items():
            self._compare_edits(day, nct_id, found)
        due = self._due()
        if kind != "incremental":
            due |= {n for n, edits in self._edits.items() if kind == "full" or _is_listed(edits)}
            self._compare_gone(day)
        self.score.missed += [
            (day, nct_id, "no version")
            for nct_id in due - set(versions)
            if any(self._remains(nct_id, edit) for edit in self._edits[nct_id])
        ]

    def _due(self) -> set[str]:
        """Return the studies that a reading by date must find; replays post what is dated long ago."""
        from plainstudy.pipeline.models import SyncRun

        since = SyncRun.objects.latest("id").since
        dates = {n: _posted_on(self._edits[n]) for n in self._dated - self._posted["new"]}
        return {n for n, day in dates.items() if since is None or day is None or day >= str(since)}

    def _compare_kinds(self, day: int, events: Iterable[Any]) -> None:
        from plainstudy.studies.models import Study

        found: dict[str, set[str]] = defaultdict(set)
        for event in events:
            found[event.kind].add(event.study.nct_id)
            if event.kind == "new" and event.silent == _is_news(event):
                self.score.missed.append((day, event.study.nct_id, "told to the wrong people"))
        for kind in ("new", "withheld"):
            true = self._posted[kind]
            self.score.counts[kind] += len(true)
            self.score.missed += [(day, nct_id, kind) for nct_id in true - found[kind]]
            self.score.invented += [(day, nct_id, kind) for nct_id in found[kind] - true]
        self.score.invented += [(day, nct_id, "reappeared") for nct_id in found["reappeared"]]
        for kind in ("removed", "aliased"):
            for nct_id in found[kind]:
                if bool(self._gone.get(nct_id)) != (kind == "aliased") or nct_id not in self._gone:
                    self.score.invented.append((day, nct_id, kind))
        assert not Study.objects.filter(presence="removed", missing_since=None).exists()

    def _compare_edits(self, day: int, nct_id: str, events: Sequence[Any]) -> None:
        edits = self._edits.pop(nct_id, [])
        ours = {_bare(change.path) for event in events for change in event.changes.all()}
        claimed = {_bare(edit["path"]) for edit in edits}
        times = Counter(edit["path"] for edit in edits)
        doubtful = {_bare(path) for path, count in times.items() if count > 1}  # may be as they were
        if self._replay or nct_id in self._late or len(events) > 1:
            doubtful = claimed
        theirs = {path for path in claimed if path not in doubtful or _moved(events, path)}
        self._late.discard(nct_id)
        self.score.counts.update(versions=len(events), edits=len(theirs), changes=len(ours))
        self.score.missed += [(day, nct_id, p) for p in theirs if not any(_covers(p, our) for our in ours)]
        self.score.invented += [
            (day, nct_id, our) for our in ours if not any(_covers(our, p) for p in claimed)
        ]
        mails = [event for event in events if event.mail_account and not event.silent]
        self.score.counts["mailed"] += len(mails)
        if mails and {edit["kind"] for edit in edits} <= {"administrative"}:
            self.score.invented.append((day, nct_id, "a mail about a confirmation"))
        for event in events:
            if event.kind == "changed" and event.silent == bool(event.mail_account):
                self.score.missed.append((day, nct_id, "told to the wrong people"))

    def _compare_gone(self, day: int) -> None:
        """After a reconciliation each study that went is known to be gone, once, and its followers moved."""
        from plainstudy.alerts.models import Subscription
        from plainstudy.changes.models import Event
        from plainstudy.studies.models import Study

        followed = set(
            Subscription.objects.exclude(study=None).values_list("study__nct_id", flat=True).distinct()
        )
        for nct_id, target in self._gone.items():
            study = Study.objects.select_related("alias_of").filter(nct_id=nct_id).first()
            if study is None:
                continue  # it came and went between two looks
            kind = "aliased" if target else "removed"
            self.score.counts[kind] += 1
            into = study.alias_of.nct_id if study.alias_of else ""
            told = Event.objects.filter(study=study, kind=kind, silent=False).count()
            if (study.presence, into, told) != (kind, target, 1):
                self.score.missed.append((day, nct_id, kind, study.presence, into, told))
            if nct_id in followed:
                self.score.missed.append((day, nct_id, "its followers did not move"))
        self._gone.clear()

    def _remains(self, nct_id: str, edit: dict[str, Any]) -> bool:
        """Say whether an edit is to be seen in the registry's record and not in the one that is stored."""
        from plainstudy.record.canonical import canonical_tree
        from plainstudy.studies.models import Study
        from plainstudy.studies.queries import documents

        study = Study.objects.filter(nct_id=nct_id).first()
        if study is None:
            return True
        (stored,) = documents([(study.id, study.head_number)]).values()
        with urllib.request.urlopen(f"{self._registry.url}/v2/studies/{nct_id}") as answer:
            trees = canonical_tree(stored), canonical_tree(answer.read())
        path = _bare(edit["path"])
        return sorted(_values(trees[0], path)) != sorted(_values(trees[1], path))


def _events(*, after: int) -> list[Any]:
    """Return the events that were stored since one of them, oldest first, with their changes."""
    from plainstudy.changes.models import Event

    rows = Event.objects.filter(id__gt=after).order_by("id")
    return list(rows.select_related("study").prefetch_related("changes"))


def _newest_event() -> int:
    from plainstudy.changes.models import Event

    newest: int = Event.objects.latest("id").id
    return newest


def _is_listed(edits: Edits) -> bool:
    """Say whether a reconciliation can see edits: it compares numbers, update dates and statuses."""
    return any(edit["path"] == _STATUS for edit in edits) or _posted_on(edits) is not None


def _posted_on(edits: Edits) -> str | None:
    """Return the update date that edits brought; None where they brought none."""
    for edit in reversed(edits):
        if edit["path"] in {_POSTED, f"{_POSTED}.date"} and edit["after"]:
            return str(edit["after"]["date"] if isinstance(edit["after"], dict) else edit["after"])
    return None


def _is_news(event: Any) -> bool:
    """Say whether a study is new to the world, not only to us; the calendar brings both."""
    posted = event.study.first_posted
    return posted is not None and (event.data_timestamp.date() - posted).days <= NEWS_DAYS


def _moved(events: Sequence[Any], path: str) -> bool:
    """Say whether anything at this path differs between the last version and the one before the first."""
    from plainstudy.record.canonical import canonical_tree
    from plainstudy.studies.queries import documents

    ends = [(events[0].study_id, events[0].number - 1), (events[-1].study_id, events[-1].number)]
    found = documents(ends)
    before, after = (canonical_tree(found[end]) for end in ends)
    return sorted(_values(before, path)) != sorted(_values(after, path))


def main() -> int:
    """Compare some days over all real records and print what did not agree."""
    from django.core.management import call_command

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=20)
    parser.add_argument("--replay", action="store_true")
    parser.add_argument("--tokens", choices=("survive", "expire"), default="survive")
    parser.add_argument("--change-rate", type=float, default=0.01)
    wishes = parser.parse_args()
    call_command("migrate", verbosity=0)
    options = ["--tokens", wishes.tokens, "--change-rate", str(wishes.change_rate)]
    registry = StandIn(*options, *(["--replay"] if wishes.replay else []))
    try:
        score = compare_days(
            registry, days=wishes.days, replay=wishes.replay, drift_every=0 if wishes.replay else DRIFT_EVERY
        )
    finally:
        registry.stop()
    sys.stdout.write(f"{dict(score.counts)}\nmissed {len(score.missed)}, invented {len(score.invented)}\n")
    for wrong in [*score.missed, *score.invented][:60]:
        sys.stdout.write(f"  {wrong}\n")
    return bool(score.missed or score.invented)


if __name__ == "__main__":
    sys.exit(main())
