"""Excerpts say what the whole record says."""

import msgspec
import pytest

from plainstudy.record.excerpts import read_finding, read_naming
from plainstudy.record.record import decode_record


@pytest.mark.registry
def test_excerpts_are_parts_of_the_whole(some_documents: list[bytes]) -> None:
    """Every module that an excerpt has is the record's own, on real records."""
    for document in some_documents:
        record, naming = decode_record(document), read_naming(document)
        assert naming.derived_section == record.derived_section
        for excerpt in (naming, read_finding(document)):
            for field in msgspec.structs.fields(excerpt.protocol_section):
                whole = getattr(record.protocol_section, field.name)
                assert getattr(excerpt.protocol_section, field.name) == whole
