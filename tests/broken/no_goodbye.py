"""A goodbye without words.

error no-goodbye at flow: goodbye
error missing-prompt at prompts/en.yaml
"""

from ivr.check.subject import Subject
from ivr.wording.prompts import Prompt
from tests.broken.sound import prompts, subject


def broken() -> Subject:
    return subject(prompts=prompts(en={"goodbye": Prompt("goodbye")}))
