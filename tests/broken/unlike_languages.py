"""The English sentence names another hour.

error unlike-languages at prompts/en.yaml
"""

from ivr.check.subject import Subject
from tests.broken.sound import both, subject


def broken() -> Subject:
    return subject(prompts=both("busy", "Rappelez après 14 heures.", "Call again after 15 hours."))
