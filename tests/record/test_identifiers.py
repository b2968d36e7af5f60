"""NCT numbers as people type them."""

import pytest

from plainstudy.record.identifiers import NotAnIdentifier, parse_nct_id


@pytest.mark.parametrize("text", ["NCT02387905", "nct02387905", " NCT02387905\n", "NCT2387905"])
def test_a_number_in_any_form_becomes_the_canonical_one(text):
    """Case, spaces around and lost zeros are forgiven."""
    assert parse_nct_id(text) == "NCT02387905"


@pytest.mark.parametrize(
    "text", ["", "NCT", "NCT00000000", "NCT123456789", "NCT0238790X", "02387905", "NCT०२३८७९०५"]
)
def test_what_is_no_number_is_refused_with_an_example(text):
    """The message shows what one looks like."""
    with pytest.raises(NotAnIdentifier, match="as in NCT02387905"):
        parse_nct_id(text)


def test_the_message_does_not_repeat_a_whole_page():
    """Hostile input is shortened before it reaches a page or a log."""
    with pytest.raises(NotAnIdentifier) as refused:
        parse_nct_id("x" * 10_000)
    assert len(str(refused.value)) < 150
