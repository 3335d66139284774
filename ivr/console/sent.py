"""What a browser sent, as far as anything can be made of it: no database keeps a NUL, and half a letter is none."""

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from flask import abort, request

NUL = "\0"
UNKEEPABLE = re.compile(r"\\u(?:0000|d[89a-f])", re.IGNORECASE)  # in JSON: a NUL, or half a letter


def refuse_unkeepable() -> None:
    """400 for whatever holds a NUL, in its address or its fields."""
    if any(NUL in text for text in _texts()):
        abort(400)


def said_in_json() -> dict[str, Any]:
    """What a script sent; nothing where it is no object in JSON, or could not be kept."""
    try:
        said = request.get_data().decode()
        found = json.loads(said) if request.is_json else None
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) and not UNKEEPABLE.search(said) else {}


def _texts() -> Iterator[str]:
    fields = chain(request.args.items(multi=True), request.form.items(multi=True))
    yield request.path
    yield from chain.from_iterable(fields)
