"""How every line and caisse stands at a moment, why, and who published that."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ivr.changes.emergencies import going_on
from ivr.check.entry_words import SECTIONS
from ivr.content.changes import Change
from ivr.hours.calendar import State
from ivr.hours.planned import Cause, Day
from ivr.hours.schedules import Above, Caisse, Line, Schedules
from ivr.hours.weekly import weekly

Body = Line | Caisse
Changes = Mapping[tuple[str, str], Change]  # those that count, by section and name
SECTION_OF = {"closure": "closures", "opening": "openings", "other": "hours", "emergency": "emergencies"}


@dataclass(frozen=True, slots=True)
class Standing:
    """One of them. `until`: the end of the present opening, else the next sure one; None where none is known.

    `today` is the day by its own clock, without what emergencies take out; `usual`: it is as the usual week has it.
    """

    body: Body
    state: State
    until: datetime | None
    cause: Cause
    change: Change | None  # that published the entry which decides; None for what the files say
    today: Day
    usual: bool

    @property
    def key(self) -> str:
        """What names it: "691", "mayotte"."""
        return key_of(self.body)

    @property
    def look(self) -> str:
        """How it is shown: an emergency is no mere closure."""
        return "emergency" if self.state == "closed" and self.cause.kind == "emergency" else self.state


@dataclass(frozen=True, slots=True)
class Closing:
    """An emergency that goes on, and the change that published it; None where the files have it."""

    entry: Above
    change: Change | None


@dataclass(frozen=True, slots=True)
class Board:
    """All of them. `mark` is another one as soon as anything that is shown is another."""

    at: datetime
    schedules: Schedules
    standings: tuple[Standing, ...]
    closings: tuple[Closing, ...]
    mark: str


def board_of(schedules: Schedules, changes: Iterable[Change], at: datetime) -> Board:
    """Lines, then caisses, in the order of their files. `changes` are those that count."""
    known = {change.key: change for change in changes}
    bodies: tuple[Body, ...] = (*schedules.lines.values(), *schedules.caisses.values())
    standings = tuple(standing_of(schedules, known, body, at) for body in bodies)
    closings = tuple(Closing(one, change_of(known, one)) for one in going_on(schedules, at))
    return Board(at, schedules, standings, closings, _mark(schedules.revision, standings))


def standing_of(schedules: Schedules, changes: Changes, body: Body, at: datetime) -> Standing:
    """How one of them stands."""
    calendar = schedules.calendar(body.rule, at)
    state, cause = calendar.state(at), calendar.why(at)
    day = at.astimezone(calendar.zone).date()
    today = calendar.actual_of(day)
    return Standing(
        body,
        state,
        calendar.closes(at) if state == "open" else calendar.next_opening(at),
        cause,
        changes.get((SECTION_OF.get(cause.kind, ""), cause.entry)),
        today,
        today.spans == weekly(body.rule, day)[day.weekday()] and cause.kind not in ("emergency", "unsure"),
    )


def change_of(changes: Changes, entry: Above) -> Change | None:
    """Which change published an entry."""
    return changes.get((SECTIONS[type(entry.what)], entry.what.name))


def key_of(body: Body) -> str:
    """What names it: "691", "mayotte"."""
    return body.code if isinstance(body, Caisse) else body.name


def body_of(schedules: Schedules, key: str) -> Body | None:
    """The line or caisse of a key; None where there is none."""
    line = next((line for name, line in schedules.lines.items() if name == key), None)
    return line or schedules.caisses.get(key)


def _mark(revision: str, standings: Iterable[Standing]) -> str:
    told = "|".join(f"{one.key} {one.state} {one.until} {one.cause.kind} {one.usual}" for one in standings)
    return hashlib.sha256(f"{revision}|{told}".encode()).hexdigest()[:16]
