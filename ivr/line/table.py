"""`flow_of` joins the tables of steps into one flow, and refuses at import what could never work."""

from collections import deque
from collections.abc import Iterator
from typing import get_args, get_type_hints

from ivr.line.facts import Facts
from ivr.line.steps import Ask, Branch, Flow, Manners, Menu, SendText, Step, Transfer, targets


class FlowError(Exception):
    """The tables don't make a flow; the message lists every fault."""


def flow_of(manners: Manners, *tables: tuple[Step, ...]) -> Flow:
    """The flow that the tables make together.

    Raises FlowError, with every fault, on a name given twice, a target that is no step, a Branch on something that
    Facts can't answer or whose ways differ from its answers, a key given twice in a menu.
    """
    rows = [step for table in tables for step in table]
    steps = {step.name: step for step in rows}
    faults = [*_repeated(rows), *_unknown_targets(steps, manners), *_wrong_branches(rows), *_repeated_keys(rows)]
    if faults:
        raise FlowError("The flow can't be built:\n  " + "\n  ".join(faults))
    return Flow(steps, manners, _parents(steps, manners))


def answers(question: str) -> frozenset[str]:
    """What a question of Facts can answer; empty when it is no question that chooses a way."""
    asked = getattr(Facts, question, None)
    hint = get_type_hints(asked).get("return") if callable(asked) else None
    return frozenset(get_args(hint)) if hint is not None else frozenset()


def _repeated(rows: list[Step]) -> Iterator[str]:
    names = [step.name for step in rows]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"step {name!r} stands {names.count(name)} times; a name belongs to one step"


def _unknown_targets(steps: dict[str, Step], manners: Manners) -> Iterator[str]:
    wanted = [(step.name, target) for step in steps.values() for target in targets(step)]
    wanted += [("manners", name) for name in _manner_targets(manners)]
    for name, target in wanted:
        if target not in steps:
            yield f"step {name!r} leads to {target!r}, which is no step"


def _manner_targets(manners: Manners) -> tuple[str, ...]:
    return (manners.first, manners.home, manners.adviser.to, manners.give_up, manners.farewell)


def _wrong_branches(rows: list[Step]) -> Iterator[str]:
    for step in rows:
        if isinstance(step, Branch):
            possible = answers(step.on)
            if not possible:
                yield f"branch {step.name!r} asks {step.on!r}, which is no question of Facts"
            elif possible != set(step.ways):
                yield f"branch {step.name!r} has ways for {sorted(step.ways)}, but {step.on} answers {sorted(possible)}"


def _repeated_keys(rows: list[Step]) -> Iterator[str]:
    for step in rows:
        if isinstance(step, Menu):
            keys = [choice.key for choice in step.choices]
            yield from (f"menu {step.name!r} gives key {key} twice" for key in sorted(set(keys)) if keys.count(key) > 1)


def _parents(steps: dict[str, Step], manners: Manners) -> dict[str, str]:
    """For each step, the nearest menu above it, breadth first: from the first menu down, then from the manners."""
    parents: dict[str, str] = {}
    for start in (manners.home, manners.adviser.to, manners.give_up, manners.first):
        if start not in parents:
            parents[start] = manners.home
            _climb_down(start, steps, parents)
    return parents


def _climb_down(start: str, steps: dict[str, Step], parents: dict[str, str]) -> None:
    waiting = deque([start])
    while waiting:
        step = steps[waiting.popleft()]
        above = step.name if isinstance(step, Menu) else parents[step.name]
        for target in targets(step):
            if target not in parents:
                parents[target] = above
                waiting.append(target)


def stops(step: Step) -> bool:
    """Whether a turn can end at this step, and so the next one begin there."""
    return isinstance(step, Menu | Ask | SendText | Transfer)
