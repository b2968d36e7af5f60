"""Twenty days of the registry under every fault at once, the service killed at random, beside a calm twin.

By hand, over all real records (some twenty minutes on two cores)::

    python -m tests.whole.storm --days 20 --kills 50 --seed 1

The calm service reads the same days from a stand-in of the same seed, without faults and kills. At
the end both stores and both inboxes are compared: the same studies, versions, hashes, events, worded
changes, pages, index, conditions; each mail once, but for those whose hand-over a kill cut in two:
they are "uncertain" in the store, and counted here.
"""

import argparse
import datetime as dt
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests.conftest import StandIn
from tests.whole.service import Inbox

STAGES = ("sync", "compare", "code", "write", "index", "match", "send")
READING, MAILING = STAGES[:5], STAGES[5:]
ATTEMPTS = 60
LIST = "/api/v2/studies"
PASSING = (
    *({"kind": f"http_{code}", "probability": 0.02} for code in (403, 429, 500, 502, 503)),
    *({"kind": f"http_{code}", "probability": 0.01, "retryAfter": 1} for code in (429, 503)),
    {"kind": "truncate", "probability": 0.03},
    {"kind": "reset", "probability": 0.03},
    {"kind": "cut_gzip", "probability": 0.03},
    {"kind": "slow", "probability": 0.02, "seconds": 1},
    {"kind": "malformed_json", "probability": 0.03},
    {"kind": "duplicate", "probability": 0.1},
    {"kind": "empty_page", "probability": 0.05},
    {"kind": "token_expired", "probability": 0.04},
    {"kind": "wrong_types", "probability": 0.04, "path": LIST},
    {"kind": "missing_nctid", "probability": 0.04, "path": LIST},
)
"""What comes right by asking again."""
BELIEVED = (
    {"kind": "unknown_enum", "probability": 0.1, "times": 1, "path": LIST},
    {"kind": "unknown_keys", "probability": 0.1, "times": 1, "path": LIST},
    {"kind": "huge_record", "probability": 0.1, "times": 1, "path": LIST, "bytes": 2_000_000},
)
"""What must be taken for the record: nothing shows that it is none. The calm twin never saw it."""
MOVES = {"kind": "advance", "times": 1, "query": "fields=NCTId"}
"""The registry publishes while its numbers are read."""
_LINK = re.compile(r"/follow/(\w+)/[\w-]+/")


class DeadlyInbox(Inbox):
    """A mail server that may see its client die in the middle of a conversation."""

    def __init__(self) -> None:
        self.victim, self.dies_at = 0, {"rcpt": 0, "data": 0}
        super().__init__()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        envelope.rcpt_tos.append(address)
        self._perhaps_kill("rcpt")
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        self._perhaps_kill("data")
        return answer

    def _perhaps_kill(self, step: str) -> None:
        self.dies_at[step] -= 1
        if self.dies_at[step] == 0:
            os.kill(self.victim, signal.SIGKILL)


