"""Weekly hours with a slip: of half an hour, of a single day, of Sundays, at night; and a week that comes later.

warning odd-week at schedules/lines.yaml (lines, national)
warning odd-week at schedules/lines.yaml (lines, abroad)
warning odd-week at schedules/caisses.yaml (caisses, 011)
warning odd-week at schedules/caisses.yaml (caisses, 012)
warning odd-week at schedules/caisses.yaml (caisses, 013)
"""

from dataclasses import replace

from ivr.check.subject import Subject
from ivr.hours.rule import Version
from ivr.hours.schedules import Caisse
from ivr.hours.words import words
from tests.broken.sound import CHECKED, at, line, rule, schedules, subject

LATER = Version(CHECKED.replace(year=2027), "Mo-Fr 08:30-21:00")


def broken() -> Subject:
    sound = schedules()
    lines = {
        **sound.lines,
        "national": line("national", "3646", rule(hours="Mo-Fr 08:30-09:00")),
        "abroad": line("abroad", "+33184903646", rule(hours="Mo 08:30-17:00")),
    }
    caisses = (
        caisse(sound.caisses["011"], "011", "Mo-Su 08:30-17:00"),
        caisse(sound.caisses["011"], "012", "Mo-Fr 08:30-12:00,13:00-22:30"),
        caisse(sound.caisses["011"], "013", "Mo-Th 07:30-14:30; Fr 07:30-12:00", LATER),
        caisse(sound.caisses["011"], "014", "Mo-Th 07:30-14:30; Fr 07:30-12:00"),
    )
    return subject(schedules=schedules(lines=lines, caisses={one.code: one for one in caisses}))


def caisse(sound: Caisse, code: str, hours: str, *later: Version) -> Caisse:
    """A caisse of the département, with these hours."""
    return replace(
        sound,
        code=code,
        names=words(fr=f"la CPAM {code} de l'Ain", en=f"the CPAM {code} of Ain"),
        rule=rule(hours=hours, later=later),
        vouched=sound.vouched * (1 + len(later)),
        place=at("schedules/caisses.yaml", "caisses", code),
    )
