"""Whoever rings Mayotte's line is asked whether they ring another.

error never-heard at flow: extra
error lost-thread at flow: topics
"""

from ivr.check.subject import Subject
from ivr.line.steps import Branch, Tell
from tests.broken.sound import both, flow, subject


def broken() -> Subject:
    steps = (
        Tell("welcome", then="which"),
        Branch("which", on="line", ways={"national": "greeting", "mayotte": "elsewhere", "abroad": "greeting"}),
        Branch("elsewhere", on="from_mayotte", ways={"yes": "extra", "no": "greeting"}),
        Tell("extra", then="greeting"),
    )
    return subject(flow=flow(*steps), prompts=both("extra", "Bonjour."))
