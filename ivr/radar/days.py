"""Days that are not like the others: holidays of some places only, unsettled ones, and three closed days and more."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from ivr.hours.customs import Standing
from ivr.hours.holidays import LocalDay, local_days, unsettled
from ivr.hours.rule import Rule
from ivr.hours.schedules import Caisse, Line
from ivr.hours.weekly import weekly
from ivr.hours.words import Words, words
from ivr.radar.surprise import Ahead, Kind, Surprise, named

RUN = 3  # closed days in a row that are worth telling

Bodies = tuple[Line | Caisse, ...]


def local_holidays(ahead: Ahead) -> Iterator[Surprise]:
    """Holidays on which some are closed while others keep their hours."""
    for day in ahead.days:
        kept: dict[tuple[Words, Words], Bodies] = {}
        working = False
        for rule, bodies in ahead.rules.items():
            calendar = ahead.calendar(rule, day)
            cause = calendar.cause_of(day)
            if cause.kind == "holiday" and weekly(rule, day)[day.weekday()]:
                known = cause.words, _known_by(rule, day, cause.words)
                kept[known] = (*kept.get(known, ()), *bodies)
            working |= bool(calendar.spans_of(day))
        for (name, by), bodies in kept.items() if working else ():
            sentence = words(
                fr=f"{name['fr']} ({by['fr']}) : férié là seulement, ouvert ailleurs.",
                en=f"{name['en']} ({by['en']}): a holiday there only, open elsewhere.",
            )
            yield Surprise(day, day, "holiday", sentence, named(bodies))


def _known_by(rule: Rule, day: date, name: Words) -> Words:
    """How it is known that a body is closed on a holiday."""
    holidays = local_days(rule.subdivision, day.year, rule.confirmed)
    local = next(one for one in holidays if (one.day, one.name) == (day, name))
    if local.standing == "law":
        return words(fr=local.source, en=local.source.replace("Code du travail", "Labour code"))
    if local.confirmed:
        return words(fr="confirmé dans holidays.yaml", en="confirmed in holidays.yaml")
    return words(fr="usage, dit la caisse", en="custom, says the caisse")


UNSETTLED: Mapping[Standing, Words] = {
    "lunar": words(
        fr="jour calculé, dit sous réserve. À confirmer dans holidays.yaml dès que le Grand cadi l'annonce.",
        en="a computed day, told with reserve. To be confirmed in holidays.yaml once the Grand cadi announces it.",
    ),
    "usage": words(
        fr="usage non confirmé, horaires dits sous réserve. also_closed ou works_on tranche.",
        en="a custom not confirmed, hours told with reserve. also_closed or works_on settles it.",
    ),
    "employer": words(
        fr="usage de certains employeurs, horaires habituels annoncés. also_closed ou works_on tranche.",
        en="a custom of some employers, the usual hours are announced. also_closed or works_on settles it.",
    ),
}


def unsettled_days(ahead: Ahead) -> Iterator[Surprise]:
    """Feasts whose day nobody has confirmed, and customs of which no caisse has said whether it keeps them."""
    shared: dict[tuple[date, Words, Standing], Bodies] = {}
    for rule, bodies in ahead.rules.items():
        for local in _unsettled(rule, ahead):
            one = local.day, local.name, local.standing
            shared[one] = (*shared.get(one, ()), *bodies)
    for (day, name, standing), bodies in shared.items():
        told = UNSETTLED[standing]
        sentence = words(fr=f"{name['fr']} : {told['fr']}", en=f"{name['en']}: {told['en']}")
        kind: Kind = "provisional" if standing == "lunar" else "uncertain"
        yield Surprise(day, day, kind, sentence, named(bodies))


def closed_runs(ahead: Ahead) -> Iterator[Surprise]:
    """Stretches of RUN days and more without an opening; those who share one are told together."""
    shared: dict[tuple[date, date], Bodies] = {}
    for rule, bodies in ahead.rules.items():
        for run in _runs(ahead, rule):
            shared[run] = (*shared.get(run, ()), *bodies)
    for (first, last), bodies in shared.items():
        count = (last - first).days + 1
        sentence = words(fr=f"{count} jours de suite sans ouverture.", en=f"{count} days in a row without an opening.")
        yield Surprise(first, last, "run", sentence, named(bodies))


def _runs(ahead: Ahead, rule: Rule) -> Iterator[tuple[date, date]]:
    count = 0
    for day in (*ahead.days, ahead.last):
        if day < ahead.last and not ahead.calendar(rule, day).spans_of(day):
            count += 1
            continue
        if count >= RUN:
            yield day - timedelta(days=count), day - timedelta(days=1)
        count = 0


def _unsettled(rule: Rule, ahead: Ahead) -> Iterator[LocalDay]:
    for year in range(ahead.first.year, ahead.last.year + 1):
        for local in unsettled(rule.subdivision, year, rule.works_on, rule.also_closed, rule.confirmed):
            if ahead.first <= local.day < ahead.last and weekly(rule, local.day)[local.day.weekday()]:
                yield local