class Store:
    """One installation, its registry and its inbox; each step is a process of its own."""

    def __init__(self, folder: Path, registry: StandIn) -> None:
        self.folder, self.registry, self.inbox = folder, registry, DeadlyInbox()
        self.killed: Counter[str] = Counter()
        self.problems: Counter[str] = Counter()
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "errors.txt").open("ab") as errors:
            self._steps = subprocess.Popen(
                [sys.executable, "-m", "tests.whole.victim"],
                env={
                    "PATH": os.environ["PATH"],
                    "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
                    "DJANGO_SETTINGS_MODULE": "plainstudy.config.settings",
                    "PLAINSTUDY_DATA_DIR": str(folder),
                    "PLAINSTUDY_CTGOV_URL": registry.url,
                    "PLAINSTUDY_EMAIL_URL": self.inbox.url,
                    "PLAINSTUDY_SITE_URL": "https://studies.example.org",
                    "PLAINSTUDY_OPERATOR": "Example Patient Group, 1 Example Street",
                },
                cwd=Path(__file__).parent.parent.parent,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )

    def stop(self) -> None:
        """End everything."""
        self._steps.kill()
        self._steps.communicate()
        self.registry.stop()
        self.inbox.stop()

    def step(self, *command: str, kills: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
        """Repeat one step, killed as it is told, until it comes to its end; returns what it said last."""
        left = list(kills)
        for _ in range(ATTEMPTS):
            kill = left.pop(0) if left else {}
            code, said = self._run(command, kill)
            if code == -signal.SIGKILL:
                self.killed[kill["stage"]] += 1
            elif code == 0 and not left:
                return said
            elif code == 1:
                self.problems[re.sub(r"\d+", "N", said["answer"]["problem"])[:90]] += 1
            elif code:
                raise AssertionError(f"{command} broke: {(self.folder / 'errors.txt').read_text()[-3000:]}")
        raise AssertionError(f"{command} did not come to its end in {ATTEMPTS} attempts: {self.problems}")

    def _run(self, command: Sequence[str], kill: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Do a step once; returns its exit code, negative where a signal ended it, and what it said."""
        assert self._steps.stdin is not None
        assert self._steps.stdout is not None
        by_mail = kill.get("mode") == "mail"
        self.inbox.dies_at = {"rcpt": 0, "data": 0} | ({kill["at"][0]: kill["at"][1]} if by_mail else {})
        order = {"command": command, "kill": {} if by_mail else kill}
        self._steps.stdin.write(json.dumps(order) + "\n")
        self._steps.stdin.flush()
        said: dict[str, Any] = {}
        for line in self._steps.stdout:
            heard = json.loads(line)
            self.inbox.victim = heard.get("pid", self.inbox.victim)
            if "exit" in heard:
                return heard["exit"], said
            said |= heard
        raise AssertionError((self.folder / "errors.txt").read_text()[-3000:])

    def portrait(self) -> dict[str, dict[str, Any]]:
        """Return all that is stored."""
        path = self.folder / "portrait.json"
        self.step("portrait", str(path))
        found: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return found


@dataclass(slots=True)
class Outcome:
    """What the two services came to."""

    killed: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    spoiled: set[str] = field(default_factory=set)
    """Studies of which the storm's service was shown a record that was none: theirs may differ."""
    compared: Counter[str] = field(default_factory=Counter)
    mails: int = 0
    uncertain: int = 0
    """Mails whose hand-over a kill cut in two; at most once each, never twice."""
    arrived: int = 0
    """Uncertain ones that had come."""
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the outcome in words."""
        return [
            f"killed {self.killed.total()}: {dict(self.killed)}",
            f"faults {self.faults.total()}: {dict(self.faults)}",
            f"steps that gave up and were repeated {self.problems.total()}: {dict(self.problems)}",
            f"studies shown with a wrong record, and not compared: {len(self.spoiled)}",
            f"compared: {dict(self.compared)}",
            f"mails {self.mails}, uncertain {self.uncertain}, of which {self.arrived} had arrived",
            f"differences {len(self.wrong)}",
            *(f"  {wrong}" for wrong in self.wrong[:60]),
        ]


def run_storm(
    *,
    days: int,
    kills: int,
    seed: int,
    folder: Path,
    serve: Callable[..., StandIn] = StandIn,
    options: Sequence[str] = (),
    readers: int = 20,
    report: Callable[[str], object] = lambda line: None,
) -> Outcome:
    """Let both services live through the days and compare them."""
    dice = random.Random(seed)
    wanted = ["--seed", str(seed), *options]
    calm = Store(folder / "calm", serve(*wanted))
    stores, outcome = [calm], Outcome()
    try:
        wishes = folder / "readers.json"
        usual = _calm_days(calm, wishes, days=days, readers=readers, dice=dice, report=report)
        shutil.copytree(calm.folder / "vocabularies", folder / "wild" / "vocabularies")  # they take seconds
        wild = Store(folder / "wild", serve(*wanted))
        stores.append(wild)
        outcome.killed, outcome.problems = wild.killed, wild.problems
        _wild_days(wild, wishes, usual, kills=kills, dice=dice, outcome=outcome, report=report)
        report("comparing")
        _compare(calm, wild, outcome)
    finally:
        for store in stores:
            store.stop()
    return outcome


def _readers(
    store: Store, *, days: int, readers: int, dice: random.Random
) -> dict[str, dict[str, list[str]]]:
    """Return who follows what: studies that will change, go away, move, and such that only seem to change."""
    registry = store.registry
    registry.advance(days)
    truths = [registry.truth(day) for day in range(1, days + 1)]
    registry.post("/_calendar/reset")
    names = ("changed", "removed", "withheld", "derived_only", "noise_only", "undated")
    touched = {nct_id for truth in truths for name in names for nct_id in truth[name]}
    moved = {nct_id for truth in truths for pair in truth["aliased"].items() for nct_id in pair}
    gone = {nct_id for truth in truths for name in ("removed", "withheld") for nct_id in truth[name]}
    here = set(store.step("numbers")["answer"]["numbers"])
    touched, moved, gone = touched & here, moved & here, gone & here
    wishes = {
        f"reader{number}@example.org": {
            "studies": _some(touched, 20, dice) + _some(gone, 3, dice) + _some(moved, 3, dice),
            "conditions": [],
        }
        for number in range(readers)
    }
    codes = store.step("common")["answer"]["codes"]
    for number in range(-(-readers // 5)):
        wishes[f"condition{number}@example.org"] = {"studies": [], "conditions": codes[number::3]}
    return wishes


def _some(of: set[str], count: int, dice: random.Random) -> list[str]:
    return dice.sample(sorted(of), min(len(of), count))


@dataclass(slots=True)
class Day:
    """What the calm service did on one day: the measure for killing the other one."""

    steps: int
    """Posting days that the calendar goes on; where 2, the registry publishes while the first is read."""
    statements: dict[str, int]
    seconds: dict[str, float]


def _calm_days(
    store: Store,
    wishes: Path,
    *,
    days: int,
    readers: int,
    dice: random.Random,
    report: Callable[[str], object],
) -> list[Day]:
    """Live through the days and note how much each stage had to do."""
    from plainstudy.pipeline.schedule import RECONCILE_EVERY

    first = store.step("read")
    report(f"calm day 0: {first['seconds']}")
    wanted = _readers(store, days=days, readers=readers, dice=dice)
    wishes.write_text(json.dumps(wanted), encoding="utf-8")
    store.step("follow", str(wishes))
    found = [Day(0, first["statements"], first["seconds"])]
    looked, moved, gone = _stamp(store), False, 0
    while gone < days:
        store.registry.advance()
        steps = 1
        # A day on which the registry publishes during the reading is seen by nobody.
        if not moved and gone > days // 3 and gone + 2 <= days and _stamp(store) - looked >= RECONCILE_EVERY:
            store.registry.advance()
            moved, steps = True, 2
        gone += steps
        said = store.step("read")
        if said["answer"]["kind"] in {"full", "reconcile"}:
            looked = _stamp(store)
        mails = store.step("alerts")
        both = [{**said[name], **mails[name]} for name in ("statements", "seconds")]
        found.append(Day(steps, *both))
        report(f"calm day {gone} {said['answer']} {mails['answer']}")
    _last_look(store)
    return found


def _stamp(store: Store) -> dt.datetime:
    return dt.datetime.fromisoformat(store.registry.get("/_calendar")["dataTimestamp"])


def _last_look(store: Store) -> None:
    """Read everything once more, in calm weather, and send what is left."""
    store.step("again", "full")
    store.step("alerts")


def _wild_days(
    store: Store,
    wishes: Path,
    usual: Sequence[Day],
    *,
    kills: int,
    dice: random.Random,
    outcome: Outcome,
    report: Callable[[str], object],
) -> None:
    """Live through the same days under all faults, and be killed until it was often enough."""
    for number, day in enumerate(usual):
        left = kills - store.killed.total()
        planned = -(-left // (len(usual) - number)) + 1 if left > 0 else 0
        plan = sorted(
            (_kill(day, dice) for _ in range(planned)), key=lambda kill: STAGES.index(kill["stage"])
        )
        if day.steps:
            store.registry.advance()
        _spoil(store, dice, moves=day.steps == 2)
        said = store.step("read", kills=[kill for kill in plan if kill["stage"] in READING])
        while said["answer"]["quarantined"]:
            said = store.step("again")
        if number == 0:
            store.step("follow", str(wishes))
        store.step("alerts", kills=[kill for kill in plan if kill["stage"] in MAILING])
        _note_faults(store, outcome)
        so_far = f"killed {dict(store.killed)}, {outcome.faults.total()} faults"
        report(f"wild day {number} {said['answer']} {so_far}")
    store.registry.faults()
    _last_look(store)


def _kill(day: Day, dice: random.Random) -> dict[str, Any]:
    """Choose a stage that has something to do on this day, and a moment of it."""
    stages = [stage for stage in STAGES if day.statements.get(stage, 0) > 3]
    stage = dice.choice(stages)
    modes = ["statement", "seconds", *(["mail"] if stage == "send" else [])]
    mode = dice.choice(modes)
    if mode == "mail":
        return {"stage": stage, "mode": mode, "at": [dice.choice(("rcpt", "data")), dice.randint(1, 6)]}
    if mode == "seconds":
        return {"stage": stage, "mode": mode, "at": round(dice.uniform(0, day.seconds[stage]), 4)}
    return {"stage": stage, "mode": mode, "at": dice.randint(1, day.statements[stage])}


def _spoil(store: Store, dice: random.Random, *, moves: bool) -> None:
    rules = [*([MOVES] if moves else []), *BELIEVED, *PASSING]
    store.registry.post("/_faults", {"rules": rules, "seed": dice.randrange(10**6)})


def _note_faults(store: Store, outcome: Outcome) -> None:
    believed = {str(rule["kind"]) for rule in BELIEVED}
    for entry in store.registry.get("/_faults/log"):
        outcome.faults[entry["kind"]] += 1
        if entry["kind"] in believed and "nctId" in entry and "fields=" not in entry["query"]:
            outcome.spoiled.add(entry["nctId"])


def _compare(calm: Store, wild: Store, outcome: Outcome) -> None:
    here, there = calm.portrait(), wild.portrait()
    for part in here:
        if part == "messages":
            continue
        for name in sorted(here[part].keys() | there[part].keys()):
            if outcome.spoiled & set(name.split()) and part not in {"studies", "conditions"}:
                continue
            outcome.compared[part] += 1
            mine, other = here[part].get(name), there[part].get(name)
            if outcome.spoiled & set(name.split()):
                mine, other = (_but_for_numbers(value) for value in (mine, other))
            if mine != other:
                outcome.wrong.append(f"{part} {name}: {_apart(mine, other)}")
    _compare_mails(calm, wild, there["messages"], outcome)


def _but_for_numbers(study: Any) -> Any:
    """Leave out of a study what tells how many versions it has."""
    if not isinstance(study, dict):
        return study
    moving = {"head_number", "version_count", "update_count", "head_hash", "last_updated", "moved_derived"}
    return {name: value for name, value in study.items() if name not in moving}


def _apart(mine: Any, other: Any) -> str:
    if isinstance(mine, dict) and isinstance(other, dict):
        return str({name: (mine[name], other.get(name)) for name in mine if mine[name] != other.get(name)})[
            :300
        ]
    return f"{str(mine)[:150]} | {str(other)[:150]}"


def _compare_mails(calm: Store, wild: Store, states: dict[str, str], outcome: Outcome) -> None:
    """Each mail of the calm twin came once; one that came not, or whose fate is not known, is named."""
    here, there = _mails(calm, outcome.spoiled), _mails(wild, outcome.spoiled)
    uncertain = [name.split()[:2] for name, state in states.items() if state == "uncertain"]
    outcome.uncertain, outcome.mails = len(uncertain), here.total()
    numbers = Counter(str(mail["Message-ID"]) for mail in wild.inbox.mails)
    outcome.wrong += [f"mail {name} came {count} times" for name, count in numbers.items() if count > 1]
    lost = 0
    for (to, text), count in (here - there).items():
        fates = [pair for pair in uncertain if pair[0] == to and pair[1] in text]
        lost += count
        if len(fates) < count:
            outcome.wrong.append(f"mail to {to} never came: {text[:300]}")
    outcome.arrived = outcome.uncertain - lost
    outcome.wrong += [f"mail to {to} came unasked: {text[:300]}" for (to, text), _ in (there - here).items()]
    odd = Counter(state for state in states.values() if state not in {"sent", "uncertain"})
    outcome.wrong += [f"{count} messages are {state}" for state, count in odd.items()]


def _mails(store: Store, spoiled: set[str]) -> Counter[tuple[str, str]]:
    """Return what came: to whom, and the text without the links, which two stores never share."""
    found: Counter[tuple[str, str]] = Counter()
    for mail in store.inbox.mails:
        text = _LINK.sub(r"/follow/\1/", _text_of(mail))
        if not any(number in text for number in spoiled):
            found[str(mail["To"]), f"{mail['Subject']}\n{text}"] += 1
    return found


def _text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def main() -> int:
    """Run a storm and print its outcome; 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=20)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--change-rate", type=float, default=0.02)
    parser.add_argument("--tokens", choices=("survive", "expire"), default="survive")
    parser.add_argument("--data", help="folder of studies; without it all real records")
    parser.add_argument("--folder", type=Path, help="keep both stores here")
    wishes = parser.parse_args()
    folder = wishes.folder or Path(tempfile.mkdtemp(prefix="storm-"))
    options = ["--change-rate", str(wishes.change_rate), "--tokens", wishes.tokens]
    out = sys.stdout
    outcome = run_storm(
        days=wishes.days,
        kills=wishes.kills,
        seed=wishes.seed,
        folder=folder,
        options=[*options, *(["--data", wishes.data] if wishes.data else [])],
        report=lambda line: print(line, flush=True),
    )
    out.write("\n".join(outcome.lines()) + "\n")
    return bool(outcome.wrong)


if __name__ == "__main__":
    sys.exit(main())
