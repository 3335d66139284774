"""Most callers want the text, and hear the hours first.

error rank-order at flow: topics
"""

from ivr.check.subject import Subject
from ivr.line.steps import Menu, choice
from tests.broken.sound import flow, subject


def broken() -> Subject:
    menu = Menu(
        "topics", choice(1, "hours"), choice(2, "link", learns={"link": "attestation"}), asked=("link", "hours")
    )
    return subject(flow=flow(menu))
