"""Whom `ivr schedules close` is to close: as closures.yaml writes it, or as people call it."""

from collections.abc import Iterator

from ivr.changes.typed import places_of as meant_by
from ivr.cli.hours_place import place_meant, told_of_place
from ivr.cli.language import Refusal
from ivr.cli.printing import print_sentence
from ivr.cli.schedules_words import say
from ivr.content.changes import Written
from ivr.content.whom import Places
from ivr.hours.schedules import Caisse, Line, Schedules


def where_of(schedules: Schedules, who: tuple[str, ...]) -> Written:
    """What to write under `where`. Raises Refusal, with what to type instead."""
    for names in _readings(who):
        if meant_by(schedules, names):
            return names[0] if len(names) == 1 else [*names]
    typed = " ".join(who)
    found = place_meant(schedules, typed)
    for line in told_of_place(found, typed):
        print_sentence(line)
    bodies = [body for body in found.bodies if isinstance(body, Caisse | Line)]
    codes = [body.code if isinstance(body, Caisse) else body.name for body in bodies]
    if not codes:
        raise Refusal(say("no hours", who=typed))
    return codes[0] if len(codes) == 1 else [*codes]


def places_of(schedules: Schedules, who: tuple[str, ...]) -> Places | None:
    """Whom that reaches; None where nothing like it can be written."""
    return next(filter(None, (meant_by(schedules, names) for names in _readings(who))), None)


def _readings(who: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """One name of several words ("all sauf mayotte"), names with commas between them, or one name a word."""
    yield tuple(name.strip() for name in " ".join(who).split(",") if name.strip())
    yield who
