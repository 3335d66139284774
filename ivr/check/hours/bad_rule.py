"""Every rule can be read: its weekly hours, its zone, its holidays, the order of its dates."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ivr.check.bodies import bodies
from ivr.check.subject import Check, Seen, Subject
from ivr.hours.holidays import SUBDIVISIONS, names_of
from ivr.hours.rule import Rule
from ivr.hours.weekly import HoursError, read_hours
from ivr.hours.words import Words, words


def find(subject: Subject) -> Iterator[Seen]:
    for body in bodies(subject):
        yield from (Seen(body.place, {"what": what}) for what in _faults(body.rule))


def _faults(rule: Rule) -> Iterator[str | Words]:
    try:
        read_hours(rule.hours)
    except HoursError as error:
        yield words(**{language: f"hours: {rule.hours} ({why})" for language, why in error.reason.items()})
    if not _is_zone(rule.zone):
        yield f"zone: {rule.zone}"
    if rule.subdivision not in SUBDIVISIONS:
        yield f"subdivision: {rule.subdivision}"
    else:
        yield from (name for name in (*rule.works_on, *rule.also_closed) if name not in names_of(rule.subdivision))
    yield from (one.name for one in rule.dated if one.last is not None and one.last < one.first)
    yield from (one.name for one in rule.emergencies if one.end is not None and one.end <= one.start)


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name).key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


CHECK = Check(
    code="bad-rule",
    severity="error",
    find=find,
    fr=("Ces horaires ne peuvent pas être lus : {what}.", "Corrigez la valeur ; FORMAT.md donne des exemples."),
    en=("These hours can't be read: {what}.", "Correct the value; FORMAT.md gives examples."),
    why=words(
        fr="Sans horaires, fuseau et jours fériés valables, la ligne ne sait pas quand elle ouvre.",
        en="Without valid hours, zone and holidays the line doesn't know when it opens.",
    ),
)
