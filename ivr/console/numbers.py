"""Numbers of rows as an address or a field has them."""

from werkzeug.routing import IntegerConverter, Map

LARGEST = 10**15  # every database holds it


class RowNumber(IntegerConverter):
    """`<int:number>` in an address; there is nothing at one that no row can have."""

    def __init__(self, map: Map) -> None:  # noqa: A002 - as Werkzeug calls it
        super().__init__(map, max=LARGEST)


def number_of(text: str) -> int:
    """That of a field; 0 for what is none: "²" is a digit, and no number."""
    return min(int(text), LARGEST) if text.isascii() and text.isdigit() and len(text) < 19 else 0
