"""Two closures that cross each other.

warning overlapping-closures at schedules/closures.yaml (closures, peinture)
"""

from datetime import date

from ivr.check.subject import Subject
from ivr.hours.days import stretch
from ivr.hours.rule import Closure
from ivr.hours.words import words
from tests.broken.sound import at, rule, schedules, subject


def broken() -> Subject:
    why = words(fr="travaux", en="building works")
    first = Closure(stretch(date(2027, 2, 1), date(2027, 2, 5)), (), why, "travaux")
    place = at("schedules/closures.yaml", "closures", "peinture")
    second = Closure(stretch(date(2027, 2, 4), date(2027, 2, 9)), (), why, "peinture", place)
    return subject(schedules=schedules(rule(dated=(first, second))))
