"""Keeps the counts of calls: the hours of the journal that changed since they were counted are counted anew, whole.

An hour's figures follow from the journal alone, and are replaced in one transaction together with the note of how many
turns they stand for. So a turn is counted once however often, in whatever order and by however many workers an hour is
counted, and whenever one of them dies; turns that come late, or are deleted by age, make their hour count again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, islice
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import ColumnElement, Connection, Date, delete, func, insert, literal, or_, select, type_coerce

from ivr.clock import Clock
from ivr.journal.entry import Entry
from ivr.journal.figures import Figure, ends_of, figures_of
from ivr.journal.reading import COLUMNS, FIRST, entry_of
from ivr.line.steps import Flow
from ivr.store.columns import UtcDateTime
from ivr.store.engine import Store, serialise, take_time
from ivr.store.figure_tables import counted_hours, day_figures, figures
from ivr.store.tables import turns

log = structlog.get_logger("ivr.journal")

PARIS = ZoneInfo("Europe/Paris")  # by whose calendar days are summed; its hours are whole in UTC too
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RECENT = timedelta(hours=48)  # how far back each look goes
THOROUGH = timedelta(hours=6)  # how often a look goes all the way back
AT_ONCE = 3  # changed hours in one transaction, so that no text waits long for its own
AT_A_TIME = 1000  # turns, so that no hour is held whole, and none takes longer between two than a transaction may rest
FIGURES_LOCK = 3646_9  # two workers replace an hour one after the other
PAUSE = timedelta(seconds=20)  # between two looks when nothing is left to count

Turns = Mapping[datetime, int]  # hour -> turns that it has


class Folding:
    """The counting of one store's calls. `step` again and again: it paces itself."""

    def __init__(self, store: Store, now: Clock, flow: Flow) -> None:
        self._store, self._now, self._ends = store, now, ends_of(flow)
        self._look_at = self._thorough_at = datetime.min.replace(tzinfo=UTC)
        self._left: dict[datetime, int] = {}  # hours that changed, oldest first, with the turns that they have now
        self.reach: Callable[[str], None] = lambda _: None  # tests stop it between two statements

    def step(self) -> bool:
        """Count a few hours if some have changed; whether there was something to do."""
        now = self._now()
        if not self._left and _is_due(self._look_at, now, PAUSE):
            thorough = _is_due(self._thorough_at, now, THOROUGH)
            self.look(None if thorough else now - RECENT)
            self._look_at = now + PAUSE
            self._thorough_at = now + THOROUGH if thorough else self._thorough_at
        return self.count_some()

    def look(self, since: datetime | None = None) -> None:
        """Find the hours that changed since they were counted: of those since a moment, or of all."""
        with self._store.reading() as connection:
            if since is None:  # some eighty million turns
                take_time(connection)
            self._left = dict(sorted(changed_hours(connection, since).items()))

    def count_some(self) -> bool:
        """Count the first of the hours that were found; False when none are left."""
        chosen = dict(islice(self._left.items(), AT_ONCE))
        if not chosen:
            return False
        with self._store.reading() as connection:
            counted = {hour: self._count(connection, hour) for hour in _began(connection, chosen)}
        self._replace(chosen, counted)
        self._left = dict(islice(self._left.items(), len(chosen), None))
        return True

    def fold(self) -> None:
        """Count all that changed, however long ago."""
        self.look()
        while self.count_some():
            pass

    def _count(self, connection: Connection, hour: datetime) -> Mapping[Figure, int]:
        return figures_of(_calls_of(connection, hour), self._ends)

    def _replace(self, chosen: Turns, counted: Mapping[datetime, Mapping[Figure, int]]) -> None:
        with self._store.writing() as connection:
            serialise(connection, FIGURES_LOCK)
            connection.execute(delete(figures).where(figures.c.hour.in_(counted)))
            self.reach("deleted")
            if rows := [_row(hour, *one) for hour, found in counted.items() for one in found.items()]:
                connection.execute(insert(figures), rows)
            self.reach("inserted")
            for day in sorted({hour.astimezone(PARIS).date() for hour in counted}):
                _sum_day(connection, day)
            self.reach("summed")
            connection.execute(delete(counted_hours).where(counted_hours.c.hour.in_(chosen)))
            if noted := [{"hour": hour, "turns": number} for hour, number in chosen.items() if number]:
                connection.execute(insert(counted_hours), noted)
            self.reach("noted")


