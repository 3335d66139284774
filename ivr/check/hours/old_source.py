"""Hours that are not assumed have a source, and somebody held them against it within the year."""

from collections.abc import Iterator
from datetime import date

from ivr.check.subject import Check, Seen, Subject
from ivr.findings import Place
from ivr.hours.schedules import Caisse, Line
from ivr.hours.words import words

OLDEST = 365  # days


def find(subject: Subject) -> Iterator[Seen]:
    for place, assumed, source, checked in entries(subject):
        if not source:
            yield Seen(place, {"what": "source"}, severity="error")
        elif checked is None and not assumed:
            yield Seen(place, {"what": "checked"}, severity="error")
        elif checked and (subject.first - checked).days > OLDEST:
            yield Seen(place, {"what": f"{checked:%Y-%m-%d}"})


def entries(subject: Subject) -> Iterator[tuple[Place, bool, str, date | None]]:
    """Whoever has hours: where it stands, whether they are assumed, their source, and the day it was checked."""
    schedules = subject.schedules
    bodies: tuple[Line | Caisse, ...] = (*schedules.lines.values(), *schedules.caisses.values())
    for body in bodies:
        yield body.place, body.assumed, body.source, body.checked
    for regime in schedules.regimes.values():
        yield regime.place, False, regime.source, regime.checked


CHECK = Check(
    code="old-source",
    severity="warning",
    find=find,
    fr=(
        "La source manque, ou n'a pas été vérifiée depuis un an ({what}).",
        "Vérifiez à la source, puis écrivez « checked: » avec la date du jour.",
    ),
    en=(
        "The source is missing, or was not checked for a year ({what}).",
        "Check with the source, then write “checked:” with today's date.",
    ),
    why=words(
        fr="Des horaires que personne ne vérifie deviennent faux sans que rien ne change dans le fichier.",
        en="Hours that nobody checks become wrong though nothing changes in the file.",
    ),
)
