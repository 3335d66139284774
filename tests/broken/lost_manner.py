"""Two menus are each other's parent: * leads from one to the other.

error lost-manner at flow: anything_else
error lost-manner at flow: last_wait
error lost-manner at flow: no_adviser
error lost-manner at flow: topics
"""

from dataclasses import replace

from ivr.check.subject import Subject
from tests.broken.sound import flow, subject


def broken() -> Subject:
    sound = flow()
    parents = dict(sound.parents) | {"anything_else": "no_adviser", "no_adviser": "anything_else"}
    return subject(flow=replace(sound, parents=parents))
