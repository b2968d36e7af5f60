"""The whole record: what the registrant wrote, the results, and what the registry derived from both."""

import functools
from typing import Any, TypeVar

import msgspec

from .partial_date import PartialDate
from .results import ResultsSection
from .study import Part, ProtocolSection


class UnpostedEvent(Part, frozen=True):
    type: str | None = None
    date: PartialDate | None = None
    date_unknown: bool | None = None


class UnpostedAnnotation(Part, frozen=True):
    """Results that were sent to the registry but are not public yet."""

    unposted_responsible_party: str | None = None
    unposted_events: tuple[UnpostedEvent, ...] = ()


class ViolationEvent(Part, frozen=True):
    type: str | None = None
    description: str | None = None
    creation_date: PartialDate | None = None
    issued_date: PartialDate | None = None
    release_date: PartialDate | None = None
    posted_date: PartialDate | None = None


class ViolationAnnotation(Part, frozen=True):
    violation_events: tuple[ViolationEvent, ...] = ()


class AnnotationModule(Part, frozen=True):
    unposted_annotation: UnpostedAnnotation = UnpostedAnnotation()
    violation_annotation: ViolationAnnotation = ViolationAnnotation()


class AnnotationSection(Part, frozen=True):
    annotation_module: AnnotationModule = AnnotationModule()


class LargeDocument(Part, frozen=True):
    type_abbrev: str | None = None
    has_protocol: bool | None = None
    has_sap: bool | None = None
    has_icf: bool | None = None
    label: str | None = None
    date: PartialDate | None = None
    upload_date: str | None = None
    filename: str | None = None
    size: int | None = None


class LargeDocumentModule(Part, frozen=True):
    no_sap: bool | None = None
    large_docs: tuple[LargeDocument, ...] = ()


class DocumentSection(Part, frozen=True):
    large_document_module: LargeDocumentModule = LargeDocumentModule()


class MeshTerm(Part, frozen=True):
    """``id`` is the MeSH number; captures of 2023 wrote it with leading zeros ("D000001930")."""

    id: str | None = None
    term: str | None = None


class BrowseModule(Part, frozen=True):
    meshes: tuple[MeshTerm, ...] = ()
    ancestors: tuple[MeshTerm, ...] = ()


class MiscInfoModule(Part, frozen=True):
    version_holder: PartialDate | None = None
    """The day of the registry's snapshot; it differs in every record every day and means nothing."""
    removed_countries: tuple[str, ...] = ()


class DerivedSection(Part, frozen=True):
    misc_info_module: MiscInfoModule = MiscInfoModule()
    condition_browse_module: BrowseModule = BrowseModule()
    intervention_browse_module: BrowseModule = BrowseModule()


class StudyRecord(Part, frozen=True):
    """One registry's record of one study."""

    protocol_section: ProtocolSection
    results_section: ResultsSection | None = None
    annotation_section: AnnotationSection = AnnotationSection()
    document_section: DocumentSection = DocumentSection()
    derived_section: DerivedSection = DerivedSection()
    has_results: bool = False

    @property
    def nct_id(self) -> str:
        return self.protocol_section.identification_module.nct_id


_parse_date = functools.lru_cache(maxsize=20_000)(PartialDate.parse)  # the same days come again and again


def _decode_extra(kind: type, value: Any) -> Any:
    if kind is PartialDate and isinstance(value, str):
        return _parse_date(value)
    raise TypeError(f"cannot read {value!r} as {kind.__name__}")


def _encode_extra(value: Any) -> str:
    if isinstance(value, PartialDate):
        return str(value)
    raise TypeError(f"cannot write {type(value).__name__}")


_Read = TypeVar("_Read")


def decoder_of(kind: type[_Read]) -> msgspec.json.Decoder[_Read]:
    """Return what reads a v2 study document, or part of one, into structs of this kind."""
    return msgspec.json.Decoder(kind, dec_hook=_decode_extra)


_decoder = decoder_of(StudyRecord)
_encoder = msgspec.json.Encoder(enc_hook=_encode_extra)


def decode_record(document: bytes) -> StudyRecord:
    """Read a v2 study document; msgspec.MsgspecError (a ValueError) says what is wrong and where."""
    return _decoder.decode(document)


def encode_record(record: StudyRecord) -> bytes:
    """Write the record as a v2 study document; what the structs do not know is not in it."""
    return _encoder.encode(record)
