"""The form of a change as its page sends it, and what its answers say."""

import html
import re
from itertools import count

from werkzeug.test import TestResponse

from tests.console.staff import Desk

NUMBERS = count(1)


def a_form(**fields: object) -> dict[str, object]:
    """What somebody filled in, under a key of its own."""
    return {"key": f"form-of-a-test-{next(NUMBERS):04}", "kind": "closed", **fields}


def sees(desk: Desk, form: dict[str, object]) -> str:
    """What the page says once this was filled in."""
    answer = desk.post("/change", {**form, "do": "see"})
    assert answer.status_code == 200
    return text(answer)


def publishes(desk: Desk, form: dict[str, object], **agreed: str) -> str:
    """The page that says that it is published."""
    answer = desk.post("/change", {**form, **agreed, "do": "publish"})
    assert answer.status_code == 303, text(answer)
    return text(desk.get(path(answer)))


def hears(desk: Desk, place: str, at: str, keys: str = "") -> str:
    """What a caller from a place hears at a moment, as the page for it tells."""
    answer = desk.get(f"/heard?place={place}&at={at.replace(' ', '+')}&keys={keys.replace(' ', '+')}")
    assert answer.status_code == 200
    return text(answer)


def digest(page: str, name: str) -> str:
    """The value of a box that stands for what would be published."""
    found = re.search(rf'name="{name}" value="([0-9a-f]+)"', page)
    assert found, f"no box {name}"
    return found[1]


def at_field(page: str, id: str) -> str:  # noqa: A002 - as HTML calls it
    """What is said at a field."""
    found = re.search(rf'id="{id}-told"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert found, f"no field {id}"
    return found[1]


def value(page: str, id: str) -> str:  # noqa: A002 - the same
    """What stands in a field."""
    found = re.search(rf'<input[^>]*id="{id}"[^>]*value="([^"]*)"', page)
    assert found, f"no field {id}"
    return found[1]


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'type="hidden" name="{name}" value="([^"]*)"', page)
    assert found, f"no field {name}"
    return found[1]


def path(answer: TestResponse) -> str:
    """Where an answer leads, under the console."""
    return answer.headers["Location"].removeprefix("/console")


def text(answer: TestResponse) -> str:
    """The page, apostrophes and quotes as they are read."""
    return html.unescape(answer.get_data(as_text=True))
