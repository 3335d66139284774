"""Only a caller from somewhere else is ever let go.

error dead-end at flow: anything_else
error endless-failures at flow: anything_else
error endless-silence at flow: anything_else
error contradiction at flow: connect
error contradiction at flow: connect
error endless-failures at flow: connect
error endless-silence at flow: connect
error dead-end at flow: texting
error endless-failures at flow: texting
error endless-silence at flow: texting
error endless-failures at flow: no_adviser
error endless-silence at flow: no_adviser
error dead-end at flow: topics
error endless-failures at flow: topics
error endless-silence at flow: topics
error far-adviser at flow: topics
error lost-thread at flow: connect
error unkept-offer at flow: no_adviser
error lost-thread at flow: topics
"""

from ivr.check.subject import Subject
from ivr.line.steps import Branch, Manners, Menu, choice
from tests.broken.sound import flow, prompts, subject

LEFT = (
    "adviser_set",
    "adviser_missing",
    "give_up_open",
    "give_up_missing",
    "away",
    "give_up_closed",
    "last_wait",
    "farewell",
)


def broken() -> Subject:
    manners = Manners("welcome", "topics", choice(0, "adviser", learns={"topic": "adviser"}), "give_up", "give_up")
    changed = flow(
        Branch("give_up", on="body", ways={"ours": "topics", "mayotte": "connect", "local": "connect"}),
        Branch("adviser", on="body", ways={"ours": "topics", "mayotte": "card", "local": "card"}),
        Menu("anything_else", choice(1, "topics")),
        without=LEFT,
        manners=manners,
    )
    gone = dict.fromkeys(LEFT)
    return subject(flow=changed, prompts=prompts(gone, gone))
