"""Every real change of the stand-in's calendar is found, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plainstudy.record.canonical import fingerprint
from tests.conftest import StandIn

from .truth import Score, compare_days, corpus

pytestmark = pytest.mark.registry


@pytest.fixture(scope="module")
def replay(serve_registry: Callable[..., StandIn], folder_of_some: Path) -> StandIn:
    """Return a stand-in that publishes the real later versions of some studies."""
    return serve_registry("--replay", "--data", str(folder_of_some))


@pytest.fixture(scope="module")
def four_days(_small_registry: StandIn) -> Score:
    """Return the score of four posting days with many changes, a drift among them."""
    _small_registry.faults()
    _small_registry.post("/_calendar/reset")
    return compare_days(_small_registry, days=4, drift_every=3)


def test_every_edit_of_the_calendar_is_found(four_days: Score) -> None:
    """Recall: nothing that happened goes unreported, at the right study and path."""
    assert four_days.counts["edits"] > 100
    assert four_days.missed == []


def test_nothing_is_found_that_did_not_happen(four_days: Score) -> None:
    """Precision: MeSH, noise, drift and confirmations tell nobody anything."""
    assert four_days.counts["quiet"] > 0
    assert four_days.invented == []


def test_real_versions_one_after_another_are_found_as_they_were_edited(replay: StandIn) -> None:
    """The real histories, where lists are reordered and the registry changed its own style."""
    score = compare_days(replay, days=3, replay=True)
    assert score.counts["studies"] > 0
    assert score.missed == []
    assert score.invented == []


def test_drift_changes_no_canonical_form(small_registry: StandIn) -> None:
    """The whole registry published again in another form has the meaning it had."""
    before = corpus(small_registry)
    small_registry.post("/_calendar/drift")
    after = corpus(small_registry)
    assert sum(before[nct_id] != after[nct_id] for nct_id in before) > len(before) / 2
    moved = [nct_id for nct_id in before if fingerprint(before[nct_id]) != fingerprint(after[nct_id])]
    assert moved == []
