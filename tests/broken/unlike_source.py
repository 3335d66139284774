"""The sheet's hours, an hour late.

error unlike-source at schedules/lines.yaml (lines, national)
"""

from dataclasses import replace

from ivr.check.subject import Subject
from ivr.hours.schedules import Vouched
from tests.broken.sound import rule, schedules, subject


def broken() -> Subject:
    lines = dict(schedules().lines)
    source = "service-public, fiche F10662"
    late = replace(
        lines["national"], rule=rule(hours="Mo-Fr 09:30-17:00"), vouched=(Vouched(None, True, source, None),)
    )
    return subject(schedules=schedules(lines=lines | {"national": late}))
