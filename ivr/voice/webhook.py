"""A webhook's form, read once: what the signature covers and what the line reads are the same text."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from urllib.parse import unquote_to_bytes

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge

LARGEST_BODY = 64 * 1024
UNREADABLE = "werkzeug.url_quote"  # bytes that are no UTF-8 stay percent-encoded, as werkzeug has it
Pair = tuple[str, str]  # name, value


class Webhook(Request):
    """A request whose body, where anything is asked of it, is a form in ASCII: the signature's check sees to that.

    werkzeug would read bodies of any kind as streams, into a list of values for each name: a fifth of a turn.
    """

    def close(self) -> None:
        """It came with no file."""

    @cached_property
    def body(self) -> bytes:
        """All of it. Raises RequestEntityTooLarge.

        Of a server that tells where a body ends, gunicorn, it is read at once; of others as Flask reads it.
        """
        if "wsgi.input_terminated" not in self.environ:
            return self.get_data()
        body: bytes = self.environ["wsgi.input"].read(LARGEST_BODY + 1)
        if len(body) > LARGEST_BODY:
            raise RequestEntityTooLarge
        return body

    @cached_property
    def pairs(self) -> Sequence[Pair]:
        """Names and values, in the order in which they came."""
        return read_pairs(self.body)

    @cached_property
    def form(self) -> Mapping[str, str]:  # type: ignore[override]  # of a name, one value: see READ in signature.py
        """The value of each name; of one that came twice, the last."""
        return dict(self.pairs)


def read_pairs(body: bytes) -> list[Pair]:
    """`a=1&b=%2B` in names and values. Raises UnicodeDecodeError where a letter is no ASCII."""
    text = body.decode("ascii").replace("+", " ").replace("%2B", "+")  # of a call's numbers it is the only escape
    pairs = [(name, value) for name, _, value in (pair.partition("=") for pair in text.split("&") if pair)]
    if "%" not in text:
        return pairs
    return [_decoded(pair) if "%" in pair[0] or "%" in pair[1] else pair for pair in pairs]


def _decoded(pair: Pair) -> Pair:
    name, value = (unquote_to_bytes(text).decode(errors=UNREADABLE) for text in pair)
    return name, value
