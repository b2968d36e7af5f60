"""Some days beside the calendar's truth; by hand ``python -m tests.whole.truth`` lives through twenty."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import StandIn
from tests.whole.truth import compare_days

pytestmark = [pytest.mark.django_db, pytest.mark.registry]


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """Keep lock, checkpoint and index of one test from another."""
    settings.DATA_DIR = tmp_path


@pytest.mark.parametrize("tokens", ["survive", "expire"])
def test_daily_reading_and_reconciliation_miss_nothing_and_invent_nothing(
    serve_registry: Callable[..., StandIn], folder_of_some: Path, tokens: str
) -> None:
    """Changed, new, withheld, merged, by the clock, by form alone; and published while it was read."""
    server = serve_registry("--data", str(folder_of_some), "--change-rate", "0.1", "--tokens", tokens)
    score = compare_days(server, days=7, drift_every=5)
    server.stop()
    assert (score.missed, score.invented) == ([], [])
    assert score.counts["edits"] > 200
    assert score.counts["mailed"] > 30
    for what in ("new", "aliased", "looked like changes", "published while it was read", "drifts"):
        assert score.counts[what], what
    assert score.counts["reconcile runs"]


def test_real_histories_are_followed_as_the_registry_posts_them(
    serve_registry: Callable[..., StandIn], folder_of_some: Path
) -> None:
    """Versions that were really posted, some dated long ago: found by the next look that can see them."""
    server = serve_registry("--data", str(folder_of_some), "--replay")
    score = compare_days(server, days=6, replay=True)
    server.stop()
    assert (score.missed, score.invented) == ([], [])
    assert score.counts["versions"]
