"""Closed costs nothing: nobody is asked where they live while nobody answers, nor told twice in a row that it is so."""

from collections.abc import Iterator, Set

from ivr.check.calls.contradiction import MANNERS
from ivr.check.shown_call import command_of, first_edges
from ivr.check.states import Edge
from ivr.check.subject import Subject, check, row_place
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.line.actions import Say
from ivr.line.inputs import Pressed
from ivr.line.steps import LANGUAGE, Ask, Flow, Menu, Step, Tell

THERE = frozenset({"open", "perhaps", "overseas"})  # what tells that an adviser may answer
TOLD = {"closed": "told"}.items()  # what a sentence learns that tells that nobody does


@check(
    "needless-question",
    needs="walk",
    fr=(
        "« {step} » demande l'endroit à qui veut un conseiller, sans savoir si quelqu'un répond.",
        "Demandez avant elle « open_somewhere » ou « opening », et menez « closed » vers la réouverture.",
    ),
    en=(
        "“{step}” asks for the place of somebody who wants an adviser, not knowing whether anybody answers.",
        "Ask “open_somewhere” or “opening” before it, and lead “closed” to the reopening.",
    ),
    why=words(
        fr="Qui tape un code postal pour entendre que tout est fermé a répondu pour rien.",
        en="Who types a postcode and hears that everything is closed has answered for nothing.",
    ),
)
def needless_question(subject: Subject) -> Iterator[Finding]:
    """Nobody who wants an adviser is asked for the place unless, in that turn, somebody was found who may answer."""
    asked = ((edge.turn.call.step, edge) for edge in subject.walk.edges if _asks_needlessly(subject.flow, edge))
    for step, edge in first_edges(asked).items():
        yield needless_question.at(row_place(subject.flow, step), step=step).heard_by(command_of(subject, edge))


def _asks_needlessly(flow: Flow, edge: Edge) -> bool:
    call, source = edge.turn.call, edge.source
    if call.topic != "adviser" or not takes_place(flow.steps[call.step]):
        return False
    again = source is not None and (source.step == call.step or edge.answer in MANNERS)
    known = {edge.telling.settled.get("open_somewhere"), edge.telling.settled.get("opening")}
    return not again and not _says_anew(flow, edge) and THERE.isdisjoint(known)


def takes_place(step: Step | None) -> bool:
    """Whether a step asks where the caller lives."""
    return isinstance(step, Ask) and step.takes == "postcode"


def _says_anew(flow: Flow, edge: Edge) -> bool:
    """Whether the caller chose to say it: by a key that is for that, and so has a name of its own."""
    menu = flow.steps.get(edge.source.step) if edge.source else None
    choices = menu.choices if isinstance(menu, Menu) and isinstance(edge.answer, Pressed) else ()
    ask = edge.turn.call.step
    return any(Pressed(one.key) == edge.answer and one.to == ask != one.name for one in choices)


@check(
    "closed-twice",
    needs="walk",
    fr=(
        "« {step} » dit que personne ne répond à qui vient de l'entendre.",
        "Demandez avant elle « told_closed », et ne dites à qui le sait que quand rappeler.",
    ),
    en=(
        "“{step}” tells that nobody answers to a caller who has just heard that.",
        "Ask “told_closed” before it, and tell who knows it no more than when to call again.",
    ),
    why=words(
        fr="Entendre deux fois de suite que c'est fermé, c'est attendre pour rien.",
        en="To hear twice in a row that it is closed is to wait for nothing.",
    ),
)
def closed_twice(subject: Subject) -> Iterator[Finding]:
    """Within two turns nobody hears twice that nobody answers, unless another place was said in between."""
    walk, flow = subject.walk, subject.flow
    telling = frozenset(step.name for step in flow.rows if isinstance(step, Tell) and step.learns.items() >= TOLD)
    told = [(edge, names) for edge in walk.edges if (names := _told(telling, edge))]
    repeated = [(names[1], edge) for edge, names in told if len(names) > 1]
    heard = {edge.target for edge, _ in told}
    later = {
        one.target for state in heard for one in walk.onwards.get(state, ()) if not _is_elsewhere(flow, one)
    }  # a turn after it was heard
    near = heard | later
    repeated += [(names[0], edge) for edge, names in told if edge.state in near and _is_unasked(flow, edge)]
    for step, edge in first_edges(repeated).items():
        yield closed_twice.at(row_place(flow, step), step=step).heard_by(command_of(subject, edge))


def _told(telling: Set[str], edge: Edge) -> list[str]:
    """The sentences of a turn that tell that nobody answers."""
    return [said.prompt for said in edge.turn.says if isinstance(said, Say) and said.prompt in telling]


def _is_unasked(flow: Flow, edge: Edge) -> bool:
    """Whether it answers nothing: neither a place nor another language; nor is it new there."""
    if edge.telling.settled.get("told_closed") == "new":
        return False
    return not _is_elsewhere(flow, edge) and all(passed.step != LANGUAGE for passed in edge.turn.way)


def _is_elsewhere(flow: Flow, edge: Edge) -> bool:
    """Whether a turn begins with the place: a postcode, or none; a caisse of several."""
    step = flow.steps.get(edge.source.step) if edge.source else None
    listed = isinstance(step, Menu) and step.each is not None and step.each.learns == "caisse"
    return takes_place(step) or listed
