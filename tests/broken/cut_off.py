"""Who does not type a postcode at once is hung up on.

error cut-off at flow: postcode
error locked at sound.py:44
error locked at sound.py:50
"""

from ivr.check.subject import Subject
from ivr.line.steps import Ask, Choice, Menu, choice
from ivr.wording.prompts import Prompt
from tests.broken.sound import flow, prompts, subject


def broken() -> Subject:
    asked = Ask("postcode", "postcode", 5, "hours", "refused", skip=Choice("#", "goodbye", "skip"))
    said = {
        "postcode": Prompt("postcode", "Tapez votre code postal."),
        "refused": Prompt("refused", "Je ne le connais pas."),
    }
    told = {"postcode": Prompt("postcode", "Press your postcode."), "refused": Prompt("refused", "I don't know it.")}
    topics = Menu("topics", choice(1, "postcode", "hours"), choice(2, "link", learns={"link": "attestation"}))
    return subject(flow=flow(asked, topics), prompts=prompts(said, told))
