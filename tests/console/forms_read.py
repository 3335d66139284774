"""The forms of a page, each with its address and the values that its fields may have, as a browser would send them."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import NamedTuple


class PageForm(NamedTuple):
    """One form: where it goes, and the values of each field; a button counts as a field."""

    method: str
    action: str
    fields: Mapping[str, tuple[str, ...]]


def forms_in(page: str) -> list[PageForm]:
    """All that have an address."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._fields: dict[str, tuple[str, ...]] = {}
        self._choice = ""  # the select that is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        match tag:
            case "form":
                self._fields = {}
                method = told.get("method", "get").upper()
                self.forms.append(PageForm(method, told.get("action", "").removeprefix("/console"), self._fields))
            case "input" | "textarea" | "button" if "name" in told:
                self._add(told["name"], told.get("value", ""))
            case "select":
                self._choice = told.get("name", "")
            case "option":
                self._add(self._choice, told.get("value", ""))

    def _add(self, name: str, value: str) -> None:
        if name and name != "csrf_token":
            self._fields[name] = (*self._fields.get(name, ()), value)
