"""Words for a choice that no key has.

error unused-choice at prompts/fr.yaml
"""

from ivr.check.subject import Subject
from tests.broken.sound import menu, prompts, subject


def broken() -> Subject:
    return subject(
        prompts=prompts(fr={"last_wait": menu("last_wait", topics="Pour revenir au début", link="Pour un SMS")})
    )
