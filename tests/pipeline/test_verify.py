"""Everything checked at once."""

from collections.abc import Callable

import pytest

from plainstudy.pipeline.models import SyncRun
from plainstudy.pipeline.stages import rebuild_from_rows, run_stages
from plainstudy.pipeline.verify import verify_everything
from plainstudy.studies.models import Study, Waiting

pytestmark = [pytest.mark.django_db, pytest.mark.registry]


def test_stages_leave_nothing_waiting_and_everything_in_step(sync: Callable[..., SyncRun]) -> None:
    """After a sync and its stages each study is compared, named, written and found."""
    run = sync(limit=30)
    told: list[str] = []
    counts = run_stages(progress=lambda stage, done, total=None: told.append(stage))
    assert counts.failed == 0
    assert not Waiting.objects.exists()
    assert {name: worked >= run.new for name, worked in counts.worked.items()} == {
        "compare": True,
        "code": True,
        "write": True,
        "index": True,
    }
    assert len(set(told)) == 4
    assert run_stages().worked == dict.fromkeys(counts.worked, 0)
    steps: list[tuple[int, int | None]] = []
    report = verify_everything(progress=lambda stage, done, total=None: steps.append((done, total)))
    assert report.problems == []
    assert steps[-1] == (30, 30)


def test_index_out_of_step_is_told_and_made_anew(sync: Callable[..., SyncRun]) -> None:
    """Studies that search does not find are named."""
    sync(limit=3)
    Waiting.objects.all().delete()
    (problem,) = verify_everything().problems
    assert problem.subject == "search index"
    assert all(number in problem.what for number in Study.objects.values_list("nct_id", flat=True))
    rebuild_from_rows()
    run_stages()
    assert verify_everything().problems == []
