"""Two openings of one Saturday, and two changes of hours that cross; an exception within a longer one is none.

warning contradicting-entries at schedules/closures.yaml (openings, matin)
warning contradicting-entries at schedules/closures.yaml (hours, fete)
"""

from ivr.check.subject import Subject
from tests.broken.sound import closing, opening, other_hours, rule, schedules, subject


def broken() -> Subject:
    dated = (
        opening("jour", "12 décembre 2026", "09:00-16:00"),
        opening("matin", "12 décembre 2026", "09:00-12:00"),
        other_hours("hiver", "du 1er au 11 février 2027", "08:30-16:00"),
        other_hours("fete", "du 10 au 20 février 2027", "08:30-12:00"),
        other_hours("jeudi", "4 février 2027", "08:30-12:00"),
        closing("travaux", "du 1er au 5 mars 2027"),
        closing("peinture", "du 4 au 9 mars 2027"),
    )
    return subject(schedules=schedules(rule(dated=dated)), months=6)
