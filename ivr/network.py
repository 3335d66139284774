"""From which network address a request comes, behind a proxy or not."""

import ipaddress

OURS = tuple(  # where a proxy of ours may be
    map(ipaddress.ip_network, ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1", "fc00::/7"))
)


def address_of(direct: str, forwarded: str) -> str:
    """The browser's address; behind a proxy of our own network, what that proxy says it is (X-Forwarded-For's last)."""
    last = _without_port(forwarded.rpartition(",")[2].strip())
    return _of_one_line(last if _is_address(last) and _is_ours(direct) else direct)


def _without_port(text: str) -> str:
    """ "203.0.113.9:51234" and "[2001:db8::1]:51234", as some proxies write them."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def _of_one_line(text: str) -> str:
    """Of IPv6 the first half: whoever has one address has the 2^64 that begin alike."""
    if not _is_address(text) or ipaddress.ip_address(text).version == 4:
        return text
    return str(ipaddress.ip_network((text.partition("%")[0], 64), strict=False))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_ours(text: str) -> bool:
    return _is_address(text) and any(ipaddress.ip_address(text) in network for network in OURS)
