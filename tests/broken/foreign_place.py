"""A line that lives by London's clock.

error foreign-place at schedules/lines.yaml (lines, abroad)
"""

from dataclasses import replace

from ivr.check.subject import Subject
from tests.broken.sound import rule, schedules, subject


def broken() -> Subject:
    lines = dict(schedules().lines)
    return subject(
        schedules=schedules(lines=lines | {"abroad": replace(lines["abroad"], rule=rule(zone="Europe/London"))})
    )
