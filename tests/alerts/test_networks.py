"""Which network a visitor comes from."""

import pytest

from plainstudy.alerts.networks import network_of

PROXIES = ["10.0.0.0/8", "2001:db8:ffff::1"]


@pytest.mark.parametrize(
    ("remote", "forwarded", "expected"),
    [
        ("203.0.113.77", "", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.77", "", "203.0.113.0/24"),
        ("fe80::1%eth0", "", "fe80::/64"),
        ("", "", "unknown"),
        ("unix:", "", "unknown"),
        # A stranger's header is not believed.
        ("203.0.113.77", "198.51.100.1", "203.0.113.0/24"),
        # Behind our proxy its last word counts, not what the visitor put before it.
        ("10.1.2.3", "198.51.100.1", "198.51.100.0/24"),
        ("10.1.2.3", "192.0.2.99, 198.51.100.1", "198.51.100.0/24"),
        ("10.1.2.3", "198.51.100.1, 10.9.9.9", "198.51.100.0/24"),
        ("2001:db8:ffff::1", "[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        # A header that makes no sense leaves us with the proxy.
        ("10.1.2.3", "nonsense", "10.1.2.0/24"),
        ("10.1.2.3", "", "10.1.2.0/24"),
    ],
)
def test_visitor_is_counted_under_the_right_network(remote, forwarded, expected):
    """Only what trusted proxies wrote is believed."""
    assert network_of(remote, forwarded_for=forwarded, trusted_proxies=PROXIES) == expected
