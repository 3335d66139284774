"""Five long choices, one after the other.

warning late-option at flow: last_wait
"""

from ivr.check.subject import Subject
from ivr.line.steps import Menu, choice
from tests.broken.sound import flow, menu, prompts, subject


def broken() -> Subject:
    names = ("a", "b", "c", "d", "e")
    many = Menu("last_wait", *(choice(key, "topics", name) for key, name in enumerate(names, 1)), silence="goodbye")
    long = "Pour une demande qui concerne votre dossier et celui de votre famille qui en dépendent encore, " * 2
    said = menu("last_wait", "{count} choix.", **dict.fromkeys(names, long))
    told = menu("last_wait", "{count} choices.", **{name: f"For {name}" for name in names})
    return subject(flow=flow(many), prompts=prompts({"last_wait": said}, {"last_wait": told}))
