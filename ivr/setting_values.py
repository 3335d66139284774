"""How the text of a setting becomes its value: what it is read as, and what is refused.

A check takes the value and the settings before it, and returns the value as it is kept, or raises Wrong.
"""

import ipaddress
import re
from collections.abc import Callable, Mapping
from typing import Any

import phonenumbers

from ivr import setting_faults as faults
from ivr.findings import Finding, Kind, Place

Before = Any  # the Settings that are being read: the fields above are values already
Check = Callable[[Any, Before], Any]

# Scheme, host and perhaps a port, and nothing else. Twilio leaves a user and password out of what it signs, and its
# own library misreads them, and addresses in brackets; a path would be lost from the addresses of the next turns.
PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9._-]+(:[0-9]{1,5})?")
TELEPHONE = re.compile(r"\+[1-9][0-9]{6,14}")
LOOPBACK = re.compile(r"https?://(127\.0\.0\.1|localhost)(:[0-9]+)?")
REGIONS = ("", "us1", "ie1", "au1")
HOOK = re.compile(r"(https://[^\s/?#@]+|http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?)(/[^\s#]*)?")
EMAIL = re.compile(r"[^\s@,<>\"]+@[A-Za-z0-9.-]+")
SMTP = re.compile(r"smtps?://([^\s/@]+@)?[A-Za-z0-9._-]+(:[0-9]{1,5})?/?")
LONGEST_DAYS = 3650
LAST_PORT = 65535
QUIET_HOURS = re.compile(r"(([01][0-9]|2[0-3]):[0-5][0-9](-(?!$)|$)){2}")
WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")
ON, OFF = ("1", "true", "yes", "on", "y", "t"), ("0", "false", "no", "off", "n", "f")


class Wrong(Exception):  # noqa: N818 - a fault of the environment, not of the program
    """A value that is refused; it is never told itself, for it may be a secret."""

    def __init__(self, kind: Kind, **values: object) -> None:
        super().__init__(kind.code)
        self.kind, self.values = kind, values

    def at(self, name: str) -> Finding:
        """What is told of the setting of this name."""
        return self.kind.at(Place(name), **self.values)


class Secret:
    """A value that no log, error and screen shows: only who asks for it by `reveal` has it.

    No dataclass: `asdict` of all settings would take it apart.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str = "") -> None:
        self._value = value

    def reveal(self) -> str:
        """The value."""
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __str__(self) -> str:
        return "********" if self._value else ""

    __repr__ = __str__


# -- what a text is read as ------------------------------------------------------------------------------------------


def _text(given: object) -> str:
    return str(given).strip()  # a file's last newline is no part of an address or a key


def _number(given: object) -> int:
    if isinstance(given, int):
        return given
    if not WHOLE_NUMBER.fullmatch(text := str(given).strip()):
        raise Wrong(faults.NOT_A_NUMBER)
    return int(text)


def _switch(given: object) -> bool:
    text = str(given).strip().lower()
    if text not in ON + OFF:
        raise Wrong(faults.NOT_A_SWITCH)
    return text in ON


def _switch_or_none(given: object) -> bool | None:
    return None if given is None else _switch(given)


def _secret(given: object) -> Secret:
    text = given.reveal() if isinstance(given, Secret) else str(given)
    try:
        text.encode()
    except UnicodeEncodeError:  # bytes of the environment that Python keeps, and nothing can sign with
        raise Wrong(faults.NOT_UTF8) from None
    return Secret(text.strip())  # a file's last newline is no part of a token


READ_AS: Mapping[object, Callable[[object], object]] = {
    str: _text,
    int: _number,
    bool: _switch,
    bool | None: _switch_or_none,
    Secret: _secret,
}


# -- checks ----------------------------------------------------------------------------------------------------------


def matching(pattern: re.Pattern[str], kind: Kind, **values: object) -> Check:
    """Of a pattern, or empty."""

    def check(text: str, _: Before) -> str:
        if text and not pattern.fullmatch(text):
            raise Wrong(kind, **values)
        return text

    return check


def between(least: int, most: int, kind: Kind) -> Check:
    """A number from `least` to `most`, both included."""

    def check(number: int, _: Before) -> int:
        if not least <= number <= most:
            raise Wrong(kind, most=most)
        return number

    return check


def no_less_than_none(calls: int, _: Before) -> int:
    """A number of calls; 0 for no limit."""
    if calls < 0:
        raise Wrong(faults.NOT_CALLS)
    return calls


def one_of(*known: str, kind: Kind) -> Check:
    """One of a few words."""

    def check(text: str, _: Before) -> str:
        if text not in known:
            raise Wrong(kind)
        return text

    return check


def sid(start: str) -> Check:
    """An identifier of Twilio's that begins so, or empty."""
    return matching(re.compile(start + "[0-9A-Za-z]+"), faults.NOT_SID, start=start)


