"""`flow_of` joins the tables of steps into one flow. What can't work in it is found by `ivr check`, with its line."""

from collections import deque
from collections.abc import Mapping

from ivr.line.facts import Facts
from ivr.line.questions import questions_of, values_of
from ivr.line.steps import Flow, Manners, Menu, Step, targets


def flow_of(manners: Manners, *tables: tuple[Step, ...], facts: type[Facts] = Facts) -> Flow:
    """The flow that the tables make together, over the questions and values that `facts` declares."""
    rows = tuple(step for table in tables for step in table)
    steps = {step.name: step for step in rows}
    return Flow(rows, steps, manners, questions_of(facts), values_of(facts), _parents(steps, manners))


def _parents(steps: Mapping[str, Step], manners: Manners) -> Mapping[str, str]:
    """For each step, the nearest menu above it, breadth first: from the first menu down, then from the manners."""
    parents: dict[str, str] = {}
    for start in dict.fromkeys((manners.home, manners.adviser.to, *manners.steps())):
        if start not in parents:
            parents[start] = manners.home
            _climb_down(start, steps, parents)
    return parents | {step.name: step.above for step in steps.values() if isinstance(step, Menu) and step.above}


def _climb_down(start: str, steps: Mapping[str, Step], parents: dict[str, str]) -> None:
    waiting = deque([start])
    while waiting:
        name = waiting.popleft()
        step = steps.get(name)
        above = name if isinstance(step, Menu) else parents[name]
        for target in targets(step) if step else ():
            if target not in parents:
                parents[target] = above
                waiting.append(target)
