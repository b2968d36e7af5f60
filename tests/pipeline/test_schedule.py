"""When the registry is read."""

from collections.abc import Callable

import pytest

from plainstudy.pipeline.models import SyncRun
from plainstudy.pipeline.schedule import sync_when_due
from plainstudy.registries.ctgov.client import CtgovRegistry
from plainstudy.registries.folder.client import samples
from tests.conftest import StandIn
from tests.pipeline.conftest import client

pytestmark = [pytest.mark.django_db, pytest.mark.registry]


def kinds() -> list[str]:
    """Return the kinds of all runs in their order."""
    return list(SyncRun.objects.order_by("id").values_list("kind", flat=True))


def test_registry_is_read_when_it_published(small_registry: StandIn) -> None:
    """All first, then once a day what is new, once a week a look at all, nothing twice."""
    registry = client(small_registry)
    assert "new" in sync_when_due(registry)
    assert sync_when_due(registry) == ""
    for _ in range(5):
        small_registry.advance()
        sync_when_due(registry)
    assert kinds() == ["full", *["incremental"] * 3, "reconcile", "incremental"]
    small_registry.advance(20)
    sync_when_due(registry)
    assert kinds()[-1] == "full"


def test_chosen_few_are_kept_current_and_no_more(
    sync: Callable[..., SyncRun], small_registry: StandIn
) -> None:
    """A demo of some studies does not grow into the whole registry overnight."""
    sync(limit=20)
    assert sync_when_due(client(small_registry)) == ""
    small_registry.advance()
    assert "0 new" in sync_when_due(client(small_registry))
    assert kinds() == ["partial", "ids"]


def test_what_goes_wrong_is_a_sentence(sync: Callable[..., SyncRun], small_registry: StandIn) -> None:
    """The schedule lives on when the registry does not."""
    gone = CtgovRegistry("http://127.0.0.1:9/api", patience_seconds=1)
    assert sync_when_due(gone).startswith("The registry was not read")
    sync(limit=5)
    assert "cannot take in" in sync_when_due(samples(None)) or sync_when_due(samples(None)) == ""
