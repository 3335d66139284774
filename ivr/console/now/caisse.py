"""One line or caisse: now, this week, what lies above its usual hours and who published it, its year."""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import get_day_names, get_month_names
from flask import abort, render_template, request

from ivr.changes.difference import week_words
from ivr.check.entry_words import entry_words
from ivr.console.now import said
from ivr.console.now.board import Body, Changes, body_of, change_of, key_of, standing_of
from ivr.console.now.latest import counting, shown_at
from ivr.console.now.year import SIGNS, days_from, year_of
from ivr.console.pages import Pages
from ivr.console.rooms import rooms
from ivr.console.speech import language
from ivr.content.changes import Change
from ivr.hours.rule import Emergency
from ivr.hours.schedules import Above, Caisse, Schedules
from ivr.hours.weekly import weekly
from ivr.places.communes import people_of

pages = Pages("caisse", __name__)
WEEK = 7
YEARS = range(1971, 2100)


@dataclass(frozen=True, slots=True)
class Written:
    """An entry above the usual hours, in words; and the change that published it, None where the files have it."""

    entry: Above
    words: str
    change: Change | None


@pages.page("/caisse/<key>", needs="reader")
def show_caisse(key: str) -> str:
    """By the code of a caisse or the name of a line."""
    snapshot, now = rooms().snapshot, shown_at(rooms())
    body = body_of(snapshot.schedules, key) if snapshot else None
    if snapshot is None or body is None:
        abort(404)
    schedules, changes = snapshot.schedules, {change.key: change for change in counting(rooms())}
    standing = standing_of(schedules, changes, body, now)
    today = now.astimezone(schedules.calendar(body.rule, now).zone).date()
    year = request.args.get("year", today.year, int)
    if year not in YEARS:
        abort(404)
    return render_template(
        "now/caisse.html",
        body=body,
        key=key_of(body),
        at=now,
        today=today,
        standing=standing,
        week=days_from(schedules, body.rule, today, WEEK),
        written=_written(schedules, changes, body, now),
        vouched=body.vouched_on(today),
        usual=week_words(weekly(body.rule, today), language()),
        zone=body.rule.zone,
        departments=[schedules.departments[code] for code in body.departments] if isinstance(body, Caisse) else [],
        people=sum(map(people_of, body.departments)) if isinstance(body, Caisse) else 0,
        year=year,
        months=year_of(schedules, body.rule, year),
        month_names=get_month_names("wide", locale=language()),
        weekday_letters=_weekdays(),
        signs=SIGNS,
        said=said,
    )


def _written(schedules: Schedules, changes: Changes, body: Body, now: datetime) -> tuple[Written, ...]:
    """What lies above its usual hours and is not over yet."""
    mine = (one for one in schedules.above if key_of(body) in one.places and not _is_over(one, now))
    return tuple(Written(one, entry_words(one, schedules, language()), change_of(changes, one)) for one in mine)


def _is_over(entry: Above, now: datetime) -> bool:
    if isinstance(entry.what, Emergency):
        return entry.what.end is not None and entry.what.end <= now
    last = entry.what.days.last
    return last is not None and last < now.date()


def _weekdays() -> list[tuple[str, str]]:
    """Each with its letter, Monday first."""
    letters, names = (get_day_names(width, locale=language()) for width in ("narrow", "wide"))
    return [(letters[number], names[number]) for number in range(7)]
