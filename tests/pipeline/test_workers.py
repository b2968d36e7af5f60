"""A first fill through worker processes."""

import pytest

from plainstudy.pipeline.sync import run_sync
from plainstudy.pipeline.workers import WORTH_IT_FROM, Workers
from plainstudy.registries.ctgov.client import CtgovRegistry
from plainstudy.studies.models import Study
from tests.conftest import StandIn


def test_little_work_starts_no_process() -> None:
    """Starting one takes longer than a few documents do."""
    with Workers() as workers:
        assert workers.executor_for(WORTH_IT_FROM - 1) is None


@pytest.mark.registry
@pytest.mark.django_db
def test_whole_registry_is_stored_by_several_processes(whole_registry: StandIn) -> None:
    """All real records over HTTP: announced, received and stored are one number, and none is unreadable."""
    registry = CtgovRegistry(whole_registry.url)
    run = run_sync(registry, full=True)
    assert run.received == run.announced == run.new == Study.objects.count() > 2000
    assert run.quarantined == 0
    again = run_sync(registry, full=True)
    assert (again.new, again.changed, again.unchanged) == (0, 0, run.received)
