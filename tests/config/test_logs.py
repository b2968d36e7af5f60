"""Log lines: nothing of a person in them, and no stranger decides how long they take."""

import logging
import time

import pytest

from plainstudy.config.logs import DiscreetFormatter


def formatted(text: str) -> str:
    """Return a line as it is logged."""
    record = logging.LogRecord("x", logging.WARNING, "f", 1, text, (), None)
    return DiscreetFormatter("%(message)s").format(record)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("to <mia.b+x@example.org>: no", "to <(address)>: no"),
        ("Not Found: /search/?q=cancer of mine", "Not Found: /search/?… of mine"),
        ("Not Found: /follow/leave/abc-123_x=/", "Not Found: /follow/leave/…/"),
        ("Server Error: /admin/password/MQ/dii63s-98051f95/", "Server Error: /admin/password/…/"),
        ("first mia@example.org\nsecond ben@example.org", "first (address)\nsecond (address)"),
    ],
)
def test_what_points_to_a_person_is_blotted_out(text: str, expected: str) -> None:
    """Addresses, searches, codes of links, those that set an editor's password among them."""
    assert formatted(text) == expected


@pytest.mark.parametrize("path", ["/" * 60_000, "/a" * 30_000, "a" * 60_000, "/a?" * 20_000, "a@" * 30_000])
def test_long_address_takes_no_time(path: str) -> None:
    """Somebody asked for 60,000 slashes: the search for a query in them took more than a minute."""
    started = time.process_time()
    line = formatted(f"Not Found: {path}")
    assert time.process_time() - started < 0.5
    assert len(line) < 1100


def test_address_that_is_cut_off_is_not_left_in_half() -> None:
    """The rest of the line is gone, and what is left of an address with it."""
    line = formatted("x" * 996 + " mia@example.org")
    assert "mia" not in line
