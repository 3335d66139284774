"""A sentence of half a minute.

warning long-prompt at prompts/fr.yaml
"""

from ivr.check.subject import Subject
from tests.broken.sound import both, subject


def broken() -> Subject:
    return subject(
        prompts=both("busy", "Tous les conseillers sont en ligne en ce moment, rappelez un peu plus tard. " * 5)
    )
