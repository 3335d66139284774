"""What was read of a form, told again at its fields in full words: so that what was misread is seen at once."""

from contextlib import suppress
from datetime import date, datetime

from ivr.changes.difference import week_words
from ivr.changes.form import Form
from ivr.changes.impact_words import clock_words
from ivr.changes.typed import MOMENT, moment_meant, places_of, where_meant
from ivr.check.entry_words import people_words, whom_words
from ivr.check.reached import reached_among
from ivr.content.fields import UNKNOWN
from ivr.findings import LANGUAGES, Language
from ivr.hours.day_parts import read_other_hours, read_part, read_times
from ivr.hours.day_words import date_words, days_words, parts_words
from ivr.hours.days import Days, covered
from ivr.hours.rule import Spans
from ivr.hours.weekly import HoursError
from ivr.hours.words import Words, words
from ivr.published.snapshot import Snapshot

COUNTED = 400  # days within which the days of a phrase are counted


def told_whom(where: tuple[str, ...], snapshot: Snapshot) -> dict[str, Words]:
    meant, _ = where_meant(snapshot.schedules, where)
    places = places_of(snapshot.schedules, meant) if meant else None
    if not places:
        return {}
    reached = reached_among(places, snapshot.schedules)

    def told(language: Language) -> str:
        whom = whom_words(reached, snapshot.schedules, language)
        people = people_words(reached, snapshot.schedules, language)
        return ", ".join(filter(None, (whom, people)))

    return {"where": words(fr=told("fr"), en=told("en"))}


def told_days(days: Days, part: str, today: date) -> Words:
    """ "le vendredi 27 novembre 2026, à partir de 12:00", with how many days that is where it is more than one."""
    count = len(covered(days, max(days.first or today, today), COUNTED))
    spans: Spans = ()
    with suppress(HoursError):  # it is told at its own field
        spans = read_part(part) if part else ()
    many = {"fr": f" ({count} jours)", "en": f" ({count} days)"} if count > 1 and days.last else {"fr": "", "en": ""}

    def told(language: Language) -> str:
        parts = parts_words(spans, language)
        return f"{days_words(days, language)}{many[language]}{', ' + parts if parts else ''}"

    return words(fr=told("fr"), en=told("en"))


def told_hours(hours: str, kind: str) -> dict[str, Words]:
    """Hours as they were read; nothing where they can't be, for that is told as a fault."""
    try:
        if kind == "open":
            spans = read_times(hours)
            return {"hours": words(fr=_spans(spans, "fr"), en=_spans(spans, "en"))}
        week, is_week = read_other_hours(hours)
    except HoursError:
        return {}
    if not is_week:
        return {
            "hours": words(
                fr=f"{_spans(week[0], 'fr')}, les jours ouverts", en=f"{_spans(week[0], 'en')}, on open days"
            )
        }
    return {"hours": words(fr=week_words(week, "fr"), en=week_words(week, "en"))}


def _spans(spans: Spans, language: Language) -> str:
    return ", ".join(f"{clock_words(start, language)}–{clock_words(end, language)}" for start, end in spans)


def told_moments(form: Form, now: datetime) -> dict[str, Words]:
    """The beginning and the end of a notice or of an emergency."""
    told = {}
    for name, typed in (("start", form.start), ("until", form.until)):
        moment, finding = moment_meant(typed, now, ends=name == "until")
        if not finding and (typed.strip() or name == "start"):
            told[name] = _moment(moment)
    return told


def told_now(form: Form, now: datetime) -> Words:
    moment, finding = moment_meant(form.until, now, ends=True)
    end = words(fr=form.until, en=form.until) if finding else _moment(moment)
    return words(fr=f"dès maintenant, jusqu'à : {end['fr']}", en=f"from now on, until: {end['en']}")


def _moment(moment: str) -> Words:
    """ "jeudi 26 novembre 2026 à 18 h"; "nouvel ordre" where no end is known."""
    if moment == UNKNOWN:
        return words(fr="nouvel ordre (fin inconnue)", en="further notice (no end known)")
    at = datetime.strptime(moment, MOMENT)  # noqa: DTZ007 - on the clock of Paris
    day = {language: date_words(at.date(), language) for language in LANGUAGES}
    return words(
        fr=f"{day['fr']} à {clock_words(at.time(), 'fr')}", en=f"{day['en']} at {clock_words(at.time(), 'en')}"
    )
