"""What the staff wrote that ends, never ends, is over, is only assumed, or was checked long ago."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ivr.hours.day_words import days_words, parts_words
from ivr.hours.days import Days, Stretch, covered
from ivr.hours.rule import Closure, Dated, Emergency, Opening, OtherHours
from ivr.hours.schedules import Caisse, Line
from ivr.hours.words import Words, words
from ivr.radar.surprise import Ahead, Kind, Surprise

Bodies = tuple[Line | Caisse, ...]
PARIS = ZoneInfo("Europe/Paris")
ENDLESS = words(fr="sans date de fin", en="without an end")
KINDS: Mapping[type[Dated | Emergency], Kind] = {
    Closure: "closure",
    Opening: "opening",
    OtherHours: "hours",
    Emergency: "emergency",
}


def dated_rules(ahead: Ahead) -> Iterator[Surprise]:
    """Closures, exceptional openings, other hours and emergencies, each once, with those whom they concern."""
    concerned: dict[Dated | Emergency, Bodies] = {}
    for body in ahead.bodies:
        above_it: tuple[Dated | Emergency, ...] = (*body.rule.dated, *body.rule.emergencies)
        for above in above_it:
            concerned[above] = (*concerned.get(above, ()), body)
    for above, bodies in concerned.items():
        where = ahead.named(bodies)
        yield from _emergency(ahead, above, where) if isinstance(above, Emergency) else _dated(ahead, above, where)


def _emergency(ahead: Ahead, above: Emergency, where: Words) -> Iterator[Surprise]:
    first, last = _day(above.start), _day(above.end) if above.end else None
    day = max(first, ahead.first)
    if day >= ahead.last:
        return
    if last is None:
        yield Surprise(day, day, "endless", _with(above.reason, ENDLESS), where)
    elif last < ahead.first:
        yield Surprise(day, day, "lapse", _over(above.reason, last), where)
    else:
        yield Surprise(day, last, "emergency", above.reason, where)


def _dated(ahead: Ahead, above: Dated, where: Words) -> Iterator[Surprise]:
    """An entry on its days; one that comes back, on the next of them, with all that it says of its days."""
    told, last = _told(above), above.days.last
    if last and last < ahead.first:
        yield Surprise(ahead.first, ahead.first, "lapse", _over(told, last), where)
        return
    numbers = covered(above.days, ahead.first, (ahead.last - ahead.first).days)
    if not numbers:
        return
    day = ahead.first + timedelta(days=numbers[0])
    if not _is_stretch(above.days):
        yield Surprise(day, day, KINDS[type(above)], _with(told, _words_of(above.days)), where)
    elif last:
        yield Surprise(day, last, KINDS[type(above)], told, where)
    elif isinstance(above, OtherHours):
        yield Surprise(day, day, "hours", _with(told, ENDLESS), where)
    else:
        yield Surprise(day, day, "endless", _with(told, ENDLESS), where)


def _is_stretch(days: Days) -> bool:
    """Whether it is each day from a first one on."""
    return days == Days((Stretch(days.first, days.last),))


def _words_of(days: Days) -> Words:
    return words(fr=days_words(days, "fr"), en=days_words(days, "en"))


def _told(above: Dated) -> Words:
    """Its reason, or else its name; and which part of the day."""
    name = above.reason or words(fr=above.name, en=above.name)
    spans = above.part if isinstance(above, Closure) else above.spans if isinstance(above, Opening) else ()
    return _with(name, words(fr=parts_words(spans, "fr"), en=parts_words(spans, "en"))) if spans else name


def _over(told: Words, last: date) -> Words:
    return _with(told, words(fr=f"fini le {last:%d/%m/%Y} : à retirer", en=f"over on {last}: to be removed"))


def _with(told: Words, more: Words) -> Words:
    english = told.get("en", told["fr"])
    return words(fr=f"{told['fr']}, {more['fr']}", en=f"{english}, {more['en']}")


def _day(moment: datetime) -> date:
    """The day in Paris, where staff read and write these moments."""
    return moment.astimezone(PARIS).date()


def bulletins(ahead: Ahead) -> Iterator[Surprise]:
    """Notices: when they end, those that never do, those that are over."""
    for bulletin in ahead.schedules.bulletins:
        where = ahead.named([ahead.schedules.lines[name] for name in bulletin.lines])
        told = words(fr=f"« {bulletin.words['fr']} »", en=f"“{bulletin.words.get('en', '')}”")
        ends = _day(bulletin.last) if bulletin.last else None
        if ends is None:
            start = max(_day(bulletin.first), ahead.first)
            yield Surprise(start, start, "endless", _with(told, ENDLESS), where)
        elif ends < ahead.first:
            over = _with(told, words(fr="finie : à retirer", en="over: to be removed"))
            yield Surprise(ahead.first, ahead.first, "lapse", over, where)
        elif ends < ahead.last:
            yield Surprise(ends, ends, "bulletin", _with(told, words(fr="prend fin", en="ends")), where)


def assumed_hours(ahead: Ahead) -> Iterator[Surprise]:
    """Those whose hours nobody has confirmed."""
    bodies = tuple(body for body in ahead.bodies if body.vouched_on(ahead.first).assumed)
    if bodies:
        sentence = words(
            fr="horaires que personne n'a confirmés",
            en="hours that nobody has confirmed",
        )
        yield Surprise(ahead.first, ahead.first, "assumed", sentence, ahead.named(bodies))


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
            yield Surprise(
                max(day, ahead.first), max(day, ahead.first), "source", _source(checked), ahead.named(bodies)
            )


def _source(checked: date | None) -> Words:
    if checked is None:
        return words(fr="jamais vérifiée", en="never checked")
    return words(fr=f"vérifiée le {checked:%d/%m/%Y} : à relire", en=f"checked on {checked}: to be read again")
