"""A closure from three in the night on, which was three in the afternoon; and two that leave something.

warning whole-day-part at schedules/closures.yaml (closures, trois)
"""

from ivr.check.subject import Subject
from tests.broken.sound import closure, rule, schedules, subject


def broken() -> Subject:
    dated = (
        closure("trois", "du 7 au 9 décembre 2026", "à partir de 3h"),
        closure("quinze", "14 décembre 2026", "à partir de 15h"),
        closure("matin", "du 18 au 20 décembre 2026", "matin"),
    )
    return subject(schedules=schedules(rule(dated=dated)))
