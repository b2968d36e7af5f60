"""The newest document of a study on its way to a worker process, and the record in it. Pure."""

from dataclasses import dataclass

import msgspec

from plainstudy.record.record import StudyRecord, decode_record


@dataclass(frozen=True, slots=True)
class Head:
    """A study's newest document, and its MeSH terms where those moved without making a version."""

    document: bytes
    moved_derived: bytes | None = None

    def record(self) -> StudyRecord:
        """Return the record with the registry's newest MeSH terms; ValueError where it cannot be read."""
        record = decode_record(self.document)
        if self.moved_derived is None:
            return record
        return msgspec.structs.replace(
            record, derived_section=decode_record(self.moved_derived).derived_section
        )
