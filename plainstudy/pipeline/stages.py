"""Every stage after the store, in the order the data flows."""

from collections.abc import Callable
from dataclasses import dataclass, field

from plainstudy.changes.actions import detect_changes
from plainstudy.search.actions import index_studies, rebuild_index
from plainstudy.studies.coding import code_conditions
from plainstudy.studies.models import Waiting
from plainstudy.studies.waiting import count_waiting
from plainstudy.writing.actions import write_pages

from .progress import Progress, silent

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class _Stage:
    waits: str
    words: str
    work: Callable[..., int]


STAGES = (
    _Stage(Waiting.Stage.COMPARE, "Comparing versions", detect_changes),
    _Stage(Waiting.Stage.CODE, "Naming conditions", code_conditions),
    _Stage(Waiting.Stage.WRITE, "Writing pages", write_pages),
    _Stage(Waiting.Stage.INDEX, "Indexing for search", index_studies),
)


@dataclass(slots=True)
class StageCounts:
    """How many rows each stage worked on, by the stage's name, and how many wait for another try."""

    worked: dict[str, int] = field(default_factory=dict)
    failed: int = 0


def run_stages(*, progress: Progress | None = None) -> StageCounts:
    """Run every stage until nothing waits but what failed and waits for another try."""
    report = progress or silent
    counts = StageCounts(worked={stage.waits: 0 for stage in STAGES})
    while sum(_run(stage, counts, report) for stage in STAGES):
        pass  # a stage may have found work for one before it
    counts.failed = Waiting.objects.exclude(error="").count()
    return counts


def _run(stage: _Stage, counts: StageCounts, report: Progress) -> int:
    worked = 0
    total = count_waiting()[stage.waits]
    while done := stage.work(limit=_BATCH):
        worked += done
        report(stage.words, worked, max(total, worked))
    counts.worked[stage.waits] += worked
    return worked


def rebuild_from_rows(*, progress: Progress | None = None) -> None:
    """Make anew what is derived from rows and kept outside the database: the search index."""
    (progress or silent)("Indexing for search", 0)
    rebuild_index()
