"""From which address a request comes: what a proxy of ours says, and nothing that a stranger says."""

import pytest
from structlog.testing import capture_logs

from ivr import network
from ivr.network import address_of

HERE, NET = "127.0.0.0/8 ::1", "127.0.0.0/8, 10.1.0.0/16"


@pytest.mark.parametrize(
    ("direct", "forwarded", "proxies", "address", "why"),
    [
        ("203.0.113.9", "", HERE, "203.0.113.9", "nobody in between"),
        ("127.0.0.1", "203.0.113.9", HERE, "203.0.113.9", "a tunnel on this machine"),
        ("::1", "203.0.113.9", HERE, "203.0.113.9", "the same"),
        ("10.1.2.3", "203.0.113.9", HERE, "10.1.2.3", "another machine of a private network is a stranger by itself"),
        ("127.0.0.1", "203.0.113.9", "", "127.0.0.1", "nobody is believed"),
        ("10.1.2.3", "198.51.100.1, 203.0.113.9", NET, "203.0.113.9", "the last is what our proxy saw"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.9, 10.1.2.3", NET, "203.0.113.9", "two proxies of ours in a row"),
        (
            "127.0.0.1",
            "203.0.113.9, 10.9.2.3",
            NET,
            "10.9.2.3",
            "that one is none of ours",
        ),
        ("10.1.2.3", "127.0.0.1, 10.1.2.4", NET, "127.0.0.1", "a tunnel before a proxy"),
        ("198.51.100.7", "203.0.113.9", NET, "198.51.100.7", "a stranger says what they like"),
        ("10.1.2.3", "203.0.113.9:51234", NET, "203.0.113.9", "some proxies write the port"),
        ("10.1.2.3", "[2001:db8:1:2:3::4]:51234", NET, "2001:db8:1:2::/64", "also of IPv6, whose first half counts"),
        ("10.1.2.3", "2001:db8:1:2:3::4", NET, "2001:db8:1:2::/64", "one line, one address"),
        ("::ffff:203.0.113.9", "", HERE, "203.0.113.9", "of IPv4, where one socket listens for both"),
        ("::ffff:127.0.0.1", "::ffff:203.0.113.9", HERE, "203.0.113.9", "our proxy, by such a socket"),
        ("10.1.2.3", "unknown", NET, "10.1.2.3", "no address at all"),
        ("", "203.0.113.9", HERE, "203.0.113.9", "our proxy, by a socket of this machine's file system"),
        ("", "203.0.113.9", "", "127.0.0.1", "the same, where nobody is believed"),
        ("", "", HERE, "", "a request of a test"),
    ],
)
def test_whose_address_counts(direct: str, forwarded: str, proxies: str, address: str, why: str) -> None:
    assert address_of(direct, forwarded, proxies) == address, why


def test_a_proxy_that_is_not_believed_is_told_of_once() -> None:
    network._tell_once.cache_clear()
    with capture_logs() as logs:
        for _ in range(3):
            address_of("10.1.2.3", "203.0.113.9", HERE)
        address_of("203.0.113.9", "203.0.113.9", HERE)
    assert [(entry["event"], "IVR_PROXIES" in entry["mend"]) for entry in logs] == [("proxy_not_believed", True)]
