"""A feast of Mayotte in six weeks, on a Wednesday that nobody has confirmed.

warning unconfirmed-feast at schedules/holidays.yaml
"""

from dataclasses import replace

from ivr.check.subject import Subject
from tests.broken.sound import schedules, subject


def broken() -> Subject:
    lines = dict(schedules().lines)
    mayotte = replace(lines["mayotte"], rule=replace(lines["mayotte"].rule, works_on=()))
    return subject(schedules=schedules(lines=lines | {"mayotte": mayotte}))
