"""Checks of closures that close more than was meant: all of a day, or a day of every week."""

from collections.abc import Iterator
from datetime import date

from ivr.check.hours.covering import rules_below
from ivr.check.subject import Subject, check
from ivr.findings import Finding
from ivr.hours.planned import usual_day, without_cuts
from ivr.hours.rule import Closure
from ivr.hours.words import words


@check(
    "whole-day-part",
    severity="warning",
    needs="entries",
    fr=(
        "« {name} » ne devait fermer qu'une partie de la journée, et ne laisse rien du {day}.",
        "Vérifiez l'heure : 15:00 plutôt que 3:00 ? Si toute la journée doit fermer, effacez « hours ».",
    ),
    en=(
        "“{name}” was to close a part of the day only, and leaves nothing of {day}.",
        "Check the time: 15:00 rather than 3:00? If the whole day is to be closed, delete “hours”.",
    ),
    why=words(
        fr="« À partir de 3 h » dit pour quinze heures ferme toute la journée, sans qu'aucune heure soit fausse.",
        en="“From 3:00” said of three in the afternoon closes the whole day, and no time is wrong.",
    ),
)
def whole_day_part(subject: Subject) -> Iterator[Finding]:
    """A closure of a part of the day leaves something of some day."""
    emptied: dict[Closure, date] = {}
    left: set[Closure] = set()
    for below in rules_below(subject):
        for day, entries in below.entries.items():
            usual = usual_day(below.rule, day)
            for entry in entries if usual.spans else ():
                if isinstance(entry, Closure) and entry.part:
                    if without_cuts(usual, [entry]).spans:
                        left.add(entry)
                    else:
                        emptied.setdefault(entry, day)
    for entry, day in emptied.items():
        if entry not in left:
            yield whole_day_part.at(entry.place, name=entry.name, day=day)


@check(
    "every-week",
    severity="warning",
    fr=(
        "« {name} » ferme toute la journée, chaque semaine, sans début ni fin.",
        "Bornez les jours (« mercredis de décembre 2026 ») ; si c'est pour toujours, ôtez ce jour de « hours ».",
    ),
    en=(
        "“{name}” closes the whole day, every week, without a beginning or an end.",
        "Bound the days (“Wednesdays in December 2026”); if it is for ever, take that day out of the weekly “hours”.",
    ),
    why=words(
        fr="Qui écrit « mercredis » pense à ceux d'un mois ; la ligne les ferme tous.",
        en="Who writes “Wednesdays” thinks of a month's; the line closes them all.",
    ),
)
def every_week(subject: Subject) -> Iterator[Finding]:
    """A weekday that is closed whole is so from some day on, or until some day."""
    for above in subject.schedules.above:
        entry = above.what
        if isinstance(entry, Closure) and not entry.part:
            weekly = (one for one in entry.days.stretches if one.weekdays and not one.nth)
            if any(one.first is None and one.last is None for one in weekly):
                yield every_week.at(entry.place, name=entry.name)
