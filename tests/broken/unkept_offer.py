"""Who asks for a text, and may type a number for it, gets neither text nor address.

error unkept-offer at flow: topics
"""

from ivr.check.subject import Subject
from ivr.line.steps import Branch
from tests.broken.sound import flow, subject


def broken() -> Subject:
    ways = {"yes": "texting", "type": "anything_else", "no": "not_sent"}
    return subject(flow=flow(Branch("link", on="textable", ways=ways)))
