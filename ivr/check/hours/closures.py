"""Checks of the ends of what lies above the weekly hours: none is over, forgotten, unknown or years away unseen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ivr.check.bodies import bodies
from ivr.check.subject import Subject, check
from ivr.findings import Finding, Place
from ivr.hours.rule import Closure, Dated, Emergency, OtherHours
from ivr.hours.words import words

PARIS = ZoneInfo("Europe/Paris")  # by whose clock moments are written
DAY = timedelta(days=1)
LONGEST = 366  # days that an entry goes on; a slip in the year makes it longer
LONGEST_EMERGENCY = 31


@check(
    "lapsed-closure",
    severity="warning",
    fr=("« {name} » est terminé depuis le {last}.", "Retirez-le du fichier, ou corrigez l'année."),
    en=("“{name}” has been over since {last}.", "Take it out of the file, or correct the year."),
    why=words(
        fr="Un fichier qui ne garde que le présent se relit d'un coup d'œil.",
        en="A file that holds the present alone is read at a glance.",
    ),
)
def lapsed_closure(subject: Subject) -> Iterator[Finding]:
    """Closures and notices that are over are told, so that they can be taken away."""
    for entry in _entries(subject):
        if entry.last and entry.last < subject.first:
            yield lapsed_closure.at(entry.place, name=entry.name, last=entry.last)


@check(
    "endless-closure",
    severity="warning",
    fr=(
        "« {name} » n'a pas de fin.",
        "Écrivez sa fin dès qu'elle est connue ; d'ici là, aucune réouverture n'est dite.",
    ),
    en=("“{name}” has no end.", "Write its end as soon as it is known; until then no reopening is told."),
    why=words(
        fr="Une fermeture sans fin que l'on oublie ferme la ligne pour toujours.",
        en="A closure without an end that is forgotten closes the line for ever.",
    ),
)
def endless_closure(subject: Subject) -> Iterator[Finding]:
    """Closures and notices whose end nobody knows are told, so that none is forgotten."""
    for one in subject.above:
        if _is_endless(one) and not _is_forgotten(subject, one):
            yield endless_closure.at(one.place, name=one.name)
    for bulletin in subject.schedules.bulletins:
        if bulletin.last is None:
            yield endless_closure.at(bulletin.place, name=bulletin.name)


def _is_endless(one: Dated | Emergency) -> bool:
    """Whether its end is still to be written. What comes back every day, week or year is meant to go on."""
    if isinstance(one, Emergency):
        return one.end is None
    if isinstance(one, Closure) and one.part:
        return False
    returning = all(stretch.weekdays or stretch.yearly for stretch in one.days.stretches)
    return one.days.last is None and not returning and not isinstance(one, OtherHours)


@check(
    "forgotten-emergency",
    severity="warning",
    fr=(
        "L'urgence « {name} » a commencé le {start} et n'a toujours pas de fin.",
        "Si c'est fini, effacez-la ; sinon écrivez quand ce le sera, comme « end: {end} », ou faites-en une fermeture.",
    ),
    en=(
        "The emergency “{name}” began on {start} and still has no end.",
        "If it is over, delete it; or else write when it will be, such as “end: {end}”, or make it a closure.",
    ),
    why=words(
        fr="Une panne d'il y a deux jours est le plus souvent réparée : la ligne reste fermée par oubli.",
        en="A failure of two days ago is mostly mended: the line stays closed because somebody forgot.",
    ),
)
def forgotten_emergency(subject: Subject) -> Iterator[Finding]:
    """An emergency that is older than a day has an end."""
    for one in subject.above:
        if isinstance(one, Emergency) and _is_forgotten(subject, one):
            start = f"{one.start.astimezone(PARIS):%Y-%m-%d %H:%M}"
            yield forgotten_emergency.at(one.place, name=one.name, start=start, end=f"{subject.first} 18:00")


def _is_forgotten(subject: Subject, one: Dated | Emergency) -> bool:
    return isinstance(one, Emergency) and one.end is None and one.start < _midnight(subject.first) - DAY


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), PARIS).astimezone(UTC)


@check(
    "far-end",
    severity="warning",
    fr=("« {name} » ne finit que le {last}.", "Vérifiez l'année : est-ce {meant} ?"),
    en=("“{name}” ends as late as {last}.", "Check the year: is it {meant}?"),
    why=words(
        fr="Une faute dans l'année ferme la ligne douze mois de trop, et rien d'autre ne la montre.",
        en="A slip in the year closes the line for twelve months too long, and nothing else shows it.",
    ),
)
def far_end(subject: Subject) -> Iterator[Finding]:
    """No closure, opening or notice goes on for more than a year, and no emergency for more than a month."""
    for entry in _entries(subject):
        first = max(entry.first or subject.first, subject.first)
        if entry.last and (entry.last - first).days > entry.longest:
            yield far_end.at(entry.place, name=entry.name, last=entry.last, meant=_a_nearer(entry.last, first))


@check(
    "far-start",
    severity="warning",
    fr=("« {name} » ne commence que le {first}.", "Vérifiez l'année : est-ce {meant} ?"),
    en=("“{name}” begins as late as {first}.", "Check the year: is it {meant}?"),
    why=words(
        fr="Une faute dans l'année, et l'appelant entend « ouvert » le jour où c'est fermé.",
        en="A slip in the year, and callers hear “open” on the day on which it is closed.",
    ),
)
def far_start(subject: Subject) -> Iterator[Finding]:
    """No entry begins in more than two years, no notice in more than one, no emergency in more than a month."""
    for entry in (*_entries(subject), *_versions(subject)):
        if entry.first and (entry.first - subject.first).days > entry.farthest:
            meant = _a_nearer(entry.first, subject.first)
            yield far_start.at(entry.place, name=entry.name, first=entry.first, meant=meant)


def _versions(subject: Subject) -> Iterator["_Entry"]:
    """Each version of weekly hours that comes later."""
    for body in bodies(subject):
        yield from (_Entry(body.place, one.hours, one.first, None) for one in body.rule.later)


def _a_nearer(last: date, first: date) -> date:
    """The same day of the first year in which it is not over before it begins."""
    for year in (first.year, first.year + 1):
        nearer = last.replace(year=year, day=min(last.day, 28)) if last.month == 2 else last.replace(year=year)
        if nearer >= first:
            return nearer
    return first


@dataclass(frozen=True, slots=True)
class _Entry:
    """From which day to which something goes on; None where that isn't said."""

    place: Place
    name: str
    first: date | None
    last: date | None
    longest: int = LONGEST
    farthest: int = 2 * LONGEST


def _entries(subject: Subject) -> Iterator[_Entry]:
    """Each closure, opening, change of hours, emergency and notice."""
    for one in subject.above:
        if isinstance(one, Emergency):
            yield _Entry(one.place, one.name, _day(one.start), _last_day(one.end), *2 * (LONGEST_EMERGENCY,))
        else:
            yield _Entry(one.place, one.name, one.days.first, one.days.last)
    for notice in subject.schedules.bulletins:
        yield _Entry(notice.place, notice.name, _day(notice.first), _last_day(notice.last), *2 * (LONGEST,))


def _day(at: datetime) -> date:
    return at.astimezone(PARIS).date()


def _last_day(end: datetime | None) -> date | None:
    """The last day of which something is taken by what ends at a moment."""
    return _day(end - timedelta(seconds=1)) if end else None
