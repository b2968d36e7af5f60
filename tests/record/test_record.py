"""Documents become records without a guess, and real ones all do."""

import json

import msgspec
import pytest

from plainstudy.record.record import decode_record, encode_record


def _document(**protocol):
    return json.dumps(
        {"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}, **protocol}}
    ).encode()


def test_a_record_without_modules_has_empty_ones():
    """Very old records lack whole modules; code reads straight on."""
    record = decode_record(_document())
    assert record.nct_id == "NCT00000001"
    assert record.protocol_section.status_module.overall_status is None
    assert record.protocol_section.contacts_locations_module.locations == ()


def test_a_document_without_a_number_is_refused_with_the_place():
    """Nobody could say whose record it is."""
    with pytest.raises(msgspec.ValidationError, match="nctId"):
        decode_record(b'{"protocolSection":{"identificationModule":{}}}')


def test_unknown_keys_and_values_survive_reading():
    """A new module is skipped, a new status is kept as it is."""
    record = decode_record(
        _document(statusModule={"overallStatus": "PAUSED_BY_MOON"}, moonModule={"phase": 3})
    )
    assert record.protocol_section.status_module.overall_status == "PAUSED_BY_MOON"


def test_the_placeholder_for_people_is_unknown():
    """99,999,999 was typed where nobody knew."""
    design = decode_record(
        _document(designModule={"enrollmentInfo": {"count": 99999999}})
    ).protocol_section.design_module
    assert design.enrollment_info.people is None
    assert design.enrollment_info.count == 99999999


def test_a_wrong_type_is_refused_with_its_path():
    """Whoever reads the quarantine sees where."""
    with pytest.raises(msgspec.ValidationError, match="enrollmentInfo"):
        decode_record(_document(designModule={"enrollmentInfo": {"count": "many"}}))


@pytest.mark.registry
def test_every_real_record_parses_and_keeps_its_values(real_documents):
    """What is written back stands in the original at the same place, for every real record."""
    for document in real_documents:
        original, again = json.loads(document), json.loads(encode_record(decode_record(document)))
        assert _is_within(again, original), original["protocolSection"]["identificationModule"]["nctId"]


def _is_within(part, whole):
    if isinstance(part, dict):
        return all(_is_within(value, whole.get(key)) for key, value in part.items())
    if isinstance(part, list):
        return len(part) == len(whole) and all(map(_is_within, part, whole))
    return part == whole
