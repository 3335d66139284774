"""Which fields of a call can still matter at a step: what no step ahead reads before it is written again is dead.

The walk forgets dead fields, so that two calls with one future are one state (the liveness of compilers).
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ivr.line.steps import Ask, Branch, Flow, Learns, Menu, SendText, Step, Tell, Transfer

FORGETTABLE = frozenset({"topic", "regime", "link"})

# The forgettable fields that each question and each placeholder of Facts reads; the others read none. A test holds
# this against what they really read.
READS: Mapping[str, frozenset[str]] = {
    "wants": frozenset({"topic"}),
    "subject": frozenset({"topic"}),
    "regime": frozenset({"regime"}),
    "account": frozenset({"regime"}),
    "regime_number": frozenset({"regime"}),
    "regime_week": frozenset({"regime"}),
    "address": frozenset({"regime", "link"}),
    "template": frozenset({"regime", "link"}),
}
NONE: frozenset[str] = frozenset()
NOTHING: Learns = MappingProxyType({})


def live_fields(flow: Flow) -> Mapping[str, frozenset[str]]:
    """For each step, the forgettable fields that may be read from there on; the least that satisfies every step."""
    live = dict.fromkeys(flow.steps, NONE)
    changed = True
    while changed:
        changed = False
        for step in flow.steps.values():
            now = _reads(step).union(*(live[target] - set(learns) for target, learns in _ways(flow, step)))
            changed |= now != live[step.name]
            live[step.name] = now
    return live


def _reads(step: Step) -> frozenset[str]:
    asked = [step.on] if isinstance(step, Branch) else list(getattr(step, "fills", ()))
    asked += ["template"] if isinstance(step, SendText) else []
    return NONE.union(*(READS.get(name, NONE) for name in asked))


def _ways(flow: Flow, step: Step) -> Iterator[tuple[str, Learns]]:
    """Every step that can come next, with what the call learns on the way; `back` is added by who knows it."""
    match step:
        case Tell():
            yield step.then, step.learns
        case Branch():
            yield from ((target, NOTHING) for target in step.ways.values())
        case SendText() | Transfer():
            yield from ((target, NOTHING) for target in step.outcomes.values())
        case Menu():
            yield from ((choice.to, choice.learns) for choice in step.choices)
            yield from [(step.silence, NOTHING)] if step.silence else []
        case Ask():
            yield step.then, NOTHING
            yield from [(step.skip.to, step.skip.learns)] if step.skip else []
            yield from [(step.unavailable, NOTHING)] if step.unavailable else []
    if isinstance(step, Menu | Ask):
        yield from _manners(flow, step)


def _manners(flow: Flow, step: Menu | Ask) -> Iterator[tuple[str, Learns]]:
    manners = flow.manners
    yield manners.adviser.to, manners.adviser.learns
    yield from ((name, NOTHING) for name in (flow.parents.get(step.name, manners.home), manners.give_up))
    yield from ((name, NOTHING) for name in (manners.farewell, step.name))
