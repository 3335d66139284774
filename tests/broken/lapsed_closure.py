"""A closure of last month.

warning lapsed-closure at schedules/closures.yaml (closures, travaux)
"""

from ivr.check.subject import Subject
from tests.broken.sound import closing, rule, schedules, subject


def broken() -> Subject:
    return subject(schedules=schedules(rule(dated=(closing("travaux", "du 5 au 6 octobre 2026"),))))
