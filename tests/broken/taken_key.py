"""A menu that takes 0 for itself.

error key-order at flow: anything_else
error taken-key at flow: anything_else
error unkept-offer at flow: anything_else
"""

from ivr.check.subject import Subject
from ivr.line.steps import Menu, choice
from tests.broken.sound import flow, subject


def broken() -> Subject:
    return subject(flow=flow(Menu("anything_else", choice(0, "topics"), silence="goodbye")))
