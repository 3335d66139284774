"""Checks of rules: they can be read, and their clock and holidays are those of their place."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ivr.check.bodies import bodies
from ivr.check.subject import Subject, check
from ivr.findings import Finding, Place
from ivr.hours.holidays import SUBDIVISIONS, names_of
from ivr.hours.rule import Rule
from ivr.hours.weekly import HoursError, read_hours
from ivr.hours.words import Words, words
from ivr.line.places import TERRITORIES, ZONES


@check(
    "bad-rule",
    fr=("Ces horaires ne peuvent pas être lus : {what}.", "Corrigez la valeur ; FORMAT.md donne des exemples."),
    en=("These hours can't be read: {what}.", "Correct the value; FORMAT.md gives examples."),
    why=words(
        fr="Sans horaires, fuseau et jours fériés valables, la ligne ne sait pas quand elle ouvre.",
        en="Without valid hours, zone and holidays the line doesn't know when it opens.",
    ),
)
def bad_rule(subject: Subject) -> Iterator[Finding]:
    """Every rule can be read: its weekly hours, its zone, its holidays, the order of its dates."""
    for body in bodies(subject):
        yield from (bad_rule.at(body.place, what=what) for what in _faults(body.rule))


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
    yield from (one.name for one in rule.emergencies if one.end is not None and one.end <= one.start)


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name).key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


PARIS = "Europe/Paris"
# A second entry, by the law on each territory's holidays; the others have the national ones.
HOLIDAYS = {"57": "57", "67": "6AE", "68": "6AE", "975": "PM", "977": "BL", "978": "MF"} | {
    code: code for code in ("971", "972", "973", "974", "976")
}
CLOCKS = {department: ZONES[region] for region, (_, department) in TERRITORIES.items() if region in ZONES} | {
    "971": "America/Guadeloupe",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
}
LINE_DEPARTMENTS = {"national": "", "mayotte": "976", "abroad": ""}


@check(
    "foreign-place",
    fr=("« {found} » n'est pas d'ici : on attend « {wanted} ».", "Corrigez « zone: » ou « subdivision: »."),
    en=("“{found}” is not of this place: “{wanted}” is expected.", "Correct “zone:” or “subdivision:”."),
    why=words(
        fr="Un fuseau d'ailleurs existe aussi : la ligne ouvrirait à une autre heure sans qu'aucun nom ne soit faux.",
        en="Another place's zone exists too: the line would open at another time, and no name would be wrong.",
    ),
)
def foreign_place(subject: Subject) -> Iterator[Finding]:
    """Each département has the clock and the holidays of its territory, and each body those of where it serves."""
    for place, home, zone, subdivision in _entries(subject):
        if zone != CLOCKS.get(home, PARIS):
            yield foreign_place.at(place, found=zone, wanted=CLOCKS.get(home, PARIS))
        if subdivision != HOLIDAYS.get(home, ""):
            yield foreign_place.at(place, found=subdivision or "-", wanted=HOLIDAYS.get(home, "-"))


def _entries(subject: Subject) -> Iterator[tuple[Place, str, str, str]]:
    schedules = subject.schedules
    for code, department in schedules.departments.items():
        yield department.place, code, department.zone, department.subdivision
    for caisse in schedules.caisses.values():
        if caisse.departments:
            yield caisse.place, caisse.departments[0], caisse.rule.zone, caisse.rule.subdivision
    for name, line in schedules.lines.items():
        yield line.place, LINE_DEPARTMENTS[name], line.rule.zone, line.rule.subdivision
    homes = {department.regime: code for code, department in schedules.departments.items() if department.regime}
    for key, regime in schedules.regimes.items():
        if regime.rule:
            yield regime.place, homes.get(key, ""), regime.rule.zone, regime.rule.subdivision
