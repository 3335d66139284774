"""What the staff wrote that ends, never ends, is over, is only assumed, or was checked long ago."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ivr.hours.rule import Closure, Dated, Emergency, Opening, OtherHours
from ivr.hours.schedules import Caisse, Line
from ivr.hours.words import Words, words
from ivr.radar.surprise import Ahead, Surprise, named

Bodies = tuple[Line | Caisse, ...]
PARIS = ZoneInfo("Europe/Paris")
CLOSURE = words(fr="Fermeture", en="Closure")
ENDLESS = words(fr="sans date de fin.", en="without an end.")
OPENING = words(fr="Ouverture exceptionnelle", en="Exceptional opening")
OTHER = words(fr="Autres horaires", en="Other hours")
EMERGENCY = words(fr="Fermeture d'urgence", en="Emergency closure")


def dated_rules(ahead: Ahead) -> Iterator[Surprise]:
    """Closures, exceptional openings and emergencies, each once, with those whom they concern."""
    concerned: dict[Dated | Emergency, Bodies] = {}
    for body in ahead.bodies:
        above_it: tuple[Dated | Emergency, ...] = (*body.rule.dated, *body.rule.emergencies)
        for above in above_it:
            concerned[above] = (*concerned.get(above, ()), body)
    for above, bodies in concerned.items():
        yield from _above(ahead, KINDS[type(above)], above, named(bodies))


KINDS: Mapping[type, Words] = {Closure: CLOSURE, Opening: OPENING, OtherHours: OTHER, Emergency: EMERGENCY}


def _above(ahead: Ahead, what: Words, above: Dated | Emergency, where: Words) -> Iterator[Surprise]:
    first, last = _days(above)
    name = above.reason or words(fr=above.name, en=above.name)
    told = words(fr=f"{what['fr']} « {name['fr']} »", en=f"{what['en']} “{name.get('en', '')}”")
    day = max(first, ahead.first)
    if day >= ahead.last:
        return
    if last is None:
        yield Surprise(day, day, "endless", _with(told, ENDLESS), where)
    elif last < ahead.first:
        over = _with(told, words(fr=f"finie le {last:%d/%m/%Y} : à retirer.", en=f"over on {last}: to be removed."))
        yield Surprise(day, day, "lapse", over, where)
    else:
        yield Surprise(day, last, "closure", words(fr=f"{told['fr']}.", en=f"{told['en']}."), where)


def _with(told: Words, more: Words) -> Words:
    return words(fr=f"{told['fr']} {more['fr']}", en=f"{told['en']} {more['en']}")


def _days(above: Dated | Emergency) -> tuple[date, date | None]:
    if isinstance(above, Emergency):
        return _day(above.start), _day(above.end) if above.end else None
    return above.days.first or date.min, above.days.last


def _day(moment: datetime) -> date:
    """The day in Paris, where staff read and write these moments."""
    return moment.astimezone(PARIS).date()


def bulletins(ahead: Ahead) -> Iterator[Surprise]:
    """Notices: when they end, those that never do, those that are over."""
    for bulletin in ahead.schedules.bulletins:
        where = named([ahead.schedules.lines[name] for name in bulletin.lines])
        told = words(fr=f"Annonce « {bulletin.words['fr']} »", en=f"Notice “{bulletin.words.get('en', '')}”")
        ends = _day(bulletin.last) if bulletin.last else None
        if ends is None:
            start = max(_day(bulletin.first), ahead.first)
            yield Surprise(start, start, "endless", _with(told, ENDLESS), where)
        elif ends < ahead.first:
            over = _with(told, words(fr="finie : à retirer.", en="over: to be removed."))
            yield Surprise(ahead.first, ahead.first, "lapse", over, where)
        elif ends < ahead.last:
            yield Surprise(ends, ends, "bulletin", _with(told, words(fr="prend fin.", en="ends.")), where)


def assumed_hours(ahead: Ahead) -> Iterator[Surprise]:
    """Those whose hours nobody has confirmed."""
    bodies = tuple(body for body in ahead.bodies if body.vouched_on(ahead.first).assumed)
    if bodies:
        sentence = words(
            fr="Horaires supposés (le minimum national) : personne ne les a confirmés.",
            en="Assumed hours (the national minimum): nobody has confirmed them.",
        )
        yield Surprise(ahead.first, ahead.first, "assumed", sentence, named(bodies))


def old_sources(ahead: Ahead) -> Iterator[Surprise]:
    """When each check of the sources becomes too old; never checked ones at once. Assumed hours are told as such."""
    by_day: dict[date | None, Bodies] = {}
    for body in ahead.bodies:
        known = body.vouched_on(ahead.first)
        if known.checked or not known.assumed:
            by_day[known.checked] = (*by_day.get(known.checked, ()), body)
    for checked, bodies in by_day.items():
        day = checked + timedelta(days=ahead.stale_days) if checked else ahead.first
        if day < ahead.last:
            yield Surprise(max(day, ahead.first), max(day, ahead.first), "source", _source(checked), named(bodies))


def _source(checked: date | None) -> Words:
    if checked is None:
        return words(fr="Source jamais vérifiée.", en="Source never checked.")
    return words(
        fr=f"Source vérifiée le {checked:%d/%m/%Y} : à relire.", en=f"Source checked on {checked}: to be read again."
    )
