"""From which address a request comes: what a proxy of ours says, and nothing that a stranger says."""

import pytest

from ivr.network import address_of


@pytest.mark.parametrize(
    ("direct", "forwarded", "address", "why"),
    [
        ("203.0.113.9", "", "203.0.113.9", "nobody in between"),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9", "a tunnel on this machine"),
        ("10.1.2.3", "198.51.100.1, 203.0.113.9", "203.0.113.9", "the last is what our proxy saw"),
        ("198.51.100.7", "203.0.113.9", "198.51.100.7", "a stranger says what they like"),
        ("10.1.2.3", "203.0.113.9:51234", "203.0.113.9", "some proxies write the port"),
        ("10.1.2.3", "[2001:db8:1:2:3::4]:51234", "2001:db8:1:2::/64", "also of IPv6, whose first half counts"),
        ("10.1.2.3", "2001:db8:1:2:3::4", "2001:db8:1:2::/64", "one line, one address"),
        ("10.1.2.3", "unknown", "10.1.2.3", "no address at all"),
        ("", "", "", "a request of a test"),
    ],
)
def test_whose_address_counts(direct: str, forwarded: str, address: str, why: str) -> None:
    assert address_of(direct, forwarded) == address, why