def plain_address(address: str, _: Before) -> str:
    """Scheme and host alone; a last slash is left out."""
    address = address.rstrip("/")
    if not PLAIN_ADDRESS.fullmatch(address):
        raise Wrong(faults.NOT_PLAIN)
    return address


def plain_address_or_none(address: str, before: Before) -> str:
    """The same, or empty."""
    return plain_address(address, before) if address.rstrip("/") else ""


def telephone(number: str, _: Before) -> str:
    """A whole number, without the blanks and dots that people write, or empty."""
    number = re.sub(r"[\s.]", "", number)
    if number and not is_telephone(number):
        raise Wrong(faults.NOT_TELEPHONE)
    return number


def is_telephone(number: str) -> bool:
    """Whether this is E.164, of a country that exists, with as many digits as its numbers have (libphonenumber)."""
    try:
        return bool(TELEPHONE.fullmatch(number)) and phonenumbers.is_possible_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False


def no_other_line_s(*others: str) -> Check:
    """A whole number that stands for none of these lines, which are read before; or empty."""

    def check(number: str, before: Before) -> str:
        number = telephone(number, before)
        if number and number in (getattr(before, one) for one in others):
            raise Wrong(faults.ONE_FOR_TWO)
        return number

    return check


def countries(named: str, _: Before) -> str:
    """Codes of countries with blanks or commas between them, as `FR GP`."""
    codes = named.upper().replace(",", " ").split()
    if not phonenumbers.SUPPORTED_REGIONS.issuperset(codes):
        raise Wrong(faults.NOT_TEXTED)
    return " ".join(codes)


def issuer(address: str, _: Before) -> str:
    """A provider's address, or empty."""
    if address and not (address.startswith("https://") or LOOPBACK.match(address)):
        raise Wrong(faults.NOT_ISSUER)
    return address.rstrip("/")


def networks(named: str, _: Before) -> str:
    """Addresses or networks with blanks between them."""
    try:
        for one in named.replace(",", " ").split():
            ipaddress.ip_network(one)
    except ValueError:
        raise Wrong(faults.NOT_NETWORKS) from None
    return named


def emails(listed: str, _: Before) -> str:
    """Addresses with commas between them, or empty."""
    addresses = [address.strip() for address in listed.split(",") if address.strip()]
    if not all(map(EMAIL.fullmatch, addresses)):
        raise Wrong(faults.NOT_EMAIL)
    return ", ".join(addresses)


def not_the_account_s(token: Secret, before: Before) -> Secret:
    """A token of its own, or empty."""
    if token and token in (before.auth_token, before.auth_token_next):
        raise Wrong(faults.NOT_ITS_OWN)
    return token


def with_the_hook(secret: Secret, before: Before) -> Secret:
    """Needed where notices are sent to an address."""
    if before.notify_url and not secret:
        raise Wrong(faults.NO_NOTIFY_SECRET)
    return secret


def with_the_emails(address: Secret, before: Before) -> Secret:
    """A mail server; needed where notices are sent by e-mail."""
    written = address.reveal()
    if (before.notify_email and not written) or (written and not SMTP.fullmatch(written)):
        raise Wrong(faults.NOT_SMTP)
    return address
