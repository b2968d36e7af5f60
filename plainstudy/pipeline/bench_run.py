"""The benchmark itself, beside the floor of parsing, compressing and inserting alone."""

import datetime as dt
import gzip
import json
import re
import sqlite3
import sys
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db.models import Sum
from django.db.models.functions import Length

from plainstudy.record.record import decode_record
from plainstudy.studies import packing
from plainstudy.studies.actions import Stamp, claim_store, store_arrivals
from plainstudy.studies.models import RecordVersion

from .stages import STAGES, StageCounts, run_stage, run_stages
from .stopwatch import Stopwatch, tell
from .usage import Peak
from .workers import Workers

_PAGE = 1000
_EDITED = 1200
_DAY = dt.datetime(2026, 6, 25, 9, 0, 4, tzinfo=dt.UTC)
_VERIFIED = re.compile(rb'"statusVerifiedDate":"[^"]*"')


def documents(dump: Path, limit: int) -> Iterator[list[bytes]]:
    """Yield the documents of a dump in pages; ``limit`` 0 means all."""
    with gzip.open(dump) if dump.suffix == ".gz" else dump.open("rb") as lines:
        wanted = islice(lines, limit or None)
        while page := [line.rstrip(b"\n") for line in islice(wanted, _PAGE)]:
            yield page


def measure(dump: Path, limit: int) -> dict[str, Any]:
    """Time the floor and ours, one after the other in this process."""
    with Peak() as memory:
        floor = _floor(dump, limit)
        tell("floor")
        figures = _ours(dump, limit)
    fill = figures["fill_per_second"]
    return {
        "floor_per_second": floor.rate,
        **figures,
        "fill_to_floor": round(fill / floor.rate, 3),
        "memory_mb": memory.megabytes,
    }


def _floor(dump: Path, limit: int) -> Stopwatch:
    """Parse, compress and insert each document, and nothing else."""
    store = sqlite3.connect(settings.DATA_DIR / "floor.sqlite3")
    store.execute("PRAGMA journal_mode=WAL")
    store.execute("PRAGMA synchronous=NORMAL")
    store.execute("CREATE TABLE study (nct_id TEXT PRIMARY KEY, document BLOB)")
    watch = Stopwatch()
    dictionary: packing.Dictionary | None = None
    for page in documents(dump, limit):
        if dictionary is None and (content := packing.train(page)):
            dictionary = packing.Dictionary(1, content)

        def work(page: list[bytes] = page, dictionary: packing.Dictionary | None = dictionary) -> None:
            rows = [
                (decode_record(raw).nct_id, packing.pack(raw, dictionary=dictionary).document) for raw in page
            ]
            with store:
                store.executemany("INSERT OR REPLACE INTO study VALUES (?, ?)", rows)

        watch.time(len(page), work)
    store.close()
    return watch


def _ours(dump: Path, limit: int) -> dict[str, Any]:
    claim_store(registry="ctgov", data_timestamp=_DAY)
    stored, again, edited = Stopwatch(), Stopwatch(), Stopwatch()
    stages = {stage.waits: Stopwatch() for stage in STAGES}

    def store(page: list[bytes], watch: Stopwatch, *, day: int) -> None:
        stamp = Stamp(
            data_timestamp=_DAY + dt.timedelta(days=day), fetched_at=dt.datetime.now(dt.UTC), silent=day == 0
        )
        watch.time(len(page), lambda: store_arrivals(page, stamp=stamp, executor_for=workers.executor_for))

    with Workers() as workers:
        workers.executor_for(_PAGE)
        for page in documents(dump, limit):
            store(page, stored, day=0)
        tell("store")
        for stage in STAGES:
            counts = StageCounts(worked={stage.waits: 0})
            stages[stage.waits].time(stored.count, partial(run_stage, stage, counts, workers))
            tell(stage.waits)
        for page in documents(dump, limit):
            store(page, again, day=1)
        tell("again")
        for page in documents(dump, min(limit or _EDITED, _EDITED)):
            store([_VERIFIED.sub(b'"statusVerifiedDate":"2026-07"', raw) for raw in page], edited, day=2)
        posting = Stopwatch()
        posting.time(edited.count, partial(run_stages, workers=workers))
        tell("posting day")
    sizes = {"packed": Sum(Length("document")), "raw": Sum("document_size")}
    first = RecordVersion.objects.filter(number=1).aggregate(**sizes)
    later = RecordVersion.objects.filter(number=2).aggregate(**sizes)
    fill = stored.seconds + sum(watch.seconds for watch in stages.values())
    processors = stored.processor_seconds + sum(watch.processor_seconds for watch in stages.values())
    changed = edited.seconds + posting.seconds
    return {
        "studies": stored.count,
        "store_per_second": stored.rate,
        **{f"{name}_per_second": watch.rate for name, watch in stages.items()},
        "fill_per_second": round(stored.count / fill, 1),
        "store_processor_ms": stored.milliseconds,
        **{f"{name}_processor_ms": watch.milliseconds for name, watch in stages.items()},
        "fill_per_processor_second": round(stored.count / processors, 1) if processors else None,
        "unchanged_per_second": again.rate,
        "changed_per_second": round(edited.count / changed, 1),
        "unchanged_to_changed": round(again.rate / (edited.count / changed), 1),
        "first_version_share": round(first["packed"] / first["raw"], 4),
        "small_edit_share": round(later["packed"] / later["raw"], 4) if later["raw"] else None,
    }


def main() -> None:
    """Measure in the store that the environment names, which must be new; arguments: dump, limit."""
    call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))) + "\n")
