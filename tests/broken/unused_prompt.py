"""A sentence under a name that no step has.

warning unused-prompt at prompts/en.yaml
warning unused-prompt at prompts/fr.yaml
"""

from ivr.check.subject import Subject
from tests.broken.sound import both, subject


def broken() -> Subject:
    return subject(prompts=both("welcom", "Bonjour."))
