"""The check of holidays that nobody has confirmed: somebody is asked while there is time."""

from collections.abc import Iterator
from datetime import date, timedelta

from ivr.check.bodies import Body, bodies, calendars
from ivr.check.subject import Subject, check
from ivr.findings import Finding, Place
from ivr.hours.calendar import Calendar
from ivr.hours.holidays import LocalDay, unsettled
from ivr.hours.weekly import weekly
from ivr.hours.words import Words, words

AHEAD = timedelta(days=45)
FILE = Place("schedules/holidays.yaml")


@check(
    "unconfirmed-holiday",
    severity="warning",
    needs="calendar",
    fr=("Le {day} est peut-être férié : {feast}. Personne ne l'a confirmé.", "{write}"),
    en=("{day} may be a holiday: {feast}. Nobody has confirmed it.", "{write}"),
    why=words(
        fr="Tant qu'un jour n'est pas confirmé, la ligne ne peut dire que « sous réserve » à ceux qui appellent.",
        en="While a day is not confirmed, the line can only tell callers that its hours may change.",
    ),
)
def unconfirmed_holiday(subject: Subject) -> Iterator[Finding]:
    """In the 45 days before a holiday that nobody has confirmed, and that changes open hours, somebody is asked."""
    asked: set[tuple[Place, date]] = set()
    known = calendars(subject)
    for body in bodies(subject):
        for local in _soon(body, known[body.rule], subject.first):
            place = FILE if local.standing == "lunar" else body.place
            if (place, local.day) not in asked:
                asked.add((place, local.day))
                yield unconfirmed_holiday.at(place, day=local.day, feast=local.name, write=_mend(body, local))


def _soon(body: Body, calendar: Calendar, first: date) -> Iterator[LocalDay]:
    """The days that wait for somebody, and that decide when it is open: no entry of closures.yaml has settled them."""
    rule = body.rule
    for year in {first.year, (first + AHEAD).year}:
        for local in unsettled(rule.subdivision, year, rule.works_on, rule.also_closed, rule.confirmed):
            hours = weekly(rule, local.day)[local.day.weekday()]
            if first <= local.day <= first + AHEAD and hours and not calendar.cause_of(local.day).sure:
                yield local


def _mend(body: Body, local: LocalDay) -> Words:
    return _for_a_feast(body.rule.subdivision, local) if local.standing == "lunar" else _for_a_custom(local.name["fr"])


def _for_a_feast(subdivision: str, local: LocalDay) -> Words:
    entry = f"« subdivision: {subdivision} », « feast: {local.name['fr']} », « day: {local.day} »"
    english = entry.replace("« ", "“").replace(" »", "”")
    return words(
        fr=f"Dès que le jour est annoncé, ajoutez sous « holidays: » une entrée avec {entry} (ou le jour annoncé), "
        "« source: » et « checked: », et « kept: no » si l'on travaille.",
        en=f"As soon as the day is announced, add under “holidays:” an entry with {english} (or the day announced), "
        "“source:” and “checked:”, and “kept: no” if people work.",
    )


def _for_a_custom(name: str) -> Words:
    return words(
        fr=f"Demandez à la caisse ; écrivez-lui « also_closed: [{name}] » si elle ferme, « works_on: [{name}] » sinon.",
        en=f"Ask the caisse; give it “also_closed: [{name}]” if it closes, “works_on: [{name}]” if not.",
    )
