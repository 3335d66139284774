"""What a page shows, read as a person reads it: without its tags, blanks made one."""

import re
from html import unescape

from werkzeug.test import TestResponse


def words_of(answer: TestResponse) -> str:
    """Everything that is written on it, scripts and the head left out."""
    return _plain(answer.get_data(as_text=True).partition("<body>")[2] or answer.get_data(as_text=True))


def row_of(answer: TestResponse, name: str) -> str:
    """The row of the list in which a name stands."""
    rows = re.findall(r'<li class="row.*?(?=<li class="row|</ul>\s*</div>)', answer.get_data(as_text=True), re.DOTALL)
    return next(row for row in map(_plain, rows) if name in row)


def _plain(markup: str) -> str:
    """Links are part of their sentence; whatever else is marked up stands by itself."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</?a\b[^>]*>", "", markup))).split())


def field_of(answer: TestResponse, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.get_data(as_text=True))
    assert found, name
    return unescape(found[1])
