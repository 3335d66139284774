"""From which network address a request comes, behind a proxy or not."""

import ipaddress
from functools import cache

import structlog

log = structlog.get_logger("ivr")

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
HERE = "127.0.0.1"
MOST_PROXIES = 10  # in a row


def address_of(direct: str, forwarded: str, proxies: str) -> str:
    """The browser's address. Behind `proxies` (IVR_PROXIES) what they say it is: X-Forwarded-For, from its end.

    Each of them adds whom it heard, so what stands before the last stranger is what strangers wrote.
    """
    if forwarded and not direct:  # by a socket of the file system: who writes there is on this machine
        direct = HERE
    trusted, address = networks_of(proxies), _of_its_version(direct)
    if forwarded and _is_address(address) and ipaddress.ip_address(address).is_private and not _is_of(address, trusted):
        _tell_once()
    for told in reversed(forwarded.split(",")[-MOST_PROXIES:]):
        before = _of_its_version(_without_port(told.strip()))
        if not (_is_address(before) and _is_of(address, trusted)):
            break
        address = before
    return _of_one_line(address)


@cache
def networks_of(proxies: str) -> tuple[Network, ...]:
    """ "127.0.0.0/8 10.1.2.3" as networks. Raises ValueError for what is none."""
    return tuple(ipaddress.ip_network(one) for one in proxies.replace(",", " ").split())


@cache
def _tell_once() -> None:
    """Behind such a proxy all browsers are one address. Which it is is not told: it may be somebody's own machine."""
    log.warning("proxy_not_believed", mend="somebody on a private network sends X-Forwarded-For: see IVR_PROXIES")


def _without_port(text: str) -> str:
    """ "203.0.113.9:51234" and "[2001:db8::1]:51234", as some proxies write them."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def _of_its_version(text: str) -> str:
    """ "::ffff:203.0.113.9" is an address of IPv4, as a socket that listens for both ([::]) tells it."""
    if not _is_address(text):
        return text
    mapped = getattr(ipaddress.ip_address(text), "ipv4_mapped", None)
    return str(mapped) if mapped else text


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


def _is_of(text: str, networks: tuple[Network, ...]) -> bool:
    return _is_address(text) and any(ipaddress.ip_address(text) in network for network in networks)
