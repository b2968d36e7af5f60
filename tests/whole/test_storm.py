"""Two days in bad weather; by hand ``python -m tests.whole.storm`` lives through twenty over all records."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.conftest import StandIn
from tests.whole.storm import run_storm


@pytest.mark.registry
def test_service_killed_again_and_again_under_all_faults_ends_as_its_calm_twin(
    serve_registry: Callable[..., StandIn], some_documents: Sequence[bytes], tmp_path: Path
) -> None:
    """Same studies, versions, hashes, accounts, pages, index, conditions; each mail once."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "studies.jsonl").write_bytes(b"".join(document + b"\n" for document in some_documents[::5]))
    outcome = run_storm(
        days=2,
        kills=6,
        seed=3,
        folder=tmp_path,
        serve=serve_registry,
        options=("--data", str(data), "--change-rate", "0.2"),
        readers=4,
    )
    assert outcome.wrong == []
    assert outcome.killed.total() >= 5
    assert outcome.faults.total() >= 5
    assert outcome.mails >= 5
    assert outcome.uncertain <= outcome.killed["send"] * 2
    assert min(outcome.compared[part] for part in ("studies", "versions", "events", "pages", "index")) > 30
