"""An address is to be said in the manner of a moment.

error unspeakable at flow: anything_else
"""

from ivr.check.subject import Subject
from ivr.wording.prompts import Prompt
from tests.broken.sound import prompts, subject


def broken() -> Subject:
    return subject(prompts=prompts(fr={"sent": Prompt("sent", "L'adresse est {address:until}.")}))
