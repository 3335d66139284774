"""Nothing locks: what a caller said of place or body is said anew by one key from where it counts."""

from collections.abc import Iterator, Mapping, Set
from typing import Literal

from ivr.check.calls.closed import takes_place
from ivr.check.shown_call import command_of, first_edges
from ivr.check.states import Edge
from ivr.check.subject import Subject, check, row_place
from ivr.findings import Finding
from ivr.hours.words import Words, words
from ivr.line.actions import Connect
from ivr.line.call import Call
from ivr.line.steps import Flow, Menu, Step

Used = Literal["place", "body"]
NAMES: Mapping[Used, Words] = {
    "place": words(fr="l'endroit", en="the place"),
    "body": words(fr="l'organisme", en="the body"),
}
HOURS = frozenset({"closing", "today", "reopening"})  # values that are those of a place
OF_BODY = frozenset({"regime_number", "regime_site", "regime_week"})  # values that are those of a body
OURS = ("", "general")


@check(
    "locked",
    needs="walk",
    fr=(
        "« {step} » se sert de ce que l'appelant a dit ({what}), et aucune touche n'y permet de le redire.",
        "Ajoutez à ce menu un choix qui mène à la question.",
    ),
    en=(
        "“{step}” uses what the caller said ({what}), and no key there lets them say it anew.",
        "Give this menu a choice that leads to the question.",
    ),
    why=words(
        fr="Une touche de travers, et les horaires ou le conseiller d'un autre suivraient jusqu'à la fin de l'appel.",
        en="One wrong key, and somebody else's hours or adviser would follow until the call ends.",
    ),
)
def locked(subject: Subject) -> Iterator[Finding]:
    """Where hours are told, an adviser is named or a body is sent to, one key of the menu corrects whose they are."""
    flow = subject.flow
    stuck = first_edges(
        ((edge.turn.call.step, what), edge)
        for edge in subject.walk.edges
        for what in _used(flow, edge)
        if not _is_corrected(flow, flow.steps[edge.turn.call.step], what)
    )
    for (step, what), edge in stuck.items():
        yield locked.at(row_place(flow, step), step=step, what=NAMES[what]).heard_by(command_of(subject, edge))


def _used(flow: Flow, edge: Edge) -> Iterator[Used]:
    """What the caller said that a turn makes use of."""
    call = edge.turn.call
    is_member = call.regime not in OURS
    if not call.department and not is_member:
        return
    values, settled = edge.telling.values, edge.telling.settled
    named = _names_adviser(flow, edge, values)
    counts = named or settled.get("body") == "local" or _tells_hours(call, values) or _tells_closed(flow, edge, values)
    if call.department and counts and call.department != edge.facts.placed(Call()).department:  # no number told it
        yield "place"
    learnt = edge.source is not None and edge.source.regime != call.regime
    if is_member and (named or learnt or values & OF_BODY):
        yield "body"


def _names_adviser(flow: Flow, edge: Edge, values: Set[str]) -> bool:
    """Whether it is told whose adviser will be rung, or one is rung without that, for the first time and as asked."""
    if not isinstance(edge.turn.ends, Connect):
        return bool(getattr(flow.steps[edge.turn.call.step], "assent", "")) and "name" in values
    told = edge.source is not None and getattr(flow.steps[edge.source.step], "assent", "") != ""
    known = edge.telling.settled
    is_first = known.get("attempt", "first") == "first" and known.get("whose_adviser") != "anyone"
    return is_first and not told and not edge.idle


def _tells_hours(call: Call, values: Set[str]) -> bool:
    return call.topic == "hours" and ("week" in values or ("name" in values and not values.isdisjoint(HOURS)))


def _tells_closed(flow: Flow, edge: Edge, values: Set[str]) -> bool:
    """Whether who has just asked for an adviser, or said where, hears when those of that place are back."""
    said = edge.source is not None and takes_place(flow.steps.get(edge.source.step))
    wants = flow.manners.adviser.to in edge.telling.steps
    closed = edge.turn.call.topic == "adviser" and edge.telling.settled.get("opening") == "closed" and not edge.idle
    return closed and (said or wants) and "reopening" in values


def _is_corrected(flow: Flow, step: Step, what: Used) -> bool:
    """Whether a key of this step leads to saying it anew."""
    choices = step.choices if isinstance(step, Menu) else ()
    if what == "place":
        return any(takes_place(flow.steps.get(choice.to)) for choice in choices)
    return any("regime" in choice.learns or _lists_bodies(flow.steps.get(choice.to)) for choice in choices)


def _lists_bodies(step: Step | None) -> bool:
    return isinstance(step, Menu) and any("regime" in choice.learns for choice in step.choices)
