"""Open at the hour that comes twice in autumn: which of the two?

error odd-day at schedules/lines.yaml (lines, national)
warning odd-week at schedules/lines.yaml (lines, mayotte)
warning odd-week at schedules/lines.yaml (lines, national)
"""

from datetime import date

from ivr.check.subject import Subject
from tests.broken.sound import rule, schedules, subject


def broken() -> Subject:
    return subject(
        schedules=schedules(rule(hours="Mo-Fr 08:30-17:30; Su 02:15-02:45")), first=date(2027, 6, 1), months=6
    )
