"""The newest document of a study on its way to a worker process, and the record in it. Pure."""

from dataclasses import dataclass
from typing import TypeVar

import msgspec

from plainstudy.record.excerpts import FindingRecord, NamingRecord, read_finding, read_naming
from plainstudy.record.record import StudyRecord, decode_record

from .packing import Dictionary, Packed, unpack_chain

_Derived = TypeVar("_Derived", StudyRecord, NamingRecord)


@dataclass(frozen=True, slots=True)
class Head:
    """A study's newest document as it is stored, so that it travels light.

    Unpacking is the worker's: packing.Damaged, a ValueError, where it cannot be done.
    """

    chain: tuple[Packed, ...]
    """Up to the document, from its last full copy on."""
    dictionary: Dictionary | None
    """That of the full copy; heads read together share it."""
    moved_derived: bytes | None = None
    """A document with the study's MeSH terms, where those moved without making a version."""

    def document(self) -> bytes:
        """Return the document byte for byte."""
        return unpack_chain(self.chain, dictionary=self.dictionary)

    def record(self) -> StudyRecord:
        """Return the record with the registry's newest MeSH terms; ValueError where it cannot be read."""
        return self._with_newest_terms(decode_record(self.document()))

    def naming(self) -> NamingRecord:
        """Return what tells the study's conditions, likewise."""
        return self._with_newest_terms(read_naming(self.document()))

    def finding(self) -> FindingRecord:
        """Return what the study is found by; ValueError as above."""
        return read_finding(self.document())

    def _with_newest_terms(self, record: _Derived) -> _Derived:
        if self.moved_derived is None:
            return record
        newest = read_naming(self.moved_derived).derived_section
        return msgspec.structs.replace(record, derived_section=newest)
