"""Our differences beside the stand-in's ground truth, day by day.

By hand, over all real records::

    python -m tests.changes.truth --days 20
    python -m tests.changes.truth --days 25 --replay
"""

import argparse
import json
import re
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from plainstudy.changes.told import Posting, tell
from plainstudy.record.canonical import canonical_tree, fingerprint
from plainstudy.record.record import decode_record


class Calendar(Protocol):
    """What is needed of a stand-in: its address, its days, its truth."""

    url: str

    def advance(self, days: int = 1) -> None: ...
    def truth(self, day: int) -> dict[str, Any]: ...
    def post(self, path: str) -> Any: ...


# Derived by the registry, or its own day: never part of what a record means.
_DERIVED = (
    "derivedSection.miscInfoModule.versionHolder",
    "derivedSection.conditionBrowseModule",
    "derivedSection.interventionBrowseModule",
)


@dataclass
class Score:
    """What was compared, and what did not agree: edits we missed, changes nobody made."""

    counts: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[Any, ...]] = field(default_factory=list)
    invented: list[tuple[Any, ...]] = field(default_factory=list)
    told: list[tuple[str, Posting]] = field(default_factory=list)


def compare_days(registry: Calendar, *, days: int, drift_every: int = 0, replay: bool = False) -> Score:
    """Advance the registry day by day and compare every record with the day before."""
    score = Score()
    before = corpus(registry)
    for day in range(1, days + 1):
        registry.advance()
        if drift_every and day % drift_every == 0:
            registry.post("/_calendar/drift")
        after, truth = corpus(registry), registry.truth(day)
        for nct_id in sorted(set(before) & set(after)):
            if before[nct_id] != after[nct_id]:
                _compare(score, truth, nct_id, before[nct_id], after[nct_id], replay=replay)
        before = after
    return score


def corpus(registry: Calendar) -> dict[str, bytes]:
    """Return every listed record by its number."""
    found: dict[str, bytes] = {}
    token = ""
    while True:
        with urllib.request.urlopen(
            f"{registry.url}/v2/studies?pageSize=1000{token and f'&pageToken={token}'}"
        ) as answer:
            page = json.load(answer)
        for tree in page["studies"]:
            nct_id = tree["protocolSection"]["identificationModule"]["nctId"]
            found[nct_id] = json.dumps(tree, ensure_ascii=False).encode()
        if "nextPageToken" not in page:
            return found
        token = page["nextPageToken"]


def _compare(
    score: Score, truth: dict[str, Any], nct_id: str, before: bytes, after: bytes, *, replay: bool
) -> None:
    edits = {**truth["quiet_edits"], **truth["changed"]}.get(nct_id, [])
    edits = [edit for edit in edits if not edit["path"].startswith(_DERIVED)]
    quiet = nct_id in truth["derived_only"] or nct_id in truth["noise_only"]
    equal = fingerprint(before).canonical == fingerprint(after).canonical
    posting = Posting(()) if equal else tell(decode_record(before), decode_record(after))
    ours = {_bare(change.path) for change in posting.changes}
    theirs = set() if quiet else {_bare(edit["path"]) for edit in edits}
    raw = json.loads(before), json.loads(after)  # two edits of one day can undo each other
    theirs = {path for path in theirs if _values(raw[0], path) != _values(raw[1], path)}
    if replay:  # positions of a list that was only reordered are no edits
        trees = canonical_tree(before), canonical_tree(after)
        theirs = {
            path for path in theirs if sorted(_values(trees[0], path)) != sorted(_values(trees[1], path))
        }
    score.counts.update(studies=bool(theirs), edits=len(theirs), changes=len(ours), quiet=quiet)
    score.missed += [(nct_id, path) for path in theirs if not any(_covers(path, our) for our in ours)]
    claimed = {_bare(edit["path"]) for edit in edits} if not quiet else set()
    score.invented += [(nct_id, our) for our in ours if not any(_covers(our, path) for path in claimed)]
    kinds = {edit["kind"] for edit in edits}
    if posting.mailed and kinds == {"administrative"}:
        score.invented.append((nct_id, "a mail about a confirmation"))
    if posting.changes:
        score.told.append((nct_id, posting))
        score.counts["mailed"] += bool(posting.mailed)


def _bare(path: str) -> str:
    return re.sub(r"\[\d+\]", "", path)


def _covers(one: str, other: str) -> bool:
    """Two paths speak of one thing when they are one, or one lies in the other."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def _values(node: Any, path: str) -> list[str]:
    return [json.dumps(value, sort_keys=True) for value in _at(node, path.split("."))]


def _at(node: Any, keys: list[str]) -> Iterator[Any]:
    if isinstance(node, list):
        for item in node:
            yield from _at(item, keys)
    elif not keys:
        yield node
    elif isinstance(node, dict) and keys[0] in node:
        yield from _at(node[keys[0]], keys[1:])


def main() -> int:
    """Compare some days over all real records and print what did not agree."""
    from tests.conftest import StandIn

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=20)
    parser.add_argument("--replay", action="store_true")
    parser.add_argument("--words", action="store_true", help="print what is told of each study")
    wishes = parser.parse_args()
    registry = StandIn(*(["--replay"] if wishes.replay else []))
    try:
        score = compare_days(registry, days=wishes.days, replay=wishes.replay, drift_every=7)
    finally:
        registry.stop()
    out = sys.stdout.write
    for nct_id, posting in score.told if wishes.words else []:
        out("".join([f"\n{nct_id} {posting.severity}\n", *(f"  {line}\n" for line in posting.account)]))
    out(f"{dict(score.counts)}\nmissed {len(score.missed)}, invented {len(score.invented)}\n")
    for wrong in [*score.missed, *score.invented][:40]:
        out(f"  {wrong}\n")
    return bool(score.missed or score.invented)


if __name__ == "__main__":
    sys.exit(main())
