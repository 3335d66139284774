"""A name in braces that the step knows nothing of.

error unfilled-placeholder at prompts/en.yaml
"""

from ivr.check.subject import Subject
from ivr.wording.prompts import Prompt
from tests.broken.sound import prompts, subject


def broken() -> Subject:
    return subject(prompts=prompts(en={"card": Prompt("card", "I am connecting you with {name}.")}))
