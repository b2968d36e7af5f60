"""The real records beside the project, parsed once."""

from collections.abc import Mapping

import pytest

from plainstudy.record.record import StudyRecord, decode_record
from tests.writing.model_world import model_server

__all__ = ["model_server", "real_records"]


@pytest.fixture(scope="session")
def real_records(real_documents: list[bytes]) -> Mapping[str, StudyRecord]:
    """Return every real record by number."""
    records = map(decode_record, real_documents)
    return {record.nct_id: record for record in records}
