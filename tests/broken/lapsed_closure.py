"""A closure of last month.

warning lapsed-closure at schedules/closures.yaml (closures, travaux)
"""

from datetime import date

from ivr.check.subject import Subject
from ivr.hours.days import stretch
from ivr.hours.rule import Closure
from ivr.hours.words import words
from tests.broken.sound import at, rule, schedules, subject


def broken() -> Subject:
    place = at("schedules/closures.yaml", "closures", "travaux")
    closed = Closure(
        stretch(date(2026, 10, 5), date(2026, 10, 6)), (), words(fr="travaux", en="building works"), "travaux", place
    )
    return subject(schedules=schedules(rule(dated=(closed,))))
