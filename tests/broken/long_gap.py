"""Open on Thursdays alone: on Ascension Day nobody comes for a fortnight.

error long-gap at schedules/lines.yaml (lines, mayotte)
error long-gap at schedules/lines.yaml (lines, national)
warning odd-week at schedules/lines.yaml (lines, mayotte)
warning odd-week at schedules/lines.yaml (lines, national)
"""

from ivr.check.subject import Subject
from tests.broken.sound import rule, schedules, subject


def broken() -> Subject:
    return subject(schedules=schedules(rule(hours="Th 08:30-17:30")), months=6)
