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
    return ImmutableMultiDict([_pair(written) for written in body.decode("ascii").split("&") if written])


def _pair(written: str) -> tuple[str, str]:
    name, _, value = written.partition("=")
    return (_decoded(name), _decoded(value)) if "%" in written or "+" in written else (name, value)


def _decoded(text: str) -> str:
    return unquote_to_bytes(text.replace("+", " ")).decode(errors=UNREADABLE)
