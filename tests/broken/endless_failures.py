"""The last farewell leads back to the first menu.

error endless-failures at flow: anything_else
error endless-failures at flow: connect
error endless-silence at flow: connect
error endless-failures at flow: last_wait
error endless-failures at flow: texting
error endless-failures at flow: no_adviser
error endless-silence at flow: no_adviser
error endless-failures at flow: topics
error endless-silence at flow: topics
"""

from ivr.check.subject import Subject
from ivr.line.steps import Manners, choice
from tests.broken.sound import flow, prompts, subject


def broken() -> Subject:
    manners = Manners("welcome", "topics", choice(0, "adviser", learns={"topic": "adviser"}), "give_up", "topics")
    gone = {"farewell": None}
    return subject(flow=flow(without=("farewell",), manners=manners), prompts=prompts(gone, gone))
