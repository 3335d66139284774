"""Five menus, one in the other, before anything is told.

warning deep-goal at flow: hours_closed
warning deep-goal at flow: hours_open
warning deep-goal at flow: hours_today
"""

from ivr.check.subject import Subject
from ivr.line.steps import Menu, choice
from tests.broken.sound import flow, menu, prompts, subject


def broken() -> Subject:
    names = ("two", "three", "four", "five")
    chain = [Menu("topics", choice(1, "two", "more"), choice(2, "link", learns={"link": "attestation"}))]
    chain += [
        Menu(name, choice(1, onwards, "more")) for name, onwards in zip(names, (*names[1:], "hours"), strict=True)
    ]
    fr = {"topics": menu("topics", more="Pour la suite", link="Pour un SMS")}
    en = {"topics": menu("topics", more="For more", link="For a text")}
    fr |= {name: menu(name, "La suite.", more="Pour la suite") for name in names}
    en |= {name: menu(name, "More.", more="For more") for name in names}
    return subject(flow=flow(*chain), prompts=prompts(fr, en))
