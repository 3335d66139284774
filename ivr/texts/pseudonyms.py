"""What stands for a telephone number where the number itself must not be: a keyed hash, or a mask."""

import hashlib
import hmac
from dataclasses import dataclass

from ivr.settings import Settings

PREFIX_LEAVES_OUT = 4  # the last digits that a number's prefix leaves out
TAIL = 2  # the last digits that stay readable


@dataclass(frozen=True, slots=True)
class NumberHash:
    """A keyed hash of numbers: equal numbers are recognised, none can be guessed back without the key."""

    key: bytes

    def of(self, number: str) -> str:
        """64 hexadecimal digits; "" for no number (a withheld caller is not the same caller as another one)."""
        return hmac.new(self.key, number.encode(), hashlib.sha256).hexdigest() if number else ""

    def of_prefix(self, number: str) -> str:
        """The same of the number without its last four digits. Hashed too: prefix and tail together would tell it."""
        return self.of("prefix " + number[:-PREFIX_LEAVES_OUT])


def number_hash(settings: Settings) -> NumberHash:
    """The hash of this deployment: keyed by its secret key, else by its auth token."""
    key = settings.secret_key.get_secret_value() or settings.auth_token.get_secret_value()
    return NumberHash(b"ivr numbers " + key.encode())


def masked(number: str | None, tail: str) -> str:
    """ "+336••••••78"; only the last two digits once the number is erased."""
    if not number:
        return "•" * 10 + tail
    return number[:4] + "•" * (len(number) - 4 - TAIL) + number[-TAIL:]
