"""Addresses: read, encrypted, found again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainstudy.alerts.addresses import Keys, NotAnAddress, WrongKeys, masked, read_address, seal, unseal


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nobody",
        "a@b",
        "a b@example.org",
        "a@example.org\nBcc: c@example.org",
        "a@example.org, b@example.org",
        "<a@example.org>",
        "a@[127.0.0.1]",
        "a@" + "x" * 250 + ".org",
        "jürgen@example.org",
    ],
)
def test_text_that_is_no_address_is_refused_with_words(text):
    """What mail cannot be sent to never gets stored, and the reader is told why."""
    with pytest.raises(NotAnAddress, match=r"\w+"):
        read_address(text)


def test_address_with_spaces_around_and_capitals_is_read():
    """People paste; the domain is made small, the part before it is theirs."""
    assert read_address("  Jo.Doe@Example.ORG ") == "Jo.Doe@example.org"


def test_address_of_a_domain_in_another_script_takes_its_ascii_form():
    """Mail servers know the domain only so."""
    assert read_address("jo@bücher.example.org") == "jo@xn--bcher-kva.example.org"


@given(st.text(min_size=1, max_size=80), st.binary(max_size=300))
def test_what_is_sealed_with_any_secret_comes_back(secret, plain):
    """An address key may be any text."""
    assert unseal(seal(plain, address_keys=[secret]), address_keys=[secret]) == plain


def test_sealed_text_holds_no_address_and_differs_each_time():
    """Two rows of one address do not look alike, and neither shows it."""
    one, two = (Keys.fresh(["k"]).encrypt("reader@example.org") for _ in range(2))
    assert b"reader" not in one
    assert one != two


def test_older_key_still_opens_and_newest_key_seals():
    """Keys rotate: new first, old behind it, then the old one can go."""
    sealed = seal(b"x", address_keys=["old"])
    assert unseal(sealed, address_keys=["new", "old"]) == b"x"
    again = seal(unseal(sealed, address_keys=["new", "old"]), address_keys=["new", "old"])
    assert unseal(again, address_keys=["new"]) == b"x"


def test_lost_key_says_so():
    """An operator who lost the key reads what happened."""
    with pytest.raises(WrongKeys, match="PLAINSTUDY_ADDRESS_KEYS"):
        unseal(seal(b"x", address_keys=["old"]), address_keys=["other"])


def test_hash_finds_an_address_in_any_case_and_survives_rotation():
    """The hash hangs on the wrapped lookup key, not on the address key."""
    keys = Keys.fresh(["old"])
    rotated = Keys.unwrap(keys.wrap(), address_keys=["new", "old"])
    assert rotated.address_hash("Reader@example.org") == keys.address_hash("reader@Example.org")
    assert Keys.fresh(["old"]).address_hash("reader@example.org") != keys.address_hash("reader@example.org")


def test_address_and_network_of_the_same_text_hash_apart():
    """A count of one kind can never stand for the other."""
    keys = Keys.fresh(["k"])
    assert keys.address_hash("x") != keys.network_hash("x")


def test_masked_address_is_known_to_its_owner_alone():
    """The manage page shows no whole address."""
    assert masked("reader@example.org") == "r…@example.org"
