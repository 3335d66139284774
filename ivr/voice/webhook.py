"""A webhook's form, read once: what the signature covers and what the line reads are the same text."""

from urllib.parse import unquote_to_bytes

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.utils import cached_property

UNREADABLE = "werkzeug.url_quote"  # bytes that are no UTF-8 stay percent-encoded, as werkzeug has it


class Webhook(Request):
    """A request whose body, where anything is asked of it, is a form in ASCII: the signature's check sees to that.

    werkzeug would read bodies of any kind as streams: a fifth of a turn.
    """

    @cached_property
    def form(self) -> ImmutableMultiDict[str, str]:
        """Names and values, in the order in which they came."""
        return read_form(self.get_data())


def read_form(body: bytes) -> ImmutableMultiDict[str, str]:
    """`a=1&b=%2B` in names and values. Raises UnicodeDecodeError where a letter is no ASCII."""
    pairs = (pair.partition("=") for pair in body.decode("ascii").split("&") if pair)
    return ImmutableMultiDict([(_decoded(name), _decoded(value)) for name, _, value in pairs])


def _decoded(text: str) -> str:
    if "%" not in text and "+" not in text:
        return text
    return unquote_to_bytes(text.replace("+", " ")).decode(errors=UNREADABLE)