def _is_due(at: datetime, now: datetime, longest: timedelta) -> bool:
    """Whether that moment has come; or is further away than it was ever put, for the clock was set back."""
    return not now < at <= now + longest


def changed_hours(connection: Connection, since: datetime | None = None) -> Turns:
    """The hours whose turns are others than when they were counted, with how many they have now."""
    has = _turns_by_hour(connection, since)
    query = select(counted_hours.c.hour, counted_hours.c.turns)
    if since:
        query = query.where(counted_hours.c.hour >= floor(since))
    counted = {row.hour: row.turns for row in connection.execute(query)}
    return {hour: has.get(hour, 0) for hour in has.keys() | counted.keys() if has.get(hour) != counted.get(hour)}


def forget_counts(connection: Connection, before: datetime) -> None:
    """Delete the counts of the hours whose turns are too old to be kept."""
    serialise(connection, FIGURES_LOCK)
    edge = before.astimezone(PARIS).date()
    connection.execute(delete(figures).where(figures.c.hour < floor(before)))
    connection.execute(delete(day_figures).where(day_figures.c.day < edge))
    _sum_day(connection, edge)
    connection.execute(delete(counted_hours).where(counted_hours.c.hour < floor(before)))


def midnight(day: date) -> datetime:
    """The first moment of a day of Paris's calendar."""
    return datetime.combine(day, time(), PARIS)


def floor(moment: datetime) -> datetime:
    """The beginning of a moment's hour."""
    return moment.replace(minute=0, second=0, microsecond=0)


def _turns_by_hour(connection: Connection, since: datetime | None) -> Turns:
    hour = _hour(connection)
    query = select(hour, func.count()).group_by(hour)
    if since:
        query = query.where(turns.c.at >= floor(since))
    return {found: int(number) for found, number in connection.execute(query)}


def _hour(connection: Connection) -> ColumnElement[datetime]:
    """The hour of a turn, read from its index alone."""
    if connection.dialect.name == "sqlite":  # a moment is text there: "2026-11-24 10:37:12.000000"
        return type_coerce(func.substr(turns.c.at, 1, 13) + ":00:00.000000", UtcDateTime)
    return type_coerce(func.date_trunc("hour", turns.c.at), UtcDateTime)


def _began(connection: Connection, chosen: Turns) -> set[datetime]:
    """The hours in which the calls began that have turns in these hours."""
    within = or_(*((turns.c.at >= hour) & (turns.c.at < hour + HOUR) for hour in chosen))
    theirs = select(turns.c.call_sid).where(within)
    query = select(turns.c.at).where(turns.c.call_sid.in_(theirs), turns.c.turn == FIRST)
    return {floor(at) for at in connection.scalars(query)} | set(chosen)


def _calls_of(connection: Connection, hour: datetime) -> Iterable[Sequence[Entry]]:
    """The calls that began in an hour, each whole."""
    begun = select(turns.c.call_sid).where(turns.c.at >= hour, turns.c.at < hour + HOUR, turns.c.turn == FIRST)
    query = select(*COLUMNS).where(turns.c.call_sid.in_(begun), ~turns.c.rehearsal).order_by(turns.c.call_sid)
    entries = map(entry_of, connection.execute(query.execution_options(yield_per=AT_A_TIME)))
    return (list(call) for _, call in groupby(entries, lambda entry: entry.call_sid))


def _sum_day(connection: Connection, day: date) -> None:
    """A day's figures, from those of its hours."""
    connection.execute(delete(day_figures).where(day_figures.c.day == day))
    values = (figures.c.kind, figures.c.line, figures.c.word, figures.c.toward)
    within = (figures.c.hour >= midnight(day), figures.c.hour < midnight(day + DAY))
    summed = select(literal(day, Date), *values, func.sum(figures.c.calls)).where(*within).group_by(*values)
    names = ["day", *(value.name for value in values), "calls"]
    connection.execute(insert(day_figures).from_select(names, summed))


def _row(hour: datetime, figure: Figure, number: int) -> Mapping[str, object]:
    return {"hour": hour, "calls": number, **figure._asdict()}
