"""A line that nobody has checked for two years.

warning old-source at schedules/lines.yaml (lines, abroad)
"""

from dataclasses import replace
from datetime import date

from ivr.check.subject import Subject
from ivr.hours.schedules import Vouched
from tests.broken.sound import schedules, subject


def broken() -> Subject:
    lines = dict(schedules().lines)
    return subject(
        schedules=schedules(
            lines=lines
            | {"abroad": replace(lines["abroad"], vouched=(Vouched(None, False, "a source", date(2024, 11, 23)),))}
        )
    )
