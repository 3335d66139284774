"""In a file of before "format: 2", entries of "national" alone; with all caisses beside it, it always reached them.

warning changed-reach at schedules/closures.yaml (closures, accueil)
warning changed-reach at schedules/closures.yaml (closures, accueils)
"""

from ivr.check.subject import Subject
from ivr.hours.schedules import Above
from tests.broken.sound import closing, rule, schedules, subject


def broken() -> Subject:
    entries = {
        closing("accueil", "1er décembre 2026"): ("national",),
        closing("accueils", "2 décembre 2026"): ("national", "abroad"),
        closing("partout", "3 décembre 2026"): ("all",),
        closing("caisses", "4 décembre 2026"): ("national", "caisses"),
        closing("lignes", "7 décembre 2026"): ("lines",),
    }
    above = tuple(Above(frozenset(("national", "011")), entry, where) for entry, where in entries.items())
    return subject(schedules=schedules(rule(dated=tuple(entries)), above=above, format=1))
