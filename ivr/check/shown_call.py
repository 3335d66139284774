"""A turn of the walk as an `ivr call` command that can be pasted: numbers, moment and keys that lead there."""

import shlex
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from ivr.check.states import Edge
from ivr.check.subject import Subject
from ivr.hours.calendar import Calendar
from ivr.line.inputs import DialEnded, NotUnderstood, Pressed, Said, Silent
from ivr.line.lines import LINES

Key = TypeVar("Key", bound=Hashable)
Look = TypeVar("Look", bound=Hashable)

HIDDEN = "masqué"
ADVISERS = {"answered": "answer", "busy": "busy", "no_answer": "no-answer", "failed": "no-answer"}
SILENCE = "-"
PARIS = ZoneInfo("Europe/Paris")
SEARCHED = timedelta(days=370)  # each calendar sees so far


def first_edges(found: Iterable[tuple[Key, Edge]]) -> dict[Key, Edge]:
    """The first edge of each key: what many calls show is told once, by the shortest of them."""
    firsts: dict[Key, Edge] = {}
    for key, edge in found:
        firsts.setdefault(key, edge)
    return firsts


def first_shown(
    edges: Iterable[Edge], look: Callable[[Edge], Look], find: Callable[[Look], Iterable[Key]]
) -> dict[Key, Edge]:
    """The same, of what is found in all that a check looks at in an edge: edges that look alike are looked at once."""
    unlike: dict[Look, Edge] = {}
    for edge in edges:
        unlike.setdefault(look(edge), edge)
    return first_edges((key, edge) for looked, edge in unlike.items() for key in find(looked))


def command_of(subject: Subject, edge: Edge) -> str:
    """The shortest call that takes this turn. Facts that no moment produces are left to the setting of the day."""
    path = subject.walk.path(edge)
    first = path[0]
    options = ["--from", first.facts.caller.e164 or HIDDEN, "--to", LINES[first.facts.called].number]
    at = _moment(subject, path)
    options += ["--at", f"{at:%Y-%m-%d %H:%M}"] if at else []
    keys = " ".join(_keys(path))
    options += ["--keys", keys] if keys else []
    ended = next((one.answer.outcome for one in path if isinstance(one.answer, DialEnded)), "")
    options += ["--advisers", ADVISERS[ended]] if ended else []
    return shlex.join(["ivr", "call", *options])


def _keys(path: tuple[Edge, ...]) -> Iterator[str]:
    for edge in path:
        match edge.answer:
            case Pressed(keys):
                yield keys
            case Said(key) if key:
                yield key
            case Silent():
                yield SILENCE
            case NotUnderstood():
                yield "8"


def _moment(subject: Subject, path: tuple[Edge, ...]) -> datetime | None:
    """A moment from the first day on at which the calendar answers as the path's facts were settled."""
    settled: dict[str, str] = {}
    for edge in path:
        settled = {**edge.telling.settled, **settled}
    if not settled.keys() & {"opening", "open_somewhere", "reason"}:
        return None
    facts, call = subject.facts, path[-1].turn.call
    calendar = facts.calendar(call)
    last = facts.now + SEARCHED
    fitting = (at for at in _moments(calendar) if facts.now <= at < last and _fits(calendar, at, settled))
    found = next(fitting, None)
    return found.astimezone(PARIS) if found else None


def _moments(calendar: Calendar) -> Iterator[datetime]:
    """Within each opening, after it, and on each day in between, as Paris's clock shows it."""
    for start, end, _ in calendar.intervals:
        yield start.astimezone(calendar.zone) + timedelta(minutes=30)
        yield end.astimezone(calendar.zone) + timedelta(minutes=30)
        yield end.astimezone(calendar.zone) + timedelta(hours=5)
        yield start.astimezone(calendar.zone) + timedelta(days=1)


def _fits(calendar: Calendar, at: datetime, settled: Mapping[str, str]) -> bool:
    state = calendar.state(at)
    wanted = settled.get("opening") or settled.get("open_somewhere") or "closed"
    if state != ("closed" if wanted == "overseas" else wanted):
        return False
    reason = settled.get("reason")
    if state != "closed" or reason is None or reason == "endless":
        return True
    kind = calendar.why(at).kind
    told = {"holiday": "holiday", "closure": "closure", "emergency": "closure"}.get(kind, "hours")
    return told == reason
