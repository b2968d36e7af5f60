"""Every stage after the store, in the order the data flows."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field

from plainstudy.changes.actions import detect_changes
from plainstudy.search.actions import index_studies, rebuild_index
from plainstudy.studies.coding import code_conditions
from plainstudy.studies.models import Study, Waiting
from plainstudy.studies.waiting import count_waiting
from plainstudy.writing.actions import write_pages

from .progress import Progress, silent
from .workers import Workers


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: what waits for it, what a person reads meanwhile, and what does it, so many at a time."""

    waits: str
    words: str
    work: Callable[..., int]
    batch: int = 1000


STAGES = (
    Stage(Waiting.Stage.COMPARE, "Comparing versions", detect_changes, batch=5000),
    Stage(Waiting.Stage.CODE, "Naming conditions", code_conditions, batch=5000),
    Stage(Waiting.Stage.WRITE, "Writing pages", write_pages),
    Stage(Waiting.Stage.INDEX, "Indexing for search", index_studies, batch=5000),
)


@dataclass(slots=True)
class StageCounts:
    """How many rows each stage worked on, by the stage's name, and how many wait for another try."""

    worked: dict[str, int] = field(default_factory=dict)
    failed: int = 0


def run_stages(*, progress: Progress | None = None, workers: Workers | None = None) -> StageCounts:
    """Run every stage until nothing waits but what failed and waits for another try.

    Without workers it has its own, started when there is much to do.
    """
    report = progress or silent
    counts = StageCounts(worked={stage.waits: 0 for stage in STAGES})
    with nullcontext(workers) if workers else Workers() as at_hand:
        while sum(run_stage(stage, counts, at_hand, report) for stage in STAGES):
            pass  # a stage may have found work for one before it
    counts.failed = Waiting.objects.exclude(error="").count()
    return counts


def run_stage(stage: Stage, counts: StageCounts, workers: Workers, report: Progress = silent) -> int:
    """Run one stage until nothing waits for it, in several processes where much does; returns how many."""
    worked = 0
    total = count_waiting()[stage.waits]
    while done := stage.work(limit=stage.batch, executor=workers.executor_for(total)):
        worked += done
        report(stage.words, worked, max(total, worked))
    counts.worked[stage.waits] += worked
    return worked


def rebuild_from_rows(*, progress: Progress | None = None) -> None:
    """Make anew what is derived from rows and kept outside the database: the search index."""
    (progress or silent)("Indexing for search", 0)
    with Workers() as workers:
        rebuild_index(executor=workers.executor_for(Study.objects.count()))
