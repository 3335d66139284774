"""Three menus stand between key 0 and an adviser.

error far-adviser at flow: topics
error unkept-offer at flow: no_adviser
error lost-thread at flow: topics
"""

from ivr.check.subject import Subject
from ivr.line.steps import Branch, Menu, choice
from tests.broken.sound import flow, menu, prompts, subject


def broken() -> Subject:
    steps = (
        Branch("adviser", on="where", ways={"known": "first", "ask": "first"}),
        Menu("first", choice(1, "second", "yes")),
        Menu("second", choice(1, "third", "yes")),
        Menu("third", choice(1, "adviser_now", "yes")),
        Branch("adviser_now", on="opening", ways={"open": "adviser_set", "perhaps": "adviser_set", "closed": "away"}),
    )
    said = {name: menu(name, "Vraiment ?", yes="Pour continuer") for name in ("first", "second", "third")}
    told = {name: menu(name, "Really?", yes="To go on") for name in ("first", "second", "third")}
    return subject(flow=flow(*steps), prompts=prompts(said, told))
