"""A webhook's form, read once: what the signature covers and what the line reads are the same text."""

from collections.abc import Mapping, Sequence
from urllib.parse import unquote_to_bytes

from flask import Request
from werkzeug.utils import cached_property

UNREADABLE = "werkzeug.url_quote"  # bytes that are no UTF-8 stay percent-encoded, as werkzeug has it
Pair = tuple[str, str]  # name, value


class Webhook(Request):
    """A request whose body, where anything is asked of it, is a form in ASCII: the signature's check sees to that.

    werkzeug would read bodies of any kind as streams, into a list of values for each name: a fifth of a turn.
    """

    @cached_property
    def pairs(self) -> Sequence[Pair]:
        """Names and values, in the order in which they came."""
        return read_pairs(self.get_data())

    @cached_property
    def form(self) -> Mapping[str, str]:  # type: ignore[override]  # of a name, one value: see READ in signature.py
        """The value of each name; of one that came twice, the last."""
        return dict(self.pairs)


def read_pairs(body: bytes) -> list[Pair]:
    """`a=1&b=%2B` in names and values. Raises UnicodeDecodeError where a letter is no ASCII."""
    written = [pair.partition("=")[::2] for pair in body.decode("ascii").replace("+", " ").split("&") if pair]
    return [(_decoded(name), _decoded(value)) if "%" in name + value else (name, value) for name, value in written]


def _decoded(text: str) -> str:
    return unquote_to_bytes(text).decode(errors=UNREADABLE)
