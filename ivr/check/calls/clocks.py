"""Whose clock: a time is told with the name of its clock, unless the caller is surely under that clock."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from ivr.check.answers import CALLERS, POSTCODES
from ivr.check.shown_call import HIDDEN, command_of, first_edges
from ivr.check.states import Edge
from ivr.check.subject import Subject, check, row_place
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.line.actions import Exceptions, Moment, Say, Spans, Week
from ivr.line.call import LINE_NAMES, Call
from ivr.line.facts import MAINLAND, Facts
from ivr.line.origin import Origin
from ivr.line.places import of_postcode, zone_of

SEASONS = (timedelta(0), timedelta(days=182))  # clocks that agree in winter need not in summer
THERE = "_there"  # of values that are told as what the caller's own clock shows
PARIS = ("regime_week",)  # values that no calendar of ours decides


@check(
    "clock-unnamed",
    needs="walk",
    fr=(
        "« {step} » dit une heure ({value}) sans son horloge à un appelant {caller} qui vit peut-être à une autre.",
        "Nommez l'horloge de cette valeur dans ivr/line/facts.py.",
    ),
    en=(
        "“{step}” tells a time ({value}) without its clock to a caller {caller} who may live by another one.",
        "Name the clock of that value in ivr/line/facts.py.",
    ),
    why=words(
        fr="À 8 heures 30 de Paris, il est 11 heures 30 à La Réunion : l'appelant viendrait trois heures trop tard.",
        en="When it is 8:30 in Paris it is 11:30 in Réunion: the caller would ring at the wrong hour.",
    ),
)
def clock_unnamed(subject: Subject) -> Iterator[Finding]:
    """Every value of a time that is told anywhere, to callers of every kind and place, in summer and in winter."""
    told = first_edges(pair for edge in subject.walk.said for pair in _times(edge))
    values = first_edges((value, edge) for (_, value), edge in told.items())
    unsure = {value: _unnamed(subject, edge.turn.call, value) for value, edge in values.items()}
    for (step, value), edge in told.items():
        if caller := unsure[value]:
            found = clock_unnamed.at(row_place(subject.flow, step), step=step, value=value, caller=caller)
            yield found.heard_by(command_of(subject, edge))


def _unnamed(subject: Subject, call: Call, value: str) -> str:
    """The number of a caller who hears a value without its clock and is not surely under it; "" if none does."""
    heard = (facts for facts, placed in _calls(subject, call) if _is_unnamed(facts, placed, value))
    return next((facts.caller.e164 or HIDDEN for facts in heard), "")


def _times(edge: Edge) -> Iterator[tuple[tuple[str, str], Edge]]:
    """The values of a turn that are times of a clock, each with the sentence that tells it."""
    for said in edge.turn.says:
        if isinstance(said, Say) and said.values:
            timed = (
                name for name, value in said.values.items() if isinstance(value, Moment | Spans | Week | Exceptions)
            )
            yield from (((said.prompt, name), edge) for name in timed if not name.endswith(THERE))


def _calls(subject: Subject, call: Call) -> Iterator[tuple[Facts, Call]]:
    """Callers of every kind, on each line, who said nothing, each kind of postcode, or that they have none."""
    for season, line, caller in product(SEASONS, LINE_NAMES, CALLERS):
        facts = replace(subject.facts, now=subject.facts.now + season, called=line, caller=caller)
        placed = facts.placed(call._replace(department="", caisse=""))
        yield from ((facts, placed), (facts, facts.living_nowhere(placed)))
        yield from ((facts, facts.living_at(placed, found)) for found in map(of_postcode, POSTCODES) if found)


def _is_unnamed(facts: Facts, call: Call, name: str) -> bool:
    value = getattr(facts, name)(call)
    if value.clock or value in (Spans(()), Week(())):
        return False
    zone = MAINLAND if name in PARIS else facts.calendar(call).zone
    at = value.at if isinstance(value, Moment) else facts.now
    return not any(_shows_alike(own, zone, at) for own in _own_zones(facts.caller, call))


def _own_zones(caller: Origin, call: Call) -> Iterator[str]:
    """The clock by which a caller surely lives: that of a fixed line; métropole's, by number and postcode alike."""
    if zone_of(caller):
        yield zone_of(caller)
    elif caller.region == "FR" and call.place == "metropole" and call.department:
        yield MAINLAND.key


def _shows_alike(own: str, zone: ZoneInfo, at: datetime) -> bool:
    return at.astimezone(ZoneInfo(own)).utcoffset() == at.astimezone(zone).utcoffset()
