"""Hours that run backwards, in a zone that does not exist.

error foreign-place at schedules/caisses.yaml (caisses, 011)
error foreign-place at schedules/lines.yaml (lines, abroad)
error bad-rule at schedules/lines.yaml (lines, mayotte)
error bad-rule at schedules/lines.yaml (lines, national)
error bad-rule at schedules/lines.yaml (lines, national)
error foreign-place at schedules/lines.yaml (lines, national)
"""

from ivr.check.subject import Subject
from tests.broken.sound import rule, schedules, subject


def broken() -> Subject:
    return subject(schedules=schedules(rule(hours="Mo-Fr 17:30-08:30", zone="Europe/Pari")))
