"""The bodies of text messages: one plain segment each, no site but the allowed ones, nothing personal."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ivr.content import prompt_faults as wrong
from ivr.content.fields import Entry
from ivr.wording.gsm7 import ONE_SEGMENT, outside, septets
from ivr.wording.sites import ALLOWED, is_allowed

_SITE = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}")  # whatever a telephone might make a link of
_ADDRESS = re.compile(r"[\w+.-]+://\S*")


def texts_of(entry: Entry, ending: str) -> dict[str, str]:
    """Template -> body, every fault noted. `ending`: what follows it where it can be answered."""
    return {name: _body(entry, name, ending) for name in entry.table.entries}


def note_letters(entry: Entry, name: str) -> None:
    """Note what a plain text message has no letters for: of a body, or of the sentence that follows it."""
    if letters := outside(entry.text(name)):
        entry.note(wrong.TEXT_LETTERS, name, letters=" ".join(letters))


def _body(entry: Entry, name: str, ending: str) -> str:
    body = entry.needed(name)
    note_letters(entry, name)
    whole = septets(f"{body} {ending}")  # whoever sends it by now: another sender is one setting away
    if whole > ONE_SEGMENT:
        entry.note(wrong.LONG_TEXT, name, septets=whole)
    if set("{}") & set(body):
        entry.note(wrong.TEXT_PERSONAL, name)
    for host in dict.fromkeys(_hosts(body)):
        if not is_allowed(host):
            entry.note(wrong.TEXT_SITE, name, host=host or "?", known=", ".join(ALLOWED))
    return body


def _hosts(body: str) -> Iterator[str]:
    """Every host that the body names, with or without https before it."""
    for address in _ADDRESS.findall(body):
        yield _host(address)
    yield from _SITE.findall(body)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # such as an unclosed [
        return ""
