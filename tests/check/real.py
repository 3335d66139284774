"""The real line, read and walked once a process."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from ivr.check.states import Edge
from ivr.check.subject import Subject
from ivr.check.walk import Walk
from ivr.cli.check import uncollected
from ivr.content.prompts import read_prompts
from ivr.content.schedules import read_schedules
from ivr.line.actions import Perform, Turn
from ivr.line.flow import FLOW

ROOT = Path(__file__).parents[2]
FIRST = date(2026, 11, 23)


@cache
def real() -> Subject:
    """The line as it is in the working tree, from a fixed day on."""
    prompts, schedules = read_prompts(ROOT / "prompts"), read_schedules(ROOT / "schedules")
    return Subject(FLOW, prompts, schedules, FIRST, months=24)


@cache
def walked() -> Walk:
    """Every turn of it."""
    with uncollected():
        return real().walk


def heard(subject: Subject) -> Iterator[tuple[Edge, Turn]]:
    """Every edge with the turn as it is heard: what was said before something was performed comes first."""
    before: dict[object, dict[object, Turn]] = {}
    for edge in subject.walk.edges:
        if isinstance(edge.turn.ends, Perform):
            before.setdefault(edge.target, {})[tuple(map(repr, edge.turn.says))] = edge.turn
    for edge in subject.walk.edges:
        if not isinstance(edge.turn.ends, Perform):
            yield edge, edge.turn
            for turn in before.get(edge.state, {}).values():
                yield edge, Turn(edge.turn.call, (*turn.says, *edge.turn.says), edge.turn.ends)
