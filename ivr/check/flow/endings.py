"""Checks of how calls end: each can, none goes on for ever, and nobody is hung up on for a slip."""

from collections.abc import Callable, Iterator

from ivr.check.graph import ENDLESS, backwards, longest, reached
from ivr.check.shown_call import command_of, first_edges
from ivr.check.states import Edge
from ivr.check.subject import Check, Subject, check, flow_place
from ivr.check.walk import GIVEN_UP
from ivr.findings import Finding
from ivr.hours.words import words
from ivr.line.actions import Connect, HangUp
from ivr.line.inputs import NotUnderstood, NumberKept, Pressed, Silent
from ivr.line.steps import Menu, SendText, Transfer

SILENT_TURNS = 8
FAILED_TURNS = 12  # three failures, an adviser who does not answer, three more; and digits that make no sense


@check(
    "dead-end",
    needs="walk",
    fr=("Il existe un appel qui, arrivé ici, ne peut plus finir.", "Donnez à cet état une sortie."),
    en=("There is a call that can't end any more once it is here.", "Give this state a way out."),
    why=words(
        fr="Prouvé sur chaque état que l'appel peut atteindre, pas seulement sur la table.",
        en="Proved of every state that a call can be in, not of the table alone.",
    ),
)
def dead_end(subject: Subject) -> Iterator[Finding]:
    """From every state of the walk the call can end."""
    walk = subject.walk
    ends = {edge.target for edge in walk.edges if isinstance(edge.turn.ends, HangUp | Connect)}
    before = backwards({state: [edge.target for edge in edges] for state, edges in walk.onwards.items()})
    leaving = reached(ends, lambda state: before.get(state, ()))
    stuck = ((edge.turn.call.step, edge) for state, edge in walk.reached.items() if state not in leaving)
    for step, edge in first_edges(stuck).items():
        yield dead_end.at(flow_place(step)).heard_by(command_of(subject, edge))


@check(
    "endless-silence",
    needs="walk",
    fr=(
        "Un appelant qui se tait y reste {turns} tours ; c'est {most} au plus.",
        "Menez le silence vers un conseiller ou un au revoir.",
    ),
    en=(
        "A caller who stays silent is kept for {turns} turns; {most} are the most.",
        "Lead silence to an adviser or a goodbye.",
    ),
    why=words(
        fr="Une ligne que personne n'écoute se libère.",
        en="A line that nobody listens to is freed.",
    ),
)
def endless_silence(subject: Subject) -> Iterator[Finding]:
    """From every state, silence alone ends the call within 8 turns, however the world answers meanwhile."""
    yield from _lasting(subject, endless_silence, SILENT_TURNS, lambda edge: edge.idle and not _is_failure(edge))


def _is_failure(edge: Edge) -> bool:
    return isinstance(edge.answer, Pressed | NotUnderstood | NumberKept)


@check(
    "endless-failures",
    needs="walk",
    fr=(
        "Un appelant qui ne répond rien de clair y reste {turns} tours ; c'est {most} au plus.",
        "Comptez les échecs d'affilée, et menez-les vers un conseiller ou un au revoir.",
    ),
    en=(
        "A caller who answers nothing clear is kept for {turns} turns; {most} are the most.",
        "Count failures in a row, and lead them to an adviser or a goodbye.",
    ),
    why=words(
        fr="Personne n'est coupé avant trois échecs, et personne n'est retenu sans fin.",
        en="Nobody is cut off before three failures, and nobody is kept for ever.",
    ),
)
def endless_failures(subject: Subject) -> Iterator[Finding]:
    """Failures in a row are bounded: silence, wrong keys and words not understood, in whatever order."""
    yield from _lasting(subject, endless_failures, FAILED_TURNS, lambda edge: edge.idle)


def _lasting(subject: Subject, kind: Check, most: int, goes_on: Callable[[Edge], bool]) -> Iterator[Finding]:
    """The steps from which edges of a kind can be followed for more turns than `most`."""
    walk = subject.walk
    ways = {state: [edge.target for edge in edges if goes_on(edge)] for state, edges in walk.onwards.items()}
    turns = longest(ways)
    kept = ((walk.reached[state].turn.call.step, walk.reached[state]) for state in turns if turns[state] > most)
    for step, edge in first_edges(kept).items():
        counted = turns[edge.target]
        told = kind.at(flow_place(step), turns="∞" if counted == ENDLESS else counted, most=most)
        yield told.heard_by(command_of(subject, edge))


@check(
    "cut-off",
    needs="walk",
    fr=("Une erreur de l'appelant, avant la troisième, coupe l'appel.", "Reposez la question, avec l'aide."),
    en=("A caller's error, before the third, ends the call.", "Ask again, with help."),
    why=words(
        fr="Le troisième échec mène à un conseiller ou à l'heure de réouverture ; aucun avant lui ne raccroche.",
        en="The third failure leads to an adviser or a reopening time; none before it hangs up.",
    ),
)
def cut_off(subject: Subject) -> Iterator[Finding]:
    """Nobody is hung up on for an error before the third in a row."""
    cut = ((edge.source.step, edge) for edge in subject.walk.edges if edge.source and _is_cut(subject, edge))
    for step, edge in first_edges(cut).items():
        yield cut_off.at(flow_place(step)).heard_by(command_of(subject, edge))


def _is_cut(subject: Subject, edge: Edge) -> bool:
    """Whether a turn hangs up on an error. A menu whose silence leads to a goodbye says so itself."""
    call = edge.source
    if call is None or call.tries >= GIVEN_UP or not edge.idle or not isinstance(edge.turn.ends, HangUp):
        return False
    step = subject.flow.steps[call.step]
    said_goodbye = isinstance(edge.answer, Silent) and isinstance(step, Menu) and bool(step.silence)
    return not isinstance(step, SendText | Transfer) and not said_goodbye
