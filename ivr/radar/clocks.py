"""Days on which clocks change: the line keeps its own hours, but a caller elsewhere finds it open at other ones."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ivr.hours.words import Words, words
from ivr.radar.surprise import Ahead, Surprise

PARIS = "Europe/Paris"


def clock_changes(ahead: Ahead) -> Iterator[Surprise]:
    """Each change of a zone's clocks, with what it does to the others."""
    places = _places(ahead)
    for zone in places:
        for day in ahead.days:
            shift = _offset(zone, day + timedelta(days=1)) - _offset(zone, day)
            if shift:
                yield Surprise(day, day, "clock", _sentence(shift), _apart(zone, day, places))


def _places(ahead: Ahead) -> dict[str, Words]:
    """The zones of the départements, each with the name of the first that keeps it."""
    found = {PARIS: words(fr="en métropole", en="in mainland France")}
    for department in ahead.schedules.departments.values():
        found.setdefault(department.zone, department.names)
    return found


def _offset(zone: str, day: date) -> timedelta:
    return datetime.combine(day, time(0), ZoneInfo(zone)).utcoffset() or timedelta()


def _sentence(shift: timedelta) -> Words:
    hours = f"{abs(shift) / timedelta(hours=1):g} h"
    if shift > timedelta():
        return words(fr=f"les horloges avancent de {hours}", en=f"the clocks go forward {hours}")
    return words(fr=f"les horloges reculent de {hours}", en=f"the clocks go back {hours}")


def _apart(zone: str, day: date, places: dict[str, Words]) -> Words:
    """Where the clocks change, and how far ahead the other places are before and after."""
    return words(
        fr=f"{places[zone]['fr']} ; avance des autres : {', '.join(_gaps(zone, day, places, 'fr'))}",
        en=f"{places[zone]['en']}; others are ahead: {', '.join(_gaps(zone, day, places, 'en'))}",
    )


def _gaps(zone: str, day: date, places: dict[str, Words], language: str) -> Iterator[str]:
    """ "La Réunion +3 h → +2 h": places whose clocks agree, together."""
    alike: dict[str, list[str]] = {}
    for other, where in places.items():
        before, after = (_ahead(zone, other, each) for each in (day, day + timedelta(days=1)))
        if before != after:
            alike.setdefault(f"{before} → {after}", []).append(_bare(where[language]))
    for gap, names in alike.items():
        yield f"{', '.join(names)} {gap}"


def _ahead(zone: str, other: str, day: date) -> str:
    """How far the other's clock is ahead: "+2 h"."""
    hours = (_offset(other, day) - _offset(zone, day)) / timedelta(hours=1)
    return f"{hours:+g} h".replace("-", "−").replace("+0 ", "0 ")


def _bare(where: str) -> str:
    """The place without its preposition: "à Mayotte" is Mayotte."""
    first, _, rest = where.partition(" ")
    return rest if first in ("à", "en", "in", "dans") and rest else where
