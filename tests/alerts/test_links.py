"""Codes of links: only ours are read, and each for its purpose alone."""

import base64
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstudy.alerts.links import Link, NotOurLink, Purpose, Target, read_code, write_code

KEYS = (b"k" * 32,)
EXPIRES = dt.datetime(2026, 6, 29, 9, tzinfo=dt.UTC)
LINK = Link(Purpose.LEAVE, b"h" * 16, 7, (Target("s", 12), Target("c", 5)), EXPIRES)

targets = st.lists(st.builds(Target, st.sampled_from("sc"), st.integers(1, 2**60)), max_size=11).map(tuple)


@given(st.sampled_from(Purpose), st.binary(min_size=16, max_size=16), st.integers(0, 2**31), targets)
def test_what_a_code_says_is_read_back(purpose, address_hash, generation, followed):
    """Writing and reading are each other's reverse, and the code fits into an address."""
    link = Link(purpose, address_hash, generation, followed)
    code = write_code(link, keys=KEYS)
    assert read_code(code, purpose=purpose, keys=KEYS) == link
    assert code.replace("-", "").replace("_", "").isalnum()


@given(st.data())
def test_code_with_one_bit_turned_is_refused(data):
    """Nothing in a code can be changed, its end included."""
    code = write_code(LINK, keys=KEYS)
    raw = bytearray(base64.urlsafe_b64decode(code + "=" * (-len(code) % 4)))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(NotOurLink):
        read_code(base64.urlsafe_b64encode(raw).rstrip(b"=").decode(), purpose=Purpose.LEAVE, keys=KEYS)


@pytest.mark.parametrize("code", ["", "x", "ü", "a b", "====", "AAAA", "A" * 5000, "../../etc", "%00"])
def test_nonsense_is_refused(code):
    """Whatever stands in the address, the answer is the same."""
    with pytest.raises(NotOurLink):
        read_code(code, purpose=Purpose.LEAVE, keys=KEYS)


def test_code_for_one_purpose_does_not_serve_another():
    """Who may leave may not manage."""
    code = write_code(LINK, keys=KEYS)
    for other in set(Purpose) - {Purpose.LEAVE}:
        with pytest.raises(NotOurLink):
            read_code(code, purpose=other, keys=KEYS)


def test_code_signed_with_an_older_key_is_still_read():
    """Leave links never expire; a new signing key changes nothing for them."""
    old = write_code(LINK, keys=KEYS)
    assert read_code(old, purpose=Purpose.LEAVE, keys=(b"n" * 32, *KEYS)) == LINK
    with pytest.raises(NotOurLink):
        read_code(old, purpose=Purpose.LEAVE, keys=(b"n" * 32,))
