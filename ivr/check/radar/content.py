"""What the staff wrote that ends, never ends, is over, is only assumed, or was checked long ago."""

from collections.abc import Iterator
from datetime import UTC, date, timedelta

from ivr.check.radar.surprise import Ahead, Kind, Surprise, named
from ivr.hours.rule import Dated, Emergency
from ivr.hours.schedules import Caisse, Line
from ivr.hours.words import Words, words

Bodies = tuple[Line | Caisse, ...]
CLOSURE = words(fr="Fermeture", en="Closure")
OPENING = words(fr="Ouverture exceptionnelle", en="Exceptional opening")
EMERGENCY = words(fr="Fermeture d'urgence", en="Emergency closure")


def dated_rules(ahead: Ahead) -> Iterator[Surprise]:
    """Closures, exceptional openings and emergencies, each once, with those whom they concern."""
    concerned: dict[Dated | Emergency, Bodies] = {}
    for body in ahead.bodies:
        above_it: tuple[Dated | Emergency, ...] = (*body.rule.dated, *body.rule.emergencies)
        for above in above_it:
            concerned[above] = (*concerned.get(above, ()), body)
    for above, bodies in concerned.items():
        what = EMERGENCY if isinstance(above, Emergency) else OPENING if above.spans else CLOSURE
        yield from _above(ahead, what, above, named(bodies))


def _above(ahead: Ahead, what: Words, above: Dated | Emergency, where: Words) -> Iterator[Surprise]:
    first, last = _days(above)
    told = (
        words(**{name: f"{what[name]} “{above.name}”" for name in what})
        if not above.reason
        else words(fr=f"{what['fr']} « {above.reason['fr']} »", en=f"{what['en']} “{above.reason.get('en', '')}”")
    )
    if last is None:
        yield _said(max(first, ahead.first), "endless", told, ("sans date de fin.", "without an end."), where)
    elif last < ahead.first:
        yield _said(
            ahead.first,
            "lapse",
            told,
            (f"finie le {last:%d/%m/%Y} : à retirer.", f"over on {last}: to be removed."),
            where,
        )
    elif first < ahead.last:
        sentence = words(fr=f"{told['fr']}.", en=f"{told['en']}.")
        yield Surprise(max(first, ahead.first), last, "closure", sentence, where)


def _said(day: date, kind: Kind, told: Words, ends: tuple[str, str], where: Words) -> Surprise:
    return Surprise(day, day, kind, words(fr=f"{told['fr']} {ends[0]}", en=f"{told['en']} {ends[1]}"), where)


def _days(above: Dated | Emergency) -> tuple[date, date | None]:
    if isinstance(above, Dated):
        return above.first, above.last
    return above.start.astimezone(UTC).date(), above.end.astimezone(UTC).date() if above.end else None


def bulletins(ahead: Ahead) -> Iterator[Surprise]:
    """Notices: when they end, those that never do, those that are over."""
    for bulletin in ahead.schedules.bulletins:
        lines = named([ahead.schedules.lines[name] for name in bulletin.lines])
        told = words(fr=f"Annonce « {bulletin.words['fr']} »", en=f"Notice “{bulletin.words.get('en', '')}”")
        ends = bulletin.last.astimezone(UTC).date() if bulletin.last else None
        if ends is None:
            start = max(bulletin.first.astimezone(UTC).date(), ahead.first)
            yield _said(start, "endless", told, ("sans date de fin.", "without an end."), lines)
        elif ends < ahead.first:
            yield _said(ahead.first, "lapse", told, ("finie : à retirer.", "over: to be removed."), lines)
        elif ends < ahead.last:
            yield _said(ends, "bulletin", told, ("prend fin.", "ends."), lines)


def assumed_hours(ahead: Ahead) -> Iterator[Surprise]:
    """Those whose hours nobody has confirmed."""
    bodies = tuple(body for body in ahead.bodies if body.assumed)
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
        if body.checked or not body.assumed:
            by_day[body.checked] = (*by_day.get(body.checked, ()), body)
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
