"""A closure whose end nobody has written.

warning endless-closure at schedules/closures.yaml (closures, travaux)
"""

from datetime import date

from ivr.check.subject import Subject
from ivr.hours.days import stretch
from ivr.hours.rule import Closure
from ivr.hours.words import words
from tests.broken.sound import at, rule, schedules, subject


def broken() -> Subject:
    place = at("schedules/closures.yaml", "closures", "travaux")
    closed = Closure(stretch(date(2027, 2, 1), None), (), words(fr="travaux", en="building works"), "travaux", place)
    return subject(schedules=schedules(rule(dated=(closed,))))
