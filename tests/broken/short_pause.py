"""Four choices in one breath.

error short-pause at flow: last_wait
error short-pause at flow: last_wait
"""

from ivr.check.subject import Subject
from ivr.line.steps import Menu, choice
from tests.broken.sound import flow, menu, prompts, subject

PATCHES = {"ivr.wording.speak.PAUSE": 100}


def broken() -> Subject:
    names = ("a", "b", "c", "d")
    many = Menu("last_wait", *(choice(key, "topics", name) for key, name in enumerate(names, 1)), silence="goodbye")
    said = menu("last_wait", "{count} choix.", **{name: f"Pour {name}" for name in names})
    told = menu("last_wait", "{count} choices.", **{name: f"For {name}" for name in names})
    return subject(flow=flow(many), prompts=prompts({"last_wait": said}, {"last_wait": told}))
