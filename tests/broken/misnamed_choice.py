"""Two targets of a menu were swapped.

error misnamed-choice at flow: topics
error misnamed-choice at flow: topics
error unkept-offer at flow: topics
error unlike-offer at prompts/en.yaml
error unlike-offer at prompts/en.yaml
error unlike-offer at prompts/fr.yaml
error unlike-offer at prompts/fr.yaml
"""

from ivr.check.subject import Subject
from ivr.line.steps import Menu, choice
from tests.broken.sound import flow, subject


def broken() -> Subject:
    return subject(
        flow=flow(Menu("topics", choice(1, "link", "hours", {"link": "attestation"}), choice(2, "hours", "link")))
    )
