"""Days that custom keeps in a place though the law doesn't list them, each with who tells so.

- "usage": a published calendar lists it among the holidays of the place (the `holidays` package, opening_hours.js).
- "employer": lawyers or the press call it the choice of each employer; it counts only where a caisse names it.
- "lunar": a feast of Mayotte. Article L3422-3 of the Labour code (until 2018 L222-1 of Mayotte's own) names the four
  as holidays that custom may add. Their days are announced on sight of the moon; how they are computed is below.

No caisse's own word was found on any of them, but one: the CSSM closed on Friday 16 January 2026 for Miradji, which
fell on the Saturday (infooutremer.fr). So a caisse that has not said is neither open nor closed on "usage" and "lunar".
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from hijridate import Hijri

from ivr.hours.french_holidays import french_holidays
from ivr.hours.words import Words, words

Standing = Literal["law", "usage", "employer", "lunar"]
Days = Callable[[int], Iterator[date]]  # the days of a year on which it falls: lunar ones may fall twice

# The Grand cadi goes by the moon that is seen from Mayotte. Of the 18 days that were found announced since 2010, 16 are
# the day after that of Umm al-Qura, Saudi Arabia's calendar, and two are that day (tests/hours/feasts.py).
SEEN_LATER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Custom:
    """A day that custom keeps, and where that is told."""

    name: Words
    days: Days
    standing: Standing
    source: str


def _easter(shift: int) -> Days:
    """So many days after Easter, which is the day before the holiday of Easter Monday."""

    def days(year: int) -> Iterator[date]:
        [monday] = french_holidays("", year, "fr").get_named("Lundi de Pâques")
        yield monday + timedelta(days=shift - 1)

    return days


def _on(month: int, day: int) -> Days:
    return lambda year: iter((date(year, month, day),))


def _moon(month: int, day: int) -> Days:
    """A day of the Islamic year, as it is expected in Mayotte; none before 1925 and after 2076, where tables end."""

    def days(year: int) -> Iterator[date]:
        first = int((year - 622) * 1.0307)  # the Islamic year has 354 days: those that fall into ours are near
        for islamic in range(max(first, 1343), min(first + 3, 1501)):
            expected = date(*Hijri(islamic, month, day).to_gregorian().datetuple()) + SEEN_LATER
            if expected.year == year:
                yield expected

    return days


def ramadan(year: int) -> Iterator[tuple[date, date]]:
    """First and last day of the fasts that begin in a year, as they are expected in Mayotte."""
    for first in _moon(9, 1)(year):
        feasts = (day for near in (year, year + 1) for day in _moon(10, 1)(near))
        yield first, next(day for day in feasts if day > first) - timedelta(days=1)


HOLIDAYS = "holidays (PyPI)"
OPENING_HOURS = "opening_hours.js"
GUADELOUPE = "https://effet-mer-guadeloupe.fr/jour-ferie-guadeloupe/"
GUADELOUPE_JULY = (
    "https://la1ere.francetvinfo.fr/guadeloupe/2015/07/21/le-21-juillet-un-jour-pas-comme-les-autres-272647.html"
)
MARTINIQUE = "https://www.cesecem.mq/info-feed/les-jours-de-carnaval-quel-regime-juridique/"
CARNIVAL = "https://viaatv.tv/carnaval-les-jours-gras-sont-ils-feries-ou-chomes"
GUIANA = "https://www.hellapaye.com/les-jours-feries-chomes-ou-dusages/"
SAINT_MARTIN = "http://www.soualigapost.com/fr/actualite/20352"
LABOUR_CODE = "Code du travail L3422-3"
LABOUR_CODE_AND_PRESS = (
    f"{LABOUR_CODE} ; https://lejournaldemayotte.yt/2024/06/10/la-fete-de-laid-el-kebir-sera-celebree-le-17-juin"
)

MI_CAREME = words(fr="Mi-Carême", en="Mid-Lent")
GOOD_FRIDAY = words(fr="Vendredi saint", en="Good Friday")
SCHOELCHER = words(fr="Fête de Victor Schoelcher", en="Victor Schoelcher Day")
MARDI_GRAS = words(fr="Mardi gras", en="Shrove Tuesday")
ASHES = words(fr="Mercredi des Cendres", en="Ash Wednesday")
ALL_SOULS = words(fr="Fête des défunts", en="All Souls' Day")

CUSTOMS: Mapping[str, tuple[Custom, ...]] = {
    "971": (
        Custom(MI_CAREME, _easter(-24), "usage", f"{HOLIDAYS} ; {GUADELOUPE}"),
        Custom(GOOD_FRIDAY, _easter(-2), "usage", f"{HOLIDAYS} ; {OPENING_HOURS} ; {GUADELOUPE}"),
        Custom(SCHOELCHER, _on(7, 21), "usage", f"{HOLIDAYS} ; {OPENING_HOURS} ; {GUADELOUPE_JULY}"),
        Custom(MARDI_GRAS, _easter(-47), "employer", GUADELOUPE),
        Custom(ASHES, _easter(-46), "employer", GUADELOUPE),
        Custom(ALL_SOULS, _on(11, 2), "employer", GUADELOUPE),
    ),
    "972": (
        Custom(GOOD_FRIDAY, _easter(-2), "usage", f"{OPENING_HOURS} ; {MARTINIQUE}"),
        Custom(SCHOELCHER, _on(7, 21), "usage", f"{HOLIDAYS} ; {OPENING_HOURS}"),
        Custom(MARDI_GRAS, _easter(-47), "employer", CARNIVAL),
        Custom(ASHES, _easter(-46), "employer", CARNIVAL),
        Custom(ALL_SOULS, _on(11, 2), "employer", MARTINIQUE),
    ),
    "973": (
        Custom(MARDI_GRAS, _easter(-47), "employer", GUIANA),
        Custom(ASHES, _easter(-46), "employer", GUIANA),
    ),
    "976": (
        Custom(words(fr="Miradji", en="Miraj"), _moon(7, 27), "lunar", LABOUR_CODE),
        Custom(words(fr="Idi el-Fitr", en="Eid al-Fitr"), _moon(10, 1), "lunar", LABOUR_CODE),
        Custom(words(fr="Idi el-Kabir", en="Eid al-Adha"), _moon(12, 10), "lunar", LABOUR_CODE_AND_PRESS),
        Custom(words(fr="Maoulid", en="Mawlid"), _moon(3, 12), "lunar", LABOUR_CODE),
    ),
    "BL": (Custom(GOOD_FRIDAY, _easter(-2), "usage", OPENING_HOURS),),
    "MF": (
        Custom(SCHOELCHER, _on(7, 21), "usage", HOLIDAYS),
        Custom(MI_CAREME, _easter(-24), "employer", SAINT_MARTIN),
    ),
}
