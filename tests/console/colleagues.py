"""What colleagues have published before somebody opens a page, and how its words and its form are read."""

import re
from html import unescape

from werkzeug.test import TestResponse

from ivr.changes.proposal import propose
from ivr.changes.publishing import Publication, Signature
from ivr.content.changes import Change
from tests.console.staff import Desk

MARIE, PAUL = Signature("m1", "Marie"), Signature("p2", "Paul")


def publish(desk: Desk, *drafts: Change, by: Signature = MARIE, note: str = "demandé par la direction") -> Publication:
    """What a colleague published at the desk's own moment."""
    desk.published.follow()
    signed = [Change(one.section, one.name, one.does, one.entry, author=by.name, note=note) for one in drafts]
    proposal = propose(desk.published, signed, desk.at)
    with desk.store.writing() as connection:
        made = desk.rooms.publishing.publish(connection, proposal, by=by, at=desk.at)
    desk.published.follow()
    return made


def told(answer: TestResponse) -> str:
    """What stands on a page, without its markup."""
    text = re.sub(r"<(script|style|title).*?</\1>", " ", answer.get_data(as_text=True), flags=re.DOTALL)
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", text).split()))


def filled(answer: TestResponse, **more: str) -> dict[str, object]:
    """The hidden fields of a page's form, to be sent back."""
    hidden = re.findall(r'name="(form|seen|until)" value="([^"]*)"', answer.get_data(as_text=True))
    return {**dict(hidden), **more}
