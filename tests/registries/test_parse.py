"""From documents to records."""

import json
from collections.abc import Sequence

import pytest

from plainstudy.registries.ctgov.parse import parse_listing, parse_study
from plainstudy.registries.errors import UnreadableRecord

NUMBER = {"identificationModule": {"nctId": "NCT00000102"}}


def document(**protocol: object) -> bytes:
    """Return a document of a number and these modules."""
    return json.dumps({"protocolSection": NUMBER | protocol}).encode()


@pytest.mark.registry
def test_every_real_record_parses(real_documents: Sequence[bytes]) -> None:
    """All records that were ever captured are read, whatever year they come from."""
    numbers = {parse_study(raw).nct_id for raw in real_documents}
    assert len(numbers) == len(real_documents) == 2280


def test_record_without_modules_parses() -> None:
    """Very old records lack whole modules."""
    record = parse_study(document())
    assert record.protocol_section.contacts_locations_module.locations == ()


def test_unknown_key_and_status_survive() -> None:
    """A key or a status that nobody has seen yet is no reason to stop."""
    record = parse_study(document(statusModule={"overallStatus": "PAUSED", "moon": 1}, newModule={}))
    assert record.protocol_section.status_module.overall_status == "PAUSED"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html></html>",
        b'{"protocolSection":',
        b"[]",
        b"{}",
        b'{"protocolSection":{"identificationModule":{}}}',
        document(statusModule={"overallStatus": 3}),
        document(contactsLocationsModule={"locations": {"facility": None}}),
        document(statusModule={"startDateStruct": {"date": "2026-13"}}),
        json.dumps({"protocolSection": {"identificationModule": {"nctId": "ISRCTN1"}}}).encode(),
        json.dumps({"protocolSection": {"identificationModule": {"nctId": "nct00000102"}}}).encode(),
        b'{"protocolSection":{"identificationModule":{"nctId":"NCT00000102","briefTitle":"\xff"}}}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_record_is_refused_with_its_bytes(raw: bytes) -> None:
    """An unreadable document is told with a reason and kept as it came."""
    with pytest.raises(UnreadableRecord) as refused:
        parse_study(raw)
    assert refused.value.raw == raw
    assert refused.value.reason


def test_listing_has_number_date_and_status() -> None:
    """Reconciling reads these three alone."""
    raw = document(
        statusModule={"overallStatus": "UNKNOWN", "lastUpdatePostDateStruct": {"date": "2026-06-25"}}
    )
    listing = parse_listing(raw)
    assert (listing.nct_id, str(listing.last_update_posted), listing.overall_status) == (
        "NCT00000102",
        "2026-06-25",
        "UNKNOWN",
    )


def test_listing_without_number_is_refused() -> None:
    """A listing that names no study cannot be compared."""
    with pytest.raises(UnreadableRecord):
        parse_listing(b'{"protocolSection":{}}')
